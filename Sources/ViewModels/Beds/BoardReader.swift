import Records
import Storage

/// Reads the rooms of one house with their beds, and who has them.
@MainActor
struct BoardReader {
  private let app: AppModel
  private let house: RecordID
  private let now: Instant
  private let today: Day
  private let zone: Zone

  init(_ app: AppModel, _ house: RecordID) {
    self.app = app
    self.house = house
    now = app.clock.now()
    today = app.wall.day
    zone = app.session?.zone ?? .utc
  }

  /// The kinds of rooms that are there to be slept in.
  private static let sleeping: Set<String> = ["bedroom", "studio", "flat", "dormitory"]

  private var here: Condition { .equals("house_id", .reference(house)) }

  func board() async -> Board {
    let rooms = await app.rows(
      "rooms", [here],
      fields: ["name", "floor", "kind", "state", "has_ensuite", "is_accessible", "has_call_bell", "cohort"],
      by: "name", limit: 1_000)
    let closed = Set(rooms.rows.filter { rooms[.state, $0] == "closed" }.map(\.id))
    let beds = await beds(closed)
    let today = await comingToday()
    var floors: [String: [Board.Room]] = [:]
    for row in rooms.rows {
      let own = beds[row.id] ?? []
      // A lounge is no place to look for a bed, a bedroom without one is.
      if own.isEmpty, !BoardReader.sleeping.contains(rooms[.kind, row] ?? "") { continue }
      let floor = rooms[.floor, row] ?? ""
      floors[floor, default: []].append(
        Board.Room(
          id: row.id, name: DisplayText(rooms[.name, row] ?? ""), isClosed: closed.contains(row.id),
          features: features(rooms, row), beds: own.map { filled($0, today) }))
    }
    let ordered = floors.sorted { Board.floorRank($0.key) < Board.floorRank($1.key) }
    return Board(
      floors: ordered.map { name, rooms in
        Board.Floor(
          name: DisplayText(name.isEmpty ? floors.count > 1 ? "No floor" : "All" : name),
          rooms: rooms.sorted { Text.comesBefore($0.name.text, $1.name.text) })
      })
  }

  // MARK: Beds

  /// What is known of a bed, and what it takes to show it.
  private struct Found {
    let facts: BedFacts
    let use: BedFacts.Use?
    let name: String
    let risk: String
    let since: Instant?
    let note: String
  }

  /// The beds by room, in the order of their labels.
  private func beds(_ closedRooms: Set<RecordID>) async -> [RecordID: [Found]] {
    let beds = await app.rows(
      "beds", [here, .differs("state", .text("retired"))],
      fields: ["room_id", "label", "state", "state_note", "since_at", "occupancy"], by: "label",
      limit: 2_000)
    let emptySince = await app.emptySince(
      beds.rows.filter { beds[.occupancy, $0] != "occupied" }.map(\.id))
    let risks = await risks()
    let (uses, names) = await uses(risks)
    let people = await toldApart(uses, names)
    let closures = await closures()
    var found: [RecordID: [Found]] = [:]
    for row in beds.rows {
      guard let room = beds[.roomID, row] else { continue }
      let own = uses[row.id] ?? []
      let facts = BedFacts(
        id: row.id, label: beds[.label, row] ?? "", state: beds[.state, row] ?? "",
        isRoomClosed: closedRooms.contains(room), uses: own, closures: closures[row.id] ?? [],
        veil: BedFacts.veil(beds[.occupancy, row], uses: own, at: now))
      let use = facts.use(at: now) ?? facts.nextUse(after: now)
      found[room, default: []].append(
        Found(
          facts: facts, use: use, name: use?.resident.flatMap { people[$0] } ?? "",
          risk: use?.stay.flatMap { risks[$0]?.level } ?? "",
          since: emptySince[row.id] ?? beds[.sinceAt, row],
          note: beds[.stateNote, row] ?? ""))
    }
    for room in found.keys {
      found[room]?.sort { Text.comesBefore($0.facts.label, $1.facts.label) }
    }
    return found
  }

