import Records
import Sealing

extension SignIn {
  /// Registers a further organisation with its first administrator, as an act of the platform.
  ///
  /// - Returns: The recovery code of the organisation in groups of four, to be shown once and kept on paper.
  /// - Throws: ``RegistrarError/notAllowed(_:)`` where the session is not the platform's.
  package func found(
    _ organization: NewOrganization, administrator: NewPerson, password: LockedBuffer, by session: Session
  ) async throws(RegistrarError) -> [String] {
    do throws(StorageError) {
      let parameters = try await repository.parameters()
      let code = try sealing { () throws(SealingError) in try MachineCode.recovery.make() }
      let first = try await PasswordWork.makePerson(password, id: clock.newID(), parameters: parameters)
      let recovery = try await PasswordWork.makePerson(
        code, id: clock.newID(), kind: .recovery, parameters: parameters)
      try await repository.register(
        organization, administrator, Founders(administrator: first, recovery: recovery, platform: nil),
        by: session, at: clock.now())
      return MachineCode.recovery.groups(of: code)
    } catch {
      throw error == .denied
        ? .notAllowed("Only the platform administrator registers organisations.") : .storage(error)
    }
  }
}

extension Repository {
  func register(
    _ organization: NewOrganization, _ administrator: NewPerson, _ founders: Founders, by session: Session,
    at now: Instant
  ) throws(StorageError) {
    guard session.organization == 0, session.role == .platform, let platform = keys[session.id]?.own else {
      throw .denied
    }
    try writing { (database) throws(StorageError) in
      guard try standing(of: session, at: now, in: database) == .open else { throw .denied }
      let last = try database.value("SELECT max(number) FROM organizations WHERE organization_id = 0").integer
      try makeOrganization(
        (last ?? 0) + 1, organization, administrator, founders, platform, at: now, in: database)
    }
  }
}

extension Repository {
  /// Whether the home was made to look round in, and protects nobody.
  package func isDemonstration() throws(StorageError) -> Bool { try facts(in: reader).isDemonstration }

  /// Those of some sign-in names that a demonstration has; any other home tells nobody who is in it.
  package func demonstrated(_ names: [String]) throws(StorageError) -> Set<String> {
    let home = try facts(in: reader)
    guard home.isDemonstration else { return [] }
    var found: Set<String> = []
    for name in names {
      let token = try loginToken(name, home)
      let user = try reader.row(
        "SELECT id FROM users WHERE organization_id = 0 AND login_name_token = \(.bytes(token)) AND deleted_at IS NULL"
      )
      if user != nil { found.insert(name) }
    }
    return found
  }
}
