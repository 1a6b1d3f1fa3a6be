import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

@Suite(.homes) struct WindowTests {
  private func rooms(_ home: Home, count: Int) async throws {
    let type = home.registrar.catalogue.type("rooms")
    let records = (0..<count).map { number in
      var room = Record(type)
      room["house_id"] = .reference(number.isMultiple(of: 2) ? home.maple : home.oak)
      room["name"] = .text("R\(padded(number, 3))")
      // Every third has no floor, so that empty values stand in the order too.
      room["floor"] = number.isMultiple(of: 3) ? .empty : .text("F\(number % 4)")
      return room
    }
    _ = try await home.registrar.save(records, command: home.time.newID(), for: home.administrator)
  }

  @Test(arguments: ["name", "floor", "-name", "-floor", "id"])
  func `pages forward and back join without gap or double`(order: String) async throws {
    let home = try await Home.fixture()
    try await rooms(home, count: 40)
    let descending = order.hasPrefix("-")
    var request = ListRequest(type: "rooms", fields: ["name", "floor", "house_id"])
    request.order = .field(descending ? String(order.dropFirst()) : order, descending: descending)
    request.limit = 100
    let all = try await home.registrar.window(request, for: home.administrator)
    #expect(all.total == 40)
    #expect(all.names.values.contains("Maple House"))

    request.limit = 7
    var forward: [RecordID] = []
    var window = try await home.registrar.window(request, for: home.administrator)
    while let last = window.rows.last {
      #expect(window.firstIndex == forward.count)
      forward += window.rows.map(\.id)
      request.from = .after(.init(id: last.id, key: last.key, index: forward.count - 1))
      window = try await home.registrar.window(request, for: home.administrator)
    }
    #expect(forward == all.rows.map(\.id))

    var backward: [RecordID] = []
    request.from = .end
    window = try await home.registrar.window(request, for: home.administrator)
    #expect(window.firstIndex == 33)
    while let first = window.rows.first {
      backward = window.rows.map(\.id) + backward
      request.from = .before(.init(id: first.id, key: first.key, index: 40 - backward.count))
      window = try await home.registrar.window(request, for: home.administrator)
    }
    #expect(backward == forward)
  }

  @Test(arguments: ["name", "floor", "-floor"], [0, 5, 13, 14, 30, 39, 60])
  func `rows that are passed over are counted and not given`(order: String, skip: Int) async throws {
    let home = try await Home.fixture()
    try await rooms(home, count: 41)
    let descending = order.hasPrefix("-")
    var request = ListRequest(type: "rooms", fields: ["name"])
    request.order = .field(descending ? String(order.dropFirst()) : order, descending: descending)
    let all = try await home.registrar.window(request, for: home.administrator).rows
    request.limit = 4
    request.skip = skip
    request.from = .after(.init(id: all[0].id, key: all[0].key, index: 0))
    let after = try await home.registrar.window(request, for: home.administrator)
    #expect(after.rows.map(\.id) == all.dropFirst(1 + skip).prefix(4).map(\.id))
    #expect(after.rows.isEmpty || after.firstIndex == 1 + skip)
    request.from = .before(.init(id: all[40].id, key: all[40].key, index: 40))
    let before = try await home.registrar.window(request, for: home.administrator)
    #expect(before.rows.map(\.id) == all.dropLast(1 + skip).suffix(4).map(\.id))
    #expect(before.rows.isEmpty || before.firstIndex == max(0, 40 - skip - 4))
  }

  @Test func `a page and a record by itself derive the same`() async throws {
    let home = try await Home.fixture()
    let beds = try await home.room("R1", beds: ["A", "B", "C"])
    let names = ["Adam", "Bede", "Cuthbert"]
    for (bed, name) in zip(beds, names) { try await home.lodger("Siân", name, in: bed) }
    _ = try await home.resident("Nobody's", "Guest", in: home.maple)
    let type = home.registrar.catalogue.type("residents")
    let derived = type.fields.filter(\.isDerived).map(\.name)
    var request = ListRequest(type: type.id, fields: derived)
    request.order = .name(descending: false)
    for _ in 0..<2 {
      let window = try await home.registrar.window(request, for: home.administrator)
      #expect(window.rows.count == 4)
      for row in window.rows {
        let record = try await home.registrar.record(row.id, of: type, for: home.administrator)
        #expect(row.values == derived.map { record[$0] })
      }
      #expect(window.rows.contains { $0.values.contains(.text("present")) })
    }
  }

  @Test func `a window around a record holds it at its place`() async throws {
    let home = try await Home.fixture()
    try await rooms(home, count: 30)
    var request = ListRequest(type: "rooms", fields: ["name"])
    request.order = .field("name", descending: false)
    let all = try await home.registrar.window(request, for: home.administrator)
    request.from = .around(all.rows[20].id)
    request.limit = 9
    let around = try await home.registrar.window(request, for: home.administrator)
    #expect(around.firstIndex == 17)
    #expect(around.rows.map(\.id) == all.rows[17..<26].map(\.id))
  }

  @Test func `words and conditions narrow a list`() async throws {
    let home = try await Home.fixture()
    try await rooms(home, count: 30)
    var request = ListRequest(type: "rooms", fields: ["name"])
    request.order = .field("name", descending: false)
    request.words = "r01"
    #expect(try await home.registrar.window(request, for: home.administrator).rows.count == 10)
    request.conditions = [.equals("house_id", .reference(home.oak))]
    #expect(try await home.registrar.window(request, for: home.administrator).total == 5)
    request.words = "100%"
    #expect(try await home.registrar.window(request, for: home.administrator).rows.isEmpty)
  }

  @Test func `a sealed field is no order and no condition`() async throws {
    let home = try await Home.fixture()
    var request = ListRequest(type: "residents", fields: ["family_name"])
    request.order = .field("family_name", descending: false)
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.window(request, for: home.administrator)
    }
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.count(
        "residents", where: [.equals("family_name", .text("Davies"))], for: home.administrator)
    }
  }
}
