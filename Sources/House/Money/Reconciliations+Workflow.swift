import Records

extension Rule {
  static let differenceIsExplained = Rule("a difference is explained before it is agreed") { reconciliation in
    reconciliation[.state] == "agreed" ? Ledger.entriesForStatement(reconciliation) : []
  } check: { reconciliation, book in
    guard reconciliation[.state] == "agreed", (reconciliation[.explained] ?? "").isEmpty,
      let difference = Ledger.differenceAmount(reconciliation, book), difference != 0
    else { return nil }
    return Violation("\(Money(minorUnits: difference)) is not explained.", field: "explained")
  }

  static let agreedByAnother = Rule("another person agrees a reconciliation") { reconciliation, book in
    guard book.sets("agreed_by", in: reconciliation), let member = reconciliation[.agreedBy],
      member == reconciliation.stamp?.createdBy
    else { return nil }
    return Violation("Another person must agree it.", field: "agreed_by")
  }
}

extension Workflow {
  static let reconciliation = Workflow(
    states: ["open", "balanced", "agreed", "abandoned"], start: "open", editable: ["open"],
    [
      .balanceReconciliation, .agreeReconciliation,
      Action(
        "reconciliation.abandon", "Give up", right: .create, from: ["open"], to: "abandoned", asks: [.why]),
    ])
}

extension Action {
  /// MON-6.
  static let balanceReconciliation = Action(
    "reconciliation.balance", "It adds up", right: .sign, from: ["open"], to: "balanced",
    asks: [.note(.explained, "What explains the difference").startingFromRecord()],
    reads: Ledger.entriesForStatement,
    whyNot: { reconciliation, book in
      guard let difference = Ledger.differenceAmount(reconciliation, book), difference != 0, book.isAnswered,
        (book[.explained] ?? "").isEmpty
      else { return nil }
      return Reason("The statement does not add up: \(Money(minorUnits: difference)).")
    },
    changes: { reconciliation, book in [reconciliation.answered(book, "explained")] })

  static let agreeReconciliation = Action(
    "reconciliation.agree", "Agree", right: .approve, from: ["balanced"], to: "agreed", strength: .confirm,
    whyNot: { reconciliation, book in
      reconciliation.stamp?.createdBy == book.actor
        ? Reason("Another person must agree it.", namesOthers: true) : nil
    },
    changes: { reconciliation, book in [reconciliation.changed { $0[.agreedBy] = book.actor }] })
}
