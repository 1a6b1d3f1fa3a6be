import Records

extension RecordType {
  /// A price by support level, payer or house.
  package static let rates = RecordType(
    "rates", "Rates", one: "rate", area: "Money", resource: "rates_budgets",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable]).page("Rate"),
      .reference(.houseID, "House", to: "houses", [.listed]).help("Empty for every house."),
      .reference(.payerID, "Payer", to: "payers", [.listed]).help("Empty for every payer."),
      .choice(
        .supportLevel, "Support level", ["low", "medium", "high", "intensive", "floating"], [.listed]),
      .choice(.chargeKind, "Charge", .open(name: "charge_kind"), [.required, .listed]),
      .choice(.chargePeriod, "Every", .chargePeriod, [.required, .listed]).starting("week"),
      .money(.rateAmount, "Amount each time", [.required, .listed]),
      .day(.startsOn, "From", [.required, .listed, .indexed]),
      .day(.endsOn, "To", [.listed, .indexed]),
      .choice(
        .prorated, "Part of a period", ["daily=By the night", "none=In full", "half_week=By half weeks"]
      )
      .starting("daily").page("Exceptions"),
      .integer(.voidRatePercent, "Charged while void, percent", in: 0...100).starting(0).help(
        "Of nights that a bed is kept empty for a stay that has not begun."),
      .integer(.absenceRatePercent, "Charged while away, percent", in: 0...100).starting(100).help(
        "Of nights on leave or in hospital, with the bed kept."),
      .reference(.approvedBy, "Approved by", to: "memberships", [.filledIn]),
    ],
    rules: [.periodOfDays, .ratesDoNotOverlap, .approvedRateStands],
    actions: [.approveRate],
    namedBy: ["name"],
    house: .field("house_id"),
    owners: ["created_by"],
    order: "-starts_on",
    weighs: [
      "rate_amount", "name", "charge_kind", "charge_period", "payer_id", "starts_on", "ends_on",
      "absence_rate_percent", "void_rate_percent",
    ],
    indexes: [["charge_kind", "starts_on"], ["house_id", "starts_on"]],
    tellingApart: ["charge_kind", "starts_on"])
}
