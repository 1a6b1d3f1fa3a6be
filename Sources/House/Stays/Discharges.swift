import Records

extension RecordType {
  /// The end of a stay: why, where to, and what was given back.
  package static let discharges = RecordType(
    "discharges", "Discharges", one: "discharge", area: "Stays", resource: "stays",
    fields: [
      .choice(
        .state, "State", ["draft", "awaiting_approval", "approved", "completed", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed, .unique, .fixed]).page("Leaving"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]).following(
        .stayID, .residentID),
      .choice(
        .kind, "Kind",
        [
          "planned", "evicted", "abandoned=Left without notice", "transfer", "hospital", "custody",
          "against_advice", "deceased=Died", "service_closed",
        ], [.required, .listed]),
      .choice(.exitReason, "Why", .open(name: "exit_reason"), [.required, .listed]).speaking(
        of: "safeguarding_concerns", by: "safeguarding"),
      .choice(.exitDestination, "Where to", .open(name: "exit_destination"), [.required, .listed]),
      .instant(.leftAt, "Left", [.required, .listed]).starting(with: .now),
      .day(.noticeGivenOn, "Notice given on").past(),
      .choice(.noticeGiver, "Notice given by", ["resident", "house", "authority", "none=Nobody"]),
      .reference(.forwardingAddressID, "Forwarding address", to: "addresses").erasedWithResident(),
      .note(.summary, "Summary", [.required, .sealed]).page("Summary"),
      .note(.achievements, "What was achieved", [.sealed]),
      .note(.risksHandedOver, "Risks handed over", [.sealed]),
      .note(.nextSupport, "Who supports them now", [.sealed]),
      .list(.toldAgencyIDs, "Agencies told"),
      .flag(.medicinesReturned, "Medicines given back").starting(false).page("Given back"),
      .flag(.valuablesReturned, "Valuables given back").starting(false),
      .flag(.keysReturned, "Keys returned").starting(false),
      .flag(.roomInspected, "Room looked over").starting(false),
      .choice(.depositOutcome, "Deposit", ["returned", "part_kept", "kept", "none_held"]),
      .day(.followUpOn, "Follow up by", [.indexed]).future(),
      .choice(.wouldReadmit, "Could come back", ["yes", "with_conditions", "no"]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.deathAgrees],
    workflow: .discharge,
    tags: .signed,
    namedBy: ["kind"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter(
      "under way", [.among("state", ["draft", "awaiting_approval", "approved"].map(Value.text))]),
    order: "-left_at",
    weighs: ["kind", "exit_reason", "exit_destination", "left_at", "deposit_outcome"],
    signs: [
      "stay_id", "resident_id", "kind", "exit_reason", "exit_destination", "left_at", "notice_given_on",
      "notice_giver", "summary", "achievements", "risks_handed_over", "next_support",
    ],
    indexes: [["left_at"]])
}

extension Rule {
  static let deathAgrees = Rule("the kind of leaving and the destination agree about a death") {
    discharge, _ in
    guard let destination = discharge[.exitDestination], let kind = discharge[.kind],
      (destination == "deceased") != (kind == "deceased")
    else { return nil }
    return Violation("The reason and the destination do not agree.", field: "exit_destination")
  }
}
