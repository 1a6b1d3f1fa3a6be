import Foundation
import House
import Records
import Sealing
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Numbers that somebody altered with other tools, as large as a file can hold: nothing is counted on from them.
@Suite(.homes) struct AlteredNumberTests {
  private func alter(_ home: Home, _ statements: SQL...) throws {
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("PRAGMA ignore_check_constraints = ON")
    for statement in statements { try file.run(statement) }
  }

  @Test func `a record whose revision is at its end is read, and refused when it is saved`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Ada", "Moss", in: home.maple)
    try alter(home, "UPDATE residents SET revision = \(Int.max) WHERE organization_id = 1")
    let manager = try await home.session(.manager)
    let id = try #require(resident.id)
    var read = try await home.registrar.record(id, of: .residents, for: manager)
    #expect(read["family_name"] == .text("Moss"))
    read["about_me"] = .text("Likes the garden.")
    await #expect(throws: RegistrarError.storage(.damaged)) {
      try await home.registrar.save([read], command: home.time.newID(), for: manager)
    }
  }

  @Test func `a job whose own row cannot be counted on is told as failed and stops no other`() async throws {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager)
    home.time.pass(minutes: 24 * 60)
    let all = try await home.registrar.runJobs(for: manager).map(\.job)
    try alter(
      home,
      "UPDATE scheduled_jobs SET revision = \(Int.max) WHERE organization_id = 1 AND code = \(all[0])")
    home.time.pass(minutes: 40 * 24 * 60)
    let runs = try await home.registrar.runJobs(for: manager)
    #expect(runs.first { $0.job == all[0] }.map { if case .failed = $0.end { true } else { false } } == true)
    #expect(runs.contains { $0.job != all[0] && $0.end == .done })
  }

  @Test func `a log whose newest number is at its end is damage, and the doctor names the row`() async throws
  {
    let home = try await TestHome()
    _ = try await home.begin()
    let guarding = try #require(
      try home.rows("SELECT sql FROM sqlite_schema WHERE name = 'audit_log_bu'").first?.first?.text)
    try home.tamper(
      "DROP TRIGGER audit_log_bu", "PRAGMA ignore_check_constraints = ON",
      "UPDATE audit_log SET sequence_number = \(Int.max) WHERE organization_id = 1 AND sequence_number = (SELECT max(sequence_number) FROM audit_log WHERE organization_id = 1)",
      guarding)
    await #expect(throws: SignInError.self) { try await home.begin() }
    let check = try HomeCheck(folder: home.folder, migrations: TestHome.migrations(), catalogue: .house)
    #expect(check.findings.contains { $0.name == "audit" && !$0.isGood })
  }

  @Test func `a length that no file has is an altered file`() {
    for length in [Int.max, .min, -1] {
      #expect(SealedFile.size(around: length) > 0)
      #expect(SealedStream.size(around: length) > 0)
    }
    #expect(SealedFile.size(around: 100) < SealedFile.size(around: 101))
  }

  @Test func `a home whose own row is gone is not called good`() async throws {
    let home = try await TestHome()
    try home.tamper("PRAGMA ignore_check_constraints = ON", "UPDATE home SET organization_id = 5")
    let check = try HomeCheck(folder: home.folder, migrations: TestHome.migrations(), catalogue: .house)
    let own = try #require(check.findings.first { $0.name == "home" })
    #expect(own.details.contains { $0.contains("nobody can sign in") })
    // Without its table the doctor still says what it can.
    try home.tamper("DROP TABLE home")
    let without = try HomeCheck(folder: home.folder, migrations: TestHome.migrations(), catalogue: .house)
    #expect(without.findings.contains { $0.name == "schema" && !$0.isGood })
  }

  @Test func `nothing is called by fifty thousand letters or a thousand words, and asking is no fault`()
    async throws
  {
    let home = try await Home.fixture()
    _ = try await home.resident("Ada", "Moss", in: home.maple)
    let manager = try await home.session(.manager)
    let many = Array(repeating: "q", count: 3_000).joined(separator: " ")
    for words in [String(repeating: "a", count: 60_000), many] {
      #expect(try await home.registrar.find(words, in: [], limit: 20, for: manager).isEmpty)
      var request = ListRequest(type: "houses", fields: ["name"])
      request.words = words
      #expect(try await home.registrar.window(request, for: manager).rows.isEmpty)
    }
  }
}

/// A home that somebody moves or replaces while a program has it open.
@Suite(.homes) struct ReplacedHomeTests {
  @Test(arguments: ["lodge.db", "lodge.lock"])
  func `nothing is saved where another file lies at the place by now`(name: String) async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Ada", "Moss", in: home.maple)
    let manager = try await home.session(.manager)
    let place = home.folder + "/" + name
    let copy = place + ".copy"
    try FileManager.default.copyItem(atPath: place, toPath: copy)
    try FileManager.default.moveItem(atPath: place, toPath: place + ".before")
    try FileManager.default.moveItem(atPath: copy, toPath: place)
    var changed = resident
    changed["about_me"] = .text("Likes the garden.")
    await #expect(throws: RegistrarError.storage(.replacedMeanwhile)) {
      try await home.registrar.save([changed], command: home.time.newID(), for: manager)
    }
    try FileManager.default.removeItem(atPath: place)
    try FileManager.default.moveItem(atPath: place + ".before", toPath: place)
    let saved = try await home.registrar.save([changed], command: home.time.newID(), for: manager)
    #expect(saved.records.first?["about_me"] == .text("Likes the garden."))
  }

  @Test func `what is no plain file is not opened, for a pipe would never answer`() async throws {
    let home = try await Home.fixture()
    let pipe = home.folder + "/pipe.db"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: StorageError.notPlain("pipe.db")) { try SQLiteDatabase(path: pipe, kind: .reader) }
    #expect(throws: StorageError.self) { try SQLiteDatabase(path: home.folder, kind: .reader) }
  }
}
