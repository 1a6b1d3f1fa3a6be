import House
import Records
import TestHomes
import TestTraits
import Testing
import ViewModels

@testable import Storage

/// One person alone at two in the morning, and somebody who is not in their bed.
@MainActor
@Suite(.homes) struct MissingModelTests {
  private let place: Night
  private let home: Home
  private let night: Session

  init() async throws {
    place = try await Night()
    home = place.home
    night = place.worker
    let moment = place.moment("02:10")
    home.time.pass(milliseconds: moment.milliseconds - home.time.now.milliseconds)
  }

  private func all(_ type: String) async throws -> [Record] {
    try await home.registrar.records(Query(type), for: home.administrator)
  }

  private func episode() async throws -> Record { try #require(try await all("missing_episodes").first) }

  private func app(as session: Session? = nil) async throws -> AppModel {
    try await home.app(for: session ?? night)
  }

  private func type(_ words: String, on app: AppModel) async {
    for character in words { await app.press(character == " " ? "space" : String(character)) }
  }

  /// The page of somebody for whom the search was opened from Today.
  private func searching(_ level: String = "m") async throws -> (AppModel, MissingModel) {
    let app = try await app()
    await app.press("m")
    await type("moss", on: app)
    await app.press("enter", level)
    return (app, try #require(app.missing))
  }

  private func rung(_ kind: MissingLadder.Kind, _ model: MissingModel) throws -> MissingLadder.Rung {
    try #require(model.rungs.first { $0.kind == kind })
  }

  @Test func `before a search is open the help says which keys open it`() async throws {
    let app = try await app()
    await app.press("m")
    await type("moss", on: app)
    await app.press("enter", "f1")
    guard case .help(let help) = app.top else {
      Issue.record("No help is open.")
      return
    }
    #expect(help.offers.first?.key == "l m h c")
    await app.press("esc", "h")
    #expect(app.missing?.sheet != nil)
  }

  @Test
  func `from Today a search is open after the name and one key, with its incident and those who hear of it`()
    async throws
  {
    let manager = try await home.session(.manager, houses: [home.maple])
    let (app, model) = try await searching()
    let episode = try await episode()
    #expect(
      app.message?.text.text.hasPrefix("The search is open; those who lead the house are told.") == true)
    #expect(model.sheet?.name.text.hasPrefix("Moss") == true)
    #expect(episode[.riskLevel] == "medium")
    #expect(episode[.circumstances] == "Not known when they were last seen.")
    let incident = try #require(try await all("incidents").first)
    #expect(incident[.kind] == "missing" && incident[.state] == "submitted" && incident[.severity] == 3)
    #expect(episode[.incidentID] == incident.id)
    #expect(incident[.residentID] == episode[.residentID])
    let notices = try await home.registrar.records(Query("notifications"), for: manager)
    #expect(notices.contains { $0["subject_id"] == episode.id?.value && $0["priority"] == .text("urgent") })
  }

  @Test func `from a round the one who was not found is looked for, with what the round says`() async throws {
    let app = try await app()
    await app.press("g", "o", "n")
    await type("called twice", on: app)
    await app.press("enter")
    #expect(app.message?.text.text.contains("is not found. M opens the search for them.") == true)
    await app.press("M", "enter")
    #expect(try await all("missing_episodes").isEmpty)
    await app.press("m")
    let episode = try await episode()
    #expect(episode[.kind] == "not_found_on_round")
    #expect(episode[.circumstances]?.contains("called twice") == true)
    let line = try #require(try await all("round_checks").first)
    #expect(episode[.residentID] == line[.residentID])
    #expect(episode[.noticedAt] == line[.checkedAt])
  }

  @Test func `once the police know, the page says what is next and asks no more to ring them`() async throws {
    let (app, model) = try await searching()
    #expect(model.status.text.hasSuffix("Afraid for them? Ring the police now."))
    await app.press("d")
    await type("PC 12", on: app)
    await app.press("enter")
    #expect(model.status.text.hasSuffix("Afraid for them? Ring the police now."))
    home.time.pass(minutes: 2)
    await app.press("p")
    await type("ref 7", on: app)
    await app.press("enter")
    let next = try #require(model.sheet?.ladder.next)
    #expect(next.kind != .police)
    #expect(model.status.text.contains("The police know. Next: \(next.kind.title.text), due "))
    #expect(!model.status.text.contains("Ring the police"))
  }

  @Test func `from a resident it is one key and the risk`() async throws {
    let app = try await app()
    await app.press("g", "r", "M", "h")
    #expect(try await episode()[.riskLevel] == "high")
    #expect(app.missing?.sheet?.ladder.next?.kind == .police)
  }

  @Test func `the page of somebody that cannot be opened does not go on showing another person`() async throws
  {
    let (app, model) = try await searching()
    await app.press("g", "t", "m")
    await type("grant", on: app)
    await app.press("enter", "m")
    await app.press("g", "t", "m")
    await type("moss", on: app)
    await app.press("enter")
    let open = app.missing ?? model
    let former = try #require(open.sheet).name
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE residents SET is_part2 = 1")
    try file.run(
      "CREATE TRIGGER no_room BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'full'); END")
    home.time.pass(minutes: 16)
    await open.turn(by: 1)
    #expect(app.message?.kind == .failed)
    #expect(open.sheet == nil, "still \(former.text)")
    try file.run("DROP TRIGGER no_room")
    await open.refresh()
    #expect(open.sheet != nil && open.sheet?.name != former)
  }

  @Test func `a second search for the same person is the first one`() async throws {
    let (app, _) = try await searching()
    await app.press("g", "t", "m")
    await type("moss", on: app)
    await app.press("enter")
    #expect(app.message?.text.text.contains("is looked for already") == true)
    #expect(try await all("missing_episodes").count == 1)
  }

  @Test func `each step is one key, saved at once with its time and who did it`() async throws {
    let (app, model) = try await searching()
    home.time.pass(minutes: 5)
    for key in ["s", "c", "f", "o", "h", "n", "m"] { await app.press(key) }
    let log = MissingLog(reading: try await episode()[.searchLog])
    #expect(
      log.lines.map(\.step.kind) == [
        .searched, .called, .contacts, .onCall, .hospitals, .friends, .socialMedia,
      ])
    #expect(log.lines.allSatisfy { $0.step.at == home.time.now && $0.step.by == night.membership })
    #expect(log.lines.allSatisfy { !$0.step.isEnteredLater })
    #expect(model.sheet?.ladder.next?.kind == .police)
    #expect(try await episode()[.familyToldAt] == home.time.now)
  }

