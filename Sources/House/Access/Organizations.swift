import Records

extension RecordType {
  /// One care provider and all its houses; number 0 is the platform itself.
  package static let organizations = RecordType(
    "organizations", "Organisations", one: "organisation", area: "Access", resource: "organisation_register",
    fields: [
      .integer(.number, "Number", [.required, .listed, .unique, .fixed, .filledIn], in: 0...1_000_000_000),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .text(.legalName, "Legal name"),
      .integer(.parentNumber, "Part of", [.indexed]),
      .choice(
        .state, "State", ["draft", "active", "suspended", "closed"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .reference(.planID, "Plan", to: "subscription_plans", [.required]),
      .day(.subscriptionStartsOn, "Subscription starts"),
      .day(.subscriptionEndsOn, "Subscription ends", [.indexed]).future(),
      .choice(.country, "Country", .country, [.required]).starting("GB"),
      .choice(.currency, "Currency", .currency, [.required, .fixed]).starting("GBP"),
      .text(.timeZone, "Time zone", [.required]),
      .text(.locale, "Locale", [.required]).starting("en_GB"),
      .text(.registrationNumber, "Registration number"),
      .text(.regulatorNumber, "Regulator number"),
      .text(.contactName, "Contact name"),
      .text(.contactEmail, "Contact email"),
      .text(.contactPhone, "Contact phone"),
      .text(.theme, "Theme"),
      .json(.branding, "Branding"),
      .integer(.financialYearStartMonth, "Financial year starts in month", in: 1...12).starting(4),
    ],
    rules: [.organizationStandsApart],
    workflow: .organization,
    tags: .platform,
    namedBy: ["name"],
    order: "name")
}
