import Foundation
import Records
import Testing

@testable import Storage

/// The daily look through the pages of a home's file.
@Suite struct PageCheckTests {
  /// Spoils the first page of a table that nothing here reads.
  private func spoil(_ home: TestHome) async throws {
    try await home.repository.settle()
    let root = try #require(
      try home.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'report_runs'").first?.first?.integer)
    let size = try #require(try home.rows("PRAGMA page_size").first?.first?.integer)
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: home.folder + "/lodge.db"))
    try file.seek(toOffset: UInt64((root - 1) * size))
    try file.write(contentsOf: Data(repeating: 0x5A, count: 64))
    try file.close()
  }

  /// How many entries of the log and how many notices say so.
  private func told(_ home: TestHome) throws -> [Int] {
    let events = try home.rows(
      "SELECT id FROM audit_log WHERE organization_id = 1 AND event = 'home.damaged'")
    let notices = try home.rows(
      "SELECT id FROM notifications WHERE organization_id = 1 AND title LIKE 'The home''s file is damaged%'")
    return [events.count, notices.count]
  }

  @Test func `the pages are looked through once a day, and what is damaged is written down and told`()
    async throws
  {
    let home = try await TestHome()
    let door = try home.registrar()
    let session = try await home.begin()
    await door.checkPages(for: session)
    #expect(KeptHeads(folder: home.folder)?.checkedAt == home.time.clock.now())
    try await spoil(home)
    await door.checkPages(for: session)
    #expect(try told(home) == [0, 0])
    home.time.pass(minutes: 24 * 60)
    let next = try await home.begin()
    await door.checkPages(for: next)
    #expect(try told(home) == [1, 1])
    // Found once is enough for a day, and the mark outlives what others keep there.
    await home.signIn.end(next)
    #expect(KeptHeads(folder: home.folder)?.checkedAt == home.time.clock.now())
  }

  @Test func `damage that could not be written down is looked for again`() async throws {
    let home = try await TestHome()
    let door = try home.registrar()
    let session = try await home.begin()
    try await spoil(home)
    await home.signIn.lock(session)
    await door.checkPages(for: session)
    #expect(try told(home) == [0, 0])
    #expect(KeptHeads(folder: home.folder)?.checkedAt == nil)
  }
}
