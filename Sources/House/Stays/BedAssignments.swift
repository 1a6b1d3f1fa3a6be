import Records

extension RecordType {
  /// Which bed a stay has, from when to when: the source of occupancy.
  package static let bedAssignments = RecordType(
    "bed_assignments", "Bed assignments", one: "bed assignment", area: "Stays", resource: "bed_assignments",
    fields: [
      .reference(.stayID, "Stay", to: "stays", [.required, .listed, .fixed]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.bedID, "Bed", to: "beds", [.required, .listed, .fixed]),
      .reference(.houseID, "House", to: "houses", [.required, .fixed]),
      .choice(
        .cohort, "For", .cohort, [.required]),
      .instant(.startsAt, "Begins", [.required, .listed, .indexed]).starting(with: .now),
      .instant(.endsAt, "Ends", [.listed, .indexed, .filledIn]),
      .choice(.endReason, "Why it ended", .open(name: "move_reason"), [.filledIn]),
      .reference(.moveRecordID, "Move", to: "move_records", [.filledIn]),
    ],
    rules: [.periodOfMoments, .bedCanBeTaken, .keptApart],
    actions: [.approveTransfer, .sendTransferBack],
    uniques: [
      Unique(["bed_id"], when: [.isEmpty("ends_at")], "That bed has just been taken. Choose another."),
      Unique(
        ["stay_id"], when: [.isEmpty("ends_at")], "This stay already has a bed. Move the resident instead."),
    ],
    tags: .occupies,
    namedBy: ["bed_id"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("now and to come", [.isEmpty("ends_at")]),
    order: "-starts_at",
    weighs: ["bed_id", "end_reason", "starts_at"],
    indexes: [["house_id", "ends_at"]])
}
