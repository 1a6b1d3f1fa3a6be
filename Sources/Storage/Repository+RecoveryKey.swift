import Records
import Sealing

/// The printed code's way to the organisation's key, and what the log knows of it.
extension Repository {
  /// What stands in the file is not the code that was printed.
  static let exchanging = "recovery_code.altered"
  /// The log did not say which code was printed.
  static let trusting = "recovery_code.not_in_log"
  /// Two people had a new code printed.
  static let replacing = "recovery_code.replaced"
  /// The organisation that a home is made with: the platform's key lies under its paper too.
  static let first = 1

  /// What is told of a code that was exchanged in the file.
  static let paperIsOver =
    "The recovery code was changed in the file, and the paper no longer works. Print a new one, two people: lodge keys paper --second USER"

  /// Grants an organisation's key to the printed code.
  ///
  /// - Returns: What the log says of it, so that keys that are renewed later are sealed to no other.
  func keepForRecovery(
    _ keyring: Keyring, _ recovery: MadePerson, by session: Session? = nil, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let grant = try sealing { () throws(SealingError) in
      try vault.grant(keyring.outer, to: recovery.publicKey)
    }
    try database.run(
      "INSERT INTO recovery_slots (organization_id, id, slot, public_key, key_version, wrapped_key, created_at) VALUES (\(keyring.organization), \(recovery.id), \(recovery.slot.bytes), \(recovery.publicKey), \(keyring.outerVersion), \(grant), \(now.milliseconds))"
    )
    return try printed(recovery.publicKey, keyring, by: session, at: now, in: database)
  }

  /// Puts a printed code in the place of those that were good: they open nothing here any more.
  ///
  /// - Returns: What the log says of it.
  func replacePaper(
    of ring: Keyring, with paper: MadePerson, by session: Session? = nil, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    try database.run("DELETE FROM recovery_slots WHERE organization_id = \(ring.organization)")
    return try keepForRecovery(ring, paper, by: session, at: now, in: database)
  }

  /// Does so because two people ordered it, and tells those who lead.
  func replacePaper(
    with paper: MadePerson, _ keys: SessionKeys, for session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    guard let home = try organizationRow(session.organization, in: database) else { throw .damaged }
    var events = try replacePaper(of: keys.own, with: paper, by: session, at: now, in: database)
    if session.organization == Self.first, let platform = keys.platform {
      events += try replacePaper(of: platform, with: paper, by: session, at: now, in: database)
    }
    let words =
      "\(session.shortName) had a new recovery code printed. The former paper opens nothing here any more; keep it for backups of its time"
    for member in try members(holding: [.administrator, .safeguarding], in: session, at: now, database) {
      try notify(
        member, of: home, session.organization, words, on: Landmark.organizations, at: now, in: database)
    }
    return events
  }

  /// What the log says of a code that was printed; nothing where it is the platform's, whose keys are not renewed.
  private func printed(
    _ key: [UInt8], _ ring: Keyring, by session: Session?, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    guard ring.organization != 0, let row = try organizationRow(ring.organization, in: database) else {
      return []
    }
    var made = event(AuditChain.recoveryKeyMade, .medium, Landmark.organizations, row, session, now)
    var changes = AuditChanges()
    changes.set(AuditChanges.publicKey, to: key)
    made.changes = try seal(changes, of: made, with: ring, in: database)
    return [made]
  }

  /// Writes down the public key of the code with which a home was just restored: it opens its slot.
  func printedAtRestore(
    _ ring: Keyring, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    guard let key = try recoveryKey(of: ring.organization, in: database) else { return [] }
    return try printed(key, ring, by: nil, at: now, in: database)
  }

  /// Writes down the public key of the printed code in a home that was made before the log knew of it, and tells of it:
  /// nobody can say whether it is still the one that was printed.
  func printedBefore(
    _ session: Session, _ keys: SessionKeys, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    // Since the first renewal it has been said in each epoch, or people were told that it is not known.
    guard session.role == .administrator, !keys.isOfToken, keys.own.outerVersion == 1,
      try !isPrintedLogged(session.organization, in: database),
      let home = try organizationRow(session.organization, in: database),
      let key = try recoveryKey(of: session.organization, in: database)
    else { return [] }
    return try [told(of: home, Self.trusting, by: session, at: now, in: database)]
      + printed(key, keys.own, by: session, at: now, in: database)
  }

