import Records
import Testing

@Suite struct NightRoundsTests {
  private let zone: Zone

  init() throws { zone = try #require(Zone("Europe/London")) }

  private func hours(every minutes: Int = 60) throws -> RoundHours {
    try #require(
      RoundHours(from: WallTime("22:00"), to: WallTime("07:00"), every: minutes, grace: 15, in: zone))
  }

  private func at(_ day: String, _ time: String) throws -> Instant {
    zone.instant(on: try #require(Day(day)), at: try #require(WallTime(time)))
  }

  /// What the wall shows when each round of the night is due.
  private func walls(_ night: NightRounds) -> [String] {
    night.windows.map { zone.wall(at: $0.lowerBound).time.description }
  }

  @Test func `a night belongs to the day on which it begins`() throws {
    for (time, day) in [
      ("2026-11-20 22:00", "2026-11-20"), ("2026-11-21 02:20", "2026-11-20"),
      ("2026-11-20 21:59", "2026-11-19"),
    ] {
      let parts = time.split(separator: " ").map(String.init)
      #expect(try hours().night(at: at(parts[0], parts[1])).day == Day(day))
    }
  }

  @Test(
    arguments: [
      ("2026-11-20", 9, "22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00 06:00"),
      // The clocks go from 01:00 to 02:00: one hour less.
      ("2026-03-28", 8, "22:00 23:00 00:00 02:00 03:00 04:00 05:00 06:00"),
      // They go back from 02:00 to 01:00: one hour more, and one o’clock twice.
      ("2026-10-24", 10, "22:00 23:00 00:00 01:00 01:00 02:00 03:00 04:00 05:00 06:00"),
    ])
  func `no round is lost or doubled when the clocks change`(day: String, count: Int, due: String) throws {
    let night = try hours().night(of: try #require(Day(day)))
    #expect(night.windows.count == count)
    #expect(walls(night).joined(separator: " ") == due)
    for (one, next) in zip(night.windows, night.windows.dropFirst()) {
      #expect(one.upperBound == next.lowerBound)
      #expect(next.lowerBound == one.lowerBound.adding(minutes: 60))
    }
  }

  @Test func `a time of a repeated hour is that of the round it is stated for`() throws {
    let night = try hours().night(of: try #require(Day("2026-10-24")))
    let ten = try #require(WallTime("01:10"))
    let (first, second) = (night.windows[3], night.windows[4])
    #expect(night.moment(ten, near: first) == first.lowerBound.adding(minutes: 10))
    #expect(night.moment(ten, near: second) == second.lowerBound.adding(minutes: 10))
  }

  @Test func `a time that the clocks skip is no moment`() throws {
    let night = try hours().night(of: try #require(Day("2026-03-28")))
    #expect(night.moment(try #require(WallTime("01:10")), near: night.windows[3]) == nil)
  }

  @Test func `a time before midnight or after is on the right day`() throws {
    let night = try hours().night(of: try #require(Day("2026-11-20")))
    let late = try #require(WallTime("23:58"))
    #expect(night.moment(late, near: night.windows[2]) == (try at("2026-11-20", "23:58")))
    let early = try #require(WallTime("02:04"))
    #expect(night.moment(early, near: night.windows[4]) == (try at("2026-11-21", "02:04")))
  }

  @Test(
    arguments: [(nil, nil, true), (0, nil, false), (240, nil, true), (240, 0, false), (240, 4, true)]
      as [(Int?, Int?, Bool)])
  func `people are looked in on as often as was agreed`(every: Int?, last: Int?, isDue: Bool) throws {
    let night = try hours().night(of: try #require(Day("2026-11-20")))
    let window = night.windows[last == 4 ? 8 : 3]
    let since = last.map { night.windows[$0].lowerBound }
    #expect(night.isDue(every: every, since: since, in: window) == isDue)
  }

  @Test func `who is looked in on more often has rounds between`() throws {
    let night = try hours().night(of: try #require(Day("2026-11-20")), often: [0, 15, 240])
    #expect(night.windows.count == 36)
    let first = night.windows[0].lowerBound
    #expect(night.isDue(every: 15, since: first, in: night.windows[1]))
    #expect(!night.isDue(every: nil, since: first, in: night.windows[1]))
    #expect(night.isDue(every: nil, since: first, in: night.windows[4]))
  }

  @Test func `minutes that do not divide evenly never stretch the gap`() throws {
    let night = try hours().night(of: try #require(Day("2026-11-20")))
    let first = night.windows[0].lowerBound
    #expect(night.isDue(every: 90, since: first, in: night.windows[1]))
    #expect(!night.isDue(every: 120, since: first, in: night.windows[1]))
  }

  @Test func `who was asked for and not seen is asked for with the next round of the house`() throws {
    let night = try hours().night(of: try #require(Day("2026-11-20")), often: [15])
    let first = night.windows[0].lowerBound
    #expect(!night.isDue(every: nil, since: nil, asked: first, in: night.windows[1]))
    #expect(night.isDue(every: nil, since: nil, asked: first, in: night.windows[4]))
    #expect(night.isDue(every: 240, since: nil, asked: first, in: night.windows[4]))
  }

  @Test func `a round that was made stays as it stood when people are looked in on more often`() throws {
    let day = try #require(Day("2026-11-20"))
    let made = Array(try hours().night(of: day).windows.prefix(2))
    let often = try hours().night(of: day, often: [15])
    let later = often.keeping(made, at: made[1].upperBound.adding(minutes: 300))
    #expect(Array(later.windows.prefix(2)) == made)
    #expect(later.windows.count == 2 + 7 * 4)
    let now = made[1].lowerBound.adding(minutes: 30)
    let lasting = often.keeping(made, at: now)
    #expect(lasting.windows[0] == made[0])
    #expect(lasting.windows[1] == made[1].lowerBound..<now)
    #expect(lasting.windows[2] == now..<now.adding(minutes: 15))
    #expect(try hours().night(of: day).keeping(made, at: now).windows == hours().night(of: day).windows)
  }

  @Test func `the next night and the one before are found when the clocks change`() throws {
    let night = try hours().night(of: try #require(Day("2026-10-24")))
    for step in [-1, 1, 2] {
      #expect(try hours().night(at: night.beginning(after: step)).day == night.day.adding(days: step))
    }
  }

  @Test func `a stated time belongs to a round that is no further than half an interval`() throws {
    let night = try hours().night(of: try #require(Day("2026-11-20")))
    let window = night.windows[3]
    for (minutes, isNear) in [(-31, false), (-30, true), (0, true), (89, true), (90, false)] {
      #expect(night.isNear(window.lowerBound.adding(minutes: minutes), window) == isNear)
    }
  }

  @Test(
    arguments: [
      (-1, true, .upcoming), (0, true, .due), (14, true, .due), (15, true, .overdue), (59, true, .overdue),
      (60, true, .missed), (30, false, .nobody),
    ] as [(Int, Bool, RoundStanding)])
  func `a round nobody began is due, overdue and then missed`(
    minutes: Int, isAnybodyDue: Bool, standing: RoundStanding
  ) throws {
    let window = try hours().night(of: try #require(Day("2026-11-20"))).windows[4]
    let now = window.lowerBound.adding(minutes: minutes)
    #expect(RoundStanding(of: window, grace: 15, isAnybodyDue: isAnybodyDue, at: now) == standing)
  }

  @Test(
    arguments: [
      // Began, last seen and signed, in minutes after it was due.
      (5, 12, 12, .onTime), (16, 25, 25, .late), (50, 63, 63, .late), (5, 12, 40, .onTime),
      (5, 12, 300, .enteredLater), (5, 58, 61, .onTime),
    ] as [(Int, Int, Int, RoundStanding)])
  func `a finished round is in time, late or entered later`(
    began: Int, ended: Int, signed: Int, standing: RoundStanding
  ) throws {
    let window = try hours().night(of: try #require(Day("2026-11-20"))).windows[4]
    let moment = { window.lowerBound.adding(minutes: $0) }
    let times = RoundTimes(
      window: window, beganAt: moment(began), endedAt: moment(ended), signedAt: moment(signed),
      isFinished: true, isBrokenOff: false)
    #expect(RoundStanding(of: times, grace: 15, at: moment(600)) == standing)
  }

  @Test func `of several walks in one window the best says how it stands`() {
    #expect(RoundStanding.best([.partDone, .late]) == .late)
    #expect(RoundStanding.best([.partDone, .enteredLater]) == .enteredLater)
    #expect(RoundStanding.best([]) == nil)
  }
}
