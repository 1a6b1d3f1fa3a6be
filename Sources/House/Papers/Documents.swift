import Records

extension RecordType {
  /// A document about any record; what it says lies in its versions.
  package static let documents = RecordType(
    "documents", "Documents", one: "document", area: "Papers", resource: "documents",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State",
        ["draft", "current", "superseded=Replaced", "archived", "disposed=Disposed of", "void"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .text(.title, "Title", [.required, .listed, .sealed, .searchable]).page("What"),
      .choice(
        .kind, "Kind",
        [
          "agreement", "assessment", "plan", "letter", "report", "certificate", "identity", "consent",
          "medical", "photo=Photograph", "statement", "invoice", "policy", "evidence", "court_order",
          "correspondence", "minutes", "form", "other",
        ], [.required, .listed, .indexed]),
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .indexed]),
      .anyReference(.subjectID, "Record", [.required]),
      .reference(.residentID, "Resident", to: "residents", [.listed]),
      .reference(.houseID, "House", to: "houses"),
      .day(.documentOn, "Dated", [.listed]).past(),
      .text(.receivedFrom, "Received from", [.sealed]),
      .note(.summary, "Summary", [.sealed]),
      .list(.tags, "Tags", [.sealed, .searchable]),
      .flag(.isConfidential, "Confidential", [.listed, .indexed]).starting(false).page("Who and how long"),
      .flag(.isPart2, "US Part 2 file").starting(false),
      .choice(.visibility, "Who may read", .visibilityScope, [.required]).starting("team"),
      .reference(.retentionPolicyID, "Retention", to: "retention_policies"),
      .day(.keepUntilOn, "Keep until", [.listed, .indexed]).future(),
      .day(.expiresOn, "Expires", [.listed, .indexed]).future(),
      .reference(.currentVersionID, "Version in force", to: "document_versions", [.filledIn]),
      .reference(.documentTemplateID, "Document template", to: "document_templates").writing(
        ["file_id": "body"], filledBy: "fields"),
    ],
    rules: [.currentDocumentHasVersion],
    workflow: .document,
    actions: [.addVersion, .writeDocument, .shareDocument, .stopSharing],
    prefix: "DOC",
    namedBy: ["title"],
    house: .either([.field("house_id"), .resident("resident_id")]),
    owners: ["created_by"],
    filter: UsualFilter(
      "in force or being written", [.among("state", ["draft", "current"].map(Value.text))]),
    order: "-document_on",
    indexes: [
      ["subject_type", "subject_id"], ["resident_id", "document_on"], ["house_id", "document_on"],
    ],
    leading: ["reference", "title", "kind", "state", "document_on"],
    consequences: [.documentIsTheirs, .documentIsKept, .noticeIsGivenAnew])
}
