import Records

extension Workflow {
  static let riskAssessment = Workflow(
    states: ["draft", "submitted", "returned", "approved", "superseded", "closed"], start: "draft",
    editable: ["draft", "returned"], elsewhere: ["superseded"],
    [.submitRisk, .approveRisk, .returnRisk, .closeRisk])
}

extension Action {
  /// RSK-2.
  static let submitRisk = Action(
    "risk.submit", "Submit for approval", right: .sign, from: ["draft", "returned"], to: "submitted",
    settles: ["approval"], reads: RiskScore.items,
    whyNot: { assessment, book in
      if book.rows(0).isEmpty { return Reason("Add at least one hazard first.") }
      for (index, item) in book.rows(0).enumerated() where RiskScore.after(item) == .empty {
        return Reason("Hazard \(index + 1) has no residual score.")
      }
      guard let day = assessment[.reviewOn] else { return Reason("Give the day of the next review first.") }
      let level = RiskScore.overall(of: book.rows(0)) ?? "low"
      let most = RiskScore.reviewDays(of: level)
      guard day > book.today.adding(days: most) else { return nil }
      return Reason("A \(level) risk is reviewed within \(most) days. Bring the review day forward.")
    },
    changes: { assessment, book in
      [assessment.signed(book), ApprovalRound.asked("risk_assessment", about: assessment, book)]
    },
    notices: { assessment, book in
      [
        Notice(
          "approval", "waits for approval",
          to: Notice.Audience.leads(of: assessment[.houseID]),
          needsAction: true, dueAt: book.now.adding(hours: 72))
      ]
    })

  /// RSK-3; SOD-01; a critical risk that remains is for the manager or the safeguarding lead.
  static let approveRisk = Action(
    "risk.approve", "Approve", right: .approve, from: ["submitted"], to: "approved", strength: .confirm,
    settles: ["approval"],
    reads: { assessment in
      ApprovalRound.waiting(on: assessment, "risk_assessment") + RiskScore.items(assessment)
        + Authors.log(of: assessment)
        + [
          Query("risk_assessments").where(.equals("id", (assessment[.supersedesID] ?? .zero).value))
        ] + (assessment[.residentID].map(PlanApproval.plansAndReviews) ?? [])
    },
    whyNot: { assessment, book in
      if let own = whyNotJudge(assessment, book) { return own }
      let isCritical = RiskScore.overall(of: book.rows(1)) == "critical"
      if isCritical, let role = book.role, role != .manager, role != .safeguarding {
        return Reason("A critical residual risk is for the service manager.", namesOthers: true)
      }
      return ApprovalRound.whyNot(book.rows(0).first, about: assessment, book)
    },
    changes: { assessment, book in
      let approved = assessment.changed {
        $0[.approvedBy] = book.actor
        $0[.approvedAt] = book.now
      }
      let former = book.rows(3).filter { $0[.state] == "approved" }.map {
        $0.changed { $0[.state] = "superseded" }
      }
      let isHigh = ["high", "critical"].contains(RiskScore.overall(of: book.rows(1)))
      return [approved] + former + ApprovalRound.answered(book.rows(0), "approved", book)
        + (isHigh ? PlanApproval.earlyReviews(of: book.rows(4), waiting: book.rows(5), book) : [])
    },
    notices: { assessment, _ in
      assessment[.signedBy].map { [Notice("approval", "is approved", to: [.member($0)])] } ?? []
    })

  /// SOD-01: nobody judges what they drafted, signed or changed; `reads` are the round, the hazards and the log.
  private static func whyNotJudge(_ assessment: Record, _ book: Book) -> Reason? {
    guard let actor = book.actor else { return nil }
    let authors =
      [assessment[.signedBy], assessment.stamp?.createdBy] + book.rows(1).map { $0.stamp?.updatedBy }
    let isAuthor =
      authors.contains(actor) || Authors.include(actor, in: book.rows(2), since: "risk.return")
    return isAuthor ? .ownWork("wrote") : nil
  }

  /// RSK-4: it is open for changes again, and its signature is gone.
  static let returnRisk = Action(
    "risk.return", "Send back", right: .approve, from: ["submitted"], to: "returned",
    asks: [.note(.comment, "What is missing", [.required])], settles: ["approval"],
    reads: {
      ApprovalRound.waiting(on: $0, "risk_assessment") + RiskScore.items($0) + Authors.log(of: $0)
    },
    whyNot: { assessment, book in whyNotJudge(assessment, book) },
    changes: { assessment, book in
      [assessment.unsigned()]
        + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    },
    notices: { assessment, _ in
      guard let author = assessment.stamp?.createdBy else { return [] }
      return [Notice("approval", "was sent back", to: [.member(author)], needsAction: true)]
    })

