import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// The sheets that print themselves, for the moment when nobody can sign in.
@MainActor
@Suite(.homes) struct TimedSheetTests {
  private let place: Night
  private let home: Home
  private let paper = Paper()

  private final class Paper {
    var sheets: [String] = []
    var names: [String] = []
    var isJammed = false
  }

  init() async throws {
    place = try await Night()
    home = place.home
    var setting = Record(home.registrar.catalogue.type("settings"))
    setting["key"] = .text(SheetTimes.key)
    setting["category"] = .text("general")
    setting["setting_value"] = .json("{\"value\": [\"22:00\"]}")
    try await home.save(setting)
  }

  private func pass(to time: String) {
    home.time.pass(milliseconds: place.moment(time).milliseconds - home.time.now.milliseconds)
  }

  /// The program at the terminal of Maple House that prints, once what was missed is printed.
  private func app(at time: String) async throws -> AppModel {
    pass(to: time)
    let app = try await home.app(for: place.worker)
    let paper = paper
    app.sheetHouse = "Maple House"
    app.printer = { bytes in
      if paper.isJammed { return .failure(WriteFailure("“lpr” did not work.")) }
      paper.sheets.append(String(decoding: bytes, as: UTF8.self))
      return .success(())
    }
    await rest(app)
    paper.sheets = []
    return app
  }

  /// A key, and then nobody types for a moment.
  private func rest(_ app: AppModel) async {
    await app.press("down")
    home.time.pass(milliseconds: 6_000)
    await app.handle(.due)
  }

  /// How often the log says that a sheet left the program by itself.
  private func logged() async throws -> Int {
    try await home.registrar.records(Query("audit_log"), for: home.administrator).count {
      $0["event"] == .text("export.made") && $0["subject_id"] == .reference(home.maple)
    }
  }

