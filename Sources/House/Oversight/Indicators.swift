import Records

/// What is measured of a house each night, from plain fields alone.
struct Indicator: Sendable {
  let code: String
  let unit: String
  /// The value of a house for a day, and out of how many; nil where there is nothing to measure.
  let measure: @Sendable (Measured) -> (value: Int, of: Int?)?

  /// How far back the counts of a period reach.
  static let days = 28

  static let all = [
    Indicator(code: "occupancy", unit: "percent_tenths") { house in
      guard let night = house.nights.first(where: { $0[.day] == house.day }),
        let beds = night[.capacityCount],
        beds > 0
      else { return nil }
      return (((night[.occupiedCount] ?? 0) * 2_000 + beds) / (beds * 2), beds)
    },
    Indicator(code: "void_days", unit: "days") { house in
      house.nights.isEmpty ? nil : (house.nights.reduce(0) { $0 + ($1[.voidCount] ?? 0) }, house.nights.count)
    },
    Indicator(code: "incidents_per_100_nights", unit: "ratio_tenths") { house in
      let nights = house.nights.reduce(0) { $0 + ($1[.occupiedCount] ?? 0) }
      return nights == 0 ? nil : ((house.incidents * 2_000 + nights) / (nights * 2), nights)
    },
    Indicator(code: "overdue_actions", unit: "count") { house in (house.overdue, house.openActions) },
  ]
}

/// What is known of one house on one day.
struct Measured: Sendable {
  let day: Day
  /// The counts of the nights of the period, one a night.
  let nights: [Record]
  /// Incidents of the period.
  let incidents: Int
  let openActions: Int
  let overdue: Int
}

extension Job {
  /// Measures each house as it stood yesterday, once its night is counted.
  static let measureIndicators = Job(
    "indicators.measure", "Indicators of each house", kind: "snapshot", at: "25 0 * * *",
    reads: { book in
      let first = book.today.adding(days: -Indicator.days)
      return [
        Query("houses").where(.among("state", ["open", "paused"].map(Value.text))).only("state"),
        Query("occupancy_snapshots").where(.atLeast("day", .day(first))).where(
          .below("day", .day(book.today))
        )
        .only("house_id", "day", "capacity_count", "occupied_count", "void_count"),
        Query("incidents").where(.atLeast("occurred_at", .instant(book.zone.start(of: first))))
          .where(.below("occurred_at", .instant(book.zone.start(of: book.today))))
          .where(.among("state", counted.map(Value.text))).only("house_id", "state"),
        Query("action_assignments").where(.state, among: ["open", "in_progress", "returned"])
          .only("house_id", "due_on"),
        Query("kpi_snapshots").where(.equals("day", .day(book.today.adding(days: -1))))
          .only("code", "house_id", "day"),
      ]
    },
    work: { book in Work(records: book.rows(0).compactMap(\.id).flatMap { values(of: $0, book) }) })

  /// The states of an incident that was reported and stands.
  private static let counted = [
    "submitted", "triaged", "under_review", "awaiting_approval", "closed", "reopened",
  ]

  private static func values(of house: RecordID, _ book: Book) -> [Record] {
    let day = book.today.adding(days: -1)
    let known = Set(book.rows(4).filter { $0[.houseID] == house }.compactMap { $0[.code] })
    // A night that was counted again is one night.
    let nights = Dictionary(grouping: book.rows(1).filter { $0[.houseID] == house }) { $0[.day] }
    let actions = book.rows(3).filter { $0[.houseID] == house }
    let measured = Measured(
      day: day, nights: nights.values.compactMap(\.last),
      incidents: book.rows(2).count { $0[.houseID] == house }, openActions: actions.count,
      overdue: actions.count { $0[.dueOn].map { $0 <= day } ?? false })
    return Indicator.all.compactMap { indicator in
      guard !known.contains(indicator.code), let found = indicator.measure(measured) else { return nil }
      return Record(.kpiSnapshots).changed {
        $0[.code] = indicator.code
        $0[.houseID] = house
        $0[.day] = day
        $0[.value] = found.value
        $0[.denominator] = found.of
        $0[.unit] = indicator.unit
      }
    }
  }
}
