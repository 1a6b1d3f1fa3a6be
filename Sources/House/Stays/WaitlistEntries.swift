import Records

extension RecordType {
  /// Somebody who waits for a place.
  package static let waitlistEntries = RecordType(
    "waitlist_entries", "Waiting list", one: "waiting-list entry", area: "Stays", resource: "waiting_list",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Who"),
      .reference(.houseID, "House", to: "houses", [.listed]).help("Empty for any house."),
      .choice(
        .state, "State",
        ["waiting", "offered", "accepted", "declined", "placed=Has a place", "removed=Taken off"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("waiting"),
      .choice(.priority, "Priority", .priority, [.required, .listed, .indexed]).starting("medium"),
      .day(.joinedOn, "Waits since", [.required, .listed]).past().starting(with: .today),
      .day(.needsFromOn, "Needed from").future(),
      .choice(.cohort, "For", .cohort).starting("any"),
      .list(
        .requirements, "Must have",
        of: ["ground_floor", "ensuite=En-suite", "accessible=Step-free", "pets", "quiet", "near_family"],
        [.sealed]),
      .reference(.offeredBedID, "Bed offered", to: "beds", [.filledIn]).page("Offer"),
      .instant(.offeredAt, "Offered at", [.filledIn]),
      .instant(.offerExpiresAt, "Offer stands until", [.indexed, .filledIn]).future(),
      .choice(.declineReason, "Why declined", .open(name: "decline_reason"), [.filledIn]),
      .note(.removedReason, "Why removed", [.sealed, .filledIn]),
    ],
    workflow: .waitlistEntry,
    uniques: [
      Unique(
        ["resident_id", "house_id"],
        when: [.among("state", [.text("waiting"), .text("offered"), .text("accepted")])],
        "This resident is on that waiting list already.")
    ],
    namedBy: ["priority"],
    house: .either([.field("house_id"), .resident("resident_id")]),
    owners: ["created_by"],
    filter: UsualFilter(
      "waiting and offered", [.among("state", [.text("waiting"), .text("offered"), .text("accepted")])]),
    order: "joined_on",
    indexes: [["joined_on"], ["house_id", "state"]],
    leading: ["resident_id", "priority", "joined_on"],
    tellingApart: ["resident_id", "joined_on"], foundBy: ["resident_id"])
}
