import Records
import Testing

@Suite struct MedicineTimesTests {
  private let zone: Zone
  private let one = RecordID.zero

  init() throws { zone = try #require(Zone("Europe/London")) }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func at(_ text: String) throws -> Instant {
    let parts = text.split(separator: " ").map(String.init)
    return zone.instant(on: try day(parts[0]), at: try #require(WallTime(parts[1])))
  }

  private func times(
    _ schedule: String, _ times: String = "", from: String = "2026-01-01", to: String? = nil,
    weekdays: Set<Int> = [], every hours: Int? = nil, writtenAt: Instant? = nil
  ) throws -> MedicineTimes {
    MedicineTimes(
      schedule: schedule, times: times.split(separator: " ").compactMap { WallTime(String($0)) },
      weekdays: weekdays, intervalHours: hours, from: try day(from), to: try to.map { try day($0) },
      writtenAt: writtenAt)
  }

  /// What the wall shows when each dose of a day is due.
  private func walls(_ times: MedicineTimes, on text: String) throws -> String {
    times.dues(on: try day(text), in: zone).map { zone.wall(at: $0).time.description }
      .joined(separator: " ")
  }

  @Test(arguments: [
    // A usual day; the clocks skip 01:00 to 02:00; they repeat it.
    ("2026-11-20", "00:00 01:30 23:59", "00:00 01:30 23:59"),
    ("2026-03-29", "00:00 01:30 23:59", "00:00 02:00 23:59"),
    ("2026-10-25", "00:00 01:30 23:59", "00:00 01:30 23:59"),
    // Two times of which the clocks make one stay two doses.
    ("2026-03-29", "01:30 02:00", "02:00 02:01"),
    ("2026-03-29", "01:00 01:30 02:00", "02:00 02:01 02:02"),
  ])
  func `no dose is lost or doubled when the clocks change`(day: String, due: String, shown: String) throws {
    #expect(try walls(times("times", due), on: day) == shown)
  }

  @Test(arguments: [
    ("times", "08:00", [Int](), nil, "2026-11-20", "08:00"),
    ("times", "20:00 08:00 08:00", [], nil, "2026-11-20", "08:00 20:00"),
    ("tapering", "08:00", [], nil, "2026-11-20", "08:00"),
    ("when_needed", "", [], nil, "2026-11-20", ""),
    // The twentieth of November 2026 is a Friday.
    ("weekly", "10:00", [4], nil, "2026-11-20", "10:00"),
    ("weekly", "10:00", [3], nil, "2026-11-20", ""),
    ("once", "09:00", [], nil, "2026-11-20", ""),
    ("once", "09:00", [], nil, "2026-01-01", "09:00"),
    ("interval", "", [], 6, "2026-11-20", "02:00 08:00 14:00 20:00"),
    ("interval", "", [], 6, "2026-01-01", "08:00 14:00 20:00"),
    ("interval", "", [], 72, "2026-01-04", "08:00"),
    ("interval", "", [], 72, "2026-01-05", ""),
    ("interval", "", [], 36, "2026-01-02", "20:00"),
    ("interval", "", [], 36, "2026-01-03", ""),
    ("interval", "", [], 36, "2026-01-04", "08:00"),
  ])
  func `each schedule is due at its own times`(
    schedule: String, due: String, weekdays: [Int], hours: Int?, day: String, shown: String
  ) throws {
    #expect(try walls(times(schedule, due, weekdays: Set(weekdays), every: hours), on: day) == shown)
  }

  @Test func `what comes out even with the day keeps its times on the wall when the clocks change`() throws {
    let eight = try times("interval", every: 8)
    for day in ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"] {
      #expect(try walls(eight, on: day) == "00:00 08:00 16:00")
    }
  }

  @Test func `a medicine is due from its first day to its last, and not before it was written down`() throws {
    let course = try times("times", "08:00 20:00", from: "2026-11-20", to: "2026-11-21")
    #expect(try walls(course, on: "2026-11-19") == "")
    #expect(try walls(course, on: "2026-11-21") == "08:00 20:00")
    #expect(try walls(course, on: "2026-11-22") == "")
    let late = try times("times", "08:00 20:00", from: "2026-11-20", writtenAt: at("2026-11-20 20:45"))
    #expect(try walls(late, on: "2026-11-20") == "20:00")
  }

