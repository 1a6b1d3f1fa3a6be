import Records

extension RecordType {
  /// One sign-in of one member in one role.
  package static let userSessions = RecordType(
    "user_sessions", "Sessions", one: "session", area: "Access", resource: "sessions",
    fields: [
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed, .fixed, .filledIn]),
      .reference(.roleID, "Role", to: "roles", [.listed, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.fixed, .filledIn]),
      .reference(.houseID, "House", to: "houses", [.fixed, .filledIn]),
      .choice(.state, "State", ["open", "locked", "ended"], [.required, .listed, .indexed, .filledIn])
        .starting("open"),
      .instant(.startedAt, "Started", [.required, .listed, .fixed, .filledIn]),
      .instant(.lastSeenAt, "Last seen", [.listed, .filledIn]),
      .instant(.endedAt, "Ended", [.filledIn]),
      .choice(
        .endedReason, "How it ended",
        ["signed_out", "idle", "locked_out", "revoked", "expired", "replaced", "crashed"], [.filledIn]),
      .text(.terminal, "Terminal", [.filledIn]),
      .flag(.isRemote, "From elsewhere", [.filledIn]),
      .bytes(.tokenHash, "Token", [.unique, .filledIn]),
      .reference(.shiftID, "Shift", to: "shifts", [.filledIn]),
    ],
    workflow: .session,
    tags: [.internalOnly],
    house: .field("house_id"),
    owners: ["membership_id"],
    filter: UsualFilter("not ended", [.differs("state", .text("ended"))]),
    order: "-started_at",
    indexes: [["membership_id", "started_at"]],
    comesAbout:
      "It is written when somebody signs in.")
}
