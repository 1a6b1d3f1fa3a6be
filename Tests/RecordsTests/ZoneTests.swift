import Testing

@testable import Records

@Suite struct ZoneTests {
  private func instants(_ zone: String, _ day: String, _ time: String) throws -> [Instant] {
    Zone.named(zone).instants(on: try #require(Day(day)), at: try #require(WallTime(time)))
  }

  @Test(arguments: [
    ("Europe/London", "2026-07-01", "12:00", "2026-07-01T11:00"),
    ("Europe/London", "2026-12-01", "12:00", "2026-12-01T12:00"),
    ("America/New_York", "2026-07-01", "12:00", "2026-07-01T16:00"),
    ("America/New_York", "2026-12-01", "23:30", "2026-12-02T04:30"),
    ("America/Phoenix", "2026-07-01", "12:00", "2026-07-01T19:00"),
    ("America/Phoenix", "2026-12-01", "12:00", "2026-12-01T19:00"),
    ("Asia/Kathmandu", "2026-07-01", "00:00", "2026-06-30T18:15"),
    ("UTC", "1936-05-03", "00:00", "1936-05-03T00:00"),
  ])
  func `wall time is one moment and that moment shows it`(
    zone: String, day: String, time: String, utc: String
  ) throws {
    #expect(try instants(zone, day, time) == [.utc(utc)])
    let wall = Zone.named(zone).wall(at: .utc(utc))
    #expect(wall.day.description == day)
    #expect(wall.time.description == time)
  }

  @Test(arguments: [
    ("Europe/London", "2026-03-29", "01:00", "2026-03-29T01:00"),
    ("Europe/London", "2026-03-29", "01:59", "2026-03-29T01:00"),
    ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),
  ])
  func `a skipped time is no moment and moves to the first after the gap`(
    zone: String, day: String, time: String, utc: String
  ) throws {
    #expect(try instants(zone, day, time).isEmpty)
    let moved = Zone.named(zone).instant(on: try #require(Day(day)), at: try #require(WallTime(time)))
    #expect(moved == .utc(utc))
  }

  @Test(arguments: [
    ("Europe/London", "2026-10-25", "01:00", "2026-10-25T00:00", "2026-10-25T01:00"),
    ("Europe/London", "2026-10-25", "01:59", "2026-10-25T00:59", "2026-10-25T01:59"),
    ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30", "2026-11-01T06:30"),
  ])
  func `a repeated time is two moments and means the earlier`(
    zone: String, day: String, time: String, first: String, second: String
  ) throws {
    #expect(try instants(zone, day, time) == [.utc(first), .utc(second)])
    let meant = Zone.named(zone).instant(on: try #require(Day(day)), at: try #require(WallTime(time)))
    #expect(meant == .utc(first))
  }

  @Test(arguments: ["Europe/London", "America/New_York"])
  func `beside the change of clocks every minute is one moment`(zone: String) throws {
    for text in ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"] {
      let day = try #require(Day(text))
      var counts = [0, 0, 0]
      for minutes in 0..<1440 {
        let time = try #require(WallTime(hour: minutes / 60, minute: minutes % 60))
        let moments = Zone.named(zone).instants(on: day, at: time)
        counts[moments.count] += 1
        for moment in moments { #expect(Zone.named(zone).wall(at: moment) == (day, time)) }
      }
      #expect(counts[0] == 0 || counts[0] == 60)
      #expect(counts[2] == 0 || counts[2] == 60)
    }
  }

  @Test func `moments before 1970 have a wall too`() {
    let wall = Zone.utc.wall(at: Instant(milliseconds: -1))
    #expect(wall.day.description == "1969-12-31")
    #expect(wall.time.description == "23:59")
  }

  @Test(arguments: ["", "Europe/Londinium", "BST+1", "../etc/passwd", "europe/london"])
  func `a name that is no zone is none`(name: String) {
    #expect(Zone(name) == nil)
  }
}
