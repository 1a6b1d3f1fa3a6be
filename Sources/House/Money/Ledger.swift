import Records

/// Sums over the entries: balances are never stored.
package enum Ledger {
  /// Debits less credits, in minor units.
  package static func debitBalance(_ entries: some Sequence<Record>) -> Int {
    entries.reduce(0) { sum, entry in
      let amount = entry[.amount]?.minorUnits ?? 0
      return entry[.side] == "debit" ? sum + amount : sum - amount
    }
  }

  /// The balance on the side on which an account grows.
  static func balance(_ entries: some Sequence<Record>, normalSide: String?) -> Int {
    normalSide == "credit" ? -debitBalance(entries) : debitBalance(entries)
  }

  static let entriesOfAccount: @Sendable (Record) -> [Query] = { account in
    account.id.map { [Query("ledger_entries").where(.ledgerAccountID, is: $0).only("side", "amount")] } ?? []
  }

  static let balanceOfAccount: @Sendable (Record, Book) -> Value = { account, book in
    Money(minorUnits: balance(book.rows(0), normalSide: account[.normalSide])).value
  }

  /// The account of a reconciliation, its entries and their transactions.
  static let entriesForStatement: @Sendable (Record) -> [Query] = { reconciliation in
    guard let account = reconciliation[.ledgerAccountID] else { return [] }
    let entries = Query("ledger_entries").where(.ledgerAccountID, is: account)
    return [
      Query("ledger_accounts").where(.equals("id", account.value)).only("normal_side"),
      entries.only("side", "amount", "ledger_transaction_id"),
      entries.following(.ledgerTransactionID, to: "ledger_transactions").only("occurred_on"),
    ]
  }

  /// What the statement says less what the books say of that day.
  static func differenceAmount(_ reconciliation: Record, _ book: Book) -> Int? {
    guard let day = reconciliation[.statementOn], let stated = reconciliation[.statementAmount] else {
      return nil
    }
    let settled = Set(book.rows(2).filter { $0[.occurredOn].map { $0 <= day } ?? false }.compactMap(\.id))
    let entries = book.rows(1).filter { $0[.ledgerTransactionID].map(settled.contains) ?? false }
    return stated.minorUnits - balance(entries, normalSide: book.rows(0).first?[.normalSide])
  }

  static let difference: @Sendable (Record, Book) -> Value = { reconciliation, book in
    differenceAmount(reconciliation, book).map { Money(minorUnits: $0).value } ?? .empty
  }

  /// Whether nothing is posted any more on a day: these closed periods are of it, and for all or the posting's own.
  static func isClosed(_ day: Day, of own: RecordID? = nil, in periods: [Record]) -> Bool {
    periods.contains { period in
      guard let start = period[.startsOn], let end = period[.endsOn] else { return false }
      let isForAll = period[.houseID] == nil && period[.payerID] == nil
      return day >= start && day <= end && (isForAll || own != nil && own == period.id)
    }
  }

  /// What a payer owes for a stay by these entries; below 0 where the account is in credit.
  static func owed(
    _ entries: [Record], accounts: [Record], on codes: [String], payer: RecordID? = nil
  ) -> Int {
    let wanted = Set(accounts.filter { codes.contains($0[.code] ?? "") }.compactMap(\.id))
    return debitBalance(
      entries.filter { entry in
        guard let account = entry[.ledgerAccountID], wanted.contains(account) else { return false }
        return payer == nil || entry[.payerID] == payer
      })
  }
}

extension Rule {
  /// Checked once header and entries are written.
  static let debitsAreCredits = Rule("debits and credits agree") { transaction in
    transaction.id.map { [Query("ledger_entries").where(.ledgerTransactionID, is: $0)] } ?? []
  } check: { _, book in
    func sum(_ side: String) -> Int {
      book.rows(0).reduce(0) { $1[.side] == side ? $0 + ($1[.amount]?.minorUnits ?? 0) : $0 }
    }
    let (debits, credits) = (Money(minorUnits: sum("debit")), Money(minorUnits: sum("credit")))
    guard debits != credits || book.rows(0).count < 2 else { return nil }
    return Violation("Debits \(debits) and credits \(credits) do not agree. Nothing was posted.")
  }.ofWhole()

  static let periodIsOpen = Rule("nothing is posted in a closed period") { _ in
    [Query("billing_periods").where(.state, is: "closed")]
  } check: { transaction, book in
    guard let day = transaction[.occurredOn] else { return nil }
    let isClosed = Ledger.isClosed(day, of: transaction[.billingPeriodID], in: book.rows(0))
    return isClosed ? Violation("That period is closed. Post in the open one.", field: "occurred_on") : nil
  }

  /// Both days were typed, and one of them may be a slip.
  static let paidOnceSpent = Rule("a cost that is paid before it was spent is looked at") { transaction in
    guard transaction[.subjectType] == "expenses", let expense = transaction[.subjectID] else { return [] }
    return [Query("expenses").where(.equals("id", expense.value)).only("spent_on")]
  } check: { transaction, book in
    guard book.former == nil, let spent = book.rows(0).first?[.spentOn], let paid = transaction[.occurredOn],
      paid < spent
    else { return nil }
    return Violation(
      "It was spent on \(spent.inWords) and is posted on \(paid.inWords). Is that day right?", isWarning: true
    )
  }

  static let entryIsSomething = Rule("an entry is above 0") { entry, _ in
    guard let amount = entry[.amount], amount.minorUnits <= 0 else { return nil }
    return Violation("An entry needs an amount above 0.", field: "amount")
  }

  /// What was posted is never added to: an entry is written by the command that writes its transaction.
  static let entryOfNewTransaction = Rule("an entry is written with its transaction") { entry in
    entry[.ledgerTransactionID].map { [Query("ledger_transactions").where(.equals("id", $0.value))] } ?? []
  } check: { _, book in
    guard let transaction = book.rows(0).first, let made = transaction.stamp?.createdAt, made != book.now
    else {
      return nil
    }
    return Violation("This is posted. Reverse it and post again.", field: "ledger_transaction_id")
  }.ofWhole()

  static let retiredAccountIsEmpty = Rule("an account is retired when it holds nothing") { account in
    Ledger.entriesOfAccount(account)
  } check: { account, book in
    let balance = Ledger.balance(book.rows(0), normalSide: account[.normalSide])
    guard account[.isActive] == false, balance != 0 else { return nil }
    return Violation("This account still holds \(Money(minorUnits: balance)).", field: "is_active")
  }
}
