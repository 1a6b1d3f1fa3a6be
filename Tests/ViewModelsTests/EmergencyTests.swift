import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// The sheets for the moment when there is no time to look for anything, opened by somebody alone at night.
@MainActor
@Suite(.homes) struct EmergencyTests {
  private let place: Night
  private let home: Home
  private let manager: Session
  private let written = Written()

  private final class Written {
    var name = ""
    var text = ""
  }

  init() async throws {
    place = try await Night()
    home = place.home
    manager = try await home.session(.manager)
    let moment = place.moment("02:10")
    home.time.pass(milliseconds: moment.milliseconds - home.time.now.milliseconds)
  }

  private func opened(_ keys: [String], by session: Session? = nil) async throws -> AppModel {
    let app = try await home.app(for: session ?? place.worker)
    let written = written
    app.writeFile = { name, bytes in
      written.name = name
      written.text = String(decoding: bytes, as: UTF8.self)
      return .success(name)
    }
    for key in keys {
      await app.press(key)
      await app.top?.model.settle()
    }
    return app
  }

  private func shown(_ app: AppModel) throws -> String {
    try #require(app.report).lines.map(\.text.text).joined(separator: "\n")
  }

  private func all(_ type: String) async throws -> [Record] {
    try await home.registrar.records(Query(type), for: home.administrator)
  }

  private func resident(_ name: String) async throws -> Record {
    try #require(try await all("residents").first { $0[.familyName] == name })
  }

  @Test(arguments: [true, false])
  func `where the fire roll cannot be printed it says why, and where it can be`(isCaptive: Bool) async throws
  {
    let app = try await opened(["g", "e", "f"])
    app.writeFile = nil
    app.isCaptive = isCaptive
    #expect(app.report?.status.text.contains("writes it to a file") == false)
    await app.press("p")
    let words = try #require(app.message?.text.text)
    #expect(words.hasPrefix(isCaptive ? "Nothing is printed or written over this line" : "The policy"))
    #expect(words.contains("Read it here"))
    #expect(words.contains(isCaptive ? "at a computer in the house" : "at another computer"))
    #expect(app.report != nil)
  }

  @Test(arguments: Role.allCases)
  func `whoever writes down who is in the house may open the page, and nobody else`(_ role: Role) async throws
  {
    guard role != .platform else { return }
    let session = try await home.session(role)
    let may = home.registrar.matrix.scope(of: .create, for: role, on: "presence") != nil
    let app = try await opened(["g", "e"], by: session)
    #expect((app.report != nil) == may)
    if !may { #expect(app.message != nil) }
  }

  @Test func `the fire roll has everybody who lives in the house, in or out, and says where to count`()
    async throws
  {
    let app = try await opened(["g", "e", "f"])
    let text = try shown(app)
    #expect(text.contains("FIRE ROLL: Maple House"))
    #expect(text.contains("IN THE HOUSE: 6"))
    for name in ["Abara", "Moss", "Pérez", "Grant", "Ali", "Fox"] { #expect(text.contains(name), "\(name)") }
    #expect(text.contains("Count who is here."))
    await app.press("p")
    #expect(written.name.hasPrefix("fire-roll-"))
    #expect(written.text.contains("IN THE HOUSE: 6"))
  }

  @Test func `the fire roll says in which room somebody is whose name is kept back`() async throws {
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let abara = try #require(try await resident("Abara").id)
    try file.run("UPDATE residents SET is_restricted = 1, revision = revision + 1 WHERE id = \(abara)")
    let text = try shown(try await opened(["g", "e", "f"]))
    #expect(text.contains("IN THE HOUSE: 5"))
    #expect(!text.contains("Abara"))
    #expect(text.contains("AND 1 WHOSE NAME IS KEPT BACK"))
    #expect(text.contains("[ ] R10     somebody lives here"))
  }

  @Test func `a hospital sheet comes in four keys, to a role that may not export, and leaves a disclosure`()
    async throws
  {
    var allergy = Record(home.registrar.catalogue.type("health_conditions"))
    let abara = try await resident("Abara")
    allergy[.residentID] = abara.id
    allergy[.kind] = "allergy"
    allergy[.name] = "Penicillin"
    allergy["severity_level"] = .text("severe")
    try await home.save(allergy, as: manager)
    let session = place.worker
    #expect(home.registrar.matrix.scope(of: .export, for: session.role, on: "resident_identity") == nil)
    let app = try await opened(["e", "a", "enter", "p"])
    #expect(written.name.hasPrefix("hospital-sheet-"))
    #expect(written.text.contains("HOSPITAL SHEET: Abara"))
    #expect(written.text.contains("Penicillin"))
    // What was never asked is not a no.
    #expect(
      written.text.split(separator: "\n").contains { $0.contains("DNACPR") && $0.contains("none recorded") })
    #expect(app.message?.text.text.hasPrefix("Written to hospital-sheet-") == true)
    let told = try await all("consent_disclosures")
    #expect(told.count == 1)
    #expect(told.first?[.residentID] == abara.id)
    #expect(told.first?[.exception] == "medical_emergency")
    #expect(told.first?[.disclosedBy] == session.membership)
    let log = try await all("audit_log")
    #expect(
      log.contains {
        $0["event"] == .text("export.made") && $0["subject_id"] == .reference(abara.id ?? .zero)
      })
  }

