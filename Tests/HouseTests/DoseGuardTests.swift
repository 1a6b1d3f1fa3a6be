@testable import House
import Records
import Testing

/// A dose that was given against a guard is written down, marked, and its report is sent, whatever its writer says of it.
@Suite struct DoseGuardTests {
  private var paper = PaperHouse()
  private let night: RecordID
  private let second: RecordID
  private let house: RecordID
  private let resident: RecordID

  init() {
    night = paper.add("memberships")
    second = paper.add("memberships")
    let home = paper.add("houses") { $0[.state] = "open" }
    let person = paper.add("residents") { $0[.givenName] = "Nia" }
    house = home
    resident = person
    paper.add("stays") {
      $0[.residentID] = person
      $0[.houseID] = home
      $0[.state] = "active"
    }
    paper.actor = night
  }

  /// A medicine that is due at eight, confirmed by somebody; it is 08:25.
  private mutating func medicine(_ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    let (resident, second) = (resident, second)
    return paper.add("medications") {
      $0[.residentID] = resident
      $0[.name] = "Codeine"
      $0[.dose] = "1 tablet"
      $0[.schedule] = "times"
      $0[.times] = ["08:00"]
      $0[.startsOn] = Day(number: 20_000)
      $0[.checkedBy] = second
      fill(&$0)
    }
  }

  private mutating func whenNeeded(most: Int) -> RecordID {
    medicine {
      $0[.schedule] = "when_needed"
      $0[.prnGapMinutes] = 240
      $0[.prnMaximumDaily] = most
    }
  }

  /// Writes a dose of so many hours ago down, and returns its line.
  @discardableResult
  private mutating func dose(
    of medicine: RecordID, hoursAgo: Int = 0, _ fill: (inout Record) -> Void = { _ in }
  ) -> Record? {
    let (moment, resident, night) = (paper.now.adding(hours: -hoursAgo), resident, night)
    let refusal = paper.save("medication_events") {
      $0[.medicationID] = medicine
      $0[.residentID] = resident
      $0[.status] = "given"
      $0[.happenedAt] = moment
      $0[.givenBy] = night
      fill(&$0)
    }
    #expect(refusal == nil)
    return paper.all("medication_events").last
  }

  private var due: Instant { paper.now.adding(minutes: -25) }

  private func incidents() -> [String] {
    paper.all("incidents").filter { $0[.state] == "submitted" }.compactMap { $0[.narrative] }
  }

  private func isSingle(_ line: Record?) -> Bool {
    guard let line, let derivation = line.type.field("is_single_signature")?.derivation else { return false }
    return derivation.value(line, paper.book(derivation.reads(line))) == .flag(true)
  }

  @Test mutating func `one that nothing speaks against is not marked`() {
    let (taken, due) = (medicine(), due)
    let line = dose(of: taken) { $0[.dueAt] = due }
    #expect(line?[.against] == nil)
    #expect(incidents().isEmpty)
  }

