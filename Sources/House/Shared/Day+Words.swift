import Records

extension Day {
  /// The day as sentences say it: `18 Nov 2026`.
  var inWords: String { "\(parts.day) \(monthName) \(parts.year)" }
}
