import Records

extension RecordType {
  /// Something that happened: reported by anyone, triaged by another, closed by a third.
  package static let incidents = RecordType(
    "incidents", "Incidents", one: "incident", area: "Safeguarding", resource: "incidents",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State",
        ["draft", "submitted", "triaged", "under_review", "awaiting_approval", "closed", "reopened", "void"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .choice(.kind, "Kind", .open(name: "incident_kind"), [.required, .listed, .indexed]).page("What"),
      .choice(.medicationError, "Medicine error", .open(name: "medication_error")).shown(when: {
        $0[.kind] == "medication"
      }),
      .severity("Severity", [.required, .listed, .indexed]),
      .instant(.occurredAt, "Happened at", [.required, .listed, .indexed]).past().starting(with: .now),
      .flag(.isTimeEstimated, "Time is estimated").starting(false),
      .note(.narrative, "What happened", [.required, .sealed]).help(
        "What was seen and heard, in the order it happened."),
      .note(.immediateAction, "What was done at once", [.sealed]).help(
        "First aid, who was called, what was made safe; “none needed” where that is so."
      ).needed(to: "send"),
      .reference(.residentID, "Resident", to: "residents", [.listed]).part().help(
        "The resident most affected, or nobody. Others are added under People once this is saved."
      ).page("Who and where"),
      .reference(.stayID, "Stay", to: "stays").following(.residentID, .currentStayID),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(
        .residentID, .currentHouseID),
      .choice(.placeKind, "Where", IncidentPlace.kinds, [.required, .listed]).starting("unknown"),
      .reference(.roomID, "Room", to: "rooms"),
      .text(.locationNote, "Where exactly", [.sealed]),
      .instant(.discoveredAt, "Found out").past(),
      .flag(.hasInjury, "Somebody was hurt", [.listed]).starting(false).page("Harm"),
      .flag(.hospitalAttended, "Went to hospital").starting(false),
      .list(.emergencyServices, "Emergency services", of: ["ambulance", "police", "fire", "crisis_team"]),
      .text(.policeReference, "Police reference", [.sealed]).shown(when: {
        $0[.emergencyServices]?.contains("police") == true
      }),
      .flag(.restraintUsed, "Restraint was used", [.listed, .indexed]).starting(false),
      .list(.restraintHolds, "Holds used", [.sealed]).shown(when: { $0[.restraintUsed] == true }),
      .integer(.restraintMinutes, "Restraint, minutes", in: 0...1440).shown(when: {
        $0[.restraintUsed] == true
      }),
      .instant(.restraintDebriefedAt, "Debriefed").past().shown(when: { $0[.restraintUsed] == true }),
      .note(.antecedent, "What came before", [.sealed]).page("Background"),
      .note(.residentAccount, "In their own words", [.sealed]).help(
        "In their own words, or “unable” with why."),
      .flag(.isSafeguarding, "Safeguarding", [.listed, .indexed, .filledIn]).starting(false).governed(
        by: "safeguarding_concerns"
      ).page("Review"),
      .reference(.concernID, "Safeguarding concern", to: "safeguarding_concerns", [.filledIn]).governed(
        by: "safeguarding_concerns"),
      .instant(.reportedAt, "Reported at", [.required, .fixed, .filledIn]).past(),
      .reference(.reportedBy, "Reported by", to: "memberships", [.required, .listed, .fixed]).filled(
        with: .actor),
      .reference(.triagedBy, "Triaged by", to: "memberships", [.filledIn]),
      .instant(.triagedAt, "Triaged at", [.filledIn]),
      // The questions about the council and the police that are answered there tell of a concern.
      .note(.triageNote, "Triage note", [.sealed, .filledIn]).speaking(of: "safeguarding_concerns"),
      .note(.loneWorkingOverride, "Alone on shift: why", [.sealed, .filledIn]),
      .reference(.investigatorID, "Lead reviewer", to: "memberships", [.listed, .filledIn]),
      .list(
        .rootCauses, "Causes",
        of: [
          "communication", "staffing", "environment", "equipment", "procedure", "training", "health",
          "substance=Substance use",
          "peer_dynamics=Between residents", "unknown=Not known",
        ], [.filledIn]),
      .note(.lessons, "What was learnt", [.sealed, .filledIn]),
      .reference(.closureSubmittedBy, "Closure asked by", to: "memberships", [.filledIn]),
      .reference(.closedBy, "Closed by", to: "memberships", [.filledIn]),
      .instant(.closedAt, "Closed at", [.filledIn]),
      .note(.reopenedReason, "Why reopened", [.sealed, .filledIn]),
      .integer(.similarCount, "Similar in 90 days").derived(
        from: ["occurred_at", "resident_id", "room_id"], reads: SimilarIncidents.queries,
        SimilarIncidents.count),
      .instant(.triageDueAt, "Triage due", [.listed]).derived(from: ["state", "reported_at", "severity"]) {
        incident, _ in
        TriageClock.value(of: incident)
      },
      // For triage alone: a form does not know the house of the record it asks about.
      .list(.noticeQuestions, "Authorities to ask about", of: AuthorityTriage.choices).derived(
        from: [
          "house_id", "kind", "severity", "has_injury", "hospital_attended", "restraint_used",
          "emergency_services",
        ], reads: { [AuthorityTriage.house(of: $0)] }
      ) { incident, book in
        AuthorityTriage.questions(of: incident, in: book.rows(0).first).map(\.name).value
      }.shown(when: { _ in false }),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.reportTellsSomething, .notInTheFuture, .foundOutAfterwards, .somebodyWasInIt],
    workflow: .incident,
    actions: [.addIncidentNote, .assignIncidentAction, .raiseIncidentConcern],
    tags: [.signed, .sealedByOrganisation],
    prefix: "INC",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["reported_by", "investigator_id"],
    filter: UsualFilter(
      "not closed",
      [
        .among(
          "state",
          ["draft", "submitted", "triaged", "under_review", "awaiting_approval", "reopened"].map(Value.text))
      ]),
    order: "-occurred_at",
    signs: ["narrative", "resident_account", "antecedent", "immediate_action", "reported_by", "reported_at"],
    indexes: [["house_id", "occurred_at"], ["house_id", "state"], ["state", "occurred_at"]],
    leading: ["reference", "kind", "resident_id", "severity", "state", "occurred_at"],
    glances: [
      .sentBack("incident_closure"), .people, .authoritiesToTell, .openActions(by: .incidentID),
    ],
    announceReads: Announcing.readsOfIncident, announces: Announcing.incidentMade)
}

/// Where something happened.
enum IncidentPlace {
  static let kinds: Choices = [
    "bedroom", "lounge", "kitchen", "bathroom", "stairs", "corridor", "garden", "office", "street",
    "other_house", "vehicle", "school", "online", "community", "unknown", "other",
  ]
}
