import Records

extension RecordType {
  /// One request for one decision by another member.
  package static let approvals = RecordType(
    "approvals", "Approvals", one: "approval", area: "Oversight", resource: "approvals",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .fixed, .filledIn]),
      .anyReference(.subjectID, "Record", [.required, .listed, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .reference(.houseID, "House", to: "houses", [.listed, .filledIn]),
      .choice(
        .kind, "Kind",
        [
          "support_plan", "risk_assessment", "incident_closure", "action", "move_in", "move_in_exception",
          "bed_transfer", "discharge", "pass", "medication_change", "screen_result", "conduct_step", "notice",
          "rate_change", "refund", "write_off", "deposit_release", "budget", "expense", "period_close",
          "role_grant", "amendment", "erasure", "merge", "disclosure", "deidentified_export", "key_rotation",
          "concern_no_action", "custom=Second signature",
        ], [.required, .listed, .indexed, .filledIn]),
      .integer(.stepNumber, "Step", [.required, .filledIn], in: 1...20).starting(1),
      .choice(
        .state, "State", ["pending", "approved", "rejected", "withdrawn=Withdrawn"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("pending"),
      .reference(.requestedBy, "Asked by", to: "memberships", [.required, .listed, .filledIn]),
      .instant(.requestedAt, "Asked at", [.required, .listed, .indexed, .filledIn]),
      .reference(.approverID, "Asked of", to: "memberships", [.listed]).offering(.approvers),
      .text(.roleCode, "Role", [.filledIn]),
      .instant(.dueAt, "Due", [.listed, .indexed, .filledIn]).due(in: ["pending"]).future(),
      .reference(.decidedBy, "Decided by", to: "memberships", [.listed, .filledIn]),
      .instant(.decidedAt, "Decided at", [.filledIn]),
      .note(.comment, "Comment", [.sealed, .filledIn]),
      .flag(.isSelfApproved, "Self-approved", [.listed, .filledIn]).starting(false),
      .integer(.subjectRevision, "Revision asked about", [.required, .filledIn]),
      .money(.amount, "Amount", [.filledIn]),
    ],
    workflow: .approval,
    actions: [.reassignApproval],
    uniques: [
      Unique(
        ["subject_type", "subject_id", "kind", "step_number"], when: [.equals("state", .text("pending"))],
        "This is already waiting for a decision.")
    ],
    namedBy: ["kind"],
    house: .field("house_id"),
    owners: ["requested_by", "approver_id"],
    filter: UsualFilter("waiting", [.equals("state", .text("pending"))]),
    order: "requested_at",
    indexes: [["house_id", "state"], ["subject_type", "subject_id"]],
    comesAbout:
      "It is written when somebody asks for a decision: a leave, a refund, a plan that is submitted.")
}
