/// What of each kind a home has: all that is saved lies within, and what is read beyond it was damaged.
extension Money {
  /// The minor units of amounts that a home has; sums of them stay within an integer.
  package static let usual = -10_000_000_000_000...10_000_000_000_000
}

extension Instant {
  /// The milliseconds of the years 1900 to 2200, in which everything lies that is recorded.
  package static let usual = -2_208_988_800_000...7_289_654_399_999
}

extension Day {
  /// The numbers of the days of the years 1900 to 2200, in which everything lies that is recorded.
  package static let usual = -25_567...84_370
}