  @Test func `words are added to the step that was just done, and a wrong key is taken back with its reason`()
    async throws
  {
    let (app, model) = try await searching()
    await app.press("c", "up")
    model.move(by: 1)
    await app.press("w")
    await type("no answer", on: app)
    await app.press("enter", "x")
    await type("rang another", on: app)
    await app.press("enter")
    let log = MissingLog(reading: try await episode()[.searchLog])
    #expect(log.lines.map(\.words) == ["no answer"])
    #expect(log.lines.map(\.mistake) == ["rang another"])
    #expect(try rung(.called, model).isOpen)
  }

  @Test func `what was kept on paper is typed with its time and shows as entered later`() async throws {
    let (app, model) = try await searching()
    home.time.pass(minutes: 90)
    for (time, key) in [("0225", "s"), ("0215", "c")] {
      await app.press("t")
      await type(time, on: app)
      await app.press("enter", key)
    }
    let log = MissingLog(reading: try await episode()[.searchLog])
    #expect(log.steps.map(\.at) == [place.moment("02:25"), place.moment("02:15")])
    #expect(log.lines.allSatisfy { $0.step.isEnteredLater })
    // What is done after that is done now.
    #expect(model.stated == nil)
    // Words belong to the line that was just written, not to the one that was done last.
    await app.press("w")
    await type("by torch", on: app)
    await app.press("enter")
    let told = MissingLog(reading: try await episode()[.searchLog])
    #expect(told.lines.first { $0.step.kind == .called }?.words == "by torch")
  }

