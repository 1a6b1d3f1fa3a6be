import Records
import Sealing

/// Renewing the keys of an organisation: who left, and kept the former ones, reads nothing that is written from then on.
extension Repository {
  static let renewing = "keys.rotated"
  /// Two people ordered it.
  static let ordering = "keys.rotation_ordered"
  /// The keys stay as they are, because the newest entry of the log is not what was written.
  static let keeping = "keys.kept"

  /// Why a grant was withdrawn whose member was past the last day, or never came.
  static let isOver = "membership or invitation over"

  /// What is told of a member whose key the log does not know.
  static let unknownKey =
    "The log does not know this member’s key, and they got no new one. Give them a new sign-in code"
  /// The same of one who belongs to another organisation too, and so is given no new code.
  static let unknownKeyElsewhere =
    "The log does not know this member’s key, and they got no new one. They belong to another organisation too: once you are sure that their key is theirs, “Give the keys anew”"
  /// What is told of a member whose last day was moved on while the log was altered.
  static let keyNotGivenBack =
    "They did not get their key back, for the audit log was altered. Run: lodge audit verify, then “Give the keys anew”"

  /// Renews the keys at the end of the transaction that demands it, with entries of their own behind its entries.
  ///
  /// Nothing in memory changes: the answer takes the place of the session's keyring once this is committed.
  func renewKeys(
    _ keys: SessionKeys, for session: Session, at now: Instant, in database: any Database
  ) throws(StorageError) -> Keyring {
    let (ring, damaged) = try keys.own.renewed(in: database)
    do throws(StorageError) {
      let former = try AuditChain.end(of: ring.organization, in: database).head
      let epochs = keys.own.epochsToTrust
      try ring.makeAuditKey(of: epochs.upperBound + 1, in: database)
      try ring.makeOrganizationKey(in: database)
      var events = try begin(former, from: keys.own, to: ring, by: session, at: now, in: database)
      events += try lost(damaged, ring, by: session, at: now, in: database)
      events += try saidAgainOfWhoIsOver(ring, epochs, by: session, at: now, in: database)
      events += try grantAnew(ring, keys, epochs, by: session, at: now, in: database)
      events += try grantAnewToTokens(ring, epochs, by: session, at: now, in: database)
      events += try grantAnewForRecovery(ring, epochs, by: session, at: now, in: database)
      try AuditChain.append(
        events, to: ring.organization, at: now, keys: ring.auditKeys, mac: vault.mac, in: database)
      return ring
    } catch {
      ring.release()
      throw error
    }
  }

  /// The beginning of a new epoch of the log, and what begins it.
  private func begin(
    _ end: AuditHead, from former: Keyring, to ring: Keyring, by session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    var begun = AuditEvent(AuditChain.epochBegun, .system, id: .fresh(at: now)).by(session)
    var changes = AuditChanges()
    changes.set(AuditChanges.formerEnd, to: end)
    begun.changes = try seal(changes, of: begun, with: ring, in: database)
    var renewed = AuditEvent(Self.renewing, .access, risk: .high, id: .fresh(at: now)).by(session)
    changes = AuditChanges()
    changes.set("key_version", String(former.outerVersion), to: String(ring.outerVersion))
    renewed.changes = try seal(changes, of: renewed, with: ring, in: database)
    return [begun, renewed]
  }

  /// What the log says of the organisation's keys of before that opened no more.
  private func lost(
    _ damaged: [Keyring.Damaged], _ ring: Keyring, by session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    var events: [AuditEvent] = []
    for key in damaged {
      var event = AuditEvent("keys.damaged", .system, risk: .critical, id: .fresh(at: now)).by(session)
      var changes = AuditChanges()
      changes.set("kind", to: key.kind.rawValue)
      changes.set("version", to: String(key.version))
      event.changes = try seal(changes, of: event, with: ring, in: database)
      events.append(event)
    }
    return events
  }

  /// Says again which public keys those have who got no key at a renewal of before because they were past the last day:
  /// however often keys are renewed, they are given it once that day is moved on.
  private func saidAgainOfWhoIsOver(
    _ ring: Keyring, _ epochs: ClosedRange<Int>, by session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let rows = try database.rows(
      "SELECT m.organization_id, m.id FROM memberships m WHERE m.organization_id = \(ring.organization) AND m.state <> 'ended' AND m.deleted_at IS NULL AND EXISTS (SELECT 1 FROM key_grants k WHERE k.organization_id = m.organization_id AND k.membership_id = m.id AND k.scope = 'organization' AND k.revoked_reason = \(Self.isOver)) AND NOT EXISTS (SELECT 1 FROM key_grants k WHERE k.organization_id = m.organization_id AND k.membership_id = m.id AND k.scope = 'organization' AND k.revoked_at IS NULL AND k.deleted_at IS NULL) ORDER BY m.id"
    )
    var events: [AuditEvent] = []
    for row in rows {
      guard row[0].integer == ring.organization, let member = row[1].id else { throw .foreignRow }
      guard let known = try ring.loggedKey(of: member, Landmark.memberships, in: epochs, in: database) else {
        continue
      }
      events.append(
        try saidAgain(
          known, of: member, Landmark.memberships, with: ring, by: session, at: now, in: database))
    }
    return events
  }

