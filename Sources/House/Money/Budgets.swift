import Records

extension RecordType {
  /// An amount for a cost centre, a category and a span.
  package static let budgets = RecordType(
    "budgets", "Budgets", one: "budget", area: "Money", resource: "rates_budgets",
    fields: [
      .reference(.costCenterID, "Cost centre", to: "cost_centers", [.required, .listed]),
      .choice(.category, "Category", .budgetCategory, [.required, .listed]),
      .choice(
        .state, "State", ["draft", "approved", "closed"], [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .day(.startsOn, "From", [.required, .listed]),
      .day(.endsOn, "To", [.required, .listed]),
      .money(.amount, "Amount", [.required, .listed]),
      .integer(.warnPercent, "Warn at, percent", in: 1...100).starting(80),
      .reference(.approvedBy, "Approved by", to: "memberships", [.filledIn]),
      .money(.spentAmount, "Spent", [.listed]).derived(
        from: Spending.fields, reads: Spending.reads
      ) { budget, book in
        Money(minorUnits: Spending.total(of: budget, book.rows(0), book.rows(1))).value
      },
      .balance(.leftAmount, "Left", [.listed]).derived(
        from: Spending.fields, reads: Spending.reads
      ) { budget, book in
        let spent = Spending.total(of: budget, book.rows(0), book.rows(1))
        return Money(minorUnits: (budget[.amount]?.minorUnits ?? 0) - spent).value
      },
    ],
    rules: [.periodOfDays, .budgetApprovedByAnother],
    workflow: .budget,
    uniques: [
      Unique(
        ["cost_center_id", "category", "starts_on"], "There is a budget for that centre, category and day.")
    ],
    namedBy: ["cost_center_id", "category"],
    house: .through("cost_center_id", type: "cost_centers"),
    owners: ["created_by"],
    filter: UsualFilter("not closed", [.differs("state", .text("closed"))]),
    order: "-starts_on",
    weighs: ["amount", "category", "cost_center_id", "starts_on", "ends_on"],
    indexes: [["cost_center_id", "starts_on"]])
}
