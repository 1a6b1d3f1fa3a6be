/// Reads what people type, import files and command lines say, as the value of a field.
///
/// What is not a known form is refused, never guessed at. The strict forms of files (`2026-11-20`,
/// `2026-11-20T08:44Z`, codes) are understood beside the short ones of people.
package enum Typed {
  /// Reads a text for a field, whose label, direction and name complete the context.
  ///
  /// The `choices` are the members offered; for a closed list its own where none are given.
  package static func read(
    _ text: String, for field: Field, choices: [Choice] = [], in context: TypingContext
  ) -> Reading {
    if !field.scale.isEmpty { return step(text, of: field) }
    if field.isThousandths, trimmed(text) != "~" { return quantity(text, of: field) }
    if field.holdsTimes, trimmed(text) != "~" { return times(text) }
    return read(text, as: field.kind, choices: choices, in: context.reading(field))
  }

  /// Reads a step of a scale, by its number, by the first letters of its name, or as both are shown together.
  private static func step(_ text: String, of field: Field) -> Reading {
    let trimmed = trimmed(text)
    if trimmed.isEmpty { return .empty }
    let known = field.scale.first { Text.folded(trimmed) == Text.folded("\($0.code) \($0.label)") }
    do throws(Refusal) {
      let read = try choice(known?.code ?? trimmed, of: field.scale)
      guard case .value(.text(let code), _) = read, let number = Int(code) else { return read }
      return .value(.integer(number), echo: field.step(.integer(number)) ?? code)
    } catch {
      return .refused(error.words)
    }
  }

  /// Reads an amount as people count it: `28`, `2.5`.
  private static func quantity(_ text: String, of field: Field) -> Reading {
    let trimmed = trimmed(text)
    if trimmed.isEmpty { return .empty }
    guard let number = Quantity.thousandths(trimmed), case .integer(let range) = field.kind,
      range.contains(number)
    else { return .refused("Type how much, as counted, for example 28 or 2.5.") }
    return .value(.integer(number), echo: Quantity.words(number))
  }

  /// Reads a text as a value of `kind`.
  ///
  /// The `choices` are the members offered; for a closed list its own where none are given.
  package static func read(
    _ text: String, as kind: FieldKind, choices: [Choice] = [], in context: TypingContext
  ) -> Reading {
    do throws(Refusal) {
      // Ten times what the longest note may hold; nothing longer is worth composing.
      guard text.utf8.count <= 200_000 else { throw Refusal(words: "Shorten the text; it is far too long.") }
      let trimmed = Text.composed(trimmed(text))
      if trimmed.isEmpty { return .empty }
      if trimmed == "~" { return try unknown(kind, choices, context) }
      return try reading(trimmed, kind, choices, context)
    } catch {
      return .refused(error.words)
    }
  }

  private static func reading(
    _ text: String, _ kind: FieldKind, _ choices: [Choice], _ context: TypingContext
  ) throws(Refusal) -> Reading {
    switch kind {
    case .text: try line(text, context)
    case .note: try note(text, context)
    case .integer(let range): try integer(text, within: range, context)
    case .money(let signed): try money(text, signed: signed, context)
    case .day: try day(text, context)
    case .instant: try moment(text, context)
    case .time: try time(text, context)
    case .flag: try flag(text, context)
    case .choice(let list): try choice(text, of: choices.isEmpty ? list.members : choices)
    case .list(nil): try texts(text, context)
    case .list(let list?): try several(text, of: choices.isEmpty ? list.members : choices)
    case .reference, .anyReference: try reference(text)
    case .json: try json(text)
    case .bytes: throw Refusal(words: "Add a file here; it cannot be typed.")
    }
  }

  /// Without white space at either end; nothing where nothing could be seen.
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    if Text.isUnseen(text) { return "" }
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The words of a short text as they are compared: folded, parted by white space; none where it is too long.
  static func words(_ text: String) -> [String] {
    guard text.utf8.count <= 80 else { return [] }
    return Text.folded(text).split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// The number that consists of so many decimal digits and nothing else.
  static func number(_ word: some StringProtocol, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(word.utf8.count),
      word.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(word)
  }

  private static func unknown(
    _ kind: FieldKind, _ choices: [Choice], _ context: TypingContext
  ) throws(Refusal) -> Reading {
    switch kind {
    case .text, .note: return try reading("~", kind, choices, context)
    case .choice(let list):
      let members = choices.isEmpty ? list.members : choices
      if let member = members.first(where: { ["not_known", "unknown"].contains($0.code) }) {
        return .value(.text(member.code), echo: member.label)
      }
    default: break
    }
    guard context.allowsUnknown else { throw Refusal(words: "Find out and type it; this one must be known.") }
    return .value(.empty, echo: "not known")
  }
}