  /// Seals the new key to every living member who holds the former one and whose public key the log has: the column
  /// alone could have been exchanged with other tools.
  private func grantAnew(
    _ ring: Keyring, _ keys: SessionKeys, _ epochs: ClosedRange<Int>, by session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let number = ring.organization
    let living = KeyGiving.isLiving(on: session.zone.day(at: now), at: now)
    let rows = try database.rows(
      "SELECT g.organization_id, g.id, g.membership_id, u.public_key, (\(living)) FROM key_grants g JOIN memberships m ON m.organization_id = g.organization_id AND m.id = g.membership_id JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE g.organization_id = \(number) AND g.scope = 'organization' AND g.revoked_at IS NULL AND g.deleted_at IS NULL ORDER BY g.membership_id, g.key_version DESC"
    )
    var events: [AuditEvent] = []
    var last: RecordID?
    for row in rows {
      guard row[0].integer == number, let grant = row[1].id, let member = row[2].id else { throw .foreignRow }
      if member == last { continue }
      last = member
      let isOwn = member == session.membership && !keys.isOfToken
      let isLiving = isOwn || row[4].integer == 1
      let known =
        try isOwn
        ? LoggedKey(publicKey: keys.identity.publicKey, signing: keys.identity.signingPublicKey)
        : ring.loggedKey(of: member, Landmark.memberships, in: epochs, in: database)
      guard let known, known.publicKey == row[3].bytes else {
        events.append(
          try withdraw(grant, "public key not in the log", .critical, by: session, at: now, in: database))
        if isLiving {
          try tellOfUnknownKey(of: member, by: session, at: now, in: database)
        }
        continue
      }
      // Also of those who get no key now: whose last day is moved on is given it then.
      events.append(
        try saidAgain(
          known, of: member, Landmark.memberships, with: ring, by: session, at: now, in: database))
      guard isLiving else {
        events.append(try withdraw(grant, Self.isOver, .high, by: session, at: now, in: database))
        continue
      }
      let wrapped = try sealing { () throws(SealingError) in
        try vault.grant(ring.outer, to: known.publicKey)
      }
      try update(
        Landmark.keyGrants, number, grant,
        [
          ("key_version", .integer(ring.outerVersion)), ("wrapped_key", .bytes(wrapped)),
          ("granted_by", .id(session.membership)),
        ], by: session.membership, at: now, in: database)
    }
    // Whoever had the former key keeps no way to it, be it of no use.
    try database.run(
      "UPDATE key_grants SET wrapped_key = x'', revoked_at = coalesce(revoked_at, \(now.milliseconds)), revoked_reason = coalesce(revoked_reason, 'keys renewed') WHERE organization_id = \(number) AND scope = 'organization' AND key_version <> \(ring.outerVersion)"
    )
    return events
  }

  /// Tells those who lead that a member got no key because the log does not know theirs, and what gives them one.
  func tellOfUnknownKey(
    of member: RecordID, by session: Session, at now: Instant, in database: any Database
  ) throws(StorageError) {
    let isElsewhere = try KeyGiving.isElsewhere(member, besides: session.organization, in: database)
    try tellOfMissingKey(
      of: member, isElsewhere ? Self.unknownKeyElsewhere : Self.unknownKey, by: session, at: now, in: database
    )
  }

  /// Tells those who lead that a member got no key, and why.
  func tellOfMissingKey(
    of member: RecordID, _ words: String, by session: Session, at now: Instant, in database: any Database
  ) throws(StorageError) {
    for told in try members(holding: [.administrator, .safeguarding], in: session, at: now, database) {
      try notify(told, of: member, session.organization, words, at: now, in: database)
    }
  }

  /// Takes the grant of a member who gets no new key.
  private func withdraw(
    _ grant: RecordID, _ reason: String, _ risk: AuditEvent.Risk, by session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> AuditEvent {
    try update(
      Landmark.keyGrants, session.organization, grant,
      [("revoked_at", .instant(now)), ("revoked_reason", .text(reason)), ("wrapped_key", .bytes([]))],
      by: session.membership, at: now, in: database)
    return event("key_grant.withdrawn", risk, Landmark.keyGrants, grant, session, now)
  }

  /// Seals the new key to the tokens in force, of members who are given it too, whose own key the log has; the others
  /// end.
  private func grantAnewToTokens(
    _ ring: Keyring, _ epochs: ClosedRange<Int>, by session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let number = ring.organization
    let today = session.zone.day(at: now)
    let living = KeyGiving.isLiving(on: today, at: now)
    let rows = try database.rows(
      "SELECT t.organization_id, t.id, t.sealed_private_key, t.key_version, (t.expires_on >= \(today.description) AND t.deleted_at IS NULL AND \(living)) FROM api_tokens t LEFT JOIN memberships m ON m.organization_id = t.organization_id AND m.id = t.membership_id LEFT JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE t.organization_id = \(number) AND t.state = 'active' ORDER BY t.id"
    )
    var events: [AuditEvent] = []
    var others: [[SQLValue]] = []
    for row in rows {
      guard row[0].integer == number, let token = row[1].id, let slot = row[2].bytes,
        let version = row[3].integer
      else { throw .foreignRow }
      let key = (try? Slot(bytes: slot))?.publicKey
      let known = try ring.loggedKey(of: token, Landmark.tokens, in: epochs, in: database)
      guard row[4].integer == 1, let known, key == known.publicKey else {
        others.append(row)
        continue
      }
      let wrapped = try sealing { () throws(SealingError) in
        try vault.grant(ring.outer, to: known.publicKey)
      }
      try update(
        Landmark.tokens, number, token,
        [("key_version", .integer(ring.outerVersion)), ("wrapped_key", .bytes(wrapped))],
        by: session.membership, at: now, in: database)
      var renewed = event("api_token.key_renewed", .medium, Landmark.tokens, token, session, now)
      var changes = AuditChanges()
      changes.set("key_version", String(version), to: String(ring.outerVersion))
      renewed.changes = try seal(changes, of: renewed, with: ring, in: database)
      events.append(renewed)
      events.append(
        try saidAgain(known, of: token, Landmark.tokens, with: ring, by: session, at: now, in: database))
    }
    return events + (try withdrawn(others, number, ring, by: session, at: now, in: database))
  }
}
