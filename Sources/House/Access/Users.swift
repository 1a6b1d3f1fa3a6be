import Records

extension RecordType {
  /// The login of one person, whatever the number of organisations.
  package static let users = RecordType(
    "users", "Users", one: "user", area: "Access", resource: "users",
    fields: [
      .text(.loginName, "Sign-in name", [.required, .listed, .sealed, .unique]),
      .text(.displayName, "Name", [.required, .listed, .sealed]),
      .text(.email, "E-mail", [.sealed, .unique]),
      .text(.phone, "Phone", [.sealed]),
      .choice(
        .state, "State", ["invited", "active", "locked", "disabled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("invited"),
      .bytes(.passwordHash, "Password", [.filledIn]),
      .bytes(.signatureHash, "Signing code", [.filledIn]),
      .bytes(.publicKey, "Public key", [.required, .filledIn]),
      .bytes(.sealedPrivateKey, "Sealed key", [.required, .filledIn]),
      .bytes(.signingPublicKey, "Signing key", [.filledIn]),
      .anyReference(.primaryMembershipID, "First choice at sign-in", [.filledIn]),
      .instant(.passwordChangedAt, "Password changed", [.filledIn]),
      .flag(.mustChangePassword, "Must choose a password", [.filledIn]).starting(true),
      .instant(.lastSignInAt, "Last sign-in", [.listed, .filledIn]),
      .integer(.failedCount, "Failed sign-ins", [.filledIn]).starting(0),
      .instant(.invitedAt, "Invited at", [.filledIn]),
      .bytes(.invitationHash, "Invitation", [.filledIn]),
      .instant(.termsAcceptedAt, "Terms accepted", [.filledIn]),
      // Sealed to the person's own key and not to the platform's: it is checked before a session holds that.
      .bytes(.secondFactorSecret, "Second factor", [.filledIn]),
      .integer(.secondFactorStep, "Last code used", [.filledIn], in: 0...1_000_000_000_000),
      .bytes(.recoveryHashes, "Recovery codes", [.filledIn]),
      .json(.preferences, "Preferences", [.filledIn]),
    ],
    rules: [.emailShape],
    workflow: .user,
    tags: .platform,
    namedBy: ["display_name"],
    order: "last_sign_in_at")
}
