import House
import Records
import Testing

@Suite struct ConcernTests {
  private var paper = PaperHouse()
  private let night: RecordID
  private let leader: RecordID
  private let lead: RecordID
  private let house: RecordID
  private let resident: RecordID

  init() {
    night = paper.add("memberships")
    leader = paper.add("memberships")
    lead = paper.add("memberships")
    house = paper.add("houses") { $0[.regulator] = "cqc" }
    let born = paper.today.adding(months: -40 * 12)
    resident = paper.add("residents") { $0[.bornOn] = born }
    paper.actor = night
  }

  private mutating func becomeChild() {
    let born = paper.today.adding(months: -16 * 12)
    paper.records[resident]?[.bornOn] = born
  }

  private mutating func concern(_ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    paper.actor = night
    let (house, resident) = (house, resident)
    return paper.add("safeguarding_concerns") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.pathway] = "adult"
      $0[.abuseKinds] = ["financial"]
      $0[.whatHappened] = "Her bank card was with her nephew."
      $0[.immediateSafety] = "Card blocked with her."
      fill(&$0)
    }
  }

  private var screening: [String: Value] {
    [
      "person_voice": .text("I want it back."), "care_needs": .text("yes"), "at_risk": .text("yes"),
      "cannot_protect_self": .text("not_known"), "lead_by": lead.value, "reason": .text("Refer."),
    ]
  }

  private mutating func screened() -> RecordID {
    let concern = concern()
    (paper.actor, paper.role) = (lead, .safeguarding)
    #expect(paper.perform("concern.screen", concern, screening) == nil)
    return concern
  }

  private mutating func referred(acknowledgeHours: Int?) -> RecordID {
    let agency = paper.add("agencies") { $0[.acknowledgeHours] = acknowledgeHours }
    let concern = screened()
    let answers: [String: Value] = [
      "referred_agency_id": agency.value, "referral_method": .text("phone"), "referred_at": paper.now.value,
    ]
    #expect(paper.perform("concern.refer", concern, answers) == nil)
    return concern
  }

  @Test mutating func `SGC-3: an adult's concern is screened with the three questions and their words`() {
    let concern = concern()
    (paper.actor, paper.role) = (lead, .safeguarding)
    var answers = screening
    answers["at_risk"] = nil
    #expect(paper.perform("concern.screen", concern, answers) == "Is harmed or at risk of it is needed.")
    answers["person_voice"] = nil
    #expect(paper.perform("concern.screen", concern, answers) != nil)
    #expect(paper.perform("concern.screen", concern, screening) == nil)
    #expect(paper.notices.contains { $0.audience == [.member(night)] })
  }

  @Test
  mutating func `SGC-3: the questions of the Care Act that are open are named, and the first is gone to`()
    throws
  {
    let concern = concern()
    (paper.actor, paper.role) = (lead, .safeguarding)
    let screen = try #require(paper[concern].type.action("concern.screen"))
    let (subject, whole) = (paper[concern], screening)
    let asked = paper.book(screen.queries(for: subject, answers: whole))
    func reason(without names: [String]) -> Reason? {
      var book = asked
      book.answers = whole.filter { !names.contains($0.key) }
      book.isDeciding = true
      return screen.whyNot(subject, book)
    }
    #expect(reason(without: []) == nil)
    let two = try #require(reason(without: ["at_risk", "cannot_protect_self"]))
    #expect(
      two.words
        == "Answer this first, for the Care Act asks it: Is harmed or at risk of it; Because of the needs cannot protect themselves."
    )
    #expect(two.field == "at_risk")
  }

  @Test(arguments: [("adult", true), ("child", false)])
  mutating func `SGC-3: the questions of the Care Act are marked as needed, and asked of an adult alone`(
    pathway: String, isAsked: Bool
  ) throws {
    let concern = concern { $0[.pathway] = pathway }
    let screen = try #require(paper[concern].type.action("concern.screen"))
    for name in ["care_needs", "at_risk", "cannot_protect_self"] {
      let question = try #require(screen.asks.first { $0.name == name })
      #expect(question.isRequired && question.arises(paper[concern], lead) == isAsked)
    }
    #expect(screen.recalls.contains("authority_reference"))
  }

  @Test mutating func `SGC-3: who raised it screens it only where nobody else is safeguarding lead`() {
    let concern = concern { [lead] in $0[.raisedBy] = lead }
    let role = paper.add("roles") { $0[.code] = "SGL" }
    let today = paper.today
    func make(_ member: RecordID) {
      paper.add("role_assignments") {
        $0[.membershipID] = member
        $0[.roleID] = role
        $0[.startsOn] = today
      }
    }
    make(lead)
    (paper.actor, paper.role) = (lead, .safeguarding)
    #expect(paper.refusal("concern.screen", concern) == nil)
    make(leader)
    #expect(paper.refusal("concern.screen", concern)?.hasPrefix("You raised this") == true)
  }

  @Test(arguments: [(nil, 24), (4, 4)])
  mutating func `SGC-4: an answer is awaited by the authority's own clock`(own: Int?, hours: Int) {
    let concern = referred(acknowledgeHours: own)
    #expect(paper[concern][.acknowledgeDueAt] == paper.now.adding(hours: hours))
    #expect(paper[concern][.signedBy] == lead || paper[concern][.referredBy] == lead)
  }

  @Test(arguments: [("adult", nil, true), ("staff_allegation", nil, false), ("adult", "staff", false)])
  mutating func `SGC-1: who is on call hears of it, but where it may be about them`(
    pathway: String, source: String?, isTold: Bool
  ) {
    let (house, resident, onCall, manager) = (house, resident, paper.add("memberships"), leader)
    let (begins, ends) = (paper.now.adding(hours: -2), paper.now.adding(hours: 6))
    for (house, lead) in [(house, onCall), (paper.add("houses"), manager)] {
      paper.add("shifts") {
        $0[.houseID] = house
        $0[.kind] = "on_call"
        $0[.state] = "planned"
        $0[.startsAt] = begins
        $0[.endsAt] = ends
        $0[.leadBy] = lead
      }
    }
    let moment = paper.now
    #expect(
      paper.save("safeguarding_concerns") {
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.pathway] = pathway
        $0[.allegedSourceKind] = source
        $0[.abuseKinds] = ["financial"]
        $0[.raisedAt] = moment
        $0[.whatHappened] = "Her bank card was with her nephew."
        $0[.immediateSafety] = "Card blocked with her."
      } == nil)
    let told = paper.notices.filter { $0.words.hasPrefix("was raised") }.flatMap(\.audience)
    #expect(told == [.role(.safeguarding, house: nil)] + (isTold ? [.member(onCall)] : []))
  }

  @Test mutating func `SGC-1: where no shift on call is planned the team on call is told`() {
    let (house, resident, team, gone) = (house, resident, leader, paper.add("memberships"))
    let now = paper.now
    // Their shift lasted when it happened, and is over now.
    paper.add("shifts") {
      $0[.houseID] = house
      $0[.kind] = "on_call"
      $0[.state] = "planned"
      $0[.startsAt] = now.adding(hours: -30)
      $0[.endsAt] = now.adding(hours: -20)
      $0[.leadBy] = gone
    }
    paper.add("crisis_teams") {
      $0[.kind] = "on_call"
      $0[.leadBy] = team
    }
    #expect(
      paper.save("safeguarding_concerns") {
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.pathway] = "adult"
        $0[.raisedAt] = now.adding(hours: -24)
      } == nil)
    let told = paper.notices.flatMap(\.audience)
    #expect(told.contains(.member(team)) && !told.contains(.member(gone)))
  }

  @Test mutating func `SGC-11: the shift is told what to do, and nothing of the concern`() throws {
    let concern = screened()
    let name = "SGC-2026-0001"
    paper.records[concern]?[.reference] = name
    let until = paper.today.adding(days: 4)
    var answers: [String: Value] = ["message": .text("See \(name)."), "review_on": .day(until)]
    #expect(
      paper.perform("concern.tell-shift", concern, answers)?.hasPrefix("Leave the reference out") == true)
    answers["message"] = .text("No visit by family without one of us in the room.")
    answers["review_on"] = .day(paper.today.adding(months: 7))
    #expect(
      paper.perform("concern.tell-shift", concern, answers)
        == "A flag of this level is reviewed within 6 months.")
    answers["review_on"] = .day(until)
    #expect(paper.perform("concern.tell-shift", concern, answers) == nil)
    let flag = try #require(paper.all("flags").first)
    #expect(flag[.state] == "active")
    #expect(flag[.message] == "Asked of the shift: No visit by family without one of us in the room.")
    #expect(flag[.reviewOn] == until)
    #expect(!flag.values.contains(concern.value))
    (paper.actor, paper.role) = (night, .night)
    #expect(
      paper.refusal("concern.tell-shift", concern) == "Only who leads this concern can do that.")
  }

  @Test mutating func `SGC-4: a referral against the person's word has a ground`() {
    let concern = screened()
    paper.records[concern]?[.consentToRefer] = "refused"
    let words = "The person did not agree. Say which ground allows the referral."
    var answers: [String: Value] = [
      "referred_agency_id": paper.newID().value, "referral_method": .text("phone"),
      "referred_at": paper.now.value,
    ]
    #expect(paper.perform("concern.refer", concern, answers) == words)
    answers["override_reason"] = .text("crime")
    #expect(paper.perform("concern.refer", concern, answers) == nil)
    var stripped = paper[concern]
    stripped[.overrideReason] = "none"
    #expect(paper.violations(in: stripped) == [words])
  }

  @Test mutating func `SGC-5: a decision not to act needs a reason and a second signature`() {
    let concern = screened()
    #expect(paper.perform("concern.no-action", concern) != nil)
    #expect(paper.perform("concern.no-action", concern, ["reason": .text("He gave it back.")]) == nil)
    let close: [String: Value] = ["person_view_of_outcome": .text("Glad.")]
    #expect(
      paper.perform("concern.close", concern, close)
        == "A decision not to act needs a reason and a second signature.")
    #expect(paper.refusal("concern.sign-off", concern)?.hasPrefix("You requested this") == true)
    let round = paper.all("approvals").first
    #expect(round?[.houseID] == nil && round?[.residentID] == nil)
    paper.actor = leader
    #expect(paper.perform("concern.sign-off", concern) == nil)
    #expect(paper.perform("concern.close", concern, close) == nil)
    #expect(paper[concern][.signoff] == "signed_off" && paper[concern][.signedAt] != nil)
  }

  @Test mutating func `a second person who does not agree sends a decision not to act back, with why`() {
    let concern = screened()
    #expect(paper.perform("concern.no-action", concern, ["reason": .text("He gave it back.")]) == nil)
    let why: [String: Value] = ["comment": .text("Nobody has asked her.")]
    #expect(paper.refusal("concern.send-back", concern)?.hasPrefix("You requested this") == true)
    paper.actor = leader
    #expect(paper.perform("concern.send-back", concern, why) == nil)
    #expect(paper[concern][.state] == "screened" && paper[concern][.signoff] == "not_requested")
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected"])
    #expect(paper.all("approvals").first?[.comment] == "Nobody has asked her.")
  }

  @Test(arguments: [true, false])
  mutating func `a decision not to act that is sent back or taken back leaves a concern with the authority`(
    isSentBack: Bool
  ) throws {
    let concern = referred(acknowledgeHours: nil)
    let told: [String: Value] = ["acknowledged_at": paper.now.value, "authority_reference": .text("A-7")]
    #expect(paper.perform("concern.acknowledge", concern, told) == nil)
    #expect(paper.perform("concern.no-action", concern, ["reason": .text("They closed it.")]) == nil)
    let round = try #require(paper.all("approvals").first?.id)
    if isSentBack {
      paper.actor = leader
      #expect(paper.perform("concern.send-back", concern, ["comment": .text("Ask them why.")]) == nil)
    } else {
      #expect(paper.perform("approval.withdraw", round) == nil)
    }
    #expect(paper[concern][.state] == "acknowledged" && paper[concern][.decision] == "pending")
    #expect(paper[concern][.signoff] == "not_requested")
  }

  @Test mutating func `what was acknowledged before a concern was reopened is not gone back to`() {
    let concern = screened()
    let now = paper.now
    paper.records[concern]?[.acknowledgedAt] = now
    paper.records[concern]?[.signedAt] = now.adding(hours: 1)
    #expect(paper.perform("concern.no-action", concern, ["reason": .text("He gave it back.")]) == nil)
    paper.actor = leader
    #expect(paper.perform("concern.send-back", concern, ["comment": .text("Ask her.")]) == nil)
    #expect(paper[concern][.state] == "screened")
  }

  @Test mutating func `SGC-6 to SGC-9: a concern goes its way with its lead and is closed with an outcome`() {
    let concern = referred(acknowledgeHours: nil)
    let told: [String: Value] = ["acknowledged_at": paper.now.value, "authority_reference": .text("A-7")]
    (paper.actor, paper.role) = (night, .worker)
    #expect(
      paper.perform("concern.acknowledge", concern, told) == "Only who leads this concern can do that.")
    (paper.actor, paper.role) = (lead, .manager)
    #expect(paper.perform("concern.acknowledge", concern, told) == nil)
    #expect(paper.perform("concern.enquire", concern, ["decision": .text("section_42")]) == nil)
    let plan: [String: Value] = [
      "protection_plan": .text("Own card only."), "lead_by": lead.value,
      "review_on": paper.today.adding(days: 28).value,
    ]
    #expect(paper.perform("concern.plan", concern, plan) == nil)
    let review: [String: Value] = ["protection_plan": .text("Kept to."), "reason": .text("It works.")]
    #expect(paper.perform("concern.review", concern, review) == nil)
    let task = paper.add("action_assignments") { $0[.concernID] = concern }
    var close: [String: Value] = ["person_view_of_outcome": .text("Safe now.")]
    #expect(paper.perform("concern.close", concern, close) == "One linked action is open.")
    paper.records[task]?[.state] = "approved"
    let duty = paper.add("regulator_notifications") {
      $0[.concernID] = concern
      $0[.reference] = "NTF-2026-0001"
    }
    #expect(
      paper.perform("concern.close", concern, close) == "The notice NTF-2026-0001 has no proof of sending.")
    paper.records[duty]?[.state] = "sent"
    #expect(
      paper.perform("concern.close", concern, close)
        == "You screened this and lead it, so someone else must close it.")
    paper.actor = leader
    #expect(paper.perform("concern.close", concern, close) == "Say what the enquiry came to first.")
    close["outcome"] = .text("substantiated")
    #expect(paper.perform("concern.close", concern, close) == nil)
    #expect(paper.perform("concern.reopen", concern, ["reason": .text("It began again.")]) == nil)
  }

  @Test mutating func `SOD-12: who is said to have caused it does not lead`() {
    let staff = paper.add("staff_members")
    paper.records[lead]?[.staffMemberID] = staff
    let incident = paper.add("incidents")
    paper.add("incident_people") {
      $0[.incidentID] = incident
      $0[.staffMemberID] = staff
      $0[.role] = "alleged_source"
    }
    let found = paper.words("safeguarding_concerns") {
      $0[.incidentID] = incident
      $0[.leadBy] = lead
    }
    #expect(found == ["This person cannot lead this concern."])
  }

  @Test mutating func `SOD-12: whoever a concern is about does not lead it`() {
    let lead = lead
    let found = paper.words("safeguarding_concerns") {
      $0[.aboutMemberID] = lead
      $0[.leadBy] = lead
    }
    #expect(found == ["This person cannot lead this concern."])
  }

  @Test mutating func `SGC-2: a safeguarding lead excludes somebody by name, who then does not lead it`()
    throws
  {
    let concern = concern()
    let why: [String: Value] = ["membership_id": leader.value, "reason": .text("They are her sister.")]
    (paper.actor, paper.role) = (night, .worker)
    #expect(paper.perform("concern.exclude", concern, why) == "Only a safeguarding lead can do that.")
    (paper.actor, paper.role) = (lead, .safeguarding)
    #expect(paper.perform("concern.exclude", concern, why) == nil)
    #expect(paper.perform("concern.exclude", concern, why) == "They are excluded already.")
    let grant = try #require(paper.all("access_grants").first)
    #expect(grant[.membershipID] == leader && grant[.isExcluded] == true && grant[.canWrite] == false)
    var led = paper[concern]
    led[.leadBy] = leader
    #expect(paper.violations(in: led) == ["This person cannot lead this concern."])
  }

  @Test(arguments: [
    ("child", ["significant_harm"]),
    ("staff_allegation", ["may_have_harmed", "possible_offence", "poses_risk", "unsuitable"]),
  ])
  mutating func `SGC-3: a child and an allegation have questions of their own, and a decision to refer`(
    pathway: String, names: [String]
  ) throws {
    let concern = concern { $0[.pathway] = pathway }
    paper.records[house]?[.regulator] = nil
    paper.records[house]?[.jurisdiction] = nil
    (paper.actor, paper.role) = (lead, .safeguarding)
    let screen = try #require(paper[concern].type.action("concern.screen"))
    let asked = screen.asks.filter { $0.isRequired && $0.arises(paper[concern], lead) }.map(\.name)
    #expect(asked == ["person_voice"] + names + ["to_refer", "lead_by", "reason"])
    var answers: [String: Value] = [
      "person_voice": .text("He hit me."), "lead_by": lead.value, "reason": .text("Refer."),
      "to_refer": .text("yes"),
    ]
    let first = try #require(names.first)
    let label = try #require(screen.asks.first { $0.name == first }?.label)
    #expect(paper.perform("concern.screen", concern, answers) == "\(label) is needed.")
    for name in names { answers[name] = .text("not_known") }
    #expect(paper.perform("concern.screen", concern, answers) == nil)
    #expect(paper[concern].values.contains(.text("not_known")))
    #expect(paper[concern][.toRefer] == "yes" && paper[concern][.screenedBy] == lead)
  }

  @Test mutating func `SGC-3: an allegation makes its notices when it is screened, without an incident`()
    throws
  {
    let concern = concern { $0[.pathway] = "staff_allegation" }
    paper.records[house]?[.regulator] = "ofsted"
    paper.records[house]?[.jurisdiction] = "england"
    let questions = [
      "notice_ofsted_ofsted_allegation_against_service",
      "notice_ofsted_local_authority_safeguarding_allegation_against_service",
      "notice_uk_local_authority_safeguarding_abuse_or_allegation",
    ]
    paper.records[concern]?[.noticeQuestions] = questions
    (paper.actor, paper.role) = (lead, .safeguarding)
    var answers: [String: Value] = [
      "person_voice": .text("She shook me."), "lead_by": lead.value, "reason": .text("Refer."),
      "to_refer": .text("yes"), "may_have_harmed": .text("yes"), "possible_offence": .text("not_known"),
      "poses_risk": .text("yes"), "unsuitable": .text("not_known"),
    ]
    #expect(paper.perform("concern.screen", concern, answers)?.hasSuffix("is needed.") == true)
    answers[questions[0]] = .text("yes")
    answers[questions[1]] = .text("not_known")
    answers[questions[2]] = .text("not_applicable")
    #expect(paper.perform("concern.screen", concern, answers) == nil)
    let duties = paper.all("regulator_notifications")
    #expect(duties.map { $0[.regulator] } == ["ofsted", "local_authority_safeguarding"])
    #expect(duties.map { $0[.state] } == ["due", "to_decide"])
    #expect(duties.map { $0[.dueAt] } == [paper.now.adding(hours: 24), paper.now.adding(hours: 24)])
    #expect(duties.allSatisfy { $0[.concernID] == concern && $0[.incidentID] == nil })
  }

  private mutating func grant(_ code: String, to member: RecordID) {
    let today = paper.today
    let role = paper.add("roles") { $0[.code] = code }
    paper.records[member]?[.state] = "active"
    paper.add("role_assignments") {
      $0[.membershipID] = member
      $0[.roleID] = role
      $0[.startsOn] = today
    }
  }

  @Test(arguments: [false, true])
  mutating func
    `SGC-2: where the only lead is alleged an administrator is told and named, else the deputy is`(
      hasDeputy: Bool
    )
  {
    let (house, resident, lead, now) = (house, resident, lead, paper.now)
    let administrator = paper.add("memberships")
    grant("SGL", to: lead)
    grant("ADM", to: administrator)
    if hasDeputy { grant("SGL", to: leader) }
    #expect(
      paper.save("safeguarding_concerns") {
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.pathway] = "staff_allegation"
        $0[.aboutMemberID] = lead
        $0[.raisedAt] = now
      } == nil)
    let told = paper.notices.contains { $0.audience == [.member(administrator)] }
    #expect(told == !hasDeputy)
    #expect(paper.all("access_grants").map { $0[.membershipID] } == (hasDeputy ? [] : [administrator]))
  }

  @Test(arguments: [false, true])
  mutating func `SGC-1: the manager of the house is named and told, but not of an allegation about them`(
    isAlleged: Bool
  ) {
    let (house, resident, manager, now) = (house, resident, leader, paper.now)
    let elsewhere = paper.add("memberships")
    let deputy = paper.add("memberships")
    grant("MGR", to: manager)
    grant("MGR", to: elsewhere)
    let other = paper.add("houses")
    for grant in paper.all("role_assignments") where grant[.membershipID] == elsewhere {
      paper.records[grant.id ?? .zero]?[.houseID] = other
    }
    paper.add("crisis_teams") {
      $0[.kind] = "safeguarding"
      $0[.deputyBy] = deputy
    }
    #expect(
      paper.save("safeguarding_concerns") {
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.pathway] = isAlleged ? "staff_allegation" : "adult"
        if isAlleged { $0[.aboutMemberID] = manager }
        $0[.raisedAt] = now
      } == nil)
    #expect(paper.all("access_grants").map { $0[.membershipID] } == (isAlleged ? [] : [manager]))
    let told = paper.notices.flatMap(\.audience)
    #expect(told.contains(.member(manager)) == !isAlleged)
    #expect(told.contains(.member(deputy)) && !told.contains(.member(elsewhere)))
  }

  @Test(arguments: [true, false])
  mutating func `SOD-12: of an allegation that names nobody yet only the lead hears, or the administrator`(
    hasLead: Bool
  ) throws {
    let (house, resident, lead, manager, now) = (house, resident, lead, leader, paper.now)
    let (deputy, administrator) = (paper.add("memberships"), paper.add("memberships"))
    if hasLead { grant("SGL", to: lead) } else { _ = paper.add("roles") { $0[.code] = "SGL" } }
    grant("MGR", to: manager)
    grant("ADM", to: administrator)
    paper.add("crisis_teams") {
      $0[.kind] = "safeguarding"
      $0[.deputyBy] = deputy
    }
    #expect(
      paper.save("safeguarding_concerns") {
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.pathway] = "staff_allegation"
        $0[.raisedAt] = now
      } == nil)
    let told = paper.notices.filter { $0.words.hasPrefix("was raised") }.flatMap(\.audience)
    #expect(told == [.role(.safeguarding, house: nil)] + (hasLead ? [] : [.member(administrator)]))
    let standingIn = hasLead ? [] : [administrator]
    #expect(paper.all("access_grants").compactMap { $0[.membershipID] } == standingIn)
    var concern = try #require(paper.all("safeguarding_concerns").first)
    #expect(concern[.isStaffAllegation] == true)
    concern[.aboutMemberID] = deputy
    #expect(paper.save(concern) == nil)
    #expect(paper.all("access_grants").compactMap { $0[.membershipID] } == standingIn + [manager])
  }

  private mutating func incident(kind: String = "fall", severity: Int = 3) -> RecordID {
    paper.actor = night
    let (house, resident, moment) = (house, resident, paper.now.adding(minutes: -20))
    return paper.add("incidents") {
      $0[.kind] = kind
      $0[.houseID] = house
      $0[.residentID] = resident
      $0[.placeKind] = "bedroom"
      $0[.severity] = severity
      $0[.occurredAt] = moment
      $0[.narrative] = "Found on the floor."
      $0[.immediateAction] = "Ambulance."
    }
  }

  @Test(arguments: [(true, "child"), (false, "adult")])
  mutating func `INC-4: a yes at triage opens a concern, of a child or an adult`(
    isChild: Bool, pathway: String
  ) throws {
    if isChild { becomeChild() }
    let incident = incident()
    #expect(paper.perform("incident.submit", incident) == nil)
    paper.actor = leader
    var triage: [String: Value] = ["severity": .integer(3), "is_safeguarding": .flag(true)]
    #expect(paper.perform("incident.triage", incident, triage)?.hasPrefix("Say what kind of abuse") == true)
    triage["abuse_kinds"] = .list(["physical"])
    #expect(paper.perform("incident.triage", incident, triage) == nil)
    let concern = try #require(paper.all("safeguarding_concerns").first)
    #expect(concern[.pathway] == pathway && concern[.incidentID] == incident)
    #expect(concern[.whatHappened] == "Found on the floor." && concern[.raisedBy] == leader)
    #expect(paper[incident][.concernID] == concern.id)
  }

  @Test(arguments: [
    ("fall", 4, nil), ("fall", 5, "serious_injury"), ("death", 3, "death"),
  ])
  mutating func `a death or a critical incident asks whether the regulator must be told`(
    kind: String, severity: Int, event: String?
  ) {
    let incident = incident(kind: kind, severity: severity)
    #expect(paper.perform("incident.submit", incident) == nil)
    let duties = paper.all("regulator_notifications")
    #expect(duties.map { $0[.eventKind] } == (event.map { [$0] } ?? []))
    #expect(duties.allSatisfy { $0[.regulator] == "cqc" && $0[.state] == "to_decide" })
  }

  @Test mutating func `INC-7: an incident is not closed while a notice of it is undecided or unsent`() {
    let incident = incident()
    paper.records[incident]?[.state] = "under_review"
    let duty = paper.add("regulator_notifications") {
      $0[.incidentID] = incident
      $0[.reference] = "NTF-2026-0001"
    }
    let closure: [String: Value] = ["lessons": .text("The bell is in reach.")]
    #expect(
      paper.perform("incident.submit-closure", incident, closure)
        == "The notice NTF-2026-0001 has no proof of sending.")
    paper.records[duty]?[.state] = "sent"
    #expect(paper.perform("incident.submit-closure", incident, closure) == nil)
  }

  @Test(arguments: ["incident.raise-concern", "injury.raise-concern", "note.raise-concern"])
  mutating func `whoever writes may raise a concern from it`(action: String) throws {
    let (house, resident) = (house, resident)
    paper.add("stays") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.state] = "active"
    }
    let type = ["incident": "incidents", "injury": "injuries", "note": "case_notes"]
    let subject = paper.add(try #require(type[String(action.prefix { $0 != "." })])) {
      $0[.residentID] = resident
      if $0.type.id == "incidents" { $0[.state] = "triaged" }
    }
    let answers: [String: Value] = [
      "abuse_kinds": .list(["neglect"]), "what_happened": .text("No meals."),
      "immediate_safety": .text("Meals brought."),
    ]
    #expect(paper.perform(action, subject, answers) == nil)
    #expect(paper.all("safeguarding_concerns").map { $0[.houseID] } == [house])
  }

  @Test func `an explanation that does not fit asks the question, and the answer is on record`() {
    var injury = Record(Catalogue.house.type("injuries"))
    injury[.explanationFits] = "no"
    let asked = injury.type.rules.compactMap { $0.check(injury, paper.book([])) }
    #expect(asked.map(\.words) == ["Raise a safeguarding concern?"])
    #expect(asked.allSatisfy { $0.isWarning })
  }
}
