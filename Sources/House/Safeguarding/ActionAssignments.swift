import Records

extension RecordType {
  /// Something to be done by one person by a day, with proof and approval.
  package static let actionAssignments = RecordType(
    "action_assignments", "Actions", one: "action", area: "Safeguarding", resource: "actions",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .text(.title, "Title", [.required, .listed, .sealed, .searchable]),
      .note(.description, "Description", [.sealed]),
      .choice(
        .state, "State",
        [
          "open", "in_progress", "completed=Waiting for approval", "returned=Sent back", "approved",
          "cancelled",
        ],
        [.required, .listed, .indexed, .filledIn]
      ).starting("open"),
      .choice(.priority, "Priority", .priority, [.required, .listed, .indexed]).starting("medium"),
      .choice(
        .origin, "Came from",
        [
          "incident", "risk", "concern", "referral", "audit", "complaint", "inspection", "review", "missing",
          "handover", "plan", "meeting", "other",
        ], [.required, .listed, .fixed]
      ).making(recordOf: "safeguarding_concerns", by: "concern"),
      .reference(.incidentID, "Incident", to: "incidents", [.fixed]).part(),
      .reference(.riskAssessmentID, "Risk assessment", to: "risk_assessments", [.fixed]),
      .reference(.concernID, "Safeguarding concern", to: "safeguarding_concerns", [.fixed]).governed(
        by: "safeguarding_concerns"
      ).telling().shown(when: { $0[.origin] == "concern" }),
      .reference(.complaintID, "Complaint", to: "complaints", [.fixed]).shown(when: {
        $0[.origin] == "complaint"
      }),
      .reference(.inspectionID, "Inspection", to: "inspections", [.fixed]).shown(when: {
        $0[.origin] == "inspection"
      }),
      .reference(.planReviewID, "Plan review", to: "plan_reviews", [.fixed]).shown(when: {
        $0[.origin] == "review"
      }),
      .reference(.residentID, "Resident", to: "residents"),
      .reference(.houseID, "House", to: "houses", [.listed]),
      .reference(.assignedTo, "Assigned to", to: "memberships", [.required, .listed, .indexed]).offering(
        .actionDoers),
      .reference(.assignedBy, "Set by", to: "memberships", [.required]).filled(with: .actor),
      .day(.dueOn, "Due", [.required, .listed, .indexed]).due(in: ["open", "in_progress", "returned"])
        .future(),
      .note(.completionNotes, "What was done", [.sealed, .filledIn]),
      .instant(.completedAt, "Done at", [.listed, .filledIn]),
      .reference(.completedBy, "Done by", to: "memberships", [.filledIn]),
      .list(.evidenceDocumentIDs, "Proof", [.filledIn]),
      .reference(.reviewerID, "Reviewer", to: "memberships", [.listed]).offering(.actionReviewers),
      .reference(.approvedBy, "Approved by", to: "memberships", [.filledIn]),
      .instant(.approvedAt, "Approved at", [.filledIn]),
      .note(.returnedComment, "Sent back with", [.sealed, .filledIn]),
      .note(.cancelReason, "Why cancelled", [.sealed, .filledIn]),
      .flag(.isOverdue, "Overdue", [.listed]).derived(from: ["due_on", "state"]) { action, book in
        Overdue.value(of: action, on: book.today)
      },
    ],
    rules: [.dueDayIsAhead],
    workflow: .actionAssignment,
    actions: [.reassignAction, .moveActionDay],
    prefix: "ACT",
    namedBy: ["title"],
    house: .field("house_id"),
    owners: ["assigned_to", "assigned_by", "reviewer_id"],
    filter: UsualFilter(
      "not settled", [.among("state", ["open", "in_progress", "completed", "returned"].map(Value.text))],
      isOwnForDoers: true),
    order: "due_on",
    indexes: [["house_id", "due_on"], ["assigned_to", "state"]],
    leading: ["title", "due_on", "state", "assigned_to", "reference", "priority"],
    announces: Announcing.actionMade)
}
