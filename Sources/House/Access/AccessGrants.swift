import Records

extension RecordType {
  /// A member who may open one confidential or restricted record.
  package static let accessGrants = RecordType(
    "access_grants", "Named access", one: "named access", area: "Access", resource: "restricted_persons",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .fixed]),
      .anyReference(.subjectID, "Record", [.required, .listed, .fixed]),
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed]),
      .reference(.residentID, "Resident", to: "residents"),
      .flag(.canWrite, "May also write").starting(false),
      .flag(.isExcluded, "Excluded from it", [.filledIn]).starting(false),
      .note(.reason, "Reason", [.required, .sealed]),
      .reference(.grantedBy, "Granted by", to: "memberships", [.required]).filled(with: .actor),
      .instant(.expiresAt, "Runs out", [.listed, .indexed]).future(),
    ],
    rules: [.roleMayBeNamed, .excludedIsNotNamed],
    uniques: [
      Unique(["subject_type", "subject_id", "membership_id"], "This member is named on that record already.")
    ],
    namedBy: ["subject_type"],
    house: .resident("resident_id"),
    owners: ["granted_by"],
    order: "expires_at",
    indexes: [["subject_type", "subject_id"]])
}
