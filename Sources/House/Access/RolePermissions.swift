import Records

extension RecordType {
  /// One right of a role: what it may do with which records, and how far.
  package static let rolePermissions = RecordType(
    "role_permissions", "Role permissions", one: "role permission", area: "Access", resource: "users",
    fields: [
      .reference(.roleID, "Role", to: "roles", [.required, .listed]),
      .text(.resource, "For", [.required, .listed]).help("A row of the permission file, such as stays."),
      .choice(.action, "May", .grantAction, [.required, .listed]),
      .choice(.reach, "Reach", .reach, [.required, .listed]).starting("house"),
      .flag(.isMasked, "Names as initials").starting(false),
      .choice(
        .fieldGroup, "Part of the record",
        ["all", "identity", "health", "part2=Part 2", "finance=Money", "none"]
      ).starting("all"),
      .money(.limitAmount, "Up to").shown(when: { $0[.action] == "approve" }),
      .choice(
        .condition, "Condition",
        [
          "none=Always", "not_own=Not their own", "today_only=On the day", "own_entries=Their own entries",
          "granted_only=Where granted by name", "named_only=Where they are named",
        ]
      ).starting("none"),
    ],
    rules: [.permissionOfOwnRole, .permissionIsHeld],
    uniques: [
      Unique(
        ["role_id", "resource", "action", "field_group"], "This role already has a line for that.")
    ],
    tags: .internalOnly,
    namedBy: ["resource"],
    house: .shared,
    order: "resource",
    indexes: [["resource"], ["role_id", "resource"]],
    purpose: "What the nine roles may do stands in the permission file: lodge permissions shows it.",
    announces: Announcing.permissionMade)
}
