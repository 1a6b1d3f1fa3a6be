import Records

extension RecordType {
  /// A saved report: which records, which fields, how grouped; no SQL.
  package static let reportTemplates = RecordType(
    "report_templates", "Report templates", one: "report template", area: "Oversight",
    resource: "configuration",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique]).page("Report"),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .choice(
        .category, "Category",
        [
          "occupancy", "safeguarding", "incidents", "health", "support", "money", "staff", "property",
          "rights",
          "statutory", "data_quality", "custom",
        ], [.required, .listed, .indexed]),
      .json(.query, "Query", [.required]),
      .json(.parameters, "Parameters"),
      .choice(.format, "Format", .reportFormat, [.required, .listed]).starting("screen"),
      .choice(.schedule, "Schedule", .recurrence).starting("none").page("Use"),
      .instant(.nextRunAt, "Next run at", [.indexed, .filledIn]).future(),
      .flag(.isShared, "Shared", [.listed]).starting(false),
      .reference(.ownerID, "Owner", to: "memberships").starting(with: .actor),
      .flag(.masksIdentity, "Shows initials for names").starting(true),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    namedBy: ["name"],
    owners: ["owner_id", "created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "code")
}

extension Choices {
  /// What a report can be made as.
  static let reportFormat = Choices.shared(
    "report_format",
    [
      "screen", "csv=CSV", "text", "json=JSON", "pdf=PDF", "fhir=FHIR", "hmis_csv=HMIS CSV",
      "core_csv=CORE CSV",
      "hsds=HSDS", "icalendar=Calendar", "bagit=BagIt", "beancount=Beancount",
    ])
}
