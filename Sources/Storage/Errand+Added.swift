import Records

/// The fields that an organisation adds to a record type: asked, checked and kept with the record.
extension Errand {
  /// Those of a type that are in use, in their order; nil where there are none.
  func addedFields(of type: RecordType) throws(RegistrarError) -> FormOutline? {
    guard let definitions = catalogue[CustomFields.definitions], !type.isPlatform,
      type.id != CustomFields.definitions
    else { return nil }
    let scope = Shelf.AddedScope(organization: session.organization, type: type.id)
    // What this transaction wrote itself is not what stands for others.
    let isCommitted = sequences[session.organization] == nil
    if isCommitted, let known = shelf.addedFields[scope],
      isUnchanged(try table(definitions), since: known.sequence)
    {
      if let current = shelf.sequence(of: session.organization) {
        shelf.addedFields[scope]?.sequence = current
      }
      return known.outline
    }
    var query = Query(CustomFields.definitions).where(.equals("on_type", .text(type.id)))
    query.conditions.append(.equals("is_active", .flag(true)))
    query.order = [Query.Order("position", descending: false)]
    let rows = try records(query, for: .program)
    let outline = rows.isEmpty ? nil : FormOutline(rows.map { Question(writtenIn: $0) })
    if isCommitted, let sequence = shelf.sequence(of: session.organization) {
      shelf.addedFields[scope] = (outline, sequence)
    }
    return outline
  }

  /// The row that keeps what stands in the added fields of a record; nil where none does.
  func addedValues(of record: Record) throws(RegistrarError) -> Record? {
    guard let id = record.id else { return nil }
    var query = Query(CustomFields.values).where(.equals("subject_type", .text(record.type.id)))
    query.conditions.append(.equals("subject_id", .reference(id)))
    query.limit = 1
    return try records(query, for: .program).first
  }

  func answers(of row: Record?) -> Answers {
    if case .json(let text) = row?["content_map"], let answers = Answers(text) { answers } else { Answers() }
  }

  /// What is wrong in the added fields of a record; what must be answered may be missing in a draft.
  func faultsInAdded(
    _ answers: Answers?, of record: Record, from former: Record?
  ) throws(RegistrarError) -> [Violation] {
    guard let outline = try addedFields(of: record.type) else { return [] }
    let isDraft = record.type.workflow.map { record[$0.field] == .text("draft") } ?? false
    var faults: [Violation] = []
    if let answers {
      let kept = try self.answers(of: addedValues(of: record))
      faults = try self.faults(of: answers, to: outline, in: CustomFields.field, record, over: kept)
    }
    // Who changes a record otherwise than in a form is not asked.
    if !isDraft, answers != nil || former == nil {
      faults += (answers ?? Answers()).unanswered(of: outline).map {
        Violation(missing: $0.label, field: Field.name(of: $0.name, in: CustomFields.field.name))
      }
    }
    return faults
  }

  /// Keeps what stands in the added fields of a record that was just written; returns it before and after.
  func keepAdded(
    _ answers: Answers?, of record: Record
  ) throws(RegistrarError) -> (before: String, after: String)? {
    guard let answers, let type = catalogue[CustomFields.values], let id = record.id else { return nil }
    let former = try addedValues(of: record)
    let before = self.answers(of: former)
    if before.given == answers.given { return nil }
    var row = former ?? Record(type)
    row["subject_type"] = .text(record.type.id)
    row["subject_id"] = .reference(id)
    row["resident_id"] = residentIn(record)
    row["content_map"] = .json(answers.given)
    if let former { _ = try update(row, from: former) } else { _ = try insert(row) }
    return (before.given, answers.given)
  }

  /// The added fields of a type, and what stands in them in each of these records, as far as the session may see it.
  func addedColumns(
    of ids: [RecordID], _ type: RecordType
  ) throws(RegistrarError) -> (fields: [Field], values: [RecordID: [Value]]) {
    guard let outline = try addedFields(of: type) else { return ([], [:]) }
    var fields: [Field] = []
    var values: [RecordID: [Value]] = [:]
    for id in [nil] + ids.map(Optional.some) {
      var record = Record(type)
      if let id {
        guard let found = try self.record(id, of: type, for: .program) else { continue }
        record = found
      }
      let isOpen = try id == nil ? true : holds(gate.openCover(on: type, at: .values(record)))
      let kept = try isOpen ? answers(of: addedValues(of: record)) : nil
      let whole = try hidingUnseen(in: record.unfolded([:], custom: outline, kept))
      let places = whole.type.fields.indices.filter {
        whole.type.index(of: whole.type.fields[$0].name) ?? 0 >= type.fields.count
      }
      if let id {
        values[id] = places.map { whole.values[$0] }
      } else {
        fields = places.map { whole.type.fields[$0] }
      }
    }
    return (fields, values)
  }

  /// The record with those references of its added fields hidden that lead to what has no name for the session: an
  /// identity without a name would be the mark of who is kept back.
  func hidingUnseen(in unfolded: Record) throws(RegistrarError) -> Record {
    var record = unfolded
    for (index, field) in record.type.fields.enumerated() where CustomFields.isMeant(by: field.name) {
      guard case .reference(let id) = record.values[index], let target = field.target else { continue }
      if try names(of: [(target, id)])[id] == nil { record.values[index] = .hidden }
    }
    return record
  }

  private func residentIn(_ record: Record) -> Value {
    guard let name = record.type.residentField else { return .empty }
    return name == "id" ? record.id?.value ?? .empty : record[name]
  }
}

extension CustomFields {
  /// Whether a name is that of a field which an organisation has added, whichever there are.
  package static func isMeant(by name: String) -> Bool { name.hasPrefix("\(field.name).") }
}
