import Records

extension RecordType {
  /// One posting: the header of entries that balance.
  package static let ledgerTransactions = RecordType(
    "ledger_transactions", "Transactions", one: "transaction", area: "Money", resource: "ledger",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .day(.occurredOn, "Day of account", [.required, .listed, .indexed, .filledIn]),
      .instant(.enteredAt, "Entered at", [.required, .listed]).filled(with: .now),
      .choice(
        .kind, "Kind",
        [
          "charge", "payment", "refund", "deposit_in=Deposit in", "deposit_out=Deposit out",
          "write_off=Write-off", "adjustment", "reversal", "expense", "opening", "transfer",
        ], [.required, .listed, .indexed, .filledIn]),
      .text(.details, "Details", [.listed, .sealed, .filledIn]),
      .text(.subjectType, "Type of record", [.typeName, .filledIn]),
      .anyReference(.subjectID, "Record", [.filledIn]),
      .reference(.reversesID, "Reverses", to: "ledger_transactions", [.unique, .filledIn]),
      .reference(.postedBy, "Posted by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .reference(.billingPeriodID, "Billing period", to: "billing_periods", [.filledIn]),
    ],
    rules: [.debitsAreCredits, .periodIsOpen, .paidOnceSpent],
    tags: .appendOnly,
    prefix: "JNL",
    namedBy: ["reference"],
    owners: ["posted_by"],
    order: "-occurred_on",
    indexes: [["subject_type", "subject_id"]],
    tellingApart: ["occurred_on", "kind"],
    comesAbout:
      "It is written by what is posted: a charge, a payment, a refund, a deposit.")
}