  @Test func `a time that is a little ahead is no time of yesterday`() async throws {
    let (app, model) = try await searching()
    await app.press("t")
    let ahead = model.zone.wall(at: home.time.now.adding(minutes: 2)).time
    await type("\(ahead)".filter(\.isNumber), on: app)
    await app.press("enter")
    #expect(app.message?.text.text.contains("still to come") == true)
    #expect(model.stated == nil && model.takesText)
  }

  @Test func `a call to the police that stood on paper is written when the person is back`() async throws {
    let (app, _) = try await searching()
    home.time.pass(minutes: 60)
    try await home.perform("missing.return", on: try await episode(), back, as: night)
    await app.press("f5", "d")
    #expect(app.message?.kind == .refused)
    for (time, key, words) in [("0220", "d", "PC 12 says wait"), ("0240", "p", "CR 91")] {
      await app.press("t")
      await type(time, on: app)
      await app.press("enter", key)
      await type(words, on: app)
      await app.press("enter")
    }
    let episode = try await episode()
    #expect(episode[.state] == "returned")
    #expect(episode[.policeReference] == "CR 91")
    #expect(episode[.policeReportedAt] == place.moment("02:20"))
    let log = MissingLog(reading: episode[.searchLog])
    #expect(log.lines.map(\.step.kind) == [.policeDeclined, .police])
    #expect(app.missing?.rungs.contains { $0.kind == .toldPolice } == true)
  }

  @Test func `police who decline a second call have declined it, whatever number the first one gave`()
    async throws
  {
    let (app, model) = try await searching("h")
    await app.press("p")
    await type("CR 7", on: app)
    await app.press("enter")
    try await home.perform(
      "missing.report", on: try await episode(),
      [
        "risk_level": .text("high"), "police_reported_at": .instant(home.time.now),
        "police_reference": .text("CR 7"), "reason": .text("No car before six."),
      ], as: night)
    await app.press("f5")
    let log = MissingLog(reading: try await episode()[.searchLog])
    #expect(log.lines.map(\.step.kind) == [.police, .policeDeclined])
    #expect(log.lines.last?.words == "No car before six.")
    #expect(try rung(.police, model).isOpen)
  }

  @Test func `who opens the page of a search stands in the log`() async throws {
    _ = try await searching()
    home.time.pass(minutes: 20)
    let id = try #require(try await episode().id)
    let leader = try await home.session(.leader, houses: [home.maple])
    let other = try await self.app(as: leader)
    await other.press("g", "w")
    let log = try await home.registrar.records(Query("audit_log"), for: home.administrator)
    let readers = log.filter { $0["event"] == .text("record.read") && $0["subject_id"] == .reference(id) }
    #expect(readers.contains { $0["actor_id"] == .reference(leader.membership) })
  }

  private var back: [String: Value] {
    [
      "returned_at": .instant(home.time.now), "finder": .text("self"), "harm_disclosed": .flag(false),
      "condition_on_return": .text("Cold and tired."),
    ]
  }

  @Test func `the police take it with their number, or have none yet, and are asked again`() async throws {
    let (app, model) = try await searching("h")
    await app.press("p", "enter")
    #expect(try rung(.police, model).due == home.time.now.adding(minutes: 30))
    #expect(try await episode()[.state] == "open")
    home.time.pass(minutes: 10)
    await app.press("p")
    await type("CR 88", on: app)
    await app.press("enter")
    let episode = try await episode()
    #expect(episode[.state] == "reported")
    #expect(episode[.policeReference] == "CR 88")
    #expect(try rung(.police, model).doneAt == home.time.now)
  }

