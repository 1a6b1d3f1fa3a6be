import Records
import Sealing
import Testing

@testable import Storage

/// One thing that the owner of the file, or the thief of a key, does to a log of nine rows.
struct Tampering: Sendable, CustomTestStringConvertible {
  let number: Int
  let name: String
  /// What the log by itself says; nil where it cannot know.
  let alone: AuditFault?
  /// What it says beside the head of row 6, which was kept elsewhere.
  let held: AuditFault?
  let change: @Sendable (inout [AuditEntry], ForgedLog) throws -> Void

  var testDescription: String { "\(number) \(name)" }

  init(
    _ number: Int, _ name: String, alone: AuditFault?, held: AuditFault?,
    _ change: @escaping @Sendable (inout [AuditEntry], ForgedLog) throws -> Void
  ) {
    (self.number, self.name, self.alone, self.held) = (number, name, alone, held)
    self.change = change
  }

  /// Of what is found with a kept head and without.
  init(
    _ number: Int, _ name: String, found: AuditFault,
    _ change: @escaping @Sendable (inout [AuditEntry], ForgedLog) throws -> Void
  ) {
    self.init(number, name, alone: found, held: found, change)
  }
}

/// A log made by hand, by somebody who holds its keys.
struct ForgedLog {
  let vault: Vault
  let keys: [Int: AuditMAC.Key]
  let log = RecordID(high: 7, low: 7)

  init() throws {
    vault = try Vault()
    keys = [1: .held(try vault.arena.holdRandom()), 2: .held(try vault.arena.holdRandom())]
  }

  /// So many rows, the first of them as they are; `salt` makes others of the rest.
  func rows(_ count: Int, after former: [AuditEntry] = [], salt: UInt64 = 1) throws -> [AuditEntry] {
    var rows = former
    while rows.count < count {
      let number = rows.count + 1
      var event = AuditEvent(
        number == 1 ? AuditChain.begun : "case_note.updated", .data,
        id: RecordID(high: UInt64(number), low: salt))
      if number == 1 { event.command = log }
      let end = rows.last.map { AuditHead(number: $0.number, code: $0.code, epoch: $0.epoch) }
      var row = AuditEntry(
        event, organization: 3, after: end ?? AuditHead.none, epoch: 1,
        at: Instant(milliseconds: number * 60_000))
      row.purpose = ""
      rows.append(try sealed(row))
    }
    return rows
  }

  /// The row with the code that a key makes of it.
  func sealed(_ row: AuditEntry, with epoch: Int = 1) throws -> AuditEntry {
    var row = row
    var canonical = CanonicalRow()
    row.write(to: &canonical)
    row.code = try vault.mac.code(of: canonical.bytes, with: try #require(keys[epoch]))
    return row
  }

  /// The first fault of some rows, held against the heads that were kept.
  func fault(in rows: [AuditEntry], heldAgainst heads: [SignedHead]) -> AuditFault? {
    var verifier = AuditVerifier(organization: 3, keys: keys, mac: vault.mac, anchors: heads)
    do throws(AuditFault) {
      for row in rows { try verifier.check(row) }
      try verifier.finish()
    } catch {
      return error
    }
    return nil
  }
}

/// The tamperings that a log must show, by itself or beside a head that was kept elsewhere.
@Suite struct TamperingTests {
  private static let edits: [Tampering] = [
    Tampering(1, "a field edited", found: AuditFault(4, .wrongCode)) { rows, _ in
      rows[3].subjectType = "residents"
    },
    Tampering(2, "the time edited", found: AuditFault(4, .wrongCode)) { rows, _ in
      rows[3].at = Instant(milliseconds: 1)
    },
    Tampering(3, "bytes shifted between columns", found: AuditFault(4, .wrongCode)) { rows, _ in
      rows[3].event += String(rows[3].risk.prefix(1))
      rows[3].risk = String(rows[3].risk.dropFirst())
    },
    Tampering(4, "NULL for empty", found: AuditFault(4, .wrongCode)) { rows, _ in rows[3].purpose = nil },
    Tampering(5, "bytes for text", found: AuditFault(4, .wrongCode)) { rows, _ in
      rows[3].purpose = nil
      rows[3].command = []
    },
    Tampering(
      6, "moved to another organisation", found: AuditFault(4, .wrongForm(column: "organization_id"))
    ) { rows, _ in rows[3].organization = 4 },
  ]

  private static let places: [Tampering] = [
    Tampering(7, "one in the middle deleted", found: AuditFault(4, .wrongNumber(found: 5))) { rows, _ in
      rows.remove(at: 3)
    },
    Tampering(8, "deleted and renumbered", found: AuditFault(4, .wrongLink)) { rows, _ in
      rows.remove(at: 3)
      for index in rows.indices.dropFirst(3) { rows[index].number -= 1 }
    },
    Tampering(9, "two swapped", found: AuditFault(4, .wrongLink)) { rows, _ in
      rows.swapAt(3, 4)
      (rows[3].number, rows[4].number) = (4, 5)
    },
    Tampering(10, "a copy appended", found: AuditFault(10, .wrongLink)) { rows, _ in
      var copy = rows[8]
      copy.number = 10
      rows.append(copy)
    },
    Tampering(11, "the start dropped", found: AuditFault(1, .wrongNumber(found: 2))) { rows, _ in
      rows.removeFirst()
    },
    Tampering(12, "sealed with the key of another epoch", found: AuditFault(4, .wrongCode)) { rows, forged in
      rows[3] = try forged.sealed(rows[3], with: 2)
    },
  ]

  private static let ends: [Tampering] = [
    Tampering(13, "the tail cut", alone: nil, held: AuditFault(6, .endsBeforeAnchor(count: 6))) { rows, _ in
      rows.removeLast(4)
    },
    // That it is empty it says by itself too: nothing to check is no log that holds.
    Tampering(14, "all deleted", found: AuditFault(0, .empty)) { rows, _ in rows = [] },
    Tampering(
      15, "an older file put back", alone: nil, held: AuditFault(4, .endsBeforeAnchor(count: 6))
    ) { rows, _ in rows.removeLast(6) },
    Tampering(
      16, "the key stolen, an earlier day rewritten", alone: nil, held: AuditFault(6, .anchorDiffers)
    ) { rows, forged in rows = try forged.rows(9, after: Array(rows.prefix(2)), salt: 2) },
    Tampering(17, "the key stolen, rewritten after the newest head", alone: nil, held: nil) { rows, forged in
      rows = try forged.rows(9, after: Array(rows.prefix(6)), salt: 2)
    },
  ]

  static let all = edits + places + ends

  @Test(arguments: TamperingTests.all)
  func `F10, F11, F13: is found, and its row named, as is said of it`(tampering: Tampering) throws {
    let forged = try ForgedLog()
    let whole = try forged.rows(9)
    let kept = try #require(
      SignedHead(
        log: forged.log, organization: 3, count: 6, code: whole[5].code, signedAt: 5,
        membership: RecordID(high: 4, low: 4)))
    #expect(forged.fault(in: whole, heldAgainst: [kept]) == nil)
    var rows = whole
    try tampering.change(&rows, forged)
    #expect(rows != whole)
    #expect(forged.fault(in: rows, heldAgainst: []) == tampering.alone)
    #expect(forged.fault(in: rows, heldAgainst: [kept]) == tampering.held)
  }
}
