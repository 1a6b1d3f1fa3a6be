import Records

/// Which way a row of weekly counts goes.
package enum Trend: Sendable, Hashable {
  case up, flat, down

  /// The later half against the earlier: a quarter more or less, and at least two, is a change.
  package init(_ weeks: [Int]) {
    let earlier = weeks.prefix(weeks.count / 2).reduce(0, +)
    let later = weeks.suffix(weeks.count - weeks.count / 2).reduce(0, +)
    if later - earlier >= 2, later * 4 >= earlier * 5 {
      self = .up
    } else if earlier - later >= 2, later * 4 <= earlier * 3 {
      self = .down
    } else {
      self = .flat
    }
  }

  package var word: DisplayText {
    switch self {
    case .up: "up"
    case .flat: "flat"
    case .down: "down"
    }
  }

  package var sign: DisplayText {
    switch self {
    case .up: "▲"
    case .flat: "="
    case .down: "▼"
    }
  }
}

/// What happened in the last eight weeks, by kind and week, and in the last four by weekday and hour.
package struct IncidentTally: Sendable, Hashable {
  package static let weekCount = 8
  /// The Monday of the first week.
  package let start: Day
  package let today: Day
  package private(set) var kinds: [String: Kind] = [:]
  package private(set) var total = 0

  package struct Kind: Sendable, Hashable {
    package var weeks = Array(repeating: 0, count: IncidentTally.weekCount)
    /// Rows of six hours, columns from Monday.
    package var hours = Array(repeating: Array(repeating: 0, count: 7), count: 4)
    package var total: Int { weeks.reduce(0, +) }
    package var trend: Trend { Trend(weeks) }

    /// Where in the week it happened most, and how often; nil where it did not happen.
    package var worst: (weekday: Int, part: Int, count: Int)? {
      var worst: (weekday: Int, part: Int, count: Int)?
      for part in hours.indices {
        for weekday in hours[part].indices where hours[part][weekday] > worst?.count ?? 0 {
          worst = (weekday, part, hours[part][weekday])
        }
      }
      return worst
    }
  }

  package init(today: Day) {
    self.today = today
    start = IncidentTally.start(for: today)
  }

  package static func start(for today: Day) -> Day {
    today.adding(days: -today.weekday - 7 * (weekCount - 1))
  }

  /// Counts so many that happened on a day at a time of the house's wall.
  package mutating func add(_ count: Int, _ kind: String, on day: Day, at time: WallTime) {
    let week = (day.number - start.number).flooredDivision(by: 7)
    guard (0..<IncidentTally.weekCount).contains(week), day <= today else { return }
    total += count
    kinds[kind, default: Kind()].weeks[week] += count
    if today.number - day.number < 28 {
      kinds[kind, default: Kind()].hours[time.hour / 6][day.weekday] += count
    }
  }

  /// The kinds, the most frequent first.
  package var ranked: [String] {
    kinds.keys.sorted { (kinds[$1]?.total ?? 0, $0) < (kinds[$0]?.total ?? 0, $1) }
  }

  /// The number of each week in the calendar (ISO 8601).
  package var weekNumbers: [Int] {
    (0..<IncidentTally.weekCount).map { start.adding(days: 7 * $0).weekNumber }
  }

  /// The first day of a week and of the one after it.
  package func days(ofWeek week: Int) -> Range<Day> {
    let first = start.adding(days: 7 * week)
    return first..<first.adding(days: 7)
  }

  /// The four days of the last 28 that fall on a weekday.
  package func days(onWeekday weekday: Int) -> [Day] {
    (0..<28).map { today.adding(days: -27 + $0) }.filter { $0.weekday == weekday }
  }
}

extension Day {
  /// The number of its week (ISO 8601): the week of the year's first Thursday is 1.
  package var weekNumber: Int {
    let thursday = adding(days: 3 - weekday)
    guard let first = Day(year: thursday.parts.year, month: 1, day: 1) else { return 1 }
    return (thursday.number - first.number) / 7 + 1
  }
}
