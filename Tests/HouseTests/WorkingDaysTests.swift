import Records
import Testing

@testable import House

/// Working days and months counted by the calendar of a house's nation.
@Suite struct WorkingDaysTests {
  private static let days: [(String, String, Int, String)] = [
    // Over Christmas, whose second day is kept on the Monday.
    ("england", "2026-12-18", 5, "2026-12-29"), ("wales", "2026-12-18", 5, "2026-12-29"),
    // Over Easter, whose Monday is a working day in Scotland.
    ("england", "2026-03-30", 5, "2026-04-08"), ("scotland", "2026-03-30", 5, "2026-04-07"),
    ("scotland", "2026-11-27", 1, "2026-12-01"), ("england", "2026-11-27", 1, "2026-11-30"),
    ("scotland", "2025-12-31", 1, "2026-01-05"), ("england", "2025-12-31", 1, "2026-01-02"),
    ("northern_ireland", "2026-03-16", 1, "2026-03-18"), ("england", "2026-03-16", 1, "2026-03-17"),
    ("northern_ireland", "2026-07-10", 1, "2026-07-14"),
    ("united_states", "2026-11-25", 1, "2026-11-27"), ("united_states", "2026-07-02", 1, "2026-07-06"),
    // A new year's day on a Saturday: the Friday before it there, the Monday after it here.
    ("united_states", "2027-12-30", 1, "2028-01-03"), ("england", "2027-12-30", 2, "2028-01-04"),
    // A leap day is a day, and the end of a month is no end.
    ("england", "2028-02-28", 1, "2028-02-29"), ("england", "2027-02-26", 1, "2027-03-01"),
    ("england", "2026-08-28", 1, "2026-09-01"), ("scotland", "2026-08-28", 1, "2026-08-31"),
    // Nothing but weekends is known of another nation.
    ("elsewhere", "2026-12-24", 1, "2026-12-25"),
  ]

  @Test(arguments: days)
  func `so many working days later is the day on which the house works`(
    nation: String, start: String, count: Int, expected: String
  ) throws {
    let start = try #require(Day(start))
    #expect(WorkingDays(of: nation).day(count, after: start).description == expected)
  }

  private static let months: [(String, String, String)] = [
    ("england", "2025-01-31", "2025-02-28"), ("england", "2024-01-31", "2024-02-29"),
    ("england", "2026-01-31", "2026-03-02"), ("england", "2026-03-03", "2026-04-07"),
    ("scotland", "2026-03-03", "2026-04-06"), ("england", "2026-08-31", "2026-09-30"),
    ("england", "2026-11-20", "2026-12-21"),
  ]

  @Test(arguments: months)
  func `a month later is the last day of a shorter month, and the next working day where nobody works`(
    nation: String, start: String, expected: String
  ) throws {
    let start = try #require(Day(start))
    #expect(WorkingDays(of: nation).onOrAfter(start.adding(months: 1)).description == expected)
  }

  /// From the wall of a house to the first moment after two working days, in UTC.
  private static let moments: [(String, String, String, String, String)] = [
    // The clocks go forward on the Sunday, and back on another: the deadline is midnight on the wall.
    ("Europe/London", "2026-03-27", "23:59", "2026-03-31", "23:00"),
    ("Europe/London", "2026-10-23", "23:59", "2026-10-28", "00:00"),
    ("America/New_York", "2026-03-06", "12:00", "2026-03-11", "04:00"),
    ("America/New_York", "2026-10-30", "12:00", "2026-11-04", "05:00"),
    // A minute before midnight counts for the day that ends, midnight for the one that begins.
    ("Europe/London", "2026-11-17", "23:59", "2026-11-20", "00:00"),
    ("Europe/London", "2026-11-18", "00:00", "2026-11-21", "00:00"),
  ]

  @Test(arguments: moments)
  func `a decision on money waits to the end of the second working day on the wall of the house`(
    name: String, day: String, time: String, endDay: String, endTime: String
  ) throws {
    let zone = try #require(Zone(name))
    let start = zone.instant(on: try #require(Day(day)), at: try #require(WallTime(time)))
    let end = ApprovalClock.end(
      1, of: "refund", from: start, in: zone, by: WorkingDays(of: "england"))
    let (utcDay, utcTime) = Zone.utc.wall(at: end)
    #expect("\(utcDay) \(utcTime)" == "\(endDay) \(endTime)")
  }

  @Test func `a house counts by its own nation, and what belongs to none by that of the first`() {
    let houses = ["scotland", "england"].enumerated().map { number, nation in
      var house = Record(Catalogue.house.type("houses"))
      house.id = RecordID(high: 1, low: UInt64(number))
      house["jurisdiction"] = .text(nation)
      return house
    }
    #expect(Jurisdiction.days(of: houses[1].id, among: houses).nation == "england")
    #expect(Jurisdiction.days(of: nil, among: houses).nation == "scotland")
    #expect(Jurisdiction.days(of: nil, among: []).nation == "england")
  }
}
