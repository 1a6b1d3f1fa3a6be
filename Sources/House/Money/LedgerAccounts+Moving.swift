import Records

extension Action {
  /// A posting from this account to another: cash banked (J04), an award below the claim (J10), a debt recovered (J21),
  /// a count that differs (J23), an opening balance (J24).
  static let moveMoney = Action(
    "ledger-account.move", "Move to another account", right: .sign,
    asks: [
      .reference(.ledgerAccountID, "To account", to: "ledger_accounts", [.required]).help(
        "This account is credited, that one debited."),
      .money(.amount, "Amount", [.required]),
      .day(.occurredOn, "Day of account", [.required]).past().starting(with: .today),
      .reference(.stayID, "Stay", to: "stays"), .reference(.payerID, "Payer", to: "payers"), .why,
    ], strength: .confirm,
    reads: { _ in [Chart.query] },
    looksUp: { _, answers in
      [
        Query("ledger_accounts").where(.equals("id", answers["ledger_account_id"] ?? .empty)),
        Query("stays").where(.equals("id", answers["stay_id"] ?? .empty)),
      ]
    },
    whyNot: { account, book in
      if account[.isActive] == false { return Reason("This account is no longer in use.") }
      guard book.isAnswered, let other = book.rows(1).first else { return nil }
      if other.id == account.id { return Reason("Choose another account.") }
      if other[.isActive] == false { return Reason("That account is no longer in use.") }
      if (book[.amount]?.minorUnits ?? 0) <= 0 { return Reason("Enter an amount above 0.") }
      if let day = book[.occurredOn], day > book.today { return Reason("That day has not come yet.") }
      let isOwed = [account, other].contains { Chart.receivables.contains($0[.code] ?? "") }
      return isOwed && book[.stayID] == nil ? Reason("Say whose account it is: choose the stay.") : nil
    },
    changes: { account, book in
      guard let other = book.rows(1).first, let credited = account[.code], let debited = other[.code] else {
        return []
      }
      let kind = [credited, debited].contains("3000") ? "opening" : "transfer"
      let party = Journal.Party(
        stay: book[.stayID], resident: book.rows(2).first?[.residentID], payer: book[.payerID])
      var postings = Postings(book, accounts: book.rows(0) + [account, other])
      _ = postings.post(
        .transfer(
          kind, on: book[.occurredOn] ?? book.today, book[.amount]?.minorUnits ?? 0, debit: debited,
          credit: credited, party), about: account, details: book[.reason].map { String($0.prefix(200)) })
      return postings.records
    })

  /// Every account of the chart, so that each can be chosen before anything is posted on it.
  static let openChart = Action(
    "ledger-account.open-chart", "Open the rest of the chart", right: .create, reads: { _ in [Chart.query] },
    whyNot: { _, book in
      book.rows(0).count < Chart.accounts.count ? nil : Reason("Every account of the chart is open.")
    },
    changes: { account, book in
      let known = Set(book.rows(0).compactMap { $0[.code] })
      return Chart.accounts.filter { !known.contains($0.code) }.map { wanted in
        var opened = Record(account.type)
        opened[.code] = wanted.code
        opened[.name] = wanted.name
        opened[.kind] = wanted.kind
        opened[.normalSide] = wanted.normalSide
        return opened
      }
    })
}
