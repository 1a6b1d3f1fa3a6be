import Records

extension RecordType {
  /// The risk of a person, room, activity or house, with a version for each review.
  package static let riskAssessments = RecordType(
    "risk_assessments", "Risk assessments", one: "risk assessment", area: "Safeguarding",
    resource: "risk_assessments",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["draft", "submitted", "returned", "approved", "superseded", "closed"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .choice(
        .scope, "Scope", ["person", "room", "activity", "house", "staff", "event"], [.required, .listed]
      ).starting("person").page("What"),
      .choice(
        .category, "Category",
        [
          "self_harm=Self-harm", "suicide", "violence", "arson", "exploitation", "missing",
          "substance=Substance use", "overdose", "falls", "health", "medication", "self_neglect", "sexual",
          "financial", "online", "room_share=Sharing a room", "lone_working", "fire", "travel", "pregnancy",
          "radicalisation", "other",
        ], [.required, .listed, .sealed]),
      .reference(.residentID, "Resident", to: "residents", [.listed]).shown(when: {
        ["person", "room"].contains($0[.scope])
      }),
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .reference(.roomID, "Room", to: "rooms").shown(when: { $0[.scope] == "room" }),
      .reference(.incidentID, "Incident", to: "incidents"),
      .day(.reviewOn, "Review by", [.required, .listed, .indexed]).due(in: ["approved"]).future(),
      .note(.history, "What has happened before", [.sealed]).page("Picture"),
      .note(.warningSigns, "Warning signs", [.sealed]),
      .note(.protectiveFactors, "What protects", [.sealed]),
      .note(.contingency, "If it happens", [.sealed]),
      .note(.residentView, "What the resident thinks", [.sealed]),
      .choice(
        .escalation, "Raised to", ["none", "team", "manager", "safeguarding", "crisis_team", "external"],
        [.required, .listed, .filledIn]
      ).starting("none").page("Result").speaking(of: "safeguarding_concerns", by: "safeguarding"),
      .reference(.escalatedTo, "Raised with", to: "memberships", [.filledIn]),
      .integer(.versionNumber, "Version", [.required, .listed, .fixed, .filledIn]).starting(1),
      .choice(.overallLevel, "Overall risk", .riskLevel, [.listed]).derived(
        reads: RiskScore.residuals, RiskScore.overall),
      .reference(.approvedBy, "Approved by", to: "memberships", [.listed, .filledIn]),
      .instant(.approvedAt, "Approved at", [.filledIn]),
      .reference(.supersedesID, "Replaces", to: "risk_assessments", [.filledIn]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.personAtRisk, .riskReviewedInTime],
    workflow: .riskAssessment,
    actions: [.newRiskVersion, .escalateRisk, .keepRisk, .assignRiskAction],
    tags: .signed,
    prefix: "RSK",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter(
      "not replaced", [.among("state", ["draft", "submitted", "returned", "approved"].map(Value.text))]),
    order: "review_on",
    weighs: ["category", "overall_level", "review_on"],
    signs: [
      "scope", "resident_id", "category", "version_number", "history", "protective_factors", "warning_signs",
      "contingency", "resident_view",
    ],
    indexes: [["house_id", "review_on"]])
}
