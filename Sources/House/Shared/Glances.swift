import Records

/// What stands before the records of several types.
extension Glance {
  /// What is still to be done for whom or what a record is about, the nearest day first.
  static func openActions(by reference: FieldKey<RecordID>) -> Glance {
    Glance(
      "Open actions", of: "action_assignments", by: reference.name,
      where: [.among("state", ["open", "in_progress", "returned", "completed"].map(Value.text))],
      order: "due_on", fields: ["due_on", "title", "assigned_to"], limit: 4)
  }

  /// Which authorities are still to be told of an incident, or to be decided about, the nearest hour first.
  static let authoritiesToTell = Glance(
    "To tell", of: "regulator_notifications", by: "incident_id",
    where: [.among("state", ["to_decide", "due"].map(Value.text))], order: "due_at",
    fields: ["due_at", "regulator", "state"], limit: 4)

  /// The flags of the highest level that are up for a resident: all of them, for each is acknowledged.
  static let highFlags = Glance(
    "Alerts", of: "flags", by: "resident_id",
    where: [.equals("state", .text("active")), .equals("level", .text("high"))], order: "review_on",
    fields: ["kind", "message"], limit: nil, scale: Scale("level", [:], otherwise: .grave), isWarning: true,
    mustBeRead: true)

  /// The other flags that are up for a resident.
  static let flags = Glance(
    "Alerts", of: "flags", by: "resident_id",
    where: [.equals("state", .text("active")), .differs("level", .text("high"))], order: "review_on",
    fields: ["kind", "message"], limit: 8,
    scale: Scale("level", ["medium": .notable], otherwise: .plain), isWarning: true)

  /// What a resident must not be given.
  static let allergies = Glance(
    "Alerts", of: "health_conditions", by: "resident_id", where: [.equals("state", .text("active"))],
    only: ["kind": Allergy.kinds], order: "id", fields: ["kind", "name", "reaction"], limit: 8,
    scale: Scale("severity_level", ["severe": .grave, "life_threatening": .grave], otherwise: .notable),
    isWarning: true)

  /// The risks of a resident that are high, as they were last approved.
  static let highRisks = Glance(
    "Alerts", word: "Risk", of: "risk_assessments", by: "resident_id",
    where: [.equals("state", .text("approved"))], only: ["overall_level": ["high", "critical"]],
    order: "review_on", fields: ["overall_level", "category", "review_on"], limit: 4,
    scale: Scale("overall_level", [:], otherwise: .grave), isWarning: true)

  /// The last notes about a resident, the newest first.
  static let latestNotes = Glance(
    "Latest notes", of: "case_notes", by: "resident_id", where: [.equals("state", .text("signed"))],
    order: "-happened_at", fields: ["happened_at", "author_id", "content"], limit: 3)

  /// When medicines were last reconciled and by whom, with one thing that is said of it, and how it is signed.
  static func lastReconciliation(
    by reference: FieldKey<RecordID>, saying said: FieldKey<String>
  ) -> Glance {
    Glance(
      "Medicines reconciled", of: "medication_events", by: reference.name,
      where: [.equals("kind", .text(Reconciliation.kind))], order: "-happened_at",
      fields: ["happened_at", said.name, "given_by", "witness_id", "second_signature"], limit: 1)
  }

  /// The other medicines of a reconciliation, on the first line of which it is signed.
  static let reconciledWith = Glance(
    "Also reconciled", of: "medication_events", by: "reconciled_with_id", order: "id",
    fields: ["written_down", "found", "note"], limit: nil, isEvidence: true)

  /// Who waits for an answer about a record, and since when.
  static func askedBy(_ kind: String) -> Glance {
    Glance(
      "Asked by", of: "approvals", by: "subject_id",
      where: [.equals("kind", .text(kind)), .equals("state", .text("pending"))], order: "-id",
      fields: ["requested_by", "requested_at"], limit: 1, isEvidence: true)
  }

  /// Why a question about a record was sent back, until it is asked again.
  static func sentBack(_ kind: String) -> Glance {
    Glance(
      "Sent back", of: "approvals", by: "subject_id",
      where: [.equals("kind", .text(kind))], only: ["state": ["rejected"]], order: "-id",
      fields: ["decided_at", "decided_by", "comment"], limit: 1, isEvidence: true, looksAtFirst: true)
  }

  /// Who was in an incident, and how.
  static let people = Glance(
    "People", of: "incident_people", by: "incident_id", order: "role",
    fields: ["role", "resident_id", "staff_member_id", "name"], limit: 6, isEvidence: true)
}
