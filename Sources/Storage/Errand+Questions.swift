import Records

extension Errand {
  /// The record as it is filled in and shown: each answer to a form in a field of its own.
  func unfolded(_ record: Record) throws(RegistrarError) -> Record {
    let record = record.folded
    var outlines: [String: FormOutline] = [:]
    for field in record.type.askingFields where !record[field.name].isUnknown {
      outlines[field.name] = try outline(of: record, field)
    }
    guard let custom = try addedFields(of: record.type) else { return record.unfolded(outlines) }
    let isOpen = try record.id == nil ? true : holds(gate.openCover(on: record.type, at: .values(record)))
    let values = try isOpen ? answers(of: addedValues(of: record)) : nil
    return try hidingUnseen(in: record.unfolded(outlines, custom: custom, values))
  }

  /// The questions of a field of answers: as they were asked, else as the form has them.
  private func outline(of record: Record, _ field: Field) throws(RegistrarError) -> FormOutline? {
    let answers = answers(in: record, field)
    let form = try form(of: record, field)
    if let answers, let asked = answers.asked {
      if form == nil || answers.form == nil || answers.form == form?.id { return asked }
    }
    if let outline = questions(of: form) { return outline }
    return answers.flatMap { $0.isEmpty ? nil : $0.outline }
  }

  private func answers(in record: Record, _ field: Field) -> Answers? {
    if case .json(let text) = record[field.name] { Answers(text) } else { nil }
  }

  private func questions(of form: Record?) -> FormOutline? {
    guard case .json(let text) = form?[Asking.questions] else { return nil }
    return try? FormOutline(text)
  }

  /// The form that a record answers; nil where it names none.
  private func form(of record: Record, _ field: Field) throws(RegistrarError) -> Record? {
    var place = record
    for name in field.asking?.path ?? [] {
      guard case .reference(let id) = place[name], let type = place.type.field(name)?.target,
        let target = catalogue[type], let next = try self.record(id, of: target, for: .program)
      else { return nil }
      place = next
    }
    return place
  }

  /// The record with its new answers kept together with the form, its version and the questions as they are asked.
  func asAsked(_ record: Record, from former: Record?) throws(RegistrarError) -> Record {
    var record = record
    for field in record.type.askingFields {
      let paths = field.asking?.path.prefix(1).map(\.self) ?? []
      let isSame = former.map { former in
        former[field.name] == record[field.name] && paths.allSatisfy { former[$0] == record[$0] }
      }
      guard isSame != true, var answers = answers(in: record, field),
        let form = try form(of: record, field), let outline = questions(of: form)
      else { continue }
      // A checklist that brings its own questions keeps them.
      if answers.asked != nil, answers.form == nil,
        answers.names.contains(where: { outline.answers($0) == nil })
      {
        continue
      }
      answers.form = form.id
      if case .integer(let version) = form[Asking.version] { answers.version = version }
      answers.asked = outline
      answers.dropNotAsked(by: outline)
      record[field.name] = .json(answers.json)
    }
    return record
  }

  /// Whether the answers that a field keeps may still be missing.
  func isOpen(_ field: Field, in record: Record) -> Bool {
    guard let asking = field.asking, let workflow = record.type.workflow,
      case .text(let state) = record[workflow.field]
    else { return false }
    return asking.openIn.contains(state)
  }

  /// What is wrong with the answers to forms: those of another kind, and those that are missing once all must be there.
  func faultsOfAnswers(in record: Record, former: Record?) throws(RegistrarError) -> [Violation] {
    var faults: [Violation] = []
    for field in record.type.askingFields where !record[field.name].isUnknown {
      let isChanged = former.map { $0[field.name] != record[field.name] } ?? true
      let isClosing =
        !isOpen(field, in: record) && (isChanged || former.map { isOpen(field, in: $0) } ?? true)
      guard isChanged || isClosing, let outline = try outline(of: record, field) else { continue }
      let answers = answers(in: record, field) ?? Answers()
      if isChanged { faults += try self.faults(of: answers, to: outline, in: field, record) }
      guard isClosing else { continue }
      faults += answers.unanswered(of: outline).map {
        Violation("“\($0.label)” has no answer.", field: Field.name(of: $0.name, in: field.name))
      }
    }
    return faults
  }

  /// What is wrong with answers one by one.
  func faults(
    of answers: Answers, to outline: FormOutline, in field: Field, _ record: Record,
    over kept: Answers? = nil
  ) throws(RegistrarError) -> [Violation] {
    var faults: [Violation] = []
    for name in answers.names {
      guard let question = outline.answers(name) else {
        faults.append(Violation("\(name) is not a question of this form.", field: field.name))
        continue
      }
      if name != question.name { continue }
      let value = answers[question]
      let asked = Field(Field.name(of: name, in: field.name), question.label, question.fieldKind)
      if let words = fault(of: value, in: asked) {
        faults.append(Violation(words, field: asked.name))
      } else if kept?[question] == value {
        // It stood before, also where it leads to what is out of sight.
        continue
      } else if let words = try missingReference(value, asked, record, for: .session) {
        faults.append(Violation(words, field: asked.name))
      }
    }
    return faults
  }
}

extension FormOutline {
  /// The question that an answer or remark of this name answers.
  fileprivate func answers(_ name: String) -> Question? {
    questions.first { $0.name == name || ($0.kind == .check && $0.remarkName == name) }
  }
}
