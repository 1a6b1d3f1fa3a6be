import Records

extension RecordType {
  /// A data key wrapped for one member.
  package static let keyGrants = RecordType(
    "key_grants", "Key grants", one: "key grant", area: "Access", resource: "organisation_keys",
    fields: [
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed, .filledIn]),
      .integer(.keyVersion, "Key version", [.required, .listed, .filledIn]),
      .choice(
        .scope, "Scope", ["organization", "platform", "resident", "recovery", "export"],
        [.required, .listed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .bytes(.wrappedKey, "Wrapped key", [.required, .fixed, .filledIn]),
      .reference(.grantedBy, "Granted by", to: "memberships", [.required, .filledIn]),
      .instant(.revokedAt, "Withdrawn at", [.listed, .filledIn]),
      .text(.revokedReason, "Why withdrawn", [.filledIn]),
    ],
    uniques: [
      Unique(
        ["membership_id", "key_version", "scope", "resident_id"], when: [.isEmpty("revoked_at")],
        "This member already holds that key.")
    ],
    tags: [.internalOnly, .sealedByOrganisation],
    order: "key_version",
    comesAbout:
      "It is written when a member is added or given a role.")
}
