import Records

extension RecordType {
  /// One question of a form, as it is written; the form keeps them all once it is published.
  package static let formQuestions = RecordType(
    "form_questions", "Questions", one: "question", area: "System", resource: "configuration",
    fields: [
      .reference(.formTemplateID, "Form", to: "form_templates", [.required, .fixed]).part(),
      .text(.questionText, "Question", [.required, .listed]).help("In the words in which it is asked."),
    ] + Field.answer + [
      .flag(.isScored, "Counts towards the score").starting(false).shown(when: {
        $0[.answerKind] == "integer"
      }),
      .flag(.isEssentialPoint, "Essential").starting(false).shown(when: { $0[.answerKind] == "check" })
        .help("Where it fails the whole cannot pass."),
      .flag(.isActive, "In use", [.listed]).starting(true).help("No takes it out of the form."),
      .text(.heading, "Heading", [.listed]).page("Where and when").help(
        "Begins a page of the form; empty to stay on the page of the question before."),
      .integer(.position, "Position", [.listed, .indexed], in: 1...1000).help(
        "Where it stands in the form; empty for the last. The others make room."),
      .reference(.dependsOnID, "Asked only after", to: "form_questions").offering(
        FieldOffer([], sharing: [.formTemplateID])
      ).help("An earlier question; empty to ask it always."),
      .list(.dependsOnAnswers, "Only if the answer is").shown(when: { $0[.dependsOnID] != nil }).help(
        "One of these, parted by commas; empty for any answer."),
      .text(.questionName, "Name of the question", [.filledIn]),
    ],
    rules: [.formIsWritten, .questionIsWhole, .questionDependsOnEarlier],
    namedBy: ["question_text"],
    house: .every,
    order: "position",
    indexes: [["form_template_id", "position"]],
    leading: ["position", "question_text", "answer_kind"],
    tellingApart: ["position"],
    consequences: [.questionTakesItsPlace])
}

extension Rule {
  /// What was published may have been answered, so it stays as it is.
  static let formIsWritten = Rule("only a form that is still a draft gets or changes questions") {
    [FormComposition.form(of: $0)]
  } check: { _, book in
    guard let state = book.rows(0).first?[.state], state != "draft" else { return nil }
    return Violation("This form is published. Make a new version of it and change that.")
  }

  static let questionIsWhole = Rule("a question says what may be answered") { question, _ in
    let kind = question[.answerKind] ?? ""
    if ["choice", "list"].contains(kind), question[.answerChoices] == nil {
      return Violation("Type what there is to choose from.", field: "answer_choices")
    }
    if kind == "reference", question[.answerType] == nil {
      return Violation("Choose what is asked for.", field: "answer_type")
    }
    if kind == "integer", let least = question[.smallestAnswer], let most = question[.largestAnswer],
      least > most
    {
      return Violation("The largest number is below the smallest.", field: "largest_answer")
    }
    return nil
  }

  static let questionDependsOnEarlier = Rule("a question hangs on an earlier one of the same form") {
    question in
    [FormComposition.query(of: question[.formTemplateID])]
  } check: { question, book in
    guard let id = question[.dependsOnID] else { return nil }
    guard let earlier = book.rows(0).first(where: { $0.id == id }), id != question.id else {
      return Violation("Choose another question of this form.", field: "depends_on_id")
    }
    if let own = question[.position], let other = earlier[.position], other >= own {
      return Violation("That question comes later. Choose an earlier one.", field: "depends_on_id")
    }
    guard let wrong = FormComposition.unknownAnswer(of: question, to: earlier) else { return nil }
    return Violation(
      "“\(wrong)” is no answer to “\(earlier[.questionText] ?? "")”.", field: "depends_on_answers")
  }
}

extension Consequence {
  /// A new question comes last unless it names another place; the others stand one after the other around it.
  static let questionTakesItsPlace = takesItsPlace("the questions of a form stand one after the other") {
    FormComposition.query(of: $0[.formTemplateID])
  }

  /// Gives a record its place among others and a name that none of them has.
  static func takesItsPlace(
    _ words: String, among others: @escaping @Sendable (Record) -> Query
  ) -> Consequence {
    Consequence(words) {
      [others($0)]
    } changes: { question, book in
      // What cannot be a place is refused as it is.
      if !question["position"].isEmpty, !(1...1000).contains(question[.position] ?? 0) { return [question] }
      var others = book.rows(0).filter { $0.id != question.id }
      let last = others.count + 1
      let place = min(max(1, question[.position] ?? last), last)
      let text = question[.questionText] ?? question[.label] ?? ""
      let taken = others.compactMap { $0[.questionName] }
      let placed = question.changed {
        $0[.position] = place
        $0[.questionName] = $0[.questionName] ?? FormComposition.name(for: text, beside: taken)
      }
      others.insert(placed, at: place - 1)
      return others.enumerated().compactMap { index, other in
        if other.id == question.id { return placed }
        return other[.position] == index + 1 ? nil : other.changed { $0[.position] = index + 1 }
      }
    }
  }
}