  @Test func `police who decline are written down, and on-call and the next call are due`() async throws {
    let (app, model) = try await searching("h")
    await app.press("o", "d", "enter")
    #expect(app.message?.kind == .refused)
    home.time.pass(minutes: 1)
    await type("PC 12 says wait", on: app)
    await app.press("enter")
    #expect(app.message?.text.text.contains("Tell on-call now.") == true)
    #expect(model.sheet?.ladder.next?.kind == .onCall)
    await app.press("o")
    #expect(model.sheet?.ladder.next?.kind != .onCall)
    #expect(try rung(.police, model).isOpen)
    await app.press("p")
    await type("CR 90", on: app)
    await app.press("enter")
    #expect(try await episode()[.policeReference] == "CR 90")
    #expect(try rung(.police, model).isOpen == false)
  }

  @Test func `the risk is graded by eight keys, and what nobody knows is not taken for a no`() async throws {
    let (app, _) = try await searching("l")
    await app.press("r")
    for key in ["y", "n", "space", "n", "n", "n", "n", "n"] { await app.press(key) }
    await app.press("enter")
    let episode = try await episode()
    #expect(episode[.riskLevel] == "medium")
    #expect(episode[.dangerSigns] == ["unlike_them"])
    let line = try #require(MissingLog(reading: episode[.searchLog]).lines.first)
    #expect(line.step.kind == .graded)
    #expect(line.words.contains("Not known: may harm themselves."))
  }

  @Test func `whoever is on shift grades the risk again`() async throws {
    _ = try await searching("l")
    let other = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    let app = try await app(as: other)
    await app.press("g", "w", "r")
    for _ in 0..<8 { await app.press("n") }
    await app.press("h")
    #expect(try await episode()[.riskLevel] == "high")
    // Eight times no is an answer: the signs of before count no more.
    await app.press("r", "y")
    for _ in 0..<7 { await app.press("n") }
    await app.press("enter")
    #expect(try await episode()[.dangerSigns] == ["unlike_them"])
    await app.press("r")
    for _ in 0..<8 { await app.press("n") }
    await app.press("enter")
    #expect(try await episode()[.dangerSigns] ?? [] == [])
  }

  @Test func `back, told of the return with the same keys, and the interview is due within its hours`()
    async throws
  {
    let (app, model) = try await searching()
    await app.press("f", "o")
    home.time.pass(minutes: 30)
    try await home.perform("missing.return", on: try await episode(), back, as: night)
    await app.press("f5", "b")
    #expect(app.message?.kind == .refused)
    #expect(try await episode()[.state] == "returned")
    #expect(model.rungs.map(\.kind) == [.toldContacts, .toldOnCall, .interview])
    await app.press("f", "o")
    #expect(model.sheet?.ladder.untold.isEmpty == true)
    #expect(model.sheet?.ladder.next?.kind == .interview)
    let returned = try await episode()[.returnedAt]
    #expect(model.sheet?.ladder.next?.due == returned?.adding(hours: 72))
  }

  @Test func `Today shows a search first, with the step that is due next, and opens it`() async throws {
    _ = try await searching("h")
    home.time.pass(minutes: 20)
    let app = try await app()
    let needs = try #require(app.home?.panels.first { $0.kind == .needs })
    let line = try #require(needs.lines.first)
    #expect(line.lead.text == "MISSING")
    #expect(line.text.text.hasSuffix("tell the police, LATE"))
    await line.cells.first?.open(app)
    #expect(app.missing?.sheet != nil)
  }

  @Test(arguments: Role.allCases)
  func `who may not open an episode is told so, and who could`(role: Role) async throws {
    guard role != .platform else { return }
    let session = try await home.session(role, houses: [home.maple])
    let may = home.registrar.matrix.scope(of: .create, for: role, on: "missing_episodes") != nil
    let app = try await app(as: session)
    await app.perform("home.missing")
    if case .picker = app.top { #expect(may) } else { #expect(!may && app.message?.kind == .refused) }
  }
}
