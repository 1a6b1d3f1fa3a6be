import Records

extension RecordType {
  /// How a payer pays; no card number is ever kept.
  package static let paymentMethods = RecordType(
    "payment_methods", "Payment methods", one: "payment method", area: "Money", resource: "payments",
    fields: [
      .reference(.payerID, "Payer", to: "payers", [.required, .listed]),
      .reference(.residentID, "Resident", to: "residents").following(.payerID, .residentID),
      .choice(.kind, "Kind", .open(name: "payment_channel"), [.required, .listed]),
      .text(.label, "Label", [.required, .listed, .sealed]),
      .text(.bankName, "Bank", [.sealed]),
      .text(.accountLastFour, "Last four digits", [.sealed]),
      .text(.mandateReference, "Mandate reference", [.sealed]),
      .day(.startsOn, "From"),
      .day(.endsOn, "To"),
      .flag(.isDefault, "The usual one").starting(false),
    ],
    rules: [.periodOfDays, .lastFourDigitsOnly],
    uniques: [
      Unique(
        ["payer_id"], when: [.equals("is_default", .flag(true))], "This payer already has a usual way to pay."
      )
    ],
    namedBy: ["label"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    order: "-starts_on",
    tellingApart: ["kind", "payer_id"])
}