  @Test func `a disclosure that cannot be written is said, and the sheet is shown all the same`() async throws
  {
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run(
      "CREATE TRIGGER no_room BEFORE INSERT ON consent_disclosures BEGIN SELECT RAISE(ABORT, 'full'); END")
    let app = try await opened(["e", "a", "enter"])
    #expect(try shown(app).contains("HOSPITAL SHEET: Abara"))
    #expect(app.message?.text.text.contains("the disclosure was not written") == true)
    #expect(try await all("consent_disclosures").isEmpty)
  }

  /// A medicine of a resident, at eight in the morning.
  private func medicine(_ name: String, of resident: Record) async throws -> Record {
    var medicine = Record(home.registrar.catalogue.type("medications"))
    medicine[.residentID] = resident.id
    medicine[.stayID] = try await all("stays").first { $0[.residentID] == resident.id }?.id
    medicine[.name] = name
    medicine["form"] = .text("tablet")
    medicine["strength"] = .text("10 mg")
    medicine["dose"] = .text("1 tablet")
    medicine["times"] = .list(["08:00"])
    return try await home.save(medicine, as: manager)
  }

  @Test func `a dose that was corrected is not told as taken`() async throws {
    let abara = try await resident("Abara")
    let medicine = try await medicine("Amlodipine", of: abara)
    var given = Record(home.registrar.catalogue.type("medication_events"))
    given[.medicationID] = medicine.id
    given[.residentID] = abara.id
    given["kind"] = .text("dose")
    given["status"] = .text("given")
    given[.happenedAt] = home.time.now
    given["given_by"] = .reference(place.worker.membership)
    given = try await home.save(given, as: place.worker)
    #expect(try shown(try await opened(["g", "e", "a", "enter"])).contains("last taken"))
    var refused = given
    refused.id = nil
    refused.revision = 0
    refused["status"] = .text("refused")
    refused["reason_code"] = .text("refused")
    refused[.correctsID] = given.id
    try await home.save(refused, as: place.worker)
    let text = try shown(try await opened(["g", "e", "a", "enter"]))
    #expect(text.contains("Amlodipine") && text.contains("no dose recorded"))
    #expect(!text.contains("last taken"))
  }

  @Test func `whoever leads safeguarding hears what was told in an emergency`() async throws {
    let lead = try await home.session(.safeguarding)
    _ = try await opened(["g", "e", "a", "enter"])
    let notices = try await home.registrar.records(Query("notifications"), for: lead)
    #expect(notices.contains { $0["subject_type"] == .text("consent_disclosures") })
  }

