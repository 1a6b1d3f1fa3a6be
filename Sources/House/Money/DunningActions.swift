import Records

extension RecordType {
  /// One reminder or step taken with one payer over arrears.
  package static let dunningActions = RecordType(
    "dunning_actions", "Arrears steps", one: "arrears step", area: "Money", resource: "arrears",
    fields: [
      .reference(.stayID, "Stay", to: "stays", [.required, .listed, .fixed]).page("Step"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]).following(
        .stayID, .residentID),
      .reference(.payerID, "Payer", to: "payers", [.required, .listed, .fixed]),
      .reference(.dunningConfigID, "Rung", to: "dunning_configs"),
      .reference(.invoiceID, "Invoice", to: "invoices"),
      .choice(.step, "Step", .dunningStep, [.required, .listed, .indexed]),
      .choice(
        .state, "State", ["proposed", "done", "skipped", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("proposed"),
      .day(.dueOn, "Due", [.required, .listed, .indexed]).future(),
      .instant(.doneAt, "Done at", [.listed, .filledIn]),
      .money(.owedAmount, "Owed then", [.required, .fixed, .filledIn]).page("Debt"),
      .money(.benefitOutstandingAmount, "Benefit still to come", [.filledIn]),
      .flag(.vulnerabilityConsidered, "Vulnerability, capacity and hardship considered").starting(false),
      .reference(.communicationLogID, "Contact made", to: "communication_logs"),
      .reference(.lateFeeChargeID, "Late fee charged", to: "charges", [.filledIn]),
      .note(.skipReason, "Why it was not done", [.sealed, .filledIn]),
      .note(.note, "Note", [.sealed]),
      .integer(.weeksOwed, "Weeks owed").derived(
        from: ["stay_id", "owed_amount"], reads: Arrears.weeklyOf, Arrears.weeks),
    ],
    rules: [.noticeComesLast],
    workflow: .dunning,
    namedBy: ["step"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter("proposed", [.equals("state", .text("proposed"))]),
    order: "due_on",
    weighs: [
      "step", "owed_amount", "benefit_outstanding_amount", "weeks_owed", "payer_id",
      "vulnerability_considered",
    ],
    indexes: [["stay_id", "due_on"]],
    consequences: [.debtAsItStands])
}
