import Records

extension Journal {
  /// What a payment posts: money that arrives, and less that its payer owes; or money not yet known whose it is.
  package static func payment(_ payment: Record, payerKind: String?) -> Journal? {
    guard let day = payment[.receivedOn], let amount = payment[.amount]?.minorUnits, amount > 0 else {
      return nil
    }
    let credit = payment[.stayID] == nil ? Chart.unidentified : Chart.receivable(of: payerKind)
    return transfer(
      "payment", on: day, amount, debit: Chart.arrival(by: payment[.channelOfPayment]), credit: credit,
      Party(payment))
  }
}

extension Consequence {
  /// MON-3: J03, J05, J07.
  static let paymentIsPosted = Consequence("money received is posted at once") { payment in
    guard let payer = payment[.payerID] else { return [] }
    return [Query("payers").where(.equals("id", payer.value)), Chart.query]
  } changes: { payment, book in
    guard book.former == nil, payment[.ledgerTransactionID] == nil, payment[.channelOfPayment] != nil,
      let payer = book.rows(0).first, let journal = Journal.payment(payment, payerKind: payer[.kind])
    else { return [payment] }
    var postings = Postings(book, accounts: book.rows(1))
    let id = postings.post(journal, about: payment)
    return postings.records + [payment.changed { $0[.ledgerTransactionID] = id }]
  }
}

extension Rule {
  static let paymentIsSomething = Rule("a payment is above 0") { payment, _ in
    guard let amount = payment[.amount], amount.minorUnits <= 0 else { return nil }
    return Violation("Enter an amount above 0.", field: "amount")
  }

  /// R8.
  static let receivedByToday = Rule("money is received by today") { payment, book in
    guard let day = payment[.receivedOn], book.sets("received_on", in: payment), day > book.today else {
      return nil
    }
    return Violation("Received on cannot be after today (\(book.today)).", field: "received_on")
  }

  /// Only what the resident or their family hands over: what a council sends has arrived and is written down.
  static let agreementBeforeMoney = Rule("the agreement is signed before money is taken") { payment in
    guard let stay = payment[.stayID], let payer = payment[.payerID] else { return [] }
    return [
      Query("payers").where(.equals("id", payer.value)).only("kind"),
      Query("tenancy_agreements").where(.stayID, is: stay).only("state"),
    ]
  } check: { payment, book in
    guard book.former == nil, ["self", "family"].contains(book.rows(0).first?[.kind]) else { return nil }
    let isSigned = book.rows(1).contains { ["signed", "ended", "superseded"].contains($0[.state]) }
    return isSigned
      ? nil : Violation("The agreement must be signed before money is taken.", field: "stay_id")
  }

  /// What was given back of it is not there twice: the payer owes it once the payment is taken back.
  static let namesWhatWasGivenBack = Rule("who takes a payment back is told what was given back of it") {
    payment in
    guard let id = payment.id else { return [] }
    return [Query("refunds").where(.paymentID, is: id).where(.state, among: ["paid", "approved"])]
  } check: { payment, book in
    guard book.sets("state", in: payment), ["bounced", "reversed"].contains(payment[.state] ?? "") else {
      return nil
    }
    let said = [givenBack(book.rows(0)), goingOut(book.rows(0))].compactMap(\.self)
    if said.isEmpty { return nil }
    return Violation(said.joined(separator: " "), field: "state", isWarning: true)
  }

  private static func givenBack(_ refunds: [Record]) -> String? {
    let paid = refunds.filter { $0[.state] == "paid" }
    let given = paid.reduce(0) { $0 + ($1[.amount]?.minorUnits ?? 0) }
    guard given > 0 else { return nil }
    let names = references(of: paid, after: " by")
    return "\(Money(minorUnits: given)) of it was given back\(names). The payer will owe it."
  }

  private static func goingOut(_ refunds: [Record]) -> String? {
    let approved = refunds.filter { $0[.state] == "approved" }
    let going = approved.reduce(0) { $0 + ($1[.amount]?.minorUnits ?? 0) }
    guard going > 0 else { return nil }
    let names = references(of: approved, after: ":")
    return
      "A refund of \(Money(minorUnits: going)) of it is approved\(names). Say there that it was paid, or refuse it."
  }

