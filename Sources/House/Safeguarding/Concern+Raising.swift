import Records

/// A concern raised from an incident, an injury or a note, and who hears of one.
///
/// Anybody may raise one: the right asked is that of the record it comes from.
enum ConcernRaising {
  static let asks: [Field] = [
    .list(.abuseKinds, "Kind of abuse", of: .open(name: "abuse_kind"), [.required]),
    .note(.whatHappened, "What was seen or said", [.required]).help("Facts, and whose words they are."),
    .note(.immediateSafety, "What was done to make them safe", [.required]).help(
      "In danger now? Ring \(EmergencyNumber.place), or the council’s out-of-hours team, first."),
    .flag(.isStaffAllegation, "About somebody who works here").starting(false),
  ]

  /// The resident, and where they live.
  static let reads: @Sendable (Record) -> [Query] = { subject in
    let resident = (subject[.residentID] ?? .zero).value
    return [
      Query("residents").where(.equals("id", resident)).only("born_on"),
      Query("stays").where(.equals("resident_id", resident)).where(.state, is: "active"),
    ]
  }

  static func whyNot(_ subject: Record, _ book: Book) -> Reason? {
    if subject[.residentID] == nil { return Reason("Name the resident first whom the concern is about.") }
    guard subject[.houseID] == nil, book.rows(1).isEmpty else { return nil }
    return Reason("The resident has no active stay. Raise the concern from the list of concerns.")
  }

  /// A new concern about the resident of a record; the first two queries of the book are those of `reads`.
  static func concern(about subject: Record, _ book: Book) -> Record {
    let isChild = book.rows(0).first?[.bornOn].map { $0.years(until: book.today) < 18 } ?? false
    return Record(.safeguardingConcerns).changed {
      $0[.residentID] = subject[.residentID]
      $0[.houseID] = subject[.houseID] ?? book.rows(1).first?[.houseID]
      $0[.raisedBy] = book.actor
      $0[.raisedAt] = book.now
      $0[.pathway] = book[.isStaffAllegation] == true ? "staff_allegation" : isChild ? "child" : "adult"
    }.answered(book, "abuse_kinds", "what_happened", "immediate_safety", "is_staff_allegation")
  }

  /// The shifts on call that may last now, the teams on call, and who is said to have caused the incident.
  static let onCall: @Sendable (Record) -> [Query] = { concern in
    OnCall.reads(from: concern[.raisedAt] ?? Instant(milliseconds: 0)) + [
      Alleged.members(in: concern[.incidentID] ?? .zero)
    ]
  }

  /// SGC-1: by reference only.
  ///
  /// Who is on call for the house hears of it too, because the safeguarding lead may sleep; not where it is about somebody
  /// who works there, for that may be them.
  static let told: @Sendable (Record, Book) -> [Notice] = { concern, book in
    let lead = Notice(
      "safeguarding", "was raised", to: [.role(.safeguarding, house: nil)], priority: "urgent",
      needsAction: true, dueAt: book.now.adding(hours: 4))
    let onCall = onCallNow(for: concern, book)
    if onCall.isEmpty { return [lead] }
    return [
      lead,
      Notice(
        "safeguarding", "was raised: ring the safeguarding lead", to: onCall.map(Notice.Audience.member),
        priority: "urgent"),
    ]
  }

  private static func onCallNow(for concern: Record, _ book: Book) -> [RecordID] {
    let isAboutStaff =
      concern[.pathway] == "staff_allegation" || concern[.isStaffAllegation] == true
      || ["staff", "organisation"].contains(concern[.allegedSourceKind] ?? "")
    if isAboutStaff { return [] }
    // The shifts were looked up for when it was raised, which may be long before it is written down.
    let members = OnCall.members(for: concern[.houseID], book.rows(0), book.rows(1), at: book.now)
    let alleged = Set(book.rows(2).compactMap(\.id))
    return members.filter { !alleged.contains($0) }
  }
}

/// The grounds that allow a referral against the person's word.
enum ConcernGrounds {
  static let choices: Choices = [
    "none", "vital_interest=Life or health is at stake", "others_at_risk=Others are at risk",
    "crime=To prevent or detect a crime", "public_interest", "child_at_risk=A child is at risk",
  ]
}

extension Rule {
  static let concernIsRaisedInThePast = Rule("a concern was raised before now") { concern, book in
    guard let moment = concern[.raisedAt], moment > book.now else { return nil }
    return Violation("That moment has not come yet.", field: "raised_at")
  }

  static let refusedConsentHasGround = Rule("a referral against the person's word has a ground") {
    concern, _ in
    guard concern[.consentToRefer] == "refused", concern[.referredAt] != nil,
      (concern[.overrideReason] ?? "none") == "none"
    else { return nil }
    return Violation(
      "The person did not agree. Say which ground allows the referral.", field: "override_reason")
  }

  /// SOD-12, as far as the incident names who is said to have caused it.
  static let leadIsNotAlleged = Rule("who is said to have caused it does not lead") { concern in
    concern[.incidentID].map { [Alleged.members(in: $0)] } ?? []
  } check: { concern, book in
    guard let lead = concern[.leadBy], book.rows(0).contains(where: { $0.id == lead }) else { return nil }
    return Violation("This person cannot lead this concern.", field: "lead_by")
  }
}

/// The members who are said to have caused an incident.
enum Alleged {
  static func members(in incident: RecordID) -> Query {
    Query("incident_people").where(.incidentID, is: incident).where(.role, is: "alleged_source")
      .following(.staffMemberID, to: "memberships", matching: .staffMemberID)
  }
}
