import Records

/// The working days of one nation: Monday to Friday without its bank or federal holidays.
///
/// The United Kingdom's days are those of the Banking and Financial Dealings Act 1971, Schedule 1, with those that the
/// nations proclaim every year; a day proclaimed once, for a coronation, is not known here. Those of the United States
/// are the holidays of 5 U.S.C. 6103.
struct WorkingDays: Sendable {
  /// A code of the list of jurisdictions.
  let nation: String

  init(of nation: String?) { self.nation = nation ?? "england" }

  func contains(_ day: Day) -> Bool {
    let year = day.parts.year
    // A new year's day on a Saturday is kept in the year before it in the United States.
    return day.weekday < 5 && !holidays(of: year).contains(day) && !holidays(of: year + 1).contains(day)
  }

  /// The working day that is `count` working days after `day`; the day itself does not count.
  func day(_ count: Int, after day: Day) -> Day {
    var (found, left) = (day, count)
    while left > 0 {
      found = found.adding(days: 1)
      if contains(found) { left -= 1 }
    }
    return found
  }

  /// The day itself where it is a working day, else the next one.
  func onOrAfter(_ day: Day) -> Day {
    var found = day
    while !contains(found) { found = found.adding(days: 1) }
    return found
  }

  func holidays(of year: Int) -> Set<Day> {
    switch nation {
    case "england", "wales": moved(fixed: [(1, 1), (12, 25), (12, 26)], year).union(english(year))
    case "scotland":
      moved(fixed: [(1, 1), (1, 2), (11, 30), (12, 25), (12, 26)], year)
        .union([Easter.friday(of: year)])
        .union(mondays([(5, 1), (5, -1), (8, 1)], year))
    case "northern_ireland":
      moved(fixed: [(1, 1), (3, 17), (7, 12), (12, 25), (12, 26)], year).union(english(year))
    case "united_states": federal(year)
    default: []
    }
  }

  private func english(_ year: Int) -> Set<Day> {
    let easter = Easter.friday(of: year)
    return mondays([(5, 1), (5, -1), (8, -1)], year).union([easter, easter.adding(days: 3)])
  }

  private func federal(_ year: Int) -> Set<Day> {
    let fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)].compactMap { month, day in
      Day(year: year, month: month, day: day).map { observed in
        observed.adding(days: observed.weekday == 5 ? -1 : observed.weekday == 6 ? 1 : 0)
      }
    }
    let thanksgiving = weekday(3, 4, of: 11, year)
    return Set(fixed + [thanksgiving].compactMap(\.self))
      .union(mondays([(1, 3), (2, 3), (5, -1), (9, 1), (10, 2)], year))
  }

  /// Days of the calendar, each moved past the weekend and past those that stand there already.
  private func moved(fixed days: [(month: Int, day: Int)], _ year: Int) -> Set<Day> {
    let all = days.compactMap { Day(year: year, month: $0.month, day: $0.day) }
    var kept = Set(all.filter { $0.weekday < 5 })
    for day in all where day.weekday > 4 {
      var substitute = day
      while substitute.weekday > 4 || kept.contains(substitute) { substitute = substitute.adding(days: 1) }
      kept.insert(substitute)
    }
    return kept
  }

  /// Mondays by month and place in it, -1 for the last.
  private func mondays(_ places: [(month: Int, place: Int)], _ year: Int) -> Set<Day> {
    Set(places.compactMap { weekday(0, $0.place, of: $0.month, year) })
  }

  private func weekday(_ weekday: Int, _ place: Int, of month: Int, _ year: Int) -> Day? {
    guard let first = Day(year: year, month: month, day: 1) else { return nil }
    let earliest = first.adding(days: (weekday - first.weekday + 7) % 7)
    if place > 0 { return earliest.adding(days: 7 * (place - 1)) }
    let last = Day.length(ofMonth: month, year: year)
    return earliest.adding(days: earliest.parts.day + 28 <= last ? 28 : 21)
  }
}

/// The feast on which Good Friday and Easter Monday hang.
private enum Easter {
  /// Good Friday, two days before Easter by the Gregorian reckoning.
  ///
  /// Meeus, "Astronomical Algorithms", chapter 8.
  static func friday(of year: Int) -> Day {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let sum = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114
    guard let sunday = Day(year: year, month: sum / 31, day: sum % 31 + 1) else {
      preconditionFailure("Easter is a day of March or April.")
    }
    return sunday.adding(days: -2)
  }
}
