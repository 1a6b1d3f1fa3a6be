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
      ]
    },
    whyNot: { referral, book in
      let missing = referral.missing.map(\.label)
      if !missing.isEmpty { return Reason("Still empty: \(missing.joined(separator: ", ")).") }
      if let moment = book[.sentAt], moment > book.now { return Reason("That moment has not come yet.") }
      return ReferralSending.whyNotShared(referral, book)
    },
    changes: { referral, book in
      [
        referral.answered(book, "method", "sent_at").changed {
          $0[.responseDueOn] =
            $0[.responseDueOn] ?? ReferralSending.answerDue(of: $0[.urgency], from: book.today)
        }
      ]
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

  /// `reads` are the agency and the consent.
  static func whyNotShared(_ referral: Record, _ book: Book) -> Reason? {
    if book.rows(1).contains(where: { covers($0, referral, book.today) }) { return nil }
    guard book.isAnswered else { return nil }
    if book[.lawfulBasis] == nil {
      let agency = book.rows(0).first?[.name] ?? "this agency"
      return Reason(
        "There is no consent to share with \(agency). Record one, or the ground for sharing without.")
    }
    guard let role = book.role, role != .manager, role != .safeguarding else { return nil }
    return Reason(
      "Without consent a manager or the safeguarding lead decides to send it.", namesOthers: true)
  }

  private static func covers(_ consent: Record, _ referral: Record, _ day: Day) -> Bool {
    consent[.state] == "valid" && consent[.residentID] == referral[.residentID]
      && (consent[.startsOn] ?? day) <= day && (consent[.endsOn] ?? day) >= day
      && (consent[.recipientAgencyID] ?? referral[.agencyID]) == referral[.agencyID]
  }

  /// `referral.chase`: ten, five or one working day, an emergency the same day; weekends do not count.
  static func answerDue(of urgency: String?, from day: Day) -> Day {
    var left =
      switch urgency {
      case "emergency": 0
      case "urgent": 1
      case "soon": 5
      default: 10
      }
    var due = day
    while left > 0 {
      due = due.adding(days: 1)
      if due.weekday < 5 { left -= 1 }
    }
    return due
  }
}
