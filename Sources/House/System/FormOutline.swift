import Records

/// The questions of a form template, read from its data.
package struct FormOutline: Sendable {
  package let questions: [Question]

  package struct Question: Sendable {
    package let name: String
    package let label: String
    package let kind: Kind
    /// The heading under which it stands; empty for that of the question before it.
    package let section: String
    package let choices: [String]
    package let isRequired: Bool
    /// All of them must hold for it to be asked.
    package let conditions: [Condition]
  }

  package enum Kind: String, Sendable, CaseIterable {
    case text, note, integer, day, time, flag, choice, list
  }

  /// What another question must have been answered.
  package struct Condition: Sendable, Hashable {
    package let question: String
    /// One of these; any answer at all where there are none.
    package let answers: [String]
  }

  /// Reads the data of a form.
  ///
  /// - Throws: ``FormFault`` for the first question that is not as it should be.
  package init(_ text: String) throws(FormFault) {
    let node: JSON5Node
    do { node = try JSON5Node(reading: text) } catch { throw .noList }
    guard let list = node.list, !list.isEmpty else { throw .noList }
    var questions: [Question] = []
    for (index, item) in list.enumerated() {
      let question = try Question(item, number: index + 1)
      if questions.contains(where: { $0.name == question.name }) { throw .twice(question.name) }
      questions.append(question)
    }
    self.questions = questions
  }

  /// Whether a question is asked of who has given these answers so far.
  package func isShown(_ question: Question, after answers: [String: String]) -> Bool {
    question.conditions.allSatisfy { condition in
      guard let answer = answers[condition.question], !answer.isEmpty else { return false }
      return condition.answers.isEmpty || condition.answers.contains(answer)
    }
  }

  /// The first name in a condition that no earlier question has; what comes later cannot have been answered.
  var unknownInConditions: String? {
    var known: Set<String> = []
    for question in questions {
      if let unknown = question.conditions.first(where: { !known.contains($0.question) }) {
        return unknown.question
      }
      known.insert(question.name)
    }
    return nil
  }

  /// The first name in the scoring that is no question.
  func unknown(in scoring: String?) -> String? {
    guard let scoring, let node = try? JSON5Node(reading: scoring) else { return nil }
    let known = Set(questions.map(\.name))
    let named = (node.members ?? []).flatMap { $0.value.list ?? [] }.compactMap(\.text)
    return named.first { !known.contains($0) }
  }
}

/// What is wrong in the data of a form.
package enum FormFault: Error, Hashable {
  case noList
  case incomplete(Int)
  case unknownKind(String)
  case noChoices(String)
  case twice(String)
  case badCondition(String)

  var words: String {
    switch self {
    case .noList: "Questions must be a list of questions."
    case .incomplete(let number): "Question \(number) needs a name and a label."
    case .unknownKind(let name):
      "\(name) has no such kind. Use one of: \(FormOutline.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
    case .noChoices(let name): "\(name) needs choices."
    case .twice(let name): "\(name) stands twice in this form."
    case .badCondition(let name): "What \(name) hangs on is not in the expected form."
    }
  }
}

extension FormOutline.Question {
  init(_ node: JSON5Node, number: Int) throws(FormFault) {
    guard let name = node["name"]?.text, !name.isEmpty, let label = node["label"]?.text, !label.isEmpty
    else { throw .incomplete(number) }
    guard let kind = (node["kind"]?.text).flatMap({ FormOutline.Kind(rawValue: $0) }) else {
      throw .unknownKind(name)
    }
    self.name = name
    self.label = label
    self.kind = kind
    section = node["section"]?.text ?? ""
    choices = (node["choices"]?.list ?? []).compactMap(\.text)
    isRequired = node["required"]?.flag ?? false
    if kind == .choice || kind == .list, choices.isEmpty { throw .noChoices(name) }
    guard let shown = node["shown_when"] else {
      conditions = []
      return
    }
    var read: [FormOutline.Condition] = []
    for condition in shown.list ?? [shown] {
      guard let question = condition["question"]?.text else { throw .badCondition(name) }
      let answers = (condition["is"]?.list ?? [condition["is"]].compactMap(\.self)).compactMap(\.text)
      read.append(FormOutline.Condition(question: question, answers: answers))
    }
    conditions = read
  }
}
