import Records

extension RecordType {
  /// One side of a transaction.
  package static let ledgerEntries = RecordType(
    "ledger_entries", "Entries", one: "entry", area: "Money", resource: "ledger",
    fields: [
      .reference(
        .ledgerTransactionID, "Posting", to: "ledger_transactions", [.required, .listed, .fixed, .filledIn]),
      .reference(
        .ledgerAccountID, "Account", to: "ledger_accounts", [.required, .listed, .fixed, .filledIn]),
      .choice(.side, "Side", ["debit", "credit"], [.required, .listed, .filledIn]),
      .money(.amount, "Amount", [.required, .listed, .filledIn]),
      .reference(.stayID, "Stay", to: "stays", [.filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .reference(.payerID, "Payer", to: "payers", [.filledIn]),
      .reference(.costCenterID, "Cost centre", to: "cost_centers", [.filledIn]),
    ],
    rules: [.entryIsSomething, .entryOfNewTransaction],
    tags: .appendOnly,
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    indexes: [["ledger_account_id", "stay_id"], ["stay_id", "ledger_account_id"]],
    comesAbout:
      "It is written by what is posted: a charge, a payment, a refund, a deposit.")
}
