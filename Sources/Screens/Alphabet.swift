/// The signs that screens are drawn with, each with a twin of one column in ASCII.
package enum Alphabet {
  /// The twin of a sign or a letter: the chrome's by its table, a Latin letter without its marks, else `?`.
  package static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII { return scalar }
    return twins[scalar] ?? letter(scalar) ?? "?"
  }

  /// Whether a sign may stand in the words and rules of a screen.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    0x20...0x7E ~= scalar.value || twins[scalar] != nil || isLatin(scalar)
  }

  /// The signs of the chrome beside ASCII.
  package static let twins: [Unicode.Scalar: Unicode.Scalar] = {
    let signs = "─│┌┐└┘├┤┬┴┼═║╔╗╚╝✓▸▲·●▼…▁▂▃▄▅▆▇█░↑↓←→▾‹›•“”–—‘’£€�◌"
    let ascii = "-|+++++++++=\"====+>!.*v~.:-=+*#%%^v<>v<>*\"\"--''LE?o"
    var pairs = Dictionary(uniqueKeysWithValues: zip(signs.unicodeScalars, ascii.unicodeScalars))
    for value in UInt32(0x2400)...0x2426 { pairs[Unicode.Scalar(value) ?? "?"] = "?" }
    return pairs
  }()

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { 0xC0...0x17F ~= scalar.value }

  /// The Latin letter below the marks of a composed one.
  private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    for block in letters where block.range ~= scalar.value {
      let found = block.ascii[Int(scalar.value - block.range.lowerBound)]
      return Unicode.Scalar(found)
    }
    return nil
  }

  private static let letters: [(range: ClosedRange<UInt32>, ascii: [UInt8])] = [
    (0xC0...0xFF, Array("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty".utf8)),
    (
      0x100...0x17F,
      Array(
        ("AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNn"
          + "NnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").utf8)
    ),
    (0x1A0...0x1B0, Array("Oo?????????????Uu".utf8.prefix(17))),
    (0x1CD...0x1DC, Array("AaIiOoUuUuUuUuUu".utf8)),
    (0x218...0x21B, Array("SsTt".utf8)),
    (
      0x1E00...0x1EF9,
      Array(
        ("AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRr"
          + "SsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyas??S?AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
          + "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy").utf8)
    ),
  ]
}
