import House
import Records
import Testing

@Suite struct StaffTests {
  private var paper = PaperHouse()
  private let outgoing: RecordID
  private let incoming: RecordID
  private let house: RecordID
  private let shift: RecordID

  init() {
    outgoing = paper.add("memberships")
    incoming = paper.add("memberships")
    let house = paper.add("houses") { $0[.jurisdiction] = "england" }
    let now = paper.now
    self.house = house
    shift = paper.add("shifts") {
      $0[.houseID] = house
      $0[.kind] = "late"
      $0[.startsAt] = now.adding(hours: -8)
      $0[.endsAt] = now
    }
    paper.actor = outgoing
  }

  private mutating func handover() -> RecordID {
    let (house, shift) = (house, shift)
    return paper.add("handovers") {
      $0[.houseID] = house
      $0[.fromShiftID] = shift
    }
  }

  private let told: [String: Value] = [
    "headline": .text("All quiet."), "controlled_drugs_ok": .text("yes"), "keys_ok": .flag(true),
    "phone_ok": .flag(true), "cash_amount": Money(minorUnits: 4210).value,
  ]

  @Test mutating func `HND-2: a handover needs its counts, and freezes what the program counted`() {
    let (id, house) = (handover(), house)
    paper.add("incidents") {
      $0[.houseID] = house
      $0[.state] = "submitted"
      $0[.reference] = "INC-2026-0007"
    }
    var short = told
    short["keys_ok"] = nil
    #expect(paper.perform("handover.hand-over", id, short) == "All keys there is needed.")
    #expect(paper.perform("handover.hand-over", id, told) == nil)
    #expect(paper[id][.autoSummary]?.contains("\"incidents_open\":[\"INC-2026-0007\"]") == true)
    #expect(paper[id][.handedOverAt] == paper.now)
  }

  @Test
  mutating func `HND-1 and HND-2: whoever begins it adds lines, and who signs it out is the outgoing one`() {
    let id = handover()
    let lead = paper.add("memberships")
    paper.actor = lead
    #expect(paper.perform("handover.hand-over", id, told) == nil)
    #expect(paper[id][.outgoingBy] == lead)
  }

