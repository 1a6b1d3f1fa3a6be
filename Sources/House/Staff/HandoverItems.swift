import Records

extension RecordType {
  /// What to know about one resident, or about the house, since the last shift.
  package static let handoverItems = RecordType(
    "handover_items", "Handover lines", one: "handover line", area: "Staff", resource: "handovers",
    fields: [
      .reference(.handoverID, "Handover", to: "handovers", [.required, .listed]),
      .reference(.residentID, "Resident", to: "residents", [.listed]).help(
        "Empty where it is about the house."),
      .choice(.priority, "Priority", .priority, [.required, .listed]).starting("medium"),
      .note(.content, "Note", [.required, .listed, .sealed]),
      .flag(.needsFollowUp, "Needs follow-up", [.listed]).starting(false),
      .reference(.actionAssignmentID, "Action", to: "action_assignments").shown(when: {
        $0[.needsFollowUp] == true
      }),
    ],
    rules: [.lineSaysSomething, .lineWrittenInTime],
    namedBy: ["resident_id"],
    house: .through("handover_id", type: "handovers"),
    owners: ["created_by"],
    indexes: [["handover_id", "priority"]],
    leading: ["resident_id", "content", "priority", "needs_follow_up"])
}
