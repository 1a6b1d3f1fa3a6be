import Records

extension RecordType {
  /// An order that a resident lives under, with what it asks of the house.
  package static let legalOrders = RecordType(
    "legal_orders", "Legal orders and restrictions", one: "legal order", area: "Residents",
    resource: "resident_identity",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Order"),
      .choice(
        .state, "State",
        ["applied_for", "in_force", "refused", "discharged=Lifted", "replaced"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("applied_for"),
      .choice(
        .kind, "Kind",
        [
          "dols_standard=Deprivation of liberty, standard", "dols_urgent=Deprivation of liberty, urgent",
          "court_of_protection", "guardianship", "community_treatment=Community treatment order",
          "section_17_leave=Section 17 leave", "bail", "licence", "probation",
          "restraining=Restraining order", "injunction", "care_order", "supervision_order", "other",
        ], [.required, .listed, .sealed]),
      .text(.issuingBody, "Made by", [.sealed]),
      .text(.caseReference, "Case number", [.sealed]),
      .day(.startsOn, "From"),
      .day(.endsOn, "To", [.listed, .indexed]),
      .day(.reviewOn, "Review by", [.listed, .indexed]).future(),
      .note(.conditions, "Conditions", [.required, .sealed]).page("What it asks"),
      .note(.shiftInstruction, "What the shift must do", [.sealed]).help("Without the reason for it."),
      .reference(.documentID, "Document", to: "documents"),
      .flag(.isLapsed, "Lapsed", [.listed]).derived(from: ["ends_on", "state"]) { order, book in
        .flag(order[.state] == "in_force" && (order[.endsOn].map { $0 < book.today } ?? false))
      },
    ],
    rules: [.periodOfDays, .orderInForceHasStart],
    workflow: .legalOrder,
    prefix: "ORD",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter(
      "applied for and in force", [.among("state", [.text("applied_for"), .text("in_force")])]),
    order: "ends_on",
    indexes: [["resident_id", "state"]])
}

extension Rule {
  static let orderInForceHasStart = Rule("an order in force has begun") { order, _ in
    guard order[.state] == "in_force", order[.startsOn] == nil else { return nil }
    return Violation("Enter the day the order began.", field: "starts_on")
  }
}

extension Workflow {
  static let legalOrder = Workflow(
    states: ["applied_for", "in_force", "refused", "discharged", "replaced"], start: "applied_for",
    editable: ["applied_for", "in_force"],
    [
      .orderInForce,
      Action("order.refuse", "Refused", right: .update, from: ["applied_for"], to: "refused"),
      Action(
        "order.discharge", "Lifted", right: .update, from: ["in_force"], to: "discharged", asks: [.why],
        changes: { order, book in
          [order.changed { $0[.endsOn] = $0[.endsOn].map { min($0, book.today) } ?? book.today }]
        }),
      Action("order.replace", "Replaced", right: .update, from: ["in_force"], to: "replaced", asks: [.why]),
    ])
}

extension Action {
  static let orderInForce = Action(
    "order.in-force", "In force", right: .update, from: ["applied_for"], to: "in_force",
    asks: [
      .day(.startsOn, "From", [.required]).startingFromRecord(),
      .day(.endsOn, "To").startingFromRecord(),
      .note(.reason, "Reason, where there is no document yet"),
    ],
    whyNot: { order, book in
      guard book.isAnswered, order[.documentID] == nil, (book[.reason] ?? "").isEmpty else { return nil }
      return Reason("Add the document, or say why there is none.")
    },
    changes: { order, book in [order.answered(book, "starts_on", "ends_on")] },
    notices: { _, _ in
      [Notice("incident", "is in force", to: [.role(.safeguarding, house: nil)])]
    })
}