  @Test func `in a Part 2 house everybody is protected, and a sheet carries the notice`() async throws {
    _ = try await medicine("Methadone", of: try await resident("Abara"))
    var house = try await home.registrar.record(
      home.maple, of: home.registrar.catalogue.type("houses"), for: home.administrator)
    house["is_part2_programme"] = .flag(true)
    try await home.save(house)
    #expect(!(try shown(try await opened(["g", "e", "m", "enter"]))).contains("Methadone"))
    let sheet = try shown(try await opened(["g", "e", "a", "enter"]))
    #expect(sheet.contains("Methadone") && sheet.contains("42 CFR part 2 prohibits"))
    let told = try await all("consent_disclosures")
    #expect(told.count == 2)
    #expect(
      told.allSatisfy { $0[.lawfulBasis] == "part2_exception" && $0[.redisclosureNotice] == "statement_2" })
  }

  @Test func `what is protected by Part 2 does not leave the house with a missing sheet`() async throws {
    var file = try await resident("Abara")
    _ = try await medicine("Methadone", of: file)
    let open = try shown(try await opened(["g", "e", "m", "enter"]))
    #expect(open.contains("MEDICINES"))
    file = try await resident("Abara")
    file["is_part2"] = .flag(true)
    try await home.save(file, as: manager)
    let text = try shown(try await opened(["g", "e", "m", "enter"]))
    #expect(text.contains("MISSING SHEET: Abara"))
    #expect(!text.contains("MEDICINES"))
    #expect(!text.contains("Methadone"))
    #expect(try await all("consent_disclosures").allSatisfy { $0[.exception] == "vital_interest" })
  }

  @Test func `on-call numbers stand in the order in which they are rung`() async throws {
    let lead = home.administrator.membership
    for (name, level, phone) in [("Senior", 3, "01632 960003"), ("First", 2, "01632 960002")] {
      var team = Record(home.registrar.catalogue.type("crisis_teams"))
      team[.name] = name
      team["kind"] = .text("on_call")
      team["lead_by"] = .reference(lead)
      team["escalation_level"] = .integer(level)
      team["phone"] = .text(phone)
      team["is_active"] = .flag(true)
      try await home.save(team, as: manager)
    }
    let text = try shown(try await opened(["g", "e", "o"]))
    let first = try #require(text.range(of: "01632 960002"))
    let senior = try #require(text.range(of: "01632 960003"))
    #expect(first.lowerBound < senior.lowerBound)
  }

  @Test func `a sheet is put away at the lock and read again behind it, without a second disclosure`()
    async throws
  {
    let app = try await opened(["g", "e", "a", "enter"])
    let before = try shown(app)
    app.report?.forget()
    #expect(try shown(app).isEmpty)
    await app.report?.refresh()
    #expect(try shown(app) == before)
    #expect(try await all("consent_disclosures").count == 1)
  }

  /// The lines of the fire roll that say who signed in at this terminal.
  private func signedIn(_ app: AppModel) async throws -> [String] {
    for key in ["g", "e", "f"] {
      await app.press(key)
      await app.top?.model.settle()
    }
    return try shown(app).split(separator: "\n").map(String.init).filter { $0.contains("signed in here at ") }
  }

  @Test
  func `who is signed in at the terminal is on the fire roll with the time, as long as they are near it`()
    async throws
  {
    let app = try await home.app(for: place.worker)
    let name = place.worker.name.split(separator: " ").last.map(String.init) ?? ""
    #expect(try await signedIn(app).filter { $0.contains(name) && $0.hasPrefix("  [ ] ") }.count == 1)
    await app.lock()
    home.time.pass(minutes: 15)
    await app.began(try await home.session(.manager, named: "M. Ode", houses: [home.maple]))
    let lines = try await signedIn(app)
    #expect(lines.count == 2)
    #expect(lines.contains { $0.contains("Ode") && $0.hasSuffix("at 02:25") })
    home.time.pass(minutes: 1)
    #expect(try await signedIn(app).allSatisfy { $0.contains("Ode") })
  }

  @Test func `who signed in and stands on the rota has one line, in the name of the rota`() async throws {
    let night = try await home.employ(
      "Kwabena", "Osei-Darko", as: try await home.session(.night, named: "K. Osei-D.", houses: [home.maple]))
    let manager = try await home.session(.manager, houses: [home.maple])
    var shift = Record(.shifts)
    shift["house_id"] = .reference(home.maple)
    shift["kind"] = .text("waking_night")
    shift["starts_at"] = .instant(home.time.now.adding(hours: -2))
    shift["ends_at"] = .instant(home.time.now.adding(hours: 6))
    shift["minimum_staff_count"] = .integer(1)
    var line = Record(.shiftStaff)
    line["shift_id"] = try await home.save(shift, as: manager).id?.value ?? .empty
    line["staff_member_id"] = night.staffMember?.value ?? .empty
    line["duty"] = .text("support")
    try await home.save(line, as: manager)
    let app = try await home.app(for: night)
    let told = try await signedIn(app)
    #expect(told.count == 1 && told.allSatisfy { $0.hasPrefix("  [ ] Kwabena Osei-Darko ") }, "\(told)")
    #expect(try shown(app).components(separatedBy: "[ ] Kwabena").count == 2)
  }

  @Test func `from far away nobody counts as signed in here`() async throws {
    let app = try await home.app(for: place.worker, isRemote: true)
    #expect(try await signedIn(app).isEmpty)
    #expect(try shown(app).contains("Nobody is recorded on a shift now. Count who is here."))
  }

  @Test func `a sheet goes to the printer where this computer has one`() async throws {
    let app = try await opened(["g", "e", "f"])
    let written = written
    app.printer = { bytes in
      written.text = String(decoding: bytes, as: UTF8.self)
      return .success(())
    }
    await app.press("p")
    #expect(written.text.hasPrefix("FIRE ROLL") && written.name.isEmpty)
    #expect(app.message?.text.text.hasPrefix("Sent to the printer") == true)
    app.printer = { _ in .failure(WriteFailure("“lpr” did not work.")) }
    await app.press("p")
    #expect(written.name.hasPrefix("fire-roll") && app.message?.kind == .failed)
  }

  @Test func `without numbers the sign-in screen says plainly who sets them and how`() throws {
    let app = try Home.closedApp(size: Size(rows: 24, columns: 80), hasHome: true)
    app.showEmergencyContacts()
    let lines = try shown(app)
    #expect(lines.contains("/etc/lodge/policy.json5") && lines.contains("emergency: ["))
  }
}
