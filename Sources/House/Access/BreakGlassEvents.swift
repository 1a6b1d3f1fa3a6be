import Records

extension RecordType {
  /// A member who opened a person outside their scope in an emergency, and what somebody else thought of it.
  package static let breakGlassEvents = RecordType(
    "break_glass_events", "Emergency access", one: "emergency access", area: "Access",
    resource: "break_glass",
    fields: [
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed, .fixed]).filled(
        with: .actor),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .choice(.state, "State", ["open", "ended", "reviewed"], [.required, .listed, .indexed, .filledIn])
        .starting("open"),
      .choice(
        .reasonCode, "Ground",
        [
          "medical_emergency", "safeguarding", "missing=Somebody missing", "fire", "out_of_hours_cover",
          "police_request", "other",
        ], [.required, .listed, .fixed]
      ).speaking(of: "safeguarding_concerns", by: "safeguarding"),
      .note(.reason, "Reason", [.required, .sealed, .fixed]).help("Twenty characters or more."),
      .instant(.startedAt, "Started", [.required, .listed, .fixed]).filled(with: .now),
      .instant(.expiresAt, "Runs out", [.required, .indexed, .filledIn]).future(),
      .instant(.endedAt, "Ended", [.filledIn]),
      .integer(.readCount, "Times opened").derived(
        from: ["membership_id", "resident_id", "started_at", "ended_at", "expires_at"],
        reads: EmergencyAccess.log, EmergencyAccess.count),
      .choice(
        .outcome, "Outcome",
        [
          "justified", "not_justified", "training=A matter for training",
          "disciplinary=A disciplinary matter", "breach=A data breach",
        ], [.listed, .filledIn]),
      .reference(.reviewedBy, "Reviewed by", to: "memberships", [.listed, .filledIn]),
      .instant(.reviewedAt, "Reviewed at", [.filledIn]),
      .note(.reviewNote, "Review", [.sealed, .filledIn]),
    ],
    rules: [.emergencyHasReason, .emergencyLastsAnHour, .emergencyReviewedByOther],
    workflow: .breakGlass,
    tags: [.internalOnly, .kept],
    namedBy: ["reason_code"],
    house: .resident("resident_id"),
    owners: ["membership_id"],
    filter: UsualFilter("not reviewed", [.differs("state", .text("reviewed"))]),
    order: "-started_at",
    indexes: [["started_at"], ["resident_id", "started_at"]],
    comesAbout:
      "It begins with “Emergency access” among the commands (:).",
    announces: Announcing.emergencyOpened)
}
