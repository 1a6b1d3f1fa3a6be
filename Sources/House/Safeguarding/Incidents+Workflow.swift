import Records

extension Workflow {
  static let incident = Workflow(
    states: [
      "draft", "submitted", "triaged", "under_review", "awaiting_approval", "closed", "reopened", "void",
    ], start: "draft", editable: ["draft"],
    [
      .submitIncident, .triageIncident, .startIncidentReview, .correctIncident, .askIncidentClosure,
      .closeIncident, .returnIncidentClosure, .reopenIncident, .voidIncident,
    ])
}

extension Action {
  /// INC-2: the report goes to those who lead the house and is the reporter's no longer.
  static let submitIncident = Action(
    "incident.submit", "Send report", right: .sign, from: ["draft"], to: "submitted",
    reads: { incident in [AuthorityTriage.house(of: incident)] + Announcing.readsOfIncident(incident) },
    whyNot: { incident, book in
      if incident[.reportedBy] != book.actor { return Reason("Only who wrote this report can send it.") }
      let missing = incident.missing.map(\.label)
      if missing.isEmpty { return nil }
      return Reason(
        "Still empty: \(missing.joined(separator: ", ")). It cannot be sent without; it stays a draft.")
    },
    changes: { incident, book in
      [incident.signed(book).changed { $0[.reportedAt] = $0[.reportedAt] ?? book.now }]
        + IncidentDuties.opened(by: incident, house: book.rows(0).first, book)
    },
    notices: { incident, book in Announcing.needsTriage(incident, book, onCallFrom: 1) })

  /// INC-4; SOD-02: not by who reported it or is said to have caused it.
  static let triageIncident = Action(
    "incident.triage", "Triage", right: .approve, from: ["submitted"], to: "triaged",
    asks: IncidentTriage.asks,
    settles: ["incident", "overdue"],
    recalls: ["kind", "severity", "narrative", "immediate_action", "antecedent", "resident_account"],
    reads: { incident in
      ConcernRaising.reads(incident) + [
        Allegation.members(in: incident.id ?? .zero),
        AuthorityTriage.house(of: incident),
        IncidentDuties.all(of: incident),
      ]
    },
    whyNot: { incident, book in
      if book.rows(2).contains(where: { $0.id == book.actor }) {
        return Reason("You are named in this incident. Someone else must triage it.", namesOthers: true)
      }
      if !book.isAnswered, let reporter = incident[.reportedBy], reporter == book.actor {
        return Reason(
          "You reported this, so someone else must triage it.", namesOthers: true, liftedAlone: true)
      }
      if book.isAnswered, IncidentConcern.isOpened(by: incident, book), (book[.abuseKinds] ?? []).isEmpty {
        return Reason(
          "Say what kind of abuse it may be; a safeguarding concern is raised from it.", at: "abuse_kinds")
      }
      guard book.isAnswered else { return nil }
      if incident[.reportedBy] == book.actor, (book[.loneWorkingOverride] ?? "").isEmpty {
        return Reason(
          "You reported this, so someone else must triage it. Alone on shift? Give the reason.",
          namesOthers: true, at: "lone_working_override")
      }
      return AuthorityTriage.whyNot(incident, house: book.rows(3).first, before: book.rows(4), book)
    },
    changes: { incident, book in
      let house = book.rows(3).first
      let triaged = incident.answered(book, "severity", "is_safeguarding", "investigator_id")
      let concern =
        IncidentConcern.isOpened(by: incident, book) ? IncidentConcern.new(of: incident, book) : nil
      // The concern stands before the incident refers to it.
      return [concern].compactMap { $0 } + [
        triaged.changed {
          $0[.triagedBy] = book.actor
          $0[.triagedAt] = book.now
          $0[.triageNote] =
            AuthorityTriage.note(book[.triageNote], of: incident, house: house, book) ?? $0[.triageNote]
          $0[.concernID] = concern?.id ?? $0[.concernID]
          if incident[.reportedBy] == book.actor { $0[.loneWorkingOverride] = book[.loneWorkingOverride] }
        }
      ]
        + AuthorityTriage.notices(
          of: incident, triaged: triaged, house: house, before: book.rows(4), book)
    },
    notices: { incident, book in
      var notices: [Notice] = []
      if incident[.isSafeguarding] == true {
        notices.append(
          Notice(
            "safeguarding", "raises a safeguarding question", to: [.role(.safeguarding, house: nil)],
            priority: "urgent", needsAction: true))
      }
      if incident[.reportedBy] == book.actor {
        notices.append(
          Notice(
            "approval", "was triaged by its reporter and needs a second look",
            to: [.role(.manager, house: incident[.houseID])], priority: "high", needsAction: true,
            dueAt: book.now.adding(hours: 24)))
      }
      return notices
    })

