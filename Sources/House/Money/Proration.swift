import Records

/// What part of a period costs: nights over the nights of the period, half a minor unit rounded away from zero.
package enum Proration {
  /// The price of some nights.
  ///
  /// - Parameters:
  ///   - rate: Minor units for one whole period.
  ///   - period: A code of the charge periods.
  ///   - nights: Nights charged, all in the month of `day`.
  ///   - day: A day of the month, quarter or year that counts where those differ in length.
  /// - Returns: Minor units.
  package static func amount(_ rate: Int, each period: String, nights: Int, in day: Day) -> Int {
    nights > 0 ? amount(rate, each: period, hundredths: nights * 100, in: day) : 0
  }

  /// The price of hundredths of nights, of which a night away may count fewer than a hundred.
  private static func amount(_ rate: Int, each period: String, hundredths: Int, in day: Day) -> Int {
    let (year, month, _) = day.parts
    let length: Int
    switch period {
    case "day": length = 1
    case "week": length = 7
    case "fortnight": length = 14
    case "four_weeks": length = 28
    case "month": length = Day.length(ofMonth: month, year: year)
    case "quarter":
      length = (0..<3).reduce(0) { $0 + Day.length(ofMonth: (month - 1) / 3 * 3 + 1 + $1, year: year) }
    case "year": length = (1...12).reduce(0) { $0 + Day.length(ofMonth: $1, year: year) }
    default: return rate
    }
    return rounded(rate * hundredths, over: length * 100)
  }

  /// The price under a rate, which may also be charged in full or by half weeks.
  ///
  /// - Parameters:
  ///   - rate: The rate, with its amount, its period and how it is prorated.
  ///   - nights: Nights charged, all in the month of `day`.
  ///   - hundredths: What they count together; a night slept in the house is a hundred.
  ///   - day: A day of the month in which the nights lie.
  /// - Returns: Minor units.
  package static func amount(of rate: Record, nights: Int, hundredths: Int, in day: Day) -> Int {
    let price = rate[.rateAmount]?.minorUnits ?? 0
    let period = rate[.chargePeriod] ?? "week"
    if nights <= 0 || hundredths <= 0 { return 0 }
    switch rate[.prorated] {
    case "none": return rounded(price * hundredths, over: nights * 100)
    case "half_week" where period == "week":
      let rest = nights % 7
      let halves = nights / 7 * 2 + (rest == 0 ? 0 : rest <= 3 ? 1 : 2)
      return rounded(price * halves * hundredths, over: nights * 200)
    default: return amount(price, each: period, hundredths: hundredths, in: day)
    }
  }

  /// A quotient, halves away from zero.
  package static func rounded(_ number: Int, over divisor: Int) -> Int {
    let whole = (2 * number.magnitude + UInt(divisor)) / (2 * UInt(divisor))
    return number < 0 ? -Int(whole) : Int(whole)
  }
}

/// Nights slept, from the beds that stays have: the night of arrival counts, that of leaving does not.
package enum OccupiedNights {
  static let reads: @Sendable (Record) -> [Query] = { period in
    let all = Query("bed_assignments").only("starts_at", "ends_at", "house_id", "stay_id")
    return [period[.houseID].map { all.where(.houseID, is: $0) } ?? all]
  }

  static let count: @Sendable (Record, Book) -> Value = { period, book in
    guard let start = period[.startsOn], let end = period[.endsOn] else { return .empty }
    return .integer(
      book.rows(0).reduce(0) { sum, bed in
        sum + nights(of: bed, from: start, to: end, openUntil: book.today, in: book.zone).count
      })
  }

  /// The nights of a bed assignment that lie in a span of days, whose last day counts.
  ///
  /// An assignment without an end counts to `openUntil`; what comes back are the numbers of the days on which the
  /// nights begin.
  static func nights(
    of assignment: Record, from start: Day, to end: Day, openUntil: Day, in zone: Zone
  ) -> Range<Int> {
    guard let from = assignment[.startsAt] else { return 0..<0 }
    let first = max(zone.day(at: from).number, start.number)
    let left = assignment[.endsAt].map { zone.day(at: $0).number } ?? openUntil.number + 1
    return first..<max(first, min(left, end.number + 1))
  }
}
