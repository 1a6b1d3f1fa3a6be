import Records

extension Errand {
  private static let table = "form_contributions"

  /// Writes down whose answers stand in a record that was just written: each that differs is the session's.
  ///
  /// Of who answers what is anonymous nothing is kept.
  func keepContributions(to record: Record, from former: Record?) throws(RegistrarError) {
    guard !isByClock, record.type.anonymity == nil, let type = catalogue[Errand.table], let id = record.id
    else { return }
    for field in record.type.askingFields where former?[field.name] != record[field.name] {
      let (before, after) = (answers(of: former, field), answers(of: record, field))
      let changed = after.outline.questions.filter { before[$0] != after[$0] }
      if changed.isEmpty { continue }
      let known = try contributions(to: id, of: record.type)
      for question in changed {
        let name = Field.name(of: question.name, in: field.name)
        var row = Record(type)
        row["subject_type"] = .text(record.type.id)
        row["subject_id"] = .reference(id)
        if case .reference(let resident) = record["resident_id"] { row["resident_id"] = .reference(resident) }
        row["field_name"] = .text(name)
        row["contributor_id"] = .reference(session.membership)
        row["contributed_at"] = .instant(now)
        row["role_code"] = .text(session.role.rawValue)
        let last = known.last { $0["field_name"] == .text(name) }?["contributor_id"] ?? .empty
        if last != .reference(session.membership) { row["replaces_contributor_id"] = last }
        _ = try insert(row)
      }
    }
  }

  /// Who filled in the answers of a record, the latest first; for who sees the answers.
  func contributions(to record: Record) throws(RegistrarError) -> [Contribution] {
    let subject = try subject(record)
    guard let id = subject.id, try holds(gate.openCover(on: subject.type, at: .values(subject))) else {
      return []
    }
    let rows = try contributions(to: id, of: subject.type)
    let people = rows.flatMap { row in
      ["contributor_id", "replaces_contributor_id"].compactMap { name -> (type: String, id: RecordID)? in
        if case .reference(let id) = row[name] { (Landmark.memberships, id) } else { nil }
      }
    }
    let names = try names(of: people)
    let labels = Dictionary(
      try unfolded(subject).type.fields.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    func person(_ row: Record, _ name: String) -> String {
      if case .reference(let id) = row[name] { names[id] ?? "" } else { "" }
    }
    return rows.reversed().compactMap { row in
      guard case .text(let field) = row["field_name"], case .instant(let moment) = row["contributed_at"],
        let label = labels[field]
      else { return nil }
      return Contribution(
        field: field, label: label, name: person(row, "contributor_id"),
        role: row[FieldKey<String>("role_code")] ?? "", at: moment,
        replaced: person(row, "replaces_contributor_id"))
    }
  }

  private func answers(of record: Record?, _ field: Field) -> Answers {
    if case .json(let text) = record?[field.name], let answers = Answers(text) { answers } else { Answers() }
  }

  /// The rows about a record, the oldest first.
  private func contributions(to id: RecordID, of type: RecordType) throws(RegistrarError) -> [Record] {
    var query = Query(Errand.table).where(.equals("subject_type", .text(type.id)))
    query.conditions.append(.equals("subject_id", .reference(id)))
    query.order = [Query.Order("contributed_at", descending: false)]
    return try records(query, for: .program)
  }
}
