import Records

extension RecordType {
  /// A planned and worked span in one house.
  package static let shifts = RecordType(
    "shifts", "Shifts", one: "shift", area: "Staff", resource: "shifts",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .choice(.kind, "Kind", .open(name: "shift_kind"), [.required, .listed]),
      .choice(
        .state, "State", ["planned", "running", "handed_over", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("planned"),
      .instant(.startsAt, "Begins", [.required, .listed, .indexed]),
      .instant(.endsAt, "Ends", [.required, .listed, .indexed]),
      .integer(.minimumStaffCount, "Staff needed", [.required], in: 0...100).starting(1),
      .reference(.leadBy, "Lead", to: "memberships", [.listed]).offering(.shiftLeads),
      .reference(.crisisTeamID, "Crisis team", to: "crisis_teams"),
      .note(.note, "Note"),
      .flag(.isShort, "Short of staff").derived(
        from: ["state", "minimum_staff_count"], reads: Rota.reads, Rota.isShort),
    ],
    rules: [.shiftLength],
    workflow: .shift,
    namedBy: ["kind", "starts_at"],
    house: .field("house_id"),
    owners: ["lead_by", "created_by"],
    order: "-starts_at",
    indexes: [["house_id", "starts_at"]])
}
