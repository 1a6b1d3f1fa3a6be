import Foundation
import House
import Records
import Testing

@testable import Storage

/// What is kept beside the store of how its logs ended, and what is told where they end earlier.
@Suite struct KeptHeadsTests {
  /// A folder with the home's store and what was kept beside it, where the write-ahead log was deleted.
  private func withoutLog(_ home: TestHome) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for name in ["lodge.db", KeptHeads.name] {
      try FileManager.default.copyItem(atPath: "\(home.folder)/\(name)", toPath: "\(folder.path)/\(name)")
    }
    return folder
  }

  private func begin(in folder: String, of home: TestHome) async throws -> (SignIn, Session) {
    let homes = Homes(catalogue: .house, migrations: try TestHome.migrations(), clock: home.time.clock)
    let signIn = SignIn(
      repository: try homes.open(folder), clock: home.time.clock, permissions: home.signIn.permissions,
      passwords: home.signIn.passwords)
    let person = try await signIn.signIn(name: TestHome.name, password: .of(TestHome.password))
    return (signIn, try await signIn.begin(try #require(person.posts.first), as: person, terminal: "test"))
  }

  private func entries(in folder: String) throws -> HomeCheck.Finding {
    let check = try HomeCheck(folder: folder, migrations: TestHome.migrations(), catalogue: .house)
    return try #require(check.findings.first { $0.name == "entries" })
  }

  private func rows(_ question: String, in folder: String) throws -> [[SQLValue]] {
    try SQLiteDatabase(path: folder + "/lodge.db", kind: .reader).rows(SQL(migration: question))
  }

  private static let length = "SELECT max(sequence_number) FROM audit_log WHERE organization_id = 1"

  @Test func `entries that went with the write-ahead log are told at the sign-in, by the doctor, in the log`()
    async throws
  {
    let home = try await TestHome()
    _ = try await home.begin()
    let path = home.folder + "/" + KeptHeads.name
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try entries(in: home.folder).isGood)
    let folder = try withoutLog(home)
    let had = try #require(try home.rows(Self.length).first?.first?.integer)
    let has = try #require(try rows(Self.length, in: folder.path).first?.first?.integer)
    #expect(has < had)
    let lost = try LostEntries.all(of: folder.path)
    #expect(lost.first { $0.organization == 1 }?.missing == had - has)
    #expect(try !entries(in: folder.path).isGood)

    let (signIn, session) = try await begin(in: folder.path, of: home)
    let told = await signIn.warnings(of: session)
    #expect(told.contains { if case .lostEntries(let log) = $0 { log.missing == had - has } else { false } })
    let events = try rows(
      "SELECT risk FROM audit_log WHERE organization_id = 1 AND event = 'audit.entries_missing'",
      in: folder.path)
    #expect(events == [[.text("critical")]])
    let notices = try rows(
      "SELECT title FROM notifications WHERE organization_id = 1 AND kind = 'security'", in: folder.path)
    #expect(notices.contains { $0.first?.text?.contains("entries of the audit log are missing") == true })

    // It is told once; the log keeps that it was.
    #expect(await signIn.warnings(of: session).isEmpty)
    let (again, next) = try await begin(in: folder.path, of: home)
    #expect(await again.warnings(of: next).isEmpty)
    #expect(try entries(in: folder.path).isGood)
  }

  @Test func `what nobody was told of stays kept while others write`() async throws {
    let home = try await TestHome()
    _ = try await home.begin()
    let folder = try withoutLog(home)
    let lost = try LostEntries.all(of: folder.path)
    #expect(!lost.isEmpty)
    let repository = try Homes(
      catalogue: .house, migrations: TestHome.migrations(), clock: home.time.clock
    ).open(folder.path)
    try await repository.noteInHome("home.looked_at", risk: .low, at: home.time.clock.now())
    let still = try LostEntries.all(of: folder.path)
    #expect(still.first { $0.organization == 1 } == lost.first { $0.organization == 1 })
  }

  @Test func `F11: yesterday's file put over today's is told at the sign-in`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    let yesterday = try ScratchFolder()
    try await home.repository.settle()
    try FileManager.default.copyItem(
      atPath: home.folder + "/lodge.db", toPath: yesterday.path + "/lodge.db")
    home.time.pass(minutes: 24 * 60)
    await home.signIn.end(session)
    try FileManager.default.copyItem(
      atPath: home.folder + "/" + KeptHeads.name, toPath: yesterday.path + "/" + KeptHeads.name)
    let (signIn, next) = try await begin(in: yesterday.path, of: home)
    let told = await signIn.warnings(of: next)
    #expect(!told.isEmpty)
  }

  @Test func `a file that is torn, of another home or gone says nothing`() async throws {
    let home = try await TestHome()
    _ = try await home.begin()
    let path = home.folder + "/" + KeptHeads.name
    let whole = try #require(KeptHeads(folder: home.folder))
    let other = KeptHeads(
      home: String(repeating: "0", count: 32),
      logs: [.init(organization: 1, count: 1_000_000, code: "00", at: home.time.clock.now())])
    other.write(to: home.folder)
    #expect(try LostEntries.all(of: home.folder).isEmpty)
    whole.write(to: home.folder)
    #expect(KeptHeads(folder: home.folder) == whole)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.dropLast(6).write(toFile: path, atomically: false, encoding: .utf8)
    #expect(KeptHeads(folder: home.folder) == nil)
    #expect(try entries(in: home.folder).isGood)
    try FileManager.default.removeItem(atPath: path)
    #expect(try LostEntries.all(of: home.folder).isEmpty)
  }

  @Test func `a clock that was set back is told, and keeps nobody out`() async throws {
    let home = try await TestHome()
    // A demonstration walks through days of its own.
    try home.tamper("UPDATE home SET is_demonstration = 0")
    let session = try await home.begin()
    #expect(await home.signIn.warnings(of: session).isEmpty)
    home.time.pass(minutes: -4)
    let near = try await home.begin()
    #expect(await home.signIn.warnings(of: near).isEmpty)
    let before = home.time.clock.now().adding(minutes: 4)
    home.time.pass(minutes: -60)
    let now = home.time.clock.now()
    for _ in 0..<2 {
      let late = try await home.begin()
      #expect(await home.signIn.warnings(of: late) == [.clockBehind(now: now, lastEntry: before)])
    }
    func clock() throws -> HomeCheck.Finding {
      let check = try HomeCheck(
        folder: home.folder, migrations: TestHome.migrations(), catalogue: .house, now: now)
      return try #require(check.findings.first { $0.name == "clock" })
    }
    let found = try clock()
    #expect(found.isGood && found.isWarning)
    try home.tamper("UPDATE home SET is_demonstration = 1")
    #expect(try !clock().isWarning)
  }
}
