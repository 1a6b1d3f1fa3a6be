import Foundation

/// What only the full Foundation knows about text: composition, folding and the order of names.
package enum Text {
  /// The text in Unicode normalisation form C.
  package static func composed(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
  }

  /// The text as searches compare it: lower case, without accents, full-width forms narrowed; letters that do
  /// not decompose (ł, ø, ð, þ, æ, ı, ʼ) as people type them.
  package static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    let plain = text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
      locale: Locale(identifier: "en_GB"))
    var folded = ""
    folded.reserveCapacity(plain.utf8.count)
    for scalar in plain.unicodeScalars {
      if let twin = twins[scalar] { folded += twin } else { folded.unicodeScalars.append(scalar) }
    }
    return folded
  }

  /// The text as it stands, but for what people type in a name or leave out: O'Malley, O’Malley and OMalley are one.
  package static func withoutApostrophes(_ text: String) -> String {
    var kept = text.unicodeScalars
    guard kept.contains(where: { apostrophes.contains($0) }) else { return text }
    kept.removeAll { apostrophes.contains($0) }
    return String(kept)
  }

  /// Every sign that stands for an apostrophe, by hand or by machine.
  package static let apostrophes: Set<Unicode.Scalar> = ["'", "`", "´", "‘", "’", "ʼ", "ʻ", "′"]

  /// Whether there is nothing to see in a text: blanks, fillers and characters without width, or nothing at all.
  package static func isUnseen(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.isUnseen) }

  private static let twins: [Unicode.Scalar: String] = [
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h",
    "ς": "σ", "ʼ": "'", "’": "'", "ʻ": "'", "־": "-", "–": "-",
  ]
}

extension Unicode.Scalar {
  /// Leaves no mark: a blank, also the empty braille cell, or one that fonts draw nothing for.
  var isUnseen: Bool {
    properties.isWhitespace || properties.isDefaultIgnorableCodePoint || value == 0x2800
  }
}
