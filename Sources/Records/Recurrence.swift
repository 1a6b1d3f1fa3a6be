/// How often something comes again: the part of RFC 5545, section 3.3.10, that a house needs.
package struct Recurrence: Hashable, Sendable {
  package enum Frequency: String, Hashable, Sendable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// A weekday, every one or the one at a place in its month: `MO`, `2TU`, `-1FR`.
  package struct Weekday: Hashable, Sendable {
    /// 1 for the first of the month, -1 for the last; nil for every one.
    package let place: Int?
    /// 0 for Monday to 6 for Sunday.
    package let number: Int
  }

  package var frequency: Frequency
  package var interval = 1
  package var weekdays: [Weekday] = []
  /// 1 to 31, or -1 for the last day of the month to -31.
  package var monthDays: [Int] = []
  /// How many there are at most, those left out counted.
  package var count: Int?
  package var until: Day?
  /// Where a month lacks the day, its last day takes the place; a rule of RFC 5545 passes such a month over.
  package var keepsMonthEnd = false

  /// Reads a code of the list of recurrences, with the rule of a custom one; nil where it comes only once or where the
  /// rule is not understood.
  package init?(_ code: String, rule: String?) {
    switch code {
    case "daily": self.init(.daily, every: 1)
    case "weekly": self.init(.weekly, every: 1)
    case "fortnightly": self.init(.weekly, every: 2)
    case "monthly": self.init(.monthly, every: 1)
    case "quarterly": self.init(.monthly, every: 3)
    case "half_yearly": self.init(.monthly, every: 6)
    case "yearly": self.init(.monthly, every: 12)
    case "custom":
      guard let rule, let custom = Recurrence(rule: rule) else { return nil }
      self = custom
    default: return nil
    }
  }

  private init(_ frequency: Frequency, every interval: Int) {
    self.frequency = frequency
    self.interval = interval
    keepsMonthEnd = frequency == .monthly
  }

  /// Reads `FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271231`, or returns nil where a part is unknown, doubled or out of range.
  package init?(rule: String) {
    var parts: [String: String] = [:]
    for part in rule.uppercased().split(separator: ";") {
      let pair = part.split(separator: "=", omittingEmptySubsequences: false)
      guard pair.count == 2, parts.updateValue(String(pair[1]), forKey: String(pair[0])) == nil else {
        return nil
      }
    }
    guard let frequency = parts.removeValue(forKey: "FREQ").flatMap(Frequency.init) else { return nil }
    self.frequency = frequency
    for (name, text) in parts {
      switch name {
      case "INTERVAL":
        guard let number = Int(text), (1...1000).contains(number) else { return nil }
        interval = number
      case "COUNT":
        guard let number = Int(text), number > 0 else { return nil }
        count = number
      case "UNTIL":
        guard let day = Recurrence.day(text) else { return nil }
        until = day
      case "BYDAY":
        guard let days = Recurrence.weekdays(text), frequency != .yearly,
          frequency == .monthly || days.allSatisfy({ $0.place == nil })
        else { return nil }
        weekdays = days
      case "BYMONTHDAY":
        guard let days = Recurrence.monthDays(text), frequency == .monthly else { return nil }
        monthDays = days
      default: return nil
      }
    }
    // RFC 5545: one of them may stand, not both.
    if count != nil, until != nil { return nil }
  }

  /// `20271231`, also with a time of day, which is passed over: a series ends with a day.
  private static func day(_ text: String) -> Day? {
    let date = text.prefix { $0 != "T" }
    guard date.utf8.count == 8 else { return nil }
    return Day("\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.suffix(2))")
  }

  private static func weekdays(_ text: String) -> [Weekday]? {
    let days = text.split(separator: ",").compactMap { word -> Weekday? in
      guard let number = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].firstIndex(of: word.suffix(2)) else {
        return nil
      }
      let place = word.dropLast(2)
      if place.isEmpty { return Weekday(place: nil, number: number) }
      guard let place = Int(place), place != 0, (-5...5).contains(place) else { return nil }
      return Weekday(place: place, number: number)
    }
    return days.isEmpty || days.count != text.split(separator: ",").count ? nil : days
  }

  private static func monthDays(_ text: String) -> [Int]? {
    let words = text.split(separator: ",")
    let days = words.compactMap { Int($0) }.filter { $0 != 0 && (-31...31).contains($0) }
    return days.isEmpty || days.count != words.count ? nil : days
  }
}
