import Records
import Storage

/// Reads who is to be seen in one night in one house, and who was.
@MainActor
struct RoundReader {
  private let app: AppModel
  private let house: RecordID

  init(_ app: AppModel, _ house: RecordID) {
    self.app = app
    self.house = house
  }

  private var here: Condition { .equals("house_id", .reference(house)) }

  /// The houses of the session that somebody watches over at night.
  static func houses(_ app: AppModel, limit: Int = 200) async -> Rows {
    await app.rows(
      "houses", [.equals("state", .text("open")), .equals("support_hours", .text("h24"))],
      fields: ["name", "time_zone"] + hours, by: "name", limit: limit)
  }

  static let hours = [
    "round_from_time", "round_to_time", "round_interval_minutes", "round_grace_minutes",
  ]

  static func hours(_ houses: Rows, _ row: ListRow, _ session: Session) -> RoundHours? {
    RoundHours(
      from: houses[.roundFromTime, row], to: houses[.roundToTime, row],
      every: houses[.roundIntervalMinutes, row], grace: houses[.roundGraceMinutes, row],
      in: houses[.timeZone, row].flatMap { Zone($0) } ?? session.zone)
  }

  // MARK: Everything

  /// The whole sheet of the night that a moment lies in.
  func sheet(_ hours: RoundHours, at moment: Instant) async -> RoundSheet {
    var sheet = RoundSheet()
    sheet.people = await people()
    sheet.night = hours.night(at: moment, often: sheet.people.compactMap(\.every))
    await readLines(into: &sheet)
    return sheet
  }

  /// Who is due and who was seen, without names and rooms: for a line that only counts them.
  func outline(_ hours: RoundHours, at moment: Instant) async -> RoundSheet {
    var sheet = RoundSheet()
    let stays = await app.rows(
      "stays", [here, .equals("state", .text("active"))], fields: ["resident_id", "night_check_minutes"],
      limit: 1_000)
    sheet.people = stays.rows.compactMap { row in
      stays[.residentID, row].map {
        RoundSheet.Person(
          stay: row.id, resident: $0, room: "", name: DisplayText(stays.names[$0] ?? "").or("Resident"),
          every: stays[.nightCheckMinutes, row], away: nil, isMissing: false)
      }
    }
    sheet.night = hours.night(at: moment, often: sheet.people.compactMap(\.every))
    await readLines(into: &sheet)
    return sheet
  }

  /// Reads the rounds of the night again and their lines.
  func readLines(into sheet: inout RoundSheet) async {
    guard let begin = sheet.night?.windows.first?.lowerBound, let end = sheet.night?.windows.last?.upperBound
    else { return }
    let rows = await app.rows(
      "rounds",
      [
        here, .equals("kind", .text("night")), .atLeast("window_from_at", .instant(begin)),
        .below("window_from_at", .instant(end)),
      ],
      fields: ["window_from_at", "window_until_at", "state", "standing", "started_at", "checked_by"],
      by: "started_at", limit: 400)
    sheet.rounds = rows.rows.map { row in
      RoundSheet.Round(
        id: row.id,
        window: rows[.windowFromAt, row].flatMap { from in
          rows[.windowUntilAt, row].flatMap { from < $0 ? from..<$0 : nil }
        }, state: rows[.state, row] ?? "",
        standing: RoundStanding(rawValue: rows[.standing, row] ?? "") ?? .underWay,
        beganAt: rows[.startedAt, row] ?? begin, by: DisplayText(rows.name(.checkedBy, row) ?? ""))
    }
    sheet.night = sheet.night?.keeping(sheet.rounds.compactMap(\.window), at: app.clock.now())
    await readLines(of: sheet.rounds.map(\.id), into: &sheet)
  }

  /// What a line says that was written by mistake.
  static let mistaken = "entered_in_error"

