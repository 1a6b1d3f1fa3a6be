import Records

extension RecordType {
  /// A cost of the house.
  package static let expenses = RecordType(
    "expenses", "Expenses", one: "expense", area: "Money", resource: "ledger",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.houseID, "House", to: "houses", [.listed]).page("Cost"),
      .reference(.costCenterID, "Cost centre", to: "cost_centers", [.required, .listed]),
      .choice(.category, "Category", .expenseCategory, [.required, .listed, .indexed]),
      .choice(
        .state, "State", ["draft", "approved", "paid", "refused=Not approved", "reversed"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .text(.supplier, "Supplier", [.required, .listed]),
      .money(.amount, "Amount", [.required, .listed]),
      .money(.taxAmount, "Tax").starting(Money(minorUnits: 0)).help("As part of the amount."),
      .day(.spentOn, "Spent on", [.required, .listed, .indexed]).past().starting(with: .today),
      .reference(.contractorID, "Contractor", to: "contractors").page("For"),
      .reference(.maintenanceRequestID, "Repair", to: "maintenance_requests"),
      .reference(.receiptDocumentID, "Receipt", to: "documents"),
      .reference(.approvedBy, "Approved by", to: "memberships", [.filledIn]),
      .reference(.ledgerTransactionID, "Posting", to: "ledger_transactions", [.filledIn]),
      .text(.paidFrom, "Paid from").derived(from: ["category"]) { expense, _ in
        Chart.name(of: Spending.source(of: expense))
      },
    ],
    rules: [.expenseIsSomething, .expenseApprovedByAnother],
    workflow: .expense,
    prefix: "EXP",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("draft and approved", [.among("state", [.text("draft"), .text("approved")])]),
    order: "-spent_on",
    weighs: [
      "amount", "supplier", "category", "cost_center_id", "paid_from", "spent_on", "receipt_document_id",
    ],
    indexes: [["cost_center_id", "spent_on"], ["house_id", "spent_on"]],
    consequences: [.expenseIsAsked])
}

extension Choices {
  /// What money is spent on; a budget may also be for income.
  static let expenseCategory: Choices = [
    "food", "utilities", "repairs", "cleaning", "staffing", "training", "travel", "activities", "medical",
    "equipment", "insurance", "rent", "professional", "petty_cash", "other",
  ]
  static let budgetCategory: Choices = [
    "food", "utilities", "repairs", "cleaning", "staffing", "training", "travel", "activities", "medical",
    "equipment", "insurance", "rent", "professional", "petty_cash", "income", "other",
  ]
}
