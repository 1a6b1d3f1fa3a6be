import Records

extension RecordType {
  /// One duty to tell one body about one event, with the proof that it was told.
  package static let regulatorNotifications = RecordType(
    "regulator_notifications", "Notices to authorities", one: "notice to an authority", area: "Safeguarding",
    resource: "incident_notifications",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(.regulator, "Regulator", .open(name: "regulator"), [.required, .listed]).page("Duty").making(
        recordOf: "safeguarding_concerns", by: "local_authority_safeguarding"),
      .choice(
        .eventKind, "Event", .open(name: "notification_event"), [.required, .listed, .indexed]),
      .choice(
        .state, "State",
        [
          "to_decide", "not_required=Not needed", "due", "sent", "acknowledged", "updated", "closed",
        ], [.required, .listed, .indexed, .filledIn]
      ).starting("to_decide"),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(.incidentID, .houseID),
      .reference(.incidentID, "Incident", to: "incidents", [.listed]),
      .reference(.concernID, "Safeguarding concern", to: "safeguarding_concerns").governed(
        by: "safeguarding_concerns"
      ).telling(),
      .reference(.breachIncidentID, "Data breach", to: "breach_incidents"),
      .reference(.stayID, "Stay", to: "stays"),
      .reference(.residentID, "Resident", to: "residents").following(.incidentID, .residentID),
      .instant(.dueAt, "Due", [.required, .listed, .indexed]).due(in: ["to_decide", "due"]).future().starting(
        with: .now
      ).help(
        "Now, where the duty is without delay."),
      .reference(.decidedBy, "Decided by", to: "memberships", [.filledIn]),
      .note(.notRequiredReason, "Why it is not needed", [.sealed, .filledIn]),
      .note(.content, "Note", [.sealed]).page("Sent"),
      .instant(.sentAt, "Sent at", [.listed, .filledIn]),
      .reference(.sentBy, "Sent by", to: "memberships", [.listed, .filledIn]),
      .choice(.sentMethod, "How it was sent", .contactMethod, [.filledIn]),
      .text(.externalReference, "External reference", [.listed, .sealed]),
      .reference(.proofDocumentID, "Proof of sending", to: "documents"),
      .note(.outcomeNote, "What came of it", [.sealed]),
    ],
    rules: [.notNeededHasReason, .sentHasProof],
    workflow: .regulatorNotification,
    uniques: [
      Unique(
        ["regulator", "event_kind", "incident_id", "concern_id", "breach_incident_id", "stay_id"],
        "That body has a notice about this event already.")
    ],
    prefix: "NTF",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter(
      "not settled",
      [.among("state", ["to_decide", "due", "sent", "acknowledged", "updated"].map(Value.text))]),
    order: "due_at",
    owed: Owed(
      ["due": "To tell", "to_decide": "To decide whether to tell"], "regulator", until: "due_at",
      otherwise: "the regulator"),
    indexes: [["house_id", "due_at"], ["state", "due_at"], ["incident_id", "state"]],
    leading: ["reference", "regulator", "event_kind", "state", "due_at"],
    announces: AuthorityDuty.told)
}

extension Workflow {
  static let regulatorNotification = Workflow(
    states: ["to_decide", "not_required", "due", "sent", "acknowledged", "updated", "closed"],
    start: "to_decide", editable: ["to_decide", "due", "sent", "acknowledged", "updated"],
    [
      Action(
        "duty.require", "Must be told", right: .update, from: ["to_decide"], to: "due",
        asks: [.instant(.dueAt, "Due", [.required]).future().startingFromRecord()], settles: ["incident"],
        changes: { duty, book in
          [duty.answered(book, "due_at").changed { $0[.decidedBy] = book.actor }]
        }),
      .waiveDuty, .sendDuty,
      Action(
        "duty.acknowledge", "Acknowledged", right: .update, from: ["sent"], to: "acknowledged",
        asks: [.text(.externalReference, "External reference").startingFromRecord()],
        changes: { duty, book in [duty.answered(book, "external_reference")] }),
      Action(
        "duty.update", "Updated", right: .update, from: ["sent"], to: "updated",
        asks: [.note(.content, "Note", [.required]).startingFromRecord()],
        changes: { duty, book in [duty.answered(book, "content")] }),
      Action(
        "duty.close", "Close", right: .update, from: ["sent", "acknowledged", "updated"], to: "closed",
        asks: [.note(.outcomeNote, "What came of it").startingFromRecord()],
        changes: { duty, book in [duty.answered(book, "outcome_note")] }),
    ])
}