  private func readLines(of rounds: [RecordID], into sheet: inout RoundSheet) async {
    (sheet.lines, sheet.takenBack) = ([:], [:])
    if rounds.isEmpty { return }
    let rows = await app.rows(
      "round_checks", [.among("round_id", rounds.map(Value.reference))],
      fields: [
        "round_id", "stay_id", "status", "checked_at", "activity", "note", "corrects_id", "is_entered_later",
      ], limit: 4_000)
    let byID = Dictionary(rows.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let corrected = Set(rows.rows.compactMap { rows[.correctsID, $0] })
    let status = { (row: ListRow) in RoundStatus(rawValue: rows[.status, row] ?? "") }
    // The line that stands is the one that no other takes the place of.
    for row in rows.rows where !corrected.contains(row.id) {
      guard let round = rows[.roundID, row], let stay = rows[.stayID, row] else { continue }
      if rows[.status, row] == RoundReader.mistaken { sheet.takenBack[round, default: [:]][stay] = row.id }
      guard let seen = status(row) else { continue }
      let words = [rows[.activity, row], rows[.note, row]].compactMap(\.self).joined(separator: ". ")
      sheet.lines[round, default: [:]][stay] = RoundSheet.Line(
        id: row.id, status: seen, at: rows[.checkedAt, row] ?? Instant(milliseconds: 0),
        words: DisplayText(words), isEnteredLater: rows[.isEnteredLater, row] ?? false,
        former: rows[.correctsID, row].flatMap { byID[$0] }.flatMap(status))
    }
  }

  // MARK: People

  /// Those who live in the house by floor, room and bed; who has no bed yet comes last.
  func people() async -> [RoundSheet.Person] {
    let stays = await app.rows(
      "stays", [here, .equals("state", .text("active"))], fields: ["resident_id", "night_check_minutes"],
      limit: 1_000)
    let places = await places()
    let residents = stays.rows.compactMap { stays[.residentID, $0] }
    let leaves = await leave(of: residents)
    let people = stays.rows.compactMap { row -> (place: Place?, person: RoundSheet.Person)? in
      guard let resident = stays[.residentID, row] else { return nil }
      let place = places[row.id]
      let leave = leaves[resident] ?? ""
      return (
        place,
        RoundSheet.Person(
          stay: row.id, resident: resident, room: DisplayText(place?.words ?? "–"),
          name: DisplayText(stays.name(.residentID, row) ?? "").or("Resident"),
          every: stays[.nightCheckMinutes, row], away: RoundStatus.away(leave), isMissing: leave == "missing")
      )
    }
    return people.sorted { left, right in
      guard let one = left.place, let two = right.place else { return left.place != nil }
      let (first, second) = (Board.floorRank(one.floor), Board.floorRank(two.floor))
      if first != second { return first < second }
      if one.words != two.words { return Text.comesBefore(one.words, two.words) }
      return left.person.name.text < right.person.name.text
    }.map(\.person)
  }

  /// Where somebody sleeps.
  private struct Place {
    let floor: String
    let words: String
  }

  private func places() async -> [RecordID: Place] {
    let now = app.clock.now()
    let uses = await app.rows(
      "bed_assignments", [here, .isEmpty("ends_at")], fields: ["stay_id", "bed_id", "starts_at"],
      by: "starts_at", limit: 2_000)
    let beds = await app.rows(
      "beds", [here, .differs("state", .text("retired"))], fields: ["room_id", "label"], by: "label",
      limit: 2_000)
    let rooms = await app.rows("rooms", [here], fields: ["name", "floor"], by: "name", limit: 1_000)
    let floors = Dictionary(
      rooms.rows.map { ($0.id, (name: rooms[.name, $0] ?? "", floor: rooms[.floor, $0] ?? "")) },
      uniquingKeysWith: { first, _ in first })
    let labels = Dictionary(beds.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let shared = Dictionary(grouping: beds.rows.compactMap { beds[.roomID, $0] }) { $0 }
      .filter { $0.value.count > 1 }
    var places: [RecordID: Place] = [:]
    for row in uses.rows where (uses[.startsAt, row] ?? now) <= now {
      guard let stay = uses[.stayID, row], let bed = uses[.bedID, row].flatMap({ labels[$0] }),
        let room = beds[.roomID, bed], let found = floors[room]
      else { continue }
      let name = shared[room] == nil ? found.name : Board.name(beds[.label, bed] ?? "", in: found.name)
      places[stay] = Place(floor: found.floor, words: name)
    }
    return places
  }

  /// The rooms in which somebody has a bed whom the session may not know, by their names; nil where they cannot be read.
  func veiledRooms() async -> [DisplayText]? {
    let now = app.clock.now()
    let beds = await app.rows(
      "beds", [here, .differs("state", .text("retired"))], fields: ["room_id", "label", "occupancy"],
      by: "label",
      limit: 2_000)
    let uses = await app.rows(
      "bed_assignments", [here, .isEmpty("ends_at")], fields: ["bed_id", "starts_at"], limit: 2_000)
    if beds.failed || uses.failed { return nil }
    let known = Set(
      uses.rows.filter { (uses[.startsAt, $0] ?? now) <= now }.compactMap { uses[.bedID, $0] })
    let veiled = beds.rows.filter { beds[.occupancy, $0] == "occupied" && !known.contains($0.id) }
    if veiled.isEmpty { return [] }
    let rooms = await app.rows("rooms", [here], fields: ["name"], limit: 1_000)
    if rooms.failed { return nil }
    let names = Dictionary(
      rooms.rows.map { ($0.id, rooms[.name, $0] ?? "") }, uniquingKeysWith: { first, _ in first })
    let shared = Dictionary(grouping: beds.rows.compactMap { beds[.roomID, $0] }) { $0 }.filter {
      $0.value.count > 1
    }
    return veiled.compactMap { row in
      guard let room = beds[.roomID, row], let name = names[room] else { return nil }
      return DisplayText(shared[room] == nil ? name : Board.name(beds[.label, row] ?? "", in: name))
    }.sorted { Text.comesBefore($0.text, $1.text) }
  }

  func leave(of residents: [RecordID]) async -> [RecordID: String] {
    if residents.isEmpty { return [:] }
    let rows = await app.rows(
      "residents", [.among("id", residents.map(Value.reference))], fields: ["leave_status"],
      limit: residents.count)
    return Dictionary(
      rows.rows.map { ($0.id, rows[.leaveStatus, $0] ?? "") }, uniquingKeysWith: { first, _ in first })
  }
}

extension RoundStatus {
  /// The line for what a resident's record says of where they are; nil for in the house.
  static func away(_ leave: String) -> RoundStatus? {
    switch leave {
    case "signed_out": .out
    case "on_pass": .leave
    case "hospital": .hospital
    default: nil
    }
  }
}
