import Records

/// How an incident is closed, and opened again.
extension Action {
  /// INC-7.
  static let askIncidentClosure = Action(
    "incident.submit-closure", "Submit closure", right: .sign, from: ["under_review"],
    to: "awaiting_approval",
    asks: [
      .note(.lessons, "What was learnt and done", [.required]).startingFromRecord(),
      .list(
        .rootCauses, "Causes",
        of: [
          "communication", "staffing", "environment", "equipment", "procedure", "training", "health",
          "substance=Substance use", "peer_dynamics=Between residents", "unknown=Not known",
        ]
      ).startingFromRecord(),
    ],
    reads: { incident in
      [Assignment.open(.incidentID, of: incident), IncidentDuties.unsettled(incident)]
    },
    whyNot: { _, book in
      Assignment.whyNotClosed(book.rows(0)) ?? IncidentDuties.whyNotClosed(book.rows(1))
    },
    changes: { incident, book in
      let asked = incident.answered(book, "lessons", "root_causes").changed {
        $0[.closureSubmittedBy] = book.actor
      }
      return [asked, ApprovalRound.asked("incident_closure", about: incident, book)]
    },
    notices: { incident, book in
      [
        Notice(
          "approval", "waits to be closed",
          to: [.role(.manager, house: incident[.houseID]), .role(.safeguarding, house: nil)],
          priority: "high", needsAction: true, dueAt: book.now.adding(hours: 72))
      ]
    })

  /// INC-8; SOD-03: not by who submitted the closure.
  static let closeIncident = Action(
    "incident.close", "Approve closure", right: .approve, from: ["awaiting_approval"], to: "closed",
    strength: .confirm, settles: ["approval", "assignment"],
    reads: { ApprovalRound.waiting(on: $0, "incident_closure") },
    whyNot: { incident, book in
      if incident[.closureSubmittedBy] == book.actor { return .ownWork("requested") }
      return ApprovalRound.whyNot(book.rows(0).first, about: incident, book)
    },
    changes: { incident, book in
      let closed = incident.changed {
        $0[.closedBy] = book.actor
        $0[.closedAt] = book.now
      }
      return [closed] + ApprovalRound.answered(book.rows(0), "approved", book)
    },
    notices: { incident, _ in
      let told = [incident[.reportedBy], incident[.closureSubmittedBy]].compactMap { $0 }
      return [Notice("incident", "is closed; nothing is left to do", to: told.map(Notice.Audience.member))]
    })

  /// INC-9.
  static let returnIncidentClosure = Action(
    "incident.return-closure", "Send back", right: .approve, from: ["awaiting_approval"], to: "under_review",
    asks: [.note(.comment, "What is missing", [.required])], settles: ["approval"],
    reads: { ApprovalRound.waiting(on: $0, "incident_closure") },
    whyNot: { incident, book in
      incident[.closureSubmittedBy] == book.actor ? .ownWork("requested") : nil
    },
    changes: { incident, book in
      [incident] + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    },
    notices: { incident, _ in
      guard let asker = incident[.closureSubmittedBy] else { return [] }
      return [Notice("approval", "was sent back", to: [.member(asker)], needsAction: true)]
    })

  /// INC-10.
  static let reopenIncident = Action(
    "incident.reopen", "Reopen", right: .approve, from: ["closed"], to: "reopened",
    asks: [.note(.reopenedReason, "Why", [.required])],
    changes: { incident, book in
      [
        incident.answered(book, "reopened_reason").changed {
          $0[.closedBy] = nil
          $0[.closedAt] = nil
          $0[.closureSubmittedBy] = nil
        }
      ]
    },
    notices: { incident, _ in
      [
        Notice(
          "incident", "was reopened", to: [.role(.manager, house: incident[.houseID])], priority: "high",
          needsAction: true)
      ]
    })

  /// INC-3: what is learnt after the report goes into a note of its own.
  static let addIncidentNote = Action(
    "incident.add-note", "Add follow-up note", right: .create,
    from: ["submitted", "triaged", "under_review", "awaiting_approval", "closed", "reopened"],
    asks: [
      .note(.content, "Note", [.required]),
      .instant(.happenedAt, "When").past().starting(with: .now),
    ],
    whyNot: { _, book in
      guard let moment = book[.happenedAt], moment > book.now else { return nil }
      return Reason("The note cannot be dated after now.")
    },
    changes: { incident, book in
      let note = Record(.caseNotes).changed {
        $0[.incidentID] = incident.id
        $0[.residentID] = incident[.residentID]
        $0[.stayID] = incident[.stayID]
        $0[.authorID] = book.actor
        $0[.state] = "signed"
        $0[.kind] = "incident"
        $0[.happenedAt] = book[.happenedAt] ?? book.now
        $0[.content] = book[.content]
      }
      return [note.signed(book)]
    })

  /// Something to be done because of an incident.
  static let assignIncidentAction = Action(
    "incident.assign-action", "Assign an action", right: .create, resource: "actions",
    from: ["submitted", "triaged", "under_review", "reopened"], asks: Assignment.asks,
    whyNot: { _, book in Assignment.whyNot(book) },
    changes: { incident, book in
      [Assignment.action(from: "incident", incident, book).changed { $0[.incidentID] = incident.id }]
    })
}
