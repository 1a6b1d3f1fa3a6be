import Records

extension RecordType {
  /// One line of an invoice.
  package static let invoiceLines = RecordType(
    "invoice_lines", "Invoice lines", one: "invoice line", area: "Money", resource: "invoices",
    fields: [
      .reference(.invoiceID, "Invoice", to: "invoices", [.required, .listed]),
      .integer(.position, "Position", [.required], in: 1...1000).starting(1),
      .reference(.chargeID, "Charge", to: "charges"),
      .text(.details, "Details", [.required, .listed, .sealed]),
      .integer(.quantityDays, "Quantity", in: 1...3660).help("Days or pieces; empty for one."),
      .money(.unitAmount, "A unit", [.required]),
      .money(.amount, "Amount", [.required, .listed]),
      .integer(.taxPercent, "Tax, percent", in: 0...100).starting(0),
    ],
    rules: [.lineAddsUp, .lineOfDraft],
    namedBy: ["position"],
    house: .through("invoice_id", type: "invoices"),
    owners: ["created_by"],
    order: "position",
    indexes: [["invoice_id", "position"]])
}
