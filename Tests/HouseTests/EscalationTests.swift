import House
import Records
import Testing

/// What waits for an answer is brought to who was asked, then to the next level of the house.
@Suite struct EscalationTests {
  /// Tuesday 17 November 2026, 10:00 in London.
  private static let now = Instant(milliseconds: 1_794_909_600_000)
  private static let house = RecordID(high: 1, low: 1)
  private static let asked = RecordID(high: 1, low: 2)
  private static let asker = RecordID(high: 1, low: 3)

  private static let leads: [Notice.Audience] = [.role(.leader, house: house), .role(.manager, house: house)]
  private static let administrators: [Notice.Audience] = [.role(.administrator, house: nil)]

  private static let questions: [(String, Int, [[Notice.Audience]])] = [
    ("medication_change", 23, []), ("medication_change", 24, [leads]),
    ("medication_change", 72, [leads, administrators]), ("pass", 2, [leads]),
    ("pass", 4, [leads, administrators]), ("refund", 49, [leads]), ("refund", 120, [leads, administrators]),
    ("erasure", 200, [administrators]), ("concern_no_action", 200, [[.role(.safeguarding, house: house)]]),
  ]

  /// From which day to which the role was held; today is 17 November 2026, asked was on the 11th.
  private static let grants: [(String, String?, String)] = [
    ("2026-01-01", "2026-12-31", "MGR"), ("2026-01-01", "2026-11-17", "MGR"),
    ("2026-01-01", "2026-11-12", "MGR"), ("2026-01-01", nil, "SGL"),
    // Nothing is known of who was asked: those who usually decide on the kind were.
    ("2026-12-01", nil, "SUP"), ("2025-01-01", "2025-12-31", "SUP"),
  ]

  private func reminders(_ id: String, _ record: Record, _ more: [[Record]] = []) throws -> [Reminder] {
    let job = try #require(Catalogue.house.jobs.first { $0.id == id })
    var book = Book(today: Zone.utc.day(at: Self.now), now: Self.now)
    book.found = [[record]] + more
    return job.work(book).reminders
  }

  private func round(_ kind: String, askedHoursAgo hours: Int) -> Record {
    var round = Record(Catalogue.house.type("approvals"))
    round.id = RecordID(high: 1, low: 9)
    round[.kind] = kind
    round[.houseID] = Self.house
    round[.requestedBy] = Self.asker
    round[.requestedAt] = Self.now.adding(hours: -hours)
    return round
  }

  @Test(arguments: questions)
  func `a question reminds who was asked, then goes to the next level`(
    kind: String, hours: Int, heard: [[Notice.Audience]]
  ) throws {
    let told = try reminders("approvals.escalate", round(kind, askedHoursAgo: hours), [[], []])
    #expect(told.map(\.notice.audience) == heard)
    #expect(told.allSatisfy { $0.besides == [Self.asker] && $0.notice.needsAction })
  }

  @Test func `a question to a team leader goes to the manager, then to the administrators`() throws {
    var question = round("support_plan", askedHoursAgo: 145)
    question[.approverID] = Self.asked
    var role = Record(Catalogue.house.type("roles"))
    role.id = RecordID(high: 1, low: 4)
    role[.code] = "SUP"
    var grant = Record(Catalogue.house.type("role_assignments"))
    grant[.membershipID] = Self.asked
    grant[.roleID] = role.id
    let told = try reminders("approvals.escalate", question, [[grant], [role]])
    let manager: [Notice.Audience] = [.role(.manager, house: Self.house)]
    #expect(told.map(\.notice.audience) == [[.member(Self.asked)], manager, Self.administrators])
    #expect(told.map(\.notice.priority) == ["medium", "high", "high"])
  }

  @Test(arguments: grants)
  func `a question never goes to a level below who was asked`(
    start: String, end: String?, code: String
  ) throws {
    var question = round("support_plan", askedHoursAgo: 145)
    question[.approverID] = Self.asked
    var role = Record(Catalogue.house.type("roles"))
    role.id = RecordID(high: 1, low: 4)
    role[.code] = code
    var grant = Record(Catalogue.house.type("role_assignments"))
    grant[.membershipID] = Self.asked
    grant[.roleID] = role.id
    grant[.startsOn] = Day(start)
    grant[.endsOn] = end.flatMap { Day($0) }
    let told = try reminders("approvals.escalate", question, [[grant], [role], []])
    #expect(told.map(\.notice.audience) == [[.member(Self.asked)], Self.administrators])
  }

  @Test(arguments: [
    ("pass", ["urgent", "urgent"]), ("incident_closure", ["high", "high"]),
    ("support_plan", ["medium", "high"]),
  ])
  func `a reminder is as urgent as the question, and above it more`(kind: String, priorities: [String]) throws
  {
    let told = try reminders("approvals.escalate", round(kind, askedHoursAgo: 72), [[], [], []])
    #expect(told.map(\.notice.priority) == priorities)
  }

  @Test func `a question about an urgent action stays urgent`() throws {
    var action = Record(Catalogue.house.type("action_assignments"))
    action.id = RecordID(high: 1, low: 5)
    action[.priority] = "urgent"
    var question = round("action", askedHoursAgo: 72)
    question[.subjectID] = action.id
    let told = try reminders("approvals.escalate", question, [[], [], [action]])
    #expect(told.map(\.notice.priority) == ["urgent", "urgent"])
  }

  @Test(arguments: [(3, "high"), (4, "urgent"), (5, "urgent")])
  func `a serious incident breaks the quiet hours, and no other`(severity: Int, priority: String) throws {
    var incident = Record(Catalogue.house.type("incidents"))
    incident.id = RecordID(high: 1, low: 9)
    incident[.severity] = severity
    incident[.houseID] = Self.house
    incident[.reportedAt] = Self.now.adding(hours: -48)
    let told = try reminders("incidents.escalate", incident)
    #expect(told.map(\.notice.priority) == [priority, priority])
  }

  @Test(arguments: [("urgent", ["urgent", "urgent"]), ("low", ["low", "high"])])
  func `an urgent task a day late is urgent for the next level too`(
    own: String, priorities: [String]
  ) throws {
    var task = Record(Catalogue.house.type("tasks"))
    task.id = RecordID(high: 1, low: 9)
    task[.priority] = own
    task[.roleCode] = "SUP"
    task[.houseID] = Self.house
    task[.dueAt] = Self.now.adding(hours: -25)
    #expect(try reminders("tasks.remind", task).map(\.notice.priority) == priorities)
  }

  @Test(arguments: [(5, 1, 1), (5, 2, 2), (2, 2, 0), (2, 24, 1), (2, 48, 2)])
  func `an incident that nobody triages is told when its time is over, then above`(
    severity: Int, hours: Int, rungs: Int
  ) throws {
    var incident = Record(Catalogue.house.type("incidents"))
    incident.id = RecordID(high: 1, low: 9)
    incident[.severity] = severity
    incident[.houseID] = Self.house
    incident[.reportedAt] = Self.now.adding(hours: -hours)
    #expect(try reminders("incidents.escalate", incident).count == rungs)
  }
}
