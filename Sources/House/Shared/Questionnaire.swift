import Records

/// A form beside the answers that were given to it.
struct Questionnaire {
  private let outline: FormOutline?
  private let answers: Answers

  /// From the text of the field that keeps the answers; the form says what was asked where that does not.
  init(of answers: String?, form: Record? = nil) {
    let given = answers.flatMap { Answers($0) } ?? Answers()
    let text: String? = form?[.fields]
    outline = given.asked ?? text.flatMap { try? FormOutline($0) }
    self.answers = given
  }

  /// So many questions that have no answer are named; of more it is said how many.
  private static let named = 4

  /// The questions that must be answered and are not; one that is asked only in some cases is among them in those.
  private var unanswered: [String] { outline.map { answers.unanswered(of: $0).map(\.label) } ?? [] }

  /// Why it is not done yet, and which questions those are; nil where nothing is missing.
  var whyNotDone: Reason? {
    let missing = unanswered
    if missing.isEmpty { return nil }
    let names = missing.prefix(Self.named).map { "“\($0)”" }.joined(separator: ", ")
    let others = missing.count > Self.named ? " and \(missing.count - Self.named) more" : ""
    let count = missing.count == 1 ? "One question has" : "\(missing.count) questions have"
    return Reason("\(count) no answer: \(names)\(others).")
  }

  /// What the numbers that count come to; nil where none was given.
  func total(by scoring: String?) -> Int? {
    guard let outline else { return nil }
    let numbers = FormOutline.scored(by: scoring).compactMap { outline.question($0) }.compactMap {
      Int(answers[$0])
    }
    return numbers.isEmpty ? nil : numbers.reduce(0, +)
  }

  /// The points of a checklist, each with how it stands.
  var points: [(question: Question, answer: String?, remark: String?)] {
    (outline?.questions ?? []).filter { $0.kind == .check }.map { question in
      (question, String(answers[question]), String(answers[remarkOn: question]))
    }
  }
}

extension FieldOffer {
  /// The forms that are asked now, for one purpose.
  static func forms(for purposes: String...) -> FieldOffer {
    FieldOffer([
      .equals("state", .text("published")), .among("purpose_code", purposes.map { .text($0) }),
    ])
  }
}

extension Rule {
  /// What is still being written can change, and answers keep the questions as they were asked.
  static let formIsPublished = Rule("a form that is asked is published") { record in
    record[.formTemplateID].map { [Query("form_templates").where(.equals("id", $0.value))] } ?? []
  } check: { record, book in
    guard book.former?[.formTemplateID] != record[.formTemplateID], book.rows(0).first?[.state] == "draft"
    else { return nil }
    return Violation("This form is still a draft. Publish it first.", field: "form_template_id")
  }
}
