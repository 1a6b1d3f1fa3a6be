import Records

/// How many beds there are and how many are taken.
enum Capacity {
  static let ofProperty: @Sendable (Record) -> [Query] = { property in
    guard let id = property.id else { return [] }
    return [
      Query("houses").where(.propertyID, is: id).where(.state, is: "open")
        .following(.id, to: "beds", matching: .houseID).only("state")
    ]
  }

  static let ofHouse: @Sendable (Record) -> [Query] = { house in
    house.id.map { [Query("beds").where(.houseID, is: $0).where(.state, isNot: "retired").only("state")] }
      ?? []
  }

  static let assignmentsOfHouse: @Sendable (Record) -> [Query] = { house in
    house.id.map {
      [Query("bed_assignments").where(.houseID, is: $0).whereEmpty(.endsAt).only("starts_at", "ends_at")]
    } ?? []
  }

  static let beds: @Sendable (Record, Book) -> Value = { _, book in .integer(book.rows(0).count) }

  static let occupied: @Sendable (Record, Book) -> Value = { _, book in
    .integer(book.rows(0).count { Occupancy.isNow($0, book) })
  }

  /// Beds that can be slept in, in houses that are open.
  static let inUse: @Sendable (Record, Book) -> Value = { _, book in
    .integer(book.rows(0).count { $0[.state] != "retired" && $0[.state] != "out_of_service" })
  }
}
