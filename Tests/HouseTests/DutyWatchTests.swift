import House
import Records
import Testing

/// What a law gives so long to answer is told before its limit to who answers, and after it to who leads as well.
@Suite struct DutyWatchTests {
  private static let house = RecordID(high: 1, low: 1)
  private static let handler = RecordID(high: 1, low: 2)
  private static let member = RecordID(high: 1, low: 3)

  private static let manager = Notice.Audience.role(.manager, house: house)
  private static let lead = Notice.Audience.role(.safeguarding, house: nil)
  private static let administrators = Notice.Audience.role(.administrator, house: nil)

  private static let complaintDays: [(String, String, Set<Notice.Audience>)] = [
    ("2026-11-06", "", []), ("2026-11-09", "", []),
    ("2026-11-12", "is to be answered by 13 Nov 2026", [manager]),
    ("2026-11-13", "is to be answered by 13 Nov 2026", [manager]),
    ("2026-11-23", "was to be answered by 13 Nov 2026", [manager, administrators]),
  ]
  private static let requestDays: [(String, [Notice.Audience])] = [
    ("2026-11-13", [lead]), ("2026-11-20", [lead]), ("2026-11-23", [lead, administrators]),
  ]
  private static let breachHours: [(String, String, [Notice.Audience])] = [
    ("2026-11-21", "06:00", []), ("2026-11-22", "06:00", [lead]), ("2026-11-23", "08:59", [lead]),
    ("2026-11-23", "09:00", [lead, administrators]),
  ]

  private func moment(_ day: String, _ time: String) throws -> Instant {
    Zone.utc.instant(on: try #require(Day(day)), at: try #require(WallTime(time)))
  }

  /// A record of the house that was written down at that day's noon.
  private func record(_ type: String, madeOn day: String) throws -> Record {
    var record = Record(Catalogue.house.type(type))
    let noon = try moment(day, "12:00")
    record.id = RecordID(high: 1, low: 9)
    record.stamp = Stamp(createdAt: noon, createdBy: nil, updatedAt: noon, updatedBy: nil)
    return record
  }

  private func reminders(
    _ id: String, _ record: Record, on day: String, at time: String = "06:00"
  ) throws -> [Reminder] {
    let job = try #require(Catalogue.house.jobs.first { $0.id == id })
    let now = try moment(day, time)
    var house = Record(Catalogue.house.type("houses"))
    house.id = Self.house
    house[.jurisdiction] = "england"
    var book = Book(today: Zone.utc.day(at: now), now: now)
    book.found = [[record], [], [], [], [], [house], []]
    return job.work(book).reminders
  }

  /// Received on Friday 6 November 2026, to be acknowledged by the 13th.
  private func complaint() throws -> Record {
    var complaint = try record("complaints", madeOn: "2026-11-06")
    complaint[.state] = "received"
    complaint[.houseID] = Self.house
    complaint[.receivedOn] = Day("2026-11-06")
    return complaint
  }

  @Test(arguments: complaintDays)
  func `a complaint is told of before its day, and daily after it, to the manager and then above`(
    today: String, words: String, heard: Set<Notice.Audience>
  ) throws {
    let told = try reminders("complaints.remind", complaint(), on: today)
    #expect(told.map(\.notice.words) == (words.isEmpty ? [] : [words]))
    #expect(Set(told.flatMap(\.notice.audience)) == heard)
    #expect(told.allSatisfy { $0.notice.dueAt != nil && $0.notice.needsAction })
  }

  @Test func `on its last day a complaint is not late yet`() throws {
    let told = try reminders("complaints.remind", complaint(), on: "2026-11-13")
    #expect(told.map(\.notice.dueAt) == [try moment("2026-11-13", "23:59")])
    #expect(told.map(\.notice.priority) == ["medium"])
  }

  @Test func `a late complaint is told anew each day`() throws {
    let told = try reminders("complaints.remind", complaint(), on: "2026-11-23")
    #expect(told.map(\.since) == [try moment("2026-11-23", "00:00")])
  }

  @Test func `a complaint is its handler's, and whoever it is about never hears of it`() throws {
    var complaint = try complaint()
    complaint[.state] = "stage1"
    complaint[.acknowledgedOn] = Day("2026-11-09")
    complaint[.handlerID] = Self.handler
    complaint[.aboutMemberID] = Self.member
    let told = try reminders("complaints.remind", complaint, on: "2026-11-22")
    #expect(told.map(\.notice.audience) == [[.member(Self.handler)]])
    let late = try reminders("complaints.remind", complaint, on: "2026-11-24")
    #expect(Set(late.flatMap(\.notice.audience)) == [.member(Self.handler), Self.administrators])
    #expect((told + late).allSatisfy { $0.besides == [Self.member] })
  }

  @Test(arguments: requestDays)
  func `a request about one's own data is the safeguarding lead's, and late the administrators' too`(
    today: String, heard: [Notice.Audience]
  ) throws {
    var request = try record("data_access_requests", madeOn: "2026-10-20")
    request[.state] = "received"
    request[.kind] = "access"
    request[.receivedOn] = Day("2026-10-20")
    let told = try reminders("subject-requests.remind", request, on: today)
    #expect(told.map(\.notice.audience) == [heard])
  }

  @Test(arguments: [("received", 1), ("extended", 0)])
  func `an accounting that was extended has thirty days more`(state: String, count: Int) throws {
    var request = try record("disclosure_accounting_requests", madeOn: "2026-09-24")
    request[.state] = state
    request[.receivedOn] = Day("2026-09-24")
    #expect(try reminders("accountings.remind", request, on: "2026-11-22").count == count)
  }

  @Test(arguments: breachHours)
  func `a breach is told of to the hour`(today: String, time: String, heard: [Notice.Audience]) throws {
    var breach = try record("breach_incidents", madeOn: "2026-11-20")
    breach[.state] = "assessing"
    breach[.discoveredAt] = try moment("2026-11-20", "09:00")
    let told = try reminders("breaches.remind", breach, on: today, at: time)
    #expect(told.flatMap(\.notice.audience) == heard)
  }

  @Test(arguments: [("2026-11-24", 0), ("2026-11-25", 1)])
  func `BRG-3: emergency access without a review after two working days reaches the administrators`(
    today: String, count: Int
  ) throws {
    var event = try record("break_glass_events", madeOn: "2026-11-20")
    event[.state] = "ended"
    event[.membershipID] = Self.member
    event[.startedAt] = try moment("2026-11-20", "10:00")
    let told = try reminders("break-glass.escalate", event, on: today)
    #expect(told.count == count)
    #expect(told.allSatisfy { $0.notice.audience == [Self.administrators] && $0.besides == [Self.member] })
  }
}
