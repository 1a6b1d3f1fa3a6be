import Records

extension RecordType {
  /// Out for the day, back the same day.
  package static let signOuts = RecordType(
    "sign_outs", "Sign-outs", one: "sign-out", area: "Routine", resource: "presence",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed, .fixed]).following(
        .residentID, .currentStayID),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(
        .residentID, .currentHouseID),
      .choice(
        .state, "State", ["out", "returned=Back", "converted=Leave or missing"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("out"),
      .instant(.outAt, "Out at", [.required, .listed, .indexed]).past().starting(with: .now),
      .instant(.expectedReturnAt, "Expected back", [.listed, .indexed]).due(in: ["out"]).future(),
      .text(.destination, "Destination", [.required, .listed, .sealed]),
      .note(.purposeNote, "Purpose", [.sealed]),
      .text(.companion, "With", [.sealed]),
      .instant(.returnedAt, "Back at", [.listed, .filledIn]).past(),
      .reference(.acknowledgedBy, "Seen back by", to: "memberships", [.filledIn]),
      .flag(.isOverdue, "Overdue", [.listed]).derived(from: ["state", "expected_return_at"]) { sign, book in
        Presence.isLate(sign, book)
      },
    ],
    rules: [.returnAfterLeaving, .returnWithinCurfew, .returnIsSeen],
    workflow: .signOut,
    actions: [.extendSignOut],
    uniques: [
      Unique(
        ["stay_id"], when: [.equals("state", .text("out"))], "This resident is already signed out.")
    ],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("out now", [.equals("state", .text("out"))]),
    order: "-out_at",
    indexes: [
      ["house_id", "state"], ["resident_id", "state"], ["resident_id", "out_at"], ["state", "out_at"],
    ],
    foundBy: ["resident_id"])
}
