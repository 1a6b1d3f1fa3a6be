/// One question of a form, as the data of the form say it.
package struct Question: Sendable, Hashable {
  package let name: String
  /// What is asked, in the words of the form.
  package let label: String
  package let kind: Kind
  /// The heading under which it stands; empty for that of the question before it.
  package var section = ""
  /// One sentence for the person who answers; empty where the label says all.
  package var help = ""
  package var choices: [Choice] = []
  /// What a number may be.
  package var range = 0...1_000_000
  /// The type of record that a reference names.
  package var target = ""
  package var isRequired = false
  /// The whole is no pass where this point fails.
  package var isEssential = false
  /// All of them must hold for it to be asked.
  package var conditions: [Condition] = []

  package init(_ name: String, _ label: String, _ kind: Kind) {
    self.name = name
    self.label = label
    self.kind = kind
  }

  /// What kind of answer is asked for: the kinds of fields, and a point that passes or fails.
  package enum Kind: String, Sendable, CaseIterable {
    case text, note, integer, money, day, instant, time, flag, choice, list, check, reference
  }

  /// What another question must have been answered.
  package struct Condition: Sendable, Hashable {
    package let question: String
    /// One of these; any answer at all where there are none.
    package let answers: [String]

    package init(question: String, answers: [String]) {
      self.question = question
      self.answers = answers
    }
  }

  /// How a point of a checklist may stand.
  package static let checks: [Choice] = [
    Choice("pass", "Pass"), Choice("fail", "Fail"), Choice("not_applicable", "Does not apply"),
  ]

  /// Under which the remark on a point that failed is kept.
  package var remarkName: String { "\(name).note" }

  /// The kind of field by which it is asked.
  package var fieldKind: FieldKind {
    switch kind {
    case .text: .text
    case .note: .note
    case .integer: .integer(range)
    case .money: .money(signed: false)
    case .day: .day
    case .instant: .instant
    case .time: .time
    case .flag: .flag
    case .choice: .choice(.closed(name: nil, choices))
    case .list: .list(.closed(name: nil, choices))
    case .check: .choice(.closed(name: nil, Question.checks))
    case .reference: .reference(to: target)
    }
  }
}

extension Choice {
  /// A choice of a form: its words, or `code=Words`; what looks like a code is read as its words.
  package init(ofForm text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let isCode = text.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    if parts.count == 2 {
      self.init(parts[0], parts[1])
    } else {
      self.init(text, isCode ? Choice.label(for: text) : text)
    }
  }

  /// The text that reads as this choice again.
  package var ofForm: String {
    Choice(ofForm: code) == self ? code : "\(code)=\(label)"
  }
}
