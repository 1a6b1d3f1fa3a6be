import Records

extension RecordType {
  /// An outside body that the house works with.
  package static let agencies = RecordType(
    "agencies", "Agencies", one: "agency", area: "Safeguarding", resource: "agencies",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable, .unique]),
      .choice(.agencyType, "Type", .open(name: "agency_type"), [.required, .listed, .indexed]),
      .text(.contactName, "Contact name", [.listed]),
      .text(.contactEmail, "Contact email"),
      .text(.contactPhone, "Contact phone", [.listed]),
      .text(.outOfHoursPhone, "Out of hours phone"),
      .text(.secureEmail, "Secure email"),
      .note(.address, "Address"),
      .json(.externalIDs, "Their numbers"),
      .list(.services, "Services"),
      .text(.areaCovered, "Area covered"),
      .integer(.acknowledgeHours, "Answers within, hours", in: 1...720),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .note(.notes, "Notes"),
    ],
    namedBy: ["name"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name")
}
