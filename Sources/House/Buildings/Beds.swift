import Records

extension RecordType {
  /// One place to sleep, the lowest unit of capacity; whether it is occupied follows from the assignments.
  package static let beds = RecordType(
    "beds", "Beds", one: "bed", area: "Buildings", resource: "estate",
    fields: [
      .reference(.roomID, "Room", to: "rooms", [.required, .listed]),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(.roomID, .houseID),
      .text(.label, "Bed", [.required, .listed, .searchable]),
      .choice(
        .occupancy, "Now", .own(["occupied", "reserved", "free"] + Occupancy.notReady), [.listed]
      ).derived(from: ["state"], reads: Occupancy.ofBed, Occupancy.value),
      .choice(
        .state, "State", .own(["available=In service"] + Occupancy.notReady),
        [.required, .listed, .indexed, .filledIn]
      ).starting("available").governed(by: "bed_states"),
      .choice(.waitsFor, "Waits for", ["cleaning", "inspection"], [.listed]).derived(
        from: ["state"], reads: Readiness.queries, Readiness.value),
      .choice(.kind, "Kind", ["single", "double", "bunk_top", "bunk_bottom", "profiling", "cot", "sofa_bed"])
        .starting("single"),
      .choice(.cohort, "For", .cohort, [.required])
        .starting("any"),
      .note(.stateNote, "Why", [.filledIn]),
      .instant(.sinceAt, "Since", [.listed, .filledIn]),
      .instant(.emptySince, "Empty since").derived(
        from: ["since_at"], reads: Emptiness.queries, Emptiness.value),
      .day(.commissionedOn, "In use since").past(),
      .flag(.isEmergencyBed, "Emergency bed").starting(false),
    ],
    rules: [.bedHasReason, .bedInRoomsHouse],
    workflow: .bed,
    uniques: [Unique(["room_id", "label"], "This room already has a bed of that name.")],
    namedBy: ["label"],
    house: .field("house_id"),
    filter: UsualFilter("not retired", [.differs("state", .text("retired"))]),
    order: "label",
    indexes: [["house_id", "label"]],
    tellingApart: ["house_id", "room_id", "occupancy", "waits_for", "state"],
    planTerms: [.limit("bed_limit")])
}

extension FieldOffer {
  /// The beds that somebody can have now, those of the own house first.
  static let freeBeds = free.near(.first, called: "free")
  /// The same for who comes into one house.
  static let freeBedsOfHouse = free.near(.alone, called: "free")

  private static let free = FieldOffer(
    [.among("state", [.text("available"), .text("held")])],
    without: Query("bed_assignments").whereEmpty(.endsAt), by: .bedID)
}
