import Records
import Sealing

/// Who is let back into an organisation with the printed code, and who was there.
package struct Recovery: Sendable {
  /// The organisation's number.
  package let organization: Int
  /// Somebody who has a login, or somebody new; becomes an administrator either way.
  package let person: NewPerson
  /// The session of the second person who was there; nil where nobody else could sign in.
  package let second: Session?
  /// The second person's name, where they could not sign in.
  package let witness: String

  package init(organization: Int, person: NewPerson, second: Session?, witness: String) {
    (self.organization, self.person) = (organization, person)
    (self.second, self.witness) = (second, witness)
  }
}

/// Why nobody was let back in; nothing was changed then.
package enum RecoveryError: Error, Hashable, Sendable {
  /// What was typed is no recovery code: its check character does not fit.
  case mistypedCode
  /// The code opens no organisation of this home, or not this one.
  case wrongCode
  /// The second person is the one who is let in, or belongs to another organisation.
  case notASecond
  /// Somebody else signed in within fourteen days, so that a witness who is only named is not enough.
  case othersSignIn
  /// Neither a session nor a name of a second person.
  case noSecond
  /// Somebody new cannot be written down: the platform's key is under another code.
  case needsLogin
  case signIn(SignInError)
}

extension RecoveryError: StorageFailure {
  init(_ error: StorageError) { self = .signIn(SignInError(error)) }
}

extension SignIn {
  /// Lets one person back in as an administrator, with the code from the paper and a second person.
  ///
  /// The person gets new keys and a password; what they had before opens nothing. A new code takes the place of the
  /// one that was used, and every member is told.
  ///
  /// - Returns: The new recovery code in groups of four, to be shown once and kept on paper.
  package func recover(
    _ recovery: Recovery, code typed: LockedBuffer, password: LockedBuffer
  ) async throws(RecoveryError) -> [String] {
    do { try MachineCode.recovery.normalize(typed) } catch { throw .mistypedCode }
    guard recovery.second != nil || !recovery.witness.isEmpty else { throw .noSecond }
    let (composed, person, paper, code) = try await make(recovery, password)
    if let refusal = passwords.refusal(of: composed, names: [recovery.person.loginName]) {
      throw .signIn(refusal)
    }
    try await repository.recover(
      recovery, typed, Founders(administrator: person, recovery: paper), at: clock.now())
    return MachineCode.recovery.groups(of: code)
  }

  private func make(
    _ recovery: Recovery, _ password: LockedBuffer
  ) async throws(RecoveryError) -> (LockedBuffer, MadePerson, MadePerson, LockedBuffer) {
    do throws(StorageError) {
      let composed = try PasswordText.composed(password)
      let parameters = try await repository.parameters()
      let known = try await repository.login(named: recovery.person.loginName)
      let code = try sealing { () throws(SealingError) in try MachineCode.recovery.make() }
      let person = try await PasswordWork.makePerson(
        composed, id: known ?? clock.newID(), parameters: parameters)
      let paper = try await PasswordWork.makePerson(
        code, id: clock.newID(), kind: .recovery, parameters: parameters)
      return (composed, person, paper, code)
    } catch {
      throw RecoveryError(error)
    }
  }
}

extension Repository {
  /// The login of a name; nil where there is none.
  func login(named name: String) throws(StorageError) -> RecordID? {
    let token = try loginToken(name, facts(in: reader))
    return try reader.value(
      "SELECT id FROM users WHERE organization_id = 0 AND login_name_token = \(token) AND deleted_at IS NULL"
    ).id
  }

