import Records

/// A person's age in whole years.
enum Age {
  static func value(of person: Record, on day: Day) -> Value {
    guard let born = person[.bornOn], born <= day else { return .empty }
    return .integer(born.years(until: person[.diedOn] ?? day))
  }
}

/// The stay that a resident is living in, and its house.
enum CurrentStay {
  static let queries: @Sendable (Record) -> [Query] = { resident in
    resident.id.map {
      [Query("stays").where(.residentID, is: $0).where(.state, is: "active").only("house_id").first(1)]
    } ?? []
  }

  static let stay: @Sendable (Record, Book) -> Value = { _, book in
    book.rows(0).first?.id?.value ?? .empty
  }

  static let house: @Sendable (Record, Book) -> Value = { _, book in
    book.rows(0).first?["house_id"] ?? .empty
  }
}

/// The room of the bed that a resident has now.
enum CurrentRoom {
  static let trail = Trail(
    [.init("beds", .roomID), .init("bed_assignments", .bedID, [.isEmpty("ends_at")])], to: .residentID)

  static let queries: @Sendable (Record) -> [Query] = { resident in
    guard let id = resident.id else { return [] }
    let bed = Query("bed_assignments").where(.residentID, is: id).whereEmpty(.endsAt)
    return [bed.following(.bedID, to: "beds").only("room_id")]
  }

  static let room: @Sendable (Record, Book) -> Value = { _, book in
    book.rows(0).first?["room_id"] ?? .empty
  }
}

/// Where a resident is: missing before all else, signed out or on leave as they were written down, else from the holds
/// on their bed.
enum Leave {
  static let queries: @Sendable (Record) -> [Query] = { resident in
    guard let id = resident.id else { return [] }
    let bed = Query("bed_assignments").where(.residentID, is: id).whereEmpty(.endsAt)
    let closures = bed.following(.bedID, to: "bed_closures", matching: .bedID).only("kind", "state")
    return CurrentStay.queries(resident) + [
      closures, Query("sign_outs").where(.state, is: "out").where(.residentID, is: id).only("state"),
      Query("passes").where(.state, is: "out").where(.residentID, is: id).only("state"),
      Query("missing_episodes").where(.residentID, is: id).where(.state, among: MissingSearch.states)
        .only("state"),
    ]
  }

  static let status: @Sendable (Record, Book) -> Value = { _, book in
    guard !book.rows(0).isEmpty else { return .empty }
    if !book.rows(4).isEmpty { return .text("missing") }
    let kinds = Set(Occupancy.open(book.rows(1)).compactMap { $0[.kind] })
    if kinds.contains("hold_hospital") { return .text("hospital") }
    if kinds.contains("hold_pass") || !book.rows(3).isEmpty { return .text("on_pass") }
    return .text(book.rows(2).isEmpty ? "present" : "signed_out")
  }
}