  @Test mutating func `against an allergy`() {
    let resident = resident
    paper.add("health_conditions") {
      $0[.residentID] = resident
      $0[.kind] = "allergy"
      $0[.name] = "Opioids"
    }
    let (taken, due) = (medicine(), due)
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == "allergy")
    #expect(incidents().map { $0.hasPrefix("Given against a recorded allergy: Codeine") } == [true])
  }

  @Test mutating func `too soon, and above the most in a day`() {
    let pain = whenNeeded(most: 2)
    dose(of: pain, hoursAgo: 6)
    #expect(dose(of: pain, hoursAgo: 1)?[.against] == nil)
    #expect(dose(of: pain)?[.against] == "maximum")
    let fever = whenNeeded(most: 9)
    dose(of: fever, hoursAgo: 2)
    #expect(dose(of: fever)?[.against] == "too_soon")
    #expect(incidents().count == 2)
  }

  @Test mutating func `too soon before one that was written down first`() {
    let pain = whenNeeded(most: 9)
    #expect(dose(of: pain)?[.against] == nil)
    #expect(dose(of: pain, hoursAgo: 6)?[.against] == nil)
    #expect(dose(of: pain, hoursAgo: 2)?[.against] == "too_soon")
    #expect(incidents().count == 1)
  }

  @Test mutating func `before its time`() {
    let (taken, due) = (medicine { $0[.times] = ["08:00", "12:00"] }, due.adding(hours: 4))
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == "early")
    #expect(incidents().map { $0.hasPrefix("Given before its time: Codeine") } == [true])
  }

  @Test(arguments: [(-1, false), (0, true), (1, true), (2, false)])
  mutating func `before its medicine began, and after it ended`(day: Int, isWithin: Bool) {
    let today = paper.today
    let taken = medicine {
      $0[.startsOn] = today.adding(days: -1)
      $0[.endsOn] = today
    }
    paper.now = paper.now.adding(hours: 24 * (day - 1))
    #expect(dose(of: taken)?[.against] == (isWithin ? nil : "outside"))
    #expect(
      incidents().map { $0.hasPrefix("Given before it began or after it ended: Codeine") }
        == (isWithin ? [] : [true]))
  }

  @Test mutating func `of a paused medicine, but not where it was given before the pause`() {
    let (paused, due) = (medicine { $0[.state] = "paused" }, due)
    #expect(dose(of: paused, hoursAgo: 1)?[.against] == nil)
    #expect(incidents().isEmpty)
    let other = medicine { $0[.state] = "paused" }
    #expect(dose(of: other) { $0[.dueAt] = due }?[.against] == "paused")
    #expect(incidents().map { $0.hasPrefix("Given while it was paused: Codeine") } == [true])
  }

  @Test mutating func `in the time of a pause, also where it is entered after the medicine went on`() {
    let (taken, why) = (medicine(), ["reason": Value.text("Low pressure.")])
    #expect(paper.perform("medication.pause", taken, why) == nil)
    paper.now = paper.now.adding(hours: 24)
    #expect(paper.perform("medication.resume", taken, why) == nil)
    #expect(dose(of: taken, hoursAgo: 2)?[.against] == "paused")
    paper.now = paper.now.adding(hours: 24)
    #expect(dose(of: taken)?[.against] == nil)
  }

  @Test mutating func `MED-3: of somebody who is written as away, which is marked and no mistake`() {
    let (resident, now) = (resident, paper.now)
    paper.add("sign_outs") {
      $0[.residentID] = resident
      $0[.state] = "out"
      $0[.outAt] = now.adding(minutes: -30)
    }
    let (taken, due) = (whenNeeded(most: 9), due)
    // Before they went they were here.
    #expect(dose(of: taken, hoursAgo: 5)?[.against] == nil)
    #expect(dose(of: taken)?[.against] == "away")
    let planned = medicine()
    let refused = dose(of: planned) {
      $0[.dueAt] = due
      $0[.status] = "refused"
      $0[.note] = "Rang."
    }
    #expect(refused?[.against] == nil)
    #expect(incidents().isEmpty)
  }

  @Test(arguments: [("open", "away"), ("returned", nil)])
  mutating func `MED-3: of somebody who is missing, until they are back`(state: String, mark: String?) {
    let (resident, now) = (resident, paper.now)
    paper.add("missing_episodes") {
      $0[.residentID] = resident
      $0[.state] = state
      $0[.noticedAt] = now.adding(hours: -3)
      $0[.returnedAt] = state == "returned" ? now.adding(hours: -1) : nil
    }
    let taken = whenNeeded(most: 9)
    #expect(dose(of: taken)?[.against] == mark)
  }

  @Test(arguments: [(-1, "away"), (0, nil)])
  mutating func `MED-3: of somebody who is in hospital, from the day after they went`(
    days: Int, mark: String?
  ) {
    let (resident, bed, today, moved) = (
      resident, paper.add("beds"), paper.today, paper.now.adding(hours: -24 * 9)
    )
    paper.add("bed_assignments") {
      $0[.residentID] = resident
      $0[.bedID] = bed
      $0[.startsAt] = moved
    }
    paper.add("bed_closures") {
      $0[.bedID] = bed
      $0[.kind] = "hold_hospital"
      $0[.state] = "open"
      $0[.startsOn] = today.adding(days: days)
    }
    let taken = whenNeeded(most: 9)
    #expect(dose(of: taken)?[.against] == mark)
  }

  @Test(arguments: [(-5, "away"), (-1, nil)])
  mutating func `MED-3: a bed that was held for whoever had it before is no absence`(
    days: Int, mark: String?
  ) {
    let (resident, bed, today, now) = (resident, paper.add("beds"), paper.today, paper.now)
    paper.add("bed_assignments") {
      $0[.residentID] = resident
      $0[.bedID] = bed
      $0[.startsAt] = now.adding(hours: 24 * days)
    }
    paper.add("bed_closures") {
      $0[.bedID] = bed
      $0[.kind] = "hold_hospital"
      $0[.state] = "open"
      $0[.startsOn] = today.adding(days: -3)
    }
    let taken = whenNeeded(most: 9)
    #expect(dose(of: taken)?[.against] == mark)
  }

  @Test mutating func `its last dose, given after midnight, is within its days`() {
    let today = paper.today
    let taken = medicine {
      $0[.times] = ["23:00"]
      $0[.endsOn] = today
    }
    let due = due.adding(hours: 15)
    paper.now = due.adding(minutes: 80)
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == nil)
    #expect(incidents().isEmpty)
  }

  @Test mutating func `for a time that is not in its plan`() {
    let (taken, due) = (medicine(), due.adding(minutes: -30))
    writtenYesterday(taken)
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == "off_plan")
    #expect(incidents().map { $0.hasPrefix("Given at a time that is not in its plan: Codeine") } == [true])
    let pain = whenNeeded(most: 9)
    writtenYesterday(pain)
    #expect(dose(of: pain) { $0[.dueAt] = due }?[.against] == "off_plan")
  }

  private mutating func writtenYesterday(_ medicine: RecordID) {
    let moment = paper.now.adding(hours: -24)
    paper.records[medicine]?.stamp?.updatedAt = moment
  }

  @Test mutating func `a time before its plan was changed is no fault, nor one that a correction keeps`() {
    let (changed, due) = (medicine(), due.adding(minutes: -30))
    #expect(dose(of: changed) { $0[.dueAt] = due }?[.against] == nil)
    let taken = medicine()
    writtenYesterday(taken)
    let missed = dose(of: taken) {
      $0[.dueAt] = due
      $0[.status] = "missed"
      $0[.note] = "Asleep."
    }
    let corrected = dose(of: taken) {
      $0[.dueAt] = due
      $0[.correctsID] = missed?.id
      $0[.note] = "It was given."
    }
    #expect(corrected?[.against] == nil)
  }

  @Test mutating func `a second time beside the planned one`() {
    let (taken, due) = (medicine(), due)
    dose(of: taken) { $0[.dueAt] = due }
    #expect(dose(of: taken)?[.against] == "duplicate")
    // Of another time of the plan it is the first.
    #expect(dose(of: taken, hoursAgo: 24)?[.against] == nil)
    #expect(incidents().count == 1)
  }

  @Test mutating func `the planned one after one that was written down without a time`() {
    let (taken, due) = (medicine(), due)
    #expect(dose(of: taken)?[.against] == nil)
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == "duplicate")
    #expect(incidents().count == 1)
  }

  @Test mutating func `of a medicine that nobody confirmed, which is no mistake but told`() {
    let (taken, due) = (medicine { $0[.checkedBy] = nil }, due)
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == "unconfirmed")
    #expect(incidents().isEmpty)
    #expect(paper.notices.contains { $0.words.hasPrefix("is of a medicine that nobody has confirmed") })
  }

  /// Somebody who is on call for a house now.
  private mutating func onCall(for house: RecordID) -> RecordID {
    let (lead, now) = (paper.add("memberships"), paper.now)
    paper.add("shifts") {
      $0[.houseID] = house
      $0[.kind] = "on_call"
      $0[.state] = "running"
      $0[.startsAt] = now.adding(hours: -2)
      $0[.endsAt] = now.adding(hours: 6)
      $0[.leadBy] = lead
    }
    return lead
  }

  /// What was said to a member by name.
  private func told(_ member: RecordID) -> [String] {
    paper.notices.filter { $0.audience.contains(.member(member)) }.map(\.words)
  }

  @Test mutating func `MED-9 and MED-11: who is on call is told, and nobody who is on call elsewhere`() {
    let (house, other) = (house, paper.add("houses"))
    let (here, elsewhere) = (onCall(for: house), onCall(for: other))
    let (unconfirmed, due) = (medicine { $0[.checkedBy] = nil }, due)
    let controlled = medicine { $0[.isControlled] = true }
    dose(of: unconfirmed) { $0[.dueAt] = due }
    #expect(told(here) == ["is of a medicine that nobody has confirmed yet"])
    let given = dose(of: controlled) { $0[.dueAt] = due }
    #expect(given?[.against] == "alone")
    let words = "was given or destroyed although something spoke against it: look at it now"
    #expect(told(here).filter { $0 == words }.count == 1)
    // What it did is no news.
    dose(of: controlled) {
      $0[.dueAt] = due
      $0[.correctsID] = given?.id
      $0[.effect] = "Sleeps."
    }
    #expect(told(here).filter { $0 == words }.count == 1)
    #expect(told(elsewhere).isEmpty)
  }

  @Test(arguments: [(false, "alone"), (true, nil)])
  mutating func `a controlled one alone, but at night where one may sign`(isAllowed: Bool, mark: String?) {
    paper.records[house]?[.allowsSingleSignature] = isAllowed
    paper.records[house]?[.roundFromTime] = WallTime("22:00")
    paper.records[house]?[.roundToTime] = WallTime("09:00")
    paper.records[house]?[.roundIntervalMinutes] = 60
    let (taken, due, other) = (medicine { $0[.isControlled] = true }, due, second)
    let line = dose(of: taken) { $0[.dueAt] = due }
    #expect(line?[.against] == mark)
    #expect(isSingle(line))
    #expect(incidents().isEmpty == isAllowed)
    let witnessed = dose(of: taken, hoursAgo: 24) { $0[.witnessID] = other }
    #expect(witnessed?[.against] == nil)
    #expect(!isSingle(witnessed))
  }

  @Test mutating func `of several the worst is the mark, and one report says them all`() {
    let taken = medicine {
      $0[.isControlled] = true
      $0[.times] = ["08:00", "12:00"]
    }
    let due = due.adding(hours: 4)
    let line = dose(of: taken) {
      $0[.dueAt] = due
      $0[.against] = "early"
    }
    #expect(line?[.against] == "early")
    #expect(isSingle(line))
    #expect(incidents().count == 1)
    #expect(
      incidents().first?.hasPrefix("Given before its time, and without a second person: Codeine") == true)
    #expect(paper.all("incidents").map { $0[.severity] } == [3])
  }

  @Test mutating func `a controlled one that was destroyed with nobody beside`() {
    let taken = medicine { $0[.isControlled] = true }
    let destroyed = dose(of: taken) {
      $0[.status] = "destroyed"
      $0[.note] = "It fell into the sink."
    }
    #expect(destroyed?[.against] == "alone")
    #expect(incidents().map { $0.hasPrefix("Destroyed without a second person") } == [true])
  }

  @Test mutating func `what a dose did is added without a second report, and its mark stays`() {
    let taken = medicine { $0[.isControlled] = true }
    let first = dose(of: taken)
    let added = dose(of: taken) {
      $0[.correctsID] = first?.id
      $0[.effect] = "Sleeps."
    }
    #expect(added?[.against] == "alone")
    #expect(incidents().count == 1)
  }

  @Test mutating func `a corrected time that shows an unconfirmed one was early is reported then`() {
    let (taken, due) = (medicine { $0[.checkedBy] = nil }, due)
    let first = dose(of: taken) { $0[.dueAt] = due }
    let corrected = dose(of: taken, hoursAgo: 3) {
      $0[.dueAt] = due
      $0[.correctsID] = first?.id
      $0[.note] = "It was 05:25."
    }
    #expect(corrected?[.against] == "early")
    #expect(incidents().count == 1)
  }

  @Test mutating func `a corrected time that shows a dose was too soon is reported then`() {
    let pain = whenNeeded(most: 9)
    dose(of: pain, hoursAgo: 6)
    let first = dose(of: pain)
    #expect(first?[.against] == nil)
    let corrected = dose(of: pain, hoursAgo: 3) {
      $0[.correctsID] = first?.id
      $0[.note] = "It was 05:25."
    }
    #expect(corrected?[.against] == "too_soon")
    #expect(incidents().count == 1)
  }

  /// What was written on the one report afterwards.
  private func followUps() -> [String] {
    let report = paper.all("incidents").first?.id
    return paper.all("case_notes").filter { $0[.incidentID] == report && $0[.state] == "signed" }
      .compactMap { $0[.content] }
  }

  @Test mutating func `one that is taken back leaves its report, and a note there says so and why`() {
    let taken = medicine { $0[.isControlled] = true }
    let first = dose(of: taken)
    let reported = incidents()
    #expect(reported.count == 1)
    paper.now = paper.now.adding(minutes: 1)
    let moment = first?[.happenedAt]
    dose(of: taken) {
      $0[.correctsID] = first?.id
      $0[.status] = "entered_in_error"
      $0[.happenedAt] = moment
      $0[.note] = "The wrong person."
    }
    #expect(incidents() == reported)
    #expect(
      followUps() == [
        "The line about Codeine of 08:25 was taken back as written by mistake. Reason: The wrong person."
      ])
    #expect(paper.all("case_notes").first?[.authorID] == night)
  }

  @Test(arguments: [(1, false, 0), (10, false, 1), (1, true, 1)])
  mutating func
    `MED-7: a line that was written by mistake begins a report, but where it is taken back at once`(
      minutes: Int, isOther: Bool, drafts: Int
    )
  {
    let (taken, due, second) = (medicine(), due, second)
    let first = dose(of: taken) { $0[.dueAt] = due }
    paper.now = paper.now.adding(minutes: minutes)
    if isOther { paper.actor = second }
    dose(of: taken) {
      $0[.dueAt] = due
      $0[.correctsID] = first?.id
      $0[.status] = "entered_in_error"
      $0[.note] = "The wrong person."
    }
    let found = paper.all("incidents").filter { $0[.state] == "draft" }
    #expect(found.count == drafts)
    #expect(found.allSatisfy { $0[.medicationError] == "recording" })
    #expect(found.allSatisfy { $0[.narrative]?.hasSuffix("Reason: The wrong person.") == true })
  }

  @Test mutating func `what a dose did is no note on its report, and a corrected status is`() {
    let taken = medicine { $0[.isControlled] = true }
    let first = dose(of: taken)
    let moment = first?[.happenedAt]
    let added = dose(of: taken) {
      $0[.correctsID] = first?.id
      $0[.happenedAt] = moment
      $0[.effect] = "Sleeps."
    }
    #expect(followUps().isEmpty)
    dose(of: taken) {
      $0[.correctsID] = added?.id
      $0[.status] = "refused"
      $0[.happenedAt] = moment
      $0[.note] = "Spat it out."
    }
    #expect(
      followUps() == [
        "The line about Codeine of 08:25 was corrected and now says: Refused. Reason: Spat it out."
      ])
  }

  // MARK: On somebody's word

  /// The night worker's course in medicines, which ran out so many days ago.
  private mutating func course(endedDaysAgo days: Int) {
    let (night, today) = (night, paper.today)
    let person = paper.add("staff_members")
    let course = paper.add("training_courses") {
      $0[.topic] = "medication"
      $0[.kind] = "role_specific"
      $0[.isActive] = true
    }
    paper.records[night]?[.staffMemberID] = person
    paper.add("training_records") {
      $0[.staffMemberID] = person
      $0[.trainingCourseID] = course
      $0[.state] = "completed"
      $0[.expiresOn] = today.adding(days: -days)
    }
  }

  @Test(arguments: [(1, true), (0, false), (-30, false)])
  mutating func `MED-3: given without current competence, it is marked and reported`(
    days: Int, isMarked: Bool
  ) {
    course(endedDaysAgo: days)
    let (taken, due) = (medicine(), due)
    let line = dose(of: taken) { $0[.dueAt] = due }
    #expect(line?[.against] == (isMarked ? "competence" : nil))
    #expect(
      incidents().map { $0.hasPrefix("Given without current competence: Codeine") }
        == (isMarked ? [true] : []))
  }

  @Test mutating func `MED-3: on-call authorises it by name, which is shown and no mistake`() {
    course(endedDaysAgo: 1)
    let (taken, due) = (medicine(), due)
    let line = dose(of: taken) {
      $0[.dueAt] = due
      $0[.reasonCode] = "on_word"
      $0[.note] = "Authorised by B. Osei, on-call"
    }
    #expect(line?[.against] == "competence")
    #expect(incidents().isEmpty)
  }

  @Test mutating func `MED-3: somebody else's course, or none kept, holds nobody back`() {
    let (taken, due) = (medicine(), due)
    paper.add("training_courses") {
      $0[.topic] = "fire"
      $0[.isActive] = true
    }
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == nil)
  }

  /// A substitute for opioids that was last taken so many days ago.
  private mutating func substitute(takenDaysAgo days: Int) -> RecordID {
    let taken = medicine {
      $0[.isMat] = true
      $0[.startsOn] = Day(number: 20_000)
    }
    let written = paper.now.adding(hours: -24 * days - 1)
    paper.records[taken]?.stamp?.createdAt = written
    dose(of: taken, hoursAgo: 24 * days)
    return taken
  }

  @Test(arguments: [(1, false), (3, false), (4, true), (10, true)])
  mutating func `MED-10: opioid substitution missed three days running is held, and marked where given`(
    days: Int, isHeld: Bool
  ) {
    let (taken, due, resident, night) = (substitute(takenDaysAgo: days), due, resident, night)
    let now = paper.now
    let plan = paper.new("medication_events") {
      $0[.medicationID] = taken
      $0[.residentID] = resident
      $0[.status] = "given"
      $0[.dueAt] = due
      $0[.happenedAt] = now
      $0[.givenBy] = night
    }
    let words = "\(days - 1) days missed. Tolerance may be lost: ring the prescriber before giving any."
    #expect(paper.violations(in: plan) == (isHeld ? [words] : []))
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == (isHeld ? "lapsed" : nil))
    #expect(incidents().map { $0.hasPrefix("Given after days of it were missed") } == (isHeld ? [true] : []))
  }

  /// What became of the dose on the three days before: away on all, or not on the last.
  @Test(arguments: [true, false])
  mutating func `MED-10: days away ask whether it was taken there, and are marked without a report`(
    isAway: Bool
  ) {
    let (taken, due, resident, night) = (substitute(takenDaysAgo: 4), due, resident, night)
    for day in 1...3 {
      dose(of: taken, hoursAgo: 24 * day) {
        $0[.status] = isAway || day > 1 ? "away" : "missed"
        $0[.note] = "on a pass"
      }
    }
    let reported = incidents().count
    let now = paper.now
    let plan = paper.new("medication_events") {
      $0[.medicationID] = taken
      $0[.residentID] = resident
      $0[.status] = "given"
      $0[.dueAt] = due
      $0[.happenedAt] = now
      $0[.givenBy] = night
    }
    let away = "Away 3 days: ask whether it was taken there before giving any."
    let missed = "3 days missed. Tolerance may be lost: ring the prescriber before giving any."
    #expect(paper.violations(in: plan) == [isAway ? away : missed])
    #expect(dose(of: taken) { $0[.dueAt] = due }?[.against] == "lapsed")
    #expect(incidents().count == reported + (isAway ? 0 : 1))
  }

  @Test mutating func `MED-10: it goes on with the prescriber's name and word, and one dose ends the row`() {
    let (taken, due) = (substitute(takenDaysAgo: 6), due)
    let line = dose(of: taken) {
      $0[.dueAt] = due
      $0[.reasonCode] = "on_word"
      $0[.note] = "Authorised by Dr Khan: start again at half"
    }
    #expect(line?[.against] == "lapsed")
    #expect(incidents().isEmpty)
    paper.now = paper.now.adding(hours: 24)
    #expect(dose(of: taken) { $0[.dueAt] = due.adding(hours: 24) }?[.against] == nil)
  }

  @Test mutating func `MED-4: who goes on against an allergy says who decided; it is marked and reported`() {
    let resident = resident
    paper.add("health_conditions") {
      $0[.residentID] = resident
      $0[.kind] = "allergy"
      $0[.name] = "Opioids"
    }
    let (taken, due) = (medicine(), due)
    let line = dose(of: taken) {
      $0[.dueAt] = due
      $0[.reasonCode] = "on_word"
      $0[.note] = "Authorised by R. Mensah and Dr Khan: had it for years"
    }
    #expect(line?[.against] == "allergy")
    #expect(incidents().map { $0.contains("R. Mensah and Dr Khan: had it for years") } == [true])
  }
}
