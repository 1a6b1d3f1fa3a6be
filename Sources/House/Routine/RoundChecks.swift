import Records

extension RecordType {
  /// One person on one round.
  package static let roundChecks = RecordType(
    "round_checks", "Round checks", one: "round check", area: "Routine", resource: "presence",
    fields: [
      .reference(.roundID, "Round", to: "rounds", [.required, .listed, .fixed]),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed, .fixed]).following(
        .residentID, .currentStayID),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .choice(
        .status, "Status",
        [
          "present", "asleep_seen=Asleep, seen breathing", "signed_out", "on_pass=On leave", "hospital",
          "not_found", "declined_entry=Asked us not to come in", "entered_in_error=Written by mistake",
        ], [.required, .listed, .sealed]),
      .instant(.checkedAt, "Checked at", [.required, .listed]).past().starting(with: .now).help(
        "When they were seen, not when it was typed."),
      .flag(.isEnteredLater, "Entered later", [.listed]).derived(
        from: ["checked_at"], RoundLine.isEnteredLater),
      .text(.activity, "What they were doing", [.sealed]).shown(when: { $0[.status] == "present" }),
      .flag(.concern, "Concern", [.listed]).starting(false),
      .note(.note, "Note", [.sealed]),
      .reference(.correctsID, "Corrects", to: "round_checks"),
      .flag(.isCorrected, "Corrected by another line").derived(reads: RoundLine.correction) { _, book in
        .flag(!book.rows(0).isEmpty)
      },
    ],
    rules: [
      .checkedInThePast, .checkedOnTheRound, .presentIsSaidHow, .absentIsExplained, .correctionKeepsTime,
    ],
    uniques: [
      Unique(
        ["round_id", "stay_id"], when: [.isEmpty("corrects_id")],
        "They have a line on this round already. Add one that corrects it.")
    ],
    tags: .appendOnly,
    house: .through("round_id", type: "rounds"),
    owners: ["created_by"],
    order: "-checked_at",
    indexes: [["checked_at"], ["resident_id", "checked_at"]],
    foundBy: ["resident_id"],
    announceReads: Announcing.readsOfRoundCheck, announces: Announcing.roundCheckMade)
}
