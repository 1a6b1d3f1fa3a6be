extension Typed {
  /// One line; line breaks and tabs, as a paste may bring them, become spaces.
  static func line(_ text: String, _ context: TypingContext) throws(Refusal) -> Reading {
    let line = oneLine(text)
    try checked(line, limit: 200, context)
    return .value(.text(line), echo: line)
  }

  /// Several lines, ended by newlines alone.
  static func note(_ text: String, _ context: TypingContext) throws(Refusal) -> Reading {
    var lines = String.UnicodeScalarView()
    for character in text {
      if character.isNewline {
        lines.append("\n")
      } else {
        lines.append(contentsOf: character.unicodeScalars)
      }
    }
    let note = String(lines)
    try checked(note, limit: 20_000, context)
    return .value(.text(note), echo: note)
  }

  /// Short texts parted by commas, each once.
  static func texts(_ text: String, _ context: TypingContext) throws(Refusal) -> Reading {
    var members: [String] = []
    for part in oneLine(text).split(separator: ",").map({ trimmed(String($0)) }) where !part.isEmpty {
      try checked(part, limit: 200, context)
      if !members.contains(part) { members.append(part) }
    }
    if members.isEmpty { return .empty }
    guard members.count <= 200 else { throw Refusal(words: "Type at most 200, parted by commas.") }
    return .value(.list(members), echo: members.joined(separator: ", "))
  }

  /// An object, kept as it was written.
  static func json(_ text: String) throws(Refusal) -> Reading {
    guard text.utf8.count <= 65_536, JSONText.isObject(text) || JSONText.isListOfObjects(text) else {
      throw Refusal(words: "Type a JSON object, for example {\"rooms\": 2}.")
    }
    return .value(.json(text), echo: text)
  }

  private static func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for character in text {
      if character.isNewline || character == "\t" {
        line.append(" ")
      } else {
        line.append(contentsOf: character.unicodeScalars)
      }
    }
    return String(line)
  }

  /// Characters are counted as the tables count them, in Unicode scalars.
  private static func checked(_ text: String, limit: Int, _ context: TypingContext) throws(Refusal) {
    if text.unicodeScalars.count > limit {
      let figures = limit < 1000 ? "\(limit)" : "\(limit / 1000),000"
      throw Refusal(words: "\(context.label) is longer than \(figures) characters.")
    }
    let isFit = text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }
    guard isFit else { throw Refusal(words: "\(context.label) holds a character that cannot be stored.") }
  }
}