  private func uses(
    _ stays: [RecordID: (level: String, leaves: Day?)]
  ) async -> (byBed: [RecordID: [BedFacts.Use]], people: [RecordID: String]) {
    let rows = await app.rows(
      "bed_assignments", [here, .any([[.isEmpty("ends_at")], [.atLeast("ends_at", .instant(now))]])],
      fields: ["bed_id", "stay_id", "resident_id", "starts_at", "ends_at"], by: "starts_at", limit: 2_000)
    let missing = await app.missingResidents()
    var uses: [RecordID: [BedFacts.Use]] = [:]
    for row in rows.rows {
      guard let bed = rows[.bedID, row] else { continue }
      let stay = rows[.stayID, row]
      uses[bed, default: []].append(
        BedFacts.Use(
          id: row.id, stay: stay, resident: rows[.residentID, row], from: rows[.startsAt, row] ?? now,
          until: rows[.endsAt, row], leaves: stay.flatMap { stays[$0]?.leaves },
          isMissing: rows[.residentID, row].map(missing.contains) ?? false))
    }
    return (uses, rows.names)
  }

  /// The names of the people on the board; two who would read the same have their references behind them.
  private func toldApart(
    _ uses: [RecordID: [BedFacts.Use]], _ names: [RecordID: String]
  ) async -> [RecordID: String] {
    let residents = Set(uses.values.flatMap { $0 }.compactMap(\.resident))
    let alike = Dictionary(grouping: residents.filter { names[$0] != nil }) {
      Board.shortName(names[$0] ?? "")
    }
    .values.filter { $0.count > 1 }.flatMap { $0 }
    if alike.isEmpty { return names }
    let rows = await app.rows(
      "residents", [.among("id", alike.sorted().map(Value.reference))], fields: ["reference"],
      limit: alike.count)
    var told = names
    for row in rows.rows {
      guard let name = names[row.id], let reference = rows[.reference, row] else { continue }
      told[row.id] = "\(name) \(app.short(reference))"
    }
    return told
  }

  private func closures() async -> [RecordID: [BedFacts.Closure]] {
    let rows = await app.rows(
      "bed_closures", [here, .equals("state", .text("open"))],
      fields: ["bed_id", "kind", "starts_on", "expected_end_on", "note"], by: "starts_on", limit: 2_000)
    var closures: [RecordID: [BedFacts.Closure]] = [:]
    for row in rows.rows {
      guard let bed = rows[.bedID, row] else { continue }
      closures[bed, default: []].append(
        BedFacts.Closure(
          id: row.id, kind: rows[.kind, row] ?? "", from: rows[.startsOn, row] ?? today,
          until: rows[.expectedEndOn, row], note: rows[.note, row] ?? ""))
    }
    return closures
  }

