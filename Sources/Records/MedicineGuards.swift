/// What a when-needed medicine keeps to: the least time between two doses and the most in 24 hours.
package struct WhenNeeded: Sendable, Hashable {
  package let gapMinutes: Int
  /// Nil where none is said.
  package let most: Int?

  package init(gapMinutes: Int, most: Int?) {
    self.gapMinutes = gapMinutes
    self.most = most
  }

  /// Nil for a medicine that is due at times of its own.
  package init?(_ medicine: Record) {
    guard medicine[.schedule] == "when_needed" else { return nil }
    self.init(gapMinutes: medicine[.prnGapMinutes] ?? 0, most: medicine[.prnMaximumDaily])
  }

  /// Until when somebody has to wait, and why.
  package struct Wait: Sendable, Hashable {
    package let last: Instant
    package let until: Instant
    /// The most in 24 hours is reached; otherwise the gap is not over.
    package let isMost: Bool
  }

  /// When it may be taken again; nil where it may be at `moment`.
  package func wait(after taken: [Instant], at moment: Instant) -> Wait? {
    let taken = taken.filter { $0 <= moment }.sorted(by: >)
    guard let last = taken.first else { return nil }
    let gap = last.adding(minutes: gapMinutes)
    let day = taken.filter { $0 > moment.adding(hours: -24) }
    var most: Instant?
    if let limit = self.most, limit > 0, day.count >= limit { most = day[limit - 1].adding(hours: 24) }
    if let most, most > moment, most >= gap { return Wait(last: last, until: most, isMost: true) }
    return gap > moment ? Wait(last: last, until: gap, isMost: false) : nil
  }
}
