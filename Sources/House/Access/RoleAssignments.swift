import Records

extension RecordType {
  /// A member holds a role, for one house or all, for a time.
  package static let roleAssignments = RecordType(
    "role_assignments", "Role grants", one: "role grant", area: "Access", resource: "users",
    fields: [
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed, .fixed]),
      .reference(.roleID, "Role", to: "roles", [.required, .listed, .fixed]),
      .reference(.houseID, "House", to: "houses", [.listed, .fixed]).help("Empty for all houses."),
      .day(.startsOn, "From", [.required, .listed, .fixed]).starting(with: .today),
      .day(.endsOn, "To", [.listed, .indexed]),
      .note(.reason, "Reason").help(
        "Needed for an administrator, a safeguarding lead and a finance officer."),
    ],
    rules: [
      .periodOfDays, .noRoleForOneself, .grantedRoleIsHeld, .platformRoleAlone, .farReachingRoleIsConfirmed,
      .grantHasReason, .grantedRoleCounts, .grantReachesAllHouses,
      .keeperStays,
    ],
    uniques: [
      Unique(
        ["membership_id", "role_id", "house_id", "starts_on"],
        "This member already holds that role there from that day.")
    ],
    tags: [.kept, .givesReach],
    house: .field("house_id"),
    owners: ["membership_id"],
    order: "-starts_on")
}
