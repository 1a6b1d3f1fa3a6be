import Records

extension RecordType {
  /// An agreed way to clear arrears.
  package static let paymentPlans = RecordType(
    "payment_plans", "Payment plans", one: "payment plan", area: "Money", resource: "arrears",
    fields: [
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).page("Plan"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).following(
        .stayID, .residentID),
      .choice(
        .state, "State", ["offered", "active", "completed", "declined", "broken", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("offered"),
      .money(.totalAmount, "Total", [.required, .listed]),
      .money(.instalmentAmount, "Each instalment", [.required, .listed]),
      .choice(.chargePeriod, "Every", .chargePeriod, [.required]).starting("week"),
      .day(.startsOn, "From", [.required, .listed]),
      .day(.reviewOn, "Review by", [.indexed]).future(),
      .note(.incomeConsidered, "Income and outgoings", [.sealed]).page("Affordable").help(
        "What was seen, and what is left each period."),
      .money(.affordableAmount, "Can be paid each time").help("What is left of the income after outgoings."),
      .reference(.residentSignatureID, "Resident’s signature", to: "signatures", [.filledIn]),
      .flag(.hasMissedInstalments, "Behind", [.listed]).derived(
        from: PlanProgress.fields, reads: PlanProgress.reads, PlanProgress.isBehind),
    ],
    rules: [.instalmentWithinDebt, .planIsAffordable],
    workflow: .paymentPlan,
    uniques: [
      Unique(
        ["stay_id"], when: [.equals("state", .text("active"))], "This stay already has a plan that runs.")
    ],
    namedBy: ["stay_id", "starts_on"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter(
      "offered and running", [.among("state", ["offered", "active", "broken"].map(Value.text))]),
    order: "-starts_on",
    indexes: [["stay_id", "state"]])
}
