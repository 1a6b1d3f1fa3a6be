import Records

extension RecordType {
  /// The chart of accounts.
  package static let ledgerAccounts = RecordType(
    "ledger_accounts", "Ledger accounts", one: "ledger account", area: "Money", resource: "ledger",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique, .fixed]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .choice(
        .kind, "Kind", ["asset", "liability", "equity", "income", "expense"], [.required, .listed, .indexed]),
      .choice(.normalSide, "Normal side", ["debit", "credit"], [.required]),
      .reference(.stayID, "Stay", to: "stays"),
      .reference(.payerID, "Payer", to: "payers"),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .balance(.balance, "Balance", [.listed]).derived(
        from: ["normal_side"], reads: Ledger.entriesOfAccount, Ledger.balanceOfAccount),
    ],
    rules: [.retiredAccountIsEmpty],
    actions: [.moveMoney, .openChart],
    namedBy: ["code", "name"],
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "code",
    tellingApart: ["code"],
    planTerms: [.feature("ledger")])
}
