import Records

extension Workflow {
  static let safeguardingConcern = Workflow(
    states: [
      "raised", "screened", "referred", "acknowledged", "enquiry", "no_further_action", "plan", "review",
      "closed", "reopened",
    ], start: "raised",
    editable: ["raised", "screened", "referred", "acknowledged", "enquiry", "plan", "review", "reopened"],
    [
      .screenConcern, .referConcern, .decideNoAction, .acknowledgeConcern, .enquireConcern, .planConcern,
      .reviewConcern, .closeConcern, .reopenConcern,
      .sendNoActionBack,
    ])
}

extension Action {
  /// SGC-3.
  static let screenConcern = Action(
    "concern.screen", "Screen", right: .approve, from: ["raised", "reopened"], to: "screened",
    asks: ConcernScreening.asks,
    settles: ["safeguarding"],
    // What was told when it was raised: the calls made already, and what the authority called them.
    recalls: [
      "what_happened", "immediate_safety", "authority_reference", "person_voice", "desired_outcome",
      "capacity_view", "alleged_source", "protection_plan", "person_view_of_outcome", "lessons",
    ],
    reads: { concern in
      [
        Allegation.members(of: concern), AuthorityTriage.house(of: concern), Allegation.duties(of: concern),
      ] + SafeguardingLeads.reads
    },
    whyNot: { concern, book in
      let excluded = Allegation.excluded(from: concern, book.rows(0))
      let others = SafeguardingLeads(book, from: 3)
      if let actor = book.actor, concern[.raisedBy] == actor,
        others.leads(besides: excluded.union([actor]), book)
      {
        return Reason("You raised this, so someone else must screen it.", namesOthers: true)
      }
      guard book.isAnswered else { return nil }
      return ThresholdQuestion.whyNot(concern, book)
        ?? Allegation.whyNot(concern, house: book.rows(1).first, book)
    },
    changes: { concern, book in
      let screened = concern.answered(
        book, "person_voice", "care_needs", "at_risk", "cannot_protect_self", "significant_harm",
        "may_have_harmed", "possible_offence", "poses_risk", "unsuitable", "to_refer", "lead_by"
      ).changed { $0[.screenedBy] = book.actor }
      return [screened]
        + Allegation.notices(of: screened, house: book.rows(1).first, before: book.rows(2), book)
    },
    notices: { concern, book in
      let raiser = concern[.raisedBy].map {
        [Notice("safeguarding", "was looked at. Still worried? Ask the safeguarding lead", to: [.member($0)])]
      }
      let lead = concern[.leadBy].map {
        [Notice("assignment", "is yours to lead", to: [.member($0)], needsAction: true)]
      }
      return (raiser ?? []) + (lead ?? [])
    })

  /// SGC-4; the referral stays on the concern, where only its readers see it.
  static let referConcern = Action(
    "concern.refer", "Refer", right: .sign, from: ["screened"], to: "referred",
    asks: [
      .reference(.referredAgencyID, "Referred to", to: "agencies", [.required]),
      .choice(.referralMethod, "How it was referred", .contactMethod, [.required]),
      .instant(.referredAt, "Referred at", [.required]).past().starting(with: .now),
      .choice(.overrideReason, "Ground for sharing without agreement", ConcernGrounds.choices)
        .startingFromRecord(),
      .text(.authorityReference, "Authority’s reference").startingFromRecord(),
    ],
    looksUp: { _, answers in
      answers["referred_agency_id"].map { [Query("agencies").where(.equals("id", $0))] } ?? []
    },
    whyNot: { concern, book in
      guard book.isAnswered else { return nil }
      if let moment = book[.referredAt], moment > book.now {
        return Reason("That moment has not come yet.", at: "referred_at")
      }
      guard concern[.consentToRefer] == "refused", (book[.overrideReason] ?? "none") == "none" else {
        return nil
      }
      return Reason(
        "The person did not agree. Say which ground allows the referral.", at: "override_reason")
    },
    changes: { concern, book in
      // Without a clock of the authority's own an answer is awaited within a day.
      let hours = book.rows(0).first?[.acknowledgeHours] ?? 24
      return [
        concern.answered(
          book, "referred_agency_id", "referral_method", "referred_at", "override_reason",
          "authority_reference"
        ).changed {
          $0[.referredBy] = book.actor
          $0[.decision] = "pending"
          $0[.signoff] = "not_requested"
          $0[.acknowledgeDueAt] = ($0[.referredAt] ?? book.now).adding(hours: hours)
        }
      ]
    })

