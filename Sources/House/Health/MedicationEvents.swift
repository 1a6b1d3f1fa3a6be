import Records

extension RecordType {
  /// One dose given or not, or a movement of stock.
  package static let medicationEvents = RecordType(
    "medication_events", "Medicine events", one: "medicine event", area: "Health",
    resource: "medication_events",
    fields: [
      .reference(.medicationID, "Medicine", to: "medications", [.required, .listed, .fixed]).page("What"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]).following(
        .medicationID, .residentID),
      .choice(
        .kind, "Kind",
        [
          "dose", "stock_in=Received", "stock_return=Returned", "stock_waste=Wasted", "stock_count=Counted",
          "reconciled",
        ], [.required, .listed, .indexed]
      ).starting("dose").writtenByActs(Reconciliation.kind),
      .choice(.found, "What was found", Reconciliation.findings, [.sealed]).shown(
        when: Reconciliation.isOne),
      .choice(.occasion, "Occasion", Reconciliation.occasions, [.sealed]).shown(when: Reconciliation.isOne),
      .choice(.status, "Status", Doses.statuses, [.listed, .sealed]).shown(when: { $0[.kind] == "dose" }),
      .instant(.dueAt, "Due", [.listed, .indexed]).shown(when: { $0[.kind] == "dose" }).help(
        "Empty for a when-needed dose."),
      .instant(.happenedAt, "Happened", [.required, .listed, .indexed]).past().starting(with: .now),
      .text(.quantity, "How much", [.sealed]),
      .reference(.givenBy, "Given by", to: "memberships", [.required, .listed]).starting(with: .actor)
        .offering(.drugWitnesses),
      .reference(.witnessID, "Witness", to: "memberships").offering(.drugWitnesses),
      .choice(.reasonCode, "Ground", Doses.reasons, [.sealed]).shown(when: { $0[.kind] == "dose" }).page(
        "More"),
      .note(.effect, "Effect", [.sealed]).help("What a when-needed dose did."),
      .note(.note, "Note", [.sealed]),
      .reference(.correctsID, "Corrects", to: "medication_events"),
      .reference(.reconciledWithID, "Reconciled with", to: "medication_events", [.filledIn]),
      .choice(.against, "Given against", Doses.guards, [.listed, .sealed]).shown(when: { $0[.kind] == "dose" }
      )
      .help(
        "Found from the records, and the worst of it said here; what has happened is written down all the same."
      ),
      .text(.writtenDown, "Written down").derived(
        from: ["medication_id"], reads: Doses.medicine, Doses.writtenDown),
      .flag(.isSingleSignature, "Single signature", [.listed]).derived(
        from: ["kind", "status", "given_by", "witness_id", "medication_id", "reconciled_with_id"],
        reads: Doses.signatures, Doses.isSingleSignature),
      .choice(
        .secondSignature, "Second signature",
        [
          "given=Signed by two", "waiting=Waiting for the second signature", "none=Single signature",
          "unsigned=Not signed by the second person",
        ]
      ).derived(
        from: ["kind", "given_by", "witness_id", "reconciled_with_id"], reads: Reconciliation.rounds,
        Reconciliation.signature
      ).shown(when: Reconciliation.isOne),
      .reference(.enteredBy, "Entered by", to: "memberships").derived(from: ["given_by"], Doses.enteredBy),
      .flag(.isEnteredLater, "Entered later", [.listed]).derived(
        from: ["happened_at"], Doses.isEnteredLater),
      .choice(.timing, "Timing", ["early", "on_time", "late"], [.listed]).derived(
        from: ["kind", "due_at", "happened_at", "medication_id"], reads: Doses.medicine, Doses.timing),
    ],
    rules: [
      .eventIsPast, .happenedInTheirTime, .eventNamesItsResident, .doseHasStatus, .doseIsNotAhead,
      .destroyedDoseSaysHow, .stockHasQuantity,
      .registerHasControlledStock, .controlledDoseIsCounted, .controlledDoseIsInStock, .controlledHasWitness,
      .doseIsWithinItsDays, .doseIsOfNoPausedMedicine, .doseIsDueByPlan, .whenNeededDoseWaits,
      .doseMeetsNoAllergy, .giverIsCompetent,
      .substitutionIsNotLapsed, .doseNotGivenHasReason, .wordHasName, .correctionHasReason,
      .correctionIsOfSameMedicine,
      .medicineNamesSigners, .reconciledIsFound, .reconcilerSignsForThemselves, .reconciliationHasTwo,
    ],
    actions: [.signReconciliation, .sendReconciliationBack],
    uniques: [
      Unique(
        ["medication_id", "due_at"], when: [.isPresent("due_at"), .isEmpty("corrects_id")],
        "That dose is written down already. Add a line that corrects it; of a second dose leave “Due” empty."),
      Unique(
        ["corrects_id"], when: [.isPresent("corrects_id")],
        "Somebody wrote another line for this dose meanwhile. Look at it again."),
    ],
    tags: .appendOnly,
    namedBy: ["kind", "happened_at"],
    house: .resident("resident_id"),
    owners: ["given_by", "created_by"],
    order: "-happened_at",
    weighs: [
      "written_down", "occasion", "found", "status", "quantity", "happened_at", "given_by", "witness_id",
      "against",
    ],
    indexes: [
      ["medication_id", "happened_at"], ["medication_id", "kind", "happened_at"],
      ["resident_id", "happened_at"], ["resident_id", "kind", "happened_at"], ["resident_id", "due_at"],
    ],
    glances: [.reconciledWith, .askedBy("custom")],
    consequences: [
      .takenBackIsFollowed, .controlledDoseIsRegistered, .doseOpensIncident, .reportSaysDoseWasCorrected,
      .refusalsAreFollowedUp, .reconciliationIsFollowedUp,
    ],
    announceReads: Announcing.readsOfDose, announces: Announcing.doseMade)
}
