/// What stands in place of who somebody is, for a reader who may not know.
package enum Masked {
  /// The initials of a person: `N. T.`; empty parts are left out.
  package static func initials(given: String, family: String) -> String {
    [given, family].compactMap(initial).map { $0 + "." }.joined(separator: " ")
  }

  /// The initials of a whole name, `Family, Given` or `Given Family`: of the given and of the family name.
  package static func initials(of name: String) -> String {
    let halves = name.split(separator: ",", maxSplits: 1).map(String.init)
    if halves.count == 2 { return initials(given: halves[1], family: halves[0]) }
    let words = name.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first, let last = words.last else { return "" }
    return words.count == 1 ? initials(given: first, family: "") : initials(given: first, family: last)
  }

  /// The age of somebody born on a day, as a band: `16–17`, `25–34`, `65+`.
  package static func ageBand(born: Day, on day: Day) -> String { ageBand(born.years(until: day)) }

  /// An age in years as a band.
  package static func ageBand(_ years: Int) -> String {
    switch years {
    case ..<16: "under 16"
    case ..<18: "16–17"
    case ..<25: "18–24"
    case ..<35: "25–34"
    case ..<45: "35–44"
    case ..<55: "45–54"
    case ..<65: "55–64"
    default: "65+"
    }
  }

  private static func initial(_ name: String) -> String? {
    name.first(where: \.isLetter).map { Text.composed(String($0)).uppercased() }
  }
}
