import Records
import Sealing

extension Repository {
  /// Adds what a session did to the log of its organisation, in the transaction of the deed.
  ///
  /// The first entry of a day, by the organisation's own calendar, comes after a head that this session signs.
  ///
  /// - Throws: ``StorageError/sealing`` where the session is locked; the transaction must not be committed then.
  func record(
    _ events: [AuditEvent], for session: Session, at now: Instant, in database: any Database
  ) throws(StorageError) {
    let keys = try currentKeys(of: session, in: database)
    try record(events, for: session, with: keys, at: now, in: database)
  }

  func record(
    _ events: [AuditEvent], for session: Session, with keys: SessionKeys, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    let organization = session.organization
    let auditKeys = organization == 0 ? AuditChain.platformKeys : keys.own.auditKeys
    let end = try AuditChain.end(of: organization, in: database)
    var all = events
    // Never in the name of somebody whose only deed must not be theirs.
    let isNamed = !events.allSatisfy { $0.at != nil }
    if organization != 0, isNamed, end.head.number > 0, let epoch = auditKeys.keys.max(),
      end.head.epoch < epoch, keys.alteredEntry != end.head.number
    {
      all.insert(try alarm(of: end.head.number, for: session, keys, at: now, in: database), at: 0)
    }
    // Who signs the head of a day is known, and no program.
    let signs = !keys.isOfToken && isNamed
    if organization != 0, signs, let last = end.at,
      session.zone.day(at: last) < session.zone.day(at: now),
      let head = try head(end.head, by: session, keys.identity, at: now, in: database)
    {
      all.insert(head, at: 0)
    }
    try AuditChain.append(
      all, to: organization, at: now, keys: auditKeys, mac: vault.mac, after: end.head, in: database)
  }

  /// The event that carries a signed head of the log as it stands.
  ///
  /// - Returns: Nil where the newest row was altered in the file and has no code to sign: the work goes on, and a look
  ///   through the log names the row.
  func head(
    _ head: AuditHead, by session: Session, _ identity: Identity, at now: Instant, in database: any Database
  ) throws(StorageError) -> AuditEvent? {
    let begun = try database.value(
      "SELECT command_id FROM audit_log WHERE organization_id = \(session.organization) AND sequence_number = 1"
    )
    guard let log = begun.id else { throw .damaged }
    guard
      let statement = SignedHead(
        log: log, organization: session.organization, count: head.number, code: head.code,
        signedAt: now.milliseconds, membership: session.membership)
    else { return nil }
    var event = AuditEvent(AuditChain.headSealed, .system, id: RecordID.fresh(at: now)).by(session)
    event.headSignature = try sealing { () throws(SealingError) in try vault.sign(statement, as: identity) }
    return event
  }
}

extension RecordID {
  /// A new identity of that moment.
  static func fresh(at now: Instant) -> RecordID {
    RecordID(milliseconds: now.milliseconds, random: Randomness.words())
  }
}
