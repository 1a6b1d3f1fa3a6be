/// Where the questions come from that a field of answers answers.
package struct Asking: Sendable, Hashable {
  /// The references that lead from the record to the form: `survey_id`, then `form_template_id`.
  package let path: [String]
  /// The states in which answers may still be missing.
  package let openIn: Set<String>
  /// The field of the form that holds its questions, and that of its version.
  package static let questions = "fields"
  package static let version = "version_number"
}

extension Field {
  /// The same field, kept as the answers to the form that `path` leads to; they may be missing while the record is in
  /// one of these states.
  package func asking(_ path: FieldKey<RecordID>..., openIn states: Set<String>) -> Field {
    var field = self
    field.asking = Asking(path: path.map(\.name), openIn: states)
    return field
  }

  /// The name under which the answer to one question stands in a record that is being filled in.
  package static func name(of question: String, in answers: String) -> String { "\(answers).\(question)" }
}

extension RecordType {
  /// The fields that keep answers to forms.
  package var askingFields: [Field] { fields.filter { $0.asking != nil } }

  /// The type as its records are filled in and shown: behind each field of answers the questions, as fields.
  ///
  /// What the organisation has added comes after all the rest.
  package func asking(_ outlines: [String: FormOutline], custom: FormOutline? = nil) -> RecordType {
    var all: [Field] = []
    var last: [Field] = []
    for (index, field) in fields.enumerated() {
      all.append(field)
      guard let outline = outlines[field.name] else { continue }
      // What stands on the same page as the field of answers would come to stand under the last heading.
      let next = fields[(index + 1)...].first { !$0.traits.contains(.filledIn) && !$0.isDerived }
      if next?.section == nil {
        last += outline.fields(in: field, heading: "Questions")
      } else {
        all += outline.fields(in: field, heading: "Questions")
      }
    }
    if let custom { last += custom.fields(in: CustomFields.field, heading: "Of this organisation") }
    return RecordType(self, fields: all + last)
  }
}

extension FormOutline {
  fileprivate func fields(in answers: Field, heading: String) -> [Field] {
    questions.enumerated().flatMap { index, question in
      let asked = field(question, in: answers, heading: index == 0 ? heading : nil)
      return question.kind == .check ? [asked, remark(on: question, in: answers)] : [asked]
    }
  }

  private func field(_ question: Question, in answers: Field, heading: String?) -> Field {
    var field = Field(
      Field.name(of: question.name, in: answers.name), question.label, question.fieldKind,
      answers.traits.intersection(.sealed).union(question.isRequired ? .required : []))
    field.help = question.help
    field.section = question.section.isEmpty ? heading : question.section
    field.resource = answers.resource
    field.question = question
    let isShown = answers.isShown
    field.isShown = { record in
      guard isShown(record) else { return false }
      return question.conditions.isEmpty
        || self.isShown(question, after: record.words(of: self, in: answers.name))
    }
    return field
  }

  /// A remark, asked where a point fails.
  private func remark(on question: Question, in answers: Field) -> Field {
    let point = Field.name(of: question.name, in: answers.name)
    var field = Field(
      Field.name(of: question.remarkName, in: answers.name), "What is wrong", .text,
      answers.traits.intersection(.sealed))
    field.resource = answers.resource
    field.isShown = { $0[point] == .text("fail") }
    return field
  }
}

extension Record {
  /// The answers to an outline as conditions read them, from a record that has a field for each.
  fileprivate func words(of outline: FormOutline, in answers: String) -> [String: String] {
    var given = Answers()
    for question in outline.questions { given[question] = self[Field.name(of: question.name, in: answers)] }
    return given.words
  }

  /// The record with each answer in a field of its own, by the questions of its fields of answers.
  ///
  /// What the organisation has added comes with its own answers; nil for those stands for what is not for this reader.
  package func unfolded(
    _ outlines: [String: FormOutline], custom: FormOutline? = nil, _ added: Answers? = Answers()
  ) -> Record {
    guard type.base == nil else { return folded.unfolded(outlines, custom: custom, added) }
    if outlines.isEmpty, custom == nil { return self }
    let unfolded = type.asking(outlines, custom: custom)
    var record = Record(unfolded)
    record.id = id
    record.revision = revision
    record.stamp = stamp
    for (field, value) in zip(type.fields, values) { record[field.name] = value }
    for (name, outline) in outlines {
      guard case .json(let text) = self[name], let field = type.field(name) else { continue }
      if let answers = Answers(text) { record.take(answers, of: outline, in: field) }
    }
    if let custom { record.take(added, of: custom, in: CustomFields.field) }
    return record
  }

  private mutating func take(_ values: Answers?, of outline: FormOutline, in field: Field) {
    for question in outline.questions {
      let name = Field.name(of: question.name, in: field.name)
      self[name] = values.map { $0[question] } ?? .hidden
      if question.kind == .check {
        self[Field.name(of: question.remarkName, in: field.name)] =
          values.map { $0[remarkOn: question] } ?? .hidden
      }
    }
  }

  /// What stands in the fields that the organisation has added, over what was kept before; nil where the record has
  /// none of those.
  package func customAnswers(over former: Answers?) -> Answers? {
    let start = "\(CustomFields.field.name)."
    let questions =
      type.base == nil
      ? [] : type.fields.filter { $0.name.hasPrefix(start) }.compactMap(\.question)
    if questions.isEmpty { return nil }
    var answers = former ?? Answers()
    for question in questions {
      let value = self[Field.name(of: question.name, in: CustomFields.field.name)]
      if value.isUnknown { continue }
      answers[question] = value
      if question.kind == .check {
        answers[remarkOn: question] =
          self[Field.name(of: question.remarkName, in: CustomFields.field.name)]
      }
    }
    return answers
  }

  /// The record as it is stored: the answers in the field that keeps them; the store adds the questions as asked.
  package var folded: Record {
    guard let base = type.base else { return self }
    var record = Record(base)
    record.id = id
    record.revision = revision
    record.stamp = stamp
    for field in base.fields { record[field.name] = self[field.name] }
    for field in base.askingFields where !self[field.name].isUnknown {
      record[field.name] = folded(field)
    }
    return record
  }

  private func folded(_ field: Field) -> Value {
    let start = "\(field.name)."
    let questions = type.fields.filter { $0.name.hasPrefix(start) }.compactMap(\.question)
    let former: String? = self[FieldKey<String>(field.name)]
    if questions.isEmpty { return self[field.name] }
    var answers = former.flatMap { Answers($0) } ?? Answers()
    let before = answers.givenNode.json
    let outline = FormOutline(questions)
    for question in questions {
      answers[question] = self[Field.name(of: question.name, in: field.name)]
      if question.kind == .check {
        answers[remarkOn: question] = self[Field.name(of: question.remarkName, in: field.name)]
      }
    }
    answers.keep(only: outline)
    // What stands as it stood is not written anew: it may be signed.
    if answers.givenNode.json == before { return self[field.name] }
    return .json(answers.json)
  }
}
