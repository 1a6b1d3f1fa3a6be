/// What two records of one person have in common, however they were typed: the words of the names and a day.
///
/// Case, accents, signs and the order of the words make no difference.
package struct Likeness: Hashable, Sendable {
  private let words: [String]
  private let others: [Value]

  /// Makes the likeness of a record by the fields of its type that tell a person; nil where the type has none, or
  /// where no name or not every other of these fields is filled in and seen.
  package init?(of record: Record) {
    var words: [String] = []
    var others: [Value] = []
    for name in record.type.toldBy {
      switch record[name] {
      case .text(let text): words += Text.words(of: text)
      case .hidden, .damaged, .erased: return nil
      case .empty: if record.type.field(name)?.kind != .text { return nil }
      case let value: others.append(value)
      }
    }
    if words.isEmpty || others.isEmpty { return nil }
    (self.words, self.others) = (words.sorted(), others)
  }
}

extension Text {
  /// The words of a name as searches compare them; apostrophes vanish, every other sign parts words.
  package static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in folded(text).unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.unicodeScalars.append(scalar)
      } else if scalar != "'", !scalar.isPartOfLetter, !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}

extension Unicode.Scalar {
  /// Belongs to the letter before it, or is not seen at all.
  fileprivate var isPartOfLetter: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: true
    default: false
    }
  }
}
