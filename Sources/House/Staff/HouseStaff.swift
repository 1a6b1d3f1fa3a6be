import Records

extension RecordType {
  /// Which staff belong to which house, as what.
  package static let houseStaff = RecordType(
    "house_staff", "House staff", one: "place of work", area: "Staff", resource: "staff_records",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .reference(.staffMemberID, "Staff member", to: "staff_members", [.required, .listed]),
      .choice(.duty, "Duty", .open(name: "duty"), [.required, .listed]),
      .day(.startsOn, "From", [.required, .listed]).starting(with: .today),
      .day(.endsOn, "To", [.listed, .indexed]),
      .flag(.isPrimaryHouse, "Main house").starting(true),
    ],
    rules: [.periodOfDays],
    uniques: [
      Unique(
        ["house_id", "staff_member_id", "duty"], when: [.isEmpty("ends_on")],
        "This person already does that in this house.")
    ],
    namedBy: ["duty"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("now", [.isEmpty("ends_on")]),
    order: "-starts_on",
    indexes: [["house_id", "starts_on"]],
    foundBy: ["staff_member_id"],
    consequences: [.joiningTasks])
}
