import Records

/// Finds in a theme what a person could not read, or could not tell apart.
package enum ThemeLint {
  /// One thing that is wrong in a theme file; lines count from 1.
  package struct Problem: Error, Hashable, Sendable {
    package let line: Int
    package let reason: String
  }

  /// Everything that is wrong in a theme file, in the order of its lines.
  package static func problems(in text: String) -> [Problem] {
    let file = ThemeFile(text)
    var problems = file.problems
    if let theme = file.theme {
      problems += findings(in: theme).map { Problem(line: file.lines[$0.style] ?? 1, reason: $0.reason) }
    }
    return problems.sorted { ($0.line, $0.reason) < ($1.line, $1.reason) }
  }

  private typealias Finding = (style: Style, reason: String)

  private static func findings(in theme: Theme) -> [Finding] {
    contrasts(theme) + equalColours(theme) + selection(theme) + confusions(theme) + pairs(theme)
  }

  /// What is too pale on its ground where colours are the same everywhere.
  private static func contrasts(_ theme: Theme) -> [Finding] {
    var found: [Finding] = []
    for style in Style.allCases where !theme.decorations.contains(style) {
      let looks = [(theme.look(style, .many), ""), (theme.selectedLook(style, .many), " in the selection")]
      for (look, place) in looks {
        guard let contrast = contrast(of: look), contrast < theme.minimumContrast else { continue }
        found.append(
          (
            style,
            "The contrast of \(style.name)\(place) is \(tenths(contrast)), below \(tenths(theme.minimumContrast))."
          )
        )
      }
    }
    return found
  }

  /// The contrast of letters and ground, or nil where one of them is the person's own.
  package static func contrast(of look: Look) -> Double? {
    guard let ink = Light(look.foreground), let paper = Light(look.background) else { return nil }
    return ink.contrast(to: paper)
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func equalColours(_ theme: Theme) -> [Finding] {
    var found: [Finding] = []
    for style in Style.allCases {
      for tier in Theme.Tier.allCases {
        for look in [theme.look(style, tier), theme.selectedLook(style, tier)] {
          guard look.foreground == look.background, look.foreground != .own else { continue }
          found.append(
            (style, "\(style.name) has letters of the colour of their ground in tier \(tier.rawValue)."))
        }
      }
    }
    return found
  }

  private static func selection(_ theme: Theme) -> [Finding] {
    Theme.Tier.allCases.filter { theme.look(.selected, $0) == theme.look(.text, $0) }
      .map { (.selected, "selected looks like text in tier \($0.rawValue).") }
  }

  /// States that look alike, to some eyes or without colour, and have the same sign.
  private static func confusions(_ theme: Theme) -> [Finding] {
    var found: [Finding] = []
    for (index, one) in Style.states.enumerated() {
      for other in Style.states[(index + 1)...] {
        guard theme.sign(one).glyph == theme.sign(other).glyph else { continue }
        let places = alike(theme.look(one, .mono), theme.look(other, .mono)) + blind(theme, one, other)
        if let place = places.first {
          found.append((other, "\(one.name) and \(other.name) look alike \(place) and have the same sign."))
        }
      }
    }
    return found
  }

  private static func alike(_ one: Look, _ other: Look) -> [String] { one == other ? ["without colour"] : [] }

  private static func blind(_ theme: Theme, _ one: Style, _ other: Style) -> [String] {
    let (first, second) = (theme.look(one, .many), theme.look(other, .many))
    guard first.attributes == second.attributes else { return [] }
    if first == second { return ["in 256 colours"] }
    return Light.Deficiency.allCases.filter { deficiency in
      near(first.foreground, second.foreground, deficiency)
        && near(first.background, second.background, deficiency)
    }.map { "with \($0.rawValue)" }
  }

  /// Whether two colours are less than a tenth of the whole range apart to such eyes.
  private static func near(_ one: Colour, _ other: Colour, _ deficiency: Light.Deficiency) -> Bool {
    guard let first = Light(one), let second = Light(other) else { return one == other }
    return first.seen(with: deficiency).distance(to: second.seen(with: deficiency)) < 44
  }

  /// A terminal of eight colours may have no more than 64 combinations in all.
  private static func pairs(_ theme: Theme) -> [Finding] {
    var used: Set<[Colour]> = []
    for style in Style.allCases {
      for look in [theme.look(style, .eight), theme.selectedLook(style, .eight)] {
        used.insert([look.foreground, look.background])
      }
    }
    return used.count > 40
      ? [(.text, "Tier 8 uses \(used.count) combinations of colours; 40 are allowed.")] : []
  }
}
