import Records

extension RecordType {
  /// Where costs are counted.
  package static let costCenters = RecordType(
    "cost_centers", "Cost centres", one: "cost centre", area: "Money", resource: "rates_budgets",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .reference(.houseID, "House", to: "houses"),
      .reference(.managerID, "Manager", to: "memberships", [.listed]),
      .reference(.parentID, "Part of", to: "cost_centers"),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.noCircleOfCentres],
    namedBy: ["code", "name"],
    house: .field("house_id"),
    owners: ["manager_id", "created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "code",
    tellingApart: ["code"])
}

extension Rule {
  static let noCircleOfCentres = Rule("a cost centre is not part of itself") { centre, _ in
    guard let id = centre.id, centre[.parentID] == id else { return nil }
    return Violation("A cost centre cannot be part of itself.", field: "parent_id")
  }
}
