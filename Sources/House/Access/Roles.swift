import Records

extension RecordType {
  /// The nine roles, with the length of their sessions; their rights are in the matrix.
  package static let roles = RecordType(
    "roles", "Roles", one: "role", area: "Access", resource: "users",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .note(.description, "Description"),
      .flag(.isSystem, "Built in", [.listed, .fixed, .filledIn]).starting(false),
      .reference(.basedOnID, "Based on", to: "roles"),
      .choice(.reach, "Reach", .reach, [.required, .listed]).starting("house"),
      .flag(.canBreakGlass, "May break glass").starting(false),
      .integer(.idleMinutes, "Locks after, minutes", in: 2...30).starting(10),
      .integer(.sessionHours, "Ends after, hours", in: 1...24).starting(12),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.systemRoleStands],
    tags: [.kept, .internalOnly],
    namedBy: ["name"],
    house: .shared,
    order: "code",
    purpose:
      "The nine roles of Lodge. What each may do stands in the permission file; a job title is each member’s own."
  )
}