  /// INC-5; RSK-7: the risk assessments of the resident are looked at again.
  static let startIncidentReview = Action(
    "incident.start-review", "Start review", right: .approve, from: ["triaged", "reopened"],
    to: "under_review",
    asks: [
      .reference(.investigatorID, "Lead reviewer", to: "memberships", [.required]).startingFromRecord()
        .offering(.incidentReviewers)
    ],
    reads: { incident in
      incident[.residentID].map {
        [Query("risk_assessments").where(.residentID, is: $0).where(.state, is: "approved")]
          + PlanApproval.plansAndReviews(of: $0)
      } ?? []
    },
    changes: { incident, book in
      let severity = incident[.severity] ?? 1
      let asksForReview = severity >= 3 || incident[.kind] == "fall" || incident[.restraintUsed] == true
      return [incident.answered(book, "investigator_id")]
        + (asksForReview ? RiskReview.broughtForward(book.rows(0), book) : [])
        + (severity >= 4 ? PlanApproval.earlyReviews(of: book.rows(1), waiting: book.rows(2), book) : [])
    },
    notices: { incident, _ in
      guard let reviewer = incident[.investigatorID] else { return [] }
      return [Notice("assignment", "is yours to review", to: [.member(reviewer)], needsAction: true)]
    })

  /// INC-6: the reporter's own text stays as it is; what it turns out to be may be a duty to tell an authority.
  static let correctIncident = Action(
    "incident.correct", "Correct", right: .approve, from: ["under_review"],
    asks: [
      .choice(.kind, "Kind", .open(name: "incident_kind")),
      .instant(.occurredAt, "Happened at").past(),
      .severity("Severity"),
      .choice(.placeKind, "Where", IncidentPlace.kinds),
      .text(.locationNote, "Where exactly"),
      .why,
    ],
    reads: { incident in [AuthorityTriage.house(of: incident), IncidentDuties.all(of: incident)] },
    changes: { incident, book in
      let corrected = incident.answered(
        book, "kind", "occurred_at", "severity", "place_kind", "location_note")
      return [corrected]
        + AuthorityTriage.notices(
          of: incident, corrected: corrected, house: book.rows(0).first, before: book.rows(1), book)
    },
    notices: { incident, _ in
      incident[.reportedBy].map { [Notice("incident", "was corrected", to: [.member($0)])] } ?? []
    })

  static let voidIncident = Action(
    "incident.void", "Withdraw draft", right: .void, from: ["draft"], to: "void", asks: [.why])
}

/// What triage asks.
private enum IncidentTriage {
  static let asks: [Field] = first + AuthorityTriage.asks + [.note(.triageNote, "Triage note")]

  private static let first: [Field] = [
    // Whoever must not triage it reads so before anything else.
    .note(.loneWorkingOverride, "Your own report; alone on shift: why you triage it")
      .asked(where: { incident, actor in incident[.reportedBy] == actor }),
    .severity("Severity, confirmed", [.required]),
    .flag(.isSafeguarding, "Is this a safeguarding matter?", [.required]),
    .reference(.investigatorID, "Lead reviewer", to: "memberships").offering(.incidentReviewers),
    .list(.abuseKinds, "Kind of abuse", of: .open(name: "abuse_kind")).shown(when: {
      $0[.isSafeguarding] == true
    }),
  ]
}
