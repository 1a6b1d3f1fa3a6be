import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// The repairs of two houses, as their list is narrowed.
@MainActor
@Suite(.homes) struct FilterTests {
  private let home: Home
  private let manager: Session
  private let app: AppModel
  private let list: ListModel

  init() async throws {
    home = try await Home.fixture()
    manager = try await home.session(.manager, named: "R. Mensah")
    let repairs: [(title: String, house: RecordID, priority: String, days: Int)] = [
      ("Gutter", home.maple, "low", 20), ("Boiler", home.maple, "high", 0), ("Lock", home.maple, "high", 5),
      ("Window", home.oak, "medium", 20), ("Tap", home.oak, "low", 3),
    ]
    for repair in repairs {
      var record = Record(home.registrar.catalogue.type("maintenance_requests"))
      record["house_id"] = .reference(repair.house)
      record["title"] = .text(repair.title)
      record["priority"] = .text(repair.priority)
      record["target_on"] = .day(manager.zone.day(at: home.time.now).adding(days: repair.days))
      try await home.save(record, as: repair.title == "Tap" ? manager : nil)
    }
    app = try await home.app(for: manager)
    await app.openList("maintenance_requests")
    list = try #require(app.list)
    await list.sort(by: .field("title", descending: false))
  }

  private var titles: [String] {
    guard let place = list.columns.firstIndex(where: { $0.name == "title" }) else { return [] }
    return list.rows.compactMap { String($0.values[place]) }
  }

  private func type(_ text: String) async {
    await app.press("/")
    for character in text { await app.press(character == " " ? "space" : String(character)) }
  }

  /// Chooses the option of the open picker whose title has these words.
  private func choose(_ words: String) async throws {
    guard case .picker(let picker) = app.top else { return }
    let place = try #require(picker.options.firstIndex { $0.title.text.contains(words) }, "\(words)")
    picker.move(by: -picker.options.count)
    picker.move(by: place)
    await picker.choose()
    if case .picker = app.top, words != "Priority" { await app.press("esc") }
  }

  @Test func `what the usual filter leaves out is counted as it is looked for, and F shows it`() async throws
  {
    #expect(list.type.usualFilter != nil)
    let boiler = try await home.registrar.records(
      Query("maintenance_requests").where(.equals("title", .text("Boiler"))), for: manager)
    try await home.perform(
      "repair.reject", on: try #require(boiler.first), ["rejected_reason": .text("Not ours.")])
    await type("boil")
    #expect(list.total == 0)
    #expect(list.status.text.contains("1 outside this filter") && list.status.text.contains("Enter, then F"))
    await app.press("enter")
    #expect(list.status.text.hasSuffix("; F shows it."))
    await app.press("F")
    #expect(titles == ["Boiler"] && list.outside == 0)
  }

  @Test(arguments: [
    ("high", ["Boiler", "Lock"]), ("oak", ["Tap", "Window"]), ("oak low", ["Tap"]), ("oak high", []),
    ("priority:high", ["Boiler", "Lock"]), ("priority:hi gutter", []), ("priority:low gut", ["Gutter"]),
    ("house:oak", ["Tap", "Window"]), ("target:<=t+5", ["Boiler", "Lock", "Tap"]),
    ("target:t+5", ["Lock"]), ("target:>t+5 house:maple", ["Gutter"]), ("state:zebra", []),
    ("assigned_to:none priority:medium", ["Window"]), ("hazard:no priority:high", ["Boiler", "Lock"]),
    ("priority:", ["Boiler", "Gutter", "Lock", "Tap", "Window"]), ("10:30", []),
  ])
  func `a typed field and value narrow the list`(text: String, expected: [String]) async {
    await type(text)
    #expect(titles == expected)
    #expect(app.message?.kind != .failed)
  }

  @Test func `tab completes a field, then shows its values one after the other`() async {
    await type("pri")
    #expect(app.top?.model.status == "Tab: priority:")
    await app.press("tab")
    #expect(list.filter?.text == "priority:")
    await app.press("tab")
    let first = list.filter?.text
    await app.press("tab")
    #expect(list.filter?.text != first)
    await app.press("ctrl-w")
    for character in "priority:hi" { await app.press(String(character)) }
    await app.press("tab", "enter")
    #expect(list.words == "priority:high")
    #expect(titles == ["Boiler", "Lock"])
    await app.press("/", "ctrl-u", "enter")
    #expect(titles.count == 5)
  }

  @Test func `what the type declares is offered without typing`() async throws {
    await app.press("f")
    try await choose("Mine")
    #expect(titles == ["Tap"])
    #expect(list.filterWords == "not done, mine")
    await app.press("f")
    try await choose("Mine")
    await app.press("f")
    try await choose("Oak House")
    #expect(titles == ["Tap", "Window"])
    await app.press("f")
    try await choose("Maple House")
    #expect(titles == ["Boiler", "Gutter", "Lock"])
    await app.press("f")
    try await choose("Late or today by target day")
    #expect(titles == ["Boiler"])
    await app.press("f")
    try await choose("Within 7 days")
    #expect(titles == ["Boiler", "Lock"])
    #expect(list.filterWords == "not done, Maple House, within 7 days by target day")
  }

  @Test func `a filter that is kept keeps no words that may be a name, and says so`() async throws {
    await type("priority:low probert")
    await app.press("enter", "f")
    try await choose("Keep this filter")
    await app.press("l", "o", "w", "enter")
    #expect(app.preferences.filters(of: list.type).map(\.text) == ["priority:low"])
    #expect(
      app.message?.text.text == "Kept as “low”. f chooses it again. \(TypedFilter.notKept)")
    let stored = try await home.registrar.preferences(for: manager)
    #expect(stored.contains("priority:low") && !stored.contains("probert"))
  }