  private func isPrintedLogged(_ number: Int, in database: any Database) throws(StorageError) -> Bool {
    guard let row = try organizationRow(number, in: database) else { return false }
    return try database.row(
      "SELECT 1 FROM audit_log WHERE organization_id = \(number) AND subject_type = \(Landmark.organizations) AND subject_id = \(row) AND event IN (\(AuditChain.recoveryKeyMade), \(AuditChain.keysKnown)) LIMIT 1"
    ) != nil
  }

  /// The public key of the one code that is good; nil where its row does not agree with itself.
  private func recoveryKey(of number: Int, in database: any Database) throws(StorageError) -> [UInt8]? {
    let rows = try database.rows(
      "SELECT organization_id, slot, public_key FROM recovery_slots WHERE organization_id = \(number) AND replaced_at IS NULL"
    )
    guard rows.count == 1, let row = rows.first else { return nil }
    guard row[0].integer == number else { throw .foreignRow }
    guard let slot = row[1].bytes, let key = (try? Slot(bytes: slot))?.publicKey, key == row[2].bytes else {
      return nil
    }
    return key
  }

  private func organizationRow(_ number: Int, in database: any Database) throws(StorageError) -> RecordID? {
    try database.value(
      "SELECT id FROM organizations WHERE organization_id = 0 AND number = \(number)"
    ).id
  }

  /// Seals the new key to the printed code, if the log has its public key; what codes of before opened goes.
  func grantAnewForRecovery(
    _ ring: Keyring, _ epochs: ClosedRange<Int>, by session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let number = ring.organization
    try database.run(
      "DELETE FROM recovery_slots WHERE organization_id = \(number) AND replaced_at IS NOT NULL")
    let rows = try database.rows(
      "SELECT organization_id, id, slot, public_key FROM recovery_slots WHERE organization_id = \(number)")
    guard !rows.isEmpty, let home = try organizationRow(number, in: database) else { return [] }
    var known = try ring.loggedKey(of: home, Landmark.organizations, in: epochs, in: database)
    var events: [AuditEvent] = []
    // A home that was made before the log knew of codes keeps its paper.
    if known == nil, epochs.lowerBound == 1, try !isPrintedLogged(number, in: database),
      let key = try recoveryKey(of: number, in: database)
    {
      known = LoggedKey(publicKey: key, signing: nil)
      events.append(try told(of: home, Self.trusting, by: session, at: now, in: database))
    }
    for row in rows {
      guard row[0].integer == number, let id = row[1].id, let slot = row[2].bytes, let key = row[3].bytes
      else { throw .damaged }
      // The code opens its slot only as it was made, with the public key in it.
      guard let known, known.publicKey == key, (try? Slot(bytes: slot))?.publicKey == key else {
        try database.run(
          "UPDATE recovery_slots SET replaced_at = \(now.milliseconds), wrapped_key = zeroblob(80) WHERE organization_id = \(number) AND id = \(id)"
        )
        events.append(try told(of: home, Self.exchanging, by: session, at: now, in: database))
        continue
      }
      let wrapped = try sealing { () throws(SealingError) in try vault.grant(ring.outer, to: key) }
      try database.run(
        "UPDATE recovery_slots SET key_version = \(ring.outerVersion), wrapped_key = \(wrapped) WHERE organization_id = \(number) AND id = \(id)"
      )
    }
    if let known {
      events.append(
        try saidAgain(
          known, of: home, Landmark.organizations, with: ring, by: session, at: now, in: database))
    }
    return events
  }

  /// Tells those who lead what is wrong with the printed code; answers what the log is to say.
  private func told(
    of home: RecordID, _ name: String, by session: Session, at now: Instant, in database: any Database
  ) throws(StorageError) -> AuditEvent {
    let words =
      name == Self.exchanging
      ? Self.paperIsOver
      : "The recovery code was not in the audit log. Try the paper on a new backup: lodge restore FILE.lbk --rehearse"
    for member in try members(holding: [.administrator, .safeguarding], in: session, at: now, database) {
      try notify(
        member, of: home, session.organization, words, on: Landmark.organizations, at: now, in: database)
    }
    return event(name, .critical, Landmark.organizations, home, session, now)
  }
}
