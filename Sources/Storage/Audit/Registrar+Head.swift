import Records
import Sealing

extension Registrar {
  /// Signs the log of the session's organisation as it stands, writes that down in it, and returns the head.
  ///
  /// Kept where nobody who writes the home's file can reach it, it is what a later log is held against.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for a role that may not read the log.
  package func sealHead(for session: Session) async throws(RegistrarError) -> SealedHead {
    try checkReadsLog(session)
    return try await repository.sealHead(for: session, by: self)
  }

  /// The signed heads that the log of the session's organisation holds, the newest first.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for a role that may not read the log.
  package func sealedHeads(for session: Session) async throws(RegistrarError) -> [SealedHead] {
    try checkReadsLog(session)
    return try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.sealedHeads()
    }
  }
}

/// A signed head as it leaves the program.
package struct SealedHead: Sendable, Hashable {
  package let head: SignedHead
  /// The 160 bytes, signature included.
  package let bytes: [UInt8]
}

extension Errand {
  fileprivate func sealedHeads() throws(RegistrarError) -> [SealedHead] {
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, head_signature FROM audit_log WHERE organization_id = \(session.organization) AND event = \(AuditChain.headSealed) ORDER BY sequence_number DESC"
      )
    }
    return rows.compactMap { row in
      guard let bytes = row[1].bytes, let head = SignedHead(bytes: bytes) else { return nil }
      return SealedHead(head: head, bytes: bytes)
    }
  }
}

extension Repository {
  fileprivate func sealHead(
    for session: Session, by registrar: Registrar
  ) throws(RegistrarError) -> SealedHead {
    if keys[session.id]?.isOfToken == true { throw .notAllowed(TokenInUse.signsNothing) }
    return try writing { (database) throws(RegistrarError) in
      let sequence = try followed(session, in: database)
      let keys = try currentKeys(
        of: session, at: sequence, now: registrar.clock.now(), in: database)
      let errand = Errand(database, registrar: registrar, session: session, keys: keys, shelf: shelf)
      try errand.checkStanding(at: sequence)
      return try store { () throws(StorageError) in
        let organization = session.organization
        let end = try AuditChain.end(of: organization, in: database).head
        guard let event = try head(end, by: session, keys.identity, at: errand.now, in: database) else {
          throw .damaged
        }
        let auditKeys = organization == 0 ? AuditChain.platformKeys : keys.own.auditKeys
        try AuditChain.append(
          [event], to: organization, at: errand.now, keys: auditKeys, mac: vault.mac, in: database)
        guard let bytes = event.headSignature, let head = SignedHead(bytes: bytes) else { throw .damaged }
        return SealedHead(head: head, bytes: bytes)
      }
    }
  }
}
