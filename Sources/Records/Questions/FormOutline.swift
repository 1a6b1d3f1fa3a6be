/// The questions of a form in their order, read from its data.
package struct FormOutline: Sendable, Hashable {
  package let questions: [Question]

  package init(_ questions: [Question]) { self.questions = questions }

  /// Reads the data of a form.
  ///
  /// - Throws: ``FormFault`` for the first question that is not as it should be.
  package init(_ text: String) throws(FormFault) {
    let node: JSON5Node
    do { node = try JSON5Node(reading: text) } catch { throw .noList }
    try self.init(node)
  }

  init(_ node: JSON5Node) throws(FormFault) {
    guard let list = node.list, !list.isEmpty else { throw .noList }
    var questions: [Question] = []
    for (index, item) in list.enumerated() {
      let question = try Question(item, number: index + 1)
      if questions.contains(where: { $0.name == question.name }) { throw .twice(question.name) }
      questions.append(question)
    }
    self.questions = questions
  }

  package func question(_ name: String) -> Question? { questions.first { $0.name == name } }

  /// Whether a question is asked of who has given these answers so far; what is not asked counts as not answered.
  package func isShown(_ question: Question, after answers: [String: String]) -> Bool {
    guard let place = questions.firstIndex(where: { $0.name == question.name }) else { return false }
    return question.conditions.allSatisfy { condition in
      guard let earlier = questions[..<place].first(where: { $0.name == condition.question }),
        let answer = answers[condition.question], !answer.isEmpty, isShown(earlier, after: answers)
      else { return false }
      if condition.answers.isEmpty { return true }
      let given = earlier.kind == .list ? answer.split(separator: ",").map(String.init) : [answer]
      return given.contains { earlier.isAnswer($0, among: condition.answers) }
    }
  }

  /// The first name in a condition that no earlier question has; what comes later cannot have been answered.
  package var unknownInConditions: String? {
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
  package func unknown(in scoring: String?) -> String? {
    FormOutline.scored(by: scoring).first { question($0) == nil }
  }

  /// The names of the questions whose numbers a scoring such as `{"total": ["sleep"]}` counts.
  package static func scored(by scoring: String?) -> [String] {
    guard let scoring, let node = try? JSON5Node(reading: scoring) else { return [] }
    return (node.members ?? []).flatMap { $0.value.list ?? [] }.compactMap(\.text)
  }
}

extension Question {
  /// Whether an answer is one of those a condition names; yes and no may be written as words.
  fileprivate func isAnswer(_ answer: String, among wanted: [String]) -> Bool {
    guard kind == .flag else { return wanted.contains(answer) }
    let isYes = ["true", "yes"].contains(answer)
    return wanted.contains { ["true", "yes"].contains($0) == isYes }
  }
}

/// What is wrong in the data of a form.
package enum FormFault: Error, Hashable {
  case noList
  case incomplete(Int)
  case unknownKind(String)
  case noChoices(String)
  case noTarget(String)
  case badRange(String)
  case twice(String)
  case badCondition(String)

  package var words: String {
    switch self {
    case .noList: "Questions must be a list of questions."
    case .incomplete(let number): "Question \(number) needs a name and a label."
    case .unknownKind(let name):
      "\(name) has no such kind. Use one of: \(Question.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
    case .noChoices(let name): "\(name) needs choices."
    case .noTarget(let name): "\(name) needs the type of record that it asks for."
    case .badRange(let name): "The smallest number of \(name) is above the largest."
    case .twice(let name): "\(name) stands twice in this form."
    case .badCondition(let name): "What \(name) hangs on is not in the expected form."
    }
  }
}

extension Question {
  init(_ node: JSON5Node, number: Int) throws(FormFault) {
    guard let name = node["name"]?.text, !name.isEmpty, let label = node["label"]?.text, !label.isEmpty
    else { throw .incomplete(number) }
    guard let kind = (node["kind"]?.text).flatMap({ Kind(rawValue: $0) }) else { throw .unknownKind(name) }
    self.init(name, label, kind)
    section = node["section"]?.text ?? ""
    help = node["help"]?.text ?? ""
    choices = (node["choices"]?.list ?? []).compactMap(\.text).map { Choice(ofForm: $0) }
    target = node["of"]?.text ?? ""
    isRequired = node["required"]?.flag ?? false
    isEssential = node["essential"]?.flag ?? false
    let (least, most) = (node["minimum"]?.whole ?? 0, node["maximum"]?.whole ?? 1_000_000)
    guard least <= most else { throw .badRange(name) }
    range = least...most
    if kind == .choice || kind == .list, choices.isEmpty { throw .noChoices(name) }
    if kind == .reference, target.isEmpty { throw .noTarget(name) }
    guard let shown = node["shown_when"] else { return }
    for condition in shown.list ?? [shown] {
      guard let question = condition["question"]?.text else { throw .badCondition(name) }
      let answers = (condition["is"]?.list ?? [condition["is"]].compactMap(\.self)).compactMap(\.word)
      conditions.append(Condition(question: question, answers: answers))
    }
  }

  /// As the data of a form hold it.
  var node: JSON5Node {
    var members: [(String, JSON5Node)] = [
      ("name", .of(name)), ("label", .of(label)), ("kind", .of(kind.rawValue)),
    ]
    if !section.isEmpty { members.append(("section", .of(section))) }
    if !help.isEmpty { members.append(("help", .of(help))) }
    if !choices.isEmpty { members.append(("choices", .list(choices.map { .of($0.ofForm) }))) }
    if !target.isEmpty { members.append(("of", .of(target))) }
    if kind == .integer, range.lowerBound != 0 { members.append(("minimum", .of(range.lowerBound))) }
    if kind == .integer, range.upperBound != 1_000_000 { members.append(("maximum", .of(range.upperBound))) }
    if isRequired { members.append(("required", .of(true))) }
    if isEssential { members.append(("essential", .of(true))) }
    if !conditions.isEmpty {
      let list = conditions.map { condition in
        JSON5Node.object([
          ("question", .of(condition.question)), ("is", .list(condition.answers.map { .of($0) })),
        ])
      }
      members.append(("shown_when", .list(list)))
    }
    return .object(members)
  }
}

extension FormOutline {
  var node: JSON5Node { .list(questions.map(\.node)) }

  /// The data of the form, which read as the same questions again.
  package var json: String { node.json }
}
