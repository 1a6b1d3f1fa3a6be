import Screens

/// Makes keys and pastes of what the terminal sends, and lets nothing else become typing.
///
/// Sequences that no key makes, answers that come late among them, are swallowed to their last byte.
package struct KeyReader {
  /// One thing as the terminal library gave it.
  package enum Raw: Hashable {
    case scalar(UInt32)
    case key(Key)
    case mouse(Mouse)
    case pasteBegins, pasteEnds
    /// A key or a notice that means nothing here.
    case other
  }

  private enum State {
    case typing
    /// Inside `ESC [ …`, up to a final byte.
    case sequence(String)
    /// Inside `ESC ] …` and its like, up to BEL or `ESC \`.
    case string(String)
    case paste(String)
    /// Inside a report of the mouse in its old form, with so many bytes to come.
    case report(Int)
  }

  private var state = State.typing
  /// Nanoseconds; when the last batch came.
  private var last: UInt64 = 0
  /// Answers to questions that were put to the terminal, without their first two bytes.
  package private(set) var answers: [String] = []

  /// How long a sequence or a paste may pause before it is given up.
  package static let patience: UInt64 = 2_000_000_000

  package init() {}

  package var isPasting: Bool { if case .paste = state { true } else { false } }

  package mutating func takeAnswers() -> [String] {
    defer { answers = [] }
    return answers
  }

  /// Ends a paste whose end mark has not come.
  package mutating func endPaste() -> [Input] {
    guard case .paste(let text) = state else { return [] }
    state = .typing
    return [.paste(text)]
  }

  /// Reads all that one wake-up found, at a moment in nanoseconds of any clock that does not go back.
  package mutating func read(_ batch: [Raw], at now: UInt64) -> [Input] {
    var inputs = now &- last > Self.patience ? stale() : []
    last = now
    var index = 0
    while index < batch.count {
      index = take(batch, at: index, &inputs)
    }
    return inputs
  }

  private mutating func stale() -> [Input] {
    let inputs = endPaste()
    state = .typing
    return inputs
  }

  /// Takes what stands at an index and returns the index after it.
  private mutating func take(_ batch: [Raw], at index: Int, _ inputs: inout [Input]) -> Int {
    switch state {
    case .typing: return type(batch, at: index, &inputs)
    case .sequence(let text): return sequence(text, batch, at: index)
    case .string(let text): return string(text, batch, at: index)
    case .paste(let text): return paste(text, batch, at: index, &inputs)
    case .report(let rest):
      state = rest > 1 ? .report(rest - 1) : .typing
      return index + 1
    }
  }

  private mutating func type(_ batch: [Raw], at index: Int, _ inputs: inout [Input]) -> Int {
    switch batch[index] {
    case .scalar(0x1B): return escape(batch, at: index, &inputs)
    case .scalar(let value):
      if let key = Key(typed: value) { inputs.append(.key(key)) }
    case .key(let key): inputs.append(.key(key))
    case .mouse(let mouse): inputs.append(.mouse(mouse))
    case .pasteBegins: state = .paste("")
    case .pasteEnds, .other: break
    }
    return index + 1
  }

  /// Reads what follows an Esc in the same batch: nothing is the key itself, a letter is Alt.
  private mutating func escape(_ batch: [Raw], at index: Int, _ inputs: inout [Input]) -> Int {
    guard index + 1 < batch.count else {
      inputs.append(.key(.escape))
      return index + 1
    }
    switch batch[index + 1] {
    case .scalar(0x1B), .pasteBegins, .pasteEnds, .mouse, .other:
      inputs.append(.key(.escape))
      return index + 1
    case .scalar(UInt32(ascii: "[")): state = .sequence("")
    case .scalar(UInt32(ascii: "]")), .scalar(UInt32(ascii: "P")), .scalar(UInt32(ascii: "^")),
      .scalar(UInt32(ascii: "_")):
      state = .string("")
    case .scalar(UInt32(ascii: "O")) where index + 2 < batch.count: return index + 3
    case .scalar, .key: inputs.append(.key(.alt))
    }
    return index + 2
  }

  private mutating func sequence(_ text: String, _ batch: [Raw], at index: Int) -> Int {
    guard case .scalar(let value) = batch[index], 0x20...0x7E ~= value, text.utf8.count < 64 else {
      state = .typing
      return index
    }
    let longer = text + String(Unicode.Scalar(UInt8(value)))
    if longer == "M" {
      state = .report(3)
    } else if value >= 0x40 {
      answers.append(longer)
      state = .typing
    } else {
      state = .sequence(longer)
    }
    return index + 1
  }

  private mutating func string(_ text: String, _ batch: [Raw], at index: Int) -> Int {
    guard case .scalar(let value) = batch[index], text.utf8.count < 256 else {
      state = .typing
      return index
    }
    switch value {
    case 0x07:
      answers.append(text)
      state = .typing
    case 0x1B:
      answers.append(text)
      state = .typing
      if index + 1 < batch.count, batch[index + 1] == .scalar(UInt32(ascii: "\\")) { return index + 2 }
      return index + 1 == batch.count ? index + 1 : index
    default: state = .string(text + String(Unicode.Scalar(value) ?? "?"))
    }
    return index + 1
  }

  /// Takes a piece of a paste; what already waits behind its end is part of it, for an end mark can be pasted too.
  private mutating func paste(
    _ text: String, _ batch: [Raw], at index: Int, _ inputs: inout [Input]
  ) -> Int {
    var text = text
    var index = index
    var hasEnded = false
    while index < batch.count {
      switch batch[index] {
      case .scalar(0x0D):
        text += "\n"
        if index + 1 < batch.count, batch[index + 1] == .scalar(0x0A) { index += 1 }
      case .scalar(let value):
        if let scalar = Unicode.Scalar(value), scalar.canBePasted { text.unicodeScalars.append(scalar) }
      case .pasteEnds: hasEnded = true
      default: break
      }
      index += 1
    }
    text = text.limited(to: Input.pasteLimit)
    state = hasEnded ? .typing : .paste(text)
    if hasEnded { inputs.append(.paste(text)) }
    return index
  }
}

extension Key {
  /// The key that sends one code point, or nil where none does.
  fileprivate init?(typed value: UInt32) {
    switch value {
    case 0: self = .control(" ")
    case 8, 127: self = .backspace
    case 9: self = .tab
    case 10, 13: self = .enter
    case 1...26: self = .control(Character(Unicode.Scalar(UInt8(value) + 0x60)))
    case 28...31: self = .control(Character(Unicode.Scalar(UInt8(value) + 0x40)))
    case 0x20...0x7E: self = .character(Character(Unicode.Scalar(UInt8(value))))
    case 0xA0...:
      guard let scalar = Unicode.Scalar(value) else { return nil }
      self = .character(Character(scalar))
    default: return nil
    }
  }
}

extension Unicode.Scalar {
  fileprivate var canBePasted: Bool {
    value == 0x09 || value == 0x0A || 0x20...0x7E ~= value || value >= 0xA0
  }
}

extension UInt32 {
  fileprivate init(ascii scalar: Unicode.Scalar) { self = scalar.value }
}

extension String {
  /// This text in at most so many bytes of UTF-8, ending with a whole scalar.
  fileprivate func limited(to bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    var end = utf8.index(startIndex, offsetBy: bytes)
    while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    return String(self[..<end])
  }
}
