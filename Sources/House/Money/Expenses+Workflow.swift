import Records

/// What was spent, or came in, under a budget.
package enum Spending {
  static let fields = ["cost_center_id", "category", "starts_on", "ends_on", "amount"]

  /// The expenses and the charges of the budget's cost centre.
  static let reads: @Sendable (Record) -> [Query] = { budget in
    guard let centre = budget[.costCenterID] else { return [] }
    return [
      Query("expenses").where(.costCenterID, is: centre).where(.state, among: ["approved", "paid"])
        .only("category", "amount", "spent_on"),
      Query("charges").where(.costCenterID, is: centre).where(.state, is: "posted")
        .only("kind", "amount", "occurred_on"),
    ]
  }

  /// The account of the books that an expense is paid from.
  static func source(of expense: Record) -> String {
    expense[.category] == "petty_cash" ? Chart.cash : Chart.bank
  }

  /// Minor units spent under a budget; for a budget of income what was charged.
  package static func total(of budget: Record, _ expenses: [Record], _ charges: [Record]) -> Int {
    guard let start = budget[.startsOn], let end = budget[.endsOn] else { return 0 }
    func sum(_ rows: [Record], _ day: FieldKey<Day>) -> Int {
      rows.reduce(0) { sum, row in
        guard let at = row[day], at >= start, at <= end else { return sum }
        return sum + (row[.amount]?.minorUnits ?? 0)
      }
    }
    if budget[.category] == "income" {
      return sum(charges.filter { Chart.income(of: $0[.kind]) != nil }, .occurredOn)
    }
    return sum(expenses.filter { $0[.category] == budget[.category] }, .spentOn)
  }

  /// Whether who acts wrote the expense, or filled in what it lacked and so asked for it (SOD-08).
  static func isOwn(_ expense: Record, _ rounds: [Record], _ book: Book) -> Bool {
    guard let actor = book.actor else { return false }
    return expense.stamp?.createdBy == actor || rounds.contains { $0[.requestedBy] == actor }
  }

  /// What to tell of a budget that an expense has just brought over its warning or its end; nil where neither.
  static func warning(_ budget: Record, adding expense: Record, to expenses: [Record]) -> String? {
    guard budget[.state] == "approved", budget[.category] == expense[.category], let day = expense[.spentOn],
      let start = budget[.startsOn], let end = budget[.endsOn], day >= start, day <= end,
      let amount = budget[.amount]?.minorUnits, amount > 0
    else { return nil }
    let before = total(of: budget, expenses.filter { $0.id != expense.id }, [])
    let after = before + (expense[.amount]?.minorUnits ?? 0)
    let marks = [100, budget[.warnPercent] ?? 80].sorted(by: >)
    guard let mark = marks.first(where: { before * 100 < $0 * amount && after * 100 >= $0 * amount }) else {
      return nil
    }
    return "brings its budget to \(mark) percent"
  }
}

extension Consequence {
  /// MON-9: the question goes to who may let money out, once nothing is left to fill in.
  static let expenseIsAsked = Consequence("an expense asks for approval") { expense in
    ApprovalRound.waiting(on: expense, "expense")
  } changes: { expense, book in
    let wasWhole = book.former.map(\.missing.isEmpty) ?? false
    guard expense.id != nil, expense[.state] == "draft", expense.missing.isEmpty, !wasWhole,
      book.rows(0).isEmpty, let amount = expense[.amount]
    else { return [expense] }
    return [
      expense,
      ApprovalRound.asked("expense", about: expense, book, dueIn: 48).changed { $0[.amount] = amount },
    ]
  }
}

extension Rule {
  static let expenseIsSomething = Rule("an expense is above 0, its tax a part of it") { expense, _ in
    guard let amount = expense[.amount] else { return nil }
    if amount.minorUnits <= 0 { return Violation("Enter an amount above 0.", field: "amount") }
    guard let tax = expense[.taxAmount], tax > amount else { return nil }
    return Violation("The tax is part of the amount.", field: "tax_amount")
  }

  static let expenseApprovedByAnother = Rule("another person approves an expense") { expense, book in
    guard book.sets("approved_by", in: expense), let approver = expense[.approvedBy],
      approver == expense.stamp?.createdBy
    else { return nil }
    return Violation("This needs approval by someone with a higher limit.", field: "approved_by")
  }

  static let budgetApprovedByAnother = Rule("another person approves a budget") { budget, book in
    guard book.sets("approved_by", in: budget), let approver = budget[.approvedBy],
      approver == budget.stamp?.createdBy
    else { return nil }
    return Violation("Another person must approve a budget.", field: "approved_by")
  }
}

