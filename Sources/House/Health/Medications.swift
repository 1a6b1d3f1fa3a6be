import Records

extension RecordType {
  /// One medicine a resident takes, how, when and with what help.
  package static let medications = RecordType(
    "medications", "Medicines", one: "medicine", area: "Health", resource: "medications",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Medicine"),
      .reference(.stayID, "Stay", to: "stays", [.required]).following(.residentID, .currentStayID),
      .text(.name, "Name", [.required, .listed, .sealed, .searchable]),
      .choice(.form, "Form", .open(name: "med_form"), [.required, .sealed]),
      .text(.strength, "Strength", [.required, .sealed]).help("As on the label: 500 mg, 5 mg in 5 ml."),
      .choice(.route, "Route", .medRoute, [.required, .sealed]).starting("oral"),
      .text(.dose, "Dose", [.required, .listed, .sealed]).help("How much at a time: one tablet, 10 ml."),
      .note(.instructions, "Instructions", [.sealed]),
      .choice(
        .schedule, "Schedule",
        [
          "times=At set times", "interval=Every so many hours", "weekly=On days of the week", "when_needed",
          "once", "tapering=Step by step less",
        ], [.required, .sealed]
      ).starting("times").page("When"),
      .list(.times, "Times", [.sealed]).timesOfDay().help(
        "Such as 0800, 2000, on the clock of the house."
      ).shown(when: {
        ["times", "weekly", "once", "tapering"].contains($0[.schedule] ?? "")
      }),
      .list(.weekdays, "Days of the week", of: .weekday).shown(when: { $0[.schedule] == "weekly" }),
      .integer(.intervalHours, "Every, hours", [.sealed], in: 1...2_160).shown(when: {
        $0[.schedule] == "interval"
      }),
      .note(.prnReason, "What it is for", [.sealed]).shown(when: { $0[.schedule] == "when_needed" }),
      .integer(.prnMaximumDaily, "Most in 24 hours, doses", [.sealed], in: 1...100).shown(when: {
        $0[.schedule] == "when_needed"
      }),
      .integer(.prnGapMinutes, "Least time between, minutes", [.sealed], in: 0...10_080).shown(when: {
        $0[.schedule] == "when_needed"
      }),
      .day(.startsOn, "From", [.required, .listed, .sealed]).starting(with: .today),
      .day(.endsOn, "To", [.listed, .sealed]),
      .flag(.isTimeCritical, "The time matters", [.sealed]).help("Late after 30 minutes instead of 60."),
      .choice(
        .support, "Help",
        [
          "self=Takes it alone", "prompt=Is reminded", "observe=Is watched", "administer=Is given it",
          "covert=Is given it hidden",
        ], [.required, .listed, .sealed]
      ).starting("administer").page("How"),
      .reference(.covertAuthorityDocumentID, "Decision to give it hidden", to: "documents").shown(when: {
        $0[.support] == "covert"
      }),
      .flag(.isControlled, "Controlled", [.listed, .sealed]).starting(false).help(
        "Kept in the controlled drug register of this house."),
      .flag(.isMat, "Medication-assisted treatment", [.sealed]).governed(by: "resident_sud"),
      .text(.stored, "Kept", [.sealed]),
      .integer(.reorderAtCount, "Order again at"),
      .text(.prescriber, "Prescriber", [.sealed]),
      .day(.prescribedOn, "Prescribed", [.sealed]).past(),
      .day(.reviewedOn, "Reviewed", [.indexed]).past(),
      .choice(
        .state, "State", ["active", "paused", "stopped", "entered_in_error=Entered in error"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("active"),
      .instant(.pausedAt, "Paused", [.filledIn]),
      .instant(.resumedAt, "Went on", [.filledIn]),
      .note(.stopReason, "Why stopped", [.sealed, .filledIn]),
      .reference(.checkedBy, "Checked by", to: "memberships", [.filledIn]),
      .integer(.stockCount, "In stock", [.listed]).derived(reads: Stock.queries, Stock.count),
    ],
    rules: [
      .medicineEndsAfterStart, .covertHasAuthority, .whenNeededIsBounded, .timesAreTimes,
      .medicineMeetsNoAllergy, .newDoseIsNewMedicine,
    ],
    workflow: .medication,
    actions: [
      .recordDose, .confirmMedicine, .sendMedicineBack, .receiveStock, .countControlled, .returnStock,
      .wasteStock, .destroyStock, .settleCount,
    ],
    namedBy: ["name"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("taken now", [.among("state", ["active", "paused"].map(Value.text))]),
    order: "reviewed_on",
    weighs: [
      "name", "strength", "form", "dose", "route", "schedule", "times", "starts_on", "ends_on",
      "prescriber",
    ],
    indexes: [["resident_id", "state"], ["state", "reviewed_on"]],
    tellingApart: ["resident_id"], foundBy: ["resident_id"],
    glances: [.lastReconciliation(by: .medicationID, saying: .found)],
    consequences: [.medicineIsCheckedBySecond], announceReads: Announcing.readsOfStay,
    announces: Announcing.medicineMade)
}