extension Action {
  /// NTF-2; SOD-04: what was required by mistake ends here too, by another than who required it.
  static let waiveDuty = Action(
    "duty.waive", "Not needed", right: .approve, from: ["to_decide", "due"], to: "not_required",
    asks: [.note(.notRequiredReason, "Why it is not needed", [.required])], settles: ["incident", "overdue"],
    whyNot: { duty, book in
      if let decider = duty[.decidedBy], decider == book.actor { return .ownWork("required") }
      guard book.isAnswered, (book[.notRequiredReason] ?? "").isEmpty else { return nil }
      return Reason("Say why this need not be reported.")
    },
    changes: { duty, book in
      [duty.answered(book, "not_required_reason").changed { $0[.decidedBy] = book.actor }]
    })

  /// NTF-1.
  static let sendDuty = Action(
    "duty.send", "Sent", right: .update, from: ["due"], to: "sent",
    asks: [
      .instant(.sentAt, "Sent at", [.required]).past().starting(with: .now),
      .choice(.sentMethod, "How it was sent", .contactMethod, [.required]),
      .text(.externalReference, "External reference").startingFromRecord(),
      .reference(.proofDocumentID, "Proof of sending", to: "documents").startingFromRecord(),
      .note(.content, "Note").startingFromRecord(),
    ], settles: ["incident", "overdue"],
    whyNot: { _, book in
      guard book.isAnswered else { return nil }
      if let moment = book[.sentAt], moment > book.now { return Reason("That moment has not come yet.") }
      if book[.proofDocumentID] != nil || !(book[.externalReference] ?? "").isEmpty { return nil }
      return Reason("Add the body's reference or the proof of sending.")
    },
    changes: { duty, book in
      [
        duty.answered(
          book, "sent_at", "sent_method", "external_reference", "proof_document_id", "content"
        ).changed { $0[.sentBy] = book.actor }
      ]
    })
}

/// Duties that arise from an event, with the clock of the body that must be told.
enum AuthorityDuty {
  static let told: @Sendable (Record, Book) -> [Notice] = { duty, _ in
    [
      Notice(
        "incident",
        duty[.state] == "due" ? "is due: tell the authority" : "waits: must the authority be told?",
        to: [.role(.manager, house: duty[.houseID]), .role(.safeguarding, house: nil)], priority: "high",
        needsAction: true, dueAt: duty[.dueAt])
    ]
  }

  /// One duty about a record, to be decided or due at once.
  static func duty(
    to regulator: String, because event: String, of subject: Record, state: String, _ book: Book
  ) -> Record {
    Record(.regulatorNotifications).changed {
      $0[.regulator] = regulator
      $0[.eventKind] = event
      $0[.state] = state
      $0[.houseID] = subject[.houseID]
      $0[.residentID] = subject[.residentID]
      $0[.stayID] = subject[.stayID]
      $0[.incidentID] = subject.type.id == "incidents" ? subject.id : subject[.incidentID]
      $0[.dueAt] = book.now.adding(hours: hours(of: regulator, event))
    }
  }

  /// The hours within which a body is told; 0 is without delay.
  private static func hours(of regulator: String, _ event: String) -> Int {
    AuthorityQuestion.all.first { $0.body == regulator && $0.event == event }?.hours ?? 0
  }
}

extension Rule {
  static let notNeededHasReason = Rule("a notice that is not needed says why") { duty, _ in
    guard duty[.state] == "not_required", (duty[.notRequiredReason] ?? "").isEmpty else { return nil }
    return Violation("Say why this need not be reported.", field: "not_required_reason")
  }

  static let sentHasProof = Rule("a notice that was sent has its proof") { duty, _ in
    guard ["sent", "acknowledged", "updated", "closed"].contains(duty[.state]),
      (duty[.externalReference] ?? "").isEmpty, duty[.proofDocumentID] == nil
    else { return nil }
    return Violation("Add the body's reference or the proof of sending.", field: "external_reference")
  }
}
