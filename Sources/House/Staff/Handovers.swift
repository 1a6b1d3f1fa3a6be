import Records

extension RecordType {
  /// What one shift tells the next.
  package static let handovers = RecordType(
    "handovers", "Handovers", one: "handover", area: "Staff", resource: "handovers",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(.fromShiftID, .houseID)
        .page("Shift"),
      .reference(.fromShiftID, "From shift", to: "shifts", [.required, .unique]),
      .reference(.toShiftID, "To shift", to: "shifts"),
      .choice(
        .state, "State", ["draft", "handed_over", "returned", "accepted"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .text(.headline, "Headline", [.listed, .sealed]).help(
        "The one thing the next shift must know."),
      .json(.autoSummary, "Counted by Lodge", [.sealed, .filledIn]),
      .note(.instructions, "Instructions", [.sealed]),
      .choice(
        .controlledDrugsOk, "Controlled drugs agree", ["yes", "no", "not_held=None held"]
      ).page("Counted"),
      .money(.cashAmount, "Cash in the house"),
      .flag(.keysOk, "All keys there"),
      .flag(.phoneOk, "Phone there and charged"),
      .note(.hazards, "Hazards", [.sealed]).page("Notes"),
      .note(.visitorsNote, "Visitors", [.sealed]),
      .reference(.outgoingBy, "Handed over by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .instant(.handedOverAt, "Handed over at", [.listed, .filledIn]),
      .reference(.incomingBy, "Accepted by", to: "memberships", [.listed, .filledIn]),
      .instant(.acceptedAt, "Accepted at", [.listed, .filledIn]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.anotherAccepts, .handoverWrittenInTime],
    workflow: .handover,
    actions: [.nobodyToHandTo],
    tags: .signed,
    namedBy: ["from_shift_id"],
    house: .field("house_id"),
    owners: ["outgoing_by", "incoming_by", "created_by"],
    order: "-handed_over_at",
    signs: [
      "house_id", "from_shift_id", "to_shift_id", "headline", "auto_summary", "instructions",
      "controlled_drugs_ok", "cash_amount", "keys_ok", "phone_ok", "hazards", "visitors_note", "outgoing_by",
    ],
    indexes: [["house_id", "handed_over_at"]])
}
