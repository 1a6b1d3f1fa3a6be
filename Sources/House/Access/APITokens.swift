import Records

extension RecordType {
  /// A key with which another program works here, for one member and in one role of theirs.
  package static let apiTokens = RecordType(
    "api_tokens", "API tokens", one: "API token", area: "Access", resource: "integrations",
    fields: [
      .text(.name, "Name", [.required, .listed, .unique]),
      .bytes(.tokenHash, "Token", [.required, .unique, .filledIn]),
      .text(.prefix, "Begins with", [.listed, .fixed, .filledIn]),
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed, .fixed, .filledIn]),
      .reference(.roleID, "Role", to: "roles", [.required, .listed, .fixed]),
      .reference(.houseID, "House", to: "houses").help("Empty for all houses."),
      .flag(.canWrite, "May also write", [.listed, .fixed, .filledIn]),
      .choice(.state, "State", ["active", "revoked=Withdrawn"], [.required, .listed, .indexed, .filledIn])
        .starting("active"),
      .day(.expiresOn, "Expires", [.required, .listed, .indexed, .fixed]).future(),
      .instant(.lastUsedAt, "Last used", [.listed, .filledIn]),
      .reference(.revokedBy, "Withdrawn by", to: "memberships", [.filledIn]),
      // A program on this computer has no address: a token that names any signs nobody in.
      .list(.allowedSources, "From these addresses only", [.filledIn]),
      .bytes(.sealedPrivateKey, "Sealed key", [.required, .fixed, .filledIn]),
      .bytes(.wrappedKey, "Wrapped key", [.required, .filledIn]),
      .integer(.keyVersion, "Key version", [.required, .filledIn]),
    ],
    rules: [.tokenEndsWithinAYear, .tokenReadsNoPart2],
    workflow: .apiToken,
    tags: [.internalOnly, .kept],
    namedBy: ["name"],
    house: .field("house_id"),
    filter: UsualFilter("active", [.equals("state", .text("active"))]),
    order: "expires_on",
    comesAbout:
      "Another program signs in with a token, which an administrator makes: lodge token new NAME.")
}
