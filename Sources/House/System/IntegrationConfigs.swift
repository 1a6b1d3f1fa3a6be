import Records

extension RecordType {
  /// A connection to an outside system.
  package static let integrationConfigs = RecordType(
    "integration_configs", "Integrations", one: "integration", area: "System", resource: "integrations",
    fields: [
      .text(.name, "Name", [.required, .listed, .unique]),
      .choice(
        .kind, "Kind",
        [
          "housing_benefit", "universal_credit", "local_authority", "nhs_spine=NHS Spine",
          "core_lettings=CORE lettings", "hmis=HMIS", "fhir=FHIR", "email=E-mail", "sms=Text messages",
          "bank_feed", "accounting", "directory", "calendar", "other",
        ], [.required, .listed, .indexed]),
      .choice(
        .state, "State", ["off", "testing", "on", "failing=Not working"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("off"),
      .text(.endpoint, "Address", [.sealed]),
      .bytes(.credentials, "Credentials", [.sealed, .filledIn], limit: 4_096),
      .json(.mappingMap, "Mapping"),
      .choice(.direction, "Direction", .direction, [.required, .listed]).starting("outbound"),
      .choice(.schedule, "Schedule", .recurrence).starting("none"),
      .reference(.agencyID, "Agency", to: "agencies"),
      .reference(.baaRecordID, "Processor agreement", to: "baa_records"),
      .instant(.lastSuccessAt, "Last worked at", [.listed, .filledIn]),
      .text(.lastError, "Last fault", [.filledIn]),
    ],
    rules: [.endpointIsAllowed],
    workflow: .integration,
    namedBy: ["name"],
    order: "name",
    leading: ["name", "kind", "state", "last_success_at"],
    purpose:
      "A register of agreed connections and their agreements. Lodge opens none by itself: it exports files.",
    planTerms: [.feature("api")]
  )
}

extension Workflow {
  static let integration = Workflow(
    states: ["off", "testing", "on", "failing"], start: "off", editable: ["off", "testing"],
    elsewhere: ["failing"],
    [
      Action("integration.test", "Test", right: .update, from: ["off"], to: "testing"),
      Action(
        "integration.switch-on", "Switch on", right: .update, from: ["testing", "failing"], to: "on",
        reads: { integration in
          [
            Query("baa_records").where(.equals("id", (integration[.baaRecordID] ?? .zero).value)),
            ProcessorAgreement.reads(integration[.agencyID]),
          ]
        },
        whyNot: { integration, book in
          let agreements = book.rows(0) + book.rows(1)
          if integration[.lastSuccessAt] != nil, ProcessorAgreement.isInForce(agreements, on: book.today) {
            return nil
          }
          return Reason("Test the connection and record the agreement first.")
        }),
      Action(
        "integration.switch-off", "Switch off", right: .update, from: ["testing", "on", "failing"],
        to: "off"),
    ])
}
