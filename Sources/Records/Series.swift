/// A series of days that begins on one, each at the same time of the wall clock.
///
/// It is reckoned in days and wall time and only then in moments, so that ten o'clock stays ten o'clock when the
/// clocks change.
package struct Series: Hashable, Sendable {
  package let first: Day
  package let time: WallTime
  package let recurrence: Recurrence
  /// The last day on which it may come; nil where only its recurrence ends it.
  package let last: Day?
  /// Days on which it would come and does not.
  package let excluded: Set<Day>

  package init(
    from first: Day, at time: WallTime, _ recurrence: Recurrence, until last: Day? = nil,
    excluding excluded: Set<Day> = []
  ) {
    self.first = first
    self.time = time
    self.recurrence = recurrence
    self.last = [last, recurrence.until].compactMap { $0 }.min()
    self.excluded = excluded
  }

  /// Whether something ends it.
  package var hasEnd: Bool { last != nil || recurrence.count != nil }

  /// The days from `start` to `end`, both counted, on which it comes.
  package func days(from start: Day, to end: Day) -> [Day] {
    var found: [Day] = []
    walk(to: end) { day in
      if day >= start, !excluded.contains(day) { found.append(day) }
      return true
    }
    return found
  }

  /// Its moments in that zone on those days.
  ///
  /// A time that the clocks skip moves to the first one after the gap; one that they repeat is its first occurrence.
  package func instants(from start: Day, to end: Day, in zone: Zone) -> [Instant] {
    days(from: start, to: end).map { zone.instant(on: $0, at: time) }
  }

  /// Whether it has more days than that, those left out counted; true of one without an end.
  package func hasMore(than most: Int) -> Bool {
    guard hasEnd else { return true }
    var count = 0
    walk(to: last ?? first.adding(days: 366 * 100)) { _ in
      count += 1
      return count <= most
    }
    return count > most
  }

  /// Goes through the days in order, until `visit` answers false.
  private func walk(to end: Day, _ visit: (Day) -> Bool) {
    let end = min(end, last ?? end)
    var left = recurrence.count ?? .max
    var step = 0
    while let period = period(step), period.start <= end {
      for day in period.days where day >= first {
        if day > end || left == 0 { return }
        left -= 1
        if !visit(day) { return }
      }
      step += 1
    }
  }

  /// The days of the period so many intervals after the first, in order, and the day with which the period begins;
  /// nil where the calendar ends.
  private func period(_ step: Int) -> (start: Day, days: [Day])? {
    let count = step * recurrence.interval
    switch recurrence.frequency {
    case .daily:
      let day = first.adding(days: count)
      return (day, isWanted(day) ? [day] : [])
    case .weekly:
      let monday = first.adding(days: count * 7 - first.weekday)
      let numbers = recurrence.weekdays.isEmpty ? [first.weekday] : recurrence.weekdays.map(\.number)
      return (monday, Set(numbers).sorted().map { monday.adding(days: $0) })
    case .monthly: return month(count)
    case .yearly: return month(count * 12)
    }
  }

  private func isWanted(_ day: Day) -> Bool {
    recurrence.weekdays.isEmpty || recurrence.weekdays.contains { $0.number == day.weekday }
  }

  private func month(_ count: Int) -> (start: Day, days: [Day])? {
    let (year, month, day) = first.parts
    let months = year * 12 + month - 1 + count
    guard let start = Day(year: months.flooredDivision(by: 12), month: months % 12 + 1, day: 1) else {
      return nil
    }
    let length = Day.length(ofMonth: start.parts.month, year: start.parts.year)
    let all = (0..<length).map { start.adding(days: $0) }
    if recurrence.weekdays.isEmpty, recurrence.monthDays.isEmpty {
      let number = recurrence.keepsMonthEnd ? min(day, length) : day
      return (start, number <= length ? [all[number - 1]] : [])
    }
    return (start, all.filter { isWanted($0, of: all) })
  }

  /// Whether a rule names the day by its number and by its weekday, where it names these at all.
  private func isWanted(_ day: Day, of month: [Day]) -> Bool {
    let number = day.parts.day
    let isNumbered =
      recurrence.monthDays.isEmpty
      || recurrence.monthDays.contains { $0 == number || $0 == number - month.count - 1 }
    let isNamed =
      recurrence.weekdays.isEmpty
      || recurrence.weekdays.contains { weekday in
        guard weekday.number == day.weekday else { return false }
        guard let place = weekday.place else { return true }
        return place == (number - 1) / 7 + 1 || place == -((month.count - number) / 7 + 1)
      }
    return isNumbered && isNamed
  }
}
