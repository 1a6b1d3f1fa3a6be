/// A calendar day without a zone, counted from 1970-01-01 in the Gregorian calendar.
package struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  package let number: Int

  package init(number: Int) { self.number = number }

  /// Makes the day, or returns nil where the month has no such day or the year is not 1 to 9998.
  ///
  /// The arithmetic is that of H. Hinnant, "chrono-compatible low-level date algorithms" (2013).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9998).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Reads `YYYY-MM-DD`, or returns nil.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The number of days of a month, leap years included.
  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Year, month (1 to 12) and day of the month.
  package var parts: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
  }

  /// 0 for Monday to 6 for Sunday.
  package var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  package func adding(days: Int) -> Day { Day(number: number + days) }

  /// The same day of the month `months` later; where that month is shorter, its last day.
  package func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let count = year * 12 + month - 1 + months
    let (newYear, newMonth) = (count.flooredDivision(by: 12), count - count.flooredDivision(by: 12) * 12 + 1)
    let last = Day.length(ofMonth: newMonth, year: newYear)
    return Day(year: newYear, month: newMonth, day: min(day, last)) ?? self
  }

  /// Whole years from this day to `day`: the age on `day` of somebody born on this one.
  package func years(until day: Day) -> Int {
    let (from, to) = (parts, day.parts)
    return to.year - from.year - ((to.month, to.day) < (from.month, from.day) ? 1 : 0)
  }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  package var description: String {
    let (year, month, day) = parts
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension Day: FieldValue {
  package init?(_ value: Value) {
    guard case .day(let day) = value else { return nil }
    self = day
  }
  package var value: Value { .day(self) }
}

/// A moment, in milliseconds UTC since 1970.
package struct Instant: Hashable, Comparable, Sendable {
  package let milliseconds: Int

  /// Makes the moment; one before the year 1 or after 9998 becomes the nearest within, so that none overflows.
  package init(milliseconds: Int) {
    self.milliseconds = min(max(milliseconds, -62_135_596_800_000), 253_370_764_799_999)
  }

  package func adding(minutes: Int) -> Instant { Instant(milliseconds: milliseconds + minutes * 60_000) }
  package func adding(hours: Int) -> Instant { adding(minutes: hours * 60) }

  package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}

extension Instant: FieldValue {
  package init?(_ value: Value) {
    guard case .instant(let instant) = value else { return nil }
    self = instant
  }
  package var value: Value { .instant(self) }
}

/// A time of day on the wall of a house, in minutes after midnight.
package struct WallTime: Hashable, Comparable, Sendable {
  /// 0 to 1,439.
  package let minutes: Int

  package init?(hour: Int, minute: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    minutes = hour * 60 + minute
  }

  /// Reads `HH:MM`, or returns nil.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = Typed.number(parts[0], digits: 2...2),
      let minute = Typed.number(parts[1], digits: 2...2)
    else { return nil }
    self.init(hour: hour, minute: minute)
  }

  package var hour: Int { minutes / 60 }
  package var minute: Int { minutes % 60 }

  package static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}

extension WallTime: CustomStringConvertible {
  /// `HH:MM`.
  package var description: String { "\(padded(hour, 2)):\(padded(minute, 2))" }
}

extension WallTime: FieldValue {
  package init?(_ value: Value) {
    guard case .time(let time) = value else { return nil }
    self = time
  }
  package var value: Value { .time(self) }
}

/// An amount in whole minor units of the organisation's currency.
package struct Money: Hashable, Comparable, Sendable {
  package let minorUnits: Int

  package init(minorUnits: Int) { self.minorUnits = minorUnits }

  package static func < (left: Self, right: Self) -> Bool { left.minorUnits < right.minorUnits }
}

extension Money: CustomStringConvertible {
  /// Two decimals and no currency sign: `1043.50`, `-0.05`.
  package var description: String {
    let size = minorUnits.magnitude
    return "\(minorUnits < 0 ? "-" : "")\(size / 100).\(padded(Int(size % 100), 2))"
  }
}

extension Money: FieldValue {
  package init?(_ value: Value) {
    guard case .money(let money) = value else { return nil }
    self = money
  }
  package var value: Value { .money(self) }
}

/// Writes a number with leading zeros.
package func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
  return (number < 0 ? "-" : "") + zeros + digits
}

extension Int {
  /// The quotient rounded towards minus infinity.
  package func flooredDivision(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
  }
}