  @Test(arguments: [
    ("08:00", false, "06:59", DoseStanding.upcoming), ("08:00", false, "07:00", .due),
    ("08:00", false, "09:00", .due), ("08:00", false, "09:01", .late), ("08:00", true, "08:30", .due),
    ("08:00", true, "08:31", .late), ("08:00", false, "10:59", .late), ("08:00", false, "11:00", .missed),
  ])
  func `a dose is due, then late, then missed when the next one is near`(
    due: String, isCritical: Bool, now: String, standing: DoseStanding
  ) throws {
    let found = DoseStanding(
      due: try at("2026-11-20 \(due)"), next: try at("2026-11-20 12:00"), isCritical: isCritical,
      isSettled: false, at: try at("2026-11-20 \(now)"))
    #expect(found == standing)
  }

  @Test func `a dose of the evening is late after midnight, and missed six hours after it was due`() throws {
    let due = try at("2026-11-20 23:30")
    let standing = { (text: String) in
      DoseStanding(
        due: due, next: try at("2026-11-21 23:30"), isCritical: false, isSettled: false, at: try at(text))
    }
    #expect(try standing("2026-11-21 00:20") == .due)
    #expect(try standing("2026-11-21 00:40") == .late)
    #expect(try standing("2026-11-21 05:30") == .missed)
  }

  @Test(arguments: ["2026-03-29", "2026-10-25", "2026-11-20"])
  func `lateness is elapsed time in the night in which the clocks change`(day: String) throws {
    let due = try at("\(day) 00:30")
    let standing = { (minutes: Int) in
      DoseStanding(
        due: due, next: nil, isCritical: false, isSettled: false, at: due.adding(minutes: minutes))
    }
    #expect([60, 61, 359, 360].map(standing) == [.due, .late, .late, .missed])
  }

  @Test func `doses an hour apart are one round, and none goes over midnight`() throws {
    let due = ["07:00", "08:00", "08:30", "23:30", "23:59"].map { "2026-11-20 \($0)" } + ["2026-11-21 00:00"]
    let doses = try due.map { PlannedDose(medicine: one, resident: one, due: try at($0)) }
    let rounds = DoseRound.rounds(of: doses.reversed(), in: zone)
    #expect(rounds.map(\.doses.count) == [2, 1, 2, 1])
    #expect(rounds.map { zone.wall(at: $0.due).time.description } == ["07:00", "08:30", "23:30", "00:00"])
    let window = try #require(rounds.first?.window)
    #expect(zone.wall(at: window.lowerBound).time.description == "06:00")
    #expect(zone.wall(at: window.upperBound).time.description == "09:00")
  }

  @Test func `each dose knows when the next of its medicine is due, over midnight too`() throws {
    let days = try day("2026-11-20")...day("2026-11-21")
    let doses = try times("times", "08:00 20:00").doses(
      on: days, in: zone, of: one, for: one, isCritical: false)
    #expect(doses.count == 4)
    #expect(doses.map(\.next) == [doses[1].due, doses[2].due, doses[3].due, try at("2026-11-22 08:00")])
  }

  @Test(arguments: [
    ("07:00", nil, false), ("09:00", "12:00", false), ("08:01", "12:00", false), ("12:00", nil, false),
    ("11:30", "12:00", false),
  ])
  func `a when-needed dose waits for the gap after the last`(now: String, until: String?, isMost: Bool) throws
  {
    let taken = try [at("2026-11-20 08:00")]
    let wait = WhenNeeded(gapMinutes: 240, most: 4).wait(after: taken, at: try at("2026-11-20 \(now)"))
    #expect(wait.map { zone.wall(at: $0.until).time.description } == until)
    #expect(wait?.isMost ?? false == isMost)
  }

  @Test func `the most in 24 hours counts backwards, over midnight and a change of the clocks`() throws {
    let last = try at("2026-03-29 06:00")
    let taken = [0, 5, 10, 15].map { last.adding(hours: -$0) }
    let limits = WhenNeeded(gapMinutes: 60, most: 4)
    let wait = try #require(limits.wait(after: taken, at: last.adding(hours: 3)))
    #expect(wait.isMost)
    #expect(wait.until == last.adding(hours: 9))
    #expect(limits.wait(after: taken, at: last.adding(hours: 9)) == nil)
  }
  @Test func `a moment is one of its times within its days, be it from before it was written down`() throws {
    let written = try at("2026-11-20 12:00")
    let plan = try times("times", "08:00 20:00", from: "2026-11-20", to: "2026-11-21", writtenAt: written)
    #expect(plan.isDue(at: try at("2026-11-20 08:00"), in: zone))
    #expect(plan.isDue(at: try at("2026-11-21 20:00"), in: zone))
    #expect(!plan.isDue(at: try at("2026-11-20 08:01"), in: zone))
    #expect(!plan.isDue(at: try at("2026-11-22 08:00"), in: zone))
    #expect(!plan.isDue(at: try at("2026-11-19 20:00"), in: zone))
  }
}