  /// The names of some refunds with the word before them; nothing where none has a name.
  private static func references(of refunds: [Record], after word: String) -> String {
    let names = refunds.compactMap { $0[.reference] }.sorted()
    return names.isEmpty ? "" : "\(word) " + names.joined(separator: ", ")
  }

  /// Nothing that could be used to take money is kept.
  static let lastFourDigitsOnly = Rule("no account or card number is kept") { method, _ in
    let last = method[.accountLastFour] ?? ""
    let isShort = last.count <= 4 && last.allSatisfy(\.isNumber)
    let texts = [method[.label], method[.bankName], method[.mandateReference]].compactMap { $0 }
    guard !isShort || texts.contains(where: holdsNumber) else { return nil }
    return Violation(
      "Only the last four digits may be kept.", field: isShort ? "label" : "account_last_four")
  }

  /// Whether a text holds seven digits or more in a row, blanks and dashes between them apart: an account has eight,
  /// a card at least twelve.
  private static func holdsNumber(_ text: String) -> Bool {
    var run = 0
    for character in text {
      if character.isNumber { run += 1 } else if !" -".contains(character) { run = 0 }
      if run > 6 { return true }
    }
    return false
  }
}

extension Workflow {
  static let payment = Workflow(
    states: ["received", "reconciled", "bounced", "reversed", "refunded"], start: "received",
    editable: ["received"], elsewhere: ["refunded"], [.reconcilePayment, .bouncePayment, .reversePayment])
}

extension Action {
  private static func payer(of payment: Record) -> Query {
    Query("payers").where(.equals("id", payment["payer_id"]))
  }

  /// MON-6.
  static let reconcilePayment = Action(
    "payment.reconcile", "Reconcile", right: .sign, from: ["received"], to: "reconciled",
    asks: [.reference(.reconciliationID, "Reconciliation", to: "reconciliations", [.required])],
    looksUp: { _, answers in
      [Query("reconciliations").where(.equals("id", answers["reconciliation_id"] ?? .empty))]
    },
    whyNot: { payment, book in
      if payment[.ledgerTransactionID] == nil { return Reason("It is not posted.") }
      guard let found = book.rows(0).first else { return nil }
      return found[.state] == "open" ? nil : Reason("That reconciliation is finished.")
    },
    changes: { payment, book in [payment.answered(book, "reconciliation_id")] })

  /// What was posted of the payment with its entries, its allocations, the accounts, and its refunds.
  private static func reversal(of payment: Record) -> [Query] {
    Posted.queries(about: payment) + Allocations.ofPayment(payment) + [Chart.query]
      + RefundsOfPayment.queries(payment)
  }

  private static func reversed(_ payment: Record, _ book: Book) -> [Record] {
    var postings = Postings(book, accounts: book.rows(3))
    for transaction in Posted.standing(book.rows(0)) {
      postings.reverse(transaction, book.rows(1), about: payment, on: book.today)
    }
    return [payment] + Allocations.released(book.rows(2)) + postings.records
      + RefundsOfPayment.refused(book.rows(4), book.rows(5), book)
  }

  /// Who asked for a refund of the payment learns what becomes of it; of one that is approved first, for they must act.
  private static func refundsTold(_ book: Book) -> [Notice] {
    let approved = RefundsOfPayment.askers("approved", book.rows(4))
    let requested = RefundsOfPayment.askers("requested", book.rows(4))
    var notices: [Notice] = []
    if !approved.isEmpty {
      notices.append(
        Notice(
          "system", "was taken back, and a refund of it is approved: say that it was paid, or refuse it",
          to: approved, priority: "high", needsAction: true))
    }
    if !requested.isEmpty {
      notices.append(Notice("system", "was taken back, so the refund of it is refused", to: requested))
    }
    return notices
  }

  /// J08.
  static let bouncePayment = Action(
    "payment.bounce", "Returned unpaid", right: .void, from: ["received"], to: "bounced", asks: [.why],
    strength: .confirm, reads: reversal, changes: reversed,
    notices: { _, book in
      [Notice("system", "was returned unpaid", to: [.role(.finance, house: nil)])] + refundsTold(book)
    })

  /// MON-5.
  static let reversePayment = Action(
    "payment.reverse", "Reverse", right: .void, from: ["received"], to: "reversed", asks: [.why],
    strength: .confirm, reads: reversal, changes: reversed, notices: { _, book in refundsTold(book) })

