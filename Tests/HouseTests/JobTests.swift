import House
import Records
import Testing

/// What is promised of everything that is done by the clock.
@Suite struct JobTests {
  private static let today = Day(number: 20_774)

  private func queries(of job: Job) -> [Query] {
    let book = Book(today: Self.today, now: Instant(milliseconds: 1_794_909_600_000))
    // Looking further is asked about one record of each kind that was found.
    var known = book
    known.found = job.reads(book).map { query in
      Catalogue.house[query.follows?.type ?? query.type].map { type in
        var record = Record(type)
        record.id = RecordID.zero
        for name in query.fields ?? [] where type.field(name)?.target != nil {
          record[name] = .reference(RecordID.zero)
        }
        record.stamp = Stamp(createdAt: book.now, createdBy: nil, updatedAt: book.now, updatedBy: nil)
        return [record]
      } ?? []
    }
    return job.reads(book) + job.looksUp(known)
  }

  @Test(arguments: Catalogue.house.jobs.map(\.id))
  func `it asks for plain fields that there are, and for them alone`(id: String) throws {
    let job = try #require(Catalogue.house.jobs.first { $0.id == id })
    for query in queries(of: job) {
      let type = try #require(Catalogue.house[query.follows?.type ?? query.type])
      let fields = try #require(query.fields, "\(id) reads \(type.id) whole")
      for name in fields {
        let field = try #require(type.field(name), "\(type.id) has no \(name)")
        #expect(!field.traits.contains(.sealed), "\(id): \(name)")
        #expect(!field.isDerived, "\(id): \(name)")
      }
    }
  }

  @Test(arguments: Catalogue.house.jobs.map(\.id))
  func `its times can be read, and whom its notices are about is known`(id: String) throws {
    let job = try #require(Catalogue.house.jobs.first { $0.id == id })
    let schedule = try #require(Schedule(job.schedule))
    #expect(schedule.next(after: Instant(milliseconds: 1_794_909_600_000), in: .utc) != nil)
    let kind = try #require(Catalogue.house.type("scheduled_jobs").field("kind"))
    #expect(kind.choices?.members.contains { $0.code == job.kind } ?? false)
    guard let telling = job.tells, let type = Catalogue.house[telling.type],
      type.index(of: "resident_id") != nil
    else { return }
    // Whether somebody is restricted decides who hears of it.
    let about = queries(of: job).filter { $0.type == type.id }
    #expect(about.contains { $0.fields?.contains("resident_id") ?? false }, "\(id)")
  }

  @Test func `no two jobs send the same notices`() {
    let tellings = Catalogue.house.jobs.compactMap(\.tells)
    #expect(Set(tellings).count == tellings.count)
    #expect(Set(Catalogue.house.jobs.map(\.id)).count == Catalogue.house.jobs.count)
  }

  private static let now = Instant(milliseconds: 1_794_909_600_000)

  @Test(arguments: [(23, 0), (25, 1), (49, 1)])
  func `what must be read reminds after a day those who have not read it`(hours: Int, count: Int) throws {
    let job = try #require(Catalogue.house.jobs.first { $0.id == "announcements.remind" })
    let (house, reader) = (RecordID(high: 1, low: 1), RecordID(high: 1, low: 2))
    var announcement = Record(Catalogue.house.type("announcements"))
    announcement.id = RecordID(high: 1, low: 3)
    announcement[.publishesAt] = Self.now.adding(hours: -hours)
    announcement[.mustAcknowledge] = true
    announcement[.audience] = "role"
    announcement[.roleCode] = "NGT"
    announcement[.houseID] = house
    var read = Record(Catalogue.house.type("announcement_reads"))
    read[.announcementID] = announcement.id
    read[.membershipID] = reader
    var book = Book(today: Self.today, now: Self.now)
    book.found = [[announcement], [read]]
    let told = job.work(book).reminders
    #expect(told.count == count)
    let since = announcement[.publishesAt]?.adding(hours: hours / 24 * 24)
    #expect(told.allSatisfy { $0.besides == [reader] && $0.since == since })
    #expect(told.allSatisfy { $0.notice.audience == [.role(.night, house: house)] })
  }