  /// The risk and the expected last day of each stay that is on.
  private func risks() async -> [RecordID: (level: String, leaves: Day?)] {
    let rows = await app.rows(
      "stays", [here, .equals("state", .text("active"))], fields: ["risk_level", "expected_end_on"],
      limit: 2_000)
    return Dictionary(
      rows.rows.map { ($0.id, (rows[.riskLevel, $0] ?? "", rows[.expectedEndOn, $0])) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The first thing that comes today for each resident.
  private func comingToday() async -> [RecordID: String] {
    guard let midnight = WallTime(hour: 0, minute: 0) else { return [:] }
    let rows = await app.rows(
      "calendar_events",
      [
        here, .equals("state", .text("planned")), .atLeast("starts_at", .instant(now)),
        .below("starts_at", .instant(zone.instant(on: today.adding(days: 1), at: midnight))),
      ], fields: ["title", "resident_id", "starts_at"], by: "starts_at", limit: 100)
    var first: [RecordID: String] = [:]
    for row in rows.rows {
      guard let resident = rows[.residentID, row], first[resident] == nil, let at = rows[.startsAt, row]
      else {
        continue
      }
      first[resident] = "\(zone.wall(at: at).time) \(rows[.title, row] ?? "")"
    }
    return first
  }

  // MARK: What a card says

  private func filled(_ found: Found, _ events: [RecordID: String]) -> Board.Bed {
    let facts = found.facts
    var bed = Board.Bed(facts: facts, standing: facts.standing(at: now, on: today, today: today))
    bed.use = found.use
    bed.name = DisplayText(found.name)
    if facts.veil != nil {
      bed.name = Board.restricted
      bed.headline = Board.restricted
      return bed
    }
    let closure = facts.closure(on: today)
    switch bed.standing {
    case .missing:
      bed.headline = DisplayText(Board.shortName(found.name)).or("somebody")
      bed.second = Board.Mark("MISSING", isUrgent: true)
      bed.third = risk(found.risk)
    case .occupied, .hospital, .leave, .uncertain:
      bed.headline = DisplayText(Board.shortName(found.name)).or("somebody")
      bed.second = risk(found.risk)
      let event = found.use?.resident.flatMap { events[$0] } ?? ""
      bed.third = bed.standing == .occupied ? Board.Mark(DisplayText(event)) : held(closure)
    case .reserved:
      bed.headline = found.use == nil ? "RESERVED" : DisplayText(Board.shortName(found.name)).or("RESERVED")
      bed.second = found.use.map { Board.Mark("comes \(short(zone.day(at: $0.from)))") } ?? Board.Mark("")
      bed.third = held(closure)
    case .void:
      bed.headline = found.since.map { "VOID \(Relative.since(zone.day(at: $0), today: today))" } ?? "VOID"
      bed.second = facts.isReady ? Board.Mark("ready") : Board.Mark("ready: no", isUrgent: true)
      bed.third =
        switch facts.wait {
        case .cleaning: Board.Mark("to be cleaned")
        case .inspection: Board.Mark("to be inspected")
        case nil: Board.Mark(words(of: closure))
        }
    case .closed:
      bed.headline = "CLOSED"
      bed.second = Board.Mark(
        DisplayText(closure?.note ?? "").or(words(of: closure)).or(DisplayText(found.note)))
      bed.third = Board.Mark(closure?.until.map { "to \(short($0))" } ?? "")
    }
    return bed
  }

  private func risk(_ level: String) -> Board.Mark {
    switch level {
    case "low": Board.Mark("Low")
    case "medium": Board.Mark("Med")
    case "high": Board.Mark("High", isUrgent: true)
    case "critical": Board.Mark("Critical", isUrgent: true)
    default: Board.Mark("")
    }
  }

  private func held(_ closure: BedFacts.Closure?) -> Board.Mark {
    guard let closure else { return Board.Mark("") }
    guard let until = closure.until else { return Board.Mark("held") }
    return Board.Mark("held → \(short(until))", isUrgent: until < today)
  }

  private func words(of closure: BedFacts.Closure?) -> DisplayText {
    guard let closure else { return "" }
    return DisplayText(label(ofClosure: closure.kind, app))
  }

  private func short(_ day: Day) -> String { app.shown(.day(day)) }

  private func features(_ rooms: Rows, _ row: ListRow) -> [DisplayText] {
    var features: [DisplayText] = []
    if rooms[.hasEnsuite, row] == true { features.append("en-suite") }
    if rooms[.isAccessible, row] == true { features.append("step-free") }
    if rooms[.hasCallBell, row] == true { features.append("call bell") }
    if let cohort = rooms[.cohort, row], cohort != "any" {
      features.append("for \(Choice.label(for: cohort).lowercased())")
    }
    return features
  }
}

/// What people call a kind of hold or void.
@MainActor
func label(ofClosure kind: String, _ app: AppModel) -> String {
  guard let field = app.registrar?.catalogue["bed_closures"]?.field("kind") else { return kind }
  return app.shown(.text(kind), of: field)
}

extension AppModel {
  /// The residents who are looked for now, as far as the session may know of it.
  func missingResidents() async -> Set<RecordID> {
    let rows = await rows("missing_episodes", HomeModel.looked, fields: ["resident_id"], limit: 200)
    return Set(rows.rows.compactMap { rows[.residentID, $0] })
  }

  /// Since when nobody has each of these beds.
  func emptySince(_ beds: [RecordID]) async -> [RecordID: Instant] {
    if beds.isEmpty { return [:] }
    let rows = await rows(
      "beds", [.among("id", beds.sorted().map(Value.reference))], fields: ["empty_since"], limit: beds.count)
    return Dictionary(
      rows.rows.compactMap { row in rows[.emptySince, row].map { (row.id, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
