import Records

extension RecordType {
  /// One line of the register of one controlled drug, with the balance after it.
  package static let controlledDrugBalances = RecordType(
    "controlled_drug_balances", "Controlled drug register", one: "register line", area: "Health",
    resource: "controlled_drugs",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed, .fixed]),
      .reference(.medicationID, "Medicine", to: "medications", [.required, .listed, .fixed]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]).following(
        .medicationID, .residentID),
      .integer(.pageNumber, "Page", [.required, .filledIn], in: Register.pageNumbers),
      .integer(.lineNumber, "Line", [.required, .listed, .filledIn], in: Register.lineNumbers),
      .text(.registerPlace, "Stands on").derived(from: ["page_number", "line_number"], Register.placeWords),
      .instant(.happenedAt, "Happened", [.required, .listed, .indexed]).past().starting(with: .now),
      .choice(
        .kind, "Kind",
        ["received", "given", "wasted", "returned", "destroyed", "count=Counted", "correction"],
        [.required, .listed, .indexed]
      ).writtenByActs("correction"),
      .integer(.quantityIn, "In", [.sealed], in: 0...Quantity.most).inThousandths().help(
        "As counted, in tablets or millilitres: 28, or 2.5."),
      .integer(.quantityOut, "Out", [.sealed], in: 0...Quantity.most).inThousandths(),
      .integer(.expectedCount, "Expected", [.required, .sealed, .filledIn], in: 0...Quantity.most)
        .inThousandths().shown(when: Register.isCounted),
      .integer(.counted, "Found", [.required, .sealed], in: 0...Quantity.most).inThousandths()
        .shown(when: Register.isCounted),
      .integer(.balanceAfter, "Balance", [.required, .listed, .sealed, .filledIn], in: 0...Quantity.most)
        .inThousandths(),
      .text(.leftThen, "Left then").derived(from: ["kind", "balance_after"], Register.leftWords),
      .reference(.firstBy, "Signed first by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .reference(.secondBy, "Second person", to: "memberships", [.listed]).offering(.drugWitnesses).help(
        "They are asked, and sign with their own password."),
      .choice(
        .secondSignature, "Second signature",
        [
          "given", "waiting=Waiting for the second signature", "none=Single signature",
          "unsigned=Not signed by the second person",
        ], [.listed]
      ).derived(from: ["second_by"], reads: SecondSignature.rounds, SecondSignature.value),
      .choice(
        .firstSignature, "First signature",
        [
          "given=Signed by who gave it", "waiting=Written by another: waits for who gave it",
          "unsigned=Written by another: not signed by who gave it",
        ]
      ).derived(from: ["first_by"], reads: SecondSignature.rounds, SecondSignature.first),
      .text(.writtenDown, "Written down").derived(
        from: ["medication_id"], reads: Doses.medicine, Doses.writtenDown),
      .text(.supplier, "Supplier", [.sealed]),
      .note(.note, "Note", [.sealed]),
      .reference(.medicationEventID, "Medicine event", to: "medication_events", [.filledIn]).telling(),
      .text(.saidOfDose, "Said of the dose").derived(
        from: ["medication_event_id"], reads: Register.dose, Register.doseNote),
      .reference(.correctsID, "Corrects", to: "controlled_drug_balances", [.filledIn]).telling(),
      .flag(.isEnteredLater, "Entered later").derived(from: ["happened_at"], Doses.isEnteredLater),
    ],
    rules: [
      .registerHasTwoSigners, .firstSignsForThemselves, .eventIsPast, .happenedInTheirTime,
      .registerLineMoves, .correctionSaysOfWhat,
      .destructionSaysHow, .destructionIsOfHouse, .registerNamesSigners, .registerAddsUp, .countAgrees,
    ],
    actions: [.signSecond, .sendLineBack, .closeSignature],
    uniques: [
      Unique(
        ["medication_id", "page_number", "line_number"],
        "Somebody has just written that line. Write the next one.")
    ],
    tags: .appendOnly,
    namedBy: ["kind", "medication_id", "happened_at"],
    house: .field("house_id"),
    owners: ["first_by", "second_by"],
    order: "-happened_at",
    // Of a count the second says what they found themselves, so that what the first found is not shown before.
    weighs: [
      "written_down", "kind", "quantity_in", "quantity_out", "left_then", "happened_at", "first_by",
      "second_by", "supplier", "said_of_dose",
    ],
    indexes: [["house_id", "happened_at"], ["medication_id", "happened_at"]],
    glances: [.askedBy("custom")],
    consequences: [
      .lineFollowsTheLast, .discrepancyIsReported, .secondPersonIsAsked, .reportSaysCountWasSettled,
    ],
    announces: SecondSignature.asked)
}
