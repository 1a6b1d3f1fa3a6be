import Records

/// What of a payment or of a deposit is given back, from where, and what is left of it.
enum GivenBack {
  /// What the money was taken as, and all that was asked back of it.
  static let reads: @Sendable (Record) -> [Query] = { refund in
    if let payment = refund[.paymentID] {
      return [
        Query("payments").where(.equals("id", payment.value)).only("amount"),
        Query("refunds").where(.paymentID, is: payment).only("amount", "state"),
      ]
    }
    guard let deposit = refund[.depositID] else { return [] }
    return [
      Query("deposits").where(.equals("id", deposit.value)).only("amount", "released_amount", "kept_amount"),
      Query("refunds").where(.depositID, is: deposit).only("amount", "state"),
    ]
  }

  /// What was asked back of a deposit.
  static let ofDeposit: @Sendable (Record) -> [Query] = { deposit in
    deposit.id.map { [Query("refunds").where(.depositID, is: $0).only("amount", "state")] } ?? []
  }

  /// What is left of a payment or deposit in minor units once all that was asked back and not refused is gone.
  static func left(of source: Record, _ refunds: [Record]) -> Int {
    let asked = refunds.filter { $0[.state] != "refused" }.reduce(0) { $0 + ($1[.amount]?.minorUnits ?? 0) }
    let gone = asked + (source[.releasedAmount]?.minorUnits ?? 0) + (source[.keptAmount]?.minorUnits ?? 0)
    return max(0, (source[.amount]?.minorUnits ?? 0) - gone)
  }

  static let remaining: @Sendable (Record, Book) -> Value = { _, book in
    guard let source = book.rows(0).first else { return .empty }
    return Money(minorUnits: left(of: source, book.rows(1))).value
  }

  /// The account of the books that a refund is paid from.
  static func code(_ refund: Record) -> String {
    refund[.depositID] == nil ? Chart.bank : Chart.residentBank
  }

  static let account: @Sendable (Record, Book) -> Value = { refund, _ in
    Chart.name(of: code(refund))
  }

  /// Whether the money of a payment or deposit is there, so that it can be given back.
  static func isThere(_ source: Record) -> Bool {
    ["received", "reconciled", "held", "part_released"].contains(source[.state] ?? "")
  }

  /// What to say of a refund whose payment or deposit is no longer there; nil where it is.
  static func gone(_ source: Record?) -> String? {
    guard let source, !isThere(source) else { return nil }
    return "The \(source.type.singular) is no longer there to give back."
  }

  /// What the payer owes for the stay of the payment in minor units, below 0 where the account is in credit; nil where
  /// the refund is not of a payment for a stay.
  static func owed(
    _ refund: Record, of source: Record?, _ entries: [Record], accounts: [Record]
  ) -> Int? {
    guard refund[.paymentID] != nil, let source, source[.stayID] != nil else { return nil }
    return Ledger.owed(entries, accounts: accounts, on: Chart.receivables, payer: refund[.payerID])
  }

  /// What to say of a refund of more than the account is in credit (MON-8); nil where it is within.
  static func beyondCredit(
    _ refund: Record, of source: Record?, _ entries: [Record], accounts: [Record]
  ) -> String? {
    guard let amount = refund[.amount], let owed = owed(refund, of: source, entries, accounts: accounts)
    else { return nil }
    let credit = max(0, -owed)
    guard amount.minorUnits > credit else { return nil }
    return "The account is \(Money(minorUnits: credit)) in credit; you asked for \(amount)."
  }
}

/// The refunds of a payment that is taken back: those that nobody approved yet end with it.
///
/// An approved one stands, for the money may have gone out already: somebody writes down that it was paid, or refuses
/// it.
enum RefundsOfPayment {
  /// The refunds, and the questions about them.
  static func queries(_ payment: Record) -> [Query] {
    guard let id = payment.id else { return [] }
    let refunds = Query("refunds").where(.paymentID, is: id)
    return [refunds, refunds.following(.id, to: "approvals", matching: .subjectID)]
  }

  /// Who asked for those that stand so.
  static func askers(_ state: String, _ refunds: [Record]) -> [Notice.Audience] {
    Set(refunds.filter { $0[.state] == state }.compactMap { $0.stamp?.createdBy }).sorted()
      .map { Notice.Audience.member($0) }
  }

  /// Those that nobody approved yet refused, with the questions about them answered.
  static func refused(_ refunds: [Record], _ questions: [Record], _ book: Book) -> [Record] {
    let waiting = refunds.filter { $0[.state] == "requested" }
    let asked = questions.filter { question in
      question[.state] == "pending" && waiting.contains { $0.id == question[.subjectID] }
    }
    return waiting.map { refund in refund.changed { $0[.state] = "refused" } }
      + ApprovalRound.answered(
        asked, "rejected", book, comment: "The payment that it would be given back of was taken back.")
  }
}

