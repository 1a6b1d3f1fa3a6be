import Records

extension RecordType {
  /// Who filled which field, and when.
  package static let formContributions = RecordType(
    "form_contributions", "Contributions", one: "contribution", area: "System", resource: "personal",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .fixed, .filledIn]),
      .anyReference(.subjectID, "Record", [.required, .listed, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .text(.fieldName, "Field", [.required, .listed, .filledIn]),
      .reference(.contributorID, "Filled in by", to: "memberships", [.required, .listed, .filledIn]),
      .instant(.contributedAt, "Filled in at", [.required, .listed, .indexed, .filledIn]),
      .text(.roleCode, "Role", [.filledIn]),
      .choice(
        .source, "Source", ["typed", "resident=The resident", "family", "agency", "imported", "copied"],
        [.required, .filledIn]
      ).starting("typed"),
      .reference(.replacesContributorID, "In place of", to: "memberships", [.filledIn]),
    ],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["field_name"],
    owners: ["contributor_id"],
    order: "-contributed_at",
    indexes: [["subject_type", "subject_id"]],
    comesAbout:
      "It is written by itself when you fill in the questions of a form.")
}
