import House
import Records
import Testing

/// Every clock that escalates: from which field it runs, when somebody hears, and who.
@Suite struct EscalationClockTests {
  /// Tuesday 17 November 2026, 10:00 in London.
  private static let now = Instant(milliseconds: 1_794_909_600_000)
  private static let house = RecordID(high: 1, low: 1)

  /// One moment of a clock, and who has heard by then; a job has one clock or several, counted from 0.
  struct Clock: Sendable, CustomTestStringConvertible {
    let job: String
    var place = 0
    let since: String
    var fields: [String: Value] = [:]
    let minutes: Int
    let heard: [[Notice.Audience]]

    var testDescription: String { "\(job) \(place), \(minutes) minutes since \(since)" }
  }

  private static let leader = Notice.Audience.role(.leader, house: house)
  private static let manager = Notice.Audience.role(.manager, house: house)
  private static let safeguarding = Notice.Audience.role(.safeguarding, house: nil)
  private static let administrator = Notice.Audience.role(.administrator, house: nil)
  /// Where no shift is kept.
  private static let staff: [Notice.Audience] = [
    leader, .role(.worker, house: house), .role(.night, house: house),
  ]
  /// Where nobody is on call.
  private static let called: [Notice.Audience] = [manager]
  private static let leads: [Notice.Audience] = [leader, manager]

  private static let presence: [Clock] = [
    Clock(job: "sign-outs.escalate", since: "expected_return_at", minutes: 14, heard: []),
    Clock(job: "sign-outs.escalate", since: "expected_return_at", minutes: 15, heard: [staff]),
    Clock(
      job: "sign-outs.escalate", since: "expected_return_at", minutes: 60, heard: [staff, staff + called]),
    Clock(job: "passes.escalate", since: "returns_at", minutes: 29, heard: []),
    Clock(job: "passes.escalate", since: "returns_at", minutes: 30, heard: [staff + [manager]]),
  ]

  private static let missing: [Clock] = [
    Clock(
      job: "missing.escalate", since: "noticed_at", fields: ["risk_level": .text("high")], minutes: 0,
      heard: [staff]),
    Clock(
      job: "missing.escalate", since: "noticed_at", fields: ["risk_level": .text("medium")], minutes: 59,
      heard: []),
    Clock(
      job: "missing.escalate", since: "noticed_at", fields: ["risk_level": .text("medium")], minutes: 90,
      heard: [staff, called + leads]),
    Clock(
      job: "missing.escalate", since: "noticed_at", fields: ["risk_level": .text("low")], minutes: 240,
      heard: [staff]),
    Clock(job: "missing.escalate", place: 1, since: "noticed_at", minutes: 239, heard: []),
    Clock(job: "missing.escalate", place: 1, since: "noticed_at", minutes: 500, heard: [called + leads]),
    Clock(job: "missing.escalate", place: 2, since: "returned_at", minutes: 47 * 60, heard: []),
    Clock(job: "missing.escalate", place: 2, since: "returned_at", minutes: 48 * 60, heard: [leads]),
    Clock(
      job: "missing.escalate", place: 2, since: "returned_at", minutes: 72 * 60,
      heard: [leads, leads + [safeguarding, administrator]]),
  ]

  private static let duties: [Clock] = [
    Clock(
      job: "authorities.escalate", since: "due_at", fields: ["state": .text("due")], minutes: 0,
      heard: [[safeguarding, manager]]),
    Clock(
      job: "authorities.escalate", since: "due_at", fields: ["state": .text("due")], minutes: 240,
      heard: [[safeguarding, manager], [administrator]]),
    Clock(
      job: "authorities.escalate", since: "due_at",
      fields: ["concern_id": .reference(RecordID(high: 1, low: 8))], minutes: 240,
      heard: [[safeguarding], [safeguarding]]),
    Clock(job: "incidents.escalate", since: "reported_at", minutes: 24 * 60, heard: [leads]),
    Clock(
      job: "incidents.escalate", place: 1, since: "triaged_at", minutes: 48 * 60,
      heard: [[manager], [administrator]]),
    Clock(
      job: "incidents.escalate", place: 1, since: "triaged_at",
      fields: ["triaged_by": .reference(RecordID(high: 1, low: 7))], minutes: 48 * 60, heard: []),
    Clock(
      job: "approvals.escalate", since: "requested_at", fields: ["kind": .text("pass")], minutes: 120,
      heard: [leads]),
  ]

