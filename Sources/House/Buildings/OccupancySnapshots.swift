import Records

extension RecordType {
  /// How full one house was on one night, at a minute to midnight there.
  package static let occupancySnapshots = RecordType(
    "occupancy_snapshots", "Occupancy snapshots", one: "occupancy snapshot", area: "Buildings",
    resource: "occupancy",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed, .fixed, .filledIn]),
      .day(.day, "Day", [.required, .listed, .indexed, .fixed, .filledIn]),
      .integer(.capacityCount, "Beds in use", [.required, .listed, .filledIn]),
      .integer(.occupiedCount, "Occupied", [.required, .listed, .filledIn]),
      .integer(.heldCount, "Held", [.required, .filledIn]),
      .integer(.voidCount, "Void", [.required, .listed, .filledIn]),
      .integer(.outOfServiceCount, "Out of service", [.required, .filledIn]),
      .integer(.awayCount, "Away", [.required, .filledIn]).help("On leave, in hospital or missing."),
      .integer(.movedInCount, "Moved in", [.required, .filledIn]),
      .integer(.movedOutCount, "Moved out", [.required, .filledIn]),
      .flag(.isRebuilt, "Counted again later", [.filledIn]).starting(false),
      .integer(.occupancyPercent, "Occupancy, per cent", [.listed]).derived(
        from: ["occupied_count", "capacity_count"]
      ) { snapshot, _ in Occupancy.percent(of: snapshot) },
    ],
    uniques: [
      Unique(["house_id", "day", "is_rebuilt"], "That night of this house is counted already.")
    ],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["day"],
    house: .field("house_id"),
    order: "-day",
    indexes: [["house_id", "day"]],
    comesAbout:
      "It is written each night: lodge jobs run does what the clock asks for.")
}

extension Occupancy {
  /// Occupied beds of a hundred in use; empty where there are none.
  static func percent(of snapshot: Record) -> Value {
    guard let beds = snapshot[.capacityCount], beds > 0 else { return .empty }
    return .integer(((snapshot[.occupiedCount] ?? 0) * 200 + beds) / (beds * 2))
  }

  /// The count of one house now, from its beds, their assignments and their open closures.
  static func snapshot(
    of house: RecordID, beds: [Record], assignments: [Record], closures: [Record], _ book: Book
  ) -> Record {
    let inUse = beds.filter { $0[.state] != "retired" && $0[.state] != "out_of_service" }
    let taken = Set(assignments.filter { isNow($0, book) }.compactMap { $0[.bedID] })
    let kept = Set(open(closures).filter(isHold).compactMap { $0[.bedID] })
    let ids = Set(inUse.compactMap(\.id))
    return Record(.occupancySnapshots).changed {
      $0[.houseID] = house
      $0[.day] = book.today
      $0[.capacityCount] = ids.count
      $0[.occupiedCount] = ids.intersection(taken).count
      $0[.heldCount] = ids.intersection(kept).subtracting(taken).count
      $0[.voidCount] = ids.subtracting(taken).subtracting(kept).count
      $0[.outOfServiceCount] = beds.count { $0[.state] == "out_of_service" }
      $0[.awayCount] = ids.intersection(kept).intersection(taken).count
      $0[.movedInCount] = assignments.count { begins($0[.startsAt], book) }
      $0[.movedOutCount] = assignments.count { begins($0[.endsAt], book) }
    }
  }

  private static func begins(_ moment: Instant?, _ book: Book) -> Bool {
    moment.map { $0 <= book.now && book.zone.day(at: $0) == book.today } ?? false
  }
}
