import Records
import Testing

@Suite struct SheetTimesTests {
  private let zone: Zone

  init() throws { zone = try #require(Zone("Europe/London")) }

  private func at(_ day: String, _ time: String) throws -> Instant {
    zone.instant(on: try #require(Day(day)), at: try #require(WallTime(time)))
  }

  @Test(
    arguments: [
      ("{\"value\": [\"22:00\", \"06:00\"]}", ["06:00", "22:00"]),
      ("{\"value\": []}", []),
      ("{\"value\": [\"25:00\"]}", nil),
      ("{\"value\": 5}", nil),
      ("22:00", nil),
    ] as [(String, [String]?)])
  func `the setting holds times of the day and nothing else`(setting: String, times: [String]?) {
    #expect(SheetTimes(setting: setting)?.times.map(\.description) == times)
  }

  @Test func `what was due last and is due next is found across midnight`() throws {
    let times = try #require(SheetTimes(setting: "{\"value\": [\"22:00\", \"06:00\"]}"))
    let (before, dawn) = (try at("2026-11-17", "22:00"), try at("2026-11-18", "06:00"))
    let night = try at("2026-11-18", "02:10")
    #expect(times.last(at: night, in: zone) == before)
    #expect(times.next(after: night, in: zone) == dawn)
    let evening = try at("2026-11-18", "22:00")
    let next = try at("2026-11-19", "06:00")
    #expect(times.last(at: evening, in: zone) == evening)
    #expect(times.next(after: evening, in: zone) == next)
  }
}
