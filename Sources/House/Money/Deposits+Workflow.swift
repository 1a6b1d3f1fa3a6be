import Records

/// What of a deposit was given back and kept already, by the books.
private struct Disposed {
  let returned: Int
  let kept: Int

  /// Reads the transactions about the deposit, their entries and the chart.
  init(_ transactions: [Record], _ entries: [Record], accounts: [Record]) {
    let out = Set(Posted.standing(transactions).filter { $0[.kind] == "deposit_out" }.compactMap(\.id))
    func credited(_ code: String) -> Int {
      let account = accounts.first { $0[.code] == code }?.id
      return entries.reduce(0) { sum, entry in
        guard let account, entry[.ledgerAccountID] == account, entry[.side] == "credit",
          entry[.ledgerTransactionID].map(out.contains) == true
        else { return sum }
        return sum + (entry[.amount]?.minorUnits ?? 0)
      }
    }
    returned = credited(Chart.residentBank)
    kept = credited(Chart.receivable)
  }

  /// The state to which the release leads that is asked for.
  static func step(of deposit: Record) -> String {
    let released = deposit[.releasedAmount]?.minorUnits ?? 0
    let kept = deposit[.keptAmount]?.minorUnits ?? 0
    if released + kept != deposit[.amount]?.minorUnits { return "part_released" }
    return released == 0 && deposit[.state] == "held" ? "kept" : "released"
  }
}

extension Record {
  /// A deposit as the books have it: nothing more of it is asked for.
  func releasedAsPosted(_ transactions: [Record], _ entries: [Record], accounts: [Record]) -> Record {
    let before = Disposed(transactions, entries, accounts: accounts)
    return changed {
      $0[.releasedAmount] = before.returned == 0 ? nil : Money(minorUnits: before.returned)
      $0[.keptAmount] = before.kept == 0 ? nil : Money(minorUnits: before.kept)
      $0[.keptReason] = before.kept == 0 ? nil : $0[.keptReason]
    }
  }
}

extension Rule {
  static let depositNotExceeded = Rule("no more of a deposit goes than there is") { deposit, _ in
    let gone = (deposit[.releasedAmount]?.minorUnits ?? 0) + (deposit[.keptAmount]?.minorUnits ?? 0)
    guard let amount = deposit[.amount], gone > amount.minorUnits else { return nil }
    return Violation("Release and deductions exceed the deposit.", field: "released_amount")
  }

  static let releaseApprovedByAnother = Rule("who approves a release did not post the deposit") { deposit in
    deposit.id.map { [Query("ledger_transactions").where(.subjectID, is: $0).where(.kind, is: "deposit_in")] }
      ?? []
  } check: { deposit, book in
    guard book.sets("approved_by", in: deposit), let approver = deposit[.approvedBy] else { return nil }
    let isOwn =
      approver == deposit.stamp?.createdBy || book.rows(0).contains { $0[.postedBy] == approver }
    return isOwn ? Violation("Another person must approve the release.", field: "approved_by") : nil
  }
}

extension Workflow {
  static let deposit = Workflow(
    states: ["due", "held", "part_released", "released", "kept", "waived"], start: "due", editable: ["due"],
    [
      .receiveDeposit,
      .approveRelease(
        "deposit.release", "Approve and give back", from: ["held", "part_released"], to: "released"),
      .approveRelease(
        "deposit.part-release", "Approve this part", from: ["held", "part_released"], to: "part_released"),
      .approveRelease("deposit.keep", "Approve keeping it", from: ["held"], to: "kept"),
      .protectDeposit, .waiveDeposit,
    ])
}

extension Action {
  /// J12; it is protected within thirty days of its receipt (Housing Act 2004, section 213(3)).
  static let receiveDeposit = Action(
    "deposit.receive", "Received", right: .create, from: ["due"], to: "held",
    asks: [.day(.receivedOn, "Received on", [.required]).past().starting(with: .today)],
    reads: { deposit in
      [Chart.query, Query("tenancy_agreements").where(.equals("stay_id", deposit["stay_id"])).only("state")]
    },
    whyNot: { deposit, book in
      if !book.rows(1).contains(where: { $0[.state] == "signed" }) {
        return Reason("The agreement must be signed before money is taken.")
      }
      if (deposit[.amount]?.minorUnits ?? 0) <= 0 { return Reason("Enter an amount above 0.") }
      guard let day = book[.receivedOn], day > book.today else { return nil }
      return Reason("That day has not come yet.")
    },
    changes: { deposit, book in
      let day = book[.receivedOn] ?? book.today
      var postings = Postings(book, accounts: book.rows(0))
      let id = postings.post(
        .transfer(
          "deposit_in", on: day, deposit[.amount]?.minorUnits ?? 0, debit: Chart.residentBank,
          credit: Chart.depositsHeld, Journal.Party(deposit)), about: deposit)
      let held = deposit.changed {
        $0[.receivedOn] = day
        $0[.schemeDueOn] = $0[.scheme] == "not_required" ? nil : day.adding(days: 30)
        $0[.ledgerTransactionID] = id
      }
      return postings.records + [held]
    })

  /// The scheme has it: nobody is reminded of the thirty days any more.
  static let protectDeposit = Action(
    "deposit.protect", "Protected", right: .create, from: ["held", "part_released"],
    asks: [
      .choice(
        .scheme, "Protected by", ["custodial=Custodial scheme", "insured=Insured scheme"], [.required]
      ).startingFromRecord(),
      .text(.schemeReference, "Scheme reference", [.required]).startingFromRecord(),
    ],
    settles: ["overdue"], concerns: { $0[.schemeDueOn] != nil },
    changes: { deposit, book in
      [deposit.answered(book, "scheme", "scheme_reference").changed { $0[.schemeDueOn] = nil }]
    })