  @Test(arguments: [(6, nil, 0), (8, nil, 1), (8, 2, 0), (30, 9, 1)])
  func `a week without a proved backup is the administrators' matter`(
    days: Int, daysAgo: Int?, count: Int
  ) throws {
    let job = try #require(Catalogue.house.jobs.first { $0.id == "backups.remind" })
    var row = Record(Catalogue.house.type("scheduled_jobs"))
    row.id = RecordID(high: 1, low: 1)
    let made = Self.now.adding(hours: -24 * days)
    row.stamp = Stamp(createdAt: made, createdBy: nil, updatedAt: made, updatedBy: nil)
    let backups = [daysAgo].compactMap { $0 }.map { ago -> Record in
      var backup = Record(Catalogue.house.type("backups"))
      backup["state"] = .text("verified")
      backup["verified_at"] = .instant(Self.now.adding(hours: -24 * ago))
      return backup
    }
    let book = Book(today: Self.today, now: Self.now, found: [backups], former: row)
    let told = job.work(book).reminders
    #expect(told.count == count)
    #expect(told.allSatisfy { $0.notice.audience == [.role(.administrator, house: nil)] })
  }

  @Test(arguments: [
    ("5 0 * * *", "2026-11-18 00:05"), ("*/15 * * * *", "2026-11-17 10:15"),
    ("0 6 * * 1", "2026-11-23 06:00"),
    ("0 0 29 2 *", "2028-02-29 00:00"),
  ])
  func `the next time of a schedule is the first after now`(text: String, expected: String) throws {
    let zone = try #require(Zone("Europe/London"))
    let schedule = try #require(Schedule(text))
    let next = try #require(schedule.next(after: Instant(milliseconds: 1_794_909_600_000), in: zone))
    let (day, time) = zone.wall(at: next)
    #expect("\(day) \(time)" == expected)
  }

  @Test func `where the clocks skip the hour a job runs after it`() throws {
    let zone = try #require(Zone("Europe/London"))
    let (day, noon) = (try #require(Day("2027-03-27")), try #require(WallTime("12:00")))
    let before = zone.instant(on: day, at: noon)
    let schedule = try #require(Schedule("30 1 * * *"))
    let next = try #require(schedule.next(after: before, in: zone))
    let wall = zone.wall(at: next)
    #expect(wall.day == day.adding(days: 1) && wall.time == WallTime("02:00"))
  }

  @Test func `the indicators of a house are those of its last four weeks`() throws {
    let job = try #require(Catalogue.house.jobs.first { $0.id == "indicators.measure" })
    let (house, other) = (RecordID(high: 1, low: 1), RecordID(high: 1, low: 2))
    func record(_ type: String, _ values: [String: Value]) -> Record {
      var record = Record(Catalogue.house.type(type))
      for (name, value) in values { record[name] = value }
      return record
    }
    let nights = [1, 2].map { back in
      record(
        "occupancy_snapshots",
        [
          "house_id": .reference(house), "day": .day(Self.today.adding(days: -back)),
          "capacity_count": .integer(8), "occupied_count": .integer(8 - back), "void_count": .integer(back),
        ])
    }
    let actions = [(house, -1), (house, 0), (other, -3)].map { place, day in
      record(
        "action_assignments",
        ["house_id": .reference(place), "due_on": .day(Self.today.adding(days: day))])
    }
    var open = record("houses", ["state": .text("open")])
    open.id = house
    var book = Book(today: Self.today, now: Instant(milliseconds: 1_794_909_600_000))
    book.found = [
      [open], nights, [record("incidents", ["house_id": .reference(house)])], actions, [],
    ]
    func value(_ code: String) -> [Value] {
      job.work(book).records.filter { $0["code"] == .text(code) }.flatMap {
        [$0["value"], $0["denominator"]]
      }
    }
    #expect(value("occupancy") == [.integer(875), .integer(8)])
    #expect(value("void_days") == [.integer(3), .integer(2)])
    #expect(value("incidents_per_100_nights") == [.integer(77), .integer(13)])
    #expect(value("overdue_actions") == [.integer(1), .integer(2)])
    book.found[4] = [record("kpi_snapshots", ["code": .text("occupancy"), "house_id": .reference(house)])]
    #expect(value("occupancy").isEmpty)
  }
}
