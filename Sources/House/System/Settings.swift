import Records

extension RecordType {
  /// One value by its key; a house’s own goes before the organisation’s.
  package static let settings = RecordType(
    "settings", "Settings", one: "setting", area: "System", resource: "configuration",
    fields: [
      .text(.key, "Key", [.required, .listed, .indexed]).help(
        "One of: \(Setting.all.map(\.key).joined(separator: ", "))."),
      .choice(
        .category, "Category",
        [
          "general", "security", "clocks", "medication", "rounds", "money", "messages", "privacy",
          "display", "retention", "integration", "backup",
        ], [.required, .listed, .indexed]
      ).starting("clocks"),
      .json(.settingValue, "Value", [.required, .listed]).help("Such as {\"value\": 5}."),
      .reference(.houseID, "House", to: "houses").help("Empty for the whole organisation."),
      .choice(
        .environment, "Where it holds", ["any", "production", "training", "test"], [.required, .listed]
      ).starting("any"),
      .flag(.needsRestart, "Takes effect after a restart").starting(false),
      .text(.editableByRole, "Changed by role").starting("ADM"),
      .note(.note, "Note"),
    ],
    rules: [.settingIsKnown, .settingInRange],
    uniques: [
      Unique(["key", "house_id", "environment"], "There is a value for this key already.")
    ],
    namedBy: ["key"],
    house: .field("house_id"),
    order: "key",
    indexes: [["category", "key"]])
}

/// A value that an organisation may set, with what it is where nobody has.
struct Setting: Sendable {
  let key: String
  let category: String
  let range: ClosedRange<Int>
  let usual: Int
  /// It holds times of the day instead of a number; the range is how many there may be.
  var holdsTimes = false

  /// Working days to acknowledge a complaint; a home may promise less than the code allows, never more.
  static let complaintAcknowledge = Setting(
    key: "complaint.acknowledge", category: "clocks", range: 1...5, usual: 5)
  /// Working days to answer stage 1.
  static let complaintAnswer = Setting(key: "complaint.answer", category: "clocks", range: 1...10, usual: 10)
  /// Working days to answer stage 2.
  static let complaintSecondAnswer = Setting(
    key: "complaint.second-answer", category: "clocks", range: 1...20, usual: 20)
  /// Hours to tell the authority of a breach outside the United States.
  static let breachNotice = Setting(key: "breach.notice-hours", category: "clocks", range: 1...72, usual: 72)

  /// Whether somebody else than who cleaned a bed passes it as ready (SOD-15): 1 yes, 0 no, for a house with one on duty.
  static let bedInspectedByOther = Setting(
    key: "bed.inspect.other", category: "general", range: 0...1, usual: 1)

  /// So many refusals of a medicine in a row, and the prescriber is rung.
  static let refusals = Setting(key: "med.refusals", category: "medication", range: 1...10, usual: 2)

  /// The most that a manager lets out, takes off a debt or spends, in pence or cents; more is for an administrator.
  static let managersLimit = Setting(
    key: "money.limit.mgr", category: "money", range: 0...100_000_000, usual: 20_000)

  /// When the sheets for an emergency print themselves, at the terminal that prints those of the house.
  static let sheetTimes = Setting(
    key: SheetTimes.key, category: "general", range: 0...SheetTimes.most, usual: 0, holdsTimes: true)

  static let all =
    [
      complaintAcknowledge, complaintAnswer, complaintSecondAnswer, breachNotice, bedInspectedByOther,
      refusals, managersLimit, sheetTimes,
    ]
    + Indicator.all.map(\.target)

  /// Every value that is set for this house or for all, for ``value(of:)``.
  static func reads(_ record: Record) -> Query {
    Query("settings").where(.key, among: all.map(\.key)).where(.environment, among: ["any", "production"])
  }

  /// The value for the house: its own, else the organisation’s, else the usual one.
  func value(of rows: [Record], house: RecordID? = nil) -> Int {
    let set = rows.filter { $0[.key] == key && ($0[.houseID] == nil || $0[.houseID] == house) }
    let chosen = set.first { $0[.houseID] != nil } ?? set.first
    guard let number = chosen.flatMap(Setting.number), range.contains(number) else { return usual }
    return number
  }

  /// The value that is set for the house, or for all; nil where none is.
  func set(in rows: [Record], for house: RecordID) -> Int? {
    let own = rows.filter { $0[.key] == key && ($0[.houseID] == nil || $0[.houseID] == house) }
    return (own.first { $0[.houseID] != nil } ?? own.first).flatMap(Setting.number)
  }

  /// The whole number that a setting holds; nil where it holds none.
  static func number(of setting: Record) -> Int? {
    guard let text: String = setting[.settingValue], let node = try? JSON5Node(reading: text),
      let number = node["value"]?.number, number == number.rounded(), number.magnitude < 1_000_000_000
    else { return nil }
    return Int(number)
  }
}

extension Rule {
  private static func known(_ record: Record) -> Setting? {
    Setting.all.first { $0.key == record[.key] }
  }

  static let settingIsKnown = Rule("a setting is one that Lodge knows") { setting, _ in
    guard setting[.key] != nil, known(setting) == nil else { return nil }
    return Violation("Lodge has no setting of that name.", field: "key")
  }

  static let settingInRange = Rule("a setting lies in its range") { setting, _ in
    guard let known = known(setting), let text: String = setting[.settingValue] else { return nil }
    if known.holdsTimes {
      if SheetTimes(setting: text) != nil { return nil }
      return Violation(
        "\(known.key) holds up to \(SheetTimes.most) times, such as {\"value\": [\"22:00\", \"06:00\"]}.",
        field: "setting_value")
    }
    if let number = Setting.number(of: setting), known.range.contains(number) { return nil }
    return Violation(
      "\(known.key) must be between \(known.range.lowerBound) and \(known.range.upperBound).",
      field: "setting_value")
  }
}
