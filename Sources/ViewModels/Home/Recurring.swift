import Records

/// Whether a series of events has an occurrence on a day.
package enum Recurring {
  package static func occurs(
    _ recurrence: String, from first: Day, until last: Day?, excluding: [String] = [], on day: Day
  ) -> Bool {
    guard day >= first, day <= last ?? day, !excluding.contains(day.description) else { return false }
    let days = day.number - first.number
    switch recurrence {
    case "none": return days == 0
    case "daily": return true
    case "weekly": return days % 7 == 0
    case "fortnightly": return days % 14 == 0
    case "monthly": return isMonth(day, from: first, every: 1)
    case "quarterly": return isMonth(day, from: first, every: 3)
    case "half_yearly": return isMonth(day, from: first, every: 6)
    case "yearly": return isMonth(day, from: first, every: 12)
    default: return days == 0
    }
  }

  private static func isMonth(_ day: Day, from first: Day, every step: Int) -> Bool {
    let months = (day.parts.year - first.parts.year) * 12 + day.parts.month - first.parts.month
    return months % step == 0 && first.adding(months: months) == day
  }
}
