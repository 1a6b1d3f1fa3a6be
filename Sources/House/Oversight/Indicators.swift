import Records

/// What is measured of a house each night, from plain fields alone.
struct Indicator: Sendable {
  let code: String
  /// As people call it.
  let title: String
  let unit: String
  /// Whether more of it is better, as of occupancy; of the others less is.
  let risesToTarget: Bool
  /// The setting that holds its target.
  var target: Setting {
    Setting(
      key: "target.\(code.replacing("_", with: "-"))", category: "general", range: 0...1_000_000,
      usual: 0)
  }
  /// The value of a house for a day, and out of how many; nil where there is nothing to measure.
  let measure: @Sendable (Measured) -> (value: Int, of: Int?)?

  /// How far back the counts of a period reach.
  static let days = 28

  static let all = [
    Indicator(code: "occupancy", title: "Occupancy", unit: "percent_tenths", risesToTarget: true) {
      house in
      guard let night = house.nights.first(where: { $0[.day] == house.day }),
        let beds = night[.capacityCount],
        beds > 0
      else { return nil }
      return (((night[.occupiedCount] ?? 0) * 2_000 + beds) / (beds * 2), beds)
    },
    Indicator(code: "void_days", title: "Void nights, 28 days", unit: "days", risesToTarget: false) { house in
      house.nights.isEmpty
        ? nil : (house.nights.reduce(0) { $0 + ($1[.voidCount] ?? 0) }, house.nights.count)
    },
    Indicator(
      code: "incidents_per_100_nights", title: "Incidents per 100 nights, 28 days",
      unit: "ratio_tenths", risesToTarget: false
    ) { house in
      let nights = house.nights.reduce(0) { $0 + ($1[.occupiedCount] ?? 0) }
      return nights == 0 ? nil : ((house.incidents * 2_000 + nights) / (nights * 2), nights)
    },
    Indicator(
      code: "overdue_actions", title: "Actions past their day", unit: "count", risesToTarget: false
    ) { house in (house.overdue, house.openActions) },
  ]
}

extension Indicator {
  /// A value in the words of its unit: `93.8 %`.
  static func words(_ value: Int, _ unit: String?) -> String {
    let tenths = "\(value < 0 ? "-" : "")\(abs(value) / 10).\(abs(value) % 10)"
    return switch unit {
    case "percent_tenths": "\(tenths) %"
    case "ratio_tenths": tenths
    case "money": "\(Money(minorUnits: value))"
    case "days", "hours": "\(value) \(unit ?? "")"
    default: "\(value)"
    }
  }

  /// How a value stands to its target, in words; nil where the home has set none.
  static func standing(_ snapshot: Record) -> String? {
    guard let value = snapshot[.value], let target = snapshot[.targetValue],
      let indicator = all.first(where: { $0.code == snapshot[.code] })
    else { return nil }
    let isMet = indicator.risesToTarget ? value >= target : value <= target
    return "target \(words(target, snapshot[.unit])) \(isMet ? "met" : "not met")"
  }
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
    each: Query.housesInUse.only("state"),
    reads: { book in
      let first = book.today.adding(days: -Indicator.days)
      let houses = book.rows(0).compactMap(\.id)
      return [
        Query("occupancy_snapshots").where(.houseID, among: houses)
          .where(.atLeast("day", .day(first))).where(.below("day", .day(book.today)))
          .only("house_id", "day", "capacity_count", "occupied_count", "void_count"),
        Query("incidents").where(.houseID, among: houses).where(
          .atLeast("occurred_at", .instant(book.zone.start(of: first)))
        )
        .where(.below("occurred_at", .instant(book.zone.start(of: book.today))))
        .where(.among("state", counted.map(Value.text))).only("house_id", "state"),
        Query("action_assignments").where(.houseID, among: houses)
          .where(.state, among: ["open", "in_progress", "returned"])
          .only("house_id", "due_on"),
        Query("kpi_snapshots").where(.houseID, among: houses).where(
          .equals("day", .day(book.today.adding(days: -1)))
        )
        .only("code", "house_id", "day"),
        Query("settings").where(.key, among: Indicator.all.map(\.target.key))
          .where(.any([[.isEmpty("house_id")], [.among("house_id", houses.map(\.value))]]))
          .where(.environment, among: ["any", "production"]).only(
            "key", "setting_value", "house_id"),
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
        $0[.targetValue] = indicator.target.set(in: book.rows(5), for: house)
      }
    }
  }
}
