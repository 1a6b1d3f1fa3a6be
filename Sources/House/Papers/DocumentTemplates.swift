import Records

extension RecordType {
  /// The text of a document, with places to fill.
  package static let documentTemplates = RecordType(
    "document_templates", "Document templates", one: "document template", area: "Papers",
    resource: "configuration",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique]).page("What for"),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .choice(
        .kind, "Kind",
        [
          "agreement", "assessment", "plan", "letter", "report", "certificate", "consent", "notice",
          "statement", "policy", "form", "other",
        ], [.required, .listed]),
      .integer(.versionNumber, "Version", [.required, .listed], in: 1...10_000).starting(1),
      .choice(.jurisdiction, "Jurisdiction", .jurisdiction),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .note(.body, "Text", [.required]).page("Text").help("Places to fill stand in braces: Dear {name}."),
      .json(.fields, "Fields").help(
        "What fills each place, such as {\"name\": \"residents.preferred_name\"}."),
      .list(.needsSignatures, "Signed by", of: .signers),
    ],
    rules: [.placeholdersAreKnown],
    namedBy: ["name"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name")
}

extension Choices {
  /// Who signs a document: the resident, those who stand by them, or a role.
  static let signers: Choices = [
    "resident", "guardian", "witness", "KEY=Support worker", "SUP=Team leader", "MGR=Manager",
    "SGL=Safeguarding lead", "ADM=Administrator", "FIN=Finance officer",
  ]
}
