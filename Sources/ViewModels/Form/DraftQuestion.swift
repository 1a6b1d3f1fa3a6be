import Records
import Storage

/// What a form asks for which there is a draft: carry on with it, or start fresh.
package struct DraftQuestion: Sendable {
  package let draft: Draft
  package private(set) var stage: Stage = .asked

  package enum Answer: Sendable { case carryOn, dropIt }

  package enum Stage: Sendable {
    case asked
    /// Starting fresh drops the draft, so that it is asked twice.
    case sure
    /// Something else was typed: whoever types a sentence without looking must not come upon an f in it.
    case strayed
  }

  package init(_ draft: Draft) { self.draft = draft }

  /// Takes a key; nil where it answers nothing yet.
  mutating func answer(to key: Key) -> Answer? {
    switch (key, stage) {
    case (.enter, _): return .carryOn
    case (.character("f"), .sure): return .dropIt
    case (.character("f"), .asked): stage = .sure
    case (.character, _): stage = .strayed
    default: break
    }
    return nil
  }

  /// Whether a key goes no further than the question: all but what leaves it and what works on every screen.
  static func keeps(_ key: Key, _ keymap: Keymap) -> Bool {
    switch key {
    case .character: return true
    case .escape: return false
    default: break
    }
    if case .nothing = keymap.meaning(of: [key], in: [.everywhere]) { return true }
    return false
  }

  /// The question, with the time of the draft in words.
  func words(_ time: String) -> DisplayText {
    switch stage {
    case .asked: "You began this before, \(time). Enter carries on, f starts fresh."
    case .sure: "Your draft of \(time) will be dropped. f drops it, Enter carries on with it."
    case .strayed: "Nothing of that was written. Enter carries on with your draft of \(time), Esc leaves."
    }
  }

  var offers: [Offer] {
    let carryOn = Offer("Enter", "Carry on with the draft", "carry on")
    let leave = Offer("Esc", "Leave; the draft stays, and opening it again asks again", "leave")
    return switch stage {
    case .asked: [carryOn, Offer("f", "Start fresh", "start fresh"), leave]
    case .sure: [carryOn, Offer("f", "Drop the draft", "yes, drop it"), leave]
    case .strayed: [carryOn, leave]
    }
  }
}

extension Offer {
  /// A key that works only while something is asked.
  init(_ key: String, _ title: String, _ short: String) {
    self.init(id: "", key: key, title: title, short: short, availability: .yes)
  }
}
