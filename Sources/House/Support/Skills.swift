import Records

extension RecordType {
  /// One living skill of the catalogue of skills.
  package static let skills = RecordType(
    "skills", "Skills", one: "skill", area: "Support", resource: "configuration",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .choice(.area, "Area of life", .open(name: "support_area"), [.required, .listed, .indexed]),
      .choice(.level, "Level", ["foundation", "developing", "independent"], [.required, .listed]),
      .note(.description, "Description"),
      .note(.evidenceNeeded, "What shows it"),
      .integer(.position, "Position", in: 0...10_000).starting(0),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    namedBy: ["name"],
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "code")
}
