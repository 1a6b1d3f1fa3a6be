import Records

extension RecordType {
  /// A short warning that is read before the record.
  package static let flags = RecordType(
    "flags", "Flags", one: "flag", area: "Residents", resource: "resident_flags",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .choice(.level, "Level", ["high", "medium", "low"], [.required, .listed, .indexed]),
      .choice(
        .kind, "Kind",
        [
          "violence", "arson", "self_harm=Self-harm", "suicide", "allergy", "medical", "falls",
          "exploitation", "missing", "infection", "sexual_risk", "domestic_abuse",
          "lone_worker=Visit in pairs", "pets", "weapons", "substance=Substance use", "legal_order",
          "vulnerable", "address_confidential=Confidential address", "other",
        ], [.required, .listed, .sealed]),
      .choice(
        .state, "State", ["proposed", "active", "removed", "entered_in_error=Entered in error"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("proposed"),
      .text(.message, "Message", [.required, .listed, .sealed]).help("One line: the fact, and what to do.")
        .making(recordOf: "safeguarding_concerns", by: ConcernShift.opening),
      .note(.detail, "Detail", [.sealed]),
      .day(.reviewOn, "Review by", [.required, .listed, .indexed]).future(),
      .reference(.riskAssessmentID, "Risk assessment", to: "risk_assessments"),
      .flag(.isShownToNight, "Shown at night").starting(true),
      .reference(.removedBy, "Removed by", to: "memberships", [.filledIn]),
      .note(.removedReason, "Why removed", [.sealed, .filledIn]),
    ],
    rules: [.flagReviewedInTime, .notTooManyFlags],
    workflow: .flag,
    namedBy: ["message"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("proposed and active", [.among("state", [.text("proposed"), .text("active")])]),
    order: "review_on")
}
