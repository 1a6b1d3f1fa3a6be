@testable import House
import Records
import Testing

@Suite struct HealthTests {
  private var paper = PaperHouse()
  private let night: RecordID
  private let second: RecordID
  private let house: RecordID
  private let resident: RecordID
  private let stay: RecordID

  init() {
    night = paper.add("memberships")
    second = paper.add("memberships")
    let home = paper.add("houses") {
      $0[.state] = "open"
      $0[.serviceModel] = "supported_housing"
    }
    let person = paper.add("residents") {
      $0[.givenName] = "Nia"
      $0[.familyName] = "Tolland"
    }
    house = home
    resident = person
    stay = paper.add("stays") {
      $0[.residentID] = person
      $0[.houseID] = home
      $0[.state] = "active"
    }
    paper.actor = night
  }

  private mutating func medicine(
    _ name: String = "Paracetamol", _ fill: (inout Record) -> Void = { _ in }
  )
    -> RecordID
  {
    paper.add("medications") {
      $0[.residentID] = resident
      $0[.stayID] = stay
      $0[.name] = name
      $0[.times] = ["08:00"]
      fill(&$0)
    }
  }

  private mutating func allergy(_ name: String) {
    paper.add("health_conditions") {
      $0[.residentID] = resident
      $0[.kind] = "allergy"
      $0[.name] = name
    }
  }

  private mutating func dose(
    of medicine: RecordID, _ status: String, hoursAgo: Int = 0, _ fill: (inout Record) -> Void = { _ in }
  ) -> String? {
    let moment = paper.now.adding(hours: -hoursAgo)
    return paper.save("medication_events") {
      $0[.medicationID] = medicine
      $0[.residentID] = resident
      $0[.status] = status
      $0[.happenedAt] = moment
      $0[.note] = "Said so."
      fill(&$0)
    }
  }

  private func incidents(_ state: String) -> [String] {
    paper.all("incidents").filter { $0[.state] == state }.compactMap { $0[.medicationError] }
  }

