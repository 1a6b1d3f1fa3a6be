import Records

extension RecordType {
  /// The decision to take somebody, and what must be done on the day.
  package static let admissions = RecordType(
    "admissions", "Admissions", one: "admission", area: "Stays", resource: "stays",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State",
        ["referred", "screened=Looked into", "offered", "accepted", "completed", "declined", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("referred"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Who"),
      .reference(.leadID, "Enquiry", to: "leads"),
      .reference(.waitlistEntryID, "On the waiting list", to: "waitlist_entries"),
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .choice(.referralSource, "Referred by", .open(name: "referral_source"), [.required]),
      .reference(.placingAgencyID, "Placed by", to: "agencies"),
      .day(.plannedOn, "Planned for", [.listed, .indexed]).future(),
      .flag(.isEmergency, "Emergency").starting(false),
      .note(.impactAssessment, "Effect on those here", [.sealed]).page("Matching"),
      .note(.matchingRisks, "Risks", [.sealed]),
      .choice(.priorLiving, "Lived before in", .open(name: "prior_living")).page("Before"),
      .integer(.priorNights, "Nights there", in: 0...36_500),
      .day(.homelessSinceOn, "Without a home since", [.sealed]).past(),
      .money(.incomeAmount, "Income a week", [.sealed]),
      .reference(.decidedBy, "Decided by", to: "memberships", [.filledIn]).page("Decision"),
      .instant(.decidedAt, "Decided at", [.filledIn]),
      .choice(.declineReason, "Why declined", .open(name: "decline_reason"), [.filledIn]),
      .json(.checklist, "Checklist", [.required, .sealed, .filledIn]).starting("[]"),
      .integer(.openSteps, "Steps to do", [.listed]).derived(from: ["checklist"]) { admission, _ in
        .integer(AdmissionChecklist.open(of: admission).count)
      },
      .instant(.medicinesReconciledAt, "Medicines reconciled at").derived(
        from: ["resident_id", "stay_id"], reads: Reconciliation.ofStay, Reconciliation.moment
      ).governed(by: "medication_events"),
      .reference(.medicinesReconciledBy, "Medicines reconciled by", to: "memberships").derived(
        from: ["resident_id", "stay_id"], reads: Reconciliation.ofStay, Reconciliation.member
      ).governed(by: "medication_events"),
      .reference(.stayID, "Stay", to: "stays", [.filledIn]),
    ],
    rules: [.noSecondStay],
    workflow: .admission,
    actions: [.checkAdmission],
    prefix: "ADM",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter(
      "under way", [.among("state", ["referred", "screened", "offered", "accepted"].map(Value.text))]),
    order: "planned_on",
    weighs: ["house_id", "planned_on", "is_emergency"],
    indexes: [["house_id", "state"], ["resident_id", "state"]],
    tellingApart: ["resident_id", "planned_on"], foundBy: ["resident_id"])
}

extension Rule {
  static let noSecondStay = Rule("who lives here already is not taken in again") { admission in
    guard let resident = admission[.residentID] else { return [] }
    let live = Query("stays").where(.residentID, is: resident).where(.state, among: ["planned", "active"])
    return [live, live.following(.houseID, to: "houses")]
  } check: { admission, book in
    guard book.former == nil, let stay = book.rows(0).first, stay.id != admission[.stayID] else { return nil }
    let house = book.rows(1).first?[.name] ?? "another house"
    return Violation("This resident already has a stay in \(house).", field: "resident_id")
  }
}

/// What must be done on the day somebody comes: each line done, or with the reason why not.
enum AdmissionChecklist {
  static let lines: Choices = [
    "id_seen=Identity seen", "agreement_signed", "privacy_notice=Privacy notice given",
    "consents=Consents asked", "emergency_contact", "medicines_reconciled=Medicines counted by two people",
    "valuables=Valuables noted", "inventory=Inventory of the room", "photo", "induction=Shown round",
    "fire_procedure=Fire procedure shown", "risk_assessment=First risk assessment",
    "support_plan_date=Day for the support plan", "benefit_claim=Benefit claim made",
    "gp_registered=Registered with a GP", "keys=Keys given", "safer_room=Room made safe",
  ]

  /// The labels of the lines of which nothing is said yet.
  static func open(of admission: Record) -> [String] {
    let settled = Set(Structured.list(admission[.checklist]).compactMap { $0["line"]?.text })
    return lines.members.filter { !settled.contains($0.code) }.map(\.label)
  }

  /// The checklist with what was just said of one line, by whom and when.
  static func saying(_ line: String, reason: String?, of admission: Record, _ book: Book) -> String {
    let answer = reason.map { ("reason", $0) } ?? ("done", "yes")
    return Structured.adding(
      [
        (name: "line", text: line), (name: answer.0, text: answer.1),
        (name: "by", text: book.actor.map { "\($0)" } ?? ""), (name: "at", text: "\(book.now.milliseconds)"),
      ], to: admission[.checklist])
  }
}
