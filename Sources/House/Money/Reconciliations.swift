import Records

extension RecordType {
  /// The ledger held against a bank statement or a count of cash.
  package static let reconciliations = RecordType(
    "reconciliations", "Reconciliations", one: "reconciliation", area: "Money", resource: "ledger",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.ledgerAccountID, "Account", to: "ledger_accounts", [.required, .listed]),
      .day(.statementOn, "Statement of", [.required, .listed, .indexed]).past(),
      .balance(.statementAmount, "Statement says", [.required, .listed]),
      .choice(
        .state, "State", ["open", "balanced", "agreed", "abandoned=Given up"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("open"),
      .balance(.differenceAmount, "Difference", [.listed]).derived(
        from: ["ledger_account_id", "statement_on", "statement_amount"], reads: Ledger.entriesForStatement,
        Ledger.difference),
      .reference(.statementDocumentID, "Statement", to: "documents"),
      .note(.explained, "What explains the difference"),
      .reference(.agreedBy, "Agreed by", to: "memberships", [.filledIn]),
    ],
    rules: [.differenceIsExplained, .agreedByAnother],
    workflow: .reconciliation,
    prefix: "REC",
    namedBy: ["reference"],
    owners: ["created_by"],
    order: "-statement_on",
    weighs: ["ledger_account_id", "statement_on", "statement_amount", "difference_amount"],
    indexes: [["ledger_account_id", "statement_on"]])
}
