import Records
import Sealing

/// A member who would get no new key were the keys renewed now.
package struct MemberWithoutKey: Sendable, Hashable {
  package let shortName: String
  /// Whether they belong to another organisation as well, and so are given no new sign-in code.
  package let isElsewhere: Bool
}

extension Registrar {
  /// Renews the keys of an organisation on command, for somebody may have kept them.
  ///
  /// It takes two people.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for who is no administrator, and where the second is no other member who
  ///   leads; ``RegistrarError/needsConfirmation(_:)`` without the password; ``RegistrarError/refused(_:)`` where the log
  ///   was altered.
  package func renewKeys(
    confirmedBy second: Session, for session: Session
  ) async throws(RegistrarError) {
    try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.renewKeys(confirmedBy: second)
    }
  }

  /// The members who would get no new key were the keys renewed now: the log does not know the public key that their
  /// login has.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for who is no administrator.
  package func membersWithoutLoggedKey(
    for session: Session
  ) async throws(RegistrarError) -> [MemberWithoutKey] {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.membersWithoutLoggedKey()
    }
  }
}

extension Errand {
  /// Who confirms that keys are renewed.
  private static let seconds: Set<Role> = [.administrator, .manager, .safeguarding]

  private static let onlyAdministrators = "Only an administrator renews the keys of the organisation."

  private func checkIsAdministrator(orElse words: String) throws(RegistrarError) {
    guard session.organization != 0, session.role == .administrator else { throw .notAllowed(words) }
  }

  /// Checks that an administrator orders something that is done to keys, that a second person who leads is there, and
  /// that the log is what was written.
  func checkTwo(_ second: Session, orElse words: String) throws(RegistrarError) {
    try checkOrganization()
    try checkIsAdministrator(orElse: words)
    guard try isThere(second) else {
      throw .notAllowed("The second person is another administrator, a manager or a safeguarding lead.")
    }
    guard keys.alteredEntry == nil else {
      throw .refused([
        Violation("The newest entry of the log is not what was written. Run lodge audit verify first.")
      ])
    }
  }

  /// Writes down that two people ordered something.
  func noteOrder(_ event: String, with second: Session) throws(RegistrarError) {
    var ordered = AuditEvent(event, .access, risk: .critical, id: registrar.clock.newID()).by(session)
      .about(Landmark.memberships, second.membership)
    var changes = AuditChanges()
    changes.set("second_person", to: second.shortName)
    ordered.changes = try seal(.json(changes.json), "changes", ordered)
    events.append(ordered)
  }

  func membersWithoutLoggedKey() throws(RegistrarError) -> [MemberWithoutKey] {
    try checkIsAdministrator(orElse: Self.onlyAdministrators)
    let living = KeyGiving.isLiving(on: today, at: now)
    return try store { () throws(StorageError) -> [MemberWithoutKey] in
      let rows = try database.rows(
        "SELECT m.organization_id, m.id, m.short_name, u.public_key FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(session.organization) AND \(living) AND EXISTS (SELECT 1 FROM key_grants k WHERE k.organization_id = m.organization_id AND k.membership_id = m.id AND k.scope = 'organization' AND k.revoked_at IS NULL AND k.deleted_at IS NULL) ORDER BY m.short_name"
      )
      var members: [MemberWithoutKey] = []
      for row in rows {
        guard row[0].integer == session.organization, let member = row[1].id, let name = row[2].text else {
          throw .foreignRow
        }
        if member == session.membership { continue }
        if let key = row[3].bytes, try keys.own.standing(of: key, member, in: database) == .known { continue }
        let isElsewhere = try KeyGiving.isElsewhere(member, besides: session.organization, in: database)
        members.append(MemberWithoutKey(shortName: name, isElsewhere: isElsewhere))
      }
      return members
    }
  }

  func renewKeys(confirmedBy second: Session) throws(RegistrarError) {
    try checkTwo(second, orElse: Self.onlyAdministrators)
    try checkStrength(.prove)
    try noteOrder(Repository.ordering, with: second)
    renewsKeys = true
  }

  /// Whether somebody else of the same organisation is signed in, in a role that leads.
  private func isThere(_ second: Session) throws(RegistrarError) -> Bool {
    guard second.organization == session.organization, second.user != session.user, second.token == nil,
      Self.seconds.contains(second.role)
    else { return false }
    let day = today.description
    return try store { () throws(StorageError) in
      try database.row(
        "SELECT 1 FROM user_sessions s JOIN memberships m ON m.organization_id = s.organization_id AND m.id = s.membership_id JOIN users u ON u.organization_id = 0 AND u.id = m.user_id JOIN role_assignments a ON a.organization_id = m.organization_id AND a.membership_id = m.id JOIN roles r ON r.organization_id = a.organization_id AND r.id = a.role_id WHERE s.organization_id = \(session.organization) AND s.id = \(second.id) AND s.state = 'open' AND m.state = 'active' AND u.state = 'active' AND m.user_id = \(second.user) AND r.code = \(second.role.rawValue) AND a.deleted_at IS NULL AND a.starts_on <= \(day) AND (a.ends_on IS NULL OR a.ends_on >= \(day)) LIMIT 1"
      ) != nil
    }
  }
}
