import Records

extension RecordType {
  /// One drug or alcohol test: what the house read and what the laboratory found are two facts.
  package static let drugTests = RecordType(
    "drug_tests", "Drug and alcohol tests", one: "test", area: "Health", resource: "drug_screens",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Sample"),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).following(.residentID, .currentStayID),
      .choice(
        .state, "State",
        [
          "collected", "resulted=Read", "refused", "confirmation_offered", "sent_to_lab=At the laboratory",
          "lab_returned=Back from the laboratory", "closed", "void",
        ], [.required, .listed, .indexed, .filledIn]
      ).starting("collected"),
      .choice(
        .testReason, "Why",
        [
          "random", "for_cause", "admission", "return_from_pass=Back from leave", "scheduled",
          "post_incident=After an incident", "court",
        ], [.required, .listed, .sealed]),
      .choice(
        .method, "Method", ["urine", "oral_fluid", "breath", "hair", "sweat_patch"],
        [.required, .listed, .sealed]),
      .instant(.collectedAt, "Collected at", [.required, .listed, .indexed]).past().starting(with: .now),
      .reference(.collectedBy, "Collected by", to: "memberships", [.required, .listed]).starting(
        with: .actor),
      .reference(.witnessID, "Witness", to: "memberships").help("Empty where nobody watched."),
      .text(.specimenNumber, "Specimen number", [.sealed, .unique]),
      .flag(.temperatureOK, "Temperature is right", [.sealed]),
      .note(.residentAccount, "In their own words", [.sealed]),
      .choice(
        .result, "Result",
        ["pending", "negative", "positive", "dilute", "invalid", "adulterated", "refusal"],
        [.required, .listed, .sealed, .filledIn]
      ).starting("pending").page("Result"),
      .list(.substances, "Substances", of: .open(name: "substance"), [.sealed, .filledIn]),
      .integer(.breathValue, "Breath, micrograms in 100 ml", [.sealed, .filledIn], in: 0...1000),
      .flag(.prescribedMatch, "Explained by a medicine", [.sealed, .filledIn]),
      .choice(
        .confirmation, "Confirmation",
        ["not_offered", "pending_decision=Waits for the resident", "declined", "requested", "returned"],
        [.required, .sealed, .filledIn]
      ).starting("not_offered"),
      .text(.labName, "Laboratory", [.sealed, .filledIn]),
      .choice(
        .labResult, "Laboratory result", ["none", "confirmed", "not_confirmed", "inconclusive"],
        [.sealed, .filledIn]
      ).starting("none"),
      .day(.labReturnedOn, "Back from the laboratory", [.sealed, .filledIn]),
      .reference(.labFeeChargeID, "Laboratory fee", to: "charges", [.filledIn]),
      .json(.randomDraw, "Draw", [.sealed, .filledIn]),
      .note(.note, "Note", [.sealed]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [
      .collectedInThePast, .substancesGoWithPositive, .specimenIsNumbered, .houseResultStands,
    ],
    workflow: .drugTest,
    actions: [.approveTestResult],
    tags: .signed,
    prefix: "SCR",
    namedBy: ["reference"],
    house: .through("stay_id", type: "stays"),
    owners: ["collected_by", "created_by"],
    filter: UsualFilter(
      "not closed",
      [
        .among(
          "state",
          ["collected", "resulted", "refused", "confirmation_offered", "sent_to_lab", "lab_returned"].map(
            Value.text))
      ]),
    order: "-collected_at",
    weighs: ["test_reason", "method", "collected_at", "substances", "prescribed_match"],
    signs: [
      "resident_id", "stay_id", "test_reason", "method", "collected_at", "collected_by", "witness_id",
      "specimen_number", "result", "substances", "breath_value",
    ],
    indexes: [["resident_id", "collected_at"], ["stay_id", "collected_at"], ["state", "collected_at"]],
    foundBy: ["resident_id"])
}