  /// SGC-5 and SGC-7: a decision not to act, which waits for its second signature.
  static let decideNoAction = Action(
    "concern.no-action", "No further action", right: .update, from: ["screened", "acknowledged"],
    to: "no_further_action",
    asks: [.note(.reason, "Why, and what was done instead", [.required])],
    whyNot: { concern, book in ConcernSteps.whyNotTheirs(concern, book) },
    changes: { concern, book in
      let decided = concern.changed {
        $0[.decision] = "no_further_action"
        $0[.signoff] = "requested"
      }
      return [decided, ConcernSteps.secondSignature(for: concern, book)]
    },
    notices: { _, book in
      [
        Notice(
          "approval", "waits for a second signature", to: [.role(.safeguarding, house: nil)],
          priority: "high", needsAction: true, dueAt: book.now.adding(hours: 24))
      ]
    })

  static let signOffNoAction = Action(
    "concern.sign-off", "Sign off no action", right: .approve, from: ["no_further_action"],
    strength: .confirm, settles: ["approval"],
    reads: { ApprovalRound.waiting(on: $0, "concern_no_action") },
    whyNot: { concern, book in
      if concern[.signoff] == "signed_off" { return Reason("This is signed off already.") }
      guard let round = book.rows(0).first else { return Reason("Nothing waits for a second signature.") }
      return ApprovalRound.whyNot(round, about: concern, book)
    },
    changes: { concern, book in
      [concern.changed { $0[.signoff] = "signed_off" }]
        + ApprovalRound.answered(book.rows(0), "approved", book)
    })

  /// The second person does not agree: whoever leads the concern decides anew.
  static let sendNoActionBack = Action(
    "concern.send-back", "Send back", right: .approve, from: ["no_further_action"], to: "screened",
    asks: [.note(.comment, "What is to be looked at again", [.required])], settles: ["approval"],
    reads: { ApprovalRound.waiting(on: $0, "concern_no_action") },
    whyNot: { _, book in
      guard let round = book.rows(0).first else { return Reason("Nothing waits for a second signature.") }
      return round[.requestedBy] == book.actor ? .ownWork("requested") : nil
    },
    changes: { concern, book in
      [concern.decidedAnew()]
        + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    },
    notices: { _, book in
      book.rows(0).first?[.requestedBy].map {
        [Notice("approval", "was sent back", to: [.member($0)], priority: "high", needsAction: true)]
      } ?? []
    })

  /// SGC-6.
  static let acknowledgeConcern = Action(
    "concern.acknowledge", "Acknowledged", right: .update, from: ["referred"], to: "acknowledged",
    asks: [
      .instant(.acknowledgedAt, "Acknowledged at", [.required]).past().starting(with: .now),
      .text(.authorityReference, "Authority’s reference", [.required]).startingFromRecord().help(
        "Their number, or the name of who answered."),
    ],
    settles: ["overdue"],
    whyNot: { concern, book in
      if let others = ConcernSteps.whyNotTheirs(concern, book) { return others }
      guard let moment = book[.acknowledgedAt] else { return nil }
      if moment > book.now { return Reason("That moment has not come yet.") }
      guard let sent = concern[.referredAt], moment < sent else { return nil }
      return Reason("It cannot be acknowledged before it was referred.")
    },
    changes: { concern, book in [concern.answered(book, "acknowledged_at", "authority_reference")] })

  /// SGC-7.
  static let enquireConcern = Action(
    "concern.enquire", "Enquiry begins", right: .update, from: ["acknowledged"], to: "enquiry",
    asks: [
      .choice(
        .decision, "Decision",
        ["section_42=Section 42 enquiry", "section_47=Section 47 enquiry", "other_enquiry"], [.required]),
      .text(.enquiryLead, "Who leads the enquiry").startingFromRecord(),
      .instant(.strategyMeetingAt, "Strategy meeting").startingFromRecord(),
    ],
    whyNot: { concern, book in ConcernSteps.whyNotTheirs(concern, book) },
    changes: { concern, book in
      [concern.answered(book, "decision", "enquiry_lead", "strategy_meeting_at")]
    })

  /// SGC-8.
  static let planConcern = Action(
    "concern.plan", "Protection plan agreed", right: .update, from: ["enquiry"], to: "plan",
    asks: [
      .note(.protectionPlan, "Protection plan", [.required]).startingFromRecord(),
      .reference(.leadBy, "Lead", to: "memberships", [.required]).startingFromRecord().offering(
        .concernLeads),
      .day(.reviewOn, "Review by", [.required]).future().startingFromRecord(),
    ],
    whyNot: { concern, book in
      if let others = ConcernSteps.whyNotTheirs(concern, book) { return others }
      guard let day = book[.reviewOn], day <= book.today else { return nil }
      return Reason("The next review lies ahead. Give a later day.", at: "review_on")
    },
    changes: { concern, book in [concern.answered(book, "protection_plan", "lead_by", "review_on")] })

