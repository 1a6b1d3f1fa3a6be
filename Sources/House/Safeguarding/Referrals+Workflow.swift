import Records

extension Workflow {
  static let referral = Workflow(
    states: [
      "draft", "sent", "acknowledged", "accepted", "in_progress", "done", "rejected", "revoked", "void",
    ], start: "draft", editable: ["draft", "sent", "acknowledged", "accepted", "in_progress"],
    [
      .sendReferral,
      answered("referral.acknowledge", "Acknowledged", from: ["sent"], to: "acknowledged"),
      answered("referral.accept", "Accepted", from: ["acknowledged"], to: "accepted"),
      .rejectReferral,
      Action("referral.start", "Begun", right: .update, from: ["accepted"], to: "in_progress"),
      .finishReferral,
      Action(
        "referral.revoke", "Call back", right: .approve, from: ["sent", "accepted", "in_progress"],
        to: "revoked", asks: [.note(.reason, "Why, and whether the agency was told", [.required])]),
      Action("referral.void", "Withdraw draft", right: .void, from: ["draft"], to: "void", asks: [.why]),
    ])

  /// REF-3.
  private static func answered(_ id: String, _ title: String, from: [String], to: String) -> Action {
    Action(
      id, title, right: .update, from: from, to: to,
      asks: [
        .instant(.respondedAt, "Answered at", [.required]).past().starting(with: .now),
        .text(.externalReference, "External reference").startingFromRecord(),
      ],
      settles: ["overdue"],
      whyNot: { _, book in ReferralSending.whyNotYet(book) },
      changes: { referral, book in [referral.answered(book, "responded_at", "external_reference")] })
  }
}

extension Action {
  /// REF-2: with a consent that stands, or on a ground that a manager or the safeguarding lead names.
  ///
  /// What was told, to whom and on what ground stays as a disclosure.
  static let sendReferral = Action(
    "referral.send", "Send", right: .sign, from: ["draft"], to: "sent",
    asks: [
      .choice(.method, "Method", .contactMethod, [.required]),
      .instant(.sentAt, "Sent at", [.required]).past().starting(with: .now),
      .choice(.lawfulBasis, "Ground for sharing without consent", .lawfulBasis),
    ],
    reads: { referral in
      [
        Query("agencies").where(.equals("id", referral["agency_id"])),
        Query("consents").where(.equals("id", (referral[.consentID] ?? .zero).value)),
        Query("consent_disclosures").where(.referralID, is: referral.id ?? .zero).only("referral_id"),
        Query("residents").where(.equals("id", (referral[.residentID] ?? .zero).value)).only("is_part2"),
        Query("stays").where(.residentID, is: referral[.residentID] ?? .zero).where(.state, is: "active")
          .following(.houseID, to: "houses").only("jurisdiction"),
      ]
    },
    whyNot: { referral, book in
      let missing = referral.missing.map(\.label)
      if !missing.isEmpty { return Reason("Still empty: \(missing.joined(separator: ", ")).") }
      if let moment = book[.sentAt], moment > book.now { return Reason("That moment has not come yet.") }
      return ReferralSending.whyNotShared(referral, book)
        ?? ReferralSending.whyNotUnaccounted(referral, book)
    },
    changes: { referral, book in
      let sent = referral.answered(book, "method", "sent_at").changed {
        $0[.responseDueOn] =
          $0[.responseDueOn]
          ?? ReferralSending.answerDue(of: $0[.urgency], from: book.today, by: Jurisdiction.days(book, 4))
      }
      return [sent] + ReferralSending.disclosure(of: sent, book)
    },
    notices: { referral, _ in
      referral[.assignedTo].map {
        [Notice("assignment", "was sent and is yours to follow", to: [.member($0)])]
      }
        ?? []
    })

  static let rejectReferral = Action(
    "referral.reject", "Not accepted", right: .update, from: ["sent", "acknowledged"], to: "rejected",
    asks: [
      .instant(.respondedAt, "Answered at", [.required]).past().starting(with: .now),
      .choice(.declineReason, "Why declined", .open(name: "decline_reason"), [.required]),
      .note(.outcomeNote, "What came of it"),
    ], settles: ["overdue"],
    whyNot: { _, book in ReferralSending.whyNotYet(book) },
    changes: { referral, book in
      [referral.answered(book, "responded_at", "decline_reason", "outcome_note")]
    })

