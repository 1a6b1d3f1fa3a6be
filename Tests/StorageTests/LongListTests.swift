import House
import Records
import TestHomes
import Testing

@testable import Storage

/// A list that is too long to be gathered is walked in the order of an index; its rows are the same.
@Suite struct LongListTests {
  private static let home = Task {
    let home = try await Home.fixture()
    let type = home.registrar.catalogue.type("rooms")
    for part in 0..<26 {
      let rooms = (0..<100).map { number in
        var room = Record(type)
        room["house_id"] = .reference(number < 90 ? home.maple : home.oak)
        room["name"] = .text("R\(part * 100 + number)")
        return room
      }
      _ = try await home.registrar.save(rooms, command: home.time.newID(), for: home.administrator)
    }
    return home
  }

  @Test(arguments: ["name", "-name", "state", "-state"])
  func `somebody of one house pages through all of it, and only it`(order: String) async throws {
    let home = try await LongListTests.home.value
    let reader = try await home.session(.manager, houses: [home.maple])
    let field = order.hasPrefix("-") ? String(order.dropFirst()) : order
    #expect(TypeIndexes(home.registrar.catalogue.type("rooms")).ordered[field] != nil)
    var request = ListRequest(type: "rooms", fields: ["name", "state", "house_id"])
    request.order = .field(field, descending: order.hasPrefix("-"))
    request.limit = 200
    var found: [ListRow] = []
    var window = try await home.registrar.window(request, for: reader)
    #expect(window.total == nil)
    while let last = window.rows.last {
      found += window.rows
      request.from = .after(.init(id: last.id, key: last.key, index: found.count - 1))
      window = try await home.registrar.window(request, for: reader)
    }
    let all = try await home.registrar.records(
      Query("rooms").where(.houseID, is: home.maple), for: home.administrator)
    #expect(all.count > ListWindow.countedAtOnce)
    let key = { (value: Value?) -> String in if case .text(let text) = value { text } else { "" } }
    let rising = all.sorted { one, other in
      let (first, second) = (key(one[field]), key(other[field]))
      return first == second
        ? (one.id ?? .zero) < (other.id ?? .zero) : first.utf8.lexicographicallyPrecedes(second.utf8)
    }
    #expect(found.map(\.id) == (order.hasPrefix("-") ? rising.reversed() : rising).compactMap(\.id))
  }

  @Test func `the index of every order is one that the store walks in that order`() async throws {
    let home = try await LongListTests.home.value
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    for type in Catalogue.house.types { try isWalked(type, in: file) }
  }

  private func isWalked(_ type: RecordType, in file: SQLiteDatabase) throws {
    let hidesRemoved = try !file.rows(
      "SELECT name FROM pragma_table_info(\(type.id)) WHERE name = 'deleted_at'"
    ).isEmpty
    let living: SQL = hidesRemoved ? " AND a.deleted_at IS NULL" : ""
    for (field, index) in TypeIndexes(type).ordered where field != type.usualField {
      let plan = try file.rows(
        "EXPLAIN QUERY PLAN SELECT a.id FROM \(name: type.id) a INDEXED BY \(name: index) WHERE a.organization_id = 1\(living) AND a.\(name: field) IS NOT NULL ORDER BY a.\(name: field), a.id LIMIT 80"
      ).compactMap { $0.last?.text }
      #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(type.id) by \(field): \(plan)")
    }
  }
}
