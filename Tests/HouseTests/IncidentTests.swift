import House
import Records
import Testing

@Suite struct IncidentTests {
  private var paper = PaperHouse()
  private let night: RecordID
  private let leader: RecordID
  private let manager: RecordID
  private let house: RecordID
  private let resident: RecordID

  init() {
    night = paper.add("memberships") { $0[.shortName] = "K. Osei" }
    leader = paper.add("memberships") { $0[.shortName] = "N. Bright" }
    manager = paper.add("memberships") { $0[.shortName] = "S. Prydderch" }
    house = paper.add("houses") { $0[.name] = "Tallow House" }
    resident = paper.add("residents") { $0[.familyName] = "Wulan" }
  }

  private mutating func report(severity: Int = 3, _ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    paper.actor = night
    let (house, resident, moment) = (house, resident, paper.now.adding(minutes: -20))
    return paper.add("incidents") {
      $0[.kind] = "fall"
      $0[.houseID] = house
      $0[.residentID] = resident
      $0[.placeKind] = "bedroom"
      $0[.severity] = severity
      $0[.occurredAt] = moment
      $0[.narrative] = "Found sitting on the floor."
      $0[.immediateAction] = "Helped up; no pain."
      fill(&$0)
    }
  }

  private mutating func underReview() -> RecordID {
    let incident = report()
    #expect(paper.perform("incident.submit", incident) == nil)
    paper.actor = leader
    #expect(paper.perform("incident.triage", incident, triage) == nil)
    #expect(paper.perform("incident.start-review", incident, ["investigator_id": leader.value]) == nil)
    return incident
  }

  private let triage: [String: Value] = ["severity": .integer(3), "is_safeguarding": .flag(false)]

  @Test
  mutating func `INC-4: what triage finds critical asks once whether the authority must be told`() {
    let incident = report(severity: 3)
    #expect(paper.perform("incident.submit", incident) == nil)
    #expect(paper.all("regulator_notifications").isEmpty)
    paper.actor = leader
    let critical: [String: Value] = ["severity": .integer(5), "is_safeguarding": .flag(false)]
    #expect(paper.perform("incident.triage", incident, critical) == nil)
    #expect(paper.all("regulator_notifications").compactMap { $0[.state] } == ["to_decide"])

    let known = report(severity: 5)
    #expect(paper.perform("incident.submit", known) == nil)
    paper.actor = leader
    let open = critical.merging(["notice_other_other_serious_injury": .text("not_known")]) { $1 }
    #expect(paper.perform("incident.triage", known, open) == nil)
    #expect(paper.all("regulator_notifications").count == 2)
  }

  @Test
  mutating func `INC-2: a report lacks nothing, is signed by its reporter and tells who leads the house`() {
    let incident = report(severity: 4)
    paper.records[incident]?[.immediateAction] = nil
    #expect(paper.refusal("incident.submit", incident)?.contains("What was done at once") == true)
    paper.records[incident]?[.immediateAction] = "None needed."
    paper.actor = leader
    #expect(paper.refusal("incident.submit", incident) == "Only who wrote this report can send it.")
    paper.actor = night
    #expect(paper.perform("incident.submit", incident) == nil)
    #expect(paper[incident][.signedBy] == night)
    #expect(paper[incident][.reportedAt] == paper.now)
    #expect(paper.notices.first?.priority == "urgent")
    #expect(paper.notices.first?.audience.contains(.role(.safeguarding, house: nil)) == true)
  }

  @Test(arguments: [("fall", true), ("fire", false)])
  mutating func `INC-2: who sends a fall with nobody in it is told so, and it is sent`(
    kind: String, isTold: Bool
  ) {
    let incident = report {
      $0[.kind] = kind
      $0[.residentID] = nil
    }
    var sent = paper[incident]
    sent[.state] = "submitted"
    let words = "Who was involved is still empty. Name them first, or send it so where nobody is known."
    #expect(paper.violations(in: sent, before: paper[incident]).contains(words) == isTold)
    paper.add("incident_people") {
      $0[.incidentID] = incident
      $0[.name] = "A visitor"
    }
    #expect(!paper.violations(in: sent, before: paper[incident]).contains(words))
    #expect(paper.perform("incident.submit", incident) == nil)
    #expect(paper[incident][.state] == "submitted")
  }

  @Test mutating func `SOD-02: a reporter triages only alone on shift and with a reason`() {
    let incident = report()
    #expect(paper.perform("incident.submit", incident) == nil)
    #expect(paper.refusal("incident.triage", incident)?.hasPrefix("You reported this") == true)
    #expect(paper.perform("incident.triage", incident, triage)?.hasPrefix("You reported this") == true)
    let alone = triage.merging(["lone_working_override": .text("Nobody else until eight.")]) { $1 }
    #expect(paper.perform("incident.triage", incident, alone) == nil)
    #expect(paper.notices.last?.words.contains("second look") == true)
  }

  @Test mutating func `SOD-02: who is said to have caused it does not triage it`() {
    let staff = paper.add("staff_members")
    paper.records[leader]?[.staffMemberID] = staff
    let incident = report()
    paper.add("incident_people") {
      $0[.incidentID] = incident
      $0[.staffMemberID] = staff
      $0[.role] = "alleged_source"
    }
    #expect(paper.perform("incident.submit", incident) == nil)
    paper.actor = leader
    #expect(paper.refusal("incident.triage", incident)?.hasPrefix("You are named") == true)
  }

