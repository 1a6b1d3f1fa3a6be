import Records

extension RecordType {
  /// A breach of personal data, its clocks and what was done.
  package static let breachIncidents = RecordType(
    "breach_incidents", "Breaches", one: "breach", area: "Rights", resource: "breaches",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["raised", "assessing", "contained", "notified", "not_a_breach", "closed"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("raised"),
      .choice(
        .kind, "Kind",
        [
          "confidentiality", "integrity", "availability", "loss_of_device", "wrong_recipient",
          "unauthorised_access", "ransomware", "paper", "verbal=Spoken", "insider", "other",
        ], [.required, .listed, .sealed]
      ).page("What happened"),
      .instant(.occurredAt, "Happened at", [.sealed]).past(),
      .instant(.discoveredAt, "Found out", [.required, .listed, .indexed]).past().starting(with: .now).help(
        "When the organisation came to know; the clocks run from here."),
      .reference(.raisedBy, "Raised by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .note(.description, "Description", [.required, .sealed]),
      .list(.dataKinds, "Kinds of data", [.sealed]).page("Whose data"),
      .integer(.peopleCount, "People", [.listed, .sealed]),
      .list(.residentIDs, "Residents", [.sealed]).help("Their references."),
      .flag(.isPart2, "US Part 2 file", [.sealed]),
      .flag(.wasEncrypted, "Was encrypted", [.sealed]),
      .reference(.processorAgencyID, "At which processor", to: "agencies"),
      .reference(.breakGlassEventID, "Emergency access", to: "break_glass_events"),
      .note(.cause, "Cause", [.sealed]).page("Assessment"),
      .note(.containment, "What stopped it", [.sealed]),
      .choice(
        .riskToPeople, "Risk to people", ["unlikely", "risk", "high_risk"], [.listed, .sealed]),
      .json(.probabilityFactors, "Four factors", [.sealed]).help(
        "Nature, who got it, whether it was seen, how far it was mended (45 CFR 164.402)."),
      .instant(.authorityToldAt, "Authority told at", [.listed, .filledIn]).page("Notices"),
      .text(.authorityReference, "Authority’s reference", [.sealed, .filledIn]),
      .instant(.peopleToldAt, "People told at", [.listed, .filledIn]),
      .instant(.mediaToldAt, "Media told at", [.filledIn]),
      .note(.lateReason, "Why late", [.sealed, .filledIn]),
      .note(.notNotifiedReason, "Why not notified", [.sealed, .filledIn]),
      .note(.lessons, "What was learnt", [.sealed, .filledIn]),
      .reference(.closedBy, "Closed by", to: "memberships", [.filledIn]),
      .instant(.authorityDueAt, "Authority by", [.listed]).derived(
        from: ["discovered_at"], reads: { BreachClock.reads($0) }, BreachClock.authority),
      .instant(.peopleDueAt, "People by").derived(
        from: ["discovered_at"], reads: { BreachClock.reads($0) }, BreachClock.people),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.breachKnownAfterwards, .breachNotifiedBeforeClosed, .breachNoticeInTime],
    workflow: .breach,
    tags: .signed,
    prefix: "BRC",
    namedBy: ["reference"],
    owners: ["raised_by"],
    filter: UsualFilter("not closed", [.differs("state", .text("closed"))]),
    order: "-discovered_at",
    indexes: [["state", "discovered_at"]],
    leading: ["reference", "state", "kind", "authority_due_at", "discovered_at"],
    announceReads: { BreachClock.reads($0) },
    announces: { breach, book in
      [
        Notice(
          "security", "was raised; its clock runs", to: [.role(.safeguarding, house: nil)],
          priority: "urgent", needsAction: true, dueAt: Instant(BreachClock.authority(breach, book)))
      ]
    })
}
