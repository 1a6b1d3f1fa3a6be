import Records

extension Journal {
  /// What a charge posts: owed by its payer, or taken off what is owed.
  ///
  /// - Returns: Nil for a kind that is neither, as a deposit, which is nobody's income.
  package static func charge(_ charge: Record, payerKind: String?) -> Journal? {
    guard let day = charge[.occurredOn], let amount = charge[.amount]?.minorUnits else { return nil }
    let owed = Chart.receivable(of: payerKind)
    let (kind, debit, credit): (String, String, String)
    switch charge[.kind] {
    case "write_off": (kind, debit, credit) = ("write_off", Chart.badDebts, owed)
    case "adjustment": (kind, debit, credit) = ("adjustment", Chart.goodwill, owed)
    default:
      guard let income = Chart.income(of: charge[.kind]) else { return nil }
      (kind, debit, credit) = ("charge", owed, income)
    }
    var journal = transfer(kind, on: day, amount, debit: debit, credit: credit, Party(charge))
    journal.period = charge[.billingPeriodID]
    return journal
  }
}

extension Rule {
  static let chargedDaysInOrder = Rule("the days charged for are in order") { charge, _ in
    guard let first = charge[.fromOn], let last = charge[.toOn], last < first else { return nil }
    return Violation("The end cannot be before the start.", field: "to_on")
  }

  static let creditApprovedByAnother = Rule("a write-off or adjustment is approved by another") {
    charge, book in
    guard book.sets("approved_by", in: charge), let approver = charge[.approvedBy],
      approver == charge.stamp?.createdBy
    else { return nil }
    return Violation("Another person must approve this.", field: "approved_by")
  }

  static let dayChargedOnce = Rule("no day is charged twice for one kind to one payer") { charge in
    guard let stay = charge[.stayID], let kind = charge[.kind] else { return [] }
    return [
      Query("charges").where(.stayID, is: stay).where(.kind, is: kind)
        .where(.state, among: ["draft", "posted"]).only("payer_id", "from_on", "to_on", "state")
    ]
  } check: { charge, book in
    guard ["draft", "posted"].contains(charge[.state]), let first = charge[.fromOn], let last = charge[.toOn]
    else { return nil }
    let twice = book.rows(0).compactMap { other -> Day? in
      guard other.id != charge.id, other[.payerID] == charge[.payerID], let from = other[.fromOn],
        let to = other[.toOn], from <= last, to >= first
      else { return nil }
      return max(first, from)
    }
    guard let day = twice.min() else { return nil }
    let kind = Choice.label(for: charge[.kind] ?? "").lowercased()
    return Violation("\(day) is already charged for \(kind).", field: "from_on")
  }

  static let postedChargeStands = Rule("a posted charge is reversed, not changed") { charge, book in
    guard let former = book.former, former[.state] != "draft" else { return nil }
    let names = ["stay_id", "resident_id", "payer_id", "kind", "amount", "occurred_on", "from_on", "to_on"]
    guard names.contains(where: { former[$0] != charge[$0] }) else { return nil }
    return Violation("A posted charge is not changed. Reverse it and charge again.")
  }
}

extension Workflow {
  static let charge = Workflow(
    states: ["draft", "posted", "reversed", "void"], start: "draft", editable: ["draft"],
    [.postCharge, .reverseCharge, .correctCharge, .voidCharge])
}

extension Action {
  private static func payer(of charge: Record) -> [Query] {
    charge[.payerID].map { [Query("payers").where(.equals("id", $0.value))] } ?? []
  }

  /// A charge with its posting and whatever that opens, in the order in which they are written.
  static func posted(_ charge: Record, payerKind: String?, _ postings: inout Postings) -> Record {
    guard let journal = Journal.charge(charge, payerKind: payerKind) else { return charge }
    let id = postings.post(journal, about: charge)
    return charge.changed {
      $0[.state] = "posted"
      $0[.ledgerTransactionID] = id
    }
  }

