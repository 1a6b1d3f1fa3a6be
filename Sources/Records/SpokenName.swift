/// A name that somebody typed of whoever said a thing.
package enum SpokenName {
  /// Whether an answer names nobody: by its first word, or because it holds no letter.
  package static func isNobody(_ answer: String) -> Bool {
    let isGap = { (letter: Character) in letter.isWhitespace || letter == "-" || letter == "—" }
    let words = Text.folded(answer).filter { $0.isLetter || isGap($0) }
    return words.split(whereSeparator: isGap).first.map { nobodies.contains(String($0)) } ?? true
  }

  private static let nobodies: Set<String> = [
    "no", "noone", "nobody", "none", "not", "na", "nil", "never", "unknown",
  ]
}
