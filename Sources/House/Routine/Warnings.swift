import Records

extension RecordType {
  /// A point, warning or agreement, with its appeal.
  package static let warnings = RecordType(
    "warnings", "Warnings and agreements", one: "warning", area: "Routine", resource: "conduct",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("What"),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).following(.residentID, .currentStayID),
      .choice(
        .kind, "Kind",
        [
          "verbal", "written", "final", "corrective_agreement", "behaviour_contract", "demerit=Point",
          "notice_to_leave",
        ], [.required, .listed]),
      .choice(
        .state, "State",
        [
          "draft", "issued", "acknowledged", "appealed", "upheld", "withdrawn=Overturned", "worked_off",
          "void",
        ],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .text(.ruleBroken, "Rule", [.required, .listed, .sealed]).help("The house rule that was not kept."),
      .note(.facts, "Facts", [.required, .sealed]).help("What was seen, by whom, and what shows it."),
      .reference(.incidentID, "Incident", to: "incidents"),
      .note(.residentResponse, "What the resident says", [.sealed]),
      .integer(.points, "Points", [.listed], in: 0...1000).starting(0).page("What follows"),
      .note(.conditions, "Conditions", [.sealed]),
      .money(.restitutionAmount, "To be made good"),
      .day(.expiresOn, "Expires", [.listed, .indexed]).future(),
      .instant(.issuedAt, "Issued at", [.listed, .filledIn]),
      .day(.appealDueOn, "Appeal by", [.indexed, .filledIn]),
      .note(.appealText, "Appeal", [.sealed, .filledIn]),
      .reference(.appealDecidedBy, "Appeal decided by", to: "memberships", [.filledIn]),
      .note(.appealDecision, "Decision on the appeal", [.sealed, .filledIn]),
      .reference(.residentSignatureID, "Resident’s signature", to: "signatures", [.filledIn]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.appealDecidedByAnother, .noticeFollowsFinalWarning],
    workflow: .warning,
    tags: .signed,
    prefix: "WRN",
    namedBy: ["reference"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter(
      "not settled",
      [.among("state", ["draft", "issued", "acknowledged", "appealed", "upheld"].map(Value.text))]),
    order: "-issued_at",
    weighs: ["kind", "rule_broken", "points", "expires_on"],
    signs: [
      "resident_id", "stay_id", "kind", "rule_broken", "facts", "points", "conditions", "restitution_amount",
      "expires_on", "incident_id",
    ],
    indexes: [["issued_at"], ["stay_id", "issued_at"], ["resident_id", "state"], ["state", "issued_at"]],
    foundBy: ["resident_id"])
}
