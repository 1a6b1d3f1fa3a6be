import Records

extension RecordType {
  /// New text beside that of a signed record, with its reason.
  package static let amendments = RecordType(
    "amendments", "Amendments", one: "amendment", area: "Oversight", resource: "amendments",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .fixed]),
      .anyReference(.subjectID, "Record", [.required, .listed, .fixed]),
      .reference(.residentID, "Resident", to: "residents"),
      .choice(
        .kind, "Kind",
        ["addition", "correction", "late_entry", "entered_in_error=Entered in error", "wrong_person"],
        [.required, .listed, .indexed]),
      .text(.fieldName, "Field", [.listed]),
      .note(.oldValue, "Old text", [.sealed]),
      .note(.newValue, "New text", [.required, .sealed]),
      .note(.reason, "Reason", [.required, .sealed]),
      .reference(.amendedBy, "Amended by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .instant(.amendedAt, "Amended at", [.required, .listed, .indexed]).past().filled(with: .now),
      .integer(.number, "Number", [.required, .listed, .fixed, .filledIn], in: 0...1_000_000_000),
      .reference(.signatureID, "Signature", to: "signatures", [.filledIn]),
      .reference(.cosignedBy, "Countersigned by", to: "memberships"),
    ],
    rules: [.amendmentChanges],
    uniques: [Unique(["subject_type", "subject_id", "number"])],
    tags: .appendOnly,
    namedBy: ["kind"],
    house: .resident("resident_id"),
    owners: ["amended_by"],
    order: "-amended_at",
    indexes: [["subject_type", "subject_id"]])
}
