import Records

/// The questions of an inspection and their answers: `[{question, answer, note, photo, essential}]`.
struct Checklist {
  struct Point: Equatable {
    let question: String
    /// `pass`, `fail` or `not_applicable`; nil until it is answered.
    let answer: String?
    let note: String?
    /// The whole is no pass where this is not.
    let isEssential: Bool
  }

  static let answers: Set<String> = ["pass", "fail", "not_applicable"]

  let points: [Point]

  /// Reads the text of the field, or returns nil where it is no list of questions.
  init?(_ text: String) {
    guard let list = (try? JSON5Node(reading: text))?.list else { return nil }
    var points: [Point] = []
    for entry in list {
      let answer = entry["answer"]?.text.flatMap { $0.isEmpty ? nil : $0 }
      guard let question = entry["question"]?.text, !question.isEmpty,
        answer.map(Checklist.answers.contains) ?? true
      else { return nil }
      points.append(
        Point(
          question: question, answer: answer, note: entry["note"]?.text,
          isEssential: entry["essential"]?.flag == true))
    }
    self.points = points
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
}
