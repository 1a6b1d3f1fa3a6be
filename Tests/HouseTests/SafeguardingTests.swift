import House
import Records
import Testing

@Suite struct SafeguardingTests {
  private var paper = PaperHouse()
  private let night: RecordID
  private let leader: RecordID
  private let house: RecordID
  private let resident: RecordID

  init() {
    night = paper.add("memberships")
    leader = paper.add("memberships")
    house = paper.add("houses")
    let born = paper.today.adding(months: -40 * 12)
    resident = paper.add("residents") { $0[.bornOn] = born }
    paper.actor = night
  }

  private mutating func becomeChild() {
    let born = paper.today.adding(months: -16 * 12)
    paper.records[resident]?[.bornOn] = born
  }

  @Test mutating func `NTF-1 and NTF-2: a notice is sent with proof, or not needed with a reason`() {
    let sent = paper.add("regulator_notifications")
    #expect(paper.perform("duty.require", sent, ["due_at": paper.now.value]) == nil)
    var answers: [String: Value] = ["sent_at": paper.now.value, "sent_method": .text("email")]
    #expect(
      paper.perform("duty.send", sent, answers) == "Add the body's reference or the proof of sending.")
    answers["external_reference"] = .text("CQC-88")
    #expect(paper.perform("duty.send", sent, answers) == nil)
    #expect(paper[sent][.sentBy] == night)
    let other = paper.add("regulator_notifications")
    #expect(paper.perform("duty.waive", other) != nil)
    #expect(paper.perform("duty.waive", other, ["not_required_reason": .text("No injury.")]) == nil)
    #expect(
      paper.words("regulator_notifications") { $0[.state] = "not_required" } == [
        "Say why this need not be reported."
      ])
  }

  @Test mutating func `SOD-04: who required a notice does not say that it is not needed, another does`() {
    let notice = paper.add("regulator_notifications")
    #expect(paper.perform("duty.require", notice, ["due_at": paper.now.value]) == nil)
    let waiver: [String: Value] = ["not_required_reason": .text("No injury.")]
    #expect(paper.perform("duty.waive", notice, waiver)?.hasPrefix("You required this") == true)
    paper.actor = leader
    #expect(paper.perform("duty.waive", notice, waiver) == nil)
    #expect(paper[notice][.state] == "not_required" && paper[notice][.decidedBy] == leader)
  }

  private mutating func referral() -> RecordID {
    let resident = resident
    let agency = paper.add("agencies") { $0[.name] = "Elm Clinic" }
    return paper.add("referrals") {
      $0[.residentID] = resident
      $0[.agencyID] = agency
      $0[.service] = "Talking therapy"
      $0[.reason] = "Asked for it."
    }
  }

  @Test mutating func `REF-2: without consent a referral leaves on a ground that a manager names`() {
    let referral = referral()
    var answers: [String: Value] = ["method": .text("email"), "sent_at": paper.now.value]
    #expect(
      paper.perform("referral.send", referral, answers)
        == "There is no consent to share with Elm Clinic. Record one, or the ground for sharing without.")
    answers["lawful_basis"] = .text("vital_interests")
    paper.role = .worker
    #expect(paper.perform("referral.send", referral, answers)?.hasPrefix("Without consent a manager") == true)
    paper.role = .manager
    #expect(paper.perform("referral.send", referral, answers) == nil)
    #expect(paper[referral][.state] == "sent")
  }

  @Test mutating func `a referral that is sent leaves a disclosure with its ground`() throws {
    paper.role = .manager
    let referral = referral()
    var answers: [String: Value] = ["method": .text("phone"), "sent_at": paper.now.value]
    answers["lawful_basis"] = .text("consent")
    let refusal = paper.perform("referral.send", referral, answers)
    #expect(refusal?.hasPrefix("There is no consent to share with Elm Clinic.") == true)
    answers["lawful_basis"] = .text("vital_interests")
    #expect(paper.perform("referral.send", referral, answers) == nil)
    let all = paper.all("consent_disclosures")
    let told = try #require(all.first)
    #expect(all.count == 1)
    #expect(told[.referralID] == referral)
    #expect(told[.residentID] == resident)
    #expect(told[.recipientName] == "Elm Clinic")
    #expect(told[.recipientAgencyID] == paper[referral][.agencyID])
    #expect(told[.lawfulBasis] == "vital_interests")
    #expect(told[.method] == "spoken")
    #expect(told[.disclosedBy] == night)
    #expect(told[.isAccountable] == true)
  }

  @Test mutating func `a referral with consent is told of on that consent`() throws {
    let referral = referral()
    let (resident, today) = (resident, paper.today)
    let consent = paper.add("consents") {
      $0[.residentID] = resident
      $0[.state] = "valid"
      $0[.startsOn] = today
      $0[.purpose] = "treatment"
      $0[.lawfulBasis] = "special_explicit_consent"
    }
    paper.records[referral]?[.consentID] = consent
    let answers: [String: Value] = ["method": .text("email"), "sent_at": paper.now.value]
    #expect(paper.perform("referral.send", referral, answers) == nil)
    let told = try #require(paper.all("consent_disclosures").first)
    #expect(told[.consentID] == consent)
    #expect(told[.lawfulBasis] == "special_explicit_consent")
    #expect(told[.purpose] == "treatment")
    #expect(told[.isAccountable] == false)
  }

  @Test mutating func `a referral out of a Part 2 file waits for its disclosure, which is not written twice`()
  {
    paper.role = .manager
    let referral = referral()
    paper.records[resident]?[.isPart2] = true
    let answers: [String: Value] = [
      "method": .text("email"), "sent_at": paper.now.value, "lawful_basis": .text("legal_obligation"),
    ]
    #expect(
      paper.perform("referral.send", referral, answers)
        == "This is a Part 2 file. Write down the disclosure of this referral with its notice first.")
    paper.add("consent_disclosures") { $0[.referralID] = referral }
    #expect(paper.perform("referral.send", referral, answers) == nil)
    #expect(paper.all("consent_disclosures").count == 1)
  }

  @Test(arguments: [
    ("emergency", "2026-11-20"), ("urgent", "2026-11-23"), ("soon", "2026-11-27"), ("routine", "2026-12-04"),
  ])
  mutating func `an answer to a referral is due by its urgency, weekends not counted`(
    urgency: String, day: String
  ) {
    paper.role = .manager
    let referral = referral()
    paper.records[referral]?[.urgency] = urgency
    let answers: [String: Value] = [
      "method": .text("email"), "sent_at": paper.now.value, "lawful_basis": .text("legal_obligation"),
    ]
    #expect(paper.perform("referral.send", referral, answers) == nil)
    #expect(paper[referral][.responseDueOn] == Day(day))
  }

  @Test mutating func `an agency has a name of its own and stays while referrals to it are open`() {
    let referral = referral()
    let agency = paper[referral][.agencyID] ?? .zero
    #expect(
      paper.words("agencies") { $0[.name] = "elm  CLINIC" } == [
        "There is already an agency called Elm Clinic."
      ])
    var retired = paper[agency]
    retired[.isActive] = false
    #expect(
      paper.violations(in: retired, before: paper[agency]) == ["One referral to this agency is open."])
  }

  private mutating func missing() -> RecordID {
    paper.actor = night
    let (house, resident, moment) = (house, resident, paper.now.adding(hours: -1))
    return paper.add("missing_episodes") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.riskLevel] = "medium"
      $0[.lastSeenAt] = moment
    }
  }

  private func report(_ reference: String) -> [String: Value] {
    [
      "risk_level": .text("high"), "note": .text("Cold, no coat."), "police_reported_at": paper.now.value,
      "police_reference": .text(reference),
    ]
  }

  @Test(arguments: [("low", 4), ("medium", 1), ("high", 0), ("critical", 0)])
  mutating func `MIS-1: the police are told within the hours of the risk`(level: String, hours: Int) {
    let episode = missing()
    paper.records[episode]?[.riskLevel] = level
    let notices = paper[episode].type.announces(paper[episode], paper.book([]))
    #expect(notices.map(\.dueAt) == [paper.now.adding(hours: hours)])
    #expect(notices.allSatisfy { $0.priority == "urgent" })
  }

  @Test
  mutating func `MIS-1: who is missing has an incident in the same transaction, who is late has none yet`()
    throws
  {
    let episode = missing()
    let consequence = try #require(RecordType.missingEpisodes.consequences.first)
    let made = consequence.changes(paper[episode], paper.book([]))
    #expect(made.map(\.type.id) == ["incidents", "missing_episodes"])
    #expect(made[0][.state] == "submitted" && made[0][.kind] == "missing")
    #expect(made[1][.incidentID] == made[0].id)
    paper.records[episode]?[.kind] = "absent"
    #expect(consequence.changes(paper[episode], paper.book([])).count == 1)
    paper.records[episode]?[.state] = "reported"
    #expect(consequence.changes(paper[episode], paper.book([])).count == 2)
  }

  @Test mutating func `MIS-5: an episode is closed once those who were told know of the return`() {
    let episode = missing()
    #expect(paper.perform("missing.add-step", episode, ["step": .text("on_call")]) == nil)
    paper.records[episode]?[.state] = "returned"
    paper.records[episode]?[.returnedAt] = paper.now
    let answers: [String: Value] = ["lessons": .text("Ask sooner.")]
    #expect(
      paper.perform("missing.close", episode, answers)
        == "One of those told has not been told of the return.")
    #expect(paper.perform("missing.add-step", episode, ["step": .text("told_on_call")]) == nil)
    #expect(paper.perform("missing.close", episode, answers) == nil)
  }

  @Test(arguments: ["missing.return", "missing.find-elsewhere"])
  mutating func `SOD-03: who wrote down the return does not close the episode, another does`(event: String) {
    let (episode, night) = (missing(), night)
    paper.records[episode]?[.state] = "returned"
    paper.records[episode]?[.returnedAt] = paper.now
    paper.add("audit_log") {
      $0[.subjectID] = episode
      $0[.subjectType] = "missing_episodes"
      $0[.event] = event
      $0[.actorID] = night
    }
    let answers: [String: Value] = ["lessons": .text("Ask sooner.")]
    #expect(
      paper.perform("missing.close", episode, answers)
        == "You wrote down the return, so someone else must close it.")
    paper.actor = leader
    #expect(paper.perform("missing.close", episode, answers) == nil)
  }

  @Test mutating func `MIS-2: a report has the police reference, or who declined it`() {
    let episode = missing()
    var answers = report("")
    #expect(
      paper.perform("missing.report", episode, answers)
        == "Give the police reference, or who declined it and when.")
    answers["reason"] = .text("PC 88, 21:40")
    #expect(paper.perform("missing.report", episode, answers) == nil)
    #expect(paper.all("regulator_notifications").isEmpty)
    let unseen = missing()
    paper.records[unseen]?[.lastSeenAt] = nil
    #expect(paper.perform("missing.report", unseen, report("P-1")) == nil)
    // A call is never held up by it: the record says that nobody wrote it down.
    #expect(paper.records[unseen]?[.circumstances]?.hasSuffix("Not known when they were last seen.") == true)
  }

  @Test
  mutating func `MIS-7: a missing child is notified, and closed after a return interview or its refusal`() {
    becomeChild()
    let episode = missing()
    #expect(paper.perform("missing.report", episode, report("P-2")) == nil)
    #expect(
      paper.all("regulator_notifications").map { $0[.regulator] } == ["accommodating_authority"])
    let back: [String: Value] = [
      "returned_at": paper.now.value, "finder": .text("police"), "condition_on_return": .text("Cold."),
      "harm_disclosed": .flag(false),
    ]
    #expect(paper.perform("missing.return", episode, back) == nil)
    paper.actor = leader
    let lessons: [String: Value] = ["lessons": .text("He goes to the weir.")]
    let words = "Hold the return interview or record that it was declined."
    #expect(
      paper.perform("missing.close", episode, lessons)
        == "One of those told has not been told of the return.")
    #expect(paper.perform("missing.add-step", episode, ["step": .text("told_police")]) == nil)
    #expect(paper.perform("missing.close", episode, lessons) == words)
    #expect(
      paper.perform("missing.offer-interview", episode, ["interview_offered_at": paper.now.value]) == nil)
    #expect(paper.perform("missing.interview", episode, ["interview_declined": .flag(false)]) != nil)
    #expect(paper.perform("missing.interview", episode, ["interview_declined": .flag(true)]) == nil)
    #expect(paper.perform("missing.close", episode, lessons) == nil)
  }

  /// The answers of an interview that somebody held just now.
  private func interview(by name: String) -> [String: Value] {
    [
      "interview_declined": .flag(false), "interviewer": .text(name),
      "interview_held_at": paper.now.value, "interview_findings": .text("Went to the weir."),
    ]
  }

  @Test(arguments: ["lee  lead", "Kim Ray"])
  mutating func `SOD-21: a missing child is not interviewed by who works at the house`(name: String) {
    becomeChild()
    let (house, leader, episode) = (house, leader, missing())
    paper.records[leader]?[.shortName] = "Lee Lead"
    paper.add("role_assignments") {
      $0[.membershipID] = leader
      $0[.houseID] = house
    }
    let kim = paper.add("staff_members") {
      $0[.givenName] = "Kim"
      $0[.familyName] = "Ray"
    }
    paper.add("house_staff") {
      $0[.staffMemberID] = kim
      $0[.houseID] = house
    }
    paper.records[episode]?[.state] = "interview_due"
    #expect(
      paper.perform("missing.interview", episode, interview(by: name))
        == "The interviewer works at this house; the return interview must be independent.")
    #expect(paper.perform("missing.interview", episode, interview(by: "Ola Free")) == nil)
    // An adult is free to talk with whom they know.
    let grownUp = paper.today.adding(months: -40 * 12)
    paper.records[resident]?[.bornOn] = grownUp
    #expect(paper.perform("missing.interview", episode, interview(by: name)) == nil)
  }

  @Test mutating func `MIS-4: who reported it does not say that nobody was missing`() {
    let episode = missing()
    let where_: [String: Value] = ["reason": .text("In the garden.")]
    #expect(paper.perform("missing.was-not", episode, where_)?.hasPrefix("You reported this") == true)
    paper.actor = leader
    #expect(paper.perform("missing.was-not", episode, where_) == nil)
  }

  @Test mutating func `the interview is due by the hours of the house, and a return is after last seen`()
    throws
  {
    let episode = missing()
    paper.records[house]?[.returnInterviewHours] = 48
    let now = paper.now
    paper.records[episode]?[.returnedAt] = now
    let due = try #require(paper[episode].type.field("interview_due_at")?.derivation)
    let value = due.value(paper[episode], paper.book(due.reads(paper[episode])))
    #expect(value == paper.now.adding(hours: 48).value)
    let early = paper.now.adding(hours: -3)
    paper.records[episode]?[.returnedAt] = early
    #expect(
      paper.violations(in: paper[episode]) == ["The return is before the person was last seen."])
  }

  @Test mutating func `steps of a search are added one after the other`() throws {
    let episode = missing()
    for result in ["No \"answer\".", "Not there."] {
      let step: [String: Value] = ["step": .text("called"), "result": .text(result)]
      #expect(paper.perform("missing.add-step", episode, step) == nil)
    }
    let log = try JSON5Node(reading: #require(paper[episode][.searchLog]))
    #expect(log.list?.compactMap { $0["result"]?.text } == ["No \"answer\".", "Not there."])
  }
}
