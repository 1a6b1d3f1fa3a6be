import Records
import Sealing

extension SignIn {
  /// Adds a person to the organisation of a session, with a code that is good for one sign-in within 72 hours.
  ///
  /// - Returns: The code in groups of four, to be shown once.
  /// - Throws: ``RegistrarError/notAllowed(_:)`` where the session may not, or a second person must confirm.
  package func invite(
    _ person: NewPerson, by session: Session, confirmedBy second: Session? = nil
  ) async throws(RegistrarError) -> [String] {
    let code: LockedBuffer
    do throws(StorageError) {
      code = try sealing { () throws(SealingError) in try MachineCode.invitation.make() }
    } catch {
      throw .storage(error)
    }
    try await add(person, code, isInvited: true, by: session, confirmedBy: second)
    return MachineCode.invitation.groups(of: code)
  }

  /// Adds a person whose password is already known, as the makers of a demonstration know theirs.
  package func add(
    _ person: NewPerson, password: LockedBuffer, by session: Session, confirmedBy second: Session? = nil
  ) async throws(RegistrarError) {
    let names = [person.loginName, person.displayName, session.organizationName]
    let composed: LockedBuffer
    do throws(StorageError) { composed = try PasswordText.composed(password) } catch { throw .storage(error) }
    if let refusal = passwords.refusal(of: composed, names: names) {
      let words =
        refusal == .guessablePassword
        ? PasswordRules.guessableWords : PasswordRules.words(minimum: passwords.minimum)
      throw .refused([Violation(words, field: "password")])
    }
    try await add(person, password, isInvited: false, by: session, confirmedBy: second)
  }

  /// Why the organisation of a session takes no further person, to be said before anything is filled in; nil where it
  /// takes one.
  package func inviteRefusal(for session: Session) async throws(RegistrarError) -> String? {
    do throws(StorageError) { return try await repository.memberRefusal(for: session) } catch {
      throw .storage(error)
    }
  }

  private func add(
    _ person: NewPerson, _ password: LockedBuffer, isInvited: Bool, by session: Session,
    confirmedBy second: Session?
  ) async throws(RegistrarError) {
    if let refusal = try await inviteRefusal(for: session) { throw .refused([Violation(refusal)]) }
    do throws(StorageError) {
      let parameters = try await repository.parameters()
      let made = try await PasswordWork.makePerson(password, id: clock.newID(), parameters: parameters)
      let login = NewLogin(person: person, made: made, isInvited: isInvited)
      try await repository.admit(login, by: session, confirmedBy: second, at: clock.now())
    } catch {
      throw error == .denied ? .notAllowed(PeopleRules.whoMay) : .storage(error)
    }
  }
}

enum PeopleRules {
  static let whoMay =
    "You cannot add this person alone. An administrator can; where a second person must confirm, add the person with another role first and then give this one with “Give a role”."
}

extension Repository {
  func parameters() throws(StorageError) -> Argon2Parameters { try facts(in: reader).parameters }

  /// Adds a login as an act of a session.
  ///
  /// - Throws: ``StorageError/denied`` where the session is no administrator's, where a role is given inside an
  ///   organisation that does not belong there, or where a second person must confirm and none did.
  func admit(
    _ login: NewLogin, by session: Session, confirmedBy second: Session?, at now: Instant
  ) throws(StorageError) {
    try writing { (database) throws(StorageError) in
      let keys = try currentKeys(of: session, in: database)
      let platform = session.organization == 0 ? keys.own : keys.platform
      guard let platform else { throw .denied }
      guard try standing(of: session, at: now, in: database) == .open else { throw .denied }
      try requireGrantable(login.person.role, by: session, confirmedBy: second, at: now, in: database)
      try join(login, session.organization, keys.own, platform, by: session, at: now, in: database)
    }
  }

  /// Who may give which role: administrators all but the platform's; a second administrator or safeguarding lead
  /// needs another such person's word, but for the first grant in a new organisation, which has nobody else.
  private func requireGrantable(
    _ role: Role, by session: Session, confirmedBy second: Session?, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    if session.organization == 0 {
      guard session.role == .platform, role == .platform else { throw .denied }
      return
    }
    guard session.role == .administrator, role != .platform else { throw .denied }
    guard role == .administrator || role == .safeguarding else { return }
    let others = try database.value(
      "SELECT count(*) FROM role_assignments a JOIN roles r ON r.organization_id = a.organization_id AND r.id = a.role_id WHERE a.organization_id = \(session.organization) AND r.code IN ('ADM', 'SGL') AND a.membership_id <> \(session.membership) AND a.deleted_at IS NULL AND (a.ends_on IS NULL OR a.ends_on >= \(session.zone.day(at: now).description))"
    )
    if others == .integer(0) { return }
    guard let second, second.organization == session.organization, second.user != session.user,
      second.role == .administrator || second.role == .safeguarding,
      try standing(of: second, at: now, in: database) == .open
    else { throw .denied }
  }
}
