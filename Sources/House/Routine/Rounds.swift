import Records

extension RecordType {
  /// One walk round the house by day or night, saved with a line for each person.
  package static let rounds = RecordType(
    "rounds", "Rounds", one: "round", area: "Routine", resource: "presence",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed, .fixed]),
      .reference(.shiftID, "Shift", to: "shifts"),
      .choice(
        .kind, "Kind", ["night", "day", "fire_roll_call", "welfare", "headcount"], [.required, .listed]
      ).starting("night"),
      .instant(.startedAt, "Started", [.required, .listed, .indexed]).past().starting(with: .now),
      .instant(.finishedAt, "Finished", [.listed]).past(),
      .reference(.checkedBy, "Checked by", to: "memberships", [.required, .listed]).starting(with: .actor),
      .instant(.windowFromAt, "Window from", [.indexed]).help("The hour of the rota that it stands for."),
      .note(.note, "Note", [.sealed]).help("Why it was broken off, where it was."),
      .reference(.correctsID, "Corrects", to: "rounds"),
    ],
    rules: [.roundEndsAfterStart, .everybodyIsAccountedFor],
    tags: .appendOnly,
    namedBy: ["kind", "started_at"],
    house: .field("house_id"),
    owners: ["checked_by", "created_by"],
    order: "-started_at",
    indexes: [["house_id", "started_at"]])
}
