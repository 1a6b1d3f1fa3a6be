import Records

/// The points of an inspection and how each stands.
struct Checklist {
  struct Point: Equatable {
    let question: String
    /// `pass`, `fail` or `not_applicable`; nil until it is answered.
    let answer: String?
    let note: String?
    /// The whole is no pass where this is not.
    let isEssential: Bool
  }

  let points: [Point]

  /// Reads the text of the field, or returns nil where it holds no answers to a form and is no list of points.
  init?(_ text: String) {
    guard let answers = Answers(text), answers.asked != nil || !answers.isEmpty else { return nil }
    points = Questionnaire(of: text).points.map { point in
      Point(
        question: point.question.label, answer: point.answer, note: point.remark,
        isEssential: point.question.isEssential)
    }
  }

  var failed: [Point] { points.filter { $0.answer == "fail" } }
  var failedEssentials: [Point] { failed.filter(\.isEssential) }
}

extension Rule {
  static let checklistHasShape = Rule("a checklist is a list of questions with known answers") {
    inspection, _ in
    guard let text = inspection[.checklist], Checklist(text) == nil else { return nil }
    return Violation("Checklist is not in the expected form.", field: "checklist")
  }

  static let passHasNoEssentialFault = Rule("an inspection with an essential point failed is no pass") {
    inspection, _ in
    guard ["pass", "pass_with_actions"].contains(inspection[.result]),
      let count = inspection[.checklist].flatMap({ Checklist($0) })?.failedEssentials.count, count > 0
    else { return nil }
    return Violation(
      count == 1
        ? "1 essential point failed; the result cannot be a pass."
        : "\(count) essential points failed; the result cannot be a pass.", field: "result")
  }

  /// A warning alone: what failed may stand in the report that the inspector sends.
  static let failureSaysWhat = Rule("an inspection that is failed says what was found") { inspection, book in
    guard book.former != nil, book.sets("state", in: inspection), inspection[.state] == "completed",
      inspection[.result] == "fail", (inspection[.findings] ?? "").isEmpty
    else { return nil }
    return Violation(
      "It failed, and no findings say what was wrong.", field: "findings", isWarning: true)
  }
}
