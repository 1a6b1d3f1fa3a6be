import Records

/// The questions by which the risk is graded, one key each, and the level that follows from the answers.
package struct MissingGrading: Sendable {
  /// What speaks for danger, by code.
  package let questions: [Choice]
  package private(set) var answers: [Answer] = []
  /// The level that was chosen, once the questions are answered; what was there before is kept beside it.
  package let former: String

  package enum Answer: Sendable, Hashable { case yes, no, unknown }

  package init(_ questions: [Choice], former: String) {
    self.questions = questions
    self.former = former
  }

  package var question: Choice? { answers.count < questions.count ? questions[answers.count] : nil }

  /// Each of these alone makes it high.
  private static let grave: Set<String> = [
    "under_18", "self_harm", "medicine", "exploitation", "confusion",
  ]

  package func codes(_ answer: Answer) -> [String] {
    zip(questions, answers).filter { $0.1 == answer }.map(\.0.code)
  }

  /// What the answers say; what nobody knows is never taken for a no.
  package var level: String {
    let yes = Set(codes(.yes))
    if !yes.isDisjoint(with: MissingGrading.grave) { return "high" }
    return yes.isEmpty && codes(.unknown).isEmpty ? "low" : "medium"
  }

  /// The answers in words.
  package var reason: String {
    let words = { (answer: Answer) in
      zip(questions, answers).filter { $0.1 == answer }.map { $0.0.label.lowercased() }
        .joined(separator: ", ")
    }
    let parts = [("Yes", words(.yes)), ("Not known", words(.unknown)), ("No", words(.no))]
    return parts.filter { !$0.1.isEmpty }.map { "\($0): \($1)." }.joined(separator: " ")
  }

  package mutating func answer(_ answer: Answer) { if question != nil { answers.append(answer) } }
  package mutating func back() { if !answers.isEmpty { answers.removeLast() } }

  package var status: DisplayText {
    if let question {
      return "\(answers.count + 1) of \(questions.count)  \(question.label)?  y yes, n no, Space not known"
    }
    return "That makes it \(level). Enter takes it; l, m, h, c another; it was \(former)."
  }

  var offers: [(key: String, title: String)] {
    question == nil
      ? [("Enter", "Take this level"), ("l m h c", "Another level"), ("Backspace", "Previous question")]
      : [("y", "Yes"), ("n", "No"), ("Space", "Not known"), ("Backspace", "Previous question")]
  }
}