  func recover(
    _ recovery: Recovery, _ code: LockedBuffer, _ made: Founders, at now: Instant
  ) throws(RecoveryError) {
    let rings: [Int: Keyring]
    do { rings = try keyrings(for: code) } catch {
      if case .storage(let error) = error { throw RecoveryError(error) }
      throw .wrongCode
    }
    defer { for ring in rings.values { ring.release() } }
    guard let ring = rings[recovery.organization], recovery.organization != 0 else { throw .wrongCode }
    let ended = try writing { (database) throws(RecoveryError) in
      let person = made.administrator.id
      if recovery.second == nil, try isUsed(recovery.organization, besides: person, at: now, in: database) {
        throw .othersSignIn
      }
      do throws(StorageError) {
        try requireSecond(recovery, made.administrator.id, at: now, in: database)
        let (member, ended) = try letIn(recovery, made.administrator, ring, rings[0], at: now, in: database)
        try replacePaper(rings, made.recovery, at: now, in: database)
        try tell(of: recovery, member, ring, at: now, in: database)
        return ended
      } catch {
        switch error {
        case .denied: throw .notASecond
        case .missingReference: throw .needsLogin
        default: throw RecoveryError(error)
        }
      }
    }
    for session in ended { forget(session) }
  }

  /// Whether somebody else uses an account: a witness who is only named stands in where nobody does.
  private func isUsed(
    _ organization: Int, besides user: RecordID, at now: Instant, in database: any Database
  ) throws(RecoveryError) -> Bool {
    let since = now.adding(minutes: -14 * 1_440).milliseconds
    do throws(StorageError) {
      return try database.row(
        "SELECT 1 FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(organization) AND m.deleted_at IS NULL AND m.state = 'active' AND u.state = 'active' AND m.user_id <> \(user) AND u.last_sign_in_at >= \(since) LIMIT 1"
      ) != nil
    } catch {
      throw RecoveryError(error)
    }
  }

  private func requireSecond(
    _ recovery: Recovery, _ user: RecordID, at now: Instant, in database: any Database
  ) throws(StorageError) {
    guard let second = recovery.second else { return }
    let isThere = try standing(of: second, at: now, in: database) != .ended
    guard isThere, second.organization == recovery.organization, second.user != user else { throw .denied }
  }

