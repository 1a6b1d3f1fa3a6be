import Records

extension RecordType {
  /// A concern that an adult or child is harmed or at risk; nobody but who is named knows that it exists.
  package static let safeguardingConcerns = RecordType(
    "safeguarding_concerns", "Safeguarding concerns", one: "safeguarding concern", area: "Safeguarding",
    resource: "safeguarding_concerns",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State",
        [
          "raised", "screened", "referred", "acknowledged", "enquiry", "no_further_action", "plan", "review",
          "closed", "reopened",
        ], [.required, .listed, .indexed, .filledIn]
      ).starting("raised"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Concern"),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(
        .residentID, .currentHouseID),
      .reference(.incidentID, "Incident", to: "incidents"),
      .choice(
        .pathway, "Pathway", ["adult", "child", "staff_allegation=Allegation about staff"],
        [.required, .listed, .indexed]
      ).help(
        "In danger now? Ring \(EmergencyNumber.place), or the council’s out-of-hours team; nobody waits for this form."
      ),
      .list(.abuseKinds, "Kind of abuse", of: .open(name: "abuse_kind"), [.required, .sealed]),
      .instant(.raisedAt, "Raised at", [.required, .listed, .indexed]).past().starting(with: .now),
      .reference(.raisedBy, "Raised by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .note(.whatHappened, "What was seen or said", [.required, .sealed]).help(
        "Facts, and whose words they are."),
      .note(.immediateSafety, "What was done to make them safe", [.required, .sealed]).help(
        "Calls made already count: who was rung, when, and their reference."),
      .note(.personVoice, "In the person’s words", [.sealed]).help(
        "Word for word, or why they were not asked."
      ).page("Person"),
      .note(.desiredOutcome, "What the person wants to happen", [.sealed]),
      .choice(.careNeeds, "Has needs for care and support", ["yes", "no", "not_known"], [.sealed]),
      .choice(.atRisk, "Is harmed or at risk of it", ["yes", "no", "not_known"], [.sealed]),
      .choice(
        .cannotProtectSelf, "Because of the needs cannot protect themselves", ["yes", "no", "not_known"],
        [.sealed]),
      ThresholdQuestion.significantHarm.field, ThresholdQuestion.mayHaveHarmed.field,
      ThresholdQuestion.possibleOffence.field, ThresholdQuestion.posesRisk.field,
      ThresholdQuestion.unsuitable.field,
      .note(.capacityView, "Mental capacity", [.sealed]),
      .choice(
        .consentToRefer, "Agrees to a referral",
        [
          "given=Yes", "refused=No", "not_asked=Was not asked", "lacks_capacity=Cannot decide this",
          "under_16=Under 16",
        ], [.required, .listed]
      ).starting("not_asked"),
      .choice(.overrideReason, "Ground for sharing without agreement", ConcernGrounds.choices).starting(
        "none"),
      .choice(
        .allegedSourceKind, "Who is said to have caused it",
        [
          "family", "partner", "peer=Another resident", "staff", "professional", "stranger", "organisation",
          "self", "not_known",
        ], [.sealed]
      ).page("Cause"),
      .note(.allegedSource, "More about them", [.sealed]),
      .flag(.isStaffAllegation, "About somebody who works here", [.indexed]).starting(false).help(
        "Of who works with children: tell the designated officer within one working day."),
      .reference(.aboutMemberID, "About which member", to: "memberships").shown(when: Allegation.isRaised)
        .help("They never see this concern, nor hear of it."),
      .reference(.leadBy, "Lead", to: "memberships", [.listed]).offering(.concernLeads).page("Enquiry"),
      .reference(.screenedBy, "Screened by", to: "memberships", [.filledIn]),
      .choice(.toRefer, "Is to be referred", ["yes", "no"], [.sealed, .filledIn]),
      .reference(.referredAgencyID, "Referred to", to: "agencies", [.listed, .filledIn]),
      .instant(.referredAt, "Referred at", [.listed, .filledIn]),
      .reference(.referredBy, "Referred by", to: "memberships", [.filledIn]),
      .choice(.referralMethod, "How it was referred", .contactMethod, [.filledIn]),
      .text(.authorityReference, "Authority’s reference", [.sealed]),
      .instant(.acknowledgeDueAt, "Answer due", [.indexed, .filledIn]).future(),
      .instant(.acknowledgedAt, "Acknowledged at", [.filledIn]),
      .choice(
        .decision, "Decision",
        [
          "pending=Not yet", "section_42=Section 42 enquiry", "section_47=Section 47 enquiry",
          "other_enquiry",
          "no_further_action",
        ], [.required, .listed, .filledIn]
      ).starting("pending"),
      .instant(.strategyMeetingAt, "Strategy meeting", [.indexed]),
      .text(.enquiryLead, "Who leads the enquiry", [.sealed]),
      .note(.protectionPlan, "Protection plan", [.sealed]),
      .day(.reviewOn, "Review by", [.listed, .indexed]).future(),
      .choice(
        .outcome, "Outcome",
        ["substantiated", "partly=Partly substantiated", "unsubstantiated", "inconclusive", "ceased"],
        [.listed, .filledIn]
      ).page("Outcome"),
      .choice(.riskAfter, "Risk afterwards", ["removed", "reduced", "remains"], [.filledIn]),
      .note(.personViewOfOutcome, "What the person thinks of the outcome", [.sealed, .filledIn]),
      .choice(.signoff, "Second signature", .signoff, [.required, .listed, .filledIn]).starting(
        "not_requested"),
      .note(.lessons, "What was learnt", [.sealed]),
      // For screening alone: a form does not know the house of the record it asks about.
      .list(.noticeQuestions, "Authorities to ask about", of: AuthorityTriage.choices).derived(
        from: ["house_id", "pathway"], reads: { [AuthorityTriage.house(of: $0)] }
      ) { concern, book in
        Allegation.questions(of: concern, in: book.rows(0).first).map(\.name).value
      }.shown(when: { _ in false }),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.concernIsRaisedInThePast, .refusedConsentHasGround, .leadIsNotAlleged],
    workflow: .safeguardingConcern,
    actions: [.signOffNoAction, .tellShift, .excludeFromConcern],
    tags: .signed,
    prefix: "SGC",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["raised_by", "lead_by"],
    filter: UsualFilter("not closed", [.differs("state", .text("closed"))]),
    order: "-raised_at",
    signs: [
      "resident_id", "pathway", "abuse_kinds", "raised_at", "raised_by", "what_happened", "immediate_safety",
      "person_voice",
    ],
    indexes: [["house_id", "raised_at"], ["resident_id", "raised_at"], ["state", "raised_at"]],
    consequences: [.allegationIsFlagged, .concernHasReaders], announceReads: ConcernRaising.onCall,
    announces: ConcernRaising.told)
}
