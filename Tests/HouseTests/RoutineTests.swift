@testable import House
import Records
import Testing

@Suite struct RoutineTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let leader: RecordID
  private let house: RecordID
  private var stays: [RecordID] = []
  private var residents: [RecordID] = []

  init() {
    worker = paper.add("memberships")
    leader = paper.add("memberships")
    house = paper.add("houses") {
      $0[.state] = "open"
      $0[.serviceModel] = "supported_housing"
      $0[.jurisdiction] = "england"
    }
    paper.actor = worker
    for name in ["Ada", "Ben", "Cy"] { moveIn(name) }
  }

  private mutating func moveIn(_ name: String, _ fill: (inout Record) -> Void = { _ in }) {
    let resident = paper.add("residents") {
      $0[.givenName] = name
      $0[.familyName] = "Moss"
    }
    residents.append(resident)
    let arrived = paper.today.adding(days: -60)
    let number = stays.count + 1
    stays.append(
      paper.add("stays") {
        $0[.reference] = "STY-\(number)"
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.state] = "active"
        $0[.startsOn] = arrived
        fill(&$0)
      })
  }

  private mutating func curfew(_ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    let since = paper.today.adding(days: -10)
    return paper.add("curfew_configs") {
      $0[.houseID] = house
      $0[.weekdays] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
      $0[.curfewTime] = WallTime("23:00")
      $0[.startsOn] = since
      fill(&$0)
    }
  }

  private mutating func signOut(backIn hours: Int?) -> [String] {
    var record = Record(Catalogue.house.type("sign_outs"))
    record[.residentID] = residents[0]
    record[.stayID] = stays[0]
    record[.houseID] = house
    record[.outAt] = paper.now
    record[.expectedReturnAt] = hours.map { paper.now.adding(hours: $0) }
    return paper.violations(in: record)
  }

  @Test mutating func `SGO-1: who signs out says when they are back where something asks for it`() {
    #expect(signOut(backIn: nil).isEmpty)
    #expect(signOut(backIn: 0) == ["The return must be after leaving."])
    #expect(signOut(backIn: 30).isEmpty)
    _ = curfew()
    #expect(signOut(backIn: nil) == ["Say when they will be back: their plan or a curfew asks for it."])
    #expect(signOut(backIn: 1).isEmpty)
    #expect(signOut(backIn: 30) == ["Curfew is 23:00; ask for a pass."])
  }

  @Test mutating func `SGO-2: a return has a time that has come and who saw it`() {
    let moment = paper.now.adding(hours: -2)
    let signOut = paper.add("sign_outs") {
      $0[.residentID] = residents[0]
      $0[.stayID] = stays[0]
      $0[.outAt] = moment
    }
    let later = paper.now.adding(hours: 1)
    #expect(
      paper.perform("sign-out.return", signOut, ["returned_at": .instant(later)])
        == "Back at cannot be after now.")
    let now = paper.now
    #expect(paper.perform("sign-out.return", signOut, ["returned_at": .instant(now)]) == nil)
    #expect(paper[signOut][.acknowledgedBy] == worker)
  }

  @Test(arguments: [(14, false), (16, true)])
  mutating func `late back is a quarter of an hour past what was said`(minutes: Int, isLate: Bool) throws {
    let expected = paper.now.adding(minutes: -minutes)
    let signOut = paper.add("sign_outs") { $0[.expectedReturnAt] = expected }
    let derivation = try #require(paper[signOut].type.field("is_overdue")?.derivation)
    #expect(derivation.value(paper[signOut], paper.book([])) == .flag(isLate))
  }

  @Test mutating func `a house has one curfew for a phase and weekday`() {
    _ = curfew { $0[.weekdays] = ["fri", "sat"] }
    let id = curfew { $0[.weekdays] = ["sat", "sun"] }
    let second = paper[id]
    #expect(paper.violations(in: second) == ["There is already a curfew for Saturday."])
    let phase = paper.add("phases")
    #expect(paper.violations(in: second.changed { $0[.phaseID] = phase }).isEmpty)
  }

  @Test(arguments: [(5, nil), (30, 30), (90, 90)] as [(Int, Int?)])
  mutating func `minutes late count from the curfew, once its grace is over`(minutes: Int, late: Int?) throws
  {
    let config = curfew()
    let night = paper.today.adding(days: -1)
    let eleven = Zone.utc.instant(on: night, at: try #require(WallTime("23:00")))
    let check = paper.add("curfew_check_ins") {
      $0[.curfewConfigID] = config
      $0[.nightOn] = night
      $0[.status] = "late"
      $0[.checkedAt] = eleven.adding(minutes: minutes)
    }
    let derivation = try #require(paper[check].type.field("minutes_late")?.derivation)
    let value = derivation.value(paper[check], paper.book(derivation.reads(paper[check])))
    #expect(value == .integer(late ?? 0))
  }

  @Test(arguments: [("log", false), ("warning", true)])
  mutating func `CUR-1: who is late has a reason, and is warned where the curfew says so`(
    action: String, isWarned: Bool
  ) {
    let config = curfew { $0[.lateAction] = action }
    let add = { (paper: inout PaperHouse, stay: RecordID, resident: RecordID, reason: String?) in
      paper.save("curfew_check_ins") {
        $0[.stayID] = stay
        $0[.residentID] = resident
        $0[.curfewConfigID] = config
        $0[.nightOn] = Day("2026-11-19")
        $0[.status] = "late"
        $0[.reason] = reason
      }
    }
    #expect(add(&paper, stays[0], residents[0], nil) == "Write why Ada Moss was late.")
    #expect(add(&paper, stays[0], residents[0], "Missed the bus.") == nil)
    #expect(paper.all("warnings").map { $0[.state] } == (isWarned ? ["draft"] : []))
  }

  private mutating func pass(nights: Int = 2, _ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    let leaves = paper.now.adding(hours: 1)
    return paper.add("passes") {
      $0[.reference] = "PAS-1"
      $0[.residentID] = residents[0]
      $0[.stayID] = stays[0]
      $0[.leavesAt] = leaves
      $0[.returnsAt] = leaves.adding(hours: 24 * nights)
      fill(&$0)
    }
  }

  @Test(
    arguments: [
      (false, 0, "First allows no leave."), (true, 90, "First allows a pass after 90 days; Ada Moss has 60."),
      (true, 30, nil),
    ] as [(Bool, Int, String?)])
  mutating func `PAS-1: the phase allows leave`(isAllowed: Bool, days: Int, words: String?) {
    let phase = paper.add("phases") {
      $0[.name] = "First"
      $0[.passAllowed] = isAllowed
      $0[.minimumDaysBeforePass] = days
    }
    paper.records[stays[0]]?[.phaseID] = phase
    let id = pass()
    let asked = paper[id]
    #expect(paper.violations(in: asked).first == words)
  }

  @Test mutating func `a change of phase is kept with its reason, and too few days refuse nothing`() {
    let first = paper.add("phases") {
      $0[.name] = "First"
      $0[.minimumDays] = 90
    }
    let second = paper.add("phases") { $0[.name] = "Second" }
    paper.records[stays[0]]?[.phaseID] = first
    let warned = paper[stays[0]].changed { $0[.phaseID] = second }
    #expect(
      paper.violations(in: warned, before: paper[stays[0]])
        == ["First lasts at least 90 days; so far it is 60."])
    let answers: [String: Value] = ["phase_id": second.value, "reason": .text("Ready for it.")]
    #expect(paper.perform("stay.change-phase", stays[0], answers) == nil)
    #expect(paper[stays[0]][.phaseID] == second)
    let history = paper.all("resident_status_history")
    #expect(history.map { $0[.fromValue] } == ["First"])
    #expect(history.map { $0[.toValue] } == ["Second"])
    #expect(history.map { $0[.reason] } == ["Ready for it."])
  }

  @Test mutating func `a phase of another house is not for this stay`() {
    let other = paper.add("houses")
    let first = paper.add("phases") { $0[.name] = "First" }
    let theirs = paper.add("phases") {
      $0[.name] = "Theirs"
      $0[.houseID] = other
    }
    paper.records[stays[0]]?[.phaseID] = first
    #expect(
      paper.perform("stay.change-phase", stays[0], ["phase_id": theirs.value, "reason": .text("Moves.")])
        == "That phase is of another house than the stay.")
  }

  @Test
  mutating func `an adult's leave is booked where no step is asked, and the bed is held while they are away`()
  {
    let bed = paper.add("beds") { $0[.houseID] = house }
    paper.add("bed_assignments") {
      $0[.stayID] = stays[0]
      $0[.residentID] = residents[0]
      $0[.bedID] = bed
      $0[.houseID] = house
    }
    let pass = pass()
    #expect(paper.refusal("pass.approve", pass)?.hasPrefix("You requested this") == true)
    #expect(paper.perform("pass.book", pass) == nil)
    #expect(paper.perform("pass.leave", pass) == nil)
    #expect(paper.all("bed_closures").map { $0[.kind] } == ["hold_pass"])
    let now = paper.now
    #expect(paper.perform("pass.return", pass, ["returned_at": .instant(now)]) == nil)
    #expect(paper.all("bed_closures").map { $0[.state] } == ["ended"])
  }

  @Test(arguments: [(2, "manager"), (4, "manager")])
  mutating func `PAS-4: the steps that a house asks for come first`(nights: Int, step: String) {
    paper.records[house]?[.jurisdiction] = "united_states"
    let pass = pass(nights: nights)
    paper.actor = leader
    #expect(paper.refusal("pass.book", pass) == "This house asks for the cover step first.")
    #expect(paper.refusal("pass.agree-cover", pass) == "Say first who does their chores.")
    paper.records[pass]?[.choreCoverID] = residents[1]
    #expect(paper.perform("pass.agree-cover", pass) == nil)
    #expect(paper.refusal("pass.approve", pass) == "The \(step) step is not done.")
    #expect(paper.perform("pass.agree", pass) == nil)
    #expect(paper.perform("pass.approve", pass) == nil)
    #expect(paper[pass][.approvedBy] == leader)
  }

  @Test mutating func `a warning in force stands against leave`() {
    let pass = pass()
    paper.actor = leader
    let warning = paper.add("warnings") {
      $0[.reference] = "WRN-1"
      $0[.residentID] = residents[0]
      $0[.kind] = "final"
      $0[.state] = "issued"
    }
    #expect(
      paper.refusal("pass.approve", pass) == "This pass cannot be approved: WRN-1 stands against it.")
    paper.records[warning]?[.state] = "withdrawn"
    #expect(paper.refusal("pass.approve", pass) == nil)
  }

  @Test mutating func `PAS-6: nobody leaves more than two hours early`() {
    let later = paper.now.adding(hours: 3)
    let pass = pass {
      $0[.state] = "approved"
      $0[.leavesAt] = later
    }
    #expect(paper.refusal("pass.leave", pass)?.hasPrefix("The pass starts") == true)
  }

  @Test mutating func `PAS-7: who left early or unseen is written back, with when they went`() {
    let later = paper.now.adding(hours: 3)
    let pass = pass {
      $0[.state] = "approved"
      $0[.leavesAt] = later
      $0[.returnsAt] = later.adding(hours: 24)
    }
    #expect(paper.refusal("pass.leave", pass)?.hasPrefix("The pass starts") == true)
    let (left, back) = (paper.now.adding(hours: -2), paper.now)
    #expect(paper.perform("pass.return", pass, ["returned_at": back.value]) == "Left at is needed.")
    #expect(
      paper.perform("pass.return", pass, ["left_at": back.value, "returned_at": left.value])
        == "The return must be after leaving.")
    #expect(paper.perform("pass.return", pass, ["left_at": left.value, "returned_at": back.value]) == nil)
    #expect(paper[pass][.state] == "returned")
    #expect(paper[pass][.leftAt] == left && paper[pass][.returnedAt] == back)
  }

  private mutating func chore(_ name: String, _ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    paper.add("chores") {
      $0[.name] = name
      $0[.houseID] = house
      $0[.minutes] = 20
      fill(&$0)
    }
  }

  private mutating func plan(_ days: Int) -> [RecordID: Int] {
    let today = paper.today
    #expect(
      paper.perform("house.plan-chores", house, ["starts_on": .day(today), "number": .integer(days)]) == nil)
    var turns: [RecordID: Int] = [:]
    for assignment in paper.all("chore_assignments") { turns[assignment[.stayID] ?? .zero, default: 0] += 1 }
    return turns
  }

  @Test mutating func `chores go round so that everybody does as much`() {
    for name in ["Kitchen", "Bathroom", "Bins"] { _ = chore(name) }
    let turns = plan(7)
    #expect(stays.map { turns[$0] } == [7, 7, 7])
    let kitchen = paper.all("chore_assignments").filter { $0[.choreID] == paper.all("chores")[0].id }
    #expect(Set(kitchen.compactMap { $0[.stayID] }).count == 3)
    #expect(plan(7).values.reduce(0, +) == 21)
  }

  @Test mutating func `a heavy chore counts for more, and who did more before comes later`() {
    _ = chore("Deep clean") { $0[.minutes] = 60 }
    _ = chore("Bins") { $0[.minutes] = 10 }
    let turns = plan(9)
    #expect(Set(turns.values).count > 1)
    var minutes: [RecordID: Int] = [:]
    for assignment in paper.all("chore_assignments") {
      let chore = paper[assignment[.choreID] ?? .zero]
      minutes[assignment[.stayID] ?? .zero, default: 0] += chore[.minutes] ?? 0
    }
    let (least, most) = (minutes.values.min() ?? 0, minutes.values.max() ?? 0)
    #expect(most - least <= 60)
  }

  @Test mutating func `who is on leave or left out gets none`() {
    _ = chore("Kitchen") { $0[.excludedStayIDs] = ["STY-2"] }
    _ = pass(nights: 10) { $0[.state] = "approved" }
    let turns = plan(7)
    #expect(turns == [stays[2]: 7])
  }

  @Test mutating func `who is new does not work off the time before they came`() {
    for name in ["Kitchen", "Bathroom"] { _ = chore(name) }
    let chores = paper.all("chores").compactMap(\.id)
    for back in 1...28 {
      let day = paper.today.adding(days: -back)
      for (index, chore) in chores.enumerated() {
        let stay = stays[(back + index) % 3]
        paper.add("chore_assignments") {
          $0[.choreID] = chore
          $0[.stayID] = stay
          $0[.dueOn] = day
          $0[.state] = "signed_off"
        }
      }
    }
    moveIn("Eve")
    let today = paper.today
    paper.records[stays[3]]?[.startsOn] = today
    let before = paper.all("chore_assignments").count
    _ = plan(6)
    let new = paper.all("chore_assignments").dropFirst(before).filter { $0[.stayID] == stays[3] }
    #expect((2...4).contains(new.count))
  }

  @Test(arguments: [("weekly", 2), ("daily", 14), ("fortnightly", 1)])
  mutating func `a chore comes as often as it says`(recurrence: String, times: Int) {
    _ = chore("Windows") { $0[.recurrence] = recurrence }
    #expect(plan(14).values.reduce(0, +) == times)
  }

  @Test mutating func `SOD-16: a chore is signed off by another than who wrote it down`() {
    let assignment = paper.add("chore_assignments") { $0[.stayID] = stays[0] }
    #expect(paper.perform("chore-assignment.done", assignment) == nil)
    #expect(
      paper.refusal("chore-assignment.sign-off", assignment) == "Someone else must sign off a chore.")
    paper.actor = leader
    #expect(paper.perform("chore-assignment.sign-off", assignment) == nil)
  }

  @Test mutating func `only verified meetings of this week count towards a requirement`() throws {
    let type = paper.add("meeting_types")
    let since = paper.today.adding(days: -30)
    let requirement = paper.add("meeting_requirements") {
      $0[.stayID] = stays[0]
      $0[.meetingTypeID] = type
      $0[.requiredCount] = 3
      $0[.startsOn] = since
    }
    for (hours, isVerified) in [(1, true), (2, false), (24 * 10, true)] {
      let moment = paper.now.adding(hours: -hours)
      paper.add("meeting_attendance") {
        $0[.stayID] = stays[0]
        $0[.meetingTypeID] = type
        $0[.attendedAt] = moment
        $0[.verifiedAt] = isVerified ? moment : nil
      }
    }
    let derivation = try #require(paper[requirement].type.field("short_count")?.derivation)
    let book = paper.book(derivation.reads(paper[requirement]))
    #expect(derivation.value(paper[requirement], book) == .integer(2))
    #expect(
      paper.refusal("attendance.verify", paper.all("meeting_attendance")[1].id ?? .zero)?.hasPrefix(
        "You recorded this") == true)
  }

  private mutating func attended(_ type: RecordID, by index: Int, minutes: Int) -> RecordID {
    let moment = paper.now.adding(hours: -1)
    return paper.add("meeting_attendance") {
      $0[.stayID] = stays[index]
      $0[.meetingTypeID] = type
      $0[.attendedAt] = moment
      $0[.minutes] = minutes
      $0[.verifiedAt] = moment
    }
  }

  private func derived(_ name: String, _ id: RecordID) throws -> Value {
    let derivation = try #require(paper[id].type.field(name)?.derivation)
    return derivation.value(paper[id], paper.book(derivation.reads(paper[id])))
  }

  @Test mutating func `a requirement of a phase says who of it is short, and by how many`() throws {
    let phase = paper.add("phases") { $0[.name] = "First" }
    for index in [0, 1] { paper.records[stays[index]]?[.phaseID] = phase }
    let type = paper.add("meeting_types")
    let today = paper.today
    let requirement = paper.add("meeting_requirements") {
      $0[.phaseID] = phase
      $0[.meetingTypeID] = type
      $0[.requiredCount] = 2
      $0[.period] = "phase"
      $0[.startsOn] = today.adding(days: -30)
    }
    #expect(try derived("short_count", requirement) == .integer(4))
    for _ in 1...2 { _ = attended(type, by: 0, minutes: 60) }
    _ = attended(type, by: 2, minutes: 60)
    #expect(try derived("short_count", requirement) == .integer(2))
    #expect(try derived("short_stays", requirement) == .text("1 of 2: STY-2 by 2."))
    _ = attended(type, by: 1, minutes: 60)
    #expect(try derived("short_stays", requirement) == .text("1 of 2: STY-2 by 1."))
    _ = attended(type, by: 1, minutes: 60)
    #expect(try derived("short_stays", requirement) == .text("Nobody."))
  }

  @Test(arguments: [("meeting", 2), ("treatment", 2), ("service_hours", 1), ("none", 4)])
  mutating func `a meeting counts as its type says`(countsAs: String, short: Int) throws {
    let type = paper.add("meeting_types") { $0[.countsAs] = countsAs }
    let since = paper.today.adding(days: -30)
    let requirement = paper.add("meeting_requirements") {
      $0[.stayID] = stays[0]
      $0[.meetingTypeID] = type
      $0[.requiredCount] = 4
      $0[.period] = "phase"
      $0[.startsOn] = since
    }
    for minutes in [90, 120] { _ = attended(type, by: 0, minutes: minutes) }
    #expect(try derived("short_count", requirement) == .integer(short))
  }

  @Test mutating func `a meeting that asks for a signature is verified once something shows it`() {
    let type = paper.add("meeting_types") { $0[.proof] = "signature" }
    let attendance = paper.add("meeting_attendance") {
      $0[.stayID] = stays[0]
      $0[.meetingTypeID] = type
    }
    paper.actor = leader
    #expect(
      paper.refusal("attendance.verify", attendance)
        == "This kind of meeting asks for a signature. Write under “What shows it” where that is.")
    paper.records[attendance]?[.proofNote] = "Card signed by the secretary"
    #expect(paper.refusal("attendance.verify", attendance) == nil)
  }

  @Test func `a requirement is for a phase or a person`() {
    #expect(
      paper.violations(in: Record(Catalogue.house.type("meeting_requirements"))) == [
        "Choose a phase or a person."
      ])
  }

  private mutating func warning(_ kind: String = "written") -> RecordID {
    paper.add("warnings") {
      $0[.residentID] = residents[0]
      $0[.stayID] = stays[0]
      $0[.kind] = kind
      $0[.ruleBroken] = "Quiet after eleven"
      $0[.facts] = "Music until two, heard by two staff."
    }
  }

  @Test mutating func `CON-1: a warning names the rule and the evidence and may be appealed against in time`()
  {
    let empty = paper.add("warnings") { $0[.stayID] = stays[0] }
    #expect(paper.refusal("warning.issue", empty) == "Name the rule and the evidence.")
    let warning = warning()
    #expect(paper.perform("warning.issue", warning) == nil)
    #expect(paper[warning][.appealDueOn]?.description == "2026-11-27")
    paper.now = paper.now.adding(hours: 24 * 8)
    #expect(
      paper.refusal("warning.appeal", warning)?.hasPrefix("The appeal time ended on 2026-11-27") == true)
  }

  @Test mutating func `an appeal is the resident's, and who wrote it down does not withdraw it`() throws {
    let warning = warning()
    #expect(paper.perform("warning.issue", warning) == nil)
    #expect(paper.perform("warning.appeal", warning, ["appeal_text": .text("I was away.")]) == nil)
    let round = try #require(paper.all("approvals").first?.id)
    #expect(
      paper.refusal("approval.withdraw", round)
        == "An appeal is the resident’s: it is upheld or overturned.")
    #expect(paper[warning][.state] == "appealed")
  }

  @Test mutating func `SOD-07: an appeal is decided by another than who issued it`() {
    let warning = warning()
    #expect(paper.perform("warning.issue", warning) == nil)
    #expect(paper.perform("warning.appeal", warning, ["appeal_text": .text("I was away.")]) == nil)
    let decision: [String: Value] = ["appeal_decision": .text("The sign-out shows it.")]
    #expect(paper.perform("warning.overturn", warning, decision) == "Someone else must decide the appeal.")
    paper.actor = leader
    #expect(paper.perform("warning.overturn", warning, decision) == nil)
    #expect(paper[warning][.state] == "withdrawn")
    #expect(paper.all("approvals").map { $0[.state] } == ["approved"])
  }

  @Test mutating func `a notice to leave follows a final warning or the gravest incident`() {
    let words = "A notice needs a final warning first, or the incident that calls for it."
    let id = warning("notice_to_leave")
    let notice = paper[id]
    #expect(paper.violations(in: notice) == [words])
    let incident = paper.add("incidents") { $0[.severity] = 5 }
    #expect(paper.violations(in: notice.changed { $0[.incidentID] = incident }).isEmpty)
    let final = warning("final")
    paper.records[final]?[.state] = "acknowledged"
    #expect(paper.violations(in: notice).isEmpty)
  }

  @Test(arguments: [
    ("Karl Weiss", true), ("weiss, KARL", true), ("Karl Heinz Weiss", true), ("Karl", false),
    ("Karla Weissmann", false),
  ])
  mutating func `a visitor who must not come in is not let in`(name: String, isBarred: Bool) {
    paper.add("resident_contacts") {
      $0[.residentID] = residents[0]
      $0[.name] = "Karl Weiss"
      $0[.mustNotContact] = true
    }
    for resident in [residents[0], nil] {
      var visit = Record(Catalogue.house.type("visits"))
      visit[.houseID] = house
      visit[.residentID] = resident
      visit[.visitorName] = name
      let words = paper.violations(in: visit)
      #expect(words == (isBarred ? ["This visitor must not be admitted. Call the shift lead."] : []))
      #expect(paper.violations(in: visit.changed { $0[.isRefused] = true }).isEmpty)
    }
  }

  @Test(arguments: [
    ("sign_outs", "signed_out"), ("passes", "on_pass"), ("rounds", "present"),
  ])
  mutating func `where a resident is follows from what was written down`(type: String, status: String) throws
  {
    paper.add(type) {
      if $0.type.index(of: "resident_id") != nil { $0[.residentID] = residents[0] }
      if $0.type.index(of: "state") != nil { $0[.state] = "out" }
    }
    let derivation = try #require(paper[residents[0]].type.field("leave_status")?.derivation)
    let book = paper.book(derivation.reads(paper[residents[0]]))
    #expect(derivation.value(paper[residents[0]], book) == .text(status))
  }
}
