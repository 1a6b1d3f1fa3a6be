import Records

extension RecordType {
  /// One rung of the arrears ladder: what is done so many days after money was due.
  package static let dunningConfigs = RecordType(
    "dunning_configs", "Arrears ladder", one: "rung of the arrears ladder", area: "Money",
    resource: "arrears",
    fields: [
      .text(.name, "Name", [.required, .listed, .unique]),
      .reference(.houseID, "House", to: "houses").help("Empty for every house."),
      .choice(.step, "Step", .dunningStep, [.required, .listed]),
      .integer(.position, "Position", [.required], in: 1...1000).starting(1),
      .integer(.afterDays, "Days after due", [.required, .listed], in: 0...3660),
      .money(.minimumAmount, "From this debt on"),
      .money(.lateFeeAmount, "Late fee").starting(Money(minorUnits: 0)),
      .integer(.lateFeePercent, "Late fee, percent", in: 0...100).starting(0),
      .reference(.communicationTemplateID, "Message template", to: "communication_templates"),
      .flag(.needsApproval, "A manager decides").starting(false),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.lateFeeIsLawful],
    namedBy: ["name"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name",
    planTerms: [.feature("ledger")])
}

extension Choices {
  static let dunningStep: Choices = [
    "reminder", "contact", "plan_offer=Offer of a plan", "benefit_help=Help with benefits", "statement",
    "formal_letter", "notice", "court", "write_off=Write-off",
  ]
}
