import Records

/// The sums of an invoice, each line rounded by itself.
package struct InvoiceSum {
  /// Minor units.
  package let net: Int
  package let tax: Int

  package var total: Int { net + tax }

  package init(_ lines: [Record]) {
    net = lines.reduce(0) { $0 + ($1[.amount]?.minorUnits ?? 0) }
    tax = lines.reduce(0) { sum, line in
      sum + Proration.rounded((line[.amount]?.minorUnits ?? 0) * (line[.taxPercent] ?? 0), over: 100)
    }
  }

  static let reads: @Sendable (Record) -> [Query] = { invoice in
    invoice.id.map { [Query("invoice_lines").where(.invoiceID, is: $0).only("amount", "tax_percent")] } ?? []
  }

  /// The lines of an invoice, their charges and the allocations of these.
  static let payments: @Sendable (Record) -> [Query] = { invoice in
    guard let id = invoice.id else { return [] }
    let lines = Query("invoice_lines").where(.invoiceID, is: id)
    return [
      lines.only("amount", "tax_percent"),
      lines.following(.chargeID, to: "payment_allocations", matching: .chargeID),
    ]
  }

  static let paid: @Sendable (Record, Book) -> Value = { _, book in
    Money(minorUnits: Allocations.sum(book.rows(1))).value
  }
}

extension Rule {
  static let issuedInvoiceStands = Rule("an issued invoice is credited, not changed") { invoice, book in
    guard let former = book.former, former[.state] != "draft" else { return nil }
    let names = ["payer_id", "billing_period_id", "resident_id", "issued_on", "due_on", "purchase_order"]
    guard names.contains(where: { former[$0] != invoice[$0] }) else { return nil }
    return Violation("An issued invoice is not changed. Credit it and issue another.")
  }

  static let lineAddsUp = Rule("a line is its quantity at its price") { line, _ in
    guard let unit = line[.unitAmount], let amount = line[.amount],
      unit.minorUnits * (line[.quantityDays] ?? 1) != amount.minorUnits
    else { return nil }
    return Violation("The line does not add up.", field: "amount")
  }

  static let lineOfDraft = Rule("a line is written while its invoice is a draft") { line in
    line[.invoiceID].map { [Query("invoices").where(.equals("id", $0.value)).only("state")] } ?? []
  } check: { _, book in
    guard let invoice = book.rows(0).first, invoice[.state] != "draft" else { return nil }
    return Violation("An issued invoice is not changed. Credit it and issue another.", field: "invoice_id")
  }
}

extension Workflow {
  static let invoice = Workflow(
    states: ["draft", "issued", "settled", "credited", "void"], start: "draft", editable: ["draft"],
    [
      .issueInvoice, .settleInvoice, .creditInvoice,
      Action("invoice.void", "Void", right: .void, from: ["draft"], to: "void", asks: [.why]),
    ])
}

extension Action {
  static let issueInvoice = Action(
    "invoice.issue", "Issue", right: .sign, from: ["draft"], to: "issued", strength: .confirm,
    reads: { invoice in
      [
        Query("payers").where(.equals("id", invoice["payer_id"])),
        Query("invoice_lines").where(.invoiceID, is: invoice.id ?? .zero),
      ]
    },
    whyNot: { invoice, book in
      if book.rows(1).isEmpty { return Reason("Add at least one line first.") }
      guard let due = invoice[.dueOn], due < book.today else { return nil }
      return Reason("It would be due before it is issued. Change the day first.")
    },
    changes: { invoice, book in
      [
        invoice.changed {
          $0[.issuedOn] = book.today
          $0[.dueOn] = $0[.dueOn] ?? book.today.adding(days: book.rows(0).first?[.termsDays] ?? 14)
        }
      ]
    })

  static let sendInvoice = Action(
    "invoice.sent", "Sent", right: .export, from: ["issued"],
    whyNot: { invoice, _ in invoice[.sentAt] == nil ? nil : Reason("It is written down as sent.") },
    changes: { invoice, book in [invoice.changed { $0[.sentAt] = book.now }] })

  static let settleInvoice = Action(
    "invoice.settle", "Settled", right: .sign, from: ["issued"], to: "settled", reads: InvoiceSum.payments,
    whyNot: { _, book in
      let left = InvoiceSum(book.rows(0)).total - Allocations.sum(book.rows(1))
      return left <= 0 ? nil : Reason("\(Money(minorUnits: left)) of it is not paid yet.")
    })

  /// The charges stay as they are; a draft with the same lines takes the invoice's place.
  static let creditInvoice = Action(
    "invoice.credit", "Credit and write another", right: .void, from: ["issued"], to: "credited",
    asks: [.why],
    strength: .confirm,
    reads: { invoice in [Query("invoice_lines").where(.invoiceID, is: invoice.id ?? .zero)] },
    changes: { invoice, book in
      let id = book.newID()
      var next = Record(invoice.type)
      for name in ["payer_id", "billing_period_id", "resident_id", "purchase_order", "note"] {
        next[name] = invoice[name]
      }
      next.id = id
      let lines = book.rows(0).map { line in
        var copy = Record(.invoiceLines)
        for field in copy.type.stored { copy[field.name] = line[field.name] }
        copy[.invoiceID] = id
        return copy
      }
      return [next] + lines + [invoice.changed { $0[.creditedByID] = id }]
    })
}