  static let closeRisk = Action(
    "risk.close", "Close", right: .approve, from: ["approved"], to: "closed", asks: [.why],
    reads: { [Assignment.open(.riskAssessmentID, of: $0)] },
    whyNot: { _, book in Assignment.whyNotClosed(book.rows(0)) })

  /// RSK-1: a new version begins as a copy of the one in force.
  static let newRiskVersion = Action(
    "risk.new-version", "New version", right: .create, from: ["approved"], reads: RiskScore.items,
    changes: { assessment, book in RiskVersion.next(of: assessment, items: book.rows(0), book) })

  /// RSK-5: a risk that is low or medium with what is done about it stays with who assessed it.
  static let escalateRisk = Action(
    "risk.escalate", "Raise with others", right: .update, from: ["submitted", "approved"],
    asks: [
      .choice(
        .escalation, "Raised to", ["team", "manager", "safeguarding", "crisis_team", "external"], [.required]),
      .reference(.escalatedTo, "Raised with", to: "memberships").offering(.riskAssessors),
      .note(.reason, "What was agreed", [.required]),
    ], reads: RiskScore.residuals,
    whyNot: { _, book in
      guard let level = RiskScore.overall(of: book.rows(0)), ["high", "critical"].contains(level) else {
        return Reason("Only a high or critical risk is raised with others.")
      }
      return nil
    },
    changes: { assessment, book in [assessment.answered(book, "escalation", "escalated_to")] },
    notices: { assessment, book in
      let named = book[.escalatedTo].map { [Notice.Audience.member($0)] } ?? []
      let lead: Role = book[.escalation] == "safeguarding" ? .safeguarding : .manager
      return [
        Notice(
          "approval", "was raised with you", to: named + [.role(lead, house: assessment[.houseID])],
          priority: "urgent", needsAction: true)
      ]
    })

  /// RSK-6: looked at again and left as it is.
  static let keepRisk = Action(
    "risk.review", "Reviewed, no change", right: .sign, from: ["approved"],
    asks: [
      .note(.reason, "What was considered", [.required]),
      .day(.reviewOn, "Review by", [.required]).future(),
    ], reads: RiskScore.items,
    whyNot: { _, book in
      guard let day = book[.reviewOn] else { return nil }
      if day <= book.today { return Reason("The next review lies ahead. Give a later day.") }
      let level = RiskScore.overall(of: book.rows(0)) ?? "low"
      let most = RiskScore.reviewDays(of: level)
      return day > book.today.adding(days: most)
        ? Reason("A \(level) risk is reviewed within \(most) days.") : nil
    },
    changes: { assessment, book in [assessment.answered(book, "review_on")] })

  static let assignRiskAction = Action(
    "risk.assign-action", "Assign an action", right: .create, resource: "actions",
    from: ["draft", "submitted", "returned", "approved"], asks: Assignment.asks,
    whyNot: { _, book in Assignment.whyNot(book) },
    changes: { assessment, book in
      [Assignment.action(from: "risk", assessment, book).changed { $0[.riskAssessmentID] = assessment.id }]
    })
}

/// The draft that follows an assessment in force, with its hazards.
private enum RiskVersion {
  static func next(of assessment: Record, items: [Record], _ book: Book) -> [Record] {
    let id = book.newID()
    var draft = Record(.riskAssessments)
    draft.id = id
    for name in kept { draft[name] = assessment[name] }
    draft[.versionNumber] = (assessment[.versionNumber] ?? 1) + 1
    draft[.supersedesID] = assessment.id
    draft[.reviewOn] = book.today.adding(days: 28)
    return [draft]
      + items.map { item in
        var copy = Record(.riskItems)
        for field in copy.type.stored { copy[field.name] = item[field.name] }
        copy[.riskAssessmentID] = id
        return copy
      }
  }

  private static let kept = [
    "scope", "resident_id", "house_id", "room_id", "category", "history", "protective_factors",
    "warning_signs",
    "contingency", "resident_view", "escalation", "escalated_to",
  ]
}
