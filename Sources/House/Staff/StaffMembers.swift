import Records

extension RecordType {
  /// The employment record of a person, with or without a login.
  package static let staffMembers = RecordType(
    "staff_members", "Staff", one: "staff member", area: "Staff", resource: "staff_records",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["applicant", "active", "on_leave", "suspended", "left", "withdrawn=Withdrawn"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("applicant"),
      .text(.givenName, "First name", [.required, .listed, .sealed, .searchable]),
      .text(.familyName, "Family name", [.required, .listed, .sealed, .searchable]),
      .text(.phone, "Phone", [.sealed]),
      .text(.email, "E-mail", [.sealed]),
      .text(.jobTitle, "Job title", [.required, .listed]),
      .choice(.employmentKind, "Employment", .employmentKind, [.required, .listed]),
      .day(.startsOn, "From", [.required, .listed, .indexed]),
      .day(.endsOn, "To", [.listed]),
    ],
    rules: [.periodOfDays, .emailShape],
    workflow: .staffMember,
    prefix: "STF",
    namedBy: ["family_name", "given_name"],
    filter: UsualFilter("at work", [.among("state", ["active", "on_leave", "suspended"].map(Value.text))]),
    order: "reference",
    directory: "staff_directory")
}
