import Records

extension RecordType {
  /// One chore, one person, one day.
  package static let choreAssignments = RecordType(
    "chore_assignments", "Chore assignments", one: "chore assignment", area: "Routine",
    resource: "house_programme",
    fields: [
      .reference(.choreID, "Chore", to: "chores", [.required, .listed]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .reference(.stayID, "Stay", to: "stays", [.required]).following(.residentID, .currentStayID),
      .day(.dueOn, "Due", [.required, .listed, .indexed]).due(in: ["assigned", "returned"]).future().starting(
        with: .today),
      .choice(
        .state, "State",
        ["assigned", "done", "signed_off", "returned=To be done again", "missed", "excused"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("assigned"),
      .instant(.doneAt, "Done at", [.filledIn]),
      .reference(.signedOffBy, "Signed off by", to: "memberships", [.filledIn]),
      .reference(.swappedWithID, "Swapped with", to: "residents", [.filledIn]),
      .note(.excusedReason, "Why excused", [.sealed, .filledIn]),
      .note(.note, "Note", [.sealed]),
    ],
    workflow: .choreAssignment,
    actions: [.swapChore],
    uniques: [
      Unique(["chore_id", "due_on", "resident_id"], "They have that chore on that day already.")
    ],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter(
      "not signed off", [.among("state", ["assigned", "done", "returned"].map(Value.text))]),
    order: "due_on",
    indexes: [["stay_id", "due_on"], ["state", "due_on"], ["resident_id", "due_on"]],
    foundBy: ["resident_id"])
}
