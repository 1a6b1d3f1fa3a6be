import Foundation
import Records
import Storage

/// Notes that were saved one after the other, with all that this wrote to the files of the home.
///
/// It can be ended at any write.
package struct EndedSaving: Sendable {
  /// How saving ends.
  package enum Ending: Sendable {
    /// The program is killed: what it wrote is there.
    case kill
    /// The power fails: what was not synced is there, not there, or torn between two sectors.
    case powerCut
    /// The power fails where nothing is ever synced, as with `synchronous=OFF`: the control.
    case powerCutUnsynced
  }

  /// What was found after so many ends.
  package struct Outcome: Sendable, Hashable {
    package var ends = 0
    /// Saves that the person was told of and that are gone.
    package var lost = 0
    /// Ends after which a save was there without its entry in the log, or an entry without its save.
    package var halved = 0
    /// Ends after which the file or the chain of the log was not whole.
    package var damaged = 0

    package var isGood: Bool { lost == 0 && halved == 0 && damaged == 0 }
  }

  private let home: Home
  private let writes: NotedWrites
  /// What was told as saved, and how much had been done by then.
  private let told: [(after: Int, id: RecordID)]

  /// Saves so many notes in a home, which now and then takes its log into the file; one such at a time.
  package init(saves: Int) async throws {
    let home = try await Home.fixture()
    self.home = home
    let resident = try await home.resident("Ada", "One", in: home.maple)
    let manager = try await home.session(.manager)
    (writes, told) = try await NotedWrites.note(besides: home) {
      try await EndedSaving.save(saves, of: resident, as: manager, in: home)
    }
  }

  /// Saves in a copy of the home, whose files are noted from their first opening.
  private static func save(
    _ count: Int, of resident: Record, as author: Session, in home: Home
  ) async throws -> [(after: Int, id: RecordID)] {
    let copy = try await home.copy(keeping: [home.administrator, author])
    var told: [(after: Int, id: RecordID)] = []
    for number in 0..<count {
      var note = Record(copy.registrar.catalogue.type("case_notes"))
      note["resident_id"] = resident.id?.value ?? .empty
      note["content"] = .text("Slept well, ate breakfast, went for a walk. Note \(number).")
      copy.time.pass(milliseconds: 1_000)
      let receipt = try await copy.registrar.save([note], command: copy.time.newID(), for: author)
      if let id = receipt.records.first?.id { told.append((NotedWrites.count, id)) }
      if number % 12 == 11 { await copy.repository.checkpoint() }
    }
    return told
  }

  /// How many saves the person was told of.
  package var saves: Int { told.count }

  /// Ends saving so often at random, and looks at what a program finds that opens the home afterwards.
  package func outcome(of ends: Int, by ending: Ending, seed: UInt64 = 7) throws -> Outcome {
    var outcome = Outcome()
    var chance = SeededChance(seed)
    guard let last = told.last?.after else { return outcome }
    for _ in 0..<ends {
      let end = Int.random(in: 1...last, using: &chance)
      let folder = try writes.folder(endedAt: end, by: ending, using: &chance)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      look(at: folder + "/lodge.db", endedAt: end, into: &outcome)
    }
    return outcome
  }

  /// What Lodge's own verification says of the logs after one more end, with each code computed again by the keys.
  package func reports(after ending: Ending, seed: UInt64 = 11) async throws -> [AuditReport] {
    guard let last = told.last?.after else { return [] }
    var chance = SeededChance(seed)
    // Late enough that there is something to verify.
    let end = Int.random(in: (last / 2)...last, using: &chance)
    let folder = try writes.folder(endedAt: end, by: ending, using: &chance)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let repository = try Repository(folder: folder, catalogue: home.registrar.catalogue)
    try await repository.resume(home.administrator, at: home.time.now)
    let registrar = Registrar(
      repository: repository, catalogue: home.registrar.catalogue, matrix: home.registrar.matrix,
      lists: home.registrar.lists, clock: home.time.clock(in: HomeFolder(folder)))
    return try await registrar.verifyAudit(for: home.administrator)
  }

  private func look(at path: String, endedAt end: Int, into outcome: inout Outcome) {
    outcome.ends += 1
    do throws(StorageError) {
      let file = try SQLiteDatabase(path: path, kind: .maintenance)
      let isSound = try file.value("PRAGMA integrity_check").text == "ok"
      guard isSound, try file.value(Self.brokenLinks) == .integer(0) else {
        outcome.damaged += 1
        return
      }
      let kept = Set(try file.rows("SELECT id FROM case_notes WHERE organization_id = 1").map { $0[0] })
      let logged = Set(
        try file.rows(
          "SELECT subject_id FROM audit_log WHERE organization_id = 1 AND subject_type = 'case_notes'"
        ).map { $0[0] })
      if kept != logged { outcome.halved += 1 }
      outcome.lost += told.count(where: { $0.after <= end && !kept.contains(.id($0.id)) })
    } catch {
      outcome.damaged += 1
    }
  }

  /// How many entries of the logs do not name the code of the one before; whether the codes are right is not asked
  /// here, but where ``reports(after:seed:)`` computes them again.
  private static var brokenLinks: SQL {
    """
    SELECT count(*) FROM audit_log AS later LEFT JOIN audit_log AS former \
    ON former.organization_id = later.organization_id AND former.sequence_number = later.sequence_number - 1 \
    WHERE later.sequence_number > 1 AND former.mac IS NOT later.previous_mac
    """
  }
}
