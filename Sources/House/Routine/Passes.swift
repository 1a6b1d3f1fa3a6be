import Records

extension RecordType {
  /// Leave over one or more nights.
  package static let passes = RecordType(
    "passes", "Leave passes", one: "pass", area: "Routine", resource: "leave_passes",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Leave"),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).following(.residentID, .currentStayID),
      .choice(
        .state, "State",
        [
          "requested", "cover_agreed", "manager_ok=Manager agreed", "approved", "out", "returned=Back",
          "rejected", "cancelled", "absconded=Did not come back",
        ], [.required, .listed, .indexed, .filledIn]
      ).starting("requested"),
      .instant(.leavesAt, "Leaves", [.required, .listed, .indexed]).future(),
      .instant(.returnsAt, "Comes back", [.required, .listed, .indexed]).due(in: ["out"]).future(),
      .choice(
        .kind, "Kind",
        ["home", "family", "work", "medical", "court", "funeral", "holiday", "treatment", "other"],
        [.required, .listed]),
      .note(.purposeNote, "Purpose", [.required, .sealed]),
      .text(.destination, "Destination", [.required, .listed, .sealed]),
      .reference(.addressID, "Address", to: "addresses").erasedWithResident(),
      .text(.companion, "With", [.sealed]),
      .text(.contactPhone, "Contact phone", [.sealed]),
      .choice(.transport, "Transport", .transport),
      .note(.riskConsidered, "Risks considered", [.required, .sealed]).page("Arranged"),
      .note(.medicinesToTake, "Medicines to take", [.sealed]),
      .reference(.choreCoverID, "Who does their chores", to: "residents"),
      .flag(.bedHeld, "Bed is held").starting(true),
      .reference(.approvedBy, "Approved by", to: "memberships", [.filledIn]),
      .choice(.rejectedStep, "Rejected at", PassSteps.choices, [.filledIn]),
      .note(.rejectedReason, "Why rejected", [.sealed, .filledIn]),
      .instant(.leftAt, "Left", [.filledIn]),
      .instant(.returnedAt, "Back at", [.listed, .filledIn]).past(),
      .reference(.returnTestID, "Test on return", to: "drug_tests", [.filledIn]),
      .flag(.bagChecked, "Bag was looked at", [.filledIn]),
      .integer(.benefitAbsenceDays, "Days away").derived(
        from: ["leaves_at", "returns_at", "left_at", "returned_at"]
      ) { pass, book in PassDays.value(of: pass, in: book.zone) },
      .flag(.isOverdue, "Overdue", [.listed]).derived(from: ["state", "returns_at"]) { pass, book in
        PassDays.isLate(pass, book)
      },
    ],
    rules: [.passEndsAfterStart, .phaseAllowsPass, .passSkipsNoAllowance, .absenceWithinLimit],
    workflow: .pass,
    actions: [.extendPass],
    prefix: "PAS",
    namedBy: ["reference"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter(
      "asked for, to come and out",
      [
        .among(
          "state",
          ["requested", "cover_agreed", "manager_ok", "approved", "out", "absconded"].map(Value.text))
      ]),
    order: "-leaves_at",
    weighs: ["kind", "leaves_at", "returns_at", "destination", "companion"],
    indexes: [["stay_id", "state"], ["resident_id", "state"], ["state", "leaves_at"]],
    foundBy: ["resident_id"],
    announceReads: Announcing.readsOfPass, announces: Announcing.passMade)
}