  private static let concerns: [Clock] = [
    Clock(job: "concerns.escalate", since: "raised_at", minutes: 239, heard: []),
    Clock(job: "concerns.escalate", since: "raised_at", minutes: 240, heard: [[safeguarding]]),
    Clock(
      job: "concerns.escalate", since: "raised_at", minutes: 480, heard: [[safeguarding], [safeguarding]]),
    Clock(job: "concerns.escalate", place: 1, since: "raised_at", minutes: 9 * 60, heard: []),
    Clock(job: "concerns.escalate", place: 1, since: "raised_at", minutes: 24 * 60, heard: [[safeguarding]]),
    // Raised on a Saturday: by the end of the Monday.
    Clock(job: "concerns.escalate", place: 2, since: "raised_at", minutes: 72 * 60, heard: [[safeguarding]]),
    // Raised on the Monday: there is time to the end of this day.
    Clock(job: "concerns.escalate", place: 2, since: "raised_at", minutes: 24 * 60, heard: []),
    Clock(
      job: "concerns.escalate", place: 3, since: "acknowledge_due_at", minutes: 0, heard: [[safeguarding]]),
    Clock(
      job: "concerns.escalate", place: 3, since: "acknowledge_due_at", minutes: 24 * 60,
      heard: [[safeguarding], [safeguarding]]),
    Clock(job: "concerns.escalate", place: 4, since: "review_on", minutes: -24 * 60, heard: []),
    Clock(job: "concerns.escalate", place: 4, since: "review_on", minutes: 10 * 60, heard: [[safeguarding]]),
  ]

  /// Two working days after a Wednesday are over when the Saturday begins.
  private static let emergencies: [Clock] = [
    Clock(job: "break-glass.escalate", since: "started_at", minutes: 24 * 60, heard: []),
    Clock(job: "break-glass.escalate", since: "started_at", minutes: 6 * 24 * 60, heard: [[administrator]]),
  ]

  private static let clocks = presence + missing + duties + concerns + emergencies

  private func reminders(_ clock: Clock) throws -> [Reminder] {
    let job = try #require(Catalogue.house.jobs.first { $0.id == clock.job })
    var book = Book(today: Zone.utc.day(at: Self.now), now: Self.now)
    let reads = job.reads(book)
    let type = Catalogue.house.type(try #require(job.tells).type)
    var record = Record(type)
    record.id = RecordID(high: 1, low: 9)
    if type.field("house_id") != nil { record[.houseID] = Self.house }
    for (name, value) in clock.fields { record[name] = value }
    let start = Self.now.adding(minutes: -clock.minutes)
    let isDay = type.field(clock.since)?.kind == .day
    record[clock.since] = isDay ? .day(Zone.utc.day(at: start)) : .instant(start)
    book.found = Array(repeating: [], count: reads.count)
    book.found[clock.place] = [record]
    if clock.job == "passes.escalate" {
      var stay = Record(Catalogue.house.type("stays"))
      stay.id = RecordID(high: 1, low: 6)
      stay[.houseID] = Self.house
      book.found[clock.place][0][.stayID] = stay.id
      // The house is that of the stay, the last of what is looked up.
      book.found += Array(repeating: [], count: job.looksUp(book).count - 1) + [[stay]]
    }
    return job.work(book).reminders
  }

  @Test(arguments: clocks)
  func `a clock that has run out is told to whom it says, and before that to nobody`(clock: Clock) throws {
    let told = try reminders(clock)
    #expect(told.map(\.notice.audience) == clock.heard)
    #expect(told.allSatisfy { $0.notice.needsAction && $0.since <= Self.now })
  }

  @Test func `no clock escalates that stands in no row here`() {
    let all = Catalogue.house.jobs.filter { $0.id.hasSuffix(".escalate") }.flatMap { job in
      let book = Book(today: Zone.utc.day(at: Self.now), now: Self.now)
      return job.reads(book).indices.map { "\(job.id) \($0)" }
    }
    #expect(Set(all) == Set(Self.clocks.map { "\($0.job) \($0.place)" }))
  }

  @Test func `a child who is late is looked for at once, by who is on shift and who is on call`() throws {
    let job = try #require(Catalogue.house.jobs.first { $0.id == "sign-outs.escalate" })
    var book = Book(today: Zone.utc.day(at: Self.now), now: Self.now)
    var sign = Record(Catalogue.house.type("sign_outs"))
    sign.id = RecordID(high: 1, low: 9)
    sign[.houseID] = Self.house
    sign["expected_return_at"] = .instant(Self.now)
    var shift = Record(Catalogue.house.type("shifts"))
    shift.id = RecordID(high: 2, low: 1)
    shift[.houseID] = Self.house
    shift["state"] = .text("running")
    var line = Record(Catalogue.house.type("shift_staff"))
    line[.shiftID] = shift.id
    line[.staffMemberID] = RecordID(high: 2, low: 2)
    var member = Record(Catalogue.house.type("memberships"))
    member.id = RecordID(high: 2, low: 3)
    member[.staffMemberID] = line[.staffMemberID]
    var team = Record(Catalogue.house.type("crisis_teams"))
    team[.houseID] = Self.house
    team[.leadBy] = RecordID(high: 2, low: 4)
    var house = Record(Catalogue.house.type("houses"))
    house.id = Self.house
    house["service_model"] = .text("childrens_home")
    book.found = [[sign], [shift], [line], [member], [], [team], [house]]
    let told = job.work(book).reminders
    #expect(
      told.map(\.notice.audience) == [
        [.member(RecordID(high: 2, low: 3)), .member(RecordID(high: 2, low: 4))]
      ])
    #expect(told.map(\.notice.priority) == ["urgent"])
    #expect(told.first?.notice.words.hasSuffix("are they missing? Open a missing episode") == true)
  }
}
