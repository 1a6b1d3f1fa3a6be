import Records

/// What proves that a resident was erased: of whom, when, by whom, on what ground, and which media still hold the key.
///
/// It is read from the log each time, and so says today's truth of the media.
package struct DestructionCertificate: Sendable, Hashable {
  package let organisation: String
  /// The resident’s reference, for nobody knows the name; nil where the session may not know of them.
  package let reference: String?
  package let erasedAt: Instant
  /// The entry of the log that says so.
  package let entry: Int
  /// Who carried it out; nil where a restore did it again.
  package let by: String?
  /// The request or policy on which it rests, as it is called; nil where a restore did it again.
  package let ground: String?
  /// The media that may still hold the key, and when they were last written.
  package let holding: [String: Instant]
  /// The media written since, which took the key from all earlier backups there.
  package let cleared: [String: Instant]

  /// The certificate as lines of text, in the home’s own time.
  package func lines(in zone: Zone) -> [String] {
    func moment(_ moment: Instant) -> String {
      let wall = zone.wall(at: moment)
      return "\(wall.day.words) \(wall.time)"
    }
    let media =
      cleared.sorted { $0.key < $1.key }.map { "  \($0): the key was taken away on \(moment($1))" }
      + holding.sorted { $0.key < $1.key }.map { folder, made in
        "  \(folder): last written \(moment(made)), holds the key until the next backup there"
      }
    let whom = reference.map { ResidentErasure.pseudonym($0) } ?? DestructionSchedule.unknown
    return [
      "CERTIFICATE OF DESTRUCTION", organisation, "",
      "Of whom:        \(whom)",
      "Destroyed:      \(moment(erasedAt)), entry \(entry) of the log",
      "Carried out by: \(by ?? "a restore, which erased again who was erased before")",
      "On the ground:  \(ground ?? "of the earlier erasure")",
      "What:           the key of everything sealed about them, the name, numbers and open details,",
      "                and what had been begun and not saved",
      "What stays:     states, days, counts and amounts under the reference, and the log",
      media.isEmpty ? "Media:          no backup is known" : "Media:",
    ] + media + ["Of copies that were made otherwise Lodge knows nothing."]
  }
}

extension Errand {
  /// The certificates of everybody who was erased, the newest first.
  func certificates() throws(RegistrarError) -> [DestructionCertificate] {
    let policies = catalogue.types.first { type in type.allActions.contains { $0.destroys != nil } }
    guard let policies else { return [] }
    guard gate.holds(.read, on: policies) else { throw .notAllowed(try roleRefusal(.read, on: policies)) }
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT a.sequence_number, a.at, a.actor_id, a.command_id, a.subject_id, r.organization_id FROM audit_log a JOIN residents r ON r.organization_id = a.organization_id AND r.id = a.subject_id WHERE a.organization_id = \(session.organization) AND a.event = \(Self.erasing) AND a.subject_type = \(Landmark.residents) ORDER BY a.sequence_number DESC"
      )
    }
    let media = try lastWrittenMedia()
    var found: [DestructionCertificate] = []
    for row in rows {
      guard row[5].integer == session.organization else { throw .storage(.foreignRow) }
      guard let entry = row[0].integer, let at = row[1].integer, let resident = row[4].id else { continue }
      let erasedAt = Instant(milliseconds: at)
      let member = try row[2].id.map { id throws(RegistrarError) in
        try names(of: [(Landmark.memberships, id)])[id] ?? "a member"
      }
      found.append(
        DestructionCertificate(
          organisation: session.organizationName, reference: try reference(of: resident), erasedAt: erasedAt,
          entry: entry,
          by: member, ground: try ground(of: row[3].bytes), holding: media.filter { $0.value < erasedAt },
          cleared: media.filter { $0.value >= erasedAt }))
    }
    return found
  }

  /// The reference of a resident; nil where the session may not know of them.
  func reference(of resident: RecordID) throws(RegistrarError) -> String? {
    guard let residents = catalogue[Landmark.residents] else { throw .notFound }
    return try record(resident, of: residents, for: .session)?[FieldKey("reference")]
  }

  /// What the deed was done on that erased, by its name.
  private func ground(of command: [UInt8]?) throws(RegistrarError) -> String? {
    guard let command else { return nil }
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, subject_type, subject_id, event FROM audit_log WHERE organization_id = \(session.organization) AND command_id = \(.bytes(command)) ORDER BY sequence_number"
      )
    }
    for row in rows {
      guard row[0].integer == session.organization else { throw .storage(.foreignRow) }
      guard let type = row[1].text.flatMap({ catalogue[$0] }), let id = row[2].id, let event = row[3].text,
        type.action(event) != nil, let record = try record(id, of: type, for: .session)
      else { continue }
      return "\(type.singular) \(try name(of: record))"
    }
    return nil
  }
}

extension Registrar {
  /// What is due for destruction by each policy that says when.
  package func schedules(
    for session: Session
  ) async throws(RegistrarError) -> [(policy: String, schedule: DestructionSchedule)] {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.schedules()
    }
  }

  /// The certificates of everybody who was erased, the newest first.
  package func certificates(for session: Session) async throws(RegistrarError) -> [DestructionCertificate] {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.certificates()
    }
  }
}