  static let waiveDeposit = Action(
    "deposit.waive", "Waive", right: .approve, from: ["due"], to: "waived", asks: [.why],
    whyNot: { deposit, book in
      deposit.stamp?.createdBy == book.actor
        ? Reason("Another person must decide on this.", namesOthers: true) : nil
    })

  /// The question, what the books say of the deposit, the chart, the stay and the settings.
  private static func books(_ deposit: Record) -> [Query] {
    ApprovalRound.waiting(on: deposit, "deposit_release") + Posted.queries(about: deposit) + [
      Chart.query, Query("stays").where(.equals("id", deposit["stay_id"])), Setting.reads(deposit),
    ]
  }

  private static func disposed(_ book: Book) -> Disposed {
    Disposed(book.rows(1), book.rows(2), accounts: book.rows(3))
  }

  /// MON-8: both amounts count from the beginning, so that a second part adds to the first.
  static let requestRelease = Action(
    "deposit.request", "Ask for its release", right: .create, from: ["held", "part_released"],
    asks: [
      .money(.releasedAmount, "Given back, in all", [.required]).startingFromRecord(),
      .money(.keptAmount, "Kept, in all", [.required]).startingFromRecord(),
      .note(.keptReason, "Why it is kept").startingFromRecord(),
    ], reads: books,
    whyNot: { deposit, book in
      if !book.rows(0).isEmpty { return Reason("Already waiting for a decision.") }
      guard let released = book[.releasedAmount]?.minorUnits, let kept = book[.keptAmount]?.minorUnits else {
        return nil
      }
      let before = disposed(book)
      if released + kept > (deposit[.amount]?.minorUnits ?? 0) {
        return Reason("Release and deductions exceed the deposit.")
      }
      if released < before.returned || kept < before.kept {
        return Reason("What was given back or kept already is part of the amount.")
      }
      if released + kept == before.returned + before.kept { return Reason("That would change nothing.") }
      return kept > 0 && (book[.keptReason] ?? "").isEmpty
        ? Reason("A reason is needed. It will be shown with the record.") : nil
    },
    changes: { deposit, book in
      let asked = deposit.answered(book, "released_amount", "kept_amount", "kept_reason")
      let round = ApprovalRound.asked("deposit_release", about: deposit, book, dueIn: 48).changed {
        $0[.houseID] = book.rows(4).first?[.houseID]
        $0[.amount] = book[.releasedAmount]
      }
      return [asked, round]
    },
    notices: { _, book in
      [
        Notice(
          "approval", "waits for approval", to: [.role(.manager, house: book.rows(4).first?[.houseID])],
          needsAction: true)
      ]
    })

  /// MON-9: J14, J15 and J16.
  static func approveRelease(_ id: String, _ title: String, from: [String], to state: String) -> Action {
    Action(
      id, title, right: .approve, from: from, to: state, strength: .confirm, settles: ["approval"],
      reads: books, concerns: { Disposed.step(of: $0) == state },
      whyNot: { deposit, book in
        guard let round = book.rows(0).first else { return Reason("Nobody has asked for its release.") }
        let posted = book.rows(1).contains { $0[.kind] == "deposit_in" && $0[.postedBy] == book.actor }
        if posted || deposit.stamp?.createdBy == book.actor {
          return Reason("Another person must approve the release.", namesOthers: true)
        }
        if state != Disposed.step(of: deposit) { return Reason("That is not what was asked for.") }
        return ApprovalRound.whyNot(round, about: deposit, book)
          ?? MoneyOut.whyNot(
            deposit[.releasedAmount], book.rows(5), house: book.rows(4).first?[.houseID], book)
      },
      changes: { deposit, book in
        let before = disposed(book)
        let returned = (deposit[.releasedAmount]?.minorUnits ?? 0) - before.returned
        let kept = (deposit[.keptAmount]?.minorUnits ?? 0) - before.kept
        let party = Journal.Party(deposit)
        var postings = Postings(book, accounts: book.rows(3))
        let journals: [Journal] = [
          .transfer(
            "deposit_out", on: book.today, returned, debit: Chart.depositsHeld, credit: Chart.residentBank,
            party),
          .transfer(
            "deposit_out", on: book.today, kept, debit: Chart.depositsHeld, credit: Chart.receivable, party),
          .transfer("transfer", on: book.today, kept, debit: Chart.bank, credit: Chart.residentBank, party),
        ]
        for journal in journals where !journal.lines.isEmpty { _ = postings.post(journal, about: deposit) }
        let approved = deposit.changed { $0[.approvedBy] = book.actor }
        return postings.records + [approved] + ApprovalRound.answered(book.rows(0), "approved", book)
      })
  }

  static let refuseRelease = Action(
    "deposit.refuse", "Refuse the release", right: .approve, from: ["held", "part_released"],
    asks: [.note(.comment, "Why not", [.required])], settles: ["approval"], reads: books,
    whyNot: { _, book in
      guard let round = book.rows(0).first else { return Reason("Nobody has asked for its release.") }
      return round[.requestedBy] == book.actor ? .ownWork("requested") : nil
    },
    changes: { deposit, book in
      let back = deposit.releasedAsPosted(book.rows(1), book.rows(2), accounts: book.rows(3))
      return [back] + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    })
}