extension Workflow {
  static let expense = Workflow(
    states: ["draft", "approved", "paid", "refused", "reversed"], start: "draft", editable: ["draft"],
    [
      .approveExpense, .payExpense,
      Action(
        "expense.refuse", "Refuse", right: .approve, from: ["draft"], to: "refused", asks: [.why],
        settles: ["approval"], reads: { ApprovalRound.waiting(on: $0, "expense") },
        whyNot: { expense, book in
          Spending.isOwn(expense, book.rows(0), book) ? .ownWork("requested") : nil
        },
        changes: { expense, book in
          [expense] + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.reason])
        }),
      .reverseExpense,
      Action(
        "expense.discard", "Discard draft", right: .create, from: ["draft"], to: "refused", asks: [.why],
        settles: ["approval"], reads: { ApprovalRound.waiting(on: $0, "expense") },
        whyNot: { expense, book in
          expense.stamp?.createdBy == book.actor
            ? nil : Reason("Only who wrote this expense can discard it.")
        },
        changes: { expense, book in
          [expense]
            + book.rows(0).map { round in
              round.changed {
                $0[.state] = "withdrawn"
                $0[.decidedAt] = book.now
              }
            }
        }),
    ])

  static let budget = Workflow(
    states: ["draft", "approved", "closed"], start: "draft", editable: ["draft"],
    [
      Action(
        "budget.approve", "Approve", right: .approve, from: ["draft"], to: "approved", strength: .confirm,
        whyNot: { budget, book in
          budget.stamp?.createdBy == book.actor
            ? Reason("Another person must approve a budget.", namesOthers: true) : nil
        },
        changes: { budget, book in [budget.changed { $0[.approvedBy] = book.actor }] }),
      Action("budget.close", "Close", right: .update, from: ["approved"], to: "closed"),
    ])
}

extension Action {
  static let approveExpense = Action(
    "expense.approve", "Approve", right: .approve, from: ["draft"], to: "approved", strength: .confirm,
    settles: ["approval"],
    reads: { expense in
      let centre = expense["cost_center_id"]
      return [
        Query("budgets").where(.equals("cost_center_id", centre)),
        Query("expenses").where(.equals("cost_center_id", centre)).where(
          .state, among: ["approved", "paid"]),
        Query("cost_centers").where(.equals("id", centre)),
      ] + ApprovalRound.waiting(on: expense, "expense") + [Setting.reads(expense)]
    },
    whyNot: { expense, book in
      let words = "This needs approval by someone with a higher limit."
      if Spending.isOwn(expense, book.rows(3), book) { return Reason(words, namesOthers: true) }
      let house = expense[.houseID] ?? book.rows(2).first?[.houseID]
      return MoneyOut.whyNot(expense[.amount], book.rows(4), house: house, book) == nil ? nil : Reason(words)
    },
    changes: { expense, book in
      [expense.changed { $0[.approvedBy] = book.actor }]
        + ApprovalRound.answered(book.rows(3), "approved", book)
    },
    notices: { expense, book in
      let warnings = book.rows(0).compactMap { Spending.warning($0, adding: expense, to: book.rows(1)) }
      let manager = book.rows(2).first?[.managerID].map { [Notice.Audience.member($0)] } ?? []
      return warnings.map { words in
        Notice("system", words, to: [.role(.finance, house: nil)] + manager, priority: "high")
      }
    })

  static let payExpense = Action(
    "expense.pay", "Paid", right: .sign, from: ["approved"], to: "paid",
    asks: [.day(.paidOn, "Paid on", [.required]).past().starting(with: .today)],
    reads: { _ in [Chart.query] },
    whyNot: { _, book in
      guard let day = book[.paidOn], day > book.today else { return nil }
      return Reason("That day has not come yet.")
    },
    changes: { expense, book in
      var postings = Postings(book, accounts: book.rows(0))
      let id = postings.post(
        .transfer(
          "expense", on: book[.paidOn] ?? book.today, expense[.amount]?.minorUnits ?? 0,
          debit: Chart.houseCosts,
          credit: Spending.source(of: expense), Journal.Party(expense)), about: expense)
      return postings.records + [expense.changed { $0[.ledgerTransactionID] = id }]
    })

  static let reverseExpense = Action(
    "expense.reverse", "Reverse", right: .sign, from: ["paid"], to: "reversed", asks: [.why],
    strength: .confirm,
    reads: { Posted.queries(about: $0) + [Chart.query] },
    changes: { expense, book in
      var postings = Postings(book, accounts: book.rows(2))
      for transaction in Posted.standing(book.rows(0)) {
        postings.reverse(transaction, book.rows(1), about: expense, on: book.today)
      }
      return [expense] + postings.records
    })
}