  /// MON-2 for one charge.
  static let postCharge = Action(
    "charge.post", "Post", right: .sign, from: ["draft"], to: "posted",
    reads: { payer(of: $0) + [Chart.query] },
    whyNot: { charge, book in
      if charge[.kind] == "deposit" { return Reason("A deposit is nobody’s income. Add it under Deposits.") }
      if (charge[.amount]?.minorUnits ?? 0) <= 0 { return Reason("Enter an amount above 0.") }
      guard Allocations.credits.contains(charge[.kind] ?? ""), charge[.approvedBy] == nil else { return nil }
      return Reason("Another person must approve this.")
    },
    changes: { charge, book in
      var postings = Postings(book, accounts: book.rows(1))
      let posted = posted(charge, payerKind: book.rows(0).first?[.kind], &postings)
      return postings.records + [posted]
    })

  /// MON-8 and MON-9: what takes off somebody's debt is decided by somebody else (SOD-08).
  static let approveCredit = Action(
    "charge.approve", "Approve the credit", right: .approve, resource: "money_out", from: ["draft"],
    strength: .confirm,
    reads: { charge in
      [Setting.reads(charge), Query("stays").where(.equals("id", charge["stay_id"])).only("house_id")]
    },
    whyNot: { charge, book in
      guard Allocations.credits.contains(charge[.kind] ?? "") else {
        return Reason("Only a write-off or a credit needs approval.")
      }
      if charge[.approvedBy] != nil { return Reason("It is approved already.") }
      if charge.stamp?.createdBy == book.actor {
        return Reason("Another person must approve this.", namesOthers: true)
      }
      let house = book.rows(1).first?[.houseID]
      return MoneyOut.whyNot(charge[.amount], book.rows(0), house: house, book)
    },
    changes: { charge, book in [charge.changed { $0[.approvedBy] = book.actor }] })

  private static func reversal(of charge: Record) -> [Query] {
    Posted.queries(about: charge) + Allocations.ofCharge(charge) + payer(of: charge) + [Chart.query]
  }

  private static func reverse(_ charge: Record, _ book: Book, _ postings: inout Postings) -> [Record] {
    for transaction in Posted.standing(book.rows(0)) {
      postings.reverse(transaction, book.rows(1), about: charge, on: book.today)
    }
    return Allocations.released(book.rows(2))
  }

  /// The payments that paid it are free again.
  static let reverseCharge = Action(
    "charge.reverse", "Reverse", right: .sign, from: ["posted"], to: "reversed", asks: [.why],
    strength: .confirm, reads: reversal,
    changes: { charge, book in
      var postings = Postings(book, accounts: book.rows(4))
      let released = reverse(charge, book, &postings)
      return [charge] + released + postings.records
    })

  /// J25: the reversing journal and a new one, linked.
  static let correctCharge = Action(
    "charge.correct", "Correct the amount", right: .sign, from: ["posted"], to: "reversed",
    asks: [.money(.amount, "Right amount", [.required]), .why], strength: .confirm, reads: reversal,
    whyNot: { charge, book in
      if Allocations.credits.contains(charge[.kind] ?? "") {
        return Reason("Reverse it and ask for another approval.")
      }
      guard let amount = book[.amount] else { return nil }
      if amount.minorUnits <= 0 { return Reason("Enter an amount above 0.") }
      return amount == charge[.amount] ? Reason("That is its amount already.") : nil
    },
    changes: { charge, book in
      var postings = Postings(book, accounts: book.rows(4))
      let released = reverse(charge, book, &postings)
      var right = Record(charge.type)
      for field in right.type.stored { right[field.name] = charge[field.name] }
      right.id = book.newID()
      right["reference"] = .empty
      right[.amount] = book[.amount]
      right[.occurredOn] = book.today
      right[.reversesID] = charge.id
      let corrected = posted(right, payerKind: book.rows(3).first?[.kind], &postings)
      return [charge] + released + postings.records + [corrected]
    })

  static let voidCharge = Action(
    "charge.void", "Void", right: .create, from: ["draft"], to: "void", asks: [.why])
}