  @Test func `a filter is kept under a name, on any terminal, and can open the list`() async throws {
    await app.press("f")
    try await choose("Oak House")
    await type("priority:low")
    await app.press("enter", "f")
    try await choose("Keep this filter")
    for character in "Oak low" { await app.press(character == " " ? "space" : String(character)) }
    await app.press("enter")
    #expect(app.preferences.filters(of: list.type).map(\.name) == ["Oak low"])

    let other = try await home.app(for: manager)
    await other.openList("maintenance_requests")
    #expect(other.list?.total == 5)
    #expect(other.top?.model.status == "Your filters: Oak low. f chooses one.")
    await other.press("f", "enter")
    #expect(other.list?.total == 1)
    #expect(other.list?.filterWords == "not done, Oak House")
    #expect(other.list?.words == "priority:low")

    other.preferences.set(opening: "Oak low", of: list.type)
    await other.openList("maintenance_requests")
    #expect(other.list?.total == 1)
    other.preferences.forget(filter: "Oak low", of: list.type)
    await other.openList("maintenance_requests")
    #expect(other.list?.total == 5)
  }

  @Test func `groups say how many there are, and lead to them`() async throws {
    await app.press("b")
    try await choose("Priority")
    guard case .picker(let groups) = app.top else { return }
    #expect(groups.options.map(\.title.text) == ["     2  High", "     2  Low", "     1  Medium"])
    try await choose("Medium")
    #expect(titles == ["Window"])
    #expect(list.filterWords == "not done, priority: medium")
  }

  @Test func `a group counts what is shown and nothing else`() async throws {
    await type("house:maple")
    await app.press("enter")
    let found = try await home.registrar.groups(
      of: list.request(from: .start), by: "house_id", limit: 10, for: manager)
    #expect(found.groups.map(\.count) == [3])
    #expect(found.names[home.maple] == "Maple House")
  }

  @Test func `opening the filter again chooses the old words, and typing replaces them`() async throws {
    await type("boil")
    await app.press("enter")
    await type("gut")
    #expect(list.words == "gut" && titles == ["Gutter"])
  }

  @Test func `where there are none at all the filter is not named as the reason`() async throws {
    await app.openList("incidents")
    let incidents = try #require(app.list)
    #expect(incidents.total == 0 && incidents.outside == 0)
    #expect(incidents.emptyWords == "No incidents yet. a adds the first.")
  }

  @Test func `a column that the role sees in no row is left out`() async throws {
    await app.openList("residents")
    let shown = try #require(app.list).columns.map(\.name)
    #expect(!shown.contains("is_restricted") && shown.contains("family_name"))
    let field = try #require(home.registrar.catalogue.type("residents").field("is_restricted"))
    #expect(app.hiddenWords(field).contains("safeguarding lead"))
  }
}

/// Lists grouped by what is worked out for each of their rows.
@MainActor
@Suite(.homes) struct DerivedGroupTests {
  @Test(arguments: [
    ("House now", ["     2  Maple House", "     1  Oak House"], "house now: oak House"),
    ("Where", ["     3  In"], ""), ("Room", ["     2  none", "     1  204"], "room: 204"),
  ])
  func `residents are grouped by house, by where they are and by room`(
    field: String, expected: [String], filter: String
  ) async throws {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, named: "Mara Man")
    let beds = try await home.room("204")
    try await home.lodger("Ana", "Here", in: beds[0])
    _ = try await home.resident("Bea", "There", in: home.maple)
    _ = try await home.resident("Cia", "Yonder", in: home.oak)
    let app = try await home.app(for: manager)
    while try await home.registrar.advanceDirectories(for: manager) < 1 {}
    await app.openList("residents", fresh: true)
    let list = try #require(app.list)
    await app.press("b")
    guard case .picker(let fields) = app.top else { throw Missing() }
    fields.move(by: try #require(fields.options.firstIndex { $0.title.text == field }))
    await fields.choose()
    guard case .picker(let groups) = app.top else { throw Missing() }
    #expect(groups.options.map(\.title.text) == expected)
    groups.move(by: groups.options.count - 1)
    await groups.choose()
    if filter.isEmpty {
      #expect(list.filterWords.contains("where: in at ") && list.total == 3)
    } else {
      #expect(list.filterWords.hasSuffix(filter) && list.total == 1)
    }
    await app.press("F")
    #expect(list.total == 3)
  }

  private struct Missing: Error {}
}

/// What any type offers by what it declares.
@Suite struct ListFilterTests {
  @Test(arguments: Catalogue.house.types)
  func `a filter that is kept comes back as it was`(type: RecordType) {
    let kinds: [ListFilter.Kind] =
      [.usual, .mine, .open, .current, .due(days: 7), .house(RecordID(high: 0x7001, low: 1 << 63))]
      + type.groupingFields.prefix(3).map { .value(field: $0.name, .empty) }
    for kind in kinds {
      let key = ListFilter(kind: kind, words: "", conditions: []).key
      #expect(key.flatMap { ListFilter.kind($0, of: type) } == kind)
    }
  }

  @Test(arguments: Catalogue.house.types)
  func `what is open is some of the states, and no step but reopening leads out of the others`(
    type: RecordType
  ) {
    guard let open = type.openStates, let workflow = type.workflow else { return }
    #expect(Set(open).isStrictSubset(of: workflow.states))
    #expect(open.contains(workflow.start))
  }
}