  @Test(arguments: [
    ("Amoxicillin 500 mg", "Penicillin", true), ("Penicillin V", "penicillin", true),
    ("Ibuprofen", "NSAIDs", true), ("Ibuprofen", "Penicillin", false), ("Co-codamol", "Codeine", true),
    ("Codeine", "Opioids", true), ("Paracetamol", "None known", false),
  ])
  mutating func `MED-4: a medicine is held against recorded allergies, by name and class`(
    name: String, allergen: String, isMet: Bool
  ) {
    allergy(allergen)
    var record = Record(Catalogue.house.type("medications"))
    record[.residentID] = resident
    record[.name] = name
    record[.times] = ["08:00"]
    let words = paper.violations(in: record)
    #expect(
      words
        == (isMet
          ? ["Nia Tolland is recorded as allergic to \(allergen). A manager must confirm."] : []))
  }

  @Test mutating func `MED-4: only a manager goes on against an allergy`() {
    allergy("Penicillin")
    let add = { (paper: inout PaperHouse, resident: RecordID) in
      paper.save("medications") {
        $0[.residentID] = resident
        $0[.name] = "Amoxicillin"
        $0[.times] = ["08:00"]
      }
    }
    paper.role = .leader
    #expect(add(&paper, resident)?.hasSuffix("A manager must confirm.") == true)
    paper.role = .manager
    #expect(add(&paper, resident) == nil)
  }

  @Test(arguments: [
    ("covert", "times", "Covert medicine needs the recorded decision."),
    ("administer", "when_needed", "Say what it is for, the most in a day and the gap."),
  ])
  func `a medicine is complete for the way it is taken`(support: String, schedule: String, words: String) {
    var record = Record(Catalogue.house.type("medications"))
    record[.support] = support
    record[.schedule] = schedule
    record[.times] = ["08:00"]
    #expect(paper.violations(in: record) == [words])
    record[.support] = "observe"
    record[.schedule] = "times"
    record[.times] = ["25:00"]
    #expect(paper.violations(in: record) == ["25:00 is not a time. Write 08:00."])
  }

  @Test mutating func `MED-1: a new medicine is confirmed by somebody else, once allergies are known`() {
    #expect(
      paper.save("medications") {
        $0[.residentID] = resident
        $0[.stayID] = stay
        $0[.name] = "Sertraline"
        $0[.times] = ["08:00"]
      } == nil)
    let medicine = paper.all("medications")[0].id ?? .zero
    #expect(paper.all("approvals").map { $0[.kind] } == ["medication_change"])
    let seen: [String: Value] = ["reason": .text("The pharmacy's label.")]
    #expect(paper.refusal("medication.confirm", medicine)?.hasPrefix("You wrote this") == true)
    paper.actor = second
    #expect(
      paper.perform("medication.confirm", medicine, seen)?.hasPrefix("Allergies are not recorded") == true)
    allergy("None known")
    #expect(paper.perform("medication.confirm", medicine, seen) == nil)
    #expect(paper[medicine][.checkedBy] == second)
    #expect(paper.all("approvals").map { $0[.state] } == ["approved"])
    let changed = paper[medicine].changed { $0[.dose] = "Two" }
    #expect(
      paper.violations(in: changed, before: paper[medicine])
        == ["This was checked as it stands. Stop it and add the new dose as a new medicine."])
  }

  @Test(arguments: [
    "prn_maximum_daily", "prn_gap_minutes", "starts_on", "ends_on", "support", "is_mat",
  ])
  mutating func `MED-1: no limit of a confirmed medicine is changed by one person`(field: String) {
    let taken = medicine { $0[.checkedBy] = RecordID.zero }
    let others: [String: Value] = [
      "prn_maximum_daily": .integer(24), "prn_gap_minutes": .integer(1), "support": .text("self"),
      "starts_on": paper.today.adding(days: -9).value, "ends_on": paper.today.value, "is_mat": .flag(true),
    ]
    let changed = paper[taken].changed { $0[field] = others[field] ?? .empty }
    #expect(
      paper.violations(in: changed, before: paper[taken])
        == ["This was checked as it stands. Stop it and add the new dose as a new medicine."])
  }

  @Test mutating func `a confirmed medicine is stopped with its last day`() {
    let taken = medicine { $0[.checkedBy] = RecordID.zero }
    let told: [String: Value] = ["stop_reason": .text("The prescriber rang."), "ends_on": paper.today.value]
    #expect(paper.perform("medication.stop", taken, told) == nil)
    #expect(paper[taken][.endsOn] == paper.today)
  }

  @Test mutating func `medicines stop with the stay`() {
    let taken = medicine()
    #expect(paper.save([paper[stay].changed { $0[.state] = "ended" }]) == nil)
    #expect(paper[taken][.state] == "stopped")
  }

  @Test mutating func `a when-needed dose keeps its gap, and one taken too soon is reported`() {
    let taken = medicine {
      $0[.schedule] = "when_needed"
      $0[.prnReason] = "Pain"
      $0[.prnGapMinutes] = 240
      $0[.prnMaximumDaily] = 4
    }
    #expect(dose(of: taken, "given", hoursAgo: 5) == nil)
    #expect(dose(of: taken, "given", hoursAgo: 1) == nil)
    #expect(incidents("submitted").isEmpty)
    #expect(dose(of: taken, "given") == nil)
    #expect(incidents("submitted") == ["wrong_time"])
    #expect(paper.notices.contains { $0.kind == "incident" && $0.words == "needs triage" })
  }

  @Test mutating func `how long a dose waits is said with its day, where that is not today`() throws {
    let taken = medicine {
      $0[.schedule] = "when_needed"
      $0[.prnReason] = "Pain"
      $0[.prnGapMinutes] = 24 * 60
    }
    #expect(dose(of: taken, "given", hoursAgo: 1) == nil)
    let (resident, now) = (resident, paper.now)
    let again = paper.new("medication_events") {
      $0[.medicationID] = taken
      $0[.residentID] = resident
      $0[.kind] = "dose"
      $0[.status] = "given"
      $0[.happenedAt] = now
    }
    let words = paper.violations(in: again)
    #expect(
      words.contains("The last dose was 07:25. Wait until 07:25 on 21 Nov 2026, or call the prescriber."))
  }

  @Test(arguments: [(3, false), (4, true)])
  mutating func `the most in a day counts backwards from the dose`(doses: Int, isMet: Bool) {
    let taken = medicine {
      $0[.schedule] = "when_needed"
      $0[.prnReason] = "Pain"
      $0[.prnGapMinutes] = 0
      $0[.prnMaximumDaily] = 4
    }
    for number in 0..<doses { #expect(dose(of: taken, "given", hoursAgo: 2 + number) == nil) }
    #expect(dose(of: taken, "given") == nil)
    #expect(incidents("submitted").isEmpty != isMet)
  }

  @Test mutating func `MED-5: the third refusal in a row opens an incident, the second tells the leaders`() {
    let taken = medicine()
    #expect(dose(of: taken, "refused", hoursAgo: 3) == nil)
    #expect(!paper.notices.contains { $0.words.hasPrefix("was refused") })
    #expect(dose(of: taken, "refused", hoursAgo: 2) == nil)
    #expect(paper.notices.contains { $0.words.hasPrefix("was refused") })
    #expect(incidents("draft").isEmpty)
    #expect(dose(of: taken, "refused", hoursAgo: 1) == nil)
    #expect(incidents("draft") == ["omission"])
  }

  /// The urgent actions that ask to ring somebody, by their titles.
  private func calls() -> [String] {
    paper.all("action_assignments").filter { $0[.priority] == "urgent" }.compactMap { $0[.title] }
  }

  @Test mutating func `MED-5: the second refusal in a row asks once for a call to the prescriber`() {
    paper.records[house]?[.jurisdiction] = "england"
    let taken = medicine { $0[.strength] = "500 mg" }
    #expect(dose(of: taken, "refused", hoursAgo: 4) == nil)
    #expect(calls().isEmpty)
    #expect(dose(of: taken, "refused", hoursAgo: 3) == nil)
    #expect(dose(of: taken, "refused", hoursAgo: 2) == nil)
    #expect(calls() == ["Ring the prescriber about a medicine"])
    let words = paper.all("action_assignments").first?[.description]
    #expect(words?.contains("Ring the prescriber or 111 about this dose") == true)
    // Who reads actions may not read medicines, nor what is noted of a dose.
    #expect(words?.contains("Paracetamol") == false && words?.contains("Said so.") == false)
    #expect(words?.hasSuffix("Unwell? 111 or 999.") == true)
  }

  @Test mutating func `MED-5: a house says after how many refusals the prescriber is rung`() {
    let house = house
    paper.add("settings") {
      $0[.key] = "med.refusals"
      $0[.settingValue] = "{\"value\": 1}"
      $0[.environment] = "any"
      $0[.houseID] = house
    }
    let taken = medicine()
    #expect(dose(of: taken, "refused") == nil)
    #expect(calls().count == 1)
  }

  @Test(arguments: ["refused", "not_available", "held"])
  mutating func `MED-5: where the time matters the first dose that is not taken asks for a call`(
    status: String
  ) {
    let taken = medicine { $0[.isTimeCritical] = true }
    #expect(dose(of: taken, status, hoursAgo: 2) == nil)
    #expect(dose(of: taken, status, hoursAgo: 1) == nil)
    #expect(calls().count == 1)
    #expect(paper.notices.contains { $0.priority == "urgent" && $0.words.hasSuffix("ring the prescriber") })
  }

  @Test mutating func `MED-6: a missed dose has a reason and opens a draft`() {
    let taken = medicine()
    #expect(
      dose(of: taken, "missed") { $0[.note] = nil } == "A reason is needed. It will be shown with the record."
    )
    #expect(dose(of: taken, "missed") == nil)
    #expect(incidents("draft") == ["omission"])
  }

  @Test mutating func `a dose of a controlled drug has a second person and a line of the register`() throws {
    let taken = medicine("Methadone") { $0[.isControlled] = true }
    let received: [String: Value] = ["quantity": .text("28"), "second_by": .reference(second)]
    #expect(paper.perform("medication.receive", taken, received) == nil)
    let (first, other) = (night, second)
    #expect(
      dose(of: taken, "given") {
        $0[.quantity] = "2.5"
        $0[.witnessID] = first
      } == "A controlled drug needs a second person.")
    #expect(
      dose(of: taken, "given") {
        $0[.quantity] = "2.5"
        $0[.witnessID] = other
      } == nil)
    let lines = paper.all("controlled_drug_balances")
    #expect(lines.map { $0[.balanceAfter] } == [28_000, 25_500])
    #expect(lines.map { $0[.lineNumber] } == [1, 2])
    #expect(!paper.notices.contains { $0.words.hasPrefix("has one signature") })
    #expect(dose(of: taken, "given") { $0[.quantity] = "1" } == nil)
    #expect(paper.notices.contains { $0.words.hasPrefix("has one signature") })
    let derivation = try #require(paper[taken].type.field("stock_count")?.derivation)
    #expect(derivation.value(paper[taken], paper.book(derivation.reads(paper[taken]))) == .integer(24))
  }

  /// A controlled drug of which 28 were received, taken in such doses.
  private mutating func received(dose: String) -> RecordID {
    let taken = medicine("Methadone") {
      $0[.isControlled] = true
      $0[.dose] = dose
    }
    let received: [String: Value] = ["quantity": .text("28"), "second_by": .reference(second)]
    #expect(paper.perform("medication.receive", taken, received) == nil)
    return taken
  }

  @Test mutating func `a controlled dose of which nobody says how much leaves the register by the plan`() {
    let taken = received(dose: "two tablets")
    let given: [String: Value] = ["status": .text("given"), "happened_at": paper.now.value]
    #expect(paper.perform("medication.record-dose", taken, given) == nil)
    #expect(paper.all("medication_events").map { $0[.quantity] } == ["2"])
    #expect(paper.all("controlled_drug_balances").map { $0[.balanceAfter] } == [28_000, 26_000])
  }

  @Test(arguments: ["10 mg", "1 or 2 tablets"])
  mutating func `where the plan states no number either, a controlled dose asks for it by its name`(
    plan: String
  ) {
    let taken = received(dose: plan)
    var given: [String: Value] = ["status": .text("given"), "happened_at": paper.now.value]
    #expect(
      paper.perform("medication.record-dose", taken, given)
        == "Say how much, as counted: 1, or 2.5. It leaves the register.")
    #expect(paper.all("medication_events").isEmpty)
    // Of one that was not given nothing leaves it.
    let refused: [String: Value] = given.merging(["status": .text("refused"), "note": .text("Sick.")]) { $1 }
    #expect(paper.perform("medication.record-dose", taken, refused) == nil)
    given["quantity"] = .text("2.5 ml")
    #expect(paper.perform("medication.record-dose", taken, given) == nil)
    #expect(paper.all("controlled_drug_balances").map { $0[.balanceAfter] } == [28_000, 25_500])
  }

  @Test(arguments: [("given", "on_word"), ("refused", "refused")])
  mutating func `who said to go on is the ground of a dose that was given, and of no other`(
    status: String, ground: String
  ) {
    let taken = medicine()
    let answers: [String: Value] = [
      "status": .text(status), "happened_at": paper.now.value, "reason_code": .text("refused"),
      "said_to_go_on": .text("Dr Khan, GP"), "note": .text("Rang at eight."),
    ]
    #expect(paper.perform("medication.record-dose", taken, answers) == nil)
    let line = paper.all("medication_events").last
    #expect(line?[.reasonCode] == ground && line?[.note] == "Authorised by Dr Khan, GP. Rang at eight.")
  }

  private func register() -> [Record] { paper.all("controlled_drug_balances") }

  @Test mutating func `a controlled dose that was written by mistake comes back to the register`() throws {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    let given = try #require(paper.all("medication_events").last)
    #expect(dose(of: taken, "entered_in_error") { $0[.correctsID] = given.id } == nil)
    let lines = register()
    #expect(lines.map { $0[.balanceAfter] } == [28_000, 27_000, 28_000])
    let last = try #require(lines.last)
    #expect(last[.kind] == "correction" && last[.quantityIn] == 1_000 && last[.quantityOut] == nil)
    #expect(last[.correctsID] == lines[1].id)
    #expect(last[.medicationEventID] == paper.all("medication_events").last?.id)
    #expect(last[.firstBy] == night && last[.secondBy] == nil)
    #expect(paper.notices.contains { $0.words == "changes what the register said: count the drug" })
    // It was given after all.
    let mistake = paper.all("medication_events").last
    #expect(dose(of: taken, "given") { $0[.correctsID] = mistake?.id } == nil)
    #expect(register().map { $0[.balanceAfter] } == [28_000, 27_000, 28_000, 27_000])
  }

  @Test mutating func `SOD-05: one alone writes no correction by hand that sets the balance`() throws {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    let given = try #require(register().last)
    // Nobody types the event of a line: with it a line of a dose may have one signature.
    #expect(given.type.field("medication_event_id")?.traits.contains(.filledIn) == true)
    let (house, resident, night) = (house, resident, night)
    let words = paper.save("controlled_drug_balances") {
      $0[.houseID] = house
      $0[.medicationID] = taken
      $0[.residentID] = resident
      $0[.pageNumber] = 1
      $0[.lineNumber] = 3
      $0[.kind] = "correction"
      $0[.medicationEventID] = given[.medicationEventID]
      $0[.correctsID] = given.id
      $0[.expectedCount] = 27_000
      $0[.counted] = 20_000
      $0[.balanceAfter] = 20_000
      $0[.firstBy] = night
    }
    #expect(words == "Two different people must sign.")
  }

  /// A line that somebody adds by hand to the register of which 28 were received.
  private mutating func line(of taken: RecordID, _ kind: String, _ fill: (inout Record) -> Void) -> String? {
    let (house, resident, night, second, now) = (house, resident, night, second, paper.now)
    return paper.save("controlled_drug_balances") {
      $0[.houseID] = house
      $0[.medicationID] = taken
      $0[.residentID] = resident
      $0[.kind] = kind
      $0[.happenedAt] = now
      $0[.firstBy] = night
      $0[.secondBy] = second
      fill(&$0)
    }
  }

  @Test mutating func `CDR-1: a line stands after the last, and nobody types its page or line`() throws {
    let taken = received(dose: "1 tablet")
    let fields = try ["page_number", "line_number"].map { name in
      try #require(RecordType.controlledDrugBalances.field(name))
    }
    #expect(fields.allSatisfy { $0.traits.contains(.filledIn) })
    let refusal = line(of: taken, "wasted") {
      $0[.quantityOut] = 7_000
      $0[.expectedCount] = 21_000
      $0[.counted] = 21_000
      $0[.balanceAfter] = 21_000
    }
    #expect(refusal == nil)
    #expect(register().map { $0[.pageNumber] } == [1, 1])
    #expect(register().map { $0[.lineNumber] } == [1, 2])
  }

  @Test mutating func `Lodge says what is expected and the balance, and only a count says what was found`()
    throws
  {
    let taken = received(dose: "1 tablet")
    #expect(line(of: taken, "wasted") { $0[.quantityOut] = 7_000 } == nil)
    let wasted = try #require(register().last)
    #expect(wasted[.expectedCount] == 21_000 && wasted[.balanceAfter] == 21_000)
    let found = try #require(RecordType.controlledDrugBalances.field("counted"))
    #expect(!found.isShown(wasted))
    #expect(line(of: taken, "count") { $0[.counted] = 21_000 } == nil)
    let counted = try #require(register().last)
    #expect(found.isShown(counted))
    #expect(counted[.expectedCount] == 21_000 && counted[.balanceAfter] == 21_000)
  }

  @Test(arguments: [(25, 100_000, 26), (1_000, 100_000, 1_000)])
  mutating func `a register at its last page keeps no dose from being written down`(
    last: Int, page: Int, next: Int
  ) throws {
    let (taken, other) = (received(dose: "1 tablet"), second)
    let begun = try #require(register().last?.id)
    paper.records[begun]?[.pageNumber] = page
    paper.records[begun]?[.lineNumber] = last
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    #expect(register().last?[.pageNumber] == page)
    #expect(register().last?[.lineNumber] == next)
    #expect(paper.all("medication_events").last?[.status] == "given")
  }

  @Test mutating func `CDR-3: a correction by hand is no way to change the balance, nor a count that moves`()
  {
    let taken = received(dose: "1 tablet")
    let corrected = line(of: taken, "correction") {
      $0[.expectedCount] = 28_000
      $0[.counted] = 10_000
      $0[.balanceAfter] = 10_000
    }
    #expect(corrected == "A correction comes of settling a count, or of correcting a dose. Count the drug.")
    let counted = line(of: taken, "count") {
      $0[.quantityOut] = 5_000
      $0[.expectedCount] = 23_000
      $0[.counted] = 23_000
      $0[.balanceAfter] = 23_000
    }
    #expect(counted == "Nothing goes out by such a line. Write what went out by itself.")
    let both = line(of: taken, "received") {
      $0[.quantityIn] = 5_000
      $0[.quantityOut] = 5_000
      $0[.expectedCount] = 28_000
      $0[.counted] = 28_000
      $0[.balanceAfter] = 28_000
    }
    #expect(both == "Nothing goes out by such a line. Write what went out by itself.")
    #expect(register().count == 1)
  }

  @Test mutating func `MED-7: a dose is corrected to no other medicine, which would leave the register open`()
    throws
  {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    let given = try #require(paper.all("medication_events").last)
    let plain = medicine()
    #expect(
      dose(of: plain, "given") { $0[.correctsID] = given.id }
        == "That line is about another medicine. Correct it as written by mistake, and write this one by itself."
    )
    #expect(register().last?[.balanceAfter] == 27_000)
  }

  @Test(arguments: [true, false])
  mutating func `CDR-1: nobody takes a drug out of the register by a change of its own`(isChecked: Bool) {
    let taken = received(dose: "1 tablet")
    if isChecked { paper.records[taken]?[.checkedBy] = second }
    var changed = paper[taken]
    changed[.isControlled] = false
    let words =
      isChecked
      ? "This was checked as it stands. Stop it and add the new dose as a new medicine."
      : "It was given or registered as it stands. Stop it and add it as a new medicine."
    #expect(paper.save(changed) == words)
  }

  @Test mutating func `CDR-2: what speaks against a count does not say what is expected`() throws {
    let taken = received(dose: "1 tablet")
    let rule = try #require(
      RecordType.controlledDrugBalances.rules.first { $0.name == "what is found is what is expected" })
    let words = paper.words(
      of: rule,
      on: paper.new("controlled_drug_balances") {
        $0[.medicationID] = taken
        $0[.kind] = "count"
        $0[.expectedCount] = 28_000
        $0[.counted] = 12_000
      })
    #expect(
      words
        == "That is not what the register expects. Count again. If it stands, go on: a report is sent at once."
    )
  }

  @Test mutating func `a corrected amount of a controlled dose is set right, and who stood beside is asked`()
    throws
  {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    let given = try #require(paper.all("medication_events").last)
    #expect(
      dose(of: taken, "given") {
        $0[.correctsID] = given.id
        $0[.witnessID] = other
        $0[.quantity] = "2"
      } == nil)
    #expect(register().map { $0[.balanceAfter] } == [28_000, 27_000, 26_000])
    let last = try #require(register().last)
    #expect(last[.kind] == "correction" && last[.quantityOut] == 1_000 && last[.secondBy] == other)
    #expect(paper.all("approvals").contains { $0[.subjectID] == last.id && $0[.approverID] == other })
    // What it did changes nothing of the register.
    let corrected = paper.all("medication_events").last
    #expect(
      dose(of: taken, "given") {
        $0[.correctsID] = corrected?.id
        $0[.quantity] = "2"
        $0[.effect] = "Sleeps."
      } == nil)
    #expect(register().count == 3)
  }

  @Test mutating func `a count that found it otherwise stands when the dose is taken back`() throws {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    let given = try #require(paper.all("medication_events").last)
    let counted: [String: Value] = [
      "quantity": .text("28"), "second_quantity": .text("28"), "second_by": .reference(second),
    ]
    #expect(paper.perform("medication.count", taken, counted) == nil)
    #expect(dose(of: taken, "entered_in_error") { $0[.correctsID] = given.id } == nil)
    let last = try #require(register().last)
    #expect(last[.kind] == "correction" && last[.balanceAfter] == 28_000)
    #expect(last[.quantityIn] == nil && last[.quantityOut] == nil)
    #expect(last[.note]?.hasSuffix("the balance stays as it was found.") == true)
    #expect(paper.refusal("medication.settle-count", taken)?.hasPrefix("You counted this") == true)
  }

  @Test(arguments: [
    (
      ["quantity": Value.text("5")],
      "Two different people must sign. Done already, with nobody beside? Say why."
    ),
    (["quantity": .text("many")], "Say how much, as counted: 28, or 2.5."),
  ])
  mutating func `CDR-1: two people sign what they counted`(answers: [String: Value], words: String) {
    let taken = medicine("Methadone") { $0[.isControlled] = true }
    #expect(paper.perform("medication.receive", taken, answers) == words)
  }

  @Test mutating func `CDR-2: both count before they are told, and a difference is reported`() {
    let taken = medicine("Methadone") { $0[.isControlled] = true }
    let signed: (String, String) -> [String: Value] = { [second] mine, theirs in
      ["quantity": .text(mine), "second_quantity": .text(theirs), "second_by": .reference(second)]
    }
    #expect(paper.perform("medication.receive", taken, signed("10", "")) == nil)
    #expect(
      paper.perform("medication.return-stock", taken, signed("11", "").merging(["note": .text("x")]) { $1 })
        == "The balance is 10; you are removing 11. Count first.")
    #expect(
      paper.perform("medication.count", taken, signed("9", "10"))
        == "Your counts differ: 9 and 10. Count again together.")
    #expect(paper.perform("medication.count", taken, signed("9", "9.0")) == nil)
    #expect(incidents("submitted") == ["stock_discrepancy"])
    #expect(paper.all("controlled_drug_balances").last?[.balanceAfter] == 9_000)
    #expect(paper.refusal("medication.settle-count", taken)?.hasPrefix("You counted this") == true)
  }

  @Test mutating func `CDR-2: who signs a count second says what they found, untold of the first`() throws {
    let taken = received(dose: "1 tablet")
    let counted: [String: Value] = [
      "quantity": .text("28"), "second_quantity": .text("28"), "second_by": .reference(second),
    ]
    #expect(paper.perform("medication.count", taken, counted) == nil)
    let line = try #require(register().last?.id)
    paper.actor = second
    #expect(
      paper.perform("register.sign", line, ["second_quantity": .text("27")])
        == "Your counts differ. Count again together, then write down what is there.")
    #expect(paper.perform("register.sign", line, ["second_quantity": .text("28")]) == nil)
  }

  @Test mutating func `CDR-2: who found another count sends the line back without signing a number`() throws {
    let taken = received(dose: "1 tablet")
    let counted: [String: Value] = [
      "quantity": .text("28"), "second_quantity": .text("28"), "second_by": .reference(second),
    ]
    #expect(paper.perform("medication.count", taken, counted) == nil)
    let line = try #require(register().last?.id)
    paper.actor = second
    let why: [String: Value] = ["comment": .text("There are 27.")]
    #expect(paper.perform("register.send-back", line, why) == nil)
    #expect(paper.all("approvals").last { $0[.subjectID] == line }?[.state] == "rejected")
  }

  @Test mutating func `CDR-4: who settles a count says the cause, and the report of it says so too`() throws {
    let taken = received(dose: "1 tablet")
    let signed: [String: Value] = [
      "quantity": .text("27"), "second_quantity": .text("27"), "second_by": .reference(second),
    ]
    #expect(paper.perform("medication.count", taken, signed) == nil)
    let (manager, other) = (paper.add("memberships"), paper.add("memberships"))
    paper.actor = manager
    #expect(
      paper.refusal("medication.settle-count", taken)
        == "Who counted with them has not signed the count yet. It is settled after that.")
    paper.actor = second
    let line = try #require(register().last?.id)
    #expect(paper.perform("register.sign", line, ["second_quantity": .text("27")]) == nil)
    paper.actor = manager
    paper.now = paper.now.adding(minutes: 30)
    let alone: [String: Value] = ["second_by": manager.value, "note": .text("Found in the drawer.")]
    #expect(
      paper.perform("medication.settle-count", taken, alone) == "Two different people must sign.")
    let settled: [String: Value] = ["second_by": other.value, "note": .text("Found in the drawer.")]
    #expect(paper.perform("medication.settle-count", taken, settled) == nil)
    #expect(
      paper.all("case_notes").compactMap { $0[.content] }
        == ["The count of Methadone was settled. Cause and evidence: Found in the drawer."])
    #expect(paper.all("case_notes").first?[.incidentID] == paper.all("incidents").first?.id)
    #expect(incidents("submitted") == ["stock_discrepancy"])
  }

  /// A count by two that does not agree, signed by both.
  private mutating func miscounted(_ medicine: RecordID, found: String) throws {
    let signed: [String: Value] = [
      "quantity": .text(found), "second_quantity": .text(found), "second_by": .reference(second),
    ]
    paper.actor = night
    #expect(paper.perform("medication.count", medicine, signed) == nil)
    let line = try #require(register().last?.id)
    paper.actor = second
    #expect(paper.perform("register.sign", line, ["second_quantity": .text(found)]) == nil)
  }

  @Test mutating func `CDR-4: each count that did not agree is settled, also one before the last`() throws {
    let taken = received(dose: "1 tablet")
    try miscounted(taken, found: "27")
    try miscounted(taken, found: "26")
    let (first, last) = (register()[1].id, register()[2].id)
    paper.actor = paper.add("memberships")
    let settled: [String: Value] = ["second_by": second.value, "note": .text("Found in the drawer.")]
    #expect(paper.perform("medication.settle-count", taken, settled) == nil)
    #expect(paper.perform("medication.settle-count", taken, settled) == nil)
    #expect(register().suffix(2).map { $0[.correctsID] } == [last, first])
    #expect(paper.refusal("medication.settle-count", taken) == "No count waits to be settled.")
  }

  @Test mutating func `CDR-4: who counted signs second for who settles it, and does not settle it`() throws {
    let taken = received(dose: "1 tablet")
    try miscounted(taken, found: "27")
    let settled: [String: Value] = ["second_by": night.value, "note": .text("Found in the drawer.")]
    #expect(
      paper.perform("medication.settle-count", taken, settled)
        == "You counted this, so someone else must approve it.")
    paper.actor = paper.add("memberships")
    #expect(paper.perform("medication.settle-count", taken, settled) == nil)
    #expect(register().last?[.secondBy] == night)
  }

  @Test func `a correction out of a register that was kept elsewhere is taken with a warning`() {
    let line = paper.new("controlled_drug_balances") {
      $0[.kind] = "correction"
      $0[.quantityOut] = 1_000
    }
    func said(isImport: Bool) -> [Violation] {
      let rules: [Rule] = [.correctionSaysOfWhat, .registerLineMoves]
      return rules.compactMap { rule in
        var book = paper.book(rule.reads(line))
        book.isImport = isImport
        return rule.check(line, book)
      }
    }
    #expect(said(isImport: false).map(\.isWarning) == [false, false])
    #expect(said(isImport: true).map(\.isWarning) == [true])
  }

  /// The resident moves to a new house, which is returned.
  private mutating func move() -> RecordID {
    let to = paper.add("houses") { $0[.state] = "open" }
    paper.records[stay]?[.houseID] = to
    return to
  }

  @Test mutating func `a count is settled in the house in which the resident lives by then`() throws {
    let taken = received(dose: "1 tablet")
    try miscounted(taken, found: "27")
    let (now, other) = (move(), paper.add("memberships"))
    paper.actor = paper.add("memberships")
    let settled: [String: Value] = ["second_by": other.value, "note": .text("Found in the drawer.")]
    #expect(paper.perform("medication.settle-count", taken, settled) == nil)
    #expect(register().map { $0[.houseID] } == [house, house, now])
  }

  @Test mutating func `a dose and what sets it right stand in the house in which the resident lives by then`()
    throws
  {
    let (taken, other) = (received(dose: "1 tablet"), second)
    let first = move()
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    let given = try #require(paper.all("medication_events").last)
    let last = move()
    #expect(dose(of: taken, "entered_in_error") { $0[.correctsID] = given.id } == nil)
    #expect(register().map { $0[.kind] } == ["received", "given", "correction"])
    #expect(register().map { $0[.houseID] } == [house, first, last])
  }

  @Test mutating func `CDR-5: a house that is no nursing home destroys nothing`() {
    let taken = medicine("Methadone") { $0[.isControlled] = true }
    paper.role = .manager
    #expect(
      paper.refusal("medication.destroy-stock", taken) == "This house returns them to the pharmacy.")
  }

  @Test(arguments: [
    ("28", 28_000), ("2.5", 2_500), ("2.5 ml", 2_500), ("0.125", 125), ("2.12345", nil), ("two", nil),
    ("", nil),
    ("-3", nil),
  ])
  mutating func `an amount is read in thousandths`(text: String, amount: Int?) {
    let taken = medicine("Methadone") { $0[.isControlled] = true }
    let answers: [String: Value] = ["quantity": .text(text), "second_by": .reference(second)]
    let words = paper.perform("medication.receive", taken, answers)
    #expect((words == nil) == (amount != nil))
    #expect(paper.all("controlled_drug_balances").first?[.quantityIn] == amount)
  }

  @Test mutating func `more than a register holds is not received, and nobody is told of other fields`() {
    let taken = received(dose: "1 tablet")
    let answers: [String: Value] = ["quantity": .text("100000"), "second_by": .reference(second)]
    #expect(
      paper.perform("medication.receive", taken, answers)
        == "With what is there that is more than a register holds: 100000 at most.")
  }

  @Test func `what the register counts in thousandths is typed and read as people count it`() throws {
    let context = TypingContext(today: paper.today, now: paper.now, zone: .utc)
    for name in ["quantity_in", "quantity_out", "expected_count", "counted", "balance_after"] {
      let field = try #require(RecordType.controlledDrugBalances.field(name))
      #expect(Typed.read("2.5", for: field, in: context) == .value(.integer(2_500), echo: "2.5"))
      #expect(field.step(.integer(55_000)) == "55")
      #expect(!field.label.contains("thousandths"))
    }
  }

  @Test mutating func `who signs second sees what is left and what was said of the dose, and no count`()
    throws
  {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(
      dose(of: taken, "given") {
        $0[.witnessID] = other
        $0[.note] = "Authorised by B. Osei."
      } == nil)
    let given = try #require(register().last?.id)
    #expect(try said("left_then", of: given) == .text("27"))
    #expect(try said("said_of_dose", of: given) == .text("Authorised by B. Osei."))
    let counted: [String: Value] = [
      "quantity": .text("27"), "second_quantity": .text("27"), "second_by": .reference(second),
    ]
    #expect(paper.perform("medication.count", taken, counted) == nil)
    let count = try #require(register().first { $0[.kind] == "count" }?.id)
    #expect(try said("left_then", of: count) == .empty)
  }

  @Test mutating func `what could kill is put up as a flag`() {
    #expect(
      paper.save("health_conditions") {
        $0[.residentID] = resident
        $0[.kind] = "allergy"
        $0[.name] = "Nuts"
        $0[.severityLevel] = "life_threatening"
      } == nil)
    #expect(paper.all("flags").map { $0[.level] } == ["high"])
    #expect(paper.all("flags").first?[.message] == "Nuts")
  }

  @Test(arguments: ["attend", "miss"])
  mutating func `an appointment to come is neither attended nor missed`(step: String) {
    let later = paper.now.adding(hours: 1)
    let appointment = paper.add("appointments") {
      $0[.residentID] = resident
      $0[.startsAt] = later
    }
    #expect(paper.refusal("appointment.\(step)", appointment) == "It has not happened yet.")
  }

  @Test mutating func `the second appointment missed in a row is told to the key worker`() {
    let worker = paper.add("memberships")
    paper.add("stay_staff") {
      $0[.residentID] = resident
      $0[.membershipID] = worker
      $0[.kind] = "key_worker"
    }
    for hours in [48, 24] {
      let moment = paper.now.adding(hours: -hours)
      let appointment = paper.add("appointments") {
        $0[.residentID] = resident
        $0[.startsAt] = moment
      }
      #expect(paper.perform("appointment.miss", appointment) == nil)
      let isTold = paper.notices.contains { $0.audience == [.member(worker)] }
      #expect(isTold == (hours == 24))
    }
  }

  @Test(arguments: [
    ("phq9", 28, "PHQ-9 runs from 0 to 27."), ("gad7", 21, nil), ("news2", 21, "NEWS2 runs from 0 to 20."),
  ])
  func `a score lies in the range of its instrument`(instrument: String, score: Int, words: String?) {
    var record = Record(Catalogue.house.type("clinical_assessments"))
    record[.instrument] = instrument
    record[.score] = score
    #expect(paper.violations(in: record).first == words)
  }

  @Test(arguments: [
    ("phq9", "{\"9\": 1}", 5, true), ("phq9", "{\"9\": 0}", 5, false), ("cows", "{}", 40, true),
  ])
  mutating func `an answer that cannot wait is told at once and moves the risk review`(
    instrument: String, answers: String, score: Int, isAlarming: Bool
  ) {
    let later = paper.today.adding(days: 60)
    let risk = paper.add("risk_assessments") {
      $0[.residentID] = resident
      $0[.state] = "approved"
      $0[.reviewOn] = later
    }
    let assessment = paper.add("clinical_assessments") {
      $0[.residentID] = resident
      $0[.instrument] = instrument
      $0[.answers] = answers
      $0[.score] = score
    }
    #expect(paper.perform("clinical-assessment.complete", assessment) == nil)
    #expect((paper[risk][.reviewOn] == paper.today) == isAlarming)
    #expect(paper.notices.contains { $0.priority == "urgent" } == isAlarming)
    #expect(paper.refusal("assessment.cosign", assessment)?.hasPrefix("You signed this") == true)
  }

  private mutating func test() -> RecordID {
    paper.add("drug_tests") {
      $0[.residentID] = resident
      $0[.stayID] = stay
      $0[.method] = "urine"
    }
  }

  @Test(arguments: [
    (
      ["result": Value.text("positive"), "specimen_number": .text("A1")],
      "Name the substances found, for a positive result only."
    ),
    (
      ["result": .text("negative"), "substances": .list(["cocaine"])],
      "Name the substances found, for a positive result only."
    ),
    (["result": .text("positive"), "substances": .list(["cocaine"])], "Write the specimen number."),
    (["result": .text("dilute")], "Write the specimen number."),
    (["result": .text("negative")], nil),
  ])
  mutating func `SCR-2: a result names what it must`(answers: [String: Value], words: String?) {
    let test = test()
    #expect(paper.perform("test.read", test, answers) == words)
  }

  @Test
  mutating func `SOD-17: a result is confirmed by another than the collector, and the laboratory adds to it`()
  {
    let test = test()
    let positive: [String: Value] = [
      "result": .text("positive"), "substances": .list(["cocaine"]), "specimen_number": .text("A1"),
    ]
    #expect(paper.perform("test.read", test, positive) == nil)
    #expect(paper.refusal("test.approve-result", test)?.hasPrefix("You collected this") == true)
    #expect(paper.refusal("test.close", test) == "Somebody else must confirm the result first.")
    paper.actor = second
    #expect(paper.perform("test.approve-result", test) == nil)
    #expect(paper.perform("test.offer-confirmation", test) == nil)
    #expect(paper.perform("test.send-to-lab", test, ["lab_name": .text("Northern")]) == nil)
    let day = paper.today
    #expect(
      paper.perform(
        "test.lab-returned", test, ["lab_result": .text("not_confirmed"), "lab_returned_on": .day(day)])
        == nil)
    #expect(paper[test][.result] == "positive")
    let altered = paper[test].changed { $0[.result] = "negative" }
    #expect(
      paper.violations(in: altered, before: paper[test]).contains("The house result stays as it was read."))
  }

  @Test mutating func `a refusal is not a positive`() {
    let test = test()
    #expect(paper.perform("test.refuse", test) == nil)
    #expect(paper[test][.result] == "refusal")
    #expect(paper.perform("test.close", test) == nil)
  }

  @Test(arguments: [(2, "yes", true), (3, "yes", false), (8, "no", true)])
  mutating func `who is low or unsafe is told of without the answer`(mood: Int, safe: String, isTold: Bool) {
    let lead = night
    paper.add("shifts") {
      $0[.houseID] = house
      $0[.state] = "running"
      $0[.leadBy] = lead
    }
    #expect(
      paper.save("wellness_check_ins") {
        $0[.residentID] = resident
        $0[.stayID] = stay
        $0[.moodRating] = mood
        $0[.feelsSafe] = safe
      } == nil)
    #expect(paper.notices.contains { $0.audience == [.member(lead)] } == isTold)
  }

  @Test(arguments: [
    ("temperature", 372, "celsius_tenths", nil),
    ("temperature", 37, "celsius_tenths", "37 tenths of °C is not possible. Check the reading."),
    ("oxygen", 101, "percent", "101 % is not possible. Check the reading."), ("pulse", 72, "bpm", nil),
  ])
  func `a reading is that of a living person`(kind: String, value: Int, unit: String, words: String?) {
    var record = Record(Catalogue.house.type("care_entries"))
    record[.kind] = kind
    record[.value] = value
    record[.unit] = unit
    #expect(paper.violations(in: record).first == words)
  }

  @Test mutating func `a medicine that is sent back is asked about again once it is changed`() throws {
    let writer = night
    paper.actor = writer
    #expect(
      paper.save("medications") {
        $0[.residentID] = resident
        $0[.stayID] = stay
        $0[.name] = "Sertraline"
        $0[.times] = ["08:00"]
      } == nil)
    let medicine = try #require(paper.all("medications").first?.id)
    let why: [String: Value] = ["comment": .text("The label says 100 mg.")]
    #expect(paper.refusal("medication.send-back", medicine)?.hasPrefix("You wrote this") == true)
    paper.actor = second
    #expect(paper.perform("medication.send-back", medicine, why) == nil)
    #expect(paper[medicine][.checkedBy] == nil)
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected"])
    #expect(paper.refusal("medication.send-back", medicine)?.hasPrefix("Nobody asks about this") == true)
    paper.actor = writer
    let changed = paper[medicine].changed { $0[.strength] = "100 mg" }
    #expect(paper.save(changed) == nil)
    #expect(Set(paper.all("approvals").compactMap { $0[.state] }) == ["rejected", "pending"])
  }

  @Test mutating func `nothing is asked any more about a medicine that is stopped`() throws {
    #expect(
      paper.save("medications") {
        $0[.residentID] = resident
        $0[.stayID] = stay
        $0[.name] = "Sertraline"
        $0[.times] = ["08:00"]
      } == nil)
    let medicine = try #require(paper.all("medications").first?.id)
    let end: [String: Value] = ["stop_reason": .text("The GP rang."), "ends_on": paper.today.value]
    #expect(paper.perform("medication.stop", medicine, end) == nil)
    #expect(paper.all("approvals").map { $0[.state] } == ["withdrawn"])
  }

  @Test mutating func `who signs second stands on the line, and the question is not passed on`() throws {
    let taken = medicine("Methadone") { $0[.isControlled] = true }
    let other = second
    #expect(
      paper.perform(
        "medication.receive", taken, ["quantity": .text("28"), "second_by": .reference(other)]) == nil)
    let round = try #require(paper.all("approvals").first { $0[.kind] == "custom" }?.id)
    #expect(paper.refusal("approval.reassign", round)?.hasPrefix("The line names who signs it") == true)
  }

  @Test mutating func `who asked for a result to be confirmed takes that back and writes it anew`() throws {
    let test = test()
    #expect(paper.perform("test.read", test, ["result": .text("negative")]) == nil)
    let round = try #require(paper.all("approvals").first?.id)
    #expect(paper.perform("approval.withdraw", round) == nil)
    #expect(paper[test][.state] == "collected" && paper[test][.signedBy] == nil)
  }

  @Test mutating func `a result that is sent back is written anew`() {
    let test = test()
    #expect(paper.perform("test.read", test, ["result": .text("negative")]) == nil)
    let why: [String: Value] = ["comment": .text("The strip lay too long.")]
    #expect(paper.refusal("test.send-back", test)?.hasPrefix("You collected this") == true)
    paper.actor = second
    #expect(paper.perform("test.send-back", test, why) == nil)
    #expect(paper[test][.state] == "collected" && paper[test][.signedBy] == nil)
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected"])
  }

  @Test(arguments: [false, true])
  mutating func `a positive that is sent back or taken back can be read as negative`(isSentBack: Bool) throws
  {
    let (test, reader) = (test(), night)
    let positive: [String: Value] = [
      "result": .text("positive"), "substances": .list(["cocaine"]), "specimen_number": .text("A1"),
      "prescribed_match": .flag(true),
    ]
    #expect(paper.perform("test.read", test, positive) == nil)
    if isSentBack {
      paper.actor = second
      #expect(paper.perform("test.send-back", test, ["comment": .text("It was faint.")]) == nil)
      paper.actor = reader
    } else {
      let round = try #require(paper.all("approvals").first?.id)
      #expect(paper.perform("approval.withdraw", round) == nil)
    }
    #expect(paper[test][.result] == "pending" && paper[test][.substances] == nil)
    #expect(paper.perform("test.read", test, ["result": .text("negative")]) == nil)
    #expect(paper[test][.result] == "negative" && paper[test][.prescribedMatch] == nil)
  }

  @Test mutating func `SOD-05: the second person signs, and nobody for them`() throws {
    let taken = medicine("Methadone") { $0[.isControlled] = true }
    let (first, other) = (night, second)
    #expect(
      paper.perform(
        "medication.receive", taken, ["quantity": .text("28"), "second_by": .reference(other)]) == nil)
    let line = try #require(paper.all("controlled_drug_balances").first?.id)
    let derivation = try #require(paper[line].type.field("second_signature")?.derivation)
    let standing = { (paper: PaperHouse) in
      derivation.value(paper[line], paper.book(derivation.reads(paper[line])))
    }
    #expect(standing(paper) == .text("waiting"))
    #expect(paper.notices.contains { $0.words == "waits for your signature" })
    #expect(
      paper.perform("register.sign", line) == "The second person who is named on the line signs it.")
    let stranger = paper.add("memberships")
    paper.actor = stranger
    #expect(
      paper.perform("register.sign", line) == "The second person who is named on the line signs it.")
    paper.actor = other
    let shift = paper.add("shifts") { [house] in
      $0[.houseID] = house
      $0[.state] = "running"
    }
    #expect(paper.perform("register.sign", line) == "You are not on shift. Sign on first.")
    let person = paper.add("staff_members")
    paper.records[other]?[.staffMemberID] = person
    paper.add("shift_staff") {
      $0[.shiftID] = shift
      $0[.staffMemberID] = person
    }
    #expect(paper.perform("register.sign", line) == nil)
    #expect(standing(paper) == .text("given"))
    #expect(paper.perform("register.sign", line) == "This line waits for no second signature.")
    paper.actor = first
  }

  /// What a derived field of a record says.
  private func said(_ field: String, of record: RecordID) throws -> Value {
    let derivation = try #require(paper[record].type.field(field)?.derivation)
    return derivation.value(paper[record], paper.book(derivation.reads(paper[record])))
  }

  @Test mutating func `SOD-05: who is named as giving a dose signs it themselves, whoever wrote it down`()
    throws
  {
    let taken = received(dose: "1 tablet")
    let (giver, beside, writer) = (paper.add("memberships"), second, night)
    #expect(
      dose(of: taken, "given") {
        $0[.givenBy] = giver
        $0[.witnessID] = beside
      } == nil)
    let line = try #require(register().last?.id)
    let event = try #require(paper.all("medication_events").last?.id)
    #expect(try said("entered_by", of: event) == writer.value)
    #expect(paper[line][.firstBy] == giver && paper[line][.secondBy] == beside)
    #expect(try said("first_signature", of: line) == .text("waiting"))
    #expect(try said("second_signature", of: line) == .text("waiting"))
    let refusal = paper.perform("register.sign", line)
    #expect(refusal == "The second person who is named on the line signs it.")
    paper.actor = beside
    #expect(paper.perform("register.sign", line) == nil)
    #expect(try said("first_signature", of: line) == .text("waiting"))
    #expect(try said("second_signature", of: line) == .text("given"))
    #expect(
      paper.refusal("register.sign", line) == "The first person who is named on the line signs it.")
    paper.actor = giver
    #expect(paper.perform("register.sign", line) == nil)
    #expect(try said("first_signature", of: line) == .text("given"))
  }

  @Test
  mutating func `SOD-05: who stood beside and writes the dose down has signed, and who gave it is asked`()
    throws
  {
    let taken = received(dose: "1 tablet")
    let (giver, writer) = (second, night)
    #expect(
      dose(of: taken, "given") {
        $0[.givenBy] = giver
        $0[.witnessID] = writer
      } == nil)
    let line = try #require(register().last?.id)
    #expect(try said("second_signature", of: line) == .text("given"))
    #expect(try said("first_signature", of: line) == .text("waiting"))
    let asked = paper.all("approvals").filter { $0[.subjectID] == line }
    #expect(asked.map { $0[.approverID] } == [giver])
    paper.actor = giver
    let why: [String: Value] = ["comment": .text("I was not there.")]
    #expect(paper.perform("register.send-back", line, why) == nil)
    #expect(try said("first_signature", of: line) == .text("unsigned"))
    #expect(paper.notices.contains { $0.words.hasPrefix("was not signed by who is named as giving it") })
  }

  @Test(arguments: [false, true])
  mutating func `SOD-05: a dose whose witness does not sign is one signature, and reported as one alone`(
    isAllowed: Bool
  ) throws {
    paper.records[house]?[.allowsSingleSignature] = isAllowed
    paper.records[house]?[.roundFromTime] = WallTime("22:00")
    paper.records[house]?[.roundToTime] = WallTime("09:00")
    paper.records[house]?[.roundIntervalMinutes] = 60
    let (taken, beside) = (received(dose: "1 tablet"), second)
    #expect(dose(of: taken, "given") { $0[.witnessID] = beside } == nil)
    let line = try #require(register().last?.id)
    let event = try #require(paper.all("medication_events").last?.id)
    #expect(try said("is_single_signature", of: event) == .flag(false))
    let round = try #require(paper.all("approvals").first { $0[.subjectID] == line }?.id)
    #expect(
      paper.refusal("approval.withdraw", round) == "Who is asked to sign says yes or no to it.")
    paper.actor = beside
    let why: [String: Value] = ["comment": .text("I was in the kitchen.")]
    #expect(paper.perform("register.send-back", line, why) == nil)
    #expect(try said("is_single_signature", of: event) == .flag(true))
    #expect(try said("second_signature", of: line) == .text("unsigned"))
    #expect(incidents("submitted") == (isAllowed ? [] : ["recording"]))
    let words = paper.all("incidents").compactMap { $0[.narrative] }
    #expect(words.allSatisfy { $0.hasPrefix("Given without a second person: Methadone.") })
  }

  @Test mutating func `a dose that was taken back can be written down again for the same time`() throws {
    let taken = received(dose: "1 tablet")
    let due = paper.now.adding(minutes: -25)
    #expect(dose(of: taken, "given") { $0[.dueAt] = due } == nil)
    let first = try #require(paper.all("medication_events").last)
    #expect(
      dose(of: taken, "entered_in_error") {
        $0[.dueAt] = due
        $0[.correctsID] = first.id
      } == nil)
    let mistake = try #require(paper.all("medication_events").last?.id)
    #expect(dose(of: taken, "given") { $0[.dueAt] = due } == nil)
    let again = try #require(paper.all("medication_events").last)
    #expect(again[.correctsID] == mistake)
    #expect(register().map { $0[.balanceAfter] } == [28_000, 27_000, 28_000, 27_000])
    // Another stands in nobody's place: it is a second line about the same dose.
    #expect(dose(of: taken, "given") { $0[.dueAt] = due } == nil)
    #expect(paper.all("medication_events").last?[.correctsID] == nil)
  }

  @Test mutating func `a dose is not missed before it is due`() {
    let (taken, due) = (medicine(), paper.now.adding(hours: 3))
    #expect(
      dose(of: taken, "missed") { $0[.dueAt] = due } == "It is due at 11:25, so it is not missed yet.")
    #expect(dose(of: taken, "away") { $0[.dueAt] = due } == nil)
  }

  @Test mutating func `no stock comes or goes as none, and a count may find none`() {
    let taken = received(dose: "1 tablet")
    let none: [String: Value] = [
      "quantity": .text("0"), "second_quantity": .text("0"), "second_by": .reference(second),
      "note": .text("x"),
    ]
    for step in ["receive", "return-stock", "waste-stock"] {
      #expect(
        paper.perform("medication.\(step)", taken, none)
          == "That is none. Say how much, as counted: 28, or 2.5.")
    }
    #expect(paper.perform("medication.count", taken, none) == nil)
    let plain = medicine()
    #expect(
      dose(of: plain, "given") { $0[.quantity] = "0" }
        == "That is none. Say how much, as counted: 28, or 2.5 ml.")
  }

  @Test mutating func `a controlled dose that was destroyed is wasted in the register, and says how`() {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(
      dose(of: taken, "destroyed") {
        $0[.witnessID] = other
        $0[.note] = nil
      } == "Say in the note how it was destroyed, and why.")
    #expect(dose(of: taken, "destroyed") { $0[.witnessID] = other } == nil)
    #expect(register().map { $0[.kind] } == ["received", "wasted"])
    #expect(register().last?[.balanceAfter] == 27_000)
  }

  @Test
  mutating func `a line of the register that is written late says so, and the balance goes by the lines`()
    throws
  {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    #expect(dose(of: taken, "given", hoursAgo: 5) { $0[.witnessID] = other } == nil)
    let lines = register()
    #expect(lines.map { $0[.lineNumber] } == [1, 2, 3])
    #expect(lines.map { $0[.balanceAfter] } == [28_000, 27_000, 26_000])
    let late = try lines.compactMap(\.id).map { try said("is_entered_later", of: $0) }
    #expect(late == [.flag(false), .flag(false), .flag(true)])
  }

  @Test func `the roles that sign for medicines are those of the permission matrix`() throws {
    let matrix = try PermissionMatrix(csv: Checkout.text("Data/Permissions.csv"))
    for (resource, roles) in MedicineSigners.roles {
      #expect(Set(matrix.roles(with: .sign, on: resource)) == roles, "\(resource)")
    }
  }

  @Test(arguments: ["FIN", "AUD", "ADM", "SGL"])
  mutating func `nobody is named as giver, witness or second who cannot sign`(code: String) {
    let taken = received(dose: "1 tablet")
    let stranger = paper.member("A. Other", as: code)
    let words = "A. Other cannot sign for medicines in their role. Name somebody who can."
    #expect(dose(of: taken, "given") { $0[.witnessID] = stranger } == words)
    #expect(dose(of: taken, "given") { $0[.givenBy] = stranger } == words)
    let answers: [String: Value] = ["quantity": .text("28"), "second_by": .reference(stranger)]
    #expect(paper.perform("medication.receive", taken, answers) == words)
  }

  /// A member who signs for medicines in another house alone.
  private mutating func memberElsewhere() throws -> RecordID {
    let (elsewhere, helper) = (paper.add("houses"), paper.member("F. Rees", as: "KEY"))
    let grant = try #require(paper.all("role_assignments").first { $0[.membershipID] == helper }?.id)
    paper.records[grant]?[.houseID] = elsewhere
    return helper
  }

  /// What the rules say of a dose that was given now beside that member.
  private func said(ofDose medicine: RecordID, beside member: RecordID) -> [String] {
    let dose = paper.new("medication_events") {
      $0[.medicationID] = medicine
      $0[.residentID] = resident
      $0[.kind] = "dose"
      $0[.status] = "given"
      $0[.happenedAt] = paper.now
      $0[.givenBy] = night
      $0[.witnessID] = member
      $0[.quantity] = "1"
    }
    return paper.violations(in: dose).filter { $0.contains("has no such role") }
  }

  @Test mutating func `who signs in another house alone is marked, and named where they were there`() throws {
    let taken = received(dose: "1 tablet")
    let helper = try memberElsewhere()
    #expect(
      said(ofDose: taken, beside: helper) == [
        "F. Rees has no such role in this house, and is on none of its shifts. Were they there? Go on."
      ])
    #expect(dose(of: taken, "given") { $0[.witnessID] = helper } == nil)
    let answers: [String: Value] = ["quantity": .text("28"), "second_by": .reference(helper)]
    #expect(paper.perform("medication.receive", taken, answers) == nil)
    #expect(register().map { $0[.secondBy] }.suffix(2) == [helper, helper])
  }

  @Test mutating func `who covers a shift here is named without a word`() throws {
    let taken = received(dose: "1 tablet")
    let helper = try memberElsewhere()
    let (home, now, person) = (house, paper.now, paper.add("staff_members"))
    paper.records[helper]?[.staffMemberID] = person
    let shift = paper.add("shifts") {
      $0[.houseID] = home
      $0[.state] = "running"
      $0[.startsAt] = now.adding(hours: -2)
      $0[.endsAt] = now.adding(hours: 6)
    }
    let onIt = paper.add("shift_staff") {
      $0[.shiftID] = shift
      $0[.staffMemberID] = person
    }
    #expect(said(ofDose: taken, beside: helper).isEmpty)
    paper.records[onIt]?[.absence] = "sick"
    #expect(said(ofDose: taken, beside: helper).count == 1)
  }

  @Test mutating func `a signature that nobody gives is closed by who leads, and reported`() throws {
    let (taken, other) = (received(dose: "1 tablet"), second)
    #expect(dose(of: taken, "given") { $0[.witnessID] = other } == nil)
    let line = try #require(register().last?.id)
    #expect(
      paper.refusal("register.close-signature", line)
        == "You wrote this, so someone else must approve it.")
    let manager = paper.add("memberships")
    paper.actor = manager
    #expect(paper.refusal("register.close-signature", line)?.hasPrefix("They can still sign it") == true)
    paper.now = paper.now.adding(hours: 25)
    let why: [String: Value] = ["comment": .text("Was never here.")]
    #expect(paper.perform("register.close-signature", line, why) == nil)
    #expect(try said("second_signature", of: line) == .text("unsigned"))
    #expect(incidents("submitted") == ["recording"])
  }

  @Test mutating func `a line that neither of those named signs is reported once for each`() throws {
    let (taken, other, giver) = (received(dose: "1 tablet"), second, paper.add("memberships"))
    #expect(
      dose(of: taken, "given") {
        $0[.givenBy] = giver
        $0[.witnessID] = other
      } == nil)
    let line = try #require(register().last?.id)
    paper.actor = paper.add("memberships")
    paper.now = paper.now.adding(hours: 25)
    let why: [String: Value] = ["comment": .text("Were never here.")]
    #expect(paper.perform("register.close-signature", line, why) == nil)
    let words = paper.all("incidents").compactMap { $0[.narrative] }
    #expect(words.contains { $0.hasPrefix("Given without a second person: Methadone.") })
    #expect(words.contains { $0.hasPrefix("Given, as another wrote down: Methadone.") })
    #expect(words.count == 2)
  }

  @Test(arguments: [(0, false), (48, true)])
  mutating func `who has left is named on what was while they were here, and on nothing after`(
    hoursAgo: Int, holds: Bool
  ) {
    let taken = received(dose: "1 tablet")
    let worker = paper.member("L. Ferrante", as: "KEY")
    let yesterday = paper.today.adding(days: -1)
    paper.records[worker]?[.endsOn] = yesterday
    paper.records[worker]?[.state] = "ended"
    let refusal = dose(of: taken, "given", hoursAgo: hoursAgo) { $0[.witnessID] = worker }
    #expect(refusal == (holds ? nil : "L. Ferrante had left by then. Name who was there."))
  }

  @Test mutating func `a line is signed first by who writes it`() {
    let taken = medicine("Methadone") { $0[.isControlled] = true }
    let (house, resident, other) = (house, resident, second)
    let writer = paper.add("memberships")
    paper.actor = writer
    let words = paper.save("controlled_drug_balances") {
      $0[.houseID] = house
      $0[.medicationID] = taken
      $0[.residentID] = resident
      $0[.kind] = "received"
      $0[.quantityIn] = 1_000
      $0[.expectedCount] = 1_000
      $0[.counted] = 1_000
      $0[.balanceAfter] = 1_000
      $0[.firstBy] = other
      $0[.secondBy] = writer
    }
    #expect(words == "You sign first, in your own name.")
  }
}
