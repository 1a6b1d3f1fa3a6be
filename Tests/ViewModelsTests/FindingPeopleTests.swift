import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// People are found by where they live, and two of one name are never mistaken for each other.
@MainActor
@Suite(.homes) struct FindingPeopleTests {
  private let home: Home
  private let leader: Session

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
  }

  private func app(for session: Session) async throws -> AppModel {
    let app = try await home.app(for: session)
    while try await home.registrar.advanceDirectories(for: session) < 1 {}
    return app
  }

  private func type(_ text: String, into app: AppModel) async {
    for key in text { await app.press(key == " " ? "space" : String(key)) }
  }

  private func palette(_ text: String, _ session: Session) async throws -> [String] {
    let app = try await app(for: session)
    await app.press(":")
    await type(text, into: app)
    guard case .palette(let palette) = app.top else { return [] }
    return palette.results.filter { $0.group == .records }.map { "\($0.title.text): \($0.detail.text)" }
  }

  @Test func `the footer shows F4 only at fields that have something to choose from`() async throws {
    let app = try await app(for: leader)
    await app.press("4", "a")
    let form = try #require(app.form)
    var found: Set<Bool> = []
    for index in form.form.shown {
      form.go(to: index)
      let hasChoice = try #require(form.form.focused).hasChoice
      #expect(app.footer.contains { $0.id == "field.choose" } == hasChoice)
      found.insert(hasChoice)
    }
    #expect(found == [true, false])
  }

  @Test func `who is called exactly what was typed comes before whose name only begins so`() async throws {
    for (given, family) in [("Quentin", "Ashdown"), ("Tess", "Q"), ("Q", "Q")] {
      _ = try await home.resident(given, family, in: home.maple)
    }
    let found = try await palette("@Q", leader).map { $0.prefix { $0 != ":" } }
    #expect(found == ["Q, Q", "Q, Tess", "Ashdown, Quentin"])
  }

  @Test func `F4 offers who answers to what is typed, and everybody where nothing is typed`() async throws {
    for (name, room) in [("Ashdown", "201"), ("Malone", "202")] {
      _ = try await home.lodger("Al", name, in: try await home.room(room)[0])
    }
    let app = try await app(for: leader)
    await app.press("4", "a")
    let form = try #require(app.form)
    form.go(to: try #require(form.form.entries.firstIndex { $0.field.name == "resident_id" }))
    await app.press("f4")
    guard case .suggestions(let all, _) = form.form.popup else {
      Issue.record("Nobody is offered.")
      return
    }
    #expect(all.count == 2)
    await app.press("esc")
    await type("mal", into: app)
    await app.press("f4")
    guard case .suggestions(let found, _) = form.form.popup else {
      Issue.record("Nobody is offered.")
      return
    }
    #expect(found.count == 1 && found.first?.title.contains("Malone") == true)
  }

  @Test func `a change elsewhere puts nothing else under Enter`() async throws {
    let app = try await app(for: leader)
    await app.press(":")
    await type("new", into: app)
    guard case .palette(let palette) = app.top else {
      Issue.record("No palette.")
      return
    }
    await app.press("down")
    let chosen = palette.results[palette.selected].title
    #expect(palette.selected == 1)
    _ = try await home.fall(by: try await home.session(.worker, houses: [home.maple]))
    await app.lookForChanges()
    #expect(palette.selected == 1 && palette.results[1].title == chosen)
  }

  @Test(arguments: [
    ("boi", "certificates", "Kind: Service of the boiler"),
    ("boiler service contract", "certificates", "Kind: Service of the boiler"),
    ("com 2", "complaints", "Stage: Stage 2"), ("complaint stage 2", "complaints", "Stage: Stage 2"),
  ])
  func `a newcomer's words lead to the kind within few letters`(
    typed: String, list: String, part: String
  ) throws {
    let found = Destinations(for: .manager, home.registrar).matching(typed, limit: 12).found
    #expect(found.contains { $0.entry.type == list && $0.part?.words == part }, "\(found.map(\.title))")
  }

  @Test(arguments: [
    ("fall", "Fall"), ("theft", "Theft"), ("self-harm", "Self-harm"), ("report fall", "Fall"),
    ("medicine error", "Medication"), ("medication error", "Medication"), ("assault", "Violence"),
    ("med error", "Medication"), ("awol", "Missing"), ("absconded", "Missing"), ("overdose", "Overdose"),
  ])
  func `who types what happened is offered to report it, with its kind filled in`(
    typed: String, kind: String
  ) async throws {
    let app = try await app(for: leader)
    await app.press(":")
    await type(typed, into: app)
    guard case .palette(let palette) = app.top else { throw Missing() }
    let title = "New incident: \(kind)…"
    let place = palette.results.firstIndex { $0.title.text == title }
    palette.move(by: try #require(place, "\(palette.results.map(\.title.text))"))
    await palette.choose()
    #expect(app.form?.type.id == "incidents")
    let known = home.registrar.lists.members(of: .open(name: "incident_kind"))
    let code = try #require(known.first { $0.label == kind }?.code)
    #expect(app.form?.form.record["kind"] == .text(code))
  }

  @Test(arguments: [
    ("report a fall", "Fall"), ("report the fall", "Fall"), ("he fell", "Fall"), ("she has fallen", "Fall"),
    ("fell", "Fall"), ("hit", "Violence"), ("somebody was hit", "Violence"),
    ("they were punched", "Violence"),
    ("assaulted", "Violence"), ("he was hurt", "Injury"), ("he choked", "Choking"), ("report fall", "Fall"),
  ])
  func `who says in a sentence what happened finds first that it can be reported`(
    typed: String, kind: String
  ) async throws {
    _ = try await home.resident("Tess", "Whitley", in: home.maple)
    let app = try await app(for: leader)
    await app.press(":")
    await type(typed, into: app)
    guard case .palette(let palette) = app.top else { throw Missing() }
    let titles = palette.results.map(\.title.text)
    #expect(titles.first == "New incident: \(kind)…", "\(titles)")
  }

  /// Types what happened, chooses to report it and returns what the report begins with.
  private func reported(_ typed: String, in app: AppModel) async throws -> Record {
    await app.press(":")
    await type(typed, into: app)
    guard case .palette(let palette) = app.top else { throw Missing() }
    let place = try #require(palette.results.firstIndex { $0.title.text == "New incident: Fall…" })
    #expect(palette.results[place].detail.text == "about Whitley, Tess")
    palette.move(by: place)
    await palette.choose()
    return try #require(app.form?.form.record)
  }

  @Test func `what happened is reported of whom one stands on, on the page and in a list`()
    async throws
  {
    let bed = try await home.room("204")[0]
    let tess = try await home.lodger("Tess", "Whitley", in: bed)
    let app = try await app(for: leader)
    await app.open("residents", try #require(tess.id))
    for typed in ["he fell", "a fall"] {
      let report = try await reported(typed, in: app)
      #expect(report[.residentID] == tess.id && report[.kind] == "fall")
      #expect(report[.houseID] == home.maple)
      await app.press("esc")
    }
    await app.openList("residents", fresh: true)
    await app.top?.model.settle()
    #expect(try await reported("he fell", in: app)[.residentID] == tess.id)
  }

  @Test func `what happened is reported of nobody where one stands on nobody`() async throws {
    _ = try await home.resident("Tess", "Whitley", in: home.maple)
    let app = try await app(for: leader)
    await app.openList("rooms", fresh: true)
    await app.press(":")
    await type("he fell", into: app)
    guard case .palette(let palette) = app.top else { throw Missing() }
    #expect(palette.results.first?.detail.text == "")
    await palette.choose()
    #expect(app.form?.form.record[.residentID] == nil)
  }

  @Test(arguments: [("the", "the"), ("add a bed", "add bed"), ("A", "A"), ("He was  here", "here")])
  func `small words do not count but for the last, which may go on`(typed: String, meant: String) {
    #expect(Destinations.withoutSmallWords(typed) == meant)
  }

  @Test func `a person whose name begins so comes before what happens`() async throws {
    _ = try await home.resident("Tess", "Hitchin", in: home.maple)
    let app = try await app(for: leader)
    await app.press(":")
    await type("hit", into: app)
    guard case .palette(let palette) = app.top else { throw Missing() }
    #expect(palette.results.first?.title.text == "Hitchin, Tess")
  }

  @Test func `a kind is offered as new only to who may make one`() {
    #expect(Destinations(for: .auditor, home.registrar).beginnings("fall", limit: 9).isEmpty)
    #expect(!Destinations(for: .leader, home.registrar).beginnings("fall", limit: 9).isEmpty)
  }

  @Test func `the number of a room names who lives there, for who may know`() async throws {
    let beds = try await home.room("203", beds: ["A", "B"])
    try await home.lodger("Ana", "Here", in: beds[0])
    let found = try await palette("203", leader)
    #expect(found.contains("203: Maple House"), "\(found)")
    #expect(found.contains("Here, Ana: lives in 203 · Maple House"), "\(found)")
    let masked = try await palette("203", try await home.session(.auditor, houses: [home.maple]))
    #expect(!masked.contains { $0.contains("Here") }, "\(masked)")
    let elsewhere = try await palette("203", try await home.session(.leader, houses: [home.oak]))
    #expect(!elsewhere.contains { $0.contains("Here") }, "\(elsewhere)")
  }

  @Test(arguments: ["window", "bed window", "Beds Window", "203", "room 203", "beds 203", "bed 203"])
  func `the name of a bed or a room, alone or behind the kind, names who lives there, for who may know`(
    words: String
  ) async throws {
    let beds = try await home.room("203", beds: ["Window", "Door"])
    try await home.lodger("Ana", "Here", in: beds[0])
    let found = try await palette(words, leader)
    let place = words.contains("203") ? "203 · Maple House" : "Window · Maple House · 203"
    #expect(found.contains { $0.hasPrefix("Here, Ana: lives in \(place)") }, "\(found)")
    let masked = try await palette(words, try await home.session(.auditor, houses: [home.maple]))
    #expect(!masked.contains { $0.contains("Here") }, "\(masked)")
  }

  @Test(arguments: [("rooms", "Go to Rooms"), ("Room", "Rooms"), ("approvals", "Go to Approvals")])
  func `the whole name of a page or list leads to it, before what else has the word in its name`(
    name: String, first: String
  ) async throws {
    _ = try await home.resident("Ana", "Rooms", in: home.maple)
    let app = try await app(for: leader)
    await app.press(":")
    await type(name, into: app)
    guard case .palette(let palette) = app.top else { throw Missing() }
    #expect(palette.results.first?.title.text == first)
    guard name != "approvals" else { return }
    #expect(palette.results.count { $0.title.text == "Rooms" } == 1)
    #expect(palette.results.contains { $0.title.text.contains("Ana") })
  }

  @Test func `a command typed whole comes before a list that is called so`() async throws {
    let app = try await home.app(for: leader)
    await app.press(":")
    for character in "sign out" { await app.handle([.key(.character(character))]) }
    guard case .palette(let palette) = app.top else { throw Missing() }
    #expect(palette.results.first?.title.text == "Sign out")
    #expect(palette.results.dropFirst().first?.title.text == "Sign-outs")
  }

  @Test func `it is said where nothing has every word that was typed`() async throws {
    let app = try await home.app(for: leader)
    await app.press(":")
    for character in "boiler zebra" { await app.handle([.key(.character(character))]) }
    guard case .palette(let palette) = app.top else { throw Missing() }
    #expect(!palette.results.isEmpty)
    #expect(palette.status.text.hasPrefix("Nothing has all of these words; "))
  }

  private struct Missing: Error {}

  @Test func `the residents' list has the room beside the name`() async throws {
    let beds = try await home.room("203")
    try await home.lodger("Ana", "Here", in: beds[0])
    #expect(
      RecordType.residents.columns.prefix(3).map(\.name) == ["family_name", "given_name", "current_room_id"])
    let app = try await app(for: leader)
    await app.press("2")
    let list = try #require(app.list)
    let place = try #require(list.columns.firstIndex { $0.name == "current_room_id" })
    let row = try #require(list.row)
    #expect(RecordID(row.values[place]).flatMap { list.names[$0] } == "203")
  }

  @Test(arguments: [
    ("204", ["Here", "Numbered"]), ("room:204", ["Here"]), ("204 ana", ["Here"]), ("here 204", ["Here"]),
    ("204 bea", []), ("gard", ["There"]), ("room:gard", ["There"]), ("garden room", ["There"]),
    ("room:any", ["Here", "There"]), ("room:none", ["Numbered"]),
  ])
  func `the residents' list is narrowed by the room`(words: String, expected: [String]) async throws {
    let beds = try await home.room("204", beds: ["A", "B"])
    try await home.lodger("Ana", "Here", in: beds[0])
    try await home.lodger("Bea", "There", in: try await home.room("Garden room")[0])
    var called = try await home.resident("Cia", "Numbered", in: home.maple)
    called["mobile_phone"] = .text("+44 20 4567 2044")
    try await home.save(called)
    let app = try await app(for: leader)
    await app.press("2", "/")
    await type(words, into: app)
    let list = try #require(app.list)
    let place = try #require(list.columns.firstIndex { $0.name == "family_name" })
    #expect(list.rows.compactMap { String($0.values[place]) } == expected, "\(app.message?.text.text ?? "")")
  }

  @Test func `of two of one name it is seen which one was chosen`() async throws {
    _ = try await home.resident("Ada", "Twin", in: home.maple, born: "1990-02-03")
    _ = try await home.resident("Ada", "Twin", in: home.maple, born: "2001-02-03")
    _ = try await home.resident("Bea", "Alone", in: home.maple)
    let app = try await app(for: leader)
    await app.openForm(Record(.flags))
    let form = try #require(app.form?.form)
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "resident_id" }))
    await type("twin", into: app)
    await app.press("enter")
    #expect(
      form.entries.first { $0.field.name == "resident_id" }?.line.text.hasPrefix("Twin, Ada (RES-000") == true
    )
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "resident_id" }))
    await app.press("backspace")
    await type("alone", into: app)
    await app.press("enter")
    #expect(form.entries.first { $0.field.name == "resident_id" }?.line.text == "Alone, Bea")
  }

  @Test func `two of one name on the bed board have their numbers behind them`() async throws {
    let beds = try await home.room("R1", beds: ["A", "B", "C"])
    try await home.lodger("Ada", "Twin", in: beds[0])
    try await home.lodger("Ann", "Twin", in: beds[1])
    try await home.lodger("Bea", "Alone", in: beds[2])
    let app = try await app(for: leader)
    await app.press("3")
    guard case .beds(let board) = app.top else { return }
    let headlines = board.board.floors.flatMap(\.rooms).flatMap(\.beds).map(\.headline.text)
    #expect(headlines == ["Twin A 0001", "Twin A 0002", "Alone B"])
  }

  @Test func `colleagues are offered with the role that they hold`() async throws {
    _ = try await home.session(.night, named: "N. Owl", houses: [home.maple])
    let found = try await home.registrar.find("owl", in: ["memberships"], limit: 5, for: leader)
    #expect(found.map(\.detail) == ["Night worker · Maple House"])
  }

  @Test(arguments: ["Ngozi", "bright ngozi", "ngo ezek", "N. Ezekwesili-B.", "bright n."])
  func `a colleague is found by any part of the full name, in any order, at the first letter`(
    words: String
  ) async throws {
    let worker = try await home.session(.night, named: "N. Ezekwesili-B.", houses: [home.maple])
    try await home.employ("Ngozi", "Ezekwesili-Bright", as: worker)
    let app = try await home.app(for: leader)
    await app.openForm(Record(.actionAssignments))
    let form = try #require(app.form?.form)
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "assigned_to" }))
    await app.handle([.paste(words)])
    guard case .suggestions(let found, _) = form.popup else {
      Issue.record("Nothing is offered.")
      return
    }
    #expect(found.map(\.id) == [worker.membership])
  }

  @Test(arguments: ["omal", "o'mal", "o’mal", "O‘MALLEY", "omalley-kay", "o'malley kay"])
  func `a name is found with its apostrophe and hyphen, with others and without`(words: String) async throws {
    for name in ["N. O'Malley-Kay", "P. O’Malley-Kay", "O. Malin"] {
      _ = try await home.session(.night, named: name, houses: [home.maple])
    }
    let colleagues = try await home.registrar.find(words, in: ["memberships"], limit: 5, for: leader)
    #expect(colleagues.count == 2, "\(colleagues.map(\.title))")
    for name in ["O’Malley-Kay", "O'Malley-Kay", "Malin"] {
      _ = try await home.resident("Ada", name, in: home.maple)
    }
    let app = try await app(for: leader)
    await app.openForm(Record(.flags))
    let form = try #require(app.form?.form)
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "resident_id" }))
    await type(words, into: app)
    guard case .suggestions(let residents, _) = form.popup else { throw Missing() }
    #expect(residents.count == 2, "\(residents.map(\.title))")
  }

  @Test(arguments: ["oahu", "o'ahu", "oʻahu", "obrien", "o’brien", "kay", "ann-kay", "ann–kay"])
  func `a name is found whatever sign stands in it for an apostrophe or a hyphen`(words: String) async throws
  {
    for name in ["K. Oʻahu", "L. O`Brien", "M. Ann–Kay", "N. Malin"] {
      _ = try await home.session(.night, named: name, houses: [home.maple])
    }
    let found = try await home.registrar.find(words, in: ["memberships"], limit: 5, for: leader)
    #expect(found.count == 1, "\(found.map(\.title))")
  }

  @Test func `a colleague is found by the whole login name`() async throws {
    let staffed = try await StaffedHome([
      .init(.worker, "J. Park", "jun-tallow"), .init(.worker, "R. Subra", "ravi-tallow"),
    ])
    let ada = try await staffed.begin("ada")
    func found(_ words: String) async throws -> [String] {
      try await staffed.registrar.find(words, in: ["memberships"], limit: 5, for: ada).map(\.title)
    }
    #expect(try await found("jun-tallow") == ["J. Park"])
    #expect(try await found("JUN-tallow") == ["J. Park"])
    #expect(try await found("jun-tall").isEmpty)
  }

  @Test func `a list that got room shows the record beside it at once`() async throws {
    let beds = try await home.room("203")
    try await home.lodger("Ana", "Here", in: beds[0])
    let app = try await app(for: leader)
    await app.handle([.resized(Size(rows: 10, columns: 40))])
    await app.press("2")
    await app.handle([.key(.character("x"))])
    #expect(app.list?.peek == nil)
    await app.handle([.resized(Size(rows: 24, columns: 80))])
    #expect(app.list?.peek?.record.id == app.list?.row?.id)
    #expect(app.list?.peek != nil)
  }
}
