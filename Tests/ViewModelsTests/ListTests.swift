import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

@MainActor
@Suite(.homes) struct ListTests {
  private let home: Home
  private let app: AppModel
  private let list: ListModel

  /// A list of so many rooms, their names in order.
  init() async throws {
    let home = try await Home.fixture()
    self.home = home
    let type = home.registrar.catalogue.type("rooms")
    let rooms = (0..<700).map { number in
      var room = Record(type)
      room["house_id"] = .reference(home.maple)
      room["name"] = .text("R\(1_000 + number)")
      return room
    }
    for part in 0..<7 {
      _ = try await home.registrar.save(
        Array(rooms[(part * 100)..<(part * 100 + 100)]), command: home.time.newID(), for: home.administrator)
    }
    app = try await home.app(for: home.administrator)
    list = ListModel(app, type)
    await app.show(.list(list))
    await list.sort(by: .field("name", descending: false))
    await app.handle([])
  }

  private var name: String? {
    guard let row = list.row, let place = list.columns.firstIndex(where: { $0.name == "name" }) else {
      return nil
    }
    return String(row.values[place])
  }

  private func press(_ key: Key, times: Int = 1) async {
    await app.handle(Array(repeating: .key(key), count: times))
  }

  @Test func `a column is moved, and stands there on any terminal`() async throws {
    let usual = list.columns.map(\.name)
    await press(.character("c"))
    await press(.down)
    await press(.right)
    await press(.right)
    #expect(list.columns.map(\.name) == [usual[0], usual[2], usual[3], usual[1]] + usual.dropFirst(4))
    await press(.left)
    await press(.enter)
    await press(.escape)
    let wanted = [usual[0], usual[2], usual[3]] + usual.dropFirst(4)
    #expect(list.columns.map(\.name) == wanted)
    #expect(list.row?.values.count == list.columns.count)
    let other = try await home.app(for: home.administrator)
    await other.openList("rooms")
    #expect(other.list?.columns.map(\.name) == wanted)
  }

  @Test(arguments: [
    ListRequest.Order.name(descending: false), .name(descending: true), .field("floor", descending: false),
    .field("state", descending: true),
  ])
  func `the order that a person chose stands at every later opening, and for nobody else`(
    chosen: ListRequest.Order
  ) async throws {
    await list.sort(by: chosen)
    #expect(list.order == chosen)
    let other = try await home.app(for: home.administrator)
    for one in [app, other] {
      await one.openList("rooms")
      let again = try #require(one.list)
      #expect(again !== list && again.order == chosen)
      #expect(again.rows.prefix(10).map(\.id) == list.rows.prefix(10).map(\.id))
    }
    let colleague = try await home.app(for: try await home.session(.manager))
    await colleague.openList("rooms")
    #expect(colleague.list?.order == ListModel.usualOrder(of: list.type))
  }

  @Test func `the order of names turned round is remembered too`() async throws {
    let chosen = ListRequest.Order.name(descending: true)
    await app.openList("residents")
    #expect(app.list?.order == .name(descending: false))
    await app.list?.sort(by: chosen)
    let other = try await home.app(for: home.administrator)
    await other.openList("residents")
    #expect(other.list?.order == chosen)
  }

  @Test func `while names are read the list says how far, and stands by them once they are there`()
    async throws
  {
    for (given, family) in [("Ida", "Zeller"), ("Ada", "Abara")] {
      _ = try await home.resident(given, family)
    }
    app.namesAtOnce = 0
    await app.began(try await home.session(.administrator, named: "R. Mensah"))
    await app.openList("residents", conditions: [])
    let list = try #require(app.list)
    #expect(app.namesRead == 0 && app.wait == 0)
    #expect(list.status.text == "Reading names: 0 %. Until then in order of reference.")
    app.namesRead = 0.374
    #expect(list.status.text == "Reading names: 37 %. Until then in order of reference.")
    for _ in 0..<1_000 where app.namesRead != nil { await app.handle(.due) }
    #expect(app.namesRead == nil)
    #expect(!list.status.text.contains("Reading names"))
    let place = try #require(list.columns.firstIndex { $0.name == "family_name" })
    #expect(list.rows.map { String($0.values[place]) } == ["Abara", "Zeller"])
  }

  /// The rows that the screen shows are all there.
  private func expectFilled(_ place: SourceLocation = #_sourceLocation) {
    let last = min(list.scroll + list.page, list.total ?? .max)
    for index in list.scroll..<last {
      #expect(list.row(at: index) != nil, "row \(index)", sourceLocation: place)
    }
  }

  @Test(arguments: [1, 3, 40, 200, 650, 2_000])
  func `many presses at once end where they end one by one`(times: Int) async {
    list.page = 20
    await press(.down, times: times)
    let end = min(times, 699)
    #expect(list.selected == end)
    #expect(name == "R\(1_000 + end)")
    expectFilled()
    await press(.up, times: times / 2)
    #expect(name == "R\(1_000 + end - min(end, times / 2))")
    expectFilled()
    await press(.pageDown, times: 2)
    #expect(list.selected == min(699, end - min(end, times / 2) + 40))
    expectFilled()
    await press(.home)
    #expect(name == "R1000")
    expectFilled()
  }

  @Test func `a key after many others sees where they led`() async {
    await app.handle([.key(.down), .key(.down), .key(.down), .key(.up), .key(.enter)])
    #expect(app.detail?.record.map { app.name(of: $0) }?.contains("R1002") == true)
  }

  @Test func `rows ahead are read without a key, and once`() async {
    list.page = 30
    await press(.down)
    #expect(list.wantsMoreSince != nil)
    await app.handle([.due])
    #expect(list.wantsMoreSince == nil)
    #expect(list.rows.count >= 60)
    let read = list.rows.count
    await app.handle([.due])
    #expect(list.rows.count == read)
  }

  @Test func `the peek waits until the selection rests, and is never another's`() async {
    await app.handle([.resized(Size(rows: 40, columns: 120))])
    await list.refresh()
    await app.handle([])
    #expect(list.peek?.record.id == list.row?.id)
    await press(.down)
    #expect(list.peek == nil)
    home.time.pass(milliseconds: 100)
    await app.handle([.due])
    #expect(list.peek?.record.id == list.row?.id)
    await press(.down)
    await press(.up)
    await app.handle([.due])
    #expect(list.peek == nil || list.peek?.record.id == list.row?.id)
  }

  @Test func `Esc takes back what was typed before it leaves the list`() async {
    await app.handle([.key(.character("/")), .key(.character("1")), .key(.character("0")), .key(.enter)])
    #expect(list.words == "10")
    await press(.escape)
    #expect(list.words.isEmpty && app.list === list)
  }
}
