import Records
import Testing
import ViewModels

@Suite struct TrendTests {
  @Test func `a quarter more or less is a change, one or two are not`() {
    #expect(Trend([3, 4, 2, 5, 4, 6, 4, 5]) == .up)
    #expect(Trend([1, 2, 1, 1, 1, 2, 1, 1]) == .flat)
    #expect(Trend([3, 2, 2, 1, 1, 1, 1, 1]) == .down)
    #expect(Trend([0, 0, 0, 0, 0, 0, 0, 1]) == .flat)
    #expect(Trend([0, 0, 0, 0, 0, 0, 1, 1]) == .up)
  }

  @Test func `incidents are counted by calendar week and by six hours of the last 28 days`() throws {
    let friday = try #require(Day("2026-11-20"))
    var tally = IncidentTally(today: friday)
    #expect(tally.start == Day("2026-09-28"))
    #expect(tally.weekNumbers == [40, 41, 42, 43, 44, 45, 46, 47])
    let night = try #require(WallTime("05:59"))
    tally.add(1, "fall", on: friday, at: night)
    tally.add(1, "fall", on: try #require(Day("2026-09-28")), at: night)
    tally.add(1, "fall", on: try #require(Day("2026-09-27")), at: night)
    tally.add(1, "theft", on: friday, at: try #require(WallTime("18:00")))
    #expect(tally.total == 3)
    #expect(tally.ranked == ["fall", "theft"])
    #expect(tally.kinds["fall"]?.weeks == [1, 0, 0, 0, 0, 0, 0, 1])
    #expect(tally.kinds["fall"]?.hours[0] == [0, 0, 0, 0, 1, 0, 0])
    #expect(tally.kinds["theft"]?.worst.map { [$0.weekday, $0.part, $0.count] } == [4, 3, 1])
    #expect(
      tally.days(onWeekday: 4).map(\.description) == ["2026-10-30", "2026-11-06", "2026-11-13", "2026-11-20"])
  }

  @Test(arguments: [
    ("2026-01-01", 1), ("2026-01-05", 2), ("2027-01-03", 53), ("2027-01-04", 1), ("2024-12-30", 1),
  ])
  func `a week belongs to the year of its Thursday`(day: String, number: Int) throws {
    #expect(try #require(Day(day)).weekNumber == number)
  }
}
