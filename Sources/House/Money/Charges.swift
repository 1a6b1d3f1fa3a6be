import Records

extension RecordType {
  /// One amount owed for one stay, or taken off what is owed.
  package static let charges = RecordType(
    "charges", "Charges", one: "charge", area: "Money", resource: "ledger",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).page("Charge"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).following(
        .stayID, .residentID),
      .reference(.payerID, "Payer", to: "payers", [.required, .listed]),
      .choice(.kind, "Kind", .open(name: "charge_kind"), [.required, .listed, .indexed]),
      .choice(
        .state, "State", ["draft", "posted", "reversed", "void"], [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .money(.amount, "Amount", [.required, .listed]),
      .day(.occurredOn, "Day of account", [.required, .listed, .indexed]).starting(with: .today),
      .day(.fromOn, "First day").page("For"),
      .day(.toOn, "Last day"),
      .integer(.daysCount, "Days", in: 0...3660),
      .reference(.rateID, "Rate", to: "rates"),
      .reference(.billingPeriodID, "Billing period", to: "billing_periods"),
      .reference(.costCenterID, "Cost centre", to: "cost_centers"),
      .text(.details, "Details", [.sealed]),
      .reference(.ledgerTransactionID, "Posting", to: "ledger_transactions", [.filledIn]),
      .reference(.reversesID, "Reverses", to: "charges", [.filledIn]),
      .reference(.approvedBy, "Approved by", to: "memberships", [.filledIn]),
      .money(.unpaidAmount, "Still unpaid", [.listed]).derived(
        from: ["state", "kind", "amount"], reads: Allocations.ofCharge, Allocations.unpaid),
    ],
    rules: [.chargedDaysInOrder, .creditApprovedByAnother, .dayChargedOnce, .postedChargeStands],
    workflow: .charge,
    actions: [.approveCredit],
    prefix: "CHG",
    namedBy: ["reference"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter("draft and posted", [.among("state", [.text("draft"), .text("posted")])]),
    order: "-occurred_on",
    weighs: ["amount", "kind", "payer_id", "details", "reverses_id", "from_on", "to_on"],
    indexes: [["stay_id", "occurred_on"], ["payer_id", "state"], ["cost_center_id", "occurred_on"]],
    leading: ["reference", "kind", "amount", "unpaid_amount"], tellingApart: ["occurred_on", "kind"])
}
