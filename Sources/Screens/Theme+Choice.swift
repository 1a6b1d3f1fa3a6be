extension Theme {
  /// What is known of who sits at the terminal and what it looks like.
  package struct Wishes: Sendable {
    /// The id that was asked for when the program was started.
    package var asked: String?
    /// The id that the person has chosen.
    package var own: String?
    /// The id that the house has chosen.
    package var house: String?
    package var hasNoColour = false
    /// Letters and ground as `COLORFGBG` gives them: `15;0`.
    package var colours: String?
    /// Whether the terminal said that its ground is dark; nil where it has said nothing.
    package var isDark: Bool?

    package init() {}
  }

  /// The id of the theme to open with; the terminal's own colours when nothing is known.
  package static func id(for wishes: Wishes) -> String {
    if let id = wishes.asked ?? wishes.own ?? wishes.house { return id }
    if wishes.hasNoColour { return "mono" }
    guard let isDark = wishes.colours.flatMap(isDark(colours:)) ?? wishes.isDark else { return "terminal" }
    return isDark ? "maple-dark" : "maple-light"
  }

  private static func isDark(colours: String) -> Bool? {
    guard let ground = colours.split(separator: ";").last.flatMap({ Int($0) }) else { return nil }
    return ground < 7 || ground == 8
  }
}
