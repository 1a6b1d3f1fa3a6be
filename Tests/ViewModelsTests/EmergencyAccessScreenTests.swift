import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// Emergency access as somebody alone at night asks for it, sees it and loses it.
@MainActor
@Suite(.homes) struct EmergencyAccessScreenTests {
  private let home: StaffedHome
  private let app: AppModel
  private let reference: String

  init() async throws {
    home = try await StaffedHome([.init(.night, "N. Tran", "tran")])
    let ada = try await home.begin("ada")
    var resident = Record(home.registrar.catalogue.type("residents"))
    resident["given_name"] = .text("Ida")
    resident["family_name"] = .text("Elsewhere")
    resident["born_on"] = .day(try #require(Day("2004-05-06")))
    let made = try await home.registrar.save(
      [resident], command: home.time.newID(), warningsAccepted: true, for: ada
    ).records.first
    reference = try #require(made?[FieldKey<String>("reference")])
    await home.signIn.end(ada)
    // Whoever works in every house reaches everybody but the restricted.
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE residents SET is_restricted = 1, revision = revision + 1")
    app = try home.app()
    await app.signIn("tran")
    try #require(app.session?.role == .night)
  }

  private func ask(_ reason: String) async {
    await app.perform("record.break-glass")
    await app.type(reference)
    await app.press("tab", "tab", "tab")
    await app.type("med")
    await app.press("tab")
    await app.type(reason)
    await app.press("ctrl-s")
    await app.press("enter")
  }

  /// Lets minutes pass, and what is due then be done, with a key at their end.
  private func stay(minutes: Int) async throws {
    home.time.pass(minutes: minutes)
    await app.handle(.due)
    try #require(!app.isLocked)
    let message = app.message
    await app.press("down")
    app.message = message
  }

  @Test func `it asks whom, why and for the password, and then shows the person with a red word on top`()
    async throws
  {
    try #require(home.registrar.matrix.scope(of: .read, for: .night, on: "resident_identity") == .house)
    await ask("Found on the floor of the hall.")
    #expect(app.message?.text.text.contains("password") == true, "\(app.message?.text.text ?? "")")
    #expect(app.detail == nil)
    await app.type(StaffedHome.password)
    await app.press("enter")
    #expect(app.detail?.record?["family_name"] == .text("Elsewhere"), "\(app.message?.text.text ?? "")")
    #expect(app.message?.text.text.hasPrefix("Open for an hour, to read.") == true)
    let end = try #require(app.emergencyEnd)
    #expect(end == "11:00")
    // Somebody goes on typing: what ends here is the hour, and not the session that nobody sits at.
    for _ in 0..<11 { try await stay(minutes: 5) }
    #expect(app.detail?.record?["family_name"] == .text("Elsewhere"))
    try await stay(minutes: 5)
    #expect(app.emergencyEnd == nil)
    #expect(app.detail == nil)
    #expect(app.message?.text.text == "Emergency access has ended: its hour is over.")
  }

  @Test func `what was typed stays where the reason is too short`() async throws {
    await ask("help")
    await app.type(StaffedHome.password)
    await app.press("enter")
    #expect(app.detail == nil)
    #expect(
      app.message?.text.text.contains("Say in a few words why") == true, "\(app.message?.text.text ?? "")")
    #expect(app.emergencyEnd == nil)
  }
}
