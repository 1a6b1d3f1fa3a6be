import Storage
import TestHomes
import Testing

/// Saving that ends in the middle, by a kill or a power cut; the long form of it is `make soak`.
@Suite(.serialized) struct SuddenEndTests {
  /// Saved once for all of them.
  private static let saving = Task { try await EndedSaving(saves: 60) }

  @Test func `F27: whatever write a kill ends, no save that was told is lost and none is half`() async throws
  {
    let saving = try await Self.saving.value
    #expect(saving.saves == 60)
    let outcome = try saving.outcome(of: 100, by: .kill)
    #expect(outcome.ends == 100)
    #expect(outcome.isGood, "\(outcome)")
  }

  @Test func `F28: a power cut at any write loses no save that was told, halves none, breaks no chain`()
    async throws
  {
    let outcome = try await Self.saving.value.outcome(of: 30, by: .powerCut)
    #expect(outcome.ends == 30)
    #expect(outcome.isGood, "\(outcome)")
  }

  @Test(arguments: [EndedSaving.Ending.kill, .powerCut])
  func `F27, F28: after an end every code of the log is right as Lodge's own verification computes it`(
    ending: EndedSaving.Ending
  ) async throws {
    let reports = try await Self.saving.value.reports(after: ending)
    #expect(reports.allSatisfy { $0.isIntact }, "\(reports)")
    let report = try #require(reports.first { $0.organization == 1 })
    #expect(report.checkedCodes && report.rows > 10, "\(report)")
  }

  @Test func `F21: whatever write a kill or a power cut ends, keys that are renewed are all old or all new`()
    async throws
  {
    // Writes are noted for one at a time.
    _ = try await Self.saving.value
    let renewing = try await EndedRenewing()
    for ending in [EndedSaving.Ending.kill, .powerCut] {
      let outcome = try renewing.outcome(by: ending)
      #expect(outcome.former > 0 && outcome.renewed > 0, "\(ending): \(outcome)")
      #expect(outcome.halved == 0 && outcome.damaged == 0, "\(ending): \(outcome)")
    }
  }

  @Test func `F28: without syncing the same cuts lose saves, so the test can fail`() async throws {
    let outcome = try await Self.saving.value.outcome(of: 30, by: .powerCutUnsynced)
    #expect(!outcome.isGood)
    #expect(outcome.lost + outcome.damaged > 10, "\(outcome)")
  }
}
