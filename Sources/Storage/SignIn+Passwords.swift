import Records
import Sealing

extension SignIn {
  /// Puts an own password in the place of the one that was given out, or of the one in use.
  ///
  /// After an invitation the person gets new keys, so that nobody who knew the code knows what signs; otherwise the
  /// keys stay, nothing is encrypted again, and the person's other sessions end.
  ///
  /// - Throws: ``SignInError/weakPassword(minimum:)``, ``SignInError/guessablePassword``,
  ///   ``SignInError/samePassword``, ``SignInError/failed`` or ``SignInError/wait(until:)``.
  package func choosePassword(
    name: String, current: LockedBuffer, new: LockedBuffer
  ) async throws(SignInError) {
    let now = clock.now()
    let attempt = try await repository.reserve(name: name, terminal: "", at: now)
    try await replace(attempt, current, new, names: [name], keeping: nil)
  }

  /// Changes the password of who is at work; the present session stays.
  package func changePassword(
    _ session: Session, current: LockedBuffer, new: LockedBuffer
  ) async throws(SignInError) {
    let attempt = try await repository.reserve(user: session.user, terminal: "", at: clock.now())
    let login = await repository.loginNames[session.user] ?? ""
    try await replace(attempt, current, new, names: [login, session.name], keeping: session)
  }

  private func replace(
    _ attempt: SignInAttempt, _ current: LockedBuffer, _ new: LockedBuffer, names: [String],
    keeping session: Session?
  ) async throws(SignInError) {
    let typed = try PasswordText.typed(current, isInvitation: attempt.isInvitation)
    guard let seed = await PasswordWork.open(attempt.slot, typed), let user = attempt.user else {
      try await repository.noteFailure(of: attempt, at: clock.now())
      throw .failed
    }
    let composed: LockedBuffer
    do throws(StorageError) { composed = try PasswordText.composed(new) } catch { throw SignInError(error) }
    let all = names + (await repository.organizationNames())
    if let refusal = passwords.refusal(of: composed, names: all) { throw refusal }
    if composed.matches(typed) { throw .samePassword }
    do throws(StorageError) {
      if attempt.isInvitation {
        let made = try await PasswordWork.makePerson(composed, id: user, parameters: attempt.parameters)
        try await repository.takeOver(attempt, former: seed, made, at: clock.now())
      } else {
        let slot = try await PasswordWork.makeSlot(
          seed, composed, owner: user, parameters: attempt.parameters)
        try await repository.put(slot, attempt, keeping: session, at: clock.now())
      }
    } catch {
      throw SignInError(error)
    }
  }
}

extension Repository {
  func organizationNames() -> [String] { ((try? organizations(in: reader)) ?? []).map(\.name) }

  /// Puts a new slot into a login and ends its other sessions.
  func put(
    _ slot: Slot, _ attempt: SignInAttempt, keeping session: Session?, at now: Instant
  ) throws(StorageError) {
    guard let user = attempt.user else { throw .missingReference }
    let ended = try writing { (database) throws(StorageError) in
      try forgive(attempt, at: now, in: database)
      try update(
        "users", 0, user,
        [
          ("sealed_private_key", .bytes(slot.bytes)), ("password_changed_at", .instant(now)),
          ("must_change_password", .integer(0)),
        ], by: user, at: now, in: database)
      let changed = AuditEvent("user.password_changed", .auth, risk: .high, id: .fresh(at: now))
        .about("users", user)
      if let session { try record([changed.by(session)], for: session, at: now, in: database) }
      try recordOnPlatform(
        [AuditEvent("user.password_changed", .auth, risk: .high, id: .fresh(at: now)).about("users", user)],
        at: now, in: database)
      return try endSessions(of: user, keeping: session?.id, at: now, in: database)
    }
    for id in ended { forget(id) }
  }

  /// Ends every session of a login but one, in whatever organisation.
  func endSessions(
    of user: RecordID, keeping kept: RecordID?, at now: Instant, in database: any Database
  ) throws(StorageError) -> [RecordID] {
    var ended: [RecordID] = []
    for organization in try organizations(in: database) {
      let rows = try database.rows(
        "SELECT s.organization_id, s.id FROM memberships m JOIN user_sessions s ON s.organization_id = m.organization_id AND s.membership_id = m.id WHERE m.organization_id = \(organization.number) AND m.user_id = \(user) AND s.state IN ('open', 'locked')"
      )
      for row in rows {
        guard row[0].integer == organization.number, let id = row[1].id else { throw .foreignRow }
        if id == kept { continue }
        try endRow(id, organization.number, "replaced", by: nil, at: now, in: database)
        let event = AuditEvent("session.ended", .auth, risk: .low, id: .fresh(at: now))
          .about("user_sessions", id)
        try recordOnPlatform([event], at: now, in: database)
        ended.append(id)
      }
    }
    return ended
  }

