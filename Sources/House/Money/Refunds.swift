import Records

extension RecordType {
  /// Money given back.
  package static let refunds = RecordType(
    "refunds", "Refunds", one: "refund", area: "Money", resource: "money_out",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.paymentID, "Payment", to: "payments", [.listed, .fixed]),
      .reference(.depositID, "Deposit", to: "deposits", [.listed, .fixed]),
      .reference(.payerID, "Payer", to: "payers", [.required, .fixed]).following(.paymentID, .payerID),
      .reference(.residentID, "Resident", to: "residents", [.fixed]).following(.paymentID, .residentID),
      .choice(
        .state, "State", ["requested", "approved", "paid", "refused"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("requested"),
      .money(.amount, "Amount", [.required, .listed, .fixed]),
      .note(.reason, "Reason", [.required, .sealed]),
      .reference(.approvedBy, "Approved by", to: "memberships", [.listed, .filledIn]),
      .instant(.approvedAt, "Approved at", [.filledIn]),
      .day(.paidOn, "Paid on", [.listed, .filledIn]),
      .reference(.ledgerTransactionID, "Posting", to: "ledger_transactions", [.filledIn]),
      .text(.paidFrom, "Paid from").derived(from: ["deposit_id"], GivenBack.account),
      .money(.remainingAmount, "Left of it afterwards").derived(
        from: ["payment_id", "deposit_id"], reads: GivenBack.reads, GivenBack.remaining),
    ],
    rules: [.refundOfSomething, .refundApprovedByAnother, .refundWithinPaid, .refundPaidNevertheless],
    workflow: .refund,
    prefix: "RFD",
    namedBy: ["reference"],
    house: .either([
      .through("payment_id", type: "payments"), .through("deposit_id", type: "deposits"),
      .resident("resident_id"),
    ]),
    owners: ["created_by"],
    filter: UsualFilter(
      "requested and approved", [.among("state", [.text("requested"), .text("approved")])]),
    order: "-reference",
    weighs: ["amount", "payer_id", "payment_id", "deposit_id", "paid_from", "remaining_amount"],
    consequences: [.refundIsAsked])
}
