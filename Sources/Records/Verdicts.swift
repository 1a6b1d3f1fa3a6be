/// How what waits with records of one type is decided: which of their steps say yes, send it back or say no.
package struct Verdicts: Sendable, Hashable {
  /// What is said to a request.
  package enum Answer: String, Sendable, CaseIterable {
    case approve, sendBack, decline
  }

  /// The kind of request; nil where the record waits by its own state and nobody puts a question about it.
  package let kind: String?
  /// The `id` of the type that is judged.
  package let type: String
  private let named: [Answer: [String]]

  /// The steps by their ids; of several to one answer the first that fits the record is meant.
  package init(
    _ kind: String? = nil, about type: String, approve: [String], sendBack: [String] = [],
    decline: [String] = []
  ) {
    self.kind = kind
    self.type = type
    named = [.approve: approve, .sendBack: sendBack, .decline: decline]
  }

  package func steps(_ answer: Answer) -> [String] { named[answer] ?? [] }

  /// The steps of every answer.
  package var allSteps: [String] { Answer.allCases.flatMap { steps($0) } }
}