  @Test func `at its time the sheets print once, when nobody has typed for a moment`() async throws {
    let app = try await app(at: "21:50")
    let before = try await logged()
    pass(to: "22:00")
    await app.press("down")
    home.time.pass(milliseconds: 2_000)
    await app.handle(.due)
    #expect(paper.sheets.isEmpty)
    home.time.pass(milliseconds: 4_000)
    await app.handle(.due)
    #expect(paper.sheets.count == 2)
    #expect(paper.sheets.first?.hasPrefix("FIRE ROLL: Maple House") == true)
    #expect(paper.sheets.last?.hasPrefix("WHO IS WHERE: Maple House") == true)
    #expect(
      app.message?.text.text
        == "By itself, as set for 22:00: Fire roll, Who is where, to the printer. The log has it.")
    #expect(try await logged() == before + 2)
    pass(to: "22:03")
    await rest(app)
    #expect(paper.sheets.count == 2)
  }

  @Test func `of two terminals that look at the same moment one prints, and the other says so`() async throws
  {
    let first = try await app(at: "21:50")
    let second = try await app(at: "21:55")
    let before = try await logged()
    pass(to: "22:00")
    // The second has looked before the first wrote down that it prints.
    second.sheetTurn = SheetTurn(house: home.maple, due: place.moment("22:00"))
    await rest(first)
    #expect(paper.sheets.count == 2)
    await rest(second)
    #expect(paper.sheets.count == 2)
    #expect(second.message?.text.text == "Another terminal prints the sheets of 22:00.")
    #expect(try await logged() == before + 2)
  }

  @Test func `a printer that does not work is said and tried again, with one line in the log`() async throws {
    let app = try await app(at: "21:50")
    let before = try await logged()
    pass(to: "22:00")
    paper.isJammed = true
    await rest(app)
    #expect(
      app.message
        == Message(
          "Fire roll of 22:00 did not print: “lpr” did not work. It is tried again in a minute.", .failed))
    pass(to: "22:02")
    paper.isJammed = false
    await rest(app)
    #expect(paper.sheets.count == 2)
    #expect(try await logged() == before + 2)
  }

  @Test func `what was due while nobody was signed in prints after the next sign-in`() async throws {
    let app = try await app(at: "21:50")
    await app.lock()
    pass(to: "22:00")
    await app.handle(.due)
    pass(to: "22:20")
    await app.handle(.due)
    #expect(paper.sheets.isEmpty)
    await app.began(try await home.session(.manager, named: "M. Ode", houses: [home.maple]))
    await rest(app)
    #expect(paper.sheets.count == 2)
    let words = "Did not print at 22:00, so it prints now: Fire roll, Who is where, to the printer."
    #expect(app.message?.text.text.hasPrefix(words) == true)
  }

  @Test func `a program that starts again prints no sheet a second time, but the one that the log has not`()
    async throws
  {
    let app = try await app(at: "21:50")
    pass(to: "22:00")
    await rest(app)
    #expect(paper.sheets.count == 2)
    let before = try await logged()
    // A sheet that somebody opened is not the one that prints itself.
    await app.openEmergency(.fire)
    _ = try await self.app(at: "22:10")
    #expect(try await logged() == before + 1)
    _ = try await self.app(at: "22:20")
    #expect(try await logged() == before + 1)
  }

  @Test func `a program that starts after the time prints what was due, once`() async throws {
    _ = try await app(at: "21:50")
    let before = try await logged()
    _ = try await app(at: "22:10")
    #expect(try await logged() == before + 2)
    _ = try await app(at: "22:20")
    #expect(try await logged() == before + 2)
  }

  @Test func `without a printer the sheets are written where exports go`() async throws {
    let app = try await app(at: "21:50")
    let paper = paper
    app.printer = nil
    app.writeFile = { name, _ in
      paper.names.append(name)
      return .success("/home/maple/lodge-exports/" + name)
    }
    pass(to: "22:00")
    await rest(app)
    #expect(
      paper.names == ["fire-roll-2026-11-17-2200.txt", "who-is-where-2026-11-17-2200.txt"])
    #expect(app.message?.text.text.contains("to /home/maple/lodge-exports.") == true)
  }

  @Test func `with neither printer nor folder nothing is logged, and another terminal prints`() async throws {
    let app = try await app(at: "21:50")
    let before = try await logged()
    app.printer = nil
    app.writeFile = nil
    pass(to: "22:00")
    await rest(app)
    #expect(app.message?.kind == .failed)
    #expect(app.message?.text.text.contains("No printer and no folder is set for this terminal.") == true)
    #expect(try await logged() == before)

    let other = try await self.app(at: "22:02")
    #expect(try await logged() == before + 2)
    #expect(other.message?.text.text.contains("The log has it.") == true)
  }

  @Test func `a terminal that was not set up for it, or whose member may not, prints nothing`() async throws {
    let app = try await app(at: "21:50")
    app.sheetHouse = nil
    pass(to: "22:00")
    await rest(app)
    app.sheetHouse = "Maple House"
    await app.began(try await home.session(.finance))
    await rest(app)
    #expect(paper.sheets.isEmpty)
  }

  @Test func `a house whose name is written wrongly is said, not passed over`() async throws {
    let app = try await app(at: "21:50")
    app.sheetHouse = "Mapel House"
    pass(to: "22:00")
    await rest(app)
    #expect(app.message?.text.text.contains("“Mapel House”") == true)
  }

  @Test func `who is where says since when somebody is out and until when, and not where`() async throws {
    let app = try await app(at: "21:40")
    let moss = try #require(
      try await home.registrar.records(Query("residents"), for: home.administrator).first {
        $0[.familyName] == "Moss"
      })
    var sign = Record(home.registrar.catalogue.type("sign_outs"))
    sign[.residentID] = moss.id
    sign["stay_id"] = moss["current_stay_id"]
    sign[.houseID] = home.maple
    sign[.outAt] = home.time.now
    sign["expected_return_at"] = .instant(home.time.now.adding(minutes: 60))
    sign[.destination] = "Town"
    try await home.save(sign, as: place.worker)
    pass(to: "22:00")
    await rest(app)
    let lines = try #require(paper.sheets.last).split(separator: "\n").map(String.init)
    let row = try #require(lines.firstIndex { $0.contains("Moss") })
    #expect(lines[row].hasSuffix("  out"))
    #expect(lines[row + 1].trimmingPrefix { $0 == " " } == "since 21:40; back by 22:40")
    #expect(!lines.contains { $0.contains("Town") })
    #expect(lines.contains { $0.contains("Grant") && $0.hasSuffix("  in") })
  }

  @Test func `who is restricted is a room on what prints itself, even by who is named on them`() async throws
  {
    let app = try await app(at: "21:40")
    let abara = try #require(
      try await home.registrar.records(Query("residents"), for: home.administrator).first {
        $0[.familyName] == "Abara"
      })
    let safe = try await home.session(.safeguarding)
    let lead = try await home.session(.leader, houses: [home.maple])
    try await home.perform(
      "resident.restrict", on: abara, ["restricted_reason": .text("Somebody looks for her.")], as: safe)
    var grant = Record(home.registrar.catalogue.type("access_grants"))
    grant["subject_type"] = .text("residents")
    grant["subject_id"] = abara.id.map { .reference($0) } ?? .empty
    grant["membership_id"] = .reference(lead.membership)
    grant["reason"] = .text("Her key worker's leader.")
    grant["expires_at"] = .instant(home.time.now.adding(hours: 2))
    try await home.save(grant, as: safe)
    await app.began(lead)
    // What the session has seen itself is kept for it alone.
    await app.openEmergency(.fire)
    #expect(app.report?.lines.contains { $0.text.text.contains("Abara") } == true)
    await app.press("esc")
    pass(to: "22:00")
    await rest(app)
    #expect(paper.sheets.count == 2)
    #expect(!paper.sheets.contains { $0.contains("Abara") })
    #expect(paper.sheets.first?.contains("[ ] R10     somebody lives here") == true)
    // On the screen of who is named on her she stands as ever.
    await app.openEmergency(.fire)
    #expect(app.report?.lines.contains { $0.text.text.contains("Abara") } == true)
  }
}
