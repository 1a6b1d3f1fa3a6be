import Records
import Storage

/// One field of a form as it is being filled.
package struct Entry: Sendable {
  package private(set) var field: Field
  package var line: TextLine
  /// The record that a reference points to, once one was chosen.
  package var chosen: Suggestion?
  /// The record that a reference was last known to point to, also while another is being looked for.
  var lastChosen: RecordID?
  /// It was filled with what the record chosen in another field holds, and goes on following that.
  var isFollowing = false
  /// What the text was read as; nil while it was not read or does not read.
  package var value: Value = .empty
  /// The text that `value` was read from; nil where it was not typed, or no longer stands.
  var readText: String?
  /// The reading in words: `= Tue 17 Nov 2026 12:30`.
  package var echo = ""
  /// What is wrong, as a sentence that says what to do.
  package var problem: String?
  /// What the person should think over; they may go on.
  package var warning: String?
  /// Whether the person changed it in this form.
  package var isTouched = false

  package init(_ field: Field) {
    self.field = field
    line = TextLine("", isMultiline: field.kind == .note, limit: field.kind == .note ? 20_000 : 200)
  }

  /// The same entry, asked as `field`, which is of the same kind.
  func asked(as field: Field) -> Entry {
    var entry = self
    entry.field = field
    return entry
  }

  /// Whether it holds a member of a list, and nothing was typed since.
  var isChosenCode: Bool {
    if case .choice = field.kind, case .text = value { problem == nil && !line.isEmpty } else { false }
  }

  /// Whether the person must fill it in, now or for the next step, and nothing fills it where it is left empty.
  package var isNeeded: Bool { (field.isRequired || field.neededTo != nil) && field.filling == nil }

  /// What the status row says while it has the focus: its label, whether it is needed, and what to type.
  package var hint: DisplayText {
    let isOpen = isNeeded && line.isEmpty && value.isEmpty
    let words = [isOpen ? neededWords : filledWords, field.help].filter { !$0.isEmpty }.joined(separator: " ")
    // A label that is a sentence keeps its own sign.
    if let last = field.label.last, ".?!:".contains(last) { return "\(field.label) \(words)" }
    return words.isEmpty ? "\(field.label)." : "\(field.label): \(words)"
  }

  private var neededWords: String { field.neededTo.map { "needed to \($0)." } ?? "required." }

  /// What an empty one is saved as.
  private var filledWords: String {
    guard line.isEmpty, value.isEmpty else { return "" }
    return switch field.filling {
    case .now: "empty means now."
    case .today: "empty means today."
    case .actor: "empty means you."
    case .secret, .digestOfSubject, nil: ""
    }
  }

  package var isReference: Bool {
    if case .reference = field.kind { true } else { false }
  }

  /// Whether it can be chosen from a list or calendar.
  package var hasChoice: Bool {
    switch field.kind {
    case .reference, .choice, .day, .instant: true
    case .list(let choices): choices != nil
    case .integer: !field.scale.isEmpty
    default: false
    }
  }

  package var choices: Choices? {
    switch field.kind {
    case .choice(let choices): choices
    case .list(let choices): choices
    default: nil
    }
  }
}

/// What hangs open below a field.
package enum Popup: Sendable {
  case suggestions([Suggestion], selected: Int)
  case choices([Choice], selected: Int)
  case calendar(Day)
  /// Two moments that one reading may mean, when the clocks go back.
  case readings([Reading.Offer])
}