  @Test mutating func `SOD-06: who accepts a handover is not who handed it over`() {
    let id = handover()
    #expect(paper.perform("handover.hand-over", id, told) == nil)
    #expect(paper.refusal("handover.accept", id) == "Another person must accept the handover.")
    paper.actor = incoming
    #expect(paper.perform("handover.accept", id) == nil)
    var turned = paper[id]
    turned[.incomingBy] = outgoing
    #expect(
      paper.violations(in: turned, before: paper[id]) == ["Another person must accept the handover."])
  }

  @Test
  mutating func
    `HND-4: a count that does not agree sends it back with an incident, and it is handed over anew`()
  {
    let id = handover()
    #expect(paper.perform("handover.hand-over", id, told) == nil)
    paper.actor = incoming
    let why: [String: Value] = ["reason": .text("Key 7 is missing."), "count_differs": .flag(true)]
    #expect(paper.perform("handover.return", id, why) == nil)
    #expect(paper.all("incidents").map { $0[.state] } == ["draft"])
    #expect(paper[id][.signedAt] == nil)
    paper.actor = outgoing
    #expect(paper.perform("handover.hand-over", id, told) == nil)
  }

  @Test(arguments: [(48, true), (49, false)])
  mutating func `a handover and its lines are written within two days`(hours: Int, holds: Bool) {
    let id = handover()
    paper.now = paper.now.adding(hours: hours)
    var changed = paper[id]
    changed[.headline] = "Late."
    #expect(paper.violations(in: changed, before: paper[id]).isEmpty == holds)
    var line = Record(Catalogue.house.type("handover_items"))
    line[.handoverID] = id
    line[.content] = "Slept well."
    #expect(paper.violations(in: line).isEmpty == holds)
  }

  @Test mutating func `a handover line says something`() {
    var line = Record(Catalogue.house.type("handover_items"))
    line[.handoverID] = handover()
    #expect(paper.violations(in: line) == ["Write what happened, or leave the person out."])
  }

  @Test mutating func `who arrived and has not read the handover is known`() {
    let staff = paper.add("staff_members")
    let other = paper.add("staff_members")
    paper.records[outgoing]?[.staffMemberID] = staff
    paper.records[incoming]?[.staffMemberID] = other
    let now = paper.now
    for person in [staff, other] {
      paper.add("shift_staff") {
        $0[.staffMemberID] = person
        $0[.arrivedAt] = now
      }
    }
    let reader = outgoing
    paper.add("handover_reads") { $0[.membershipID] = reader }
    let unread = Handover.unread(
      by: paper.all("shift_staff"), members: paper.all("memberships"), reads: paper.all("handover_reads"))
    #expect(unread.map(\.id) == [incoming])
  }

  @Test(arguments: [
    ("suspended", 10, "suspended"), ("left", 10, "no longer works here"), ("active", 10, nil),
    ("active", -1, "no DBS check is written down"),
    ("active", 37 * 31, "the DBS check of"),
  ])
  mutating func `nobody is put on a shift who may not work`(
    state: String, checkedDaysAgo: Int, reason: String?
  ) {
    let today = paper.today
    let person = paper.add("staff_members") {
      $0[.givenName] = "Ada"
      $0[.familyName] = "Quill"
      $0[.state] = state
      $0[.dbsCheckedOn] = checkedDaysAgo < 0 ? nil : today.adding(days: -checkedDaysAgo)
    }
    var line = Record(Catalogue.house.type("shift_staff"))
    line[.shiftID] = shift
    line[.staffMemberID] = person
    let found = paper.violations(in: line).first
    #expect(found?.hasPrefix("Ada Quill cannot be put on a shift: \(reason ?? "")") ?? true == true)
    #expect((found == nil) == (reason == nil))
  }

  @Test mutating func `a check elsewhere than in the United Kingdom is another one`() {
    paper.records[house]?[.jurisdiction] = "united_states"
    var line = Record(Catalogue.house.type("shift_staff"))
    line[.shiftID] = shift
    line[.staffMemberID] = paper.add("staff_members") { $0[.state] = "active" }
    #expect(paper.violations(in: line).isEmpty)
  }

  @Test mutating func `a check that runs out is a task of the house from the day it is written`() {
    let person = paper.add("staff_members") { $0[.familyName] = "Quill" }
    let house = house
    paper.add("house_staff") {
      $0[.houseID] = house
      $0[.staffMemberID] = person
    }
    var checked = paper[person]
    checked[.dbsCheckedOn] = paper.today
    #expect(paper.save(checked) == nil)
    let tasks = paper.all("tasks")
    #expect(tasks.map { $0[.source] } == ["renewal"])
    #expect(tasks.first?[.dueAt].map { paper.today.adding(months: 36) == Zone.utc.day(at: $0) } == true)
    #expect(paper.save(paper[person]) == nil)
    #expect(paper.all("tasks").count == 1)
  }

  @Test mutating func `where the right to work ends is a task of the house that somebody joins later`() {
    let (house, end) = (house, paper.today.adding(months: 6))
    let person = paper.add("staff_members") {
      $0[.familyName] = "Quill"
      $0[.rightToWorkUntilOn] = end
    }
    #expect(paper.all("tasks").isEmpty)
    for duty in ["support", "night"] {
      let refusal = paper.save("house_staff") {
        $0[.houseID] = house
        $0[.staffMemberID] = person
        $0[.duty] = duty
      }
      #expect(refusal == nil)
    }
    let tasks = paper.all("tasks")
    #expect(tasks.map { $0[.subjectID] } == [person])
    #expect(tasks.first?[.dueAt].map { Zone.utc.day(at: $0) } == end)
  }

  @Test mutating func `a shift is short while fewer are there than it needs`() throws {
    let (shift, now) = (shift, paper.now)
    paper.records[shift]?[.state] = "running"
    let derivation = try #require(paper[shift].type.field("is_short")?.derivation)
    func short() -> Value { derivation.value(paper[shift], paper.book(derivation.reads(paper[shift]))) }
    #expect(short() == .flag(true))
    paper.add("shift_staff") {
      $0[.shiftID] = shift
      $0[.arrivedAt] = now
    }
    #expect(short() == .flag(false))
  }

  @Test mutating func `SHF-1: who is signed on elsewhere signs off there first`() {
    let (now, mine) = (paper.now, shift)
    let person = paper.add("staff_members")
    let oak = paper.add("houses") { $0[.name] = "Oak House" }
    let there = paper.add("shifts") {
      $0[.houseID] = oak
      $0[.state] = "running"
    }
    let on = paper.add("shift_staff") {
      $0[.shiftID] = there
      $0[.staffMemberID] = person
      $0[.arrivedAt] = now
    }
    let here = paper.add("shift_staff") {
      $0[.shiftID] = mine
      $0[.staffMemberID] = person
    }
    #expect(
      paper.refusal("shift-staff.arrive", here)?.hasPrefix("You are signed on at Oak House since") == true)
    #expect(paper.perform("shift-staff.leave", on) == nil)
    #expect(paper.refusal("shift-staff.arrive", here) == nil)
  }

  @Test mutating func `who signed off by mistake signs on to the same shift again, while it runs`() {
    let (began, mine) = (paper.now, shift)
    paper.records[shift]?[.state] = "running"
    let person = paper.add("staff_members")
    let line = paper.add("shift_staff") {
      $0[.shiftID] = mine
      $0[.staffMemberID] = person
    }
    #expect(paper.perform("shift-staff.arrive", line) == nil)
    #expect(paper.perform("shift-staff.arrive", line) == "The arrival is written down already.")
    paper.now = paper.now.adding(minutes: 20)
    #expect(paper.perform("shift-staff.leave", line) == nil)
    #expect(paper.perform("shift-staff.arrive", line) == nil)
    #expect(paper[line][.arrivedAt] == began && paper[line][.leftAt] == nil)
    #expect(paper.perform("shift-staff.leave", line) == nil)
    paper.records[shift]?[.state] = "handed_over"
    #expect(paper.perform("shift-staff.arrive", line) == "You have left, and this shift is over.")
  }

  private mutating func course(months: Int?, roles: [String] = []) -> RecordID {
    paper.add("training_courses") {
      $0[.validMonths] = months
      $0[.roles] = roles
    }
  }

  @Test mutating func `a completed course expires when its months are over`() {
    let course = course(months: 12)
    let id = paper.add("training_records") { $0[.trainingCourseID] = course }
    let done: [String: Value] = ["completed_on": paper.today.value, "provider": .text("County")]
    #expect(paper.perform("training.complete", id, done) == "Give the certificate, or its number.")
    #expect(
      paper.perform("training.complete", id, done.merging(["certificate_number": .text("C-1")]) { $1 }) == nil
    )
    #expect(paper[id][.expiresOn] == paper.today.adding(months: 12))
  }

  @Test mutating func `training is verified by neither who did it nor who wrote it down`() {
    let (staff, today) = (paper.add("staff_members"), paper.today)
    paper.records[incoming]?[.staffMemberID] = staff
    let id = paper.add("training_records") {
      $0[.staffMemberID] = staff
      $0[.completedOn] = today
      $0[.state] = "completed"
    }
    #expect(paper.refusal("training.verify", id)?.hasPrefix("You wrote this") == true)
    paper.actor = incoming
    #expect(paper.refusal("training.verify", id)?.hasPrefix("You did this") == true)
    paper.actor = paper.add("memberships")
    #expect(paper.perform("training.verify", id) == nil)
  }

  @Test mutating func `compliance is the required courses in date, of everybody's and one's own role`() {
    let courses = [
      course(months: 12), course(months: 12, roles: ["NGT"]), course(months: 12, roles: ["FIN"]),
    ]
    let today = paper.today
    for (course, days) in [(courses[0], 1), (courses[1], -1)] {
      paper.add("training_records") {
        $0[.trainingCourseID] = course
        $0[.state] = "completed"
        $0[.expiresOn] = today.adding(days: days)
      }
    }
    let (records, all) = (paper.all("training_records"), paper.all("training_courses"))
    #expect(Training.compliance(of: records, with: all, roles: ["NGT"], on: today) == 50)
    #expect(Training.compliance(of: records, with: all, roles: ["KEY"], on: today) == 100)
    #expect(Training.compliance(of: records, with: [], roles: ["KEY"], on: today) == nil)
  }

  @Test(arguments: [("daily", 1), ("weekly", 7), ("fortnightly", 14)])
  mutating func `a task that comes again comes at the same time of its day`(recurrence: String, days: Int) {
    let (house, now) = (house, paper.now)
    let id = paper.add("tasks") {
      $0[.title] = "Check the fridge"
      $0[.houseID] = house
      $0[.dueAt] = now
      $0[.recurrence] = recurrence
    }
    #expect(paper.perform("task.skip", id, [:]) == "Why it was not done is needed.")
    #expect(paper.perform("task.skip", id, ["skip_reason": .text("No light.")]) == nil)
    let next = paper.all("tasks").filter { $0[.state] == "open" }
    #expect(next.map { $0[.dueAt] } == [now.adding(hours: 24 * days)])
  }

  @Test mutating func `a task done once does not come again`() {
    let id = paper.add("tasks")
    #expect(paper.perform("task.done", id) == nil)
    #expect(paper.all("tasks").map { $0[.doneBy] } == [outgoing])
  }
}
