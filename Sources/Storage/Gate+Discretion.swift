import Records

extension Gate {
  /// Hides what speaks of a confidential record from who may not read that record: its entries in the log, the
  /// questions put about it, what is to be done for it (DOMAIN 2.4).
  func discreet(_ type: RecordType, at source: Source) -> Cover {
    var cover = Cover.everything
    if type.index(of: "subject_type") != nil, type.index(of: "subject_id") != nil,
      type.resource != Landmark.personal
    {
      for other in catalogue.types where other.id != type.id && isConfidential(other) {
        let hidden = hidden(other, source.column("subject_id"))
        if case .some(let condition) = hidden {
          cover = cover.and(
            .some("(\(source.column("subject_type")) IS NOT \(other.id) OR NOT \(condition))"))
        }
      }
    }
    if type.id == Landmark.auditLog {
      if case .some(let condition) = twin(of: type, at: source) {
        cover = cover.and(.some("NOT \(condition)"))
      }
      cover = cover.and(untold(at: source))
    }
    for field in type.fields where field.isTelling {
      guard let other = field.target.flatMap({ catalogue[$0] }) else { continue }
      if case .some(let condition) = hidden(other, source.column(field.name)) {
        cover = cover.and(.some("NOT \(condition)"))
      }
    }
    return cover
  }

  /// Leaves out of a queue of decisions what the role reads nothing of, but for what the member asked or is asked.
  func unreadQuestions(_ type: RecordType, at source: Source) -> Cover {
    guard type.id == Landmark.approvals, session.organization != 0 else { return .everything }
    let unread = catalogue.types.filter { other in
      !resources(of: other).contains { matrix.scope(of: .read, for: session.role, on: $0) != nil }
    }
    if unread.isEmpty { return .everything }
    let member = session.membership
    return .some(
      "(\(source.column("subject_type")) NOT IN (\(list: unread.map { .text($0.id) })) OR \(source.column("requested_by")) = \(member) OR \(source.column("approver_id")) = \(member))"
    )
  }

  /// That the same command wrote a confidential record and the entry tells of nothing else: the deed that raised a
  /// concern from a note, the question put about one.
  ///
  /// What changed a record that is seen stands for everybody, as it does where no concern came of it: a hole there
  /// would tell as much as the entry of the concern.
  private func twin(of log: RecordType, at source: Source) -> Cover {
    var told = Cover.nothing
    for other in catalogue.types where Landmark.confidential.contains(other.resource) {
      if case .some(let condition) = hidden(other, "tw.subject_id") {
        told = told.or(.some("(tw.subject_type = \(other.id) AND \(condition))"))
      }
    }
    guard case .some(let condition) = told else { return .nothing }
    let speaking = catalogue.types.filter(\.speaksOfOthers).map { SQLValue.text($0.id) }
    return .some(
      "((\(source.column("changes")) IS NULL OR \(source.column("subject_type")) IN (\(list: speaking))) AND \(source.column("command_id")) IS NOT NULL AND \(source.column("command_id")) IN (SELECT tw.command_id FROM \(name: log.id) tw WHERE tw.organization_id = \(session.organization) AND tw.command_id IS NOT NULL AND \(condition)))"
    )
  }

  /// Hides the entries of records that are themselves hidden because they point to a confidential one.
  private func untold(at source: Source) -> Cover {
    var cover = Cover.everything
    for other in catalogue.types {
      for field in other.fields where field.isTelling {
        guard let target = field.target.flatMap({ catalogue[$0] }),
          case .some(let condition) = hidden(target, "ut.\(name: field.name)")
        else { continue }
        cover = cover.and(
          .some(
            "(\(source.column("subject_type")) IS NOT \(other.id) OR NOT EXISTS (SELECT 1 FROM \(name: other.id) ut WHERE ut.organization_id = \(session.organization) AND ut.id = \(source.column("subject_id")) AND \(condition)))"
          ))
      }
    }
    return cover
  }

  /// Whether some entries of the log are hidden from the session, so that their numbers would show where.
  var missesEntries: Bool {
    session.organization != 0
      && catalogue.types.contains { type in
        Landmark.confidential.contains(type.resource) && !hidden(type, "x").isNothing
      }
  }

  /// The records over which a second resource grants something, for a field of theirs that it governs.
  ///
  /// A confidential resource is asked at the record that the field speaks of: a report being one's own says nothing of
  /// the concern that came of it.
  func governedCover(
    resource: String, on type: RecordType, at source: Source, where isMeant: (Grant) -> Bool
  ) -> Cover {
    if resource == Landmark.concerns, case .some(let unsaid) = hushed(type, at: source) {
      return .some("NOT \(unsaid)")
    }
    guard Landmark.confidential.contains(resource), type.resource != resource,
      let (field, other) = link(from: type, to: resource)
    else {
      return cover(resource: resource, on: type, at: source, where: isMeant)
        .or(emergencyCover(type, governedBy: resource, at: source, where: isMeant))
    }
    switch cover(of: other, at: .row(alias: "gv"), where: isMeant) {
    case .nothing: return .nothing
    case .everything: return .everything
    case .some(let condition):
      return .some(
        "EXISTS (SELECT 1 FROM \(name: other.id) gv WHERE gv.organization_id = \(session.organization) AND gv.id = \(source.column(field)) AND \(condition))"
      )
    }
  }