  /// MON-4: the payer's own charges of the stay, the oldest first unless one is named.
  static let allocatePayment = Action(
    "payment.allocate", "Allocate", right: .create, from: ["received", "reconciled"],
    asks: [
      .reference(.chargeID, "Charge", to: "charges").help("Empty for the oldest first."),
      .money(.amount, "Amount").help("Empty for as much as there is."),
    ],
    reads: { payment in
      var charges = Query("charges").where(.equals("payer_id", payment["payer_id"])).where(
        .state, is: "posted")
      if let stay = payment[.stayID] { charges = charges.where(.stayID, is: stay) }
      return Allocations.ofPayment(payment) + [
        charges, charges.following(.id, to: "payment_allocations", matching: .chargeID),
      ]
    },
    whyNot: { payment, book in
      let left = Allocations.left(ofPayment: payment, book.rows(0))
      if left == 0 { return Reason("Nothing of this receipt is left.") }
      if let amount = book[.amount], amount.minorUnits > left {
        return Reason("Only \(Money(minorUnits: left)) of this receipt is left.")
      }
      if let charge = book[.chargeID], !book.rows(1).contains(where: { $0.id == charge }) {
        return Reason("That is not a posted charge of this payer and stay.")
      }
      let made = allocated(payment, book)
      return made.isEmpty ? Reason("Nothing is charged that this could pay.") : nil
    },
    changes: { payment, book in allocated(payment, book) })

  private static func allocated(_ payment: Record, _ book: Book) -> [Record] {
    let left = book[.amount]?.minorUnits ?? Allocations.left(ofPayment: payment, book.rows(0))
    let charges = book.rows(1).filter { charge in book[.chargeID].map { charge.id == $0 } ?? true }
    return Allocations.oldestFirst(left, of: payment, on: charges, book.rows(2))
  }

  /// J06: it is found out whose money it is.
  static let identifyPayment = Action(
    "payment.identify", "Whose it is", right: .create, from: ["received", "reconciled"],
    asks: [.reference(.stayID, "Stay", to: "stays", [.required])],
    reads: { [payer(of: $0), Chart.query] },
    looksUp: { _, answers in [Query("stays").where(.equals("id", answers["stay_id"] ?? .empty))] },
    whyNot: { payment, _ in
      payment[.stayID] == nil ? nil : Reason("It is known whose it is. Reverse it and enter it again.")
    },
    changes: { payment, book in
      let known = payment.answered(book, "stay_id").changed {
        $0[.residentID] = book.rows(2).first?[.residentID]
      }
      var postings = Postings(book, accounts: book.rows(1))
      _ = postings.post(
        .transfer(
          "transfer", on: book.today, payment[.amount]?.minorUnits ?? 0, debit: Chart.unidentified,
          credit: Chart.receivable(of: book.rows(0).first?[.kind]), Journal.Party(known)),
        about: payment)
      return postings.records + [known]
    })

  /// J07, settled: the provider sends what is left after its charge.
  static let settleCard = Action(
    "payment.settle", "Card money arrived", right: .sign, from: ["received", "reconciled"],
    asks: [.money(.feeAmount, "Provider’s charge", [.required])],
    reads: { Posted.queries(about: $0) + [Chart.query] },
    whyNot: { payment, book in
      guard Chart.arrival(by: payment[.channelOfPayment]) == Chart.clearing else {
        return Reason("This did not come by card.")
      }
      let clearing = book.rows(2).first { $0[.code] == Chart.clearing }?.id
      let held = Ledger.debitBalance(
        book.rows(1).filter { clearing != nil && $0[.ledgerAccountID] == clearing })
      if held <= 0 { return Reason("It has arrived already.") }
      guard let fee = book[.feeAmount], fee.minorUnits >= held else { return nil }
      return Reason("The charge is as much as the payment.")
    },
    changes: { payment, book in
      let amount = payment[.amount]?.minorUnits ?? 0
      let fee = book[.feeAmount]?.minorUnits ?? 0
      var journal = Journal("transfer", on: book.today)
      journal.add(.debit, Chart.bank, amount - fee, Journal.Party(payment))
      journal.add(.debit, Chart.providerCharges, fee, Journal.Party(payment))
      journal.add(.credit, Chart.clearing, amount, Journal.Party(payment))
      var postings = Postings(book, accounts: book.rows(2))
      _ = postings.post(journal, about: payment)
      return postings.records
    })
}
