import Records
import Sealing

extension SignIn {
  /// Gives somebody who forgot their password a code that is good for one sign-in within 72 hours.
  ///
  /// Nobody can find out a forgotten password: the person gets new keys by the way of an invitation, their sessions and
  /// their second factor end, and what they hold of the organisation is sealed to them anew.
  ///
  /// - Parameters:
  ///   - member: A membership of the session's organisation.
  ///   - session: An administrator's, who has just proved who they are.
  /// - Returns: The code in groups of four, to be shown once.
  /// - Throws: ``RegistrarError/needsConfirmation(_:)`` without that proof; ``RegistrarError/notAllowed(_:)`` for who is
  ///   no administrator; ``RegistrarError/refused(_:)`` for oneself, for who has left, and for who belongs to another
  ///   organisation as well.
  package func inviteAgain(
    _ member: RecordID, by session: Session
  ) async throws(RegistrarError) -> [String] {
    let code: LockedBuffer
    let user: RecordID
    let made: MadePerson
    do throws(StorageError) {
      code = try sealing { () throws(SealingError) in try MachineCode.invitation.make() }
      user = try await repository.user(of: member, in: session.organization)
      made = try await PasswordWork.makePerson(code, id: user, parameters: await repository.parameters())
    } catch {
      throw .storage(error)
    }
    try await repository.inviteAgain(member, made, by: session, at: clock.now())
    return MachineCode.invitation.groups(of: code)
  }
}

extension Repository {
  func user(of member: RecordID, in organization: Int) throws(StorageError) -> RecordID {
    let row = try reader.row(
      "SELECT organization_id, user_id FROM memberships WHERE organization_id = \(organization) AND id = \(member) AND deleted_at IS NULL"
    )
    guard row?[0].integer == organization, let user = row?[1].id else { throw .missingReference }
    return user
  }

  func inviteAgain(
    _ member: RecordID, _ made: MadePerson, by session: Session, at now: Instant
  ) throws(RegistrarError) {
    guard let keys = keys[session.id] else { throw .sessionEnded }
    guard session.role == .administrator, session.organization != 0 else {
      throw .notAllowed("Only an administrator gives somebody a new sign-in code.")
    }
    guard keys.isProved(at: now) else { throw .needsConfirmation(.prove) }
    let ended = try writing { (database) throws(RegistrarError) in
      try store { () throws(StorageError) in
        guard try standing(of: session, at: now, in: database) == .open else { throw .denied }
      }
      if let words = try whyNotAgain(made.id, by: session, in: database) {
        throw .refused([Violation(words)])
      }
      return try store { () throws(StorageError) in
        let keys = try currentKeys(of: session, in: database)
        return try renew(member, made, keys, by: session, at: now, in: database)
      }
    }
    self.keys[session.id]?.provedAt = nil
    for session in ended { forget(session) }
  }

  private func whyNotAgain(
    _ user: RecordID, by session: Session, in database: any Database
  ) throws(RegistrarError) -> String? {
    if user == session.user { return "This is your own. “Change your password” changes it." }
    let state = try store { () throws(StorageError) in
      try database.value("SELECT state FROM users WHERE organization_id = 0 AND id = \(user)").text
    }
    if state == "disabled" { return "This sign-in is disabled. “Enable again” comes first." }
    for organization in try store({ () throws(StorageError) in try organizations(in: database) }) {
      let row = try store { () throws(StorageError) in
        try database.row(
          "SELECT organization_id, state FROM memberships WHERE organization_id = \(organization.number) AND user_id = \(user) AND deleted_at IS NULL ORDER BY state = 'ended' LIMIT 1"
        )
      }
      let isOver = row == nil || row?[1].text == "ended"
      if organization.number == session.organization {
        if isOver { return "This membership has ended. Add the person anew." }
      } else if !isOver {
        return
          "This person also belongs to \(organization.name), whose keys would be lost to them. An administrator there ends that membership first."
      }
    }
    return nil
  }

  private func renew(
    _ member: RecordID, _ made: MadePerson, _ keys: SessionKeys, by session: Session, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [RecordID] {
    let number = session.organization
    let ended = try renew(
      made, [number: keys.own], because: "forgotten password", by: session, at: now, in: database)
    try update(
      "users", 0, made.id,
      [
        ("state", .text("invited")), ("invited_at", .instant(now)), ("must_change_password", .integer(1)),
        ("password_changed_at", .null),
      ], by: session.user, at: now, in: database)
    var key = event(AuditChain.keysMade, .medium, "memberships", member, session, now)
    key.changes = try seal(AuditChanges(keysOf: made), of: key, with: keys.own, in: database)
    let today = session.zone.day(at: now).description
    let isAdministrator =
      try assignments(of: member, in: number, on: today, database)[.administrator] != nil
    let giving = KeyGiving(
      organization: number, own: keys.own, platform: isAdministrator ? keys.platform : nil,
      giver: session.membership, now: now)
    let role: Role = isAdministrator ? .administrator : .worker
    var events = [event("user.invited_again", .critical, "users", made.id, session, now), key]
    events += try giving.give(role, to: made.publicKey, member, in: database).map {
      event("key_grant.created", .high, "key_grants", $0, session, now)
    }
    try note(events, number, keys.own, by: session, at: now, in: database)
    try tellOfNewCode(member, by: session, at: now, in: database)
    return ended
  }

  /// Tells the other administrators and safeguarding leads, for whoever holds the code comes in as that person.
  ///
  /// Where that person is one of them everybody is told, as of a recovery.
  private func tellOfNewCode(
    _ member: RecordID, by session: Session, at now: Instant, in database: any Database
  ) throws(StorageError) {
    let day = session.zone.day(at: now).description
    let isWatcher = try !Set(assignments(of: member, in: session.organization, on: day, database).keys)
      .isDisjoint(with: [.administrator, .safeguarding])
    let watching: Set<Role> = isWatcher ? Set(Role.allCases) : [.administrator, .safeguarding]
    for told in try members(holding: watching, in: session, at: now, database) {
      if told == session.membership { continue }
      try notify(
        told, of: member, session.organization,
        "\(session.shortName) gave a new sign-in code to a member who forgot their password", at: now,
        in: database)
    }
  }
}