  /// The records in which a field lies open although it may be veiled; nil where it never is.
  func unveiledCover(_ field: Field, of type: RecordType, at source: Source) -> Cover? {
    if type.id == Landmark.auditLog, field.name == Landmark.entryNumber, missesEntries { return .nothing }
    guard let veil = field.veil else { return nil }
    let opened = cover(resource: veil.resource, on: type, at: source) {
      $0.rights.contains(.read) && !$0.isMasked
    }
    return opened.or(unveiled(by: veil, at: source))
  }

  /// The records in which a veiled field is seen at least under the mask; nil where it is open or closed.
  func thinlyVeiledCover(_ field: Field, of type: RecordType, at source: Source) -> Cover? {
    guard let veil = field.veil, veil.code == nil else { return nil }
    return cover(resource: veil.resource, on: type, at: source) { $0.rights.contains(.read) }
      .or(unveiled(by: veil, at: source))
  }

  private func unveiled(by veil: FieldVeil, at source: Source) -> Cover {
    let field = source.column(veil.field)
    return .some(veil.code.map { "(\(field) IS NOT \($0))" } ?? "(\(field) IS NULL)")
  }

  /// Whether names of the type are veiled from the session in some records, so that it searches none of them.
  func veilsNames(of type: RecordType) -> Bool {
    type.fields.contains { field in
      guard let veil = field.veil, veil.code == nil, type.namedBy.contains(field.name) else { return false }
      return !seesOpenly(veil.resource, whereverItReads: type)
    }
  }

  /// Whether the session points only to records of the type that it sees.
  ///
  /// A role that reads none of them takes what comes to it, such as who pays, but nothing that is confidential.
  func isChosenBySight(_ type: RecordType) -> Bool {
    if Landmark.aboutNobody.contains(type.id) { return false }
    let resources = resources(of: type) + [type.directory].compactMap(\.self)
    return isConfidential(type)
      || resources.contains { matrix.scope(of: .read, for: session.role, on: $0) != nil }
  }

  /// The records whose concern the member is excluded from, in a role that sees every other: what they say of it is read
  /// as if there were none, for dots would tell that there is one.
  func hushed(_ type: RecordType, at source: Source) -> Cover {
    guard let field = hushingField(of: type) else { return .nothing }
    let concern = source.column(field)
    let ids = excluded.map { SQLValue.id($0) }
    return .some(among(ids, concern))
  }

  /// Whether a field of a record is read as if there were no concern.
  func hushes(_ field: Field, of record: Record) -> Bool {
    guard field.tells(of: Landmark.concerns), let name = hushingField(of: record.type),
      case .reference(let concern) = record[name]
    else { return false }
    return hidesEveryConcern || excluded.contains(concern)
  }

  private func hushingField(of type: RecordType) -> String? {
    guard !excluded.isEmpty, type.resource != Landmark.concerns,
      let (field, other) = link(from: type, to: Landmark.concerns)
    else { return nil }
    var unexcluded = self
    unexcluded.excluded = []
    let open = unexcluded.cover(of: other, at: .row(alias: "gv")) {
      $0.rights.contains(.read) && !$0.isMasked
    }
    guard case .everything = open else { return nil }
    return field
  }

  private func link(from type: RecordType, to resource: String) -> (field: String, type: RecordType)? {
    for field in type.fields {
      if let other = field.target.flatMap({ catalogue[$0] }), other.resource == resource {
        return (field.name, other)
      }
    }
    return nil
  }

  private func isConfidential(_ type: RecordType) -> Bool {
    resources(of: type).contains { Landmark.confidential.contains($0) }
  }

  /// That the record with this identity is a confidential one which the session may not read; nothing where it may
  /// read them all.
  private func hidden(_ type: RecordType, _ id: SQL) -> Cover {
    let row = Source.row(alias: "cf")
    var confidential = Cover.nothing
    if Landmark.confidential.contains(type.resource) {
      confidential = .everything
    } else {
      for stricter in Landmark.stricter(than: type) where Landmark.confidential.contains(stricter.resource) {
        confidential = confidential.or(.some("cf.\(name: stricter.field) = \(stricter.value)"))
      }
    }
    let readable = cover(of: type, at: row) { $0.rights.contains(.read) }
    if case .everything = readable { return .nothing }
    if Landmark.confidential.contains(type.resource) {
      // What is confidential as a whole is little and is read once; asked at each row of a log it would be as often.
      return .some(
        "(\(id) IS NOT NULL AND \(id) IN (SELECT cf.id FROM \(name: type.id) cf WHERE cf.organization_id = \(session.organization) AND (\(readable.sql)) IS NOT 1))"
      )
    }
    return .some(
      "EXISTS (SELECT 1 FROM \(name: type.id) cf WHERE cf.organization_id = \(session.organization) AND cf.id = \(id) AND \(confidential.sql) AND (\(readable.sql)) IS NOT 1)"
    )
  }
}

extension Field {
  /// Whether it is governed by a resource, or says that there is something which that governs.
  func tells(of other: String) -> Bool { resource == other || speech?.resource == other }
}

extension RecordType {
  /// Whether its records are about another record, whichever it is, or tell of a confidential one.
  fileprivate var speaksOfOthers: Bool {
    index(of: "subject_type") != nil && index(of: "subject_id") != nil || fields.contains(where: \.isTelling)
  }
}
