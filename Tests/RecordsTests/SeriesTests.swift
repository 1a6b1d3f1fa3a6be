import Testing

@testable import Records

@Suite struct SeriesTests {
  private func series(
    _ first: String, _ code: String, rule: String? = nil, until last: String? = nil,
    excluding excluded: [String] = [], at time: String = "10:00"
  ) throws -> Series {
    Series(
      from: try #require(Day(first)), at: try #require(WallTime(time)),
      try #require(Recurrence(code, rule: rule)), until: last.flatMap { Day($0) },
      excluding: Set(excluded.compactMap { Day($0) }))
  }

  private func days(_ series: Series, _ start: String, _ end: String) throws -> [String] {
    series.days(from: try #require(Day(start)), to: try #require(Day(end))).map(\.description)
  }

  @Test(arguments: [
    ("daily", ["2026-08-31", "2026-09-01", "2026-09-02"]), ("weekly", ["2026-08-31", "2026-09-07"]),
    ("fortnightly", ["2026-08-31", "2026-09-14"]), ("monthly", ["2026-08-31", "2026-09-30", "2026-10-31"]),
    ("quarterly", ["2026-08-31", "2026-11-30", "2027-02-28"]),
    ("half_yearly", ["2026-08-31", "2027-02-28"]), ("yearly", ["2026-08-31", "2027-08-31"]),
  ])
  func `each recurrence has its days, the last of the month where a month is shorter`(
    code: String, first: [String]
  ) throws {
    let found = try days(try series("2026-08-31", code), "2026-08-01", "2028-12-31")
    #expect(Array(found.prefix(first.count)) == first)
  }

  @Test(arguments: [
    // The examples of RFC 5545, section 3.8.5.3, with another year.
    ("FREQ=DAILY;COUNT=3", ["2026-09-02", "2026-09-03", "2026-09-04"]),
    ("FREQ=DAILY;INTERVAL=10;COUNT=3", ["2026-09-02", "2026-09-12", "2026-09-22"]),
    ("FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH", ["2026-09-03", "2026-09-08", "2026-09-10", "2026-09-15"]),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=MO,WE", ["2026-09-02", "2026-09-14", "2026-09-16", "2026-09-28"]),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", ["2026-09-04", "2026-10-02", "2026-11-06"]),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", ["2026-09-21", "2026-10-19", "2026-11-23"]),
    ("FREQ=MONTHLY;COUNT=2;BYDAY=FR;BYMONTHDAY=13", ["2026-11-13", "2027-08-13"]),
    ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1", ["2026-09-30", "2026-10-31", "2026-11-30"]),
    ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31", ["2026-10-31", "2026-12-31", "2027-01-31"]),
    ("FREQ=YEARLY;UNTIL=20281231T000000Z", ["2026-09-02", "2027-09-02", "2028-09-02"]),
  ])
  func `a rule has the days that RFC 5545 gives it`(rule: String, expected: [String]) throws {
    let series = try series("2026-09-02", "custom", rule: rule)
    #expect(try days(series, "2026-01-01", "2030-12-31") == expected)
    #expect(series.hasEnd)
  }

  @Test(arguments: [
    "", "FREQ=HOURLY;COUNT=2", "COUNT=3", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=2;UNTIL=20270101",
    "FREQ=DAILY;COUNT=2;COUNT=3", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=DAILY;BYSETPOS=1", "FREQ=DAILY;UNTIL=20270230", "FREQ=DAILY;INTERVAL=-1",
  ])
  func `a rule that is not understood is no rule`(rule: String) {
    #expect(Recurrence("custom", rule: rule) == nil)
  }

  @Test func `it comes neither before its first day, nor after its last, nor on a day left out`() throws {
    let series = try series("2026-09-02", "weekly", until: "2026-09-23", excluding: ["2026-09-09"])
    #expect(try days(series, "2026-08-01", "2026-12-31") == ["2026-09-02", "2026-09-16", "2026-09-23"])
    #expect(try days(series, "2026-09-10", "2026-09-16") == ["2026-09-16"])
    #expect(try days(series, "2026-09-17", "2026-09-16").isEmpty)
  }

  @Test func `days left out are counted all the same`() throws {
    let series = try series(
      "2026-09-02", "custom", rule: "FREQ=DAILY;COUNT=3", excluding: ["2026-09-03"])
    #expect(try days(series, "2026-09-01", "2026-09-30") == ["2026-09-02", "2026-09-04"])
  }

  @Test(arguments: [
    // The clocks go forward on 29 March and back on 25 October 2026 in London.
    ("10:00", "2026-03-28T10:00", "2026-03-29T09:00", "2026-03-30T09:00", "2026-03-28", "Europe/London"),
    ("01:30", "2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30", "2026-03-28", "Europe/London"),
    ("10:00", "2026-10-24T09:00", "2026-10-25T10:00", "2026-10-26T10:00", "2026-10-24", "Europe/London"),
    ("01:30", "2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30", "2026-10-24", "Europe/London"),
    ("09:00", "2026-03-07T14:00", "2026-03-08T13:00", "2026-03-09T13:00", "2026-03-07", "America/New_York"),
  ])
  func `its time is that of the wall, also when the clocks change`(
    time: String, first: String, second: String, third: String, day: String, zone: String
  ) throws {
    let series = try series(day, "daily", at: time)
    let start = try #require(Day(day))
    let found = series.instants(from: start, to: start.adding(days: 2), in: .named(zone))
    #expect(found == [.utc(first), .utc(second), .utc(third)])
  }

  @Test(arguments: [
    ("daily", nil, nil, true), ("daily", nil, "2029-05-28", false), ("daily", nil, "2029-05-29", true),
    ("custom", "FREQ=DAILY;COUNT=1000", nil, false), ("custom", "FREQ=DAILY;COUNT=1001", nil, true),
    ("custom", "FREQ=WEEKLY", nil, true), ("yearly", nil, "2100-01-01", false),
  ])
  func `it says whether it has more than a thousand days`(
    code: String, rule: String?, last: String?, expected: Bool
  ) throws {
    #expect(
      try series("2026-09-02", code, rule: rule, until: last).hasMore(than: 1000) == expected)
  }
}
