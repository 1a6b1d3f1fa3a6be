import Records

/// What was answered to a survey, question by question; of a question that too few answered nothing is told.
struct SurveyTally {
  /// So many must have answered before their answers are told.
  let least: Int
  private(set) var responses = 0
  private var asked: [Asked] = []

  private struct Asked {
    let question: Question
    var answered = 0
    var counts: [String: Int] = [:]
  }

  init(least: Int) { self.least = least }

  mutating func add(_ answers: Answers) {
    responses += 1
    for question in answers.outline.questions {
      let place = asked.firstIndex { $0.question.name == question.name } ?? asked.count
      if place == asked.count { asked.append(Asked(question: question)) }
      let value = answers[question]
      if value.isEmpty { continue }
      asked[place].answered += 1
      for word in question.words(of: value) { asked[place].counts[word, default: 0] += 1 }
    }
  }

  /// Each question with how often each answer was given.
  var lines: [DisplayText] { asked.flatMap { told(of: $0) } }

  private func told(of one: Asked) -> [DisplayText] {
    let head: [DisplayText] = ["", DisplayText(one.question.label)]
    if one.answered < least { return head + ["  Withheld: fewer than \(least) answered this."] }
    if !one.question.isCounted {
      return head + ["  \(one.answered) answered in their own words; open the answers to read them."]
    }
    let offered = one.question.offered.filter { one.counts[$0] == nil }
    let given = one.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return head + given.map { counted($0.value, $0.key) } + offered.map { counted(0, $0) }
  }

  private func counted(_ count: Int, _ answer: String) -> DisplayText {
    "  " + DisplayText("\(count)").filled(to: 6) + DisplayText(answer)
  }
}

extension Question {
  /// Its answers are among a few, so that each can be counted.
  fileprivate var isCounted: Bool { [.flag, .choice, .list, .check, .integer].contains(kind) }

  private var choicesOffered: [Choice] { kind == .check ? Question.checks : choices }

  /// The answers that it offers, in their words.
  fileprivate var offered: [String] { kind == .flag ? ["Yes", "No"] : choicesOffered.map(\.label) }

  fileprivate func words(of value: Value) -> [String] {
    switch value {
    case .flag(let flag): [flag ? "Yes" : "No"]
    case .integer(let number): ["\(number)"]
    case .text(let code): [label(of: code)]
    case .list(let codes): codes.map { label(of: $0) }
    default: []
    }
  }

  private func label(of code: String) -> String {
    choicesOffered.first { $0.code == code }?.label ?? code
  }
}
