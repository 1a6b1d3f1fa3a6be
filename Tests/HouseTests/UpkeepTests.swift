import House
import Records
import Testing

@Suite struct UpkeepTests {
  private var paper = PaperHouse()
  private let house: RecordID
  private let room: RecordID
  private let worker: RecordID
  private let manager: RecordID

  init() {
    let house = paper.add("houses") { $0[.name] = "Alder House" }
    room = paper.add("rooms") { $0[.houseID] = house }
    self.house = house
    worker = paper.add("memberships") { $0[.shortName] = "Z. Quill" }
    manager = paper.add("memberships") { $0[.shortName] = "S. Prydderch" }
  }

  private mutating func repair(_ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    paper.actor = worker
    let (house, room) = (house, room)
    return paper.add("maintenance_requests") {
      $0[.title] = "Tap drips"
      $0[.houseID] = house
      $0[.roomID] = room
      fill(&$0)
    }
  }

  // MARK: Repairs

  @Test(arguments: [("urgent", 1), ("high", 3), ("medium", 14), ("low", 28)])
  mutating func `a repair is due by its priority once it is accepted`(priority: String, days: Int) {
    let repair = repair()
    paper.actor = manager
    #expect(paper.perform("repair.accept", repair, ["priority": .text(priority)]) == nil)
    #expect(paper[repair][.targetOn] == paper.today.adding(days: days))
  }

  @Test mutating func `a repair that makes beds unusable closes the free beds of its room and no other`() {
    let (house, room) = (house, room)
    let beds = (0..<2).map { number in
      paper.add("beds") {
        $0[.roomID] = room
        $0[.houseID] = house
        $0[.label] = "\(number)"
      }
    }
    paper.add("bed_assignments") { $0[.bedID] = beds[0] }
    let repair = repair { $0[.makesBedUnusable] = true }
    paper.actor = manager
    #expect(paper.perform("repair.accept", repair, ["priority": .text("high")]) == nil)
    #expect(beds.map { paper[$0][.state] } == ["available", "out_of_service"])
    #expect(paper.all("bed_closures").map { $0[.maintenanceRequestID] } == [repair])
  }

  @Test mutating func `MNT-3: a repair goes to somebody, and a visit stands in the calendar`() {
    let repair = repair()
    paper.actor = manager
    #expect(paper.perform("repair.accept", repair, ["priority": .text("low")]) == nil)
    #expect(paper.perform("repair.assign", repair) == "Choose a contractor or somebody of the staff.")
    let visit = paper.now.adding(hours: 30)
    let answers: [String: Value] = ["assigned_to": worker.value, "visit_at": visit.value]
    #expect(paper.perform("repair.assign", repair, answers) == nil)
    #expect(paper.all("calendar_events").map { $0[.startsAt] } == [visit])
  }

  @Test(arguments: [
    (nil, nil, "electrical", "Wick has no valid registration for electrical work."),
    (nil, nil, "plumbing", nil),
    (-1, nil, "plumbing", "Wick's insurance expired on 19 Nov 2026."), (0, nil, "plumbing", nil),
    (nil, 0, "electrical", nil),
    (nil, -1, "electrical", "Wick has no valid registration for electrical work."),
    (nil, 5, "heating_gas", "Wick has no valid registration for gas work."),
  ])
  mutating func `a contractor is insured, and registered for gas and electrical work`(
    insured: Int?, registered: Int?, trade: String, refusal: String?
  ) {
    let today = paper.today
    let contractor = paper.add("contractors") {
      $0[.name] = "Wick"
      $0[.insuranceUntilOn] = insured.map { today.adding(days: $0) }
      $0[.registrations] = registered.map {
        "[{\"body\": \"NICEIC\", \"expires_on\": \"\(today.adding(days: $0))\"}]"
      }
    }
    let found = paper.words("maintenance_requests") {
      $0[.contractorID] = contractor
      $0[.trade] = trade
    }
    #expect(found.first == refusal)
  }