  /// REF-4.
  static let finishReferral = Action(
    "referral.finish", "Done", right: .update, from: ["in_progress"], to: "done",
    asks: [
      .choice(.outcome, "Outcome", ReferralOutcome.choices, [.required]),
      .note(.outcomeNote, "What came of it"),
      .flag(.followUpNeeded, "Follow up").startingFromRecord(),
      .day(.followUpOn, "Follow up by").future().startingFromRecord(),
    ],
    whyNot: { _, book in
      guard book.isAnswered, book[.followUpNeeded] == true, book[.followUpOn] == nil else { return nil }
      return Reason("Give the day of the follow-up.")
    },
    changes: { referral, book in
      [referral.answered(book, "outcome", "outcome_note", "follow_up_needed", "follow_up_on")]
    })
}

/// What lets a referral leave the house, and by when it is answered.
enum ReferralSending {
  static func whyNotYet(_ book: Book) -> Reason? {
    guard let moment = book[.respondedAt], moment > book.now else { return nil }
    return Reason("That moment has not come yet.")
  }

  /// `reads` are the agency, the consent, the disclosures with the referral and the resident.
  static func whyNotShared(_ referral: Record, _ book: Book) -> Reason? {
    if consent(to: referral, book) != nil { return nil }
    guard book.isAnswered else { return nil }
    if ground(book) == nil {
      let agency = book.rows(0).first?[.name] ?? "this agency"
      return Reason(
        "There is no consent to share with \(agency). Record one, or the ground for sharing without.")
    }
    guard let role = book.role, role != .manager, role != .safeguarding else { return nil }
    return Reason(
      "Without consent a manager or the safeguarding lead decides to send it.", namesOthers: true)
  }

  /// 42 CFR 2.32: what leaves a Part 2 file carries a notice; that it did, only who writes the disclosure can say.
  static func whyNotUnaccounted(_ referral: Record, _ book: Book) -> Reason? {
    let isPart2 =
      book.rows(3).first?[.isPart2] == true || basis(of: referral, book)?.hasPrefix("part2_") == true
    guard isPart2, book.rows(2).isEmpty else { return nil }
    return Reason("This is a Part 2 file. Write down the disclosure of this referral with its notice first.")
  }

  /// The disclosure that accounts for a referral; none where one is written down already.
  static func disclosure(of referral: Record, _ book: Book) -> [Record] {
    guard book.rows(2).isEmpty, let basis = basis(of: referral, book) else { return [] }
    let consent = consent(to: referral, book)
    let usual = consent?[.purpose] ?? "care_coordination"
    let told = Record(.consentDisclosures).changed { told in
      told[.residentID] = referral[.residentID]
      told[.information] = "\(referral.called): \(referral[.service] ?? "referral")"
      told[.purpose] = referral[.concernID] == nil ? usual : "safeguarding"
      told[.disclosedAt] = referral[.sentAt] ?? book.now
      told[.disclosedBy] = book.actor
      told[.recipientName] = book.rows(0).first?[.name] ?? "Agency"
      told[.recipientAgencyID] = referral[.agencyID]
      told[.method] = means(referral[.method])
      told[.consentID] = consent?.id
      told[.lawfulBasis] = basis
      // 45 CFR 164.528(a)(1): neither what was authorised nor treatment, payment and operations.
      told[.isAccountable] = consent == nil && basis != "hipaa_tpo"
      told[.referralID] = referral.id
    }
    return [told]
  }

  /// The consent that stands on the day of sending.
  private static func consent(to referral: Record, _ book: Book) -> Record? {
    let day = book[.sentAt].map { book.zone.day(at: $0) } ?? book.today
    return book.rows(1).first { covers($0, referral, day) }
  }

  private static func basis(of referral: Record, _ book: Book) -> String? {
    consent(to: referral, book).map { $0[.lawfulBasis] ?? "consent" } ?? ground(book)
  }

  /// The ground that was named for sharing without consent; a consent that is not there is none.
  private static func ground(_ book: Book) -> String? {
    book[.lawfulBasis].flatMap { Rule.consentBases.contains($0) ? nil : $0 }
  }

  /// How a disclosure calls the means by which a referral was sent; a text message is written, as an e-mail is.
  private static func means(_ method: String?) -> String {
    switch method {
    case "letter": "letter"
    case "email", "sms": "email"
    default: "spoken"
    }
  }

  private static func covers(_ consent: Record, _ referral: Record, _ day: Day) -> Bool {
    consent[.state] == "valid" && consent[.residentID] == referral[.residentID]
      && (consent[.startsOn] ?? day) <= day && (consent[.endsOn] ?? day) >= day
      && (consent[.recipientAgencyID] ?? referral[.agencyID]) == referral[.agencyID]
  }

  /// `referral.chase`: ten, five or one working day of the house's nation, an emergency the same day.
  static func answerDue(of urgency: String?, from day: Day, by days: WorkingDays) -> Day {
    let count =
      switch urgency {
      case "emergency": 0
      case "urgent": 1
      case "soon": 5
      default: 10
      }
    return days.day(count, after: day)
  }
}
