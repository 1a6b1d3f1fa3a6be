import Records

extension RecordType {
  /// Coming, going or changing rooms, with what was handed over.
  package static let moveRecords = RecordType(
    "move_records", "Moves", one: "move", area: "Stays", resource: "stays",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Move"),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).following(.residentID, .currentStayID),
      .choice(
        .kind, "Kind",
        ["move_in", "move_out", "internal_transfer=Another bed", "emergency_move=At once, in danger"],
        [.required, .listed]),
      .choice(
        .state, "State", ["planned", "under_way", "completed", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("planned"),
      .day(.plannedOn, "Planned for", [.listed, .indexed]).future(),
      .instant(.movedAt, "Moved at", [.listed]).past(),
      .reference(.fromBedID, "From bed", to: "beds", [.listed]).shown(when: { $0[.kind] != "move_in" }),
      .reference(.toBedID, "To bed", to: "beds", [.listed]).shown(when: { $0[.kind] != "move_out" }),
      .choice(.moveReason, "Why", .open(name: "move_reason"), [.required, .listed]),
      .reference(.authorisedBy, "Authorised by", to: "memberships"),
      .reference(.handedOverBy, "Handed over by", to: "memberships").page("Handed over"),
      .reference(.receivedBy, "Received by", to: "memberships"),
      .note(.handoverNotes, "What was said", [.sealed]),
      .json(.inventory, "Inventory", [.sealed]),
      .list(.photoFileIDs, "Photographs", [.filledIn]),
      .integer(.keysGivenCount, "Keys given", in: 0...100),
      .integer(.keysReturnedCount, "Keys returned", in: 0...100),
      .flag(.meterReadingsTaken, "Meters read").starting(false),
      .choice(
        .cleaning, "Cleaning", ["not_needed", "needed", "booked", "done", "failed=To be done again"],
        [.required, .listed]
      ).starting("needed").page("Afterwards"),
      .reference(.cleanedBy, "Cleaned by", to: "memberships", [.filledIn]),
      .reference(.depositID, "Deposit", to: "deposits"),
      .money(.damageAmount, "Damage"),
      .reference(.nextAddressID, "Next address", to: "addresses").erasedWithResident(),
    ],
    rules: [.transferHasBothBeds, .moveInTheStay],
    workflow: .moveRecord,
    actions: [.cleanedAfterMove],
    namedBy: ["kind"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter("not done", [.among("state", [.text("planned"), .text("under_way")])]),
    order: "-planned_on",
    weighs: ["kind", "from_bed_id", "to_bed_id", "move_reason", "planned_on"],
    indexes: [["resident_id", "state"]])
}

extension Rule {
  static let transferHasBothBeds = Rule("a transfer names both beds") { move, _ in
    guard move[.kind] == "internal_transfer", move[.fromBedID] == nil || move[.toBedID] == nil else {
      return nil
    }
    return Violation(
      "Choose the bed moved from and the bed moved to.",
      field: move[.fromBedID] == nil ? "from_bed_id" : "to_bed_id")
  }

  static let moveInTheStay = Rule("a move falls within the stay") { move in
    move[.stayID].map { [Query("stays").where(.equals("id", $0.value))] } ?? []
  } check: { move, book in
    guard let moment = move[.movedAt], let stay = book.rows(0).first, let start = stay[.startsOn] else {
      return nil
    }
    let day = book.zone.day(at: moment)
    guard day < start || (stay[.endsOn].map { day > $0 } ?? false) else { return nil }
    let end = stay[.endsOn].map { "\($0)" } ?? "today"
    return Violation("The move must fall within the stay (\(start) to \(end)).", field: "moved_at")
  }
}
