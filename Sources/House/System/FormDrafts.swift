import Records

extension RecordType {
  /// What a member has typed and not yet saved.
  package static let formDrafts = RecordType(
    "form_drafts", "Drafts", one: "draft", area: "System", resource: "personal",
    fields: [
      .text(.recordType, "Type of record", [.typeName, .required, .listed, .indexed, .filledIn]),
      .anyReference(.subjectID, "Record", [.filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .reference(.formTemplateID, "Form", to: "form_templates", [.filledIn]),
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed, .filledIn]),
      .json(.contentMap, "Content", [.required, .sealed, .filledIn]),
      .text(.stepName, "Page", [.filledIn]),
      .instant(.savedAt, "Saved at", [.required, .listed, .indexed, .filledIn]),
      .instant(.expiresAt, "Runs out", [.required, .indexed, .filledIn]).future(),
      .integer(.baseRevision, "Began from revision", [.filledIn]),
    ],
    uniques: [Unique(["membership_id", "record_type", "subject_id"])],
    tags: [.internalOnly, .unaudited],
    namedBy: ["record_type"],
    owners: ["membership_id"],
    order: "-saved_at",
    comesAbout:
      "It is written when you leave a form that is not saved.")
}
