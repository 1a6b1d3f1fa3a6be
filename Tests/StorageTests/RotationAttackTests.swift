import Records
import Testing

@testable import Storage

/// Who left with copies of the keys, and may still write the file, gets nothing by it.
@Suite struct RotationAttackTests {
  private let place: RotationHome

  init() async throws { place = try await RotationHome() }

  @Test func `an entry under a key of before is told of, and nothing is written under that key`() async throws {
    let kept = try await place.kept()
    try await place.leave()
    try await place.forge("resident.updated", with: kept)
    let planted = try place.end()
    _ = try await place.home.begin("mlindqvist")
    #expect(try place.count("audit.altered") == 1)
    let epochs = try place.home.rows(
      "SELECT DISTINCT epoch FROM audit_log WHERE organization_id = 1 AND sequence_number > \(planted)")
    #expect(epochs == [[.integer(2)]])
    let reports = try await place.registrar.verifyAudit(for: place.first)
    #expect(reports.last?.fault?.number == planted)
    try await place.add("sreyes", "S. Reyes", .worker)
    try await place.leave("S. Reyes")
    #expect(try place.version() == 3)
  }

  @Test func `who is at work when such an entry is planted tells of it with their next`() async throws {
    let kept = try await place.kept()
    try await place.leave()
    try await place.forge("resident.updated", with: kept)
    let planted = try place.end()
    try await place.registrar.addResident("Bea", "Later", for: place.first)
    #expect(try place.count("audit.altered") == 1)
    let told = try await place.registrar.records(Query("notifications"), for: place.first)
    let words = "Entry \(planted) of the audit log was altered in the file. Run: lodge audit verify"
    #expect(told.contains { $0["title"] == .text(words) })
    let newest = try place.home.rows(
      "SELECT epoch FROM audit_log WHERE organization_id = 1 ORDER BY sequence_number DESC LIMIT 1")
    #expect(newest == [[.integer(2)]])
  }
}