  /// Gives somebody who has a login new keys, or adds somebody new.
  ///
  /// - Returns: The membership, and the sessions that ended.
  private func letIn(
    _ recovery: Recovery, _ made: MadePerson, _ ring: Keyring, _ platform: Keyring?, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> (RecordID, [RecordID]) {
    let number = recovery.organization
    let row = try database.row(
      "SELECT m.organization_id, m.id FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(number) AND m.user_id = \(made.id) AND m.deleted_at IS NULL"
    )
    guard let row else {
      guard let platform else { throw .missingReference }
      let login = NewLogin(person: recovery.person, made: made, isInvited: false)
      return (try join(login, number, ring, platform, by: nil, at: now, in: database), [])
    }
    guard row[0].integer == number, let member = row[1].id else { throw .foreignRow }
    let ended = try renew(made, [number: ring], at: now, in: database)
    try update(
      "memberships", number, member, [("state", .text("active")), ("ends_on", .null)], by: member, at: now,
      in: database)
    var key = AuditEvent(AuditChain.keysMade, .access, risk: .medium, id: .fresh(at: now))
      .about("memberships", member)
    var changes = AuditChanges(keysOf: made)
    changes.set("state", to: "active")
    changes.set("ends_on", to: "")
    key.changes = try seal(changes, of: key, with: ring, in: database)
    var events = [key]
    let today = try organization(number, in: database).zone.day(at: now)
    if try assignments(of: member, in: number, on: today.description, database)[.administrator] == nil {
      events += try assign(
        .administrator, nil, to: member, number, ring, from: today, until: nil, reason: "recovery code",
        by: nil, at: now, in: database)
    }
    let giving = KeyGiving(
      organization: number, own: ring, platform: platform, giver: nil, now: now)
    events += try giving.give(.administrator, to: made.publicKey, member, in: database).map {
      event("key_grant.created", .high, "key_grants", $0, nil, now)
    }
    try note(events, number, ring, by: nil, at: now, in: database)
    return (member, ended)
  }

  /// Puts new keys into a login; every grant to the former ones is dead, and so is every session, second factor and token
  /// of a program.
  ///
  /// `opened` are the keys of organisations whose logs can be written.
  func renew(
    _ made: MadePerson, _ opened: [Int: Keyring], because reason: String = "recovered",
    by session: Session? = nil, at now: Instant, in database: any Database
  ) throws(StorageError) -> [RecordID] {
    try putKeys(of: made, at: now, in: database)
    try database.run(
      "UPDATE sign_in_counters SET failed_count = 0, window_started_at = \(now.milliseconds), unlocks_at = NULL WHERE organization_id = 0 AND login_token = (SELECT login_name_token FROM users WHERE organization_id = 0 AND id = \(made.id))"
    )
    for organization in try organizations(in: database) {
      let grants = try database.rows(
        "SELECT g.organization_id, g.id, g.membership_id FROM key_grants g JOIN memberships m ON m.organization_id = g.organization_id AND m.id = g.membership_id WHERE g.organization_id = \(organization.number) AND m.user_id = \(made.id) AND g.revoked_at IS NULL AND g.deleted_at IS NULL"
      )
      for row in grants {
        guard row[0].integer == organization.number, let grant = row[1].id else { throw .foreignRow }
        try update(
          "key_grants", organization.number, grant,
          [("revoked_at", .instant(now)), ("revoked_reason", .text(reason))], by: row[2].id, at: now,
          in: database)
      }
    }
    try withdrawTokens(of: made.id, opened, by: session, at: now, in: database)
    return try endSessions(of: made.id, keeping: nil, at: now, in: database)
  }

  /// The code that was used opens nothing any more.
  private func replacePaper(
    _ rings: [Int: Keyring], _ paper: MadePerson, at now: Instant, in database: any Database
  ) throws(StorageError) {
    for (number, ring) in rings.sorted(by: { $0.key < $1.key }) {
      let kept = try replacePaper(of: ring, with: paper, at: now, in: database)
      try note(kept, number, ring, by: nil, at: now, in: database)
    }
  }

  /// Writes it down as critical, and tells every member at their next sign-in.
  private func tell(
    of recovery: Recovery, _ member: RecordID, _ ring: Keyring, at now: Instant, in database: any Database
  ) throws(StorageError) {
    let number = recovery.organization
    var used = AuditEvent("organization.recovered", .access, risk: .critical, id: .fresh(at: now))
      .about("memberships", member)
    var changes = AuditChanges()
    changes.set("second_person", to: recovery.second?.shortName ?? recovery.witness)
    changes.set("second_person_signed_in", to: recovery.second == nil ? "no" : "yes")
    used.changes = try seal(changes, of: used, with: ring, in: database)
    try note([used], number, ring, by: nil, at: now, in: database)
    try recordOnPlatform(
      [AuditEvent("organization.recovered", .access, risk: .critical, id: .fresh(at: now))], at: now,
      in: database)
    let members = try database.rows(
      "SELECT organization_id, id FROM memberships WHERE organization_id = \(number) AND state = 'active' AND deleted_at IS NULL"
    )
    for row in members {
      guard row[0].integer == number, let told = row[1].id else { throw .foreignRow }
      try notify(told, of: member, number, at: now, in: database)
    }
  }

  /// A notice about a member, or the one that they had already, unread again; one that still stands before those that are
  /// done, for two of one kind cannot stand side by side.
  func notify(
    _ told: RecordID, of subject: RecordID, _ number: Int,
    _ words: String = "The recovery code was used to let an administrator in",
    on type: String = Landmark.memberships, at now: Instant, in database: any Database
  ) throws(StorageError) {
    let title = ("title", SQLValue.text(words))
    let state = ("state", SQLValue.text("unread"))
    let former = try database.row(
      "SELECT organization_id, id FROM notifications WHERE organization_id = \(number) AND membership_id = \(told) AND kind = 'security' AND subject_type = \(type) AND subject_id = \(subject) AND deleted_at IS NULL ORDER BY state = 'done', id"
    )
    if let former {
      guard former[0].integer == number, let id = former[1].id else { throw .foreignRow }
      return try update(
        "notifications", number, id, [title, state, ("read_at", .null), ("done_at", .null)], by: nil, at: now,
        in: database)
    }
    try insert(
      "notifications", number, .fresh(at: now),
      [
        title, state, ("membership_id", .id(told)), ("kind", .text("security")), ("priority", .text("high")),
        ("subject_type", .text(type)), ("subject_id", .id(subject)), ("action_required", .integer(0)),
      ], by: nil, at: now, in: database)
  }
}
