import Records
import Sealing

/// A public key as the log of an organisation has it.
struct LoggedKey {
  let publicKey: [UInt8]
  /// Nil for what signs nothing.
  let signing: [UInt8]?
}

/// Which public keys the log knows: the columns of the tables alone could have been exchanged with other tools.
extension Keyring {
  /// The epochs whose entries say which public keys the organisation's key may be sealed to.
  ///
  /// Who left when keys were renewed may have kept the audit keys of before, so each renewal and each restore says all of
  /// it again. Before the first renewal nothing was said again, and nobody is kept out yet.
  var epochsToTrust: ClosedRange<Int> {
    let newest = max(auditKeys.keys.max() ?? 1, 1)
    return (outerVersion == 1 ? 1 : newest)...newest
  }

  /// The public key that the log says a member, a token or the printed code has, in an entry for which the key of its
  /// epoch vouches.
  ///
  /// - Returns: Nil where the newest such entry says none, or there is no entry.
  func loggedKey(
    of subject: RecordID, _ type: String, in epochs: ClosedRange<Int>, in database: any Database
  ) throws(StorageError) -> LoggedKey? {
    var found: AuditEntry?
    try database.each(
      "SELECT \(names: AuditEntry.columns) FROM audit_log WHERE organization_id = \(organization) AND subject_type = \(type) AND subject_id = \(subject) AND event IN (\(AuditChain.keysMade), \(AuditChain.tokenKeyMade), \(AuditChain.recoveryKeyMade), \(AuditChain.keysKnown)) AND epoch >= \(epochs.lowerBound) AND epoch <= \(epochs.upperBound) ORDER BY sequence_number DESC LIMIT 1"
    ) { columns throws(StorageError) in
      // A row that cannot even be read vouches for nothing.
      do { found = try AuditEntry(columns) } catch { return false }
      return true
    }
    guard let found, found.organization == organization, try vouches(for: found, in: database) else {
      return nil
    }
    let place = Place(
      organization: organization, table: Landmark.auditLog, column: "changes", row: found.id)
    let changes = self.changes(found.changes ?? [], at: place, of: found.resident, in: database)
    guard let changes, let key = changes.bytes(AuditChanges.publicKey), !key.isEmpty else { return nil }
    return LoggedKey(publicKey: key, signing: changes.bytes(AuditChanges.signingKey))
  }

  /// What the log says of the public key that a login has now.
  enum Standing {
    case known
    /// The log says nothing of the member's keys.
    case unlogged
    /// Another one is known, or none that is still to be believed.
    case other
  }

  func standing(
    of key: [UInt8], _ member: RecordID, in database: any Database
  ) throws(StorageError) -> Standing {
    let logged = try loggedKey(of: member, Landmark.memberships, in: epochsToTrust, in: database)
    if let logged { return logged.publicKey == key ? .known : .other }
    let row = try database.row(
      "SELECT 1 FROM audit_log WHERE organization_id = \(organization) AND subject_type = \(Landmark.memberships) AND subject_id = \(member) AND event IN (\(AuditChain.keysMade), \(AuditChain.keysKnown)) LIMIT 1"
    )
    return row == nil ? .unlogged : .other
  }

  /// Whether the key of an entry's epoch vouches for it.
  func vouches(for entry: AuditEntry, in database: any Database) throws(StorageError) -> Bool {
    guard let key = try? auditKey(of: entry.epoch, in: database) else { return false }
    var canonical = CanonicalRow()
    entry.write(to: &canonical)
    let code = try sealing { () throws(SealingError) in
      try vault.mac.code(of: canonical.bytes, with: key)
    }
    return Digest.matches(code, entry.code)
  }
}

extension Repository {
  /// Says again, in the epoch that begins, which public key somebody has.
  func saidAgain(
    _ known: LoggedKey, of subject: RecordID, _ type: String, with ring: Keyring, by session: Session?,
    at now: Instant, in database: any Database
  ) throws(StorageError) -> AuditEvent {
    var said = event(AuditChain.keysKnown, .low, type, subject, session, now)
    var changes = AuditChanges()
    if let signing = known.signing, !signing.isEmpty { changes.set(AuditChanges.signingKey, to: signing) }
    changes.set(AuditChanges.publicKey, to: known.publicKey)
    said.changes = try seal(changes, of: said, with: ring, in: database)
    return said
  }
}