  /// Puts new keys into a login, with the password that opens them; a second factor goes with the former ones.
  func putKeys(of made: MadePerson, at now: Instant, in database: any Database) throws(StorageError) {
    try update(
      "users", 0, made.id,
      [
        ("state", .text("active")), ("public_key", .bytes(made.publicKey)),
        ("signing_public_key", .bytes(made.signingPublicKey)),
        ("sealed_private_key", .bytes(made.slot.bytes)), ("must_change_password", .integer(0)),
        ("password_changed_at", .instant(now)), ("second_factor_secret", .null),
        ("second_factor_step", .null), ("recovery_hashes", .null),
      ], by: made.id, at: now, in: database)
  }

  /// Gives an invited person keys of their own: every grant is sealed anew, and the first seed is dead.
  func takeOver(
    _ attempt: SignInAttempt, former seed: LockedBuffer, _ made: MadePerson, at now: Instant
  ) throws(StorageError) {
    let former = try sealing { () throws(SealingError) in
      try vault.identity(of: vault.arena.hold(seed))
    }
    defer { vault.release(former) }
    try writing { (database) throws(StorageError) in
      try forgive(attempt, at: now, in: database)
      try putKeys(of: made, at: now, in: database)
      for organization in try organizations(in: database) {
        let row = try database.row(
          "SELECT organization_id, id, state FROM memberships WHERE organization_id = \(organization.number) AND user_id = \(made.id) AND state <> 'ended' AND deleted_at IS NULL"
        )
        guard let row else { continue }
        guard row[0].integer == organization.number, let member = row[1].id else { throw .foreignRow }
        let isInvited = row[2].text == "invited"
        try regrant(member, organization.number, former, made, joins: isInvited, at: now, in: database)
        if isInvited {
          try update(
            "memberships", organization.number, member, [("state", .text("active"))], by: member, at: now,
            in: database)
        }
      }
    }
  }

  private func regrant(
    _ member: RecordID, _ organization: Int, _ former: Identity, _ made: MadePerson, joins: Bool,
    at now: Instant, in database: any Database
  ) throws(StorageError) {
    let grants = try database.rows(
      "SELECT organization_id, id, scope, key_version, wrapped_key FROM key_grants WHERE organization_id = \(organization) AND membership_id = \(member) AND revoked_at IS NULL AND deleted_at IS NULL ORDER BY key_version"
    )
    var events: [AuditEvent] = []
    var own: Keyring?
    defer { own?.release() }
    for row in grants {
      guard row[0].integer == organization, let grant = row[1].id, let scope = row[2].text,
        let version = row[3].integer, let wrapped = row[4].bytes
      else { throw .damaged }
      let outer = try sealing { () throws(SealingError) in try vault.open(grant: wrapped, as: former) }
      let sealed = try sealing { () throws(SealingError) in try vault.grant(outer, to: made.publicKey) }
      try update(
        "key_grants", organization, grant,
        [("revoked_at", .instant(now)), ("revoked_reason", .text("own keys"))], by: member, at: now,
        in: database)
      try insert(
        "key_grants", organization, .fresh(at: now),
        [
          ("membership_id", .id(member)), ("key_version", .integer(version)), ("scope", .text(scope)),
          ("wrapped_key", .bytes(sealed)), ("granted_by", .id(member)),
        ], by: member, at: now, in: database)
      if scope == "organization" || organization == 0 {
        own?.release()
        own = try Keyring(
          organization: organization, outer: outer, outerVersion: version, vault: vault, in: database)
      } else {
        vault.arena.release(outer)
      }
    }
    guard let own else { return }
    var event = AuditEvent(AuditChain.keysMade, .access, risk: .medium, id: .fresh(at: now))
      .about("memberships", member)
    event.actor = member
    var changes = AuditChanges(keysOf: made)
    if joins { changes.set("state", "invited", to: "active") }
    event.changes = try seal(changes, of: event, with: own, in: database)
    events.append(event)
    let chosen = AuditEvent("user.password_chosen", .auth, risk: .medium, id: .fresh(at: now))
      .about("users", made.id)
    try note(events + [chosen], organization, own, by: nil, at: now, in: database)
  }
}
