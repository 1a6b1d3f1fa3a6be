/// What a piece of the screen means; a theme says how that looks.
package enum Style: UInt8, CaseIterable, Sendable {
  case text, dim, title, tab, tabOpen, border, heading, key, hint
  case selected, marked, field, fieldFocus, fieldSealed, button, buttonFocus
  case urgent, due, ok, error, warning, disabled, new
  case added, removed
  case chart1, chart2, chart3, chart4
  case demo, breakglass
}

extension Style {
  /// The name of this style in a theme: `field.focus`.
  package var name: String { Self.facts[Int(rawValue)].name }

  /// The letter of this style in the expected screens of tests.
  package var letter: Character { Self.facts[Int(rawValue)].letter }

  /// The sign of a state, for themes that give no other; nil for what is not a state.
  package var sign: Unicode.Scalar? { Self.facts[Int(rawValue)].sign }

  /// The styles that say in what state something is, and never by colour alone.
  package static let states: [Style] = allCases.filter { $0.sign != nil || $0 == .disabled }

  package init?(name: String) {
    guard let style = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = style
  }

  private static let facts: [(name: String, letter: Character, sign: Unicode.Scalar?)] = [
    ("text", ".", nil), ("dim", "d", nil), ("title", "t", nil), ("tab", "a", nil), ("tab.open", "o", nil),
    ("border", "b", nil), ("heading", "h", nil), ("key", "k", nil), ("hint", "i", nil),
    ("selected", "s", nil), ("marked", "m", "*"), ("field", "f", nil), ("field.focus", "g", nil),
    ("field.sealed", "l", nil), ("button", "p", nil), ("button.focus", "q", nil),
    ("urgent", "u", "▲"), ("due", "e", "●"), ("ok", "y", "✓"), ("error", "x", "!"), ("warning", "w", "!"),
    ("disabled", "z", nil), ("new", "n", "•"), ("added", "v", "+"), ("removed", "r", "-"),
    ("chart.1", "1", nil), ("chart.2", "2", nil), ("chart.3", "3", nil), ("chart.4", "4", nil),
    ("demo", "c", nil), ("breakglass", "j", nil),
  ]
}
