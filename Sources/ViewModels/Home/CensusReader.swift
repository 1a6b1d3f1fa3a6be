import Records
import Storage

/// Counts how the beds of all covered houses stand: each bed by the board's own derivation where they are few, by
/// sums of the same conditions where they are many.
@MainActor
struct CensusReader {
  private let app: AppModel
  private let now: Instant
  private let today: Day

  /// Up to so many beds are looked at one by one.
  static let limit = 600

  init(_ app: AppModel) {
    self.app = app
    now = app.clock.now()
    today = app.wall.day
  }

  struct Answer {
    var census = BedCensus()
    /// The beds that stand so, where they were looked at one by one.
    var beds: [BedStanding: [Bed]]?
    /// Those in use, where somebody is among them whom the reader may not know.
    var veiled: Veiled?

    enum Veiled {
      case beds([RecordID])
      case many
    }
  }

  struct Bed {
    let facts: BedFacts
    /// Empty where all beds are in one house.
    let house: String
    let room: String
    let who: String
    let since: Day?
  }

  static let standing: [Condition] = [.differs("state", .text("retired"))]
  static let open: Condition = .equals("state", .text("open"))

  var live: [Condition] { [.isEmpty("ends_at"), .below("starts_at", .instant(now.adding(minutes: 1)))] }

  func answer() async -> Answer {
    // Counting is cheap; what stands in each bed is not, and many are never looked at.
    if await app.count("beds", CensusReader.standing) ?? 0 > CensusReader.limit { return await sums() }
    let beds = await app.rows(
      "beds", CensusReader.standing,
      fields: ["house_id", "room_id", "label", "state", "since_at", "occupancy"],
      limit: CensusReader.limit)
    return await each(beds)
  }

  // MARK: Few

  private func each(_ beds: Rows) async -> Answer {
    let many = 4 * CensusReader.limit
    let used = await app.rows(
      "bed_assignments", [.any([[.isEmpty("ends_at")], [.atLeast("ends_at", .instant(now))]])],
      fields: ["bed_id", "resident_id", "starts_at", "ends_at"], by: "starts_at", limit: many)
    let closed = await app.rows(
      "bed_closures", [CensusReader.open], fields: ["bed_id", "kind", "starts_on", "expected_end_on"],
      by: "starts_on", limit: many)
    let closedRooms = Set(
      await app.rows("rooms", [.equals("state", .text("closed"))], fields: [], limit: many).rows.map(\.id))
    let missing = await app.missingResidents()
    var uses: [RecordID: [BedFacts.Use]] = [:]
    for row in used.rows {
      guard let bed = used[.bedID, row] else { continue }
      uses[bed, default: []].append(
        BedFacts.Use(
          id: row.id, stay: nil, resident: used[.residentID, row], from: used[.startsAt, row] ?? now,
          until: used[.endsAt, row],
          isMissing: used[.residentID, row].map(missing.contains) ?? false))
    }
    var closures: [RecordID: [BedFacts.Closure]] = [:]
    for row in closed.rows {
      guard let bed = closed[.bedID, row] else { continue }
      closures[bed, default: []].append(
        BedFacts.Closure(
          id: row.id, kind: closed[.kind, row] ?? "", from: closed[.startsOn, row] ?? today,
          until: closed[.expectedEndOn, row]))
    }
    let rooms = beds.rows.map { beds[.roomID, $0] }
    let shared = Set(Dictionary(grouping: rooms) { $0 }.filter { $0.value.count > 1 }.keys)
    // Rooms of one name stand in several houses; who has more than one reads which.
    let isOneHouse = Set(beds.rows.map { beds[.houseID, $0] }).count < 2
    let emptySince = await app.emptySince(
      beds.rows.filter { beds[.occupancy, $0] != "occupied" }.map(\.id))
    var answer = Answer(beds: [:])
    var inUse: [RecordID] = []
    var isVeiled = false
    for row in beds.rows {
      let room = beds[.roomID, row]
      let facts = BedFacts(
        id: row.id, label: beds[.label, row] ?? "", state: beds[.state, row] ?? "",
        isRoomClosed: room.map(closedRooms.contains) ?? false, uses: uses[row.id] ?? [],
        closures: closures[row.id] ?? [],
        veil: BedFacts.veil(beds[.occupancy, row], uses: uses[row.id] ?? [], at: now))
      let standing = facts.standing(at: now, on: today, today: today)
      answer.census.add(standing, isReady: facts.isReady)
      isVeiled = isVeiled || facts.veil == .occupied
      if standing.isInUse { inUse.append(row.id) }
      guard standing != .occupied else { continue }
      let empty = emptySince[row.id] ?? beds[.sinceAt, row]
      let closed = standing == .void ? nil : facts.closure(on: today)?.from
      let since = closed ?? empty.map { zone.day(at: $0) }
      answer.beds?[standing, default: []].append(
        Bed(
          facts: facts, house: isOneHouse ? "" : beds.name(.houseID, row) ?? "",
          room: name(of: facts, in: room.flatMap { beds.names[$0] }, shared.contains(room)),
          who: facts.use(at: now)?.resident.flatMap { used.names[$0] } ?? "", since: since))
    }
    if isVeiled { answer.veiled = .beds(inUse) }
    answer.beds = answer.beds?.mapValues { beds in
      beds.sorted {
        Text.comesBefore(
          "\($0.house) \($0.room) \($0.facts.label)", "\($1.house) \($1.room) \($1.facts.label)")
      }
    }
    return answer
  }

  /// The room, and in a shared one the bed.
  private func name(of bed: BedFacts, in room: String?, _ isShared: Bool) -> String {
    guard let room else { return bed.label }
    return isShared ? Board.name(bed.label, in: room) : room
  }

  private var zone: Zone { app.session?.zone ?? .utc }

  // MARK: Many

  private func sums() async -> Answer {
    let beds = await app.count("beds", CensusReader.standing) ?? 0
    let ahead: [Condition] = [
      .isEmpty("ends_at"), .atLeast("starts_at", .instant(now.adding(minutes: 1))),
    ]
    let coming = await app.count("bed_assignments", ahead, isSum: true) ?? 0
    let taken = await app.count("bed_assignments", [.isEmpty("ends_at")], isSum: true) ?? 0
    let known = await app.count("bed_assignments", [.isEmpty("ends_at")]) ?? 0
    let missing = await app.missingResidents().count
    let hospital = await closures(["hold_hospital"])
    let leave = await closures(["hold_pass"])
    let offered = await closures(["hold_offer"])
    let closed = await closures(BedFacts.closings)
    let dirty = await app.rows(
      "beds", [.equals("state", .text("to_clean"))], fields: [], by: "state", limit: 5_000)
    return Answer(
      census: BedCensus(
        beds: beds, live: taken - coming, missing: missing, hospital: hospital, leave: leave,
        held: offered + coming,
        closed: closed, notReady: dirty.rows.count), veiled: taken == known ? nil : .many)
  }

  private func closures(_ kinds: [String]) async -> Int {
    await app.count("bed_closures", [CensusReader.open, .among("kind", kinds.map(Value.text))]) ?? 0
  }
}
