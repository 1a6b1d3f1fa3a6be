import Records

extension RecordType {
  /// Everything that was done, in one chain that shows a change.
  package static let auditLog = RecordType(
    "audit_log", "Audit log", one: "audit entry", area: "Access", resource: "audit_log",
    fields: [
      .integer(
        .sequenceNumber, "Number", [.required, .unique, .filledIn], in: 1...9_000_000_000_000_000),
      .integer(.epoch, "Epoch", [.required, .fixed, .filledIn]),
      .bytes(.commandID, "Command", [.fixed, .indexed, .filledIn]),
      .instant(.at, "When", [.required, .listed, .indexed, .filledIn]),
      .choice(
        .category, "Category", ["data", "auth", "access", "billing", "system"],
        [.required, .listed, .indexed, .filledIn]),
      .text(.event, "Event", [.required, .listed, .filledIn]),
      .choice(.risk, "Risk", ["info", "low", "medium", "high", "critical"], [.required, .listed, .filledIn])
        .starting("info"),
      .reference(.actorID, "Who", to: "memberships", [.listed, .filledIn]),
      .reference(.sessionID, "Session", to: "user_sessions", [.filledIn]),
      .text(.roleCode, "Role", [.listed, .filledIn]),
      .text(.subjectType, "Type of record", [.typeName, .listed, .indexed, .filledIn]),
      .anyReference(.subjectID, "Record", [.filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .choice(.purpose, "Purpose", .open(name: "purpose_of_use"), [.filledIn]),
      .json(.changes, "Changes", [.sealed, .filledIn]),
      .note(.reason, "Reason", [.sealed, .filledIn]),
      .bytes(.previousMac, "Code before", [.required, .fixed, .filledIn]),
      .bytes(.mac, "Code", [.required, .fixed, .filledIn]),
      .bytes(.headSignature, "Signature of the head", [.filledIn]),
    ],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["event"],
    house: .resident("resident_id"),
    order: "-sequence_number",
    indexes: [["subject_type", "subject_id"], ["resident_id", "sequence_number"]],
    leading: ["at", "actor_id", "event", "subject_id", "subject_type"],
    comesAbout:
      "It is written with everything that is done.")
}
