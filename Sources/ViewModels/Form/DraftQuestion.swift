import Records
import Storage

/// What a form asks for which there is a draft: carry on with it, or start fresh.
package struct DraftQuestion: Sendable {
  package let draft: Draft
  /// Starting fresh drops the draft, so that it is asked twice.
  package private(set) var isSure = false

  package enum Answer: Sendable { case carryOn, dropIt }

  package init(_ draft: Draft) { self.draft = draft }

  /// Takes a key; nil where it answers nothing yet.
  mutating func answer(to key: Key) -> Answer? {
    switch key {
    case .enter: return .carryOn
    case .character("f") where isSure: return .dropIt
    case .character("f"):
      isSure = true
      return nil
    default: return nil
    }
  }

  static func answers(_ key: Key) -> Bool { key == .enter || key == .character("f") }

  /// The question, with the time of the draft in words.
  func words(_ time: String) -> DisplayText {
    isSure
      ? "Your draft of \(time) will be dropped. f drops it, Enter carries on with it."
      : "You began this before, \(time). Enter carries on, f starts fresh."
  }

  var offers: [Offer] {
    [
      Offer("Enter", "Carry on with the draft", "carry on"),
      isSure ? Offer("f", "Drop the draft", "yes, drop it") : Offer("f", "Start fresh", "start fresh"),
      Offer("Esc", "Leave; the draft stays", "leave"),
    ]
  }
}

extension Offer {
  /// A key that works only while something is asked.
  init(_ key: String, _ title: String, _ short: String) {
    self.init(id: "", key: key, title: title, short: short, availability: .yes)
  }
}
