import Records

extension RecordType {
  /// Money received, whole or in part.
  package static let payments = RecordType(
    "payments", "Payments", one: "payment", area: "Money", resource: "payments",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.payerID, "Payer", to: "payers", [.required, .listed, .fixed]).page("Receipt"),
      .reference(.stayID, "Stay", to: "stays", [.fixed]).help("Empty where it is not known yet whose it is."),
      .reference(.residentID, "Resident", to: "residents", [.listed, .fixed]).following(.stayID, .residentID),
      .choice(
        .state, "State", ["received", "reconciled", "bounced=Returned unpaid", "reversed", "refunded"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("received"),
      .money(.amount, "Amount", [.required, .listed, .fixed]),
      .day(.receivedOn, "Received on", [.required, .listed, .indexed, .fixed]).past().starting(with: .today),
      .choice(.channelOfPayment, "Paid by", .open(name: "payment_channel"), [.required, .listed, .fixed]),
      .reference(.paymentMethodID, "Way to pay", to: "payment_methods").page("Details"),
      .text(.externalReference, "External reference", [.sealed]),
      .text(.externalToken, "Number at the bank", [.unique]).help(
        "Keeps the same line of a statement from being entered twice."
      ).erasedWithResident(),
      .reference(.ledgerTransactionID, "Posting", to: "ledger_transactions", [.filledIn]),
      .reference(.reconciliationID, "Reconciliation", to: "reconciliations", [.filledIn]),
      .reference(.takenBy, "Taken by", to: "memberships", [.required]).filled(with: .actor),
      .note(.note, "Note", [.sealed]),
      .money(.unallocatedAmount, "Not yet allocated", [.listed]).derived(
        from: ["state", "amount"], reads: Allocations.ofPayment, Allocations.unallocated),
    ],
    rules: [.paymentIsSomething, .receivedByToday, .agreementBeforeMoney, .namesWhatWasGivenBack],
    workflow: .payment,
    actions: [.allocatePayment, .identifyPayment, .settleCard],
    tags: .kept,
    prefix: "RCT",
    namedBy: ["reference"],
    house: .either([.through("stay_id", type: "stays"), .resident("resident_id")]),
    owners: ["taken_by"],
    order: "-received_on",
    indexes: [["payer_id", "received_on"], ["stay_id", "received_on"], ["state", "received_on"]],
    leading: ["reference", "payer_id", "amount", "unallocated_amount"],
    tellingApart: ["received_on", "amount"],
    consequences: [.paymentIsPosted])
}
