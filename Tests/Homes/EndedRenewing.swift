import Foundation
import Records
import Storage

/// The keys of an organisation that were renewed, with all that this wrote to the files of the home.
///
/// It can be ended at any write.
package struct EndedRenewing: Sendable {
  /// What was found after an end at each of the writes.
  package struct Outcome: Sendable, Hashable {
    /// Ends after which all is under the former key.
    package var former = 0
    /// Ends after which all is under the new one.
    package var renewed = 0
    /// Ends after which it is anything between.
    package var halved = 0
    /// Ends after which the file was not whole.
    package var damaged = 0
  }

  private let writes: NotedWrites
  /// How much was written before, and in all.
  private let span: ClosedRange<Int>

  /// Renews the keys of a home with some residents; one such at a time.
  package init() async throws {
    let home = try await Home.fixture()
    for number in 0..<20 { _ = try await home.resident("Ada", "Number \(number)") }
    let lead = try await home.session(.safeguarding)
    (writes, span) = try await NotedWrites.note(besides: home) {
      try await EndedRenewing.renew(with: lead, in: home)
    }
  }

  private static func renew(with lead: Session, in home: Home) async throws -> ClosedRange<Int> {
    let copy = try await home.copy(keeping: [home.administrator, lead])
    let now = copy.time.now
    await copy.repository.noteConfirmation(of: home.administrator.id, at: now, isProof: true)
    let start = NotedWrites.count
    try await copy.registrar.renewKeys(confirmedBy: lead, for: home.administrator)
    return start...NotedWrites.count
  }

  /// Ends it once at each of its writes, and looks at what is in the file afterwards.
  package func outcome(by ending: EndedSaving.Ending, seed: UInt64 = 7) throws -> Outcome {
    var outcome = Outcome()
    var chance = SeededChance(seed)
    for end in span {
      let folder = try writes.folder(endedAt: end, by: ending, using: &chance)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      look(at: folder + "/lodge.db", into: &outcome)
    }
    return outcome
  }

  private func look(at path: String, into outcome: inout Outcome) {
    do throws(StorageError) {
      let file = try SQLiteDatabase(path: path, kind: .maintenance)
      guard try file.value("PRAGMA integrity_check").text == "ok" else {
        outcome.damaged += 1
        return
      }
      let versions = try versions(in: file)
      if versions == [1] {
        outcome.former += 1
      } else if versions == [2] {
        outcome.renewed += 1
      } else {
        outcome.halved += 1
      }
    } catch {
      outcome.damaged += 1
    }
  }

  /// The versions that the keys lie under, that the log is in, and that there are of the organisation's own keys: one
  /// where everything is as it was before or as it is afterwards.
  private func versions(in file: SQLiteDatabase) throws(StorageError) -> Set<Int> {
    let rows = try file.rows(
      """
      SELECT DISTINCT dek_version FROM data_keys WHERE organization_id = 1 \
      UNION SELECT max(epoch) FROM audit_log WHERE organization_id = 1 \
      UNION SELECT max(version) FROM data_keys WHERE organization_id = 1 AND kind = 'audit' \
      UNION SELECT max(version) FROM data_keys WHERE organization_id = 1 AND kind = 'organization'
      """)
    return Set(rows.compactMap { $0[0].integer })
  }
}
