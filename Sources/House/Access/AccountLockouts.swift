import Records

extension RecordType {
  /// A run of sign-ins that did not succeed.
  package static let accountLockouts = RecordType(
    "account_lockouts", "Lockouts", one: "lockout", area: "Access", resource: "sessions",
    fields: [
      .bytes(.loginToken, "Token", [.required, .filledIn]),
      .integer(.failedCount, "Failed sign-ins", [.required, .filledIn]),
      .instant(.lockedAt, "Locked at", [.required, .listed, .filledIn]),
      .instant(.unlocksAt, "Unlocks at", [.required, .indexed, .filledIn]),
      .text(.terminal, "Terminal", [.filledIn]),
      .instant(.liftedAt, "Lifted at", [.filledIn]),
      .anyReference(.liftedBy, "Lifted by", [.filledIn]),
    ],
    tags: [.appendOnly, .platform, .internalOnly],
    order: "-locked_at",
    comesAbout:
      "It is written when somebody tries to sign in again and again and does not succeed.")
}
