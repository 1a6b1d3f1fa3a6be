import Records

extension Rule {
  static let periodsFollow = Rule("billing periods follow each other without gap") { _ in
    [Query("billing_periods").only("starts_on", "ends_on", "house_id", "payer_id")]
  } check: { period, book in
    guard book.sets("starts_on", in: period) || book.sets("ends_on", in: period),
      let start = period[.startsOn],
      let end = period[.endsOn]
    else { return nil }
    let others = book.rows(0).filter { other in
      other.id != period.id && ["house_id", "payer_id"].allSatisfy { other[$0] == period[$0] }
    }
    let overlaps = others.contains { other in
      guard let from = other[.startsOn], let to = other[.endsOn] else { return false }
      return from <= end && to >= start
    }
    let before = others.compactMap { $0[.endsOn] }.filter { $0 < start }.max()
    guard overlaps || before.map({ $0.adding(days: 1) != start }) == true else { return nil }
    return Violation("Periods must follow each other without gap.", field: "starts_on")
  }
}

extension Workflow {
  static let billingPeriod = Workflow(
    states: ["open", "charged", "invoiced", "closed"], start: "open", editable: ["open"],
    [.chargePeriod, .invoicePeriod, .closePeriod, .reopenPeriod])
}

extension Action {
  /// MON-1 and MON-2: everything in one act; a second run posts only what is missing.
  static let chargePeriod = Action(
    "billing-period.charge", "Post the charges", right: .sign, from: ["open", "charged"], to: "charged",
    asks: [
      .note(.reason, "Why the exceptions are left out").help("Only where some stays cannot be charged.")
    ],
    strength: .confirm, reads: ChargeRun.reads,
    whyNot: { period, book in
      let run = ChargeRun(period, book)
      if !run.exceptions.isEmpty, book.isAnswered, (book[.reason] ?? "").isEmpty {
        let names = run.exceptions.prefix(5).joined(separator: "; ")
        return Reason("\(run.exceptions.count) stays cannot be charged: \(names).")
      }
      if run.lines.isEmpty, period[.state] == "charged", let end = period[.endsOn] {
        return Reason("Already charged to \(end); nothing new to post.")
      }
      return nil
    },
    changes: { period, book in
      let charged = period.changed { $0[.chargedAt] = book.now }
      return [charged] + ChargeRun(period, book).records
    })

  /// An invoice for each payer but residents themselves, with a line for each charge that has none yet.
  static let invoicePeriod = Action(
    "billing-period.invoice", "Make the invoices", right: .sign, from: ["charged"], to: "invoiced",
    reads: { period in
      let charges = Query("charges").where(.billingPeriodID, is: period.id ?? .zero).where(
        .state, is: "posted")
      return [
        charges, charges.following(.payerID, to: "payers"),
        charges.following(.id, to: "invoice_lines", matching: .chargeID),
      ]
    },
    changes: { period, book in
      let billed = Set(book.rows(2).compactMap { $0[.chargeID] })
      let open = book.rows(0).filter { !($0.id.map(billed.contains) ?? true) }
      let payers = book.rows(1).filter { !["self", "family"].contains($0[.kind] ?? "") }
      return [period]
        + payers.flatMap { payer in
          let charges = open.filter { $0[.payerID] == payer.id }
          return charges.isEmpty ? [] : invoice(to: payer, for: charges, of: period, book)
        }
    })

  private static func invoice(
    to payer: Record, for charges: [Record], of period: Record, _ book: Book
  ) -> [Record] {
    let id = book.newID()
    var invoice = Record(.invoices)
    invoice.id = id
    invoice[.payerID] = payer.id
    invoice[.billingPeriodID] = period.id
    invoice[.purchaseOrder] = payer[.purchaseOrder]
    let lines = charges.enumerated().map { index, charge in
      Record(.invoiceLines).changed {
        $0[.invoiceID] = id
        $0[.position] = index + 1
        $0[.chargeID] = charge.id
        $0[.details] = "\(charge.called), \(Choice.label(for: charge[.kind] ?? "").lowercased())"
        $0[.unitAmount] = charge[.amount]
        $0[.amount] = charge[.amount]
      }
    }
    return [invoice] + lines
  }

  /// MON-7 and SOD-08: who posted in a period does not close it.
  static let closePeriod = Action(
    "billing-period.close", "Close", right: .approve, from: ["invoiced"], to: "closed", strength: .confirm,
    reads: { period in
      [
        Query("ledger_transactions").where(.atLeast("occurred_on", period["starts_on"]))
          .only("occurred_on", "posted_by"),
        Query("payments").where(.isEmpty("stay_id")).where(.state, among: ["received", "reconciled"])
          .where(.atLeast("received_on", period["starts_on"])).only("received_on"),
      ]
    },
    whyNot: { period, book in
      guard let end = period[.endsOn] else { return nil }
      let own = book.rows(0).contains { $0[.postedBy] == book.actor && ($0[.occurredOn] ?? end) <= end }
      if own { return .ownWork("posted in") }
      let open = book.rows(1).count { ($0[.receivedOn] ?? end) <= end }
      return open == 0 ? nil : Reason("\(open) receipts are still unidentified.")
    },
    changes: { period, book in [period.changed { $0[.closedBy] = book.actor }] })

  static let reopenPeriod = Action(
    "billing-period.reopen", "Open again", right: .approve, from: ["charged", "closed"], to: "open",
    asks: [.note(.reopenReason, "Why it is opened again", [.required])], strength: .confirm,
    changes: { period, book in
      [period.answered(book, "reopen_reason").changed { $0[.closedBy] = nil }]
    })
}
