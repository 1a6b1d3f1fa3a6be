import Testing

@testable import Records

@Suite struct DayTests {
  @Test func `every day of two centuries is one after the other and reads as it is written`() throws {
    var expected = try #require(Day(year: 1900, month: 1, day: 1))
    for year in 1900...2100 {
      for month in 1...12 {
        for number in 1...Day.length(ofMonth: month, year: year) {
          let day = try #require(Day(year: year, month: month, day: number))
          try #require(day == expected)
          try #require(day.parts == (year, month, number))
          try #require(Day(day.description) == day)
          expected = day.adding(days: 1)
          try #require(expected.weekday == (day.weekday + 1) % 7)
        }
      }
    }
  }

  @Test(arguments: [
    ("1900-01-01", 0), ("1970-01-01", 3), ("2000-02-29", 1), ("2024-02-29", 3), ("2026-11-20", 4),
    ("2100-12-31", 4),
  ])
  func `a day knows its weekday`(text: String, weekday: Int) throws {
    #expect(try #require(Day(text)).weekday == weekday)
  }

  @Test(arguments: [
    "1900-02-29", "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
    "0000-01-01",
    "9999-01-01", "26-01-01", "2026-1-1", "2026/01/01", "+026-01-01", "2026-01-01 ", "", "-", "--",
    "２０２６-01-01",
  ])
  func `a text that is no day is none`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [
    ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-08-31", 1, "2026-09-30"),
    ("2026-11-20", 1, "2026-12-20"), ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
    ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-11-20", 0, "2026-11-20"), ("2026-05-31", -30, "2023-11-30"),
  ])
  func `months are added up to the end of a shorter month`(from: String, months: Int, to: String) throws {
    #expect(try #require(Day(from)).adding(months: months).description == to)
  }

  @Test(arguments: [
    ("2008-11-20", 18), ("2008-11-21", 17), ("2008-02-29", 18), ("1936-05-03", 90), ("2026-11-20", 0),
  ])
  func `age counts whole years`(born: String, years: Int) throws {
    let friday = try #require(Day("2026-11-20"))
    #expect(try #require(Day(born)).years(until: friday) == years)
  }

  @Test func `a leap day's child has a birthday on the first of March`() throws {
    let born = try #require(Day("2008-02-29"))
    #expect(born.years(until: try #require(Day("2026-02-28"))) == 17)
    #expect(born.years(until: try #require(Day("2026-03-01"))) == 18)
  }

  @Test func `days are in order`() throws {
    #expect(try #require(Day("2026-01-31")) < #require(Day("2026-02-01")))
    #expect(Day(number: -1) < Day(number: 0))
    #expect(Day(number: -1).description == "1969-12-31")
  }
}

@Suite struct WallTimeTests {
  @Test func `every minute of a day reads as it is written`() throws {
    for minutes in 0..<1440 {
      let time = try #require(WallTime(hour: minutes / 60, minute: minutes % 60))
      #expect(time.minutes == minutes)
      #expect(WallTime(time.description) == time)
    }
  }

  @Test(arguments: [
    "24:00", "12:60", "9:30", "09:3", "0930", "+9:30", "-1:00", "09:+1", "", ":", "09:30:00", "９:30",
  ])
  func `a text that is no time is none`(text: String) {
    #expect(WallTime(text) == nil)
  }

  @Test func `times are in order`() throws {
    #expect(try #require(WallTime("08:59")) < #require(WallTime("09:00")))
  }
}

@Suite struct MoneyTests {
  @Test(arguments: [
    (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (100, "1.00"), (-104_350, "-1043.50"),
    (Int.max, "92233720368547758.07"),
    (Int.min, "-92233720368547758.08"),
  ])
  func `an amount is written with two decimals`(units: Int, text: String) {
    #expect(Money(minorUnits: units).description == text)
  }

  @Test func `amounts are in order`() {
    #expect(Money(minorUnits: -1) < Money(minorUnits: 0))
  }
}
