/// What was answered to a form, with the questions as they were asked.
///
/// Kept as `{"form": id, "version": 2, "asked": [questions], "given": {name: answer}}`. Two shorter forms are read too:
/// `{name: answer}`, whose questions come from the form, and a checklist `[{question, answer, note, essential}]`.
package struct Answers: Sendable {
  package var form: RecordID?
  package var version: Int?
  /// The questions as they were asked; nil where only answers are known.
  package var asked: FormOutline?
  private var nodes: [String: JSON5Node] = [:]
  /// The names of the answers in the order in which they were given.
  private var order: [String] = []

  package init() {}

  /// Reads the text of the field; nil where it is in none of the forms.
  package init?(_ text: String) {
    guard let node = try? JSON5Node(reading: text) else { return nil }
    if let list = node.list {
      guard take(checklist: list) else { return nil }
    } else if let members = node["given"]?.members {
      form = node["form"]?.text.flatMap { RecordID($0) }
      version = node["version"]?.whole
      if let questions = node["asked"] {
        guard let outline = try? FormOutline(questions) else { return nil }
        asked = outline
      }
      take(members)
    } else if let members = node.members {
      take(members)
    } else {
      return nil
    }
  }

  private mutating func take(checklist: [JSON5Node]) -> Bool {
    var questions: [Question] = []
    for (index, entry) in checklist.enumerated() {
      let answer = entry["answer"]?.text ?? ""
      guard let label = entry["question"]?.text, !label.isEmpty,
        answer.isEmpty || Question.checks.contains(where: { $0.code == answer })
      else { return false }
      var question = Question("point_\(index + 1)", label, .check)
      question.isEssential = entry["essential"]?.flag == true
      questions.append(question)
      if !answer.isEmpty { self[question] = .text(answer) }
      if let note = entry["note"]?.text, !note.isEmpty { set(.of(note), of: question.remarkName) }
    }
    asked = FormOutline(questions)
    return true
  }

  private mutating func take(_ members: [JSON5Node.Member]) {
    for member in members { set(member.value, of: member.key) }
  }

  private mutating func set(_ node: JSON5Node?, of name: String) {
    guard let node, !node.isNothing else {
      if nodes.removeValue(forKey: name) != nil { order.removeAll { $0 == name } }
      return
    }
    if nodes.updateValue(node, forKey: name) == nil { order.append(name) }
  }

  package var isEmpty: Bool { nodes.isEmpty }
  /// The names under which something was answered.
  package var names: [String] { order }

  /// The answer to a question; one of another kind as the text it is.
  package subscript(question: Question) -> Value {
    get { nodes[question.name].map { question.value(of: $0) } ?? .empty }
    set { set(question.node(of: newValue), of: question.name) }
  }

  /// What was remarked on a point that failed.
  package subscript(remarkOn question: Question) -> Value {
    get { nodes[question.remarkName]?.text.map { .text($0) } ?? .empty }
    set { set(question.node(of: newValue), of: question.remarkName) }
  }

  /// Takes the answer away, with the remark on it.
  package mutating func drop(_ question: Question) {
    set(nil, of: question.name)
    set(nil, of: question.remarkName)
  }

  /// Takes away what answers none of these questions, and what answers those that are not asked of who answered so.
  package mutating func keep(only outline: FormOutline) {
    let known = Set(outline.questions.flatMap { [$0.name, $0.remarkName] })
    for name in order where !known.contains(name) { set(nil, of: name) }
    dropNotAsked(by: outline)
  }

  package mutating func dropNotAsked(by outline: FormOutline) {
    let words = words
    for question in outline.questions where !outline.isShown(question, after: words) { drop(question) }
    for question in outline.questions where self[question] != .text("fail") {
      set(nil, of: question.remarkName)
    }
  }

  /// The answers as conditions read them.
  package var words: [String: String] {
    nodes.compactMapValues { node in
      node.word ?? node.list.map { $0.compactMap(\.word).joined(separator: ",") }
    }
  }

  /// The questions that must be answered, are asked and have no answer.
  package func unanswered(of outline: FormOutline) -> [Question] {
    let words = words
    return outline.questions.filter { question in
      question.isRequired && self[question].isEmpty && outline.isShown(question, after: words)
    }
  }

  /// The questions as asked, else as far as the answers tell them.
  package var outline: FormOutline {
    asked
      ?? FormOutline(
        order.map { name in
          let content = nodes[name]?.content
          let kind: Question.Kind =
            switch content {
            case .number: .integer
            case .flag: .flag
            case .list: .list
            default: .note
            }
          var question = Question(name, Choice.label(for: name), kind)
          question.choices = (nodes[name]?.list ?? []).compactMap(\.text).map { Choice($0, $0) }
          question.range = -1_000_000...1_000_000
          return question
        })
  }

  /// The answers alone, as they are kept.
  package var given: String { givenNode.json }

  var givenNode: JSON5Node { .object(order.compactMap { name in nodes[name].map { (name, $0) } }) }

  /// As the field keeps it.
  package var json: String {
    var members: [(String, JSON5Node)] = []
    if let form { members.append(("form", .of(form.description))) }
    if let version { members.append(("version", .of(version))) }
    if let asked { members.append(("asked", asked.node)) }
    members.append(("given", givenNode))
    return JSON5Node.object(members).json
  }
}

