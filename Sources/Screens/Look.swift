/// How a style looks on one kind of terminal.
package struct Look: Hashable, Sendable {
  package var foreground: Colour
  package var background: Colour
  package var attributes: Attributes

  package init(_ foreground: Colour = .own, on background: Colour = .own, _ attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// How this style looks inside the bar of the selection.
  ///
  /// What has a background of its own keeps it; the rest takes the colours of the bar, so that it can always be read.
  func selected(_ bar: Look, plain: Look) -> Look {
    if background != plain.background { return self }
    // Faint letters on the bar could hardly be read, and it is the line that is looked at.
    return Look(bar.foreground, on: bar.background, bar.attributes.union(attributes.subtracting(.dim)))
  }
}

/// A colour of the terminal.
package enum Colour: Hashable, Sendable {
  /// What the terminal itself uses for text, or behind it.
  case own
  /// 0 to 15 are the person's own palette, 16 to 255 the same everywhere.
  case index(UInt8)
}

/// What a terminal can do to letters beside colouring them.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let underline = Attributes(rawValue: 4)
  package static let reverse = Attributes(rawValue: 8)
  package static let italic = Attributes(rawValue: 16)

  /// Reads one attribute by the name it has in a theme; `normal` is none.
  package init?(name: String) {
    switch name {
    case "normal": self = []
    case "bold": self = .bold
    case "dim": self = .dim
    case "underline": self = .underline
    case "reverse": self = .reverse
    case "italic": self = .italic
    default: return nil
    }
  }
}
