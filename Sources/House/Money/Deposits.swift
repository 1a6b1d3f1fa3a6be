import Records

extension RecordType {
  /// Money held against damage or arrears, and what became of it.
  package static let deposits = RecordType(
    "deposits", "Deposits", one: "deposit", area: "Money", resource: "money_out",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed, .fixed]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]).following(
        .stayID, .residentID),
      .choice(
        .state, "State", ["due", "held", "part_released", "released", "kept", "waived"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("due"),
      .money(.amount, "Amount", [.required, .listed, .fixed]),
      .choice(
        .scheme, "Protected by", ["custodial=Custodial scheme", "insured=Insured scheme", "not_required"],
        [.required]
      )
      .starting("not_required"),
      .text(.schemeReference, "Scheme reference", [.sealed]),
      .day(.receivedOn, "Received on", [.filledIn]),
      .day(.schemeDueOn, "To be protected by", [.indexed, .filledIn]),
      .money(.releasedAmount, "Given back", [.filledIn]),
      .money(.keptAmount, "Kept", [.filledIn]),
      .note(.keptReason, "Why it is kept", [.sealed, .filledIn]),
      .reference(.approvedBy, "Approved by", to: "memberships", [.filledIn]),
      .reference(.ledgerTransactionID, "Posting", to: "ledger_transactions", [.filledIn]),
      .money(.remainingAmount, "Left of it afterwards").derived(
        from: ["amount", "released_amount", "kept_amount"], reads: GivenBack.ofDeposit
      ) { deposit, book in
        Money(minorUnits: GivenBack.left(of: deposit, book.rows(0))).value
      },
    ],
    rules: [.depositNotExceeded, .releaseApprovedByAnother],
    workflow: .deposit,
    actions: [.requestRelease, .refuseRelease],
    prefix: "DEP",
    namedBy: ["reference"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter("due and held", [.among("state", ["due", "held", "part_released"].map(Value.text))]),
    order: "-reference",
    weighs: ["amount", "released_amount", "kept_amount", "remaining_amount"],
    tellingApart: ["resident_id", "amount"], foundBy: ["resident_id"])
}