extension Consequence {
  /// MON-8: the question goes to who may let money out.
  static let refundIsAsked = Consequence("a refund asks for approval") { refund in
    guard let resident = refund[.residentID] else { return [] }
    return [Query("stays").where(.residentID, is: resident).where(.state, among: ["active", "ended"])]
  } changes: { refund, book in
    guard book.former == nil, refund.id != nil, let amount = refund[.amount], refund[.payerID] != nil else {
      return [refund]
    }
    let stay = book.rows(0).first { $0[.state] == "active" } ?? book.rows(0).last
    let asked = ApprovalRound.asked("refund", about: refund, book, dueIn: 48).changed {
      $0[.amount] = amount
      $0[.houseID] = stay?[.houseID]
    }
    return [refund, asked]
  }
}

extension Rule {
  static let refundOfSomething = Rule("a refund is of a payment or of a deposit") { refund, _ in
    if (refund[.amount]?.minorUnits ?? 1) <= 0 {
      return Violation("Enter an amount above 0.", field: "amount")
    }
    guard (refund[.paymentID] == nil) == (refund[.depositID] == nil) else { return nil }
    return Violation("Choose the payment or the deposit that is given back.", field: "payment_id")
  }

  static let refundApprovedByAnother = Rule("who approves a refund did not ask for it") { refund, book in
    guard book.sets("approved_by", in: refund), let approver = refund[.approvedBy],
      approver == refund.stamp?.createdBy
    else { return nil }
    return Violation("Another person must approve a refund.", field: "approved_by")
  }

  /// Not more than was paid and is not given back yet; of a payment not more than the account is in credit (MON-8).
  static let refundWithinPaid = Rule("no more is refunded than was paid") { refund in
    if let payment = refund[.paymentID] {
      let paid = Query("payments").where(.equals("id", payment.value))
      return [
        paid, Query("refunds").where(.paymentID, is: payment),
        paid.following(.stayID, to: "ledger_entries", matching: .stayID), Chart.query,
      ]
    }
    guard let deposit = refund[.depositID] else { return [] }
    return [
      Query("deposits").where(.equals("id", deposit.value)), Query("refunds").where(.depositID, is: deposit),
    ]
  } check: { refund, book in
    guard book.former == nil, let source = book.rows(0).first, let amount = refund[.amount] else {
      return nil
    }
    let others = book.rows(1).filter { $0.id != refund.id }
    let left = GivenBack.isThere(source) ? GivenBack.left(of: source, others) : 0
    if amount.minorUnits > left {
      return Violation("Only \(Money(minorUnits: left)) can be refunded.", field: "amount")
    }
    return GivenBack.beyondCredit(refund, of: source, book.rows(2), accounts: book.rows(3)).map {
      Violation($0, field: "amount")
    }
  }
}

extension Rule {
  /// What has gone out is written down, whatever became of the payment and of the account since it was approved.
  static let refundPaidNevertheless = Rule("who writes down a paid refund is told what speaks against it") {
    refund in
    guard refund[.state] == "paid", let payment = refund[.paymentID] else { return [] }
    let paid = Query("payments").where(.equals("id", payment.value))
    return [paid, paid.following(.stayID, to: "ledger_entries", matching: .stayID), Chart.query]
  } check: { refund, book in
    guard refund[.state] == "paid", book.sets("state", in: refund), let payment = book.rows(0).first else {
      return nil
    }
    if let words = GivenBack.gone(payment) {
      return Violation(
        "\(words) Has the refund gone out? Go on: the payer will owe it.", field: "state", isWarning: true)
    }
    let owed = GivenBack.owed(refund, of: payment, book.rows(1), accounts: book.rows(2)) ?? 0
    guard owed > 0 else { return nil }
    return Violation(
      "The account now owes \(Money(minorUnits: owed)). Has the refund gone out? Go on. If not, refuse it.",
      field: "state", isWarning: true)
  }
}

extension Workflow {
  static let refund = Workflow(
    states: ["requested", "approved", "paid", "refused"], start: "requested", editable: ["requested"],
    [.approveRefund, .refuseRefund, .payRefund])
}

extension Action {
  /// The question, the payer, the payment, what it is posted from, the entries of the stay that was paid for, and the
  /// settings.
  private static func sources(_ refund: Record) -> [Query] {
    let payment = Query("payments").where(.equals("id", refund["payment_id"]))
    return ApprovalRound.waiting(on: refund, "refund") + [
      Query("payers").where(.equals("id", refund["payer_id"])), payment,
      Query("deposits").where(.equals("id", refund["deposit_id"])), Chart.query,
      Query("refunds").where(.equals("payment_id", refund["payment_id"])),
      payment.following(.stayID, to: "ledger_entries", matching: .stayID), Setting.reads(refund),
    ]
  }

