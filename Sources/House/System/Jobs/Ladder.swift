import Records

/// The days before a date on which people are told of it, and how often they are told again once it is past.
struct Ladder: Sendable, Hashable {
  let before: [Int]
  /// Days between one reminder and the next after the date; nil for none after the last step.
  let again: Int?

  /// The first day on which anybody is told, counted from the date.
  var horizon: Int { before.max() ?? 0 }

  /// The day of the last step that is reached; nil before the first.
  ///
  /// Whoever comes late finds the last step alone: what was missed is not told one after the other.
  func step(towards date: Day, on today: Day) -> Day? {
    if let again, today >= date.adding(days: again) {
      return date.adding(days: (today.number - date.number) / again * again)
    }
    return before.map { date.adding(days: -$0) }.filter { $0 <= today }.max()
  }
}

extension Zone {
  /// The moment at which a day begins on the wall.
  func start(of day: Day) -> Instant {
    guard let midnight = WallTime(hour: 0, minute: 0) else { preconditionFailure("A day has a midnight.") }
    return instant(on: day, at: midnight)
  }
}
