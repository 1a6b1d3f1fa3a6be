import Records

/// When an inspection comes round again where nobody says so.
enum InspectionInterval {
  /// The months after which an inspection of that kind is due again.
  ///
  /// Gas: Gas Safety (Installation and Use) Regulations 1998, regulation 36; electrical: Electrical Safety Standards in
  /// the Private Rented Sector Regulations 2020, regulation 3; lifts: LOLER 1998, regulation 9; the independent person:
  /// Children’s Homes (England) Regulations 2015, regulation 44; licences: Housing Act 2004, section 68. The rest is
  /// custom.
  static let months = [
    "health_and_safety": 12, "fire_safety": 12, "electrical": 60, "gas": 12, "water_hygiene": 24, "lift": 6,
    "food_hygiene": 12, "infection_control": 12, "independent_person": 1, "hmo_licence": 60,
    "fire_drill": 6, "playground": 12,
  ]

  /// Every inspection of the kind, for ``next(after:_:_:)``.
  static func others(of inspection: Record) -> Query {
    Query("inspections").where(.kind, is: inspection[.kind] ?? "")
      .only("kind", "state", "planned_on", "property_id", "house_id", "room_id")
  }

  /// The day by its kind, else as long after it as it came after the one before; nil where neither is known, and where
  /// the next is planned already.
  static func next(after inspection: Record, _ all: [Record], _ book: Book) -> Day? {
    let same = all.filter { other in
      other.id != inspection.id && other[.kind] == inspection[.kind]
        && other[.propertyID] == inspection[.propertyID] && other[.houseID] == inspection[.houseID]
        && other[.roomID] == inspection[.roomID]
    }
    if same.contains(where: { $0[.state] == "planned" }) { return nil }
    let day = inspection[.inspectedAt].map { book.zone.day(at: $0) } ?? book.today
    if let interval = inspection[.kind].flatMap({ months[$0] }) {
      return max(day.adding(months: interval), book.today)
    }
    let before = same.filter { ["completed", "closed"].contains($0[.state]) }
      .compactMap { $0[.plannedOn] }.filter { $0 < day }.max()
    return before.map { max(day.adding(days: day.number - $0.number), book.today) }
  }
}
