import Records

/// The questions of a form that is being written, put together from their records.
struct FormComposition {
  /// Those that are asked, in their order.
  private let rows: [Record]

  init(_ rows: [Record]) { self.rows = rows.filter { $0[.isActive] != false } }

  static func query(of form: RecordID?) -> Query {
    Query("form_questions").where(.formTemplateID, is: form ?? .zero).ordered(by: .position)
  }

  static func form(of question: Record) -> Query {
    Query("form_templates").where(.equals("id", question["form_template_id"]))
  }

  var isEmpty: Bool { rows.isEmpty }

  var outline: FormOutline { FormOutline(rows.map(question)) }

  /// Which numbers count, as the form keeps it; nil where none does.
  var scoring: String? {
    let names = rows.filter { $0[.answerKind] == "integer" && $0[.isScored] == true }.compactMap {
      $0[.questionName]
    }
    return names.isEmpty ? nil : "{\"total\":[\(names.map { "\"\($0)\"" }.joined(separator: ","))]}"
  }

  /// What keeps the form from being asked; nil where nothing does.
  var fault: String? {
    for row in rows {
      guard let id = row[.dependsOnID] else { continue }
      let label = row[.questionText] ?? ""
      guard let earlier = rows.first(where: { $0.id == id }) else {
        return "“\(label)” hangs on a question that is not in use."
      }
      if (earlier[.position] ?? 0) >= (row[.position] ?? 0) {
        return "“\(label)” hangs on “\(earlier[.questionText] ?? "")”, which comes after it."
      }
      if let wrong = FormComposition.unknownAnswer(of: row, to: earlier) {
        return "“\(wrong)”, on which “\(label)” hangs, is no answer to “\(earlier[.questionText] ?? "")”."
      }
    }
    return nil
  }

  private func question(_ row: Record) -> Question {
    var question = Question(writtenIn: row)
    if let id = row[.dependsOnID], let earlier = rows.first(where: { $0.id == id }) {
      let answers = (row[.dependsOnAnswers] ?? []).map { FormComposition.answer($0, to: earlier) ?? $0 }
      question.conditions = [Question.Condition(question: earlier[.questionName] ?? "", answers: answers)]
    }
    return question
  }

  // MARK: Answers in words

  /// The first of the answers on which a question hangs that nobody can give.
  static func unknownAnswer(of question: Record, to earlier: Record) -> String? {
    (question[.dependsOnAnswers] ?? []).first { answer($0, to: earlier) == nil }
  }

  /// What is kept where somebody answers so; nil where it is no answer.
  private static func answer(_ words: String, to question: Record) -> String? {
    let folded = Text.folded(words)
    let choices: [Choice]
    switch question[.answerKind] {
    case "choice", "list": choices = (question[.answerChoices] ?? []).map { Choice(ofForm: $0) }
    case "check": choices = Question.checks
    case "flag": choices = [Choice("yes", "Yes"), Choice("no", "No")]
    default: return words
    }
    return choices.first { Text.folded($0.label) == folded || Text.folded($0.code) == folded }?.code
  }

  // MARK: Names

  /// A name for a question that no other of its form has: its first words, in small letters.
  static func name(for text: String, beside taken: [String]) -> String {
    let words = Text.folded(text).split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    let joined = words.prefix(4).joined(separator: "_").prefix(40)
    let start = joined.isEmpty ? "question" : String(joined)
    if !taken.contains(start) { return start }
    var number = 2
    while taken.contains("\(start)_\(number)") { number += 1 }
    return "\(start)_\(number)"
  }

  // MARK: From data

  /// The records of questions that came as data, under a form.
  static func records(
    of outline: FormOutline, scoring: String?, in form: RecordID, newID: () -> RecordID
  ) -> [Record] {
    let scored = FormOutline.scored(by: scoring)
    var ids: [String: RecordID] = [:]
    return outline.questions.enumerated().map { index, question in
      let id = newID()
      ids[question.name] = id
      let condition = question.conditions.first
      var record = Record(.formQuestions).changed {
        $0[.formTemplateID] = form
        $0[.position] = index + 1
        $0[.questionName] = question.name
        $0[.questionText] = String(question.label.prefix(200))
        $0[.answerKind] = question.kind.rawValue
        $0[.heading] = question.section.isEmpty ? nil : question.section
        $0[.questionHelp] = question.help.isEmpty ? nil : String(question.help.prefix(200))
        $0[.answerChoices] = question.choices.isEmpty ? nil : question.choices.map(\.ofForm)
        $0[.isAnswerRequired] = question.isRequired
        $0[.isEssentialPoint] = question.isEssential
        $0[.isScored] = scored.contains(question.name)
        $0[.answerType] = question.target.isEmpty ? nil : question.target
        $0[.smallestAnswer] = question.range.lowerBound == 0 ? nil : question.range.lowerBound
        $0[.largestAnswer] = question.range.upperBound == 1_000_000 ? nil : question.range.upperBound
        $0[.dependsOnID] = condition.flatMap { ids[$0.question] }
        $0[.dependsOnAnswers] = condition.flatMap { $0.answers.isEmpty ? nil : $0.answers }
      }
      record.id = id
      return record
    }
  }
}
