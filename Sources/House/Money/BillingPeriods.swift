import Records

extension RecordType {
  /// A span of days for which occupied nights are charged, then closed.
  package static let billingPeriods = RecordType(
    "billing_periods", "Billing periods", one: "billing period", area: "Money", resource: "ledger",
    fields: [
      .text(.name, "Name", [.required, .listed, .unique]),
      .choice(
        .state, "State", ["open", "charged", "invoiced", "closed"], [.required, .listed, .indexed, .filledIn]
      ).starting("open"),
      .day(.startsOn, "From", [.required, .listed, .indexed]),
      .day(.endsOn, "To", [.required, .listed, .indexed]),
      .reference(.houseID, "House", to: "houses").help("Empty for every house."),
      .reference(.payerID, "Payer", to: "payers").help("Empty for every payer."),
      .instant(.chargedAt, "Charged at", [.filledIn]),
      .reference(.closedBy, "Closed by", to: "memberships", [.filledIn]),
      .note(.reopenReason, "Why it was opened again", [.filledIn]),
      .integer(.occupiedDays, "Occupied nights", [.listed]).derived(
        from: ["starts_on", "ends_on", "house_id"], reads: OccupiedNights.reads, OccupiedNights.count),
    ],
    rules: [.periodOfDays, .periodsFollow],
    workflow: .billingPeriod,
    namedBy: ["name"],
    house: .field("house_id"),
    owners: ["created_by"],
    order: "-starts_on",
    weighs: ["starts_on", "ends_on"])
}
