import Records

extension RecordType {
  /// The agreed plan of care and development of one resident, with a version for each review.
  package static let supportPlans = RecordType(
    "support_plans", "Support plans", one: "support plan", area: "Support", resource: "support_plans",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Plan"),
      .reference(.stayID, "Stay", to: "stays", [.listed]).following(.residentID, .currentStayID),
      .integer(.versionNumber, "Version", [.required, .listed, .fixed, .filledIn]).starting(1),
      .choice(
        .state, "State", ["draft", "submitted", "returned", "approved", "superseded", "closed"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .choice(
        .kind, "Kind",
        ["support", "care", "pathway", "recovery", "placement", "behaviour", "discharge=Moving on"],
        [.required, .listed]
      ).starting("support"),
      .day(.startsOn, "From", [.required, .listed]).starting(with: .today),
      .day(.reviewOn, "Review by", [.required, .listed, .indexed]).due(in: ["approved"]).future().help(
        "Within three months."),
      .integer(.supportHoursWeekly, "Support hours a week", in: 0...168),
      .note(.wishes, "What matters to me", [.required, .sealed]).help("In the person’s own words.").page(
        "Person"),
      .note(.strengths, "Strengths", [.sealed]),
      .note(.needs, "Needs", [.required, .sealed]),
      .note(.howToSupport, "How to support", [.sealed]),
      .note(.triggersAndSigns, "Triggers and signs", [.sealed]).page("When it gets hard"),
      .note(.crisisPlan, "Crisis plan", [.sealed]),
      .note(.relapsePlan, "Relapse plan", [.sealed]),
      .choice(
        .residentInvolved, "The resident",
        [
          "wrote_it=Wrote it", "took_part=Took part", "shown=Was shown it", "declined=Did not want to",
          "unable=Was not able to",
        ], [.required]
      ).page("Agreed"),
      .reference(.residentSignatureID, "Resident’s signature", to: "signatures", [.filledIn]),
      .reference(.approvedBy, "Approved by", to: "memberships", [.listed, .filledIn]),
      .instant(.approvedAt, "Approved at", [.filledIn]),
      .reference(.supersedesID, "Replaces", to: "support_plans", [.filledIn]),
      .integer(.weekMinutes, "Support given in 7 days, minutes").derived(
        from: ["resident_id"], reads: SupportGiven.queries, SupportGiven.inSevenDays),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.planReviewedInTime],
    workflow: .supportPlan,
    actions: [.newPlanVersion],
    uniques: [
      Unique(
        ["resident_id", "kind"], when: [.equals("state", .text("approved"))],
        "This resident already has an approved plan of that kind.")
    ],
    tags: .signed,
    prefix: "PLN",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter(
      "not replaced", [.among("state", ["draft", "submitted", "returned", "approved"].map(Value.text))]),
    order: "review_on",
    signs: [
      "resident_id", "version_number", "kind", "starts_on", "wishes", "strengths", "needs", "how_to_support",
      "triggers_and_signs", "crisis_plan", "relapse_plan", "resident_involved",
    ],
    indexes: [["resident_id", "review_on"], ["state", "review_on"]],
    tellingApart: ["resident_id", "kind", "version_number"], foundBy: ["resident_id"])
}
