import Records

extension RecordType {
  /// A bill to a payer.
  package static let invoices = RecordType(
    "invoices", "Invoices", one: "invoice", area: "Money", resource: "invoices",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.payerID, "Payer", to: "payers", [.required, .listed]).page("Invoice"),
      .reference(.billingPeriodID, "Billing period", to: "billing_periods", [.listed]),
      .reference(.residentID, "Resident", to: "residents"),
      .choice(
        .state, "State", ["draft", "issued", "settled", "credited", "void"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .day(.issuedOn, "Issued on", [.listed, .indexed, .filledIn]),
      .day(.dueOn, "Due", [.listed, .indexed]).due(in: ["issued"]).future().help(
        "Empty for the payer's days to pay."),
      .text(.purchaseOrder, "Purchase order").following(.payerID, .purchaseOrder).erasedWithResident(),
      .money(.netAmount, "Before tax", [.listed]).derived(reads: InvoiceSum.reads) { _, book in
        Money(minorUnits: InvoiceSum(book.rows(0)).net).value
      },
      .money(.taxAmount, "Tax", [.listed]).derived(reads: InvoiceSum.reads) { _, book in
        Money(minorUnits: InvoiceSum(book.rows(0)).tax).value
      },
      .money(.totalAmount, "Total", [.listed]).derived(reads: InvoiceSum.reads) { _, book in
        Money(minorUnits: InvoiceSum(book.rows(0)).total).value
      },
      .money(.paidAmount, "Paid", [.listed]).derived(reads: InvoiceSum.payments, InvoiceSum.paid),
      .flag(.isOverdue, "Overdue", [.listed]).derived(from: ["state", "due_on"]) { invoice, book in
        .flag(invoice[.state] == "issued" && invoice[.dueOn].map { $0 < book.today } ?? false)
      },
      .reference(.documentID, "Document", to: "documents", [.filledIn]).page("Sent"),
      .instant(.sentAt, "Sent at", [.filledIn]),
      .reference(.creditedByID, "Replaced by", to: "invoices", [.filledIn]),
      .note(.note, "Note", [.sealed]),
    ],
    rules: [.issuedInvoiceStands],
    workflow: .invoice,
    actions: [.sendInvoice],
    prefix: "INV",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("draft and issued", [.among("state", [.text("draft"), .text("issued")])]),
    order: "-issued_on",
    indexes: [["payer_id", "state"], ["state", "due_on"]])
}