  private static func party(_ refund: Record, _ book: Book) -> Journal.Party {
    let source = book.rows(2).first ?? book.rows(3).first
    return Journal.Party(stay: source?[.stayID], resident: refund[.residentID], payer: refund[.payerID])
  }

  /// MON-9, SOD-08, J18.
  static let approveRefund = Action(
    "refund.approve", "Approve", right: .approve, from: ["requested"], to: "approved", strength: .confirm,
    settles: ["approval"], reads: sources,
    whyNot: { refund, book in
      if refund.stamp?.createdBy == book.actor {
        return Reason("Another person must approve a refund.", namesOthers: true)
      }
      if book.rows(2).first.map({ $0[.takenBy] == book.actor }) == true {
        return .ownWork("took the payment of")
      }
      if book.rows(0).isEmpty { return Reason("Nobody asks for this any more. Refuse it.") }
      if let words = GivenBack.gone(book.rows(2).first ?? book.rows(3).first) {
        return Reason(words + " Refuse this refund.")
      }
      let source = book.rows(2).first
      if let words = GivenBack.beyondCredit(refund, of: source, book.rows(6), accounts: book.rows(4)) {
        return Reason(words + " Refuse this refund.")
      }
      return ApprovalRound.whyNot(book.rows(0).first, about: refund, book)
        ?? MoneyOut.whyNot(
          refund[.amount], book.rows(7), house: book.rows(0).first?[.houseID], book)
    },
    changes: { refund, book in
      let debit =
        refund[.depositID] == nil
        ? Chart.receivable(of: book.rows(1).first?[.kind]) : Chart.depositsHeld
      var postings = Postings(book, accounts: book.rows(4))
      let id = postings.post(
        .transfer(
          "refund", on: book.today, refund[.amount]?.minorUnits ?? 0, debit: debit,
          credit: Chart.refundsPayable, party(refund, book)), about: refund)
      let approved = refund.changed {
        $0[.approvedBy] = book.actor
        $0[.approvedAt] = book.now
        $0[.ledgerTransactionID] = id
      }
      return postings.records + [approved] + ApprovalRound.answered(book.rows(0), "approved", book)
    },
    notices: { refund, _ in
      refund.stamp?.createdBy.map {
        [Notice("approval", "is approved", to: [.member($0)], needsAction: true)]
      } ?? []
    })

  /// Also where it is approved and not paid yet: then what was posted of it is taken back.
  static let refuseRefund = Action(
    "refund.refuse", "Refuse", right: .approve, from: ["requested", "approved"], to: "refused",
    asks: [.note(.comment, "Why not", [.required])], settles: ["approval"],
    reads: { ApprovalRound.waiting(on: $0, "refund") + Posted.queries(about: $0) },
    whyNot: { refund, book in
      refund.stamp?.createdBy == book.actor
        ? Reason("Another person must decide on a refund.", namesOthers: true) : nil
    },
    changes: { refund, book in
      var postings = Postings(book, accounts: [])
      for transaction in Posted.standing(book.rows(1)) {
        postings.reverse(transaction, book.rows(2), about: refund, on: book.today)
      }
      return [refund] + postings.records
        + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    },
    notices: { refund, _ in
      refund.stamp?.createdBy.map { [Notice("approval", "is refused", to: [.member($0)])] } ?? []
    })

  /// J19; a payment that is given back in full is refunded.
  static let payRefund = Action(
    "refund.pay", "Paid", right: .create, from: ["approved"], to: "paid",
    asks: [.day(.paidOn, "Paid on", [.required]).past().starting(with: .today)], settles: ["approval"],
    reads: sources,
    whyNot: { _, book in
      guard let day = book[.paidOn], day > book.today else { return nil }
      return Reason("That day has not come yet.")
    },
    changes: { refund, book in
      var postings = Postings(book, accounts: book.rows(4))
      _ = postings.post(
        .transfer(
          "refund", on: book[.paidOn] ?? book.today, refund[.amount]?.minorUnits ?? 0,
          debit: Chart.refundsPayable, credit: GivenBack.code(refund), party(refund, book)), about: refund)
      let paid = refund.answered(book, "paid_on")
      let before = book.rows(5).filter { $0[.state] == "paid" && $0.id != refund.id }
      let given = (before + [paid]).reduce(0) { $0 + ($1[.amount]?.minorUnits ?? 0) }
      let emptied = book.rows(2).filter {
        $0[.state] == "reconciled" && $0[.amount]?.minorUnits == given
      }
      return postings.records + [paid]
        + emptied.map { payment in payment.changed { $0[.state] = "refunded" } }
    })
}
