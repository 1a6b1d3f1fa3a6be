import Records
import Sealing

/// What is asked for a new program token.
package struct TokenWish: Sendable, Hashable {
  package let name: String
  /// One that the member who asks holds.
  package let role: Role
  package let canWrite: Bool
  package let expiresOn: Day

  package init(name: String, role: Role, canWrite: Bool, expiresOn: Day) {
    (self.name, self.role) = (name, role)
    (self.canWrite, self.expiresOn) = (canWrite, expiresOn)
  }
}

/// A token that was made, to be shown once.
package struct MadeToken: Sendable {
  package let token: LockedBuffer
  package let record: Record
}

extension Registrar {
  /// Makes a token for another program: it works for the member of the session, in one role of theirs, and the key of the
  /// organisation is sealed to a seed of its own.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)``, ``RegistrarError/refused(_:)`` and
  ///   ``RegistrarError/needsConfirmation(_:)``: it takes the password.
  package func makeToken(
    _ wish: TokenWish, for session: Session
  ) async throws(RegistrarError) -> MadeToken {
    let token: LockedBuffer
    let seed: MadePerson
    do throws(StorageError) {
      token = try sealing { () throws(SealingError) in try ProgramToken.make() }
      let parameters = try await repository.parameters()
      seed = try await PasswordWork.makePerson(token, id: clock.newID(), parameters: parameters)
    } catch {
      throw .storage(error)
    }
    let record = try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.writeToken(token, seed, wish)
    }
    return MadeToken(token: token, record: record)
  }
}

extension Errand {
  /// Writes a token down by its fingerprint, with what is sealed to it.
  func writeToken(
    _ token: LockedBuffer, _ seed: MadePerson, _ wish: TokenWish
  ) throws(RegistrarError) -> Record {
    try checkOrganization()
    guard session.organization != 0, let type = catalogue[Landmark.tokens] else { throw .notFound }
    guard gate.holds(.create, on: type) else {
      throw .notAllowed("You cannot make a token in this role. An administrator can.")
    }
    guard let role = try ownRole(wish.role) else {
      throw .refused([
        Violation("A token works in a role of its member, and you do not hold that one.", field: "role_id")
      ])
    }
    try checkStrength(.prove)
    let wrapped = try store { () throws(StorageError) in
      try sealing { () throws(SealingError) in
        try keys.own.vault.grant(keys.own.outer, to: seed.publicKey)
      }
    }
    var record = Record(type)
    record.id = seed.id
    let values: [(String, Value)] = [
      ("name", .text(wish.name)), ("token_hash", .bytes(ProgramToken.fingerprint(of: token))),
      ("prefix", .text(ProgramToken.beginning(of: token))),
      ("membership_id", .reference(session.membership)), ("role_id", .reference(role)),
      ("can_write", .flag(wish.canWrite)), ("state", .text("active")), ("expires_on", .day(wish.expiresOn)),
      ("sealed_private_key", .bytes(seed.slot.bytes)), ("wrapped_key", .bytes(wrapped)),
      ("key_version", .integer(keys.own.outerVersion)),
    ]
    for (name, value) in values { record[name] = value }
    try refuse(try problemsOfStep(record, from: nil), warningsAccepted: false)
    let written = try write(record, from: nil)
    try note(event(from: nil, to: written), written, from: nil, command: registrar.clock.newID())
    try noteKey(of: seed)
    return written
  }

  /// Writes down which public key a token has, so that keys that are renewed later are sealed to no other.
  private func noteKey(of seed: MadePerson) throws(RegistrarError) {
    var made = AuditEvent(AuditChain.tokenKeyMade, .access, risk: .medium, id: registrar.clock.newID())
      .by(session).about(Landmark.tokens, seed.id)
    var changes = AuditChanges()
    changes.set(AuditChanges.publicKey, to: seed.publicKey)
    made.changes = try seal(.json(changes.json), "changes", made)
    events.append(made)
  }

  /// The row of a role that the member holds today; nil where they do not.
  private func ownRole(_ role: Role) throws(RegistrarError) -> RecordID? {
    let day = today.description
    return try store { () throws(StorageError) in
      try database.value(
        "SELECT r.id FROM role_assignments a JOIN roles r ON r.organization_id = a.organization_id AND r.id = a.role_id WHERE a.organization_id = \(session.organization) AND a.membership_id = \(session.membership) AND r.code = \(role.rawValue) AND a.deleted_at IS NULL AND r.deleted_at IS NULL AND r.is_active = 1 AND a.starts_on <= \(day) AND (a.ends_on IS NULL OR a.ends_on >= \(day)) LIMIT 1"
      ).id
    }
  }
}
