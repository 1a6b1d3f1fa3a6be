import Records

extension RecordType {
  /// A complaint in two stages, with the clocks of working days.
  package static let complaints = RecordType(
    "complaints", "Complaints", one: "complaint", area: "Rights", resource: "complaints",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State",
        [
          "received", "acknowledged", "stage1=Stage 1", "s1_answered=Stage 1 answered", "stage2=Stage 2",
          "final=Finally answered", "withdrawn", "not_accepted", "service_request", "closed",
        ], [.required, .listed, .indexed, .filledIn]
      ).starting("received"),
      .text(.subject, "Subject", [.required, .listed, .sealed]).page("Complaint"),
      .note(.description, "Description", [.required, .sealed]).help("In their own words."),
      .choice(
        .category, "Category",
        [
          "repairs", "staff_conduct", "safety", "noise", "other_residents", "food", "care", "medication",
          "money", "discrimination", "privacy", "decision=A decision", "moving", "communication",
          "facilities", "other",
        ], [.required, .listed, .indexed]),
      .note(.desiredRemedy, "What they want done", [.sealed]),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(
        .residentID, .currentHouseID),
      .choice(.complainantKind, "Who complains", .open(name: "respondent"), [.required, .listed, .indexed])
        .page("From whom"),
      .reference(.residentID, "Resident", to: "residents"),
      .text(.complainantName, "Their name", [.sealed]),
      .text(.complainantContact, "How to reach them", [.sealed]),
      .choice(.channel, "How", .channel, [.required, .listed]),
      .day(.receivedOn, "Received on", [.required, .listed, .indexed]).past().starting(with: .today),
      .note(.adjustments, "Adjustments they need", [.sealed]),
      .reference(.aboutMemberID, "About which member", to: "memberships").help(
        "Whoever is complained about cannot handle it."),
      .flag(.isSafeguarding, "Safeguarding").starting(false).speaking(of: "safeguarding_concerns"),
      .day(.acknowledgedOn, "Acknowledged on", [.filledIn]).page("Handling"),
      .note(.definitionAgreed, "What it is about, as agreed", [.sealed, .filledIn]),
      .choice(.stage, "Stage", .stage, [.required, .listed, .filledIn]).starting("none"),
      .reference(.handlerID, "Handler", to: "memberships", [.listed]).offering(.complaintHandlers),
      .reference(.stage2HandlerID, "Stage 2 handler", to: "memberships").offering(.complaintHandlers),
      .day(.extendedUntilOn, "Extended until", [.indexed, .filledIn]),
      .note(.extensionReason, "Why extended", [.sealed, .filledIn]),
      .day(.answeredOn, "Answered on", [.listed, .filledIn]),
      .day(.stage2AskedOn, "Stage 2 asked on", [.filledIn]),
      .day(.stage2AnsweredOn, "Stage 2 answered on", [.filledIn]),
      .choice(
        .decision, "Decision",
        ["upheld", "partly_upheld", "not_upheld", "resolved_early", "outside_scope"], [.listed, .filledIn]),
      .note(.findings, "Findings", [.sealed, .filledIn]),
      .note(.remedy, "Remedy", [.sealed, .filledIn]),
      .money(.compensationAmount, "Compensation"),
      .day(.appealDueOn, "Appeal by", [.indexed]).future(),
      .flag(.ombudsmanTold, "Ombudsman’s details given").starting(false),
      .text(.ombudsmanReference, "Ombudsman’s reference").erasedWithResident(),
      .note(.learning, "What was learnt", [.sealed, .filledIn]),
      .day(.dueOn, "Due", [.listed]).due(in: ["received", "acknowledged", "stage1", "stage2"]).derived(
        from: [
          "state", "house_id", "received_on", "acknowledged_on", "extended_until_on", "stage2_asked_on",
        ], reads: { ComplaintClock.reads($0) }
      ) { complaint, book in
        ComplaintClock.due(complaint, book)?.value ?? .empty
      },
    ],
    rules: [
      .secondStageHasAnotherHandler, .extensionGivesOmbudsman, .extensionIsNoLongerThanTheStage,
      .complainedAboutDoesNotHandle,
    ],
    workflow: .complaint,
    actions: [.extendComplaint, .assignComplaint],
    prefix: "CMP",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["created_by", "handler_id"],
    filter: UsualFilter(
      "not closed", [.among("state", ComplaintClock.open.map(Value.text))]),
    order: "-received_on",
    indexes: [["house_id", "received_on"], ["house_id", "state"], ["state", "received_on"]],
    leading: ["reference", "state", "due_on", "category", "house_id", "handler_id"],
    announceReads: { ComplaintClock.reads($0) },
    announces: { complaint, book in
      [
        Notice(
          "safeguarding", "was received; acknowledge it in five working days",
          to: [
            complaint[.aboutMemberID] == nil
              ? .role(.manager, house: complaint[.houseID]) : .role(.administrator, house: nil)
          ], priority: "high", needsAction: true, dueAt: ComplaintClock.dueAt(complaint, book))
      ]
    })
}
