import Records

extension RecordType {
  /// What the house keeps for a resident.
  package static let valuables = RecordType(
    "valuables", "Valuables and money held", one: "valuable", area: "Residents", resource: "valuables",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("What"),
      .reference(.stayID, "Stay", to: "stays").following(.residentID, .currentStayID),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(
        .residentID, .currentHouseID),
      .choice(
        .kind, "Kind",
        [
          "cash", "card", "document", "jewellery", "phone", "keys", "medicines", "electronics", "clothing",
          "other",
        ], [.required, .listed]),
      .note(.description, "Description", [.required, .sealed]),
      .money(.amount, "Amount", [.listed, .sealed]).shown(when: { $0[.kind] == "cash" }),
      .choice(
        .state, "State",
        ["held", "returned", "transferred=Passed on", "disposed=Disposed of", "missing"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("held"),
      .instant(.receivedAt, "Received at", [.required, .listed]).past().starting(with: .now).page("Taken in"),
      .reference(.receivedBy, "Received by", to: "memberships", [.required]).starting(with: .actor),
      .reference(.witnessID, "Witness", to: "memberships", [.required]).offering(.valuablesWitnesses),
      .text(.storagePlace, "Kept in", [.required]).help("Safe, cabinet, drawer."),
      .text(.receiptNumber, "Receipt number", [.required, .listed, .unique]),
      .instant(.returnedAt, "Back at", [.filledIn]).past(),
      .reference(.returnedBy, "Returned by", to: "memberships", [.filledIn]),
      .reference(.residentSignatureID, "Resident’s signature", to: "signatures"),
    ],
    rules: [.valuableIsWitnessed, .cashHasAmount],
    workflow: .valuable,
    namedBy: ["receipt_number"],
    house: .field("house_id"),
    owners: ["received_by", "created_by"],
    filter: UsualFilter("held and missing", [.among("state", [.text("held"), .text("missing")])]),
    order: "-received_at",
    indexes: [["received_at"], ["house_id", "state"], ["resident_id", "state"]])
}

extension Rule {
  static let valuableIsWitnessed = Rule("a second person sees what is taken in") { valuable, _ in
    guard let witness = valuable[.witnessID], witness == valuable[.receivedBy] else { return nil }
    return Violation("A second person must witness what is taken in.", field: "witness_id")
  }

  static let cashHasAmount = Rule("money held has its amount") { valuable, _ in
    guard valuable[.kind] == "cash", valuable[.amount] == nil else { return nil }
    return Violation("Enter the amount of money.", field: "amount")
  }
}

extension Workflow {
  static let valuable = Workflow(
    states: ["held", "returned", "transferred", "disposed", "missing"], start: "held", editable: ["held"],
    [
      given("valuable.return", "Give back", .sign, to: "returned"),
      given("valuable.transfer", "Pass on", .sign, to: "transferred"),
      given("valuable.dispose", "Dispose of", .approve, to: "disposed"),
      .reportValuableMissing,
      Action("valuable.found", "Found again", right: .create, from: ["missing"], to: "held", asks: [.why]),
    ])

  /// What leaves the house's keeping, with whom it went.
  private static func given(_ id: String, _ title: String, _ right: Right, to state: String) -> Action {
    Action(
      id, title, right: right, from: ["held"], to: state, asks: [.why], strength: .confirm,
      changes: { valuable, book in
        [
          valuable.changed {
            $0[.returnedAt] = book.now
            $0[.returnedBy] = book.actor
          }
        ]
      })
  }
}

extension Action {
  /// The report of what is missing begins as a draft of who noticed it.
  static let reportValuableMissing = Action(
    "valuable.missing", "Report missing", right: .create, from: ["held"], to: "missing",
    asks: [.note(.narrative, "What happened", [.required])],
    changes: { valuable, book in
      let report = Record(.incidents).changed {
        $0[.kind] = "theft"
        $0[.severity] = 2
        $0[.occurredAt] = book.now
        $0[.isTimeEstimated] = true
        $0[.narrative] = book[.narrative]
        $0[.residentID] = valuable[.residentID]
        $0[.stayID] = valuable[.stayID]
        $0[.houseID] = valuable[.houseID]
        $0[.placeKind] = "unknown"
        $0[.discoveredAt] = book.now
        $0[.reportedBy] = book.actor
      }
      return [valuable, report]
    },
    notices: { valuable, _ in
      [
        Notice(
          "incident", "is missing", to: [.role(.leader, house: valuable[.houseID])], priority: "high",
          needsAction: true)
      ]
    })
}
