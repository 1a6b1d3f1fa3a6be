import House
import Records
import Testing

/// RND-7: who is on call hears of somebody of whom nobody has written a line.
@Suite struct UnseenJobTests {
  private static let now = Instant(milliseconds: 1_794_909_600_000)
  private static let house = RecordID(high: 1, low: 1)
  private static let resident = RecordID(high: 1, low: 2)
  private static let onCall = RecordID(high: 1, low: 3)

  private func record(_ type: String, _ fill: (inout Record) -> Void) -> Record {
    var record = Record(Catalogue.house.type(type))
    fill(&record)
    return record
  }

  private func line(hoursAgo hours: Int) -> Record {
    record("round_checks") {
      $0[.residentID] = Self.resident
      $0["checked_at"] = .instant(Self.now.adding(hours: -hours))
    }
  }

  private func awayRecord(_ query: Query) -> Record {
    record(query.follows?.type ?? query.type) { $0[.residentID] = Self.resident }
  }

  /// What follows where the last line is so many hours old, none where it is nil.
  private func work(
    lastLine hours: Int?, away: String? = nil, model: String = "hostel"
  ) throws -> Job.Work {
    let job = try #require(Catalogue.house.jobs.first { $0.id == "residents.unseen" })
    var book = Book(today: Zone.utc.day(at: Self.now), now: Self.now)
    book.found = job.reads(book).map { query -> [Record] in
      switch query.follows?.type ?? query.type {
      case "round_checks": hours.flatMap { $0 <= 24 ? [line(hoursAgo: $0)] : nil } ?? []
      case "stays":
        [
          record("stays") {
            $0[.residentID] = Self.resident
            $0[.houseID] = Self.house
          }
        ]
      case "houses":
        [
          record("houses") {
            $0.id = Self.house
            $0["service_model"] = .text(model)
          }
        ]
      case "passes", "missing_episodes", "bed_assignments":
        query.type == away ? [awayRecord(query)] : []
      default: []
      }
    }
    book.found += job.looksUp(book).map { query -> [Record] in
      switch query.type {
      case "residents": [record("residents") { $0.id = Self.resident }]
      case "round_checks": hours.map { [line(hoursAgo: $0)] } ?? []
      case "crisis_teams":
        [
          record("crisis_teams") {
            $0[.houseID] = Self.house
            $0[.leadBy] = Self.onCall
          }
        ]
      default: []
      }
    }
    return job.work(book)
  }

  @Test(arguments: [
    (23, "hostel", false), (25, "hostel", true), (11, "childrens_home", false), (13, "childrens_home", true),
    (13, "hostel", false), (100, "hostel", true),
  ])
  func `a day without a line, of a child half a day, is told to who is on call`(
    hours: Int, model: String, told: Bool
  ) throws {
    let reminders = try work(lastLine: hours, model: model).reminders
    #expect(reminders.map(\.notice.audience) == (told ? [[.member(Self.onCall)]] : []))
    #expect(reminders.allSatisfy { $0.record.id == Self.resident && $0.notice.priority == "urgent" })
  }

  @Test(arguments: ["passes", "missing_episodes", "bed_closures"])
  func `nobody is told of who is away`(type: String) throws {
    let work = try work(lastLine: 30, away: type)
    #expect(work.reminders.isEmpty && work.keeps.isEmpty)
  }

  @Test func `of whom nobody writes lines at all nobody is told, and what was told before stands`() throws {
    let work = try work(lastLine: nil)
    #expect(work.reminders.isEmpty)
    #expect(work.keeps == [Self.resident])
  }
}
