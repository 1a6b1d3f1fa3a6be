import House
import Records
import Testing

/// Consents, disclosures, breaches, requests, retention, complaints and surveys.
@Suite struct RightsTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let lead: RecordID
  private let resident: RecordID

  init() {
    worker = paper.add("memberships")
    lead = paper.add("memberships")
    resident = paper.add("residents")
    paper.actor = worker
  }

  private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  private func noon(_ text: String) -> Instant {
    Instant(milliseconds: day(text).number * 86_400_000 + 43_200_000)
  }

  private func derived(_ name: String, of id: RecordID) throws -> Value {
    let derivation = try #require(paper[id].type.field(name)?.derivation)
    return derivation.value(paper[id], paper.book(derivation.reads(paper[id])))
  }

  // MARK: Consents

  private mutating func consent(_ regime: String, _ change: (inout Record) -> Void = { _ in }) -> RecordID {
    let (resident, today) = (resident, paper.today)
    return paper.add("consents") {
      $0[.residentID] = resident
      $0[.regime] = regime
      $0[.purpose] = "treatment"
      $0[.lawfulBasis] = regime.hasPrefix("part2") ? "part2_consent" : "consent"
      $0[.discloser] = "Tallow Bridge Trust"
      $0[.information] = "Attendance and results of screens."
      $0[.recipients] = "Dr Ede, Harbour Clinic"
      $0[.startsOn] = today
      $0[.endsOn] = today.adding(days: 90)
      $0[.rightToRevokeTold] = true
      $0[.howToRevoke] = "By telling any member of staff."
      $0[.redisclosureTold] = true
      $0[.refusalConsequenceTold] = true
      $0[.signatureID] = RecordID(high: 1, low: 1)
      change(&$0)
    }
  }

  @Test(arguments: [
    ("part2", "resident_id", "resident"), ("part2", "discloser", "who may disclose"),
    ("part2", "information", "what is told"), ("part2", "recipients", "to whom"),
    ("part2", "purpose", "purpose"), ("part2", "right_to_revoke_told", "told it can be withdrawn"),
    ("part2", "how_to_revoke", "how it is withdrawn"), ("part2", "signature_id", "the signature"),
    ("part2", "refusal_consequence_told", "what follows from refusing"),
    ("part2_tpo", "redisclosure_told", "others may pass it on"), ("hipaa", "ends_on", "when it ends"),
    ("uk_gdpr", "ends_on", "when it ends"),
  ])
  mutating func `a consent is not valid while an element of its law is missing`(
    regime: String, field: String, words: String
  ) {
    let consent = consent(regime) { $0[field] = .empty }
    let refusal = paper.perform("consent.sign", consent)
    #expect(refusal?.hasPrefix("This consent is not complete: ") == true)
    #expect(refusal?.contains(words) == true, "\(refusal ?? "")")
  }

  @Test(arguments: [("part2", false), ("part2_legal_proceedings", false), ("part2_tpo", true)])
  mutating func `a Part 2 consent says when it ends, but for treatment, payment and operations`(
    regime: String, mayLast: Bool
  ) {
    let endless = consent(regime) { $0[.endsOn] = nil }
    let refusal = mayLast ? nil : "A Part 2 consent must say when it ends."
    #expect(paper.perform("consent.sign", endless) == refusal)
    let event = consent(regime) {
      $0[.endsOn] = nil
      $0[.expiryEvent] = "The end of treatment"
    }
    #expect(paper.perform("consent.sign", event) == nil)
    #expect(paper[event][.signedBy] == worker)
  }

  @Test mutating func `a consent that is refused says of what, and nothing more`() {
    let refused = consent("uk_gdpr") {
      $0[.regime] = nil
      $0[.purpose] = nil
      $0[.information] = nil
      $0[.recipients] = nil
      $0[.howToRevoke] = nil
    }
    let said: [String: Value] = ["reason": .text("Not now.")]
    #expect(
      paper.perform("consent.refuse", refused, said)
        == "Fill in first what they refuse: “Under”, “Purpose”, “What is told”.")
    paper.records[refused]?[.regime] = "uk_gdpr"
    paper.records[refused]?[.purpose] = "treatment"
    paper.records[refused]?[.information] = "Attendance."
    #expect(paper.perform("consent.refuse", refused, said) == nil)
    #expect(paper[refused][.state] == "refused")
  }

  @Test mutating func `who cannot decide does not consent for themselves`() {
    let consent = consent("uk_gdpr") { $0[.capacityToConsent] = "no" }
    #expect(paper.perform("consent.sign", consent)?.contains("who decides for them") == true)
    paper.records[consent]?[.consentGiver] = "best_interests"
    #expect(paper.perform("consent.sign", consent)?.contains("the best-interests record") == true)
    paper.records[consent]?[.consentGiver] = "deputy"
    #expect(paper.perform("consent.sign", consent) == nil)
  }

  private func disclosure(_ consent: RecordID?, _ change: (inout Record) -> Void = { _ in }) -> [String] {
    var record = Record(Catalogue.house.type("consent_disclosures"))
    record[.residentID] = resident
    record[.consentID] = consent
    record[.lawfulBasis] = "part2_consent"
    record[.redisclosureNotice] = "statement_1"
    record[.consentCopySent] = true
    record[.disclosedAt] = paper.now
    change(&record)
    return paper.violations(in: record)
  }

  @Test mutating func `nothing is told without a valid consent or another ground`() {
    let none = ["There is no consent and no legal ground for this disclosure."]
    let consent = consent("part2")
    #expect(disclosure(nil) == none)
    #expect(disclosure(consent) == none)
    #expect(paper.perform("consent.sign", consent) == nil)
    #expect(disclosure(consent).isEmpty)
    let later = paper.now.adding(hours: 91 * 24)
    #expect(disclosure(consent) { $0[.disclosedAt] = later } == none)
    #expect(disclosure(nil) { $0[.exception] = "medical_emergency" }.isEmpty)
    #expect(disclosure(nil) { $0[.lawfulBasis] = "legal_obligation" }.isEmpty)
    #expect(disclosure(nil) { $0[.lawfulBasis] = "part2_exception" } == none)
  }

  @Test mutating func `a Part 2 disclosure carries the notice and the scope of the consent`() {
    let consent = consent("part2")
    #expect(paper.perform("consent.sign", consent) == nil)
    let words = ["A Part 2 disclosure must carry the notice and a copy of the consent or its scope."]
    #expect(disclosure(consent) { $0[.redisclosureNotice] = "not_part2" } == words)
    #expect(disclosure(consent) { $0[.consentCopySent] = false } == words)
  }

  @Test mutating func `a consent withdrawn ends what may be told, and what was told before stands`() {
    let consent = consent("part2")
    #expect(paper.perform("consent.sign", consent) == nil)
    let before = paper.now
    paper.now = paper.now.adding(hours: 1)
    #expect(paper.perform("consent.revoke", consent, ["revoked_method": .text("phone")]) == nil)
    #expect(paper[consent][.revokedAt] == paper.now)
    #expect(paper.notices.last?.audience == [.role(.safeguarding, house: nil)])
    #expect(!disclosure(consent).isEmpty)
    #expect(disclosure(consent) { $0[.disclosedAt] = before }.isEmpty)
  }

  // MARK: Breaches

  private mutating func breach(_ risk: String) -> RecordID {
    paper.actor = worker
    let (worker, now) = (worker, paper.now)
    let breach = paper.add("breach_incidents") {
      $0[.kind] = "wrong_recipient"
      $0[.discoveredAt] = now
      $0[.raisedBy] = worker
      $0[.description] = "A letter went to the wrong house."
    }
    paper.actor = lead
    #expect(paper.perform("breach.assess", breach) == nil)
    let answers: [String: Value] = ["containment": .text("It came back."), "risk_to_people": .text(risk)]
    #expect(paper.perform("breach.contain", breach, answers) == nil)
    return breach
  }

  @Test(arguments: [("england", 72), ("united_states", 1_440)])
  mutating func `the authority is told in 72 hours, under HIPAA alone in 60 days`(
    nation: String, hours: Int
  ) throws {
    paper.add("houses") { $0[.jurisdiction] = nation }
    let breach = breach("risk")
    let due = paper.now.adding(hours: hours)
    #expect(try derived("authority_due_at", of: breach) == .instant(due))
    #expect(try derived("people_due_at", of: breach).isEmpty == (nation == "england"))
    let late: [String: Value] = ["authority_told_at": .instant(due.adding(minutes: 1))]
    #expect(paper.perform("breach.notify", breach, late) == "Say why the notice is late.")
    let said = late.merging(["late_reason": .text("Nobody was in the office.")]) { $1 }
    #expect(paper.perform("breach.notify", breach, said) == nil)
  }

  @Test mutating func `a breach with a risk is notified before it is closed, by another than who raised it`()
  {
    let lessons: [String: Value] = ["lessons": .text("Two people check each envelope.")]
    let risky = breach("risk")
    #expect(
      paper.perform("breach.close", risky, lessons) == "This breach must be notified before it is closed.")
    let slight = breach("unlikely")
    #expect(paper.perform("breach.close", slight, lessons) == "Say why nobody had to be told.")
    let reason = lessons.merging(["not_notified_reason": .text("It was unopened.")]) { $1 }
    paper.actor = worker
    #expect(paper.perform("breach.close", slight, reason)?.hasPrefix("You raised this") == true)
    paper.actor = lead
    #expect(paper.perform("breach.close", slight, reason) == nil)
    #expect(paper[slight][.signedBy] == lead)
  }

  // MARK: Requests

  @Test(arguments: [
    ("access", "2026-01-31", 0, false, "2026-03-02"), ("copy", "2026-03-03", 0, false, "2026-04-07"),
    ("access", "2026-01-31", 10, false, "2026-03-10"), ("access", "2026-01-30", 0, true, "2026-04-30"),
    ("hipaa_access", "2026-01-31", 0, false, "2026-03-02"),
    ("amendment", "2026-01-31", 0, true, "2026-05-01"),
  ])
  mutating func `a request is due after its month, its pause and its extension`(
    kind: String, received: String, paused: Int, isExtended: Bool, due: String
  ) throws {
    paper.add("houses") { $0[.jurisdiction] = "england" }
    let received = day(received)
    let request = paper.add("data_access_requests") {
      $0[.kind] = kind
      $0[.receivedOn] = received
      if paused > 0 {
        $0[.pausedOn] = received.adding(days: 2)
        $0[.resumedOn] = received.adding(days: 2 + paused)
      }
      if isExtended { $0[.extendedToldOn] = received.adding(days: 9) }
    }
    #expect(try derived("due_on", of: request) == .day(day(due)))
    #expect(try derived("paused_days", of: request) == .integer(paused))
  }

  @Test(
    arguments: [
      (27, "received", "3 days"), (29, "received", "1 day"), (30, "ready", "due today"),
      (31, "in_progress", "1 day late"), (42, "paused", "12 days late"), (42, "sent", nil),
    ] as [(Int, String, String?)])
  mutating func `a request says how many days are left for its answer, or how late it is`(
    age: Int, state: String, words: String?
  ) throws {
    let today = paper.today
    let request = paper.add("data_access_requests") {
      $0[.kind] = "hipaa_access"
      $0[.state] = state
      $0[.receivedOn] = today.adding(days: -age)
    }
    #expect(try derived("time_left", of: request) == words.map(Value.text) ?? .empty)
  }

  @Test func `a list of requests says first whom, what, how long and how far`() {
    let columns = RecordType.dataAccessRequests.columns.prefix(4).map(\.name)
    #expect(columns == ["resident_id", "kind", "time_left", "state"])
  }

  private mutating func request(_ kind: String) -> RecordID {
    let (resident, today) = (resident, paper.today)
    let request = paper.add("data_access_requests") {
      $0[.kind] = kind
      $0[.residentID] = resident
      $0[.receivedOn] = today
    }
    #expect(paper.perform("subject-request.check-identity", request) == nil)
    let seen: [String: Value] = ["identity_checked_on": .day(today)]
    #expect(paper.perform("subject-request.begin", request, seen) == nil)
    return request
  }

  @Test mutating func `an extension is told within the first month`() {
    let request = request("access")
    let late = paper.today.adding(months: 1).adding(days: 5)
    let answers: [String: Value] = ["extended_reason": .text("Nine files."), "extended_told_on": .day(late)]
    #expect(
      paper.perform("subject-request.extend", request, answers)
        == "An extension must be told within the first month.")
  }

  @Test mutating func `nothing is erased that is held or must be kept`() {
    let (resident, today) = (resident, paper.today)
    let request = request("erasure")
    let stay = paper.add("stays") {
      $0[.residentID] = resident
      $0[.state] = "active"
    }
    let refusal = { (paper: inout PaperHouse) in paper.perform("erasure.ask", request) ?? "" }
    let noPolicy = "no retention policy in use says how long a resident file is kept, until there is one"
    #expect(
      refusal(&paper) == "Cannot erase yet: they live here or will, until they have left; \(noPolicy).")
    paper.records[resident]?[.state] = "former"
    paper.records[stay]?[.state] = "ended"
    paper.records[stay]?[.endsOn] = today.adding(months: -12)
    let policy = paper.add("retention_policies") {
      $0[.name] = "Resident files"
      $0[.recordClass] = "resident_file"
      $0[.keepYears] = 8
      $0[.startsFrom] = "stay_end"
    }
    let until = today.adding(months: 84)
    let words = "\(until.parts.day) \(until.monthName) \(until.parts.year)"
    #expect(refusal(&paper) == "Cannot erase yet: Resident files, kept until \(words).")
    paper.records[policy]?[.keepYears] = 1
    let hold = paper.add("legal_holds") {
      $0[.reference] = "HLD-2026-0001"
      $0[.residentID] = resident
    }
    let since = "\(today.parts.day) \(today.monthName) \(today.parts.year)"
    #expect(
      refusal(&paper) == "Cannot erase yet: legal hold HLD-2026-0001 of \(since), until it is released.")
    #expect(paper.perform("legal-hold.release", hold) != nil)
    let why: [String: Value] = ["release_reason": .text("The inquest is over.")]
    #expect(paper.perform("legal-hold.release", hold, why)?.hasPrefix("You placed this") == true)
    let placedBy = paper.actor
    let another = paper.add("memberships")
    paper.actor = another
    #expect(paper.perform("legal-hold.release", hold, why) == nil)
    paper.actor = placedBy
    #expect(paper.perform("erasure.ask", request) == nil)
  }

  @Test mutating func `every reason against an erasure is said at once, a concern only to who knows of it`() {
    let (resident, today) = (resident, paper.today)
    let request = request("erasure")
    paper.records[resident]?[.state] = "former"
    paper.add("retention_policies") {
      $0[.name] = "Resident files"
      $0[.recordClass] = "resident_file"
      $0[.keepYears] = 0
      $0[.startsFrom] = "created"
    }
    paper.add("complaints") {
      $0[.reference] = "CMP-2026-0001"
      $0[.residentID] = resident
      $0[.receivedOn] = today
    }
    paper.add("safeguarding_concerns") {
      $0[.reference] = "SGC-2026-0001"
      $0[.residentID] = resident
    }
    let account = paper.add("ledger_accounts") { $0[.code] = Chart.receivable }
    paper.add("ledger_entries") {
      $0[.residentID] = resident
      $0[.ledgerAccountID] = account
      $0[.side] = "debit"
      $0[.amount] = Money(minorUnits: 1250)
    }
    let day = "\(today.parts.day) \(today.monthName) \(today.parts.year)"
    let complaint = "Cannot erase yet: complaint CMP-2026-0001 is open, since \(day)"
    let money = "12.50 is owed on the account, until it is paid."
    paper.role = .administrator
    #expect(
      paper.perform("erasure.ask", request)
        == "\(complaint); ask the safeguarding lead, who knows of more; \(money)")
    paper.role = .safeguarding
    let concern = "concern SGC-2026-0001 is open, since \(day)"
    #expect(paper.perform("erasure.ask", request) == "\(complaint); \(concern); \(money)")
  }

  @Test
  mutating func `an erasure is asked for by one and carried out by another, seven days after it is approved`()
    throws
  {
    let (resident, asker) = (resident, paper.actor)
    let request = request("erasure")
    paper.records[resident]?[.state] = "closed"
    paper.add("retention_policies") {
      $0[.name] = "Resident files"
      $0[.recordClass] = "resident_file"
      $0[.keepYears] = 0
      $0[.startsFrom] = "created"
    }
    #expect(
      paper.perform("subject-request.ready", request) == "This is about erasing. Choose “Ask to erase”.")
    #expect(paper.perform("erasure.ask", request) == nil)
    let own = "so someone else must approve it."
    #expect(paper.perform("erasure.approve", request) == "You requested this, \(own)")
    #expect(paper.refusal("erasure.decline", request) == "You requested this, \(own)")
    paper.actor = paper.add("memberships")
    #expect(paper.perform("erasure.carry-out", request) == "Nobody has approved this yet.")
    #expect(paper.perform("erasure.approve", request) == nil)
    #expect(paper.perform("erasure.approve", request) == "This is approved already.")
    #expect(paper.perform("erasure.carry-out", request)?.hasPrefix("It can be carried out from ") == true)
    paper.now = paper.now.adding(hours: 7 * 24)
    let other = paper.actor
    paper.actor = asker
    #expect(paper.perform("erasure.carry-out", request) == "You asked for this, \(own)")
    #expect(paper.perform("erasure.call-off", request) == nil)
    #expect(paper.perform("erasure.ask", request) == nil)
    paper.actor = other
    #expect(paper.perform("erasure.carry-out", request) == "Nobody has approved this yet.")
    #expect(paper.perform("erasure.approve", request) == nil)
    paper.now = paper.now.adding(hours: 7 * 24)
    #expect(paper.perform("erasure.carry-out", request) == nil)
    #expect(paper[request][.sentBy] == other)
  }

  @Test mutating func `who asks to destroy what is due does not decline it`() {
    let policy = paper.add("retention_policies") {
      $0[.name] = "Resident files"
      $0[.recordClass] = "resident_file"
    }
    let (asker, now) = (paper.actor, paper.now)
    paper.add("approvals") {
      $0[.subjectID] = policy
      $0[.kind] = "erasure"
      $0[.requestedBy] = asker
      $0[.requestedAt] = now
    }
    let own = "You requested this, so someone else must approve it."
    #expect(paper.refusal("destruction.decline", policy) == own)
    paper.actor = paper.add("memberships")
    #expect(paper.refusal("destruction.decline", policy) == nil)
  }

  @Test mutating func `what names other people is redacted before it is sent, or it is said why not`() throws
  {
    let (resident, lead) = (resident, lead)
    paper.actor = lead
    let request = request("access")
    let note = paper.add("case_notes") {
      $0[.residentID] = resident
      $0[.isThirdParty] = true
      $0[.content] = "Ada Wulan came by."
    }
    #expect(paper.perform("subject-request.ready", request) == nil)
    #expect(
      paper.perform("subject-request.send", request, ["decision_note": .text("All of it.")])
        == "1 passage names other people. Redact or record why not.")
    var passage: [String: Value] = [
      "subject_type": .text("case_notes"), "subject_id": note.value, "field_name": .text("content"),
      "from_character": .integer(1), "to_character": .integer(40), "reason_code": .text("third_party"),
      "reach_of_redaction": .text("this_pack"),
    ]
    #expect(paper.perform("subject-request.redact", request, passage) == "The passage is not in the text.")
    passage["to_character"] = .integer(9)
    #expect(paper.perform("subject-request.redact", request, passage) == nil)
    let redaction = try #require(paper.all("redactions").first)
    #expect(redaction[.original] == Array("Ada Wulan".utf8))
    #expect(redaction[.redactedBy] == lead)
    #expect(paper.perform("subject-request.send", request, ["decision_note": .text("All of it.")]) == nil)
    #expect(paper[request][.sentBy] == lead)
  }

  @Test
  mutating func `an accounting reaches back six years and lists what is accountable and was given out`()
    throws
  {
    let (resident, today) = (resident, paper.today)
    let request = paper.add("disclosure_accounting_requests") {
      $0[.residentID] = resident
      $0[.receivedOn] = today
      $0[.fromOn] = today.adding(months: -72).adding(days: -1)
      $0[.toOn] = today
    }
    #expect(paper.violations(in: paper[request]) == ["The accounting reaches back six years."])
    paper.records[request]?[.fromOn] = today.adding(months: -72)
    #expect(paper.violations(in: paper[request]).isEmpty)
    for isAccountable in [true, true, false] {
      let at = paper.now
      paper.add("consent_disclosures") {
        $0[.residentID] = resident
        $0[.isAccountable] = isAccountable
        $0[.disclosedAt] = at
        $0[.recipientName] = "County court"
        $0[.recipientAddress] = "1 Quay Street"
        $0[.information] = "Days of the stay"
        $0[.purpose] = "legal_process"
      }
    }
    let at = paper.now
    let withdrawn = paper.add("consent_disclosures") {
      $0[.residentID] = resident
      $0[.isAccountable] = true
      $0[.disclosedAt] = at
    }
    paper.add("consent_disclosures") {
      $0[.residentID] = resident
      $0[.isAccountable] = false
      $0[.disclosedAt] = at
      $0[.correctsID] = withdrawn
    }
    #expect(paper.perform("accounting.prepare", request) == nil)
    #expect(paper.perform("accounting.send", request) == "Check first who asks.")
    let now = paper.now
    paper.records[request]?[.identityCheckedAt] = now
    #expect(paper.perform("accounting.send", request) == nil)
    #expect(paper[request][.rowCount] == 2)
    #expect(paper[request][.isFree] == true)
    let derivation = try #require(paper[request].type.field("accounted_for")?.derivation)
    let list = derivation.value(paper[request], paper.book(derivation.reads(paper[request])))
    let day = "\(today.parts.day) \(today.monthName) \(today.parts.year)"
    let line = "\(day), to County court, 1 Quay Street: Days of the stay (legal process)."
    #expect(list == .text("1. \(line) 2. \(line)"))
  }

  @Test(arguments: [
    ("audit", 5, "created", "Audit records are kept for at least six years."), ("audit", 6, "created", nil),
    (
      "looked_after_child_file", 74, "birth",
      "The file of a looked-after child is kept for at least 75 years from birth."
    ), ("looked_after_child_file", 75, "birth", nil),
  ])
  func `what the law has kept is not kept for less`(
    record: String, years: Int, start: String, words: String?
  ) {
    var policy = Record(Catalogue.house.type("retention_policies"))
    policy[.recordClass] = record
    policy[.keepYears] = years
    policy[.startsFrom] = start
    #expect(paper.violations(in: policy).first == words)
  }

  // MARK: Complaints

  @Test(arguments: [
    ("england", "received", "2026-03-30", "2026-04-08"), ("england", "stage1", "2026-04-08", "2026-04-22"),
    ("england", "stage2", "2026-06-01", "2026-07-06"), ("england", "received", "2026-12-24", "2027-01-05"),
    ("scotland", "received", "2026-03-30", "2026-04-07"),
    ("northern_ireland", "received", "2026-07-09", "2026-07-17"),
    ("united_states", "received", "2026-11-20", "2026-11-30"),
    ("united_states", "received", "2027-12-27", "2028-01-04"),
  ])
  mutating func `a complaint is due after the working days of its nation`(
    nation: String, state: String, from: String, due: String
  ) throws {
    let house = paper.add("houses") { $0[.jurisdiction] = nation }
    let from = day(from)
    let complaint = paper.add("complaints") {
      $0[.houseID] = house
      $0[.state] = state
      $0[.receivedOn] = from
      $0[.acknowledgedOn] = from
      $0[.stage2AskedOn] = from
    }
    #expect(try derived("due_on", of: complaint) == .day(day(due)))
  }

  private mutating func complaint() -> RecordID {
    let house = paper.add("houses") { $0[.jurisdiction] = "england" }
    let (about, received) = (worker, day("2026-03-30"))
    paper.actor = lead
    return paper.add("complaints") {
      $0[.houseID] = house
      $0[.subject] = "Noise at night"
      $0[.receivedOn] = received
      $0[.aboutMemberID] = about
    }
  }

  private mutating func answered() -> RecordID {
    let complaint = complaint()
    let acknowledged: [String: Value] = [
      "definition_agreed": .text("Doors at night."), "handler_id": lead.value,
      "acknowledged_on": .day(day("2026-04-08")),
    ]
    #expect(paper.perform("complaint.acknowledge", complaint, acknowledged) == nil)
    #expect(paper.perform("complaint.begin", complaint) == nil)
    return complaint
  }

  @Test mutating func `SOD-09: whoever is complained about does not handle it`() {
    let complaint = complaint()
    let answers: [String: Value] = [
      "definition_agreed": .text("Doors at night."), "handler_id": worker.value,
      "acknowledged_on": .day(day("2026-04-08")),
    ]
    #expect(
      paper.perform("complaint.acknowledge", complaint, answers)
        == "This person cannot handle this complaint.")
    paper.records[complaint]?[.handlerID] = worker
    #expect(paper.violations(in: paper[complaint]) == ["This person cannot handle this complaint."])
  }

  @Test mutating func `an extension is as long as the stage at most, and names the ombudsman`() {
    let complaint = answered()
    var answers: [String: Value] = [
      "extended_until_on": .day(day("2026-05-08")), "extension_reason": .text("A witness is away."),
      "ombudsman_told": .flag(true),
    ]
    #expect(
      paper.perform("complaint.extend", complaint, answers)
        == "The limit is 2026-05-07. A longer time needs the complainant's agreement.")
    answers["extended_until_on"] = .day(day("2026-05-07"))
    answers["ombudsman_told"] = .flag(false)
    #expect(
      paper.perform("complaint.extend", complaint, answers)
        == "Give the ombudsman's details with any extension.")
    answers["ombudsman_told"] = .flag(true)
    #expect(paper.perform("complaint.extend", complaint, answers) == nil)
    #expect((try? derived("due_on", of: complaint)) == .day(day("2026-05-07")))
  }

  @Test mutating func `who is given a complaint is told by when to answer it`() {
    _ = answered()
    let told = paper.notices.first { $0.kind == "assignment" }
    #expect(told?.dueAt == Zone.utc.moment(standingFor: day("2026-04-23")).adding(minutes: -1))
  }

  @Test mutating func `stage 2 is answered by a different person`() {
    let complaint = answered()
    let answers: [String: Value] = ["decision": .text("not_upheld"), "findings": .text("Nothing was heard.")]
    #expect(paper.perform("complaint.answer", complaint, answers) == nil)
    var asked: [String: Value] = [
      "stage2_asked_on": .day(day("2026-06-01")), "stage2_handler_id": lead.value,
    ]
    #expect(
      paper.perform("complaint.second-stage", complaint, asked) == "Stage 2 needs a different person.")
    let other = paper.add("memberships")
    asked["stage2_handler_id"] = other.value
    #expect(paper.perform("complaint.second-stage", complaint, asked) == nil)
    let final = answers.merging(["ombudsman_told": .flag(true)]) { $1 }
    #expect(
      paper.perform("complaint.answer-second", complaint, final)?.hasPrefix("You answered stage 1") == true)
    paper.actor = other
    #expect(paper.perform("complaint.answer-second", complaint, final) == nil)
    #expect(paper[complaint][.appealDueOn] == paper.today.adding(months: 12))
  }

  // MARK: Surveys

  private mutating func survey(anonymous: Bool) -> RecordID {
    let today = paper.today
    let form = paper.add("form_templates") { $0[.state] = "published" }
    return paper.add("surveys") {
      $0[.title] = "How are the meals?"
      $0[.audiences] = ["resident"]
      $0[.formTemplateID] = form
      $0[.isAnonymous] = anonymous
      $0[.opensOn] = today
      $0[.closesOn] = today.adding(days: 7)
      $0[.state] = "open"
    }
  }

  private mutating func answer(_ survey: RecordID, of resident: RecordID?) -> Record {
    var answer = Record(Catalogue.house.type("survey_responses"))
    answer[.surveyID] = survey
    answer[.residentID] = resident
    return answer
  }

  @Test mutating func `an anonymous answer names nobody, and its survey stays anonymous`() {
    let survey = survey(anonymous: true)
    let named = answer(survey, of: resident)
    #expect(paper.violations(in: named) == ["This survey is anonymous. Leave out who answers."])
    #expect(paper.violations(in: answer(survey, of: nil)).isEmpty)
    paper.add("survey_responses") { $0[.surveyID] = survey }
    let changed = { (record: Record) in
      var record = record
      record[.isAnonymous] = false
      return record
    }(paper[survey])
    #expect(
      paper.violations(in: changed, before: paper[survey])
        == ["This survey has answers; its anonymity is fixed."])
  }

  @Test mutating func `no answer comes after the survey has closed`() {
    let survey = survey(anonymous: false)
    let last = paper.today.adding(days: 7)
    paper.now = paper.now.adding(hours: 24 * 8)
    #expect(paper.violations(in: answer(survey, of: resident)) == ["This survey closed on \(last)."])
  }

  @Test mutating func `an anonymous answer keeps the day alone, a named one the moment`() {
    for isAnonymous in [true, false] {
      let survey = survey(anonymous: isAnonymous)
      let answer = paper.add("survey_responses") { $0[.surveyID] = survey }
      #expect(paper.perform("survey-response.submit", answer) == nil)
      let moment = isAnonymous ? Zone.utc.moment(standingFor: paper.today) : paper.now
      #expect(paper[answer][.submittedAt] == moment)
    }
  }
}