  @Test mutating func `MNT-4 and SOD-01: what was done is said, and another looks at it`() {
    let repair = repair { $0[.state] = "in_progress" }
    let (worker, manager) = (worker, manager)
    #expect(paper.words("maintenance_requests") { $0[.state] = "resolved" } == ["Say what was done."])
    #expect(paper.perform("repair.resolve", repair) == "What was done is needed.")
    #expect(paper.perform("repair.resolve", repair, ["resolution_note": .text("New washer.")]) == nil)
    paper.add("audit_log") {
      $0[.subjectID] = repair
      $0[.subjectType] = "maintenance_requests"
      $0[.event] = "repair.resolve"
      $0[.actorID] = worker
    }
    #expect(paper.refusal("repair.verify", repair)?.hasPrefix("You did this") == true)
    #expect(paper.refusal("repair.reopen", repair)?.hasPrefix("You did this") == true)
    paper.actor = manager
    #expect(paper.perform("repair.verify", repair) == nil)
    #expect(paper[repair][.verifiedBy] == manager)
  }

  @Test(arguments: [("assigned", -1, true), ("assigned", 0, false), ("resolved", -1, false)])
  mutating func `a repair is overdue after its day as long as it is not done`(
    state: String, days: Int, expected: Bool
  ) throws {
    let day = paper.today.adding(days: days)
    let repair = repair {
      $0[.state] = state
      $0[.targetOn] = day
    }
    let derivation = try #require(paper[repair].type.field("is_overdue")?.derivation)
    #expect(derivation.value(paper[repair], paper.book([])) == .flag(expected))
  }

  @Test(arguments: [("urgent", true, "urgent"), ("low", true, "high"), ("urgent", false, nil)])
  mutating func `a hazard is told when it is reported`(priority: String, isHazard: Bool, told: String?) {
    let repair = repair {
      $0[.priority] = priority
      $0[.isHazard] = isHazard
    }
    let notices = paper[repair].type.announces(paper[repair], paper.book([]))
    #expect(notices.map(\.priority) == [told].compactMap { $0 })
  }

  @Test mutating func `how a contractor works is read from their repairs`() throws {
    let contractor = paper.add("contractors") { $0[.name] = "Wick" }
    let (now, today) = (paper.now, paper.today)
    let repairs = [0, -1, -1, -1].map { days in
      repair {
        $0[.contractorID] = contractor
        $0[.state] = "verified"
        $0[.resolvedAt] = now
        $0[.targetOn] = today.adding(days: days)
        $0[.costAmount] = Money(minorUnits: 1050)
      }
    }
    paper.add("audit_log") {
      $0[.subjectID] = repairs[0]
      $0[.event] = "repair.reopen"
    }
    let type = paper[contractor].type
    for (name, expected) in [
      ("on_time_percent", Value.integer(25)), ("first_time_percent", .integer(75)),
      ("job_count", .integer(4)),
      ("spent_amount", Money(minorUnits: 4200).value),
    ] {
      let derivation = try #require(type.field(name)?.derivation)
      let book = paper.book(derivation.reads(paper[contractor]))
      #expect(derivation.value(paper[contractor], book) == expected, "\(name)")
    }
  }

  // MARK: Inspections

  private static let checklist =
    "[{\"question\": \"Exits clear\", \"answer\": \"fail\", \"essential\": true}, {\"question\": \"Lamps\", \"answer\": \"pass\"}]"

  @Test(arguments: [
    (checklist, "pass", "1 essential point failed; the result cannot be a pass."),
    (checklist, "pass_with_actions", "1 essential point failed; the result cannot be a pass."),
    (checklist, "fail", nil), ("[{\"question\": \"Lamps\", \"answer\": \"fail\"}]", "pass", nil),
    ("[{\"question\": \"Lamps\", \"answer\": \"yes\"}]", "fail", "Checklist is not in the expected form."),
    ("{}", "fail", "Checklist is not in the expected form."),
  ])
  func `a failed essential point is no pass`(checklist: String, result: String, refusal: String?) {
    let found = paper.words("inspections") {
      $0[.checklist] = checklist
      $0[.result] = result
    }
    #expect(found == [refusal].compactMap { $0 })
  }

