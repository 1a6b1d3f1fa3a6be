/// How every style looks, on every kind of terminal.
package struct Theme: Sendable {
  /// What a terminal can show; each is authored by itself.
  package enum Tier: String, CaseIterable, Sendable {
    case mono
    case eight = "8"
    case sixteen = "16"
    case many = "256"

    /// The tier for a terminal of so many colours.
    package init(colours: Int) {
      switch colours {
      case ..<8: self = .mono
      case ..<16: self = .eight
      case ..<256: self = .sixteen
      default: self = .many
      }
    }
  }

  /// What the theme is made for.
  package enum Base: String, Sendable { case dark, light, terminal }

  /// The sign of a state in the full alphabet and in ASCII.
  package struct Sign: Hashable, Sendable {
    package let glyph: Unicode.Scalar
    package let ascii: Unicode.Scalar
  }

  package let id: String
  package let name: String
  package let base: Base
  package let minimumContrast: Double
  /// What the file says of each style and tier; a style that is missing looks like text.
  let looks: [Style: [Tier: Look]]
  let signs: [Style: Sign]
  /// The styles that only decorate, and need no contrast.
  let decorations: Set<Style>

  /// How a style looks.
  package func look(_ style: Style, _ tier: Tier) -> Look {
    looks[style]?[tier] ?? looks[.text]?[tier] ?? Look()
  }

  /// How a style looks inside the bar of the selection.
  package func selectedLook(_ style: Style, _ tier: Tier) -> Look {
    let bar = look(.selected, tier)
    return style == .text ? bar : look(style, tier).selected(bar, plain: look(.text, tier))
  }

  /// The sign of a state; a space for a style that is none.
  package func sign(_ style: Style) -> Sign {
    if let sign = signs[style] { return sign }
    let glyph = style.sign ?? " "
    return Sign(glyph: glyph, ascii: Alphabet.ascii(glyph))
  }

  /// What is used where no theme file can be read: no colours, the terminal's own attributes.
  package static let plain = Theme(
    id: "plain", name: "Plain", base: .terminal, minimumContrast: 1,
    looks: Dictionary(
      uniqueKeysWithValues: Style.allCases.map { style in
        (style, Dictionary(uniqueKeysWithValues: Tier.allCases.map { ($0, style.plainLook) }))
      }),
    signs: [:], decorations: [.border])
}

extension Style {
  fileprivate var plainLook: Look {
    switch self {
    case .selected, .buttonFocus, .breakglass, .demo: Look(.own, on: .own, .reverse)
    case .title, .tabOpen, .heading, .key, .urgent, .error, .new: Look(.own, on: .own, .bold)
    case .field, .fieldFocus, .due, .warning: Look(.own, on: .own, .underline)
    case .dim, .disabled: Look(.own, on: .own, .dim)
    default: Look()
    }
  }
}
