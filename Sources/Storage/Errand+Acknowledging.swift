import Records

extension Errand {
  /// Writes into the log that the session has read records that stand before another, such as the alerts of a resident.
  func noteAcknowledged(_ ids: [RecordID], of type: RecordType) throws(RegistrarError) {
    let query = Query(type.id).where(.among("id", ids.map { .reference($0) }))
    for record in try records(query, for: .session) {
      guard let id = record.id else { continue }
      var entry = AuditEvent("\(type.eventNoun).acknowledged", .access, id: registrar.clock.newID()).by(
        session
      )
      .about(type.id, id)
      entry.resident = try resident(of: record)
      events.append(entry)
    }
  }
}

extension Registrar {
  /// Writes into the log that the session has read alerts, one entry each.
  package func noteAcknowledged(
    _ ids: [RecordID], of type: RecordType, for session: Session
  ) async throws(RegistrarError) {
    try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.noteAcknowledged(ids, of: type)
    }
  }
}