  @Test mutating func `INC-4: severity and the safeguarding question are answered at triage`() {
    let incident = report()
    #expect(paper.perform("incident.submit", incident) == nil)
    paper.actor = leader
    #expect(paper.perform("incident.triage", incident, ["severity": .integer(2)]) != nil)
    #expect(paper.perform("incident.triage", incident, triage) == nil)
    #expect(paper[incident][.state] == "triaged")
    #expect(paper[incident][.triagedBy] == leader)
  }

  @Test mutating func `RSK-7: a serious incident brings the review of the resident's risks forward`() {
    let (resident, far) = (resident, paper.today.adding(days: 90))
    let risk = paper.add("risk_assessments") {
      $0[.residentID] = resident
      $0[.state] = "approved"
      $0[.reviewOn] = far
    }
    _ = underReview()
    #expect(paper[risk][.reviewOn] == paper.today.adding(days: 3))
  }

  @Test mutating func `INC-7: an incident with an open action is not closed`() {
    let incident = underReview()
    let task = paper.add("action_assignments") {
      $0[.reference] = "ACT-2026-0001"
      $0[.incidentID] = incident
    }
    let closure: [String: Value] = ["lessons": .text("The bell is now in reach.")]
    #expect(
      paper.perform("incident.submit-closure", incident, closure)
        == "An action is still open: ACT-2026-0001.")
    paper.records[task]?[.state] = "approved"
    #expect(paper.perform("incident.submit-closure", incident, closure) == nil)
    #expect(paper.all("approvals").map { $0[.kind] } == ["incident_closure"])
  }

  @Test mutating func `SOD-03: who submitted the closure does not approve it`() {
    let incident = underReview()
    #expect(paper.perform("incident.submit-closure", incident, ["lessons": .text("Told.")]) == nil)
    #expect(paper.refusal("incident.close", incident)?.hasPrefix("You requested this") == true)
    paper.actor = manager
    #expect(paper.perform("incident.close", incident) == nil)
    #expect(paper[incident][.closedBy] == manager)
    #expect(paper.all("approvals").first?[.state] == "approved")
  }

  @Test mutating func `INC-9 and INC-10: a closure is sent back with a comment, a closed incident reopened`()
  {
    let incident = underReview()
    #expect(paper.perform("incident.submit-closure", incident, ["lessons": .text("Told.")]) == nil)
    paper.actor = manager
    #expect(paper.perform("incident.return-closure", incident) != nil)
    #expect(paper.perform("incident.return-closure", incident, ["comment": .text("Which bed?")]) == nil)
    #expect(paper[incident][.state] == "under_review")
    #expect(paper.all("approvals").first?[.comment] == "Which bed?")
    paper.actor = leader
    #expect(paper.perform("incident.submit-closure", incident, ["lessons": .text("Bed 7.")]) == nil)
    paper.actor = manager
    #expect(paper.perform("incident.close", incident) == nil)
    #expect(paper.perform("incident.reopen", incident, ["reopened_reason": .text("A witness came.")]) == nil)
    #expect(paper[incident][.state] == "reopened")
  }

  @Test mutating func `APR-2: a record that changed after it was sent is not approved`() {
    let incident = underReview()
    #expect(paper.perform("incident.submit-closure", incident, ["lessons": .text("Told.")]) == nil)
    paper.records[incident]?.revision += 1
    paper.actor = manager
    #expect(paper.refusal("incident.close", incident)?.hasPrefix("It changed") == true)
  }

  @Test mutating func `INC-3: a follow-up is a signed note of its own and leaves the report alone`() throws {
    let incident = report()
    #expect(paper.perform("incident.submit", incident) == nil)
    let revision = paper[incident].revision
    #expect(paper.perform("incident.add-note", incident, ["content": .text("Walks well.")]) == nil)
    let note = try #require(paper.all("case_notes").first)
    #expect(note[.state] == "signed" && note[.incidentID] == incident && note[.signedBy] == night)
    #expect(paper[incident].revision == revision)
  }

  @Test mutating func `an event in the future and one found out before it happened are refused`() {
    let incident = report()
    var record = paper[incident]
    record[.occurredAt] = paper.now.adding(minutes: 1)
    #expect(paper.violations(in: record) == ["The event cannot be in the future."])
    record[.occurredAt] = paper.now.adding(minutes: -5)
    record[.discoveredAt] = paper.now.adding(minutes: -9)
    #expect(paper.violations(in: record) == ["It cannot be found out before it happened."])
  }

  @Test(arguments: [(1, 24), (3, 24), (4, 1), (5, 1)])
  mutating func `triage is due in an hour where it is serious, else in a day`(
    severity: Int, hours: Int
  ) throws {
    let incident = report(severity: severity)
    #expect(paper.perform("incident.submit", incident) == nil)
    let field = try #require(paper[incident].type.field("triage_due_at"))
    let due = try #require(field.derivation).value(paper[incident], paper.book([]))
    #expect(due == paper.now.adding(hours: hours).value)
  }
}
