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
    .reference(.aboutMemberID, "About which member", to: "memberships")
      .shown(when: { $0[.isStaffAllegation] == true }).help("They never see the concern, nor hear of it."),
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
    }.answered(
      book, "abuse_kinds", "what_happened", "immediate_safety", "is_staff_allegation", "about_member_id")
  }

  /// The shifts on call that may last now, the teams on call, who is said to have caused it, who leads safeguarding
  /// and who else may be told.
  static let onCall: @Sendable (Record) -> [Query] = { concern in
    OnCall.reads(from: concern[.raisedAt] ?? Instant(milliseconds: 0)) + [
      Allegation.members(of: concern)
    ] + SafeguardingLeads.reads + [
      Query("crisis_teams").where(.kind, is: "safeguarding").where(.equals("is_active", .flag(true)))
    ]
  }

  /// SGC-1: by reference only.
  ///
  /// Who is on call for the house hears of it too, because the safeguarding lead may sleep; not where it is about
  /// somebody who works there, for that may be them. Whoever is alleged is left out of all notices; where every
  /// safeguarding lead is, the administrators hear of it. Of an allegation that names nobody the lead alone hears: it
  /// may be about anybody else.
  static let told: @Sendable (Record, Book) -> [Notice] = { concern, book in
    let lead = Notice(
      "safeguarding", "was raised", to: [.role(.safeguarding, house: nil)], priority: "urgent",
      needsAction: true, dueAt: book.now.adding(hours: 4))
    let leads = SafeguardingLeads(book, from: 3)
    let excluded = Allegation.excluded(from: concern, book.rows(2))
    let isUnnamed = Allegation.isUnnamed(concern, book.rows(2))
    let others = leads.standingIn(besides: excluded, isUnnamed: isUnnamed, book)
    let managers = isUnnamed ? [] : leads.managers(of: concern, besides: excluded, book)
    // A lead may be off shift: whoever the safeguarding team names hears of it as well.
    let teams = book.rows(8).filter { $0[.houseID] == nil || $0[.houseID] == concern[.houseID] }
    let team = teams.flatMap { [$0[.leadBy], $0[.deputyBy]] }.compactMap(\.self)
      .filter { !isUnnamed && !excluded.contains($0) }
    let onCall = onCallNow(for: concern, book)
    let instead = Notice(
      "safeguarding", "was raised, and no safeguarding lead may see it: make somebody else one",
      to: others.map(Notice.Audience.member), priority: "urgent", needsAction: true,
      dueAt: book.now.adding(hours: 4))
    let awake = Notice(
      "safeguarding", "was raised: ring the safeguarding lead",
      to: (onCall + team).map(Notice.Audience.member),
      priority: "urgent")
    let house = Notice(
      "safeguarding", "was raised: you are named on it", to: managers.map(Notice.Audience.member),
      priority: "high")
    return [lead, instead, awake, house].filter { !$0.audience.isEmpty }
  }

  /// Who is on call for the house now.
  private static func onCallNow(for concern: Record, _ book: Book) -> [RecordID] {
    if Allegation.isRaised(concern) { return [] }
    // The shifts were looked up for when it was raised, which may be long before it is written down.
    let members = OnCall.members(for: concern[.houseID], book.rows(0), book.rows(1), at: book.now)
    let excluded = Allegation.excluded(from: concern, book.rows(2))
    return members.filter { !excluded.contains($0) }
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

  /// SOD-12.
  static let leadIsNotAlleged = Rule("who is said to have caused it does not lead") { concern in
    [Allegation.members(of: concern), ConcernExclusion.grants(on: concern)]
  } check: { concern, book in
    let excluded = Allegation.excluded(from: concern, book.rows(0)).union(
      ConcernExclusion.members(book.rows(1)))
    guard let lead = concern[.leadBy], excluded.contains(lead) else { return nil }
    return Violation("This person cannot lead this concern.", field: "lead_by")
  }
}
