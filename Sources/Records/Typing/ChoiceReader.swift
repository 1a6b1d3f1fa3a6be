extension Typed {
  static func flag(_ text: String, _ context: TypingContext) throws(Refusal) -> Reading {
    switch words(text).joined(separator: " ") {
    case "y", "yes", "true", "1": return .value(.flag(true), echo: "Yes")
    case "n", "no", "false", "0": return .value(.flag(false), echo: "No")
    case "o" where context.allowsUnknown: return .value(.empty, echo: "not known")
    default:
      throw Refusal(
        words: context.allowsUnknown
          ? "Type y for yes, n for no or o for not known." : "Type y for yes or n for no.")
    }
  }

  /// One member, by its code, its label, what it is also called, the first letters of those, or its place among the
  /// first nine.
  static func choice(_ text: String, of choices: [Choice]) throws(Refusal) -> Reading {
    let choice = try member(text, of: choices)
    return .value(.text(choice.code), echo: choice.label)
  }

  /// Several members, parted by commas, of which one too many does no harm; a label may itself hold one.
  static func several(_ text: String, of choices: [Choice]) throws(Refusal) -> Reading {
    guard text.utf8.count <= 20_000 else { throw Refusal(words: "Choose fewer, parted by commas.") }
    var parts = text.split(separator: ",").map(String.init)[...]
    let called: [(String, Choice)] = choices.flatMap { [(folded($0.code), $0), (folded($0.label), $0)] }
    let alsoCalled: [(String, Choice)] = choices.flatMap { choice in
      choice.otherWords.map { (folded($0), choice) }
    }
    let labels = Dictionary(called + alsoCalled, uniquingKeysWith: { first, _ in first })
    let longest = choices.map { $0.label.count { $0 == "," } + 1 }.max() ?? 1
    var found: [Choice] = []
    while !parts.isEmpty {
      let whole = (1...min(longest, parts.count)).reversed().lazy
        .map { (count: $0, choice: labels[folded(parts.prefix($0).joined(separator: ","))]) }
        .first { $0.choice != nil }
      let choice =
        if let choice = whole?.choice { choice } else { try member(parts[parts.startIndex], of: choices) }
      if !found.contains(choice) { found.append(choice) }
      parts = parts.dropFirst(whole?.count ?? 1)
    }
    if found.isEmpty { return .empty }
    return .value(.list(found.map(\.code)), echo: found.map(\.label).joined(separator: ", "))
  }

  private static func member(_ text: String, of choices: [Choice]) throws(Refusal) -> Choice {
    let word = folded(text)
    if let exact = choices.first(where: { folded($0.code) == word || folded($0.label) == word }) {
      return exact
    }
    if let place = number(word, digits: 1...1), choices.indices.contains(place - 1) {
      return choices[place - 1]
    }
    let begun = word.isEmpty ? [] : begun(with: word, among: choices)
    if begun.count == 1 { return begun[0] }
    if begun.count > 1 {
      throw Refusal(words: "Type one more letter: \(list(begun.map(\.label), joinedBy: "or")).")
    }
    if choices.isEmpty { throw Refusal(words: "Add to the list first; it is empty.") }
    throw Refusal(words: "Type the first letters: \(list(choices.map(\.label), joinedBy: "or")).")
  }

  /// Those whose label begins so; where none does, those that are also called something that does, whole words first.
  private static func begun(with word: String, among choices: [Choice]) -> [Choice] {
    let labelled = choices.filter { folded($0.label).hasPrefix(word) }
    if !labelled.isEmpty { return labelled }
    let called = choices.filter { choice in choice.otherWords.contains { folded($0) == word } }
    if !called.isEmpty { return called }
    return choices.filter { choice in choice.otherWords.contains { folded($0).hasPrefix(word) } }
  }

  private static func folded(_ text: String) -> String {
    text.utf8.count <= 800 ? Text.folded(trimmed(text)) : ""
  }

  /// The first few of a list of names in running text.
  private static func list(_ names: [String], joinedBy conjunction: String) -> String {
    if names.count > 5 { return names.prefix(4).joined(separator: ", ") + " … (↓ shows all)" }
    return names.count == 1
      ? names[0] : names.dropLast().joined(separator: ", ") + " \(conjunction) " + names[names.count - 1]
  }

  static func reference(_ text: String) throws(Refusal) -> Reading {
    guard let id = RecordID(text) else {
      throw Refusal(words: "Choose from the list: type part of the name, or press ↓.")
    }
    return .value(.reference(id), echo: id.description)
  }
}
