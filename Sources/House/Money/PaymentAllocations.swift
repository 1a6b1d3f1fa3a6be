import Records

extension RecordType {
  /// Which payment pays which charge; one that names another takes it back.
  package static let paymentAllocations = RecordType(
    "payment_allocations", "Allocations", one: "allocation", area: "Money", resource: "payments",
    fields: [
      .reference(.paymentID, "Payment", to: "payments", [.required, .listed, .fixed]),
      .reference(.chargeID, "Charge", to: "charges", [.required, .listed, .fixed]),
      .money(.amount, "Amount", [.required, .listed]),
      .day(.allocatedOn, "Allocated on", [.required, .listed]).filled(with: .today),
      .reference(.reversesID, "Reverses", to: "payment_allocations", [.filledIn]),
    ],
    rules: [.allocationIsSomething, .allocationWithinBoth],
    tags: .appendOnly,
    namedBy: ["payment_id", "charge_id"],
    house: .through("payment_id", type: "payments"),
    owners: ["created_by"])
}
