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
    whyNot: { incident, book in
      if incident[.reportedBy] != book.actor { return Reason("Only who wrote this report can send it.") }
      let done = incident[.immediateAction] == nil ? incident.type.field("immediate_action") : nil
      let missing = (incident.missing + [done].compactMap(\.self)).map(\.label)
      if missing.isEmpty { return nil }
      return Reason("Still empty: \(missing.joined(separator: ", ")). You can keep the report as a draft.")
    },
    changes: { incident, book in
      [incident.signed(book).changed { $0[.reportedAt] = $0[.reportedAt] ?? book.now }]
    },
    notices: { incident, book in Announcing.needsTriage(incident, book) })

  /// INC-4; SOD-02: not by who reported it or is said to have caused it.
  static let triageIncident = Action(
    "incident.triage", "Triage", right: .approve, from: ["submitted"], to: "triaged",
    asks: [
      .integer(.severity, "Severity, confirmed", [.required], in: 1...5)
        .help("1 none, 2 minor, 3 moderate, 4 major, 5 critical."),
      .flag(.isSafeguarding, "Is this a safeguarding matter?", [.required]),
      .reference(.investigatorID, "Lead reviewer", to: "memberships"),
      .note(.triageNote, "Triage note"),
      .note(.loneWorkingOverride, "Your own report? Alone on shift: why you triage it"),
    ],
    settles: ["incident"],
    reads: { incident in
      let people = Query("incident_people").where(.incidentID, is: incident.id ?? .zero)
      return [
        people.where(.role, is: "alleged_source")
          .following(.staffMemberID, to: "memberships", matching: .staffMemberID)
      ]
    },
    whyNot: { incident, book in
      if book.rows(0).contains(where: { $0.id == book.actor }) {
        return Reason("You are named in this incident. Someone else must triage it.", namesOthers: true)
      }
      guard incident[.reportedBy] == book.actor, book.isAnswered, (book[.loneWorkingOverride] ?? "").isEmpty
      else { return nil }
      return Reason(
        "You reported this, so someone else must triage it. Alone on shift? Give the reason.",
        namesOthers: true)
    },
    changes: { incident, book in
      let triaged = incident.answered(book, "severity", "is_safeguarding", "investigator_id", "triage_note")
      return [
        triaged.changed {
          $0[.triagedBy] = book.actor
          $0[.triagedAt] = book.now
          if incident[.reportedBy] == book.actor { $0[.loneWorkingOverride] = book[.loneWorkingOverride] }
        }
      ]
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
    ],
    reads: { incident in
      incident[.residentID].map {
        [Query("risk_assessments").where(.residentID, is: $0).where(.state, is: "approved")]
      } ?? []
    },
    changes: { incident, book in
      let soon = book.today.adding(days: 3)
      let isSerious = (incident[.severity] ?? 1) >= 3
      let assessments = isSerious ? book.rows(0).filter { ($0[.reviewOn] ?? soon) > soon } : []
      return [incident.answered(book, "investigator_id")]
        + assessments.map { assessment in assessment.changed { $0[.reviewOn] = soon } }
    },
    notices: { incident, _ in
      guard let reviewer = incident[.investigatorID] else { return [] }
      return [Notice("assignment", "is yours to review", to: [.member(reviewer)], needsAction: true)]
    })

  /// INC-6: the reporter's own text stays as it is.
  static let correctIncident = Action(
    "incident.correct", "Correct", right: .approve, from: ["under_review"],
    asks: [
      .choice(.kind, "Kind", .open(name: "incident_kind")),
      .instant(.occurredAt, "Happened at").past(),
      .integer(.severity, "Severity", in: 1...5),
      .text(.locationNote, "Where exactly"),
      .why,
    ],
    changes: { incident, book in
      [incident.answered(book, "kind", "occurred_at", "severity", "location_note")]
    },
    notices: { incident, _ in
      incident[.reportedBy].map { [Notice("incident", "was corrected", to: [.member($0)])] } ?? []
    })

  static let voidIncident = Action(
    "incident.void", "Withdraw draft", right: .void, from: ["draft"], to: "void", asks: [.why])
}