  static let reviewConcern = Action(
    "concern.review", "Review", right: .update, from: ["plan"], to: "review",
    asks: [
      .note(.protectionPlan, "Protection plan", [.required]).startingFromRecord(),
      .note(.reason, "What the review found", [.required]),
      .day(.reviewOn, "Review by").future(),
    ], settles: ["reminder"],
    whyNot: { concern, book in ConcernSteps.whyNotTheirs(concern, book) },
    changes: { concern, book in [concern.answered(book, "protection_plan", "review_on")] })

  /// SGC-9.
  static let closeConcern = Action(
    "concern.close", "Close", right: .approve, from: ["review", "no_further_action"], to: "closed",
    asks: [
      .choice(
        .outcome, "Outcome",
        ["substantiated", "partly=Partly substantiated", "unsubstantiated", "inconclusive", "ceased"]),
      .choice(.riskAfter, "Risk afterwards", ["removed", "reduced", "remains"]),
      .note(.personViewOfOutcome, "What the person thinks of the outcome", [.required]).help(
        "Or why they were not asked."),
      .note(.lessons, "What was learnt").startingFromRecord(),
    ], strength: .confirm, settles: ["safeguarding", "assignment", "reminder"],
    reads: { concern in
      [Assignment.open(.concernID, of: concern), Allegation.unsettledDuties(of: concern)]
    },
    whyNot: { concern, book in
      if concern[.state] == "no_further_action", concern[.signoff] != "signed_off" {
        return Reason("A decision not to act needs a reason and a second signature.")
      }
      let count = book.rows(0).count
      if count > 0 {
        return Reason(count == 1 ? "One linked action is open." : "\(count) linked actions are open.")
      }
      if let unsent = IncidentDuties.whyNotClosed(book.rows(1)) { return unsent }
      // SOD-03: a closure is nobody's alone.
      if let actor = book.actor, concern[.screenedBy] == actor, concern[.leadBy] == actor {
        return Reason("You screened this and lead it, so someone else must close it.", namesOthers: true)
      }
      guard book.isAnswered, concern[.state] == "review", book[.outcome] == nil else { return nil }
      return Reason("Say what the enquiry came to first.", at: "outcome")
    },
    changes: { concern, book in
      let closed = concern.answered(book, "outcome", "risk_after", "person_view_of_outcome", "lessons")
      return [closed[.signedAt] == nil ? closed.signed(book) : closed]
    })

  static let reopenConcern = Action(
    "concern.reopen", "Reopen", right: .approve, from: ["closed"], to: "reopened", asks: [.why],
    changes: { concern, _ in
      [
        concern.changed {
          $0[.signoff] = "not_requested"
          $0[.decision] = "pending"
        }
      ]
    })
}

extension Record {
  /// A concern as it stood before it was decided not to act: with the authority where that had acknowledged it.
  func decidedAnew() -> Record {
    // What was acknowledged before it was closed and reopened says nothing of what came after.
    let closedAt = self[.signedAt] ?? Instant(milliseconds: 0)
    let isAcknowledged = self[.acknowledgedAt].map { $0 > closedAt } ?? false
    return changed {
      $0[.state] = isAcknowledged ? "acknowledged" : "screened"
      $0[.decision] = "pending"
      $0[.signoff] = "not_requested"
    }
  }
}

/// What the screening of a concern asks.
private enum ConcernScreening {
  static let asks: [Field] =
    [voice] + ThresholdQuestion.all.map(\.asked) + AuthorityTriage.asks + [isReferred] + last

  private static let voice = Field.note(.personVoice, "In the person’s words", [.required])
    .startingFromRecord().help("Word for word, or why they were not asked.")

  /// Of an adult the reasons say it.
  private static let isReferred = Field.choice(.toRefer, "Is to be referred", ["yes", "no"], [.required])
    .asked(where: { concern, _ in concern[.pathway] != "adult" })

  private static let last: [Field] = [
    .reference(.leadBy, "Lead", to: "memberships", [.required]).startingFromRecord().offering(
      .concernLeads),
    .note(.reason, "What is decided, and why", [.required]),
  ]
}

/// What the steps of a concern look at beside it.
private enum ConcernSteps {
  /// Who raised a concern does not work it: its lead does, or the safeguarding lead.
  static func whyNotTheirs(_ concern: Record, _ book: Book) -> Reason? {
    if book.role == .safeguarding || concern[.leadBy] == book.actor { return nil }
    return Reason("Only who leads this concern can do that.")
  }

  /// A question that names neither resident nor house, so that it tells nobody of the concern.
  static func secondSignature(for concern: Record, _ book: Book) -> Record {
    ApprovalRound.asked("concern_no_action", about: concern, book, dueIn: 24).changed {
      $0[.residentID] = nil
      $0[.houseID] = nil
    }
  }
}