  @Test
  mutating func `an inspection gives an action for what failed and plans the next, and closes after them`() {
    let (worker, house, today) = (worker, house, paper.today)
    paper.actor = manager
    let inspection = paper.add("inspections") {
      $0[.kind] = "fire_safety"
      $0[.houseID] = house
      $0[.plannedOn] = today
      $0[.checklist] = Self.checklist
    }
    #expect(paper.perform("inspection.start", inspection) == nil)
    var answers: [String: Value] = ["result": .text("fail"), "next_due_on": today.adding(days: 365).value]
    #expect(
      paper.perform("inspection.complete", inspection, answers)
        == "Say who puts right what failed, and by when.")
    answers["assigned_to"] = worker.value
    answers["due_on"] = today.adding(days: 3).value
    answers["findings"] = .text("The exit by the kitchen is blocked.")
    #expect(paper.perform("inspection.complete", inspection, answers) == nil)
    #expect(paper[inspection][.signedBy] == manager)
    let action = paper.all("action_assignments")
    #expect(action.map { $0[.title] } == ["Put right: Exits clear"])
    #expect(action.map { $0[.inspectionID] } == [inspection])
    #expect(paper.all("inspections").map { $0[.plannedOn] }.contains(today.adding(days: 365)))
    #expect(paper.perform("inspection.close", inspection) == "1 action is still open.")
    if let id = action.first?.id { paper.records[id]?[.state] = "approved" }
    #expect(paper.perform("inspection.close", inspection) == nil)
  }

  private mutating func completed(_ kind: String) -> RecordID {
    let (house, today) = (house, paper.today)
    paper.actor = manager
    let inspection = paper.add("inspections") {
      $0[.kind] = kind
      $0[.houseID] = house
      $0[.plannedOn] = today
    }
    #expect(paper.perform("inspection.start", inspection) == nil)
    #expect(paper.perform("inspection.complete", inspection, ["result": .text("pass")]) == nil)
    return inspection
  }

  private func planned() -> [Day?] {
    paper.all("inspections").filter { $0[.state] == "planned" }.map { $0[.plannedOn] }
  }

  @Test(arguments: [("gas", 12), ("independent_person", 1), ("electrical", 60)])
  mutating func `an inspection comes round by its kind where nobody says when`(kind: String, months: Int) {
    let inspection = completed(kind)
    #expect(paper[inspection][.nextDueOn] == paper.today.adding(months: months))
    #expect(planned() == [paper.today.adding(months: months)])
  }

  @Test mutating func `an inspection of another kind comes round as it did before`() {
    let (house, today) = (house, paper.today)
    paper.add("inspections") {
      $0[.kind] = "room_check"
      $0[.houseID] = house
      $0[.plannedOn] = today.adding(days: -30)
      $0[.state] = "closed"
    }
    _ = completed("room_check")
    #expect(planned() == [today.adding(days: 30)])
  }

  @Test mutating func `no inspection is planned twice, nor one that has no interval`() {
    let (house, today) = (house, paper.today)
    paper.add("inspections") {
      $0[.kind] = "gas"
      $0[.houseID] = house
      $0[.plannedOn] = today.adding(days: 90)
    }
    _ = completed("gas")
    _ = completed("move_in")
    #expect(planned() == [today.adding(days: 90)])
  }

  // MARK: Certificates

  @Test func `a certificate is for something, ends after it begins, and its remedy is in time`() {
    let (house, today) = (house, paper.today)
    #expect(paper.words("certificates") { _ in } == ["Choose what this certificate is for."])
    #expect(
      paper.words("certificates") {
        $0[.houseID] = house
        $0[.issuedOn] = today
        $0[.expiresOn] = today.adding(days: -1)
      } == ["The end cannot be before the start."])
    for (days, isRefused) in [(28, false), (29, true), (nil, true)] {
      let found = paper.words("certificates") {
        $0[.houseID] = house
        $0[.kind] = "electrical_condition"
        $0[.result] = "unsatisfactory"
        $0[.issuedOn] = today
        $0[.remedyDueOn] = days.map { today.adding(days: $0) }
      }
      #expect(!found.isEmpty == isRefused)
    }
  }

  @Test(arguments: [("gas_safety", nil, 12), ("electrical_condition", nil, 60), ("legionella", 6, 6)])
  mutating func `CRT-1: renewing adds a certificate for its interval and keeps the old`(
    kind: String, interval: Int?, months: Int
  ) throws {
    let (house, today) = (house, paper.today)
    let old = paper.add("certificates") {
      $0[.kind] = kind
      $0[.houseID] = house
      $0[.intervalMonths] = interval
      $0[.issuedOn] = today.adding(days: -400)
      $0[.expiresOn] = today.adding(days: -1)
    }
    #expect(paper.perform("certificate.renew", old, ["issued_on": today.value]) == nil)
    let next = try #require(paper.all("certificates").first { $0.id != old })
    #expect(next[.expiresOn] == today.adding(months: months))
    #expect(next[.replacesID] == old)
    #expect(paper.refusal("certificate.renew", old) == "It has been renewed already. Renew the later one.")
    let derivation = try #require(next.type.field("validity")?.derivation)
    func standing(_ record: Record) -> Value {
      derivation.value(record, paper.book(derivation.reads(record)))
    }
    #expect(standing(paper[old]) == .text("replaced"))
    #expect(standing(next) == .text("in_force"))
  }

  // MARK: Things

  @Test mutating func `what is unsafe is taken out of use`() {
    let item = paper.add("assets") { $0[.name] = "Hoist" }
    var record = paper[item]
    record[.condition] = "unsafe"
    #expect(paper.violations(in: record) == ["An unsafe item must be taken out of use."])
    let answers: [String: Value] = ["condition": .text("unsafe"), "reason": .text("Strap torn.")]
    #expect(paper.perform("item.fault", item, answers) == nil)
    #expect(paper.perform("item.mend", item, ["condition": .text("unsafe")]) != nil)
    #expect(paper.perform("item.mend", item, ["condition": .text("good")]) == nil)
  }

  @Test mutating func `a service that is due is planned once, and done it moves on by its interval`() throws {
    let (house, today) = (house, paper.today)
    let item = paper.add("assets") {
      $0[.name] = "Hoist"
      $0[.houseID] = house
      $0[.nextServiceOn] = today.adding(days: 1)
      $0[.serviceIntervalMonths] = 6
    }
    #expect(paper.refusal("item.plan-service", item) == "Nothing is due for it yet.")
    paper.records[item]?[.nextServiceOn] = today
    #expect(paper.perform("item.plan-service", item) == nil)
    #expect(paper.refusal("item.plan-service", item) == "It is planned already.")
    let request = try #require(paper.all("maintenance_requests").first?.id)
    #expect(paper[request][.title] == "Hoist: service")
    paper.records[request]?[.state] = "resolved"
    paper.records[request]?[.resolutionNote] = "Serviced."
    paper.actor = manager
    #expect(paper.perform("repair.verify", request) == nil)
    #expect(paper[item][.lastServicedOn] == today)
    #expect(paper[item][.nextServiceOn] == today.adding(months: 6))
  }

  @Test mutating func `a meter does not run backwards, and a reading may correct another`() {
    let supply = paper.add("utilities")
    let today = paper.today
    let wrong = paper.add("meter_readings") {
      $0[.utilityID] = supply
      $0[.readOn] = today.adding(days: -3)
      $0[.reading] = 9000
    }
    func read(_ number: Int, _ days: Int, corrects: RecordID? = nil) -> [String] {
      paper.words("meter_readings") {
        $0[.utilityID] = supply
        $0[.readOn] = today.adding(days: days)
        $0[.reading] = number
        $0[.correctsID] = corrects
      }
    }
    #expect(read(9000, 0).isEmpty)
    #expect(read(8999, 0) == ["The reading is lower than 9000 on 17 Nov 2026."])
    #expect(read(8999, -4).isEmpty)
    #expect(read(900, -3, corrects: wrong).isEmpty)
    paper.add("meter_readings") {
      $0[.utilityID] = supply
      $0[.readOn] = today.adding(days: -3)
      $0[.reading] = 900
      $0[.correctsID] = wrong
    }
    #expect(read(950, 0).isEmpty)
  }

  @Test mutating func `a policy is renewed after it begins, and the next goes on from there`() throws {
    let today = paper.today
    #expect(
      paper.words("insurance_records") {
        $0[.startsOn] = today
        $0[.renewsOn] = today
      } == ["The renewal must be after the start."])
    let policy = paper.add("insurance_records") {
      $0[.insurer] = "Fen Mutual"
      $0[.policyNumber] = "P-1"
      $0[.startsOn] = today.adding(days: -360)
      $0[.renewsOn] = today.adding(days: 5)
    }
    let answers: [String: Value] = [
      "policy_number": .text("P-2"), "renews_on": today.adding(days: 370).value,
    ]
    #expect(paper.perform("insurance_policy.renew", policy, answers) == nil)
    let next = try #require(paper.all("insurance_records").first { $0.id != policy })
    #expect(paper[policy][.state] == "renewed")
    #expect(next[.startsOn] == today.adding(days: 5))
    #expect(next[.insurer] == "Fen Mutual")
  }

  @Test(arguments: [
    ("off_road", nil, nil, nil, "it is off the road"),
    ("available", -1, nil, nil, "its MOT ends on 19 Nov 2026"),
    ("available", 0, -1, nil, "its tax ends on 19 Nov 2026"),
    ("available", 9, 9, 0, "it is not insured on that day"),
    ("available", 9, 9, 1, nil), ("available", nil, nil, nil, nil),
  ])
  mutating func `a vehicle is booked only for days on which it may be driven`(
    state: String, mot: Int?, tax: Int?, insured: Int?, reason: String?
  ) {
    let (today, now) = (paper.today, paper.now)
    let vehicle = paper.add("vehicles") {
      $0[.state] = state
      $0[.motUntilOn] = mot.map { today.adding(days: $0) }
      $0[.taxUntilOn] = tax.map { today.adding(days: $0) }
    }
    if let insured {
      paper.add("insurance_records") {
        $0[.kind] = "vehicle"
        $0[.vehicleID] = vehicle
        $0[.startsOn] = today.adding(days: -300)
        $0[.renewsOn] = today.adding(days: insured)
      }
    }
    let found = paper.words("calendar_events") {
      $0[.vehicleID] = vehicle
      $0[.startsAt] = now
    }
    #expect(found == [reason].compactMap { $0.map { "This vehicle may not be driven: \($0)." } })
  }

  @Test mutating func `who may drive is on the staff, and a booking says until when`() throws {
    let now = paper.now
    paper.add("staff_members") { $0[.reference] = "STF-2026-0001" }
    let vehicle = paper.add("vehicles") { $0[.allowedDriverIDs] = ["STF-2026-0001", "STF-2026-0009"] }
    #expect(
      paper.violations(in: paper[vehicle]) == ["STF-2026-0009 is not the reference of a member of staff."])
    let derivation = try #require(paper[vehicle].type.field("booked_until_at")?.derivation)
    func until() -> Value {
      derivation.value(paper[vehicle], paper.book(derivation.reads(paper[vehicle])))
    }
    #expect(until() == .empty)
    paper.add("calendar_events") {
      $0[.vehicleID] = vehicle
      $0[.startsAt] = now.adding(minutes: -30)
      $0[.minutes] = 90
    }
    #expect(until() == now.adding(minutes: 60).value)
  }
}