extension JSON5Node {
  fileprivate var isNothing: Bool {
    switch content {
    case .nothing: true
    case .text(let text): text.isEmpty
    case .list(let members): members.isEmpty
    default: false
    }
  }
}

extension Question {
  /// The value that an answer stands for; what is of another kind stays the text, number or truth value it is.
  fileprivate func value(of node: JSON5Node) -> Value {
    let read: Value? =
      switch kind {
      case .integer: node.whole.map { .integer($0) }
      case .money: node.word.flatMap { Money(decimal: $0) }.map { .money($0) }
      case .day: node.text.flatMap { Day($0) }.map { .day($0) }
      case .instant: node.whole.map { .instant(Instant(milliseconds: $0)) }
      case .time: node.text.flatMap { WallTime($0) }.map { .time($0) }
      case .flag: (node.flag ?? ["yes": true, "no": false][node.text ?? ""]).map { .flag($0) }
      case .list: node.list.map { .list($0.compactMap(\.text)) }
      case .reference: node.text.flatMap { RecordID($0) }.map { .reference($0) }
      case .text, .note, .choice, .check: node.text.map { .text($0) }
      }
    if let read { return read }
    switch node.content {
    case .nothing: return .empty
    case .flag(let flag): return .flag(flag)
    case .number: return node.whole.map { .integer($0) } ?? .text(node.json)
    case .text(let text): return .text(text)
    case .list, .object: return .text(node.json)
    }
  }

  /// The answer as it is kept; nil for none.
  fileprivate func node(of value: Value) -> JSON5Node? {
    switch value {
    case .empty, .hidden, .damaged, .erased, .bytes: nil
    case .text(let text), .json(let text): .of(text)
    case .integer(let number): .of(number)
    case .flag(let flag): .of(flag)
    case .day(let day): .of(day.description)
    case .instant(let moment): .of(moment.milliseconds)
    case .time(let time): .of(time.description)
    case .money(let amount): .of(amount.description)
    case .reference(let id): .of(id.description)
    case .list(let members): .list(members.map { .of($0) })
    }
  }
}

extension Money {
  /// Reads `12`, `12.5` or `12.50`.
  fileprivate init?(decimal text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole.magnitude < 1_000_000_000_000,
      parts.count == 1 || (1...2).contains(parts[1].count)
    else { return nil }
    let digits = parts.count == 1 ? "00" : parts[1] + (parts[1].count == 1 ? "0" : "")
    guard let cents = Int(digits), cents >= 0 else { return nil }
    self.init(minorUnits: whole * 100 + (parts[0].hasPrefix("-") ? -cents : cents))
  }
}
