import Records
import Sealing

/// Checks a chain row by row, in order, and throws at the first row that does not hold.
///
/// What it demands is a list of holes that sealed logs have had: an end cut off, an unchecked middle, a row sealed
/// with the key of another time, a missing beginning taken for nothing to check.
package struct AuditVerifier {
  package let organization: Int
  /// The audit keys by epoch; nil checks links and heads and leaves the codes alone.
  private let keys: [Int: AuditMAC.Key]?
  /// Finds the key of an epoch that is not among them.
  private let key: ((Int) -> AuditMAC.Key?)?
  private let mac: AuditMAC
  /// Opens the sealed changes of the few events that vouch for others; nil where no key is at hand.
  private let open: ((AuditEntry) -> AuditChanges?)?
  private let anchors: [SignedHead]

  private var canonical = CanonicalRow()
  private var log: RecordID?
  /// The signing keys that the chain itself has logged, by membership.
  private var signers: [RecordID: [UInt8]] = [:]
  package private(set) var end = AuditHead.none
  package private(set) var heads = 0
  package private(set) var uncheckedHeads = 0
  /// The ends of the platform's log that sessions saw when they began, by the row that says so.
  private var platformHeads: [(row: Int, head: AuditHead)] = []

  /// The ends that were given up for a backup, and where the log went on: what was kept of them elsewhere is no longer
  /// in the log, and the log says so itself.
  private var givenUp: [(after: Int, end: AuditHead)] = []
  /// Heads that were kept elsewhere and at whose place another row stands.
  private var differing: [SignedHead] = []

  /// Begins before row 1.
  ///
  /// `key` finds the key of an epoch that is not among `keys`. `open` answers nil for changes that do not open, which is a fault. `signers` are signing keys known from
  /// elsewhere, by membership; the chain's own word wins.
  package init(
    organization: Int, keys: [Int: AuditMAC.Key]?, mac: AuditMAC, anchors: [SignedHead] = [],
    signers: [RecordID: [UInt8]] = [:], key: ((Int) -> AuditMAC.Key?)? = nil,
    open: ((AuditEntry) -> AuditChanges?)? = nil
  ) {
    (self.organization, self.keys, self.key) = (organization, keys, key)
    (self.mac, self.open) = (mac, open)
    self.anchors = anchors.filter { $0.organization == organization }
    self.signers = signers
  }

  /// Checks the next row.
  package mutating func check(_ entry: AuditEntry) throws(AuditFault) {
    let due = end.number + 1
    guard entry.number == due else { throw AuditFault(due, .wrongNumber(found: entry.number)) }
    guard entry.organization == organization else {
      throw AuditFault(due, .wrongForm(column: "organization_id"))
    }
    try checkBeginning(entry)
    guard entry.previous == end.code else { throw AuditFault(due, .wrongLink) }
    try checkEpoch(entry)
    try checkCode(entry)
    try checkMeaning(entry)
    end = AuditHead(number: due, code: entry.code, epoch: entry.epoch)
    for anchor in anchors where anchor.count == due && anchor.code != entry.code {
      // Only a row behind it, under seal, can say that it was given up.
      if open == nil { throw AuditFault(due, .anchorDiffers) }
      differing.append(anchor)
    }
  }

  /// Whether the log says that the row of a kept head was given up for a backup.
  private func isGivenUp(_ anchor: SignedHead) -> Bool {
    givenUp.contains { given in
      anchor.count > given.after
        && (anchor.count < given.end.number
          || anchor.count == given.end.number && anchor.code == given.end.code)
    }
  }

  /// Checks what only the end shows; the log had at least so many rows when the check began.
  package func finish(expecting rows: Int = 0) throws(AuditFault) {
    guard end.number > 0 else { throw AuditFault(0, .empty) }
    guard end.number >= rows else { throw AuditFault(end.number + 1, .endsTooEarly(last: rows)) }
    for anchor in anchors {
      guard anchor.log == log else { throw AuditFault(1, .anotherLog) }
      if !isGivenUp(anchor) {
        guard anchor.count <= end.number else {
          throw AuditFault(end.number + 1, .endsBeforeAnchor(count: anchor.count))
        }
        if differing.contains(anchor) { throw AuditFault(anchor.count, .anchorDiffers) }
      }
      guard let signer = signers[anchor.membership], !anchor.signature.isEmpty else { continue }
      guard Signature.isGenuine(anchor.signature, of: anchor.statement, by: signer) else {
        throw AuditFault(anchor.count, .wrongAnchor)
      }
    }
  }

  /// The ends of the platform's log that sessions saw since this was last asked, with the rows that say so.
  package mutating func takePlatformHeads() -> [(row: Int, head: AuditHead)] {
    defer { platformHeads = [] }
    return platformHeads
  }

  package func report(fault: AuditFault?) -> AuditReport {
    AuditReport(
      organization: organization, rows: end.number, fault: fault, checkedCodes: keys != nil, heads: heads,
      uncheckedHeads: uncheckedHeads, anchors: anchors.count, end: end)
  }

  private mutating func checkBeginning(_ entry: AuditEntry) throws(AuditFault) {
    guard entry.number == 1 else { return }
    guard entry.event == AuditChain.begun, let id = entry.command.flatMap({ RecordID(bytes: $0) }) else {
      throw AuditFault(1, .notBegun)
    }
    log = id
  }

  private func checkEpoch(_ entry: AuditEntry) throws(AuditFault) {
    let isNew = entry.event == AuditChain.epochBegun
    guard entry.epoch == end.epoch + (isNew ? 1 : 0) else {
      throw AuditFault(entry.number, .wrongEpoch(found: entry.epoch))
    }
  }

  private mutating func checkCode(_ entry: AuditEntry) throws(AuditFault) {
    guard entry.code.count == AuditMAC.size else { throw AuditFault(entry.number, .wrongForm(column: "mac")) }
    guard let keys else { return }
    guard let key = keys[entry.epoch] ?? self.key?(entry.epoch) else {
      throw AuditFault(entry.number, .missingKey(epoch: entry.epoch))
    }
    entry.write(to: &canonical)
    let code = try? mac.code(of: canonical.bytes, with: key)
    guard let code, Digest.matches(code, entry.code) else { throw AuditFault(entry.number, .wrongCode) }
  }

  /// Checks the events that say something about other rows.
  private mutating func checkMeaning(_ entry: AuditEntry) throws(AuditFault) {
    switch entry.event {
    case AuditChain.headSealed: try checkHead(entry)
    case AuditChain.keysMade:
      guard let changes = try opened(entry) else { return }
      guard let member = entry.subject, let key = changes.bytes(AuditChanges.signingKey) else {
        throw AuditFault(entry.number, .sealedPartDamaged)
      }
      signers[member] = key
    case AuditChain.sessionStarted:
      guard let changes = try opened(entry) else { return }
      guard let head = changes.head(AuditChanges.platformHead) else {
        throw AuditFault(entry.number, .sealedPartDamaged)
      }
      platformHeads.append((entry.number, head))
    case AuditChain.epochBegun:
      guard let changes = try opened(entry) else { return }
      guard let former = changes.head(AuditChanges.formerEnd), former.number == end.number,
        former.code == end.code
      else { throw AuditFault(entry.number, .wrongEpochStart) }
    case AuditChain.restored where organization != 0:
      guard let changes = try opened(entry) else { return }
      guard let former = changes.head(AuditChanges.formerEnd) else {
        throw AuditFault(entry.number, .sealedPartDamaged)
      }
      if let lost = changes.head(AuditChanges.lostEnd) { givenUp.append((former.number, lost)) }
    default: break
    }
  }

  private func opened(_ entry: AuditEntry) throws(AuditFault) -> AuditChanges? {
    guard let open else { return nil }
    guard let changes = open(entry) else { throw AuditFault(entry.number, .sealedPartDamaged) }
    return changes
  }

  private mutating func checkHead(_ entry: AuditEntry) throws(AuditFault) {
    guard let bytes = entry.headSignature, let head = SignedHead(bytes: bytes), head.log == log,
      head.organization == organization, head.count == end.number, head.code == end.code,
      head.membership == entry.actor
    else { throw AuditFault(entry.number, .wrongHead) }
    if let signer = signers[head.membership], SignedHead.isGenuine(bytes, by: signer) {
      heads += 1
    } else if open != nil {
      throw AuditFault(entry.number, .wrongSignature)
    } else {
      uncheckedHeads += 1
    }
  }
}
