import Records
import Sealing

/// The log of one organisation: each row vouches for the one before it.
package enum AuditChain {
  /// The event of row 1; its command is the identity of the log.
  package static let begun = "chain.started"
  package static let epochBegun = "epoch.started"
  package static let headSealed = "head.sealed"
  package static let keysMade = "keys.made"
  /// The public key of the printed code.
  package static let recoveryKeyMade = "recovery_code.made"
  /// What ``keysMade``, ``tokenKeyMade`` and ``recoveryKeyMade`` told in epochs before, said again.
  package static let keysKnown = "keys.known"
  /// The public key of a program's token.
  package static let tokenKeyMade = "token.key_made"
  package static let restored = "restore.done"
  /// Somebody made a backup of a home that had been put back, beside newer ones.
  static let wentOn = "home.went_on"
  static let putBack = "home.put_back"
  package static let sessionStarted = "session.started"

  /// The keys of the platform's own log, which everybody knows: it catches accident, not malice.
  package static let platformKeys: [Int: AuditMAC.Key] = [1: .platform]

  /// The newest row as far as the next one needs it, and when it was written; nil for the moment of an empty log.
  package static func end(
    of organization: Int, in database: any Database
  ) throws(StorageError) -> (head: AuditHead, at: Instant?) {
    let row = try database.row(
      "SELECT organization_id, sequence_number, mac, epoch, at FROM audit_log WHERE organization_id = \(organization) ORDER BY sequence_number DESC LIMIT 1"
    )
    guard let row else { return (.none, nil) }
    guard row[0].integer == organization else { throw .foreignRow }
    guard let number = row[1].integer, StoredNumber.counts.contains(number), let code = row[2].bytes,
      let epoch = row[3].integer, StoredNumber.counts.contains(epoch), let at = row[4].integer
    else { throw .damaged }
    return (AuditHead(number: number, code: code, epoch: epoch), Instant(milliseconds: at))
  }

  /// The latest moment that the newest entries say they were written at; an entry that was written after a clock was
  /// set back does not hide those before it.
  static func latest(of organization: Int, in database: any Database) throws(StorageError) -> Instant? {
    let last = try end(of: organization, in: database).head.number
    return try database.value(
      "SELECT max(at) FROM audit_log WHERE organization_id = \(organization) AND sequence_number > \(last - 500)"
    ).integer.map { Instant(milliseconds: $0) }
  }

  /// Adds events in their order, in the transaction of what they describe, under the newest key; `end` is the newest row,
  /// where the transaction has read it.
  ///
  /// What the newest row says of its epoch is not believed: who left may have kept the key of one that is over.
  ///
  /// - Returns: The new end.
  /// - Throws: ``StorageError/sealing`` where the key of the epoch is missing; whatever is thrown, the transaction
  ///   must not be committed.
  @discardableResult
  package static func append(
    _ events: [AuditEvent], to organization: Int, at now: Instant, keys: [Int: AuditMAC.Key], mac: AuditMAC,
    after end: AuditHead? = nil, in database: any Database
  ) throws(StorageError) -> AuditHead {
    var head = if let end { end } else { try self.end(of: organization, in: database).head }
    if events.isEmpty { return head }
    guard let epoch = keys.keys.max(), let key = keys[epoch], head.epoch <= epoch else { throw .sealing }
    var canonical = CanonicalRow()
    for event in events {
      var entry = AuditEntry(
        event, organization: organization, after: head, epoch: epoch, at: event.at ?? now)
      entry.write(to: &canonical)
      entry.code = try sealing { () throws(SealingError) in try mac.code(of: canonical.bytes, with: key) }
      try database.run("INSERT INTO audit_log (\(names: AuditEntry.columns)) VALUES (\(list: entry.row))")
      head = AuditHead(number: entry.number, code: entry.code, epoch: epoch)
    }
    return head
  }
}

extension AuditEntry {
  /// The values of ``columns``.
  var row: [SQLValue] {
    [
      .integer(organization), .integer(number), .id(id), .integer(epoch), .bytes(previous), .instant(at),
      .text(category), .text(event), .text(risk), .id(actor), .id(session), .optional(role),
      .optional(subjectType), .id(subject), .id(resident), .optional(purpose), .optional(command),
      .optional(changes), .optional(reason), .optional(headSignature), .bytes(code),
    ]
  }

  /// Reads a row of ``columns``, exactly in the form in which the log writes it.
  ///
  /// - Throws: ``AuditFault`` with the first column that holds another kind of value.
  init(_ columns: Columns, expecting number: Int = 0) throws(AuditFault) {
    var reader = AuditColumns(columns: columns, number: number)
    organization = try reader.integer()
    self.number = try reader.integer()
    id = try reader.id()
    epoch = try reader.integer()
    previous = try reader.bytes()
    at = Instant(milliseconds: try reader.integer())
    category = try reader.text()
    event = try reader.text()
    risk = try reader.text()
    actor = try reader.idOrNull()
    session = try reader.idOrNull()
    role = try reader.textOrNull()
    subjectType = try reader.textOrNull()
    subject = try reader.idOrNull()
    resident = try reader.idOrNull()
    purpose = try reader.textOrNull()
    command = try reader.bytesOrNull()
    changes = try reader.bytesOrNull()
    reason = try reader.bytesOrNull()
    headSignature = try reader.bytesOrNull()
    code = try reader.bytes()
  }
}

/// The columns of one stored row of a log, taken one after the other.
private struct AuditColumns {
  let columns: Columns
  let number: Int
  private var next = 0

  init(columns: Columns, number: Int) {
    (self.columns, self.number) = (columns, number)
  }

  private func fault() -> AuditFault {
    AuditFault(number, .wrongForm(column: AuditEntry.columns[next]))
  }

  private mutating func take<Answer>(
    _ kind: Columns.Storage, _ read: (Columns, Int) -> Answer?
  ) throws(AuditFault) -> Answer {
    guard columns.storage(next) == kind, let answer = read(columns, next) else { throw fault() }
    next += 1
    return answer
  }

  private mutating func orNull<Answer>(
    _ take: (inout AuditColumns) throws(AuditFault) -> Answer
  ) throws(AuditFault) -> Answer? {
    if columns.storage(next) != .null { return try take(&self) }
    next += 1
    return nil
  }

  mutating func integer() throws(AuditFault) -> Int { try take(.integer) { $0.integer($1) } }
  mutating func text() throws(AuditFault) -> String { try take(.text) { $0.text($1) } }
  mutating func bytes() throws(AuditFault) -> [UInt8] { try take(.bytes) { $0.bytes($1) } }
  mutating func id() throws(AuditFault) -> RecordID { try take(.bytes) { $0.id($1) } }
  mutating func textOrNull() throws(AuditFault) -> String? {
    try orNull { row throws(AuditFault) in try row.text() }
  }
  mutating func bytesOrNull() throws(AuditFault) -> [UInt8]? {
    try orNull { row throws(AuditFault) in try row.bytes() }
  }
  mutating func idOrNull() throws(AuditFault) -> RecordID? {
    try orNull { row throws(AuditFault) in try row.id() }
  }
}

extension SQLValue {
  static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
  static func optional(_ bytes: [UInt8]?) -> SQLValue { bytes.map { .bytes($0) } ?? .null }
}
