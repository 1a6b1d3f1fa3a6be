/// Minutes, hours, days, months and weekdays at which something is done, as crontab writes them.
package struct Schedule: Sendable, Hashable {
  private let fields: [Set<Int>]
  private static let ranges = [0...59, 0...23, 1...31, 1...12, 0...7]

  /// Reads five fields of `*`, numbers, ranges, lists and steps (`*/15`), or returns nil.
  package init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == Self.ranges.count else { return nil }
    var fields: [Set<Int>] = []
    for (part, range) in zip(parts, Self.ranges) {
      guard let numbers = Self.numbers(part, in: range) else { return nil }
      fields.append(numbers)
    }
    self.fields = fields
  }

  /// Whether it is to run in that minute; Sunday is 0 and 7.
  package func holds(on day: Day, at time: WallTime) -> Bool {
    holds(on: day) && fields[0].contains(time.minute) && fields[1].contains(time.hour)
  }

  /// The first moment after `moment` at which it is to run, in the wall time of a zone; nil where there is none within
  /// a leap year's time.
  package func next(after moment: Instant, in zone: Zone) -> Instant? {
    let today = zone.day(at: moment)
    for offset in 0...1_462 {
      let day = today.adding(days: offset)
      guard holds(on: day) else { continue }
      for hour in fields[1].sorted() {
        for minute in fields[0].sorted() {
          guard let time = WallTime(hour: hour, minute: minute) else { continue }
          let found = zone.instant(on: day, at: time)
          if found > moment { return found }
        }
      }
    }
    return nil
  }

  private func holds(on day: Day) -> Bool {
    let (_, month, number) = day.parts
    let weekday = (day.weekday + 1) % 7
    let isWeekday = fields[4].contains(weekday) || weekday == 0 && fields[4].contains(7)
    return fields[2].contains(number) && fields[3].contains(month) && isWeekday
  }

  private static func numbers(_ text: Substring, in range: ClosedRange<Int>) -> Set<Int>? {
    var numbers: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "/", omittingEmptySubsequences: false)
      guard let first = halves.first, halves.count <= 2, let span = span(first, in: range) else { return nil }
      var step = 1
      if halves.count == 2 {
        guard let given = Int(halves[1]), given > 0 else { return nil }
        step = given
      }
      numbers.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
    }
    return numbers
  }

  private static func span(_ text: Substring, in range: ClosedRange<Int>) -> ClosedRange<Int>? {
    if text == "*" { return range }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count <= 2, let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high,
      range.contains(low), range.contains(high)
    else { return nil }
    return low...high
  }
}
