import Records
import Sealing

extension Registrar {
  /// Checks the log of the session's organisation, every code with the keys of the session, and the platform's.
  ///
  /// The store goes on answering meanwhile. Without heads that were kept elsewhere an end that was cut off goes
  /// unseen; the report says how many there were.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for a role that may not read the log, and
  ///   ``RegistrarError/sessionEnded``.
  package func verifyAudit(
    for session: Session, anchors: [SignedHead] = []
  ) async throws(RegistrarError) -> [AuditReport] {
    try checkReadsLog(session)
    // Its rows are read past the door, which asks whether the session stands.
    try await repository.reading(for: session, by: self) { (_: Errand) throws(RegistrarError) in }
    var reports = [try await repository.verifyLog(of: 0, for: session, anchors: anchors)]
    if session.organization != 0 {
      reports.append(try await repository.verifyLog(of: session.organization, for: session, anchors: anchors))
    }
    return reports
  }

  /// - Throws: ``RegistrarError/notAllowed(_:)``.
  func checkReadsLog(_ session: Session) throws(RegistrarError) {
    let isAllowed = matrix.scope(of: .read, for: session.role, on: Landmark.auditLog) != nil
    guard isAllowed else { throw .notAllowed("Your role may not read the audit log.") }
  }
}

extension Repository {
  /// Checks one log a few thousand rows at a time.
  func verifyLog(
    of organization: Int, for session: Session, anchors: [SignedHead]
  ) async throws(RegistrarError) -> AuditReport {
    let ring = try currentRing(of: session)
    var verifier = verifier(of: organization, with: ring, anchors: anchors)
    var fault: AuditFault?
    var isOver = false
    let rows: Int
    do throws(StorageError) { rows = try AuditExtent.rows(of: organization, in: reader) } catch {
      throw .storage(error)
    }
    while !isOver && fault == nil {
      do throws(StorageError) {
        (isOver, fault) = try checkSlice(of: organization, with: &verifier)
      } catch {
        throw .storage(error)
      }
      // Where the keys were renewed meanwhile, those that were begun with open nothing more.
      if try currentRing(of: session) !== ring {
        return try await verifyLog(of: organization, for: session, anchors: anchors)
      }
      await Task.yield()
      guard keys[session.id]?.own === ring else {
        return try await verifyLog(of: organization, for: session, anchors: anchors)
      }
    }
    if fault == nil {
      do throws(AuditFault) { try verifier.finish(expecting: rows) } catch { fault = error }
    }
    return verifier.report(fault: fault)
  }

  private func currentRing(of session: Session) throws(RegistrarError) -> Keyring {
    guard keys[session.id] != nil else { throw .sessionEnded }
    do { return try currentKeys(of: session, in: reader).own } catch { throw .storage(error) }
  }

  /// Checks one log in one go, with the keys of its organisation.
  func verifyLog(
    of organization: Int, with keyring: Keyring, anchors: [SignedHead]
  ) throws(StorageError) -> AuditReport {
    var verifier = verifier(of: organization, with: keyring, anchors: anchors)
    let rows = try AuditExtent.rows(of: organization, in: reader)
    var (isOver, fault): (Bool, AuditFault?) = (false, nil)
    while !isOver && fault == nil { (isOver, fault) = try checkSlice(of: organization, with: &verifier) }
    if fault == nil {
      do throws(AuditFault) { try verifier.finish(expecting: rows) } catch { fault = error }
    }
    return verifier.report(fault: fault)
  }

  private func verifier(
    of organization: Int, with keyring: Keyring, anchors: [SignedHead]
  ) -> AuditVerifier {
    if organization == 0 {
      return AuditVerifier(
        organization: 0, keys: AuditChain.platformKeys, mac: vault.mac, anchors: anchors)
    }
    let reader = reader
    let column = SealedColumn(organization: organization, table: Landmark.auditLog, column: "changes")
    return AuditVerifier(
      organization: organization, keys: [:], mac: vault.mac, anchors: anchors,
      key: { epoch in try? keyring.auditKey(of: epoch, in: reader) }
    ) { entry in
      keyring.changes(
        entry.changes ?? [], at: Place(column, row: entry.id), of: entry.resident, in: reader)
    }
  }

  private func checkSlice(
    of organization: Int, with verifier: inout AuditVerifier
  ) throws(StorageError) -> (isOver: Bool, fault: AuditFault?) {
    var fault: AuditFault?
    var count = 0
    var slice = verifier
    try reader.each(
      "SELECT \(names: AuditEntry.columns) FROM audit_log WHERE organization_id = \(organization) AND sequence_number > \(slice.end.number) ORDER BY sequence_number LIMIT \(Self.slice)"
    ) { columns throws(StorageError) in
      count += 1
      do throws(AuditFault) {
        try slice.check(AuditEntry(columns, expecting: slice.end.number + 1))
      } catch {
        fault = error
      }
      return fault == nil
    }
    for (row, head) in slice.takePlatformHeads() where fault == nil {
      let code = try reader.value(
        "SELECT mac FROM audit_log WHERE organization_id = 0 AND sequence_number = \(head.number)"
      ).bytes
      if code != head.code { fault = AuditFault(row, .platformLogDiffers) }
    }
    verifier = slice
    return (count < Self.slice, fault)
  }

  private static let slice = 4_000
}

extension Keyring {
  /// What an entry of the log keeps of a change, from under its seal; nil where it does not open there.
  func changes(
    _ sealed: [UInt8], at place: Place, of resident: RecordID?, in database: any Database
  ) -> AuditChanges? {
    let value = SealedValue(bytes: sealed)
    guard let header = value.header, let key = try? key(for: header, of: resident, in: database),
      let content = try? vault.open(value, at: place, with: key), case .json(let text) = content
    else { return nil }
    return AuditChanges(json: text)
  }
}
