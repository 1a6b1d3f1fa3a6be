import Records

extension RecordType {
  /// A request to an agency, and what came of it.
  package static let referrals = RecordType(
    "referrals", "Referrals", one: "referral", area: "Safeguarding", resource: "referrals",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Referral"),
      .reference(.agencyID, "Agency", to: "agencies", [.required, .listed]),
      .choice(
        .state, "State",
        [
          "draft", "sent", "acknowledged", "accepted", "in_progress", "done", "rejected=Not accepted",
          "revoked=Called back", "void",
        ], [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .text(.service, "Service", [.required, .listed, .sealed]),
      .choice(
        .urgency, "Urgency", ["routine", "soon", "urgent", "emergency"], [.required, .listed, .indexed]
      ).starting("routine"),
      .note(.reason, "Reason", [.required, .sealed]),
      .reference(.consentID, "Consent", to: "consents"),
      .reference(.assignedTo, "Assigned to", to: "memberships", [.listed]).offering(.referrers).starting(
        with: .actor),
      .reference(.incidentID, "Incident", to: "incidents").page("Came from"),
      .reference(.concernID, "Safeguarding concern", to: "safeguarding_concerns").governed(
        by: "safeguarding_concerns"
      ).telling(),
      .reference(.riskAssessmentID, "Risk assessment", to: "risk_assessments"),
      .instant(.sentAt, "Sent at", [.listed, .filledIn]).page("Answer"),
      .choice(.method, "Method", .contactMethod, [.filledIn]),
      .text(.externalReference, "External reference", [.sealed]),
      .day(.responseDueOn, "Answer due on", [.listed, .indexed]).due(in: ["sent"]).future(),
      .instant(.respondedAt, "Answered at", [.filledIn]).past(),
      .choice(.declineReason, "Why declined", .open(name: "decline_reason"), [.filledIn]),
      .choice(.outcome, "Outcome", ReferralOutcome.choices, [.listed, .filledIn]),
      .note(.outcomeNote, "What came of it", [.sealed, .filledIn]),
      .flag(.followUpNeeded, "Follow up").starting(false),
      .day(.followUpOn, "Follow up by", [.listed, .indexed]).due(in: ["accepted", "in_progress"]).future(),
    ],
    workflow: .referral,
    prefix: "REF",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["created_by", "assigned_to"],
    filter: UsualFilter("not done", [.among("state", ReferralOutcome.open.map(Value.text))]),
    order: "response_due_on",
    indexes: [["resident_id", "response_due_on"], ["agency_id", "state"], ["state", "response_due_on"]],
    tellingApart: ["resident_id", "agency_id"], foundBy: ["resident_id", "agency_id"])
}

/// What a referral can come to.
enum ReferralOutcome {
  static let choices: Choices = [
    "engaged", "completed", "partly", "declined_by_person=The person did not want it",
    "no_response=No answer", "moved_on", "not_suitable",
  ]
  static let open = ["draft", "sent", "acknowledged", "accepted", "in_progress"]
}
