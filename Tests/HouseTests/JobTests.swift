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
}
