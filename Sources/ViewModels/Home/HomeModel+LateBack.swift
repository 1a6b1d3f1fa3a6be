import Records
import Storage

/// Who is late back from being out or from leave.
extension HomeModel {
  /// So many of each are read.
  private static let lateLimit = 200

  /// A line for each who should be back, and of whom nobody has written down that they are.
  func lateBack(_ session: Session) async -> [Need] {
    guard app.mayAdd("sign_outs") else { return [] }
    return await late("sign_outs", "expected_return_at", "is late back", "are late back", session)
      + (await late(
        "passes", "returns_at", "is late back from leave", "are late back from leave", session))
  }

  private func late(
    _ type: String, _ field: String, _ words: DisplayText, _ several: DisplayText, _ session: Session
  ) async -> [Need] {
    let now = app.clock.now()
    let rows = await app.rows(
      type, [.equals("state", .text("out")), .isPresent(field), .below(field, .instant(now))],
      fields: ["resident_id", field, "is_overdue"], by: field, limit: HomeModel.lateLimit)
    let late = rows.rows.filter { rows.value("is_overdue", $0) == .flag(true) }
    if late.isEmpty { return [] }
    let residents = Set(late.compactMap { rows[.residentID, $0] })
    let missing = await missing(among: residents)
    let homes = await homes(of: residents)
    let all = late.compactMap { row -> Housed<(row: RecordID, who: DisplayText, expected: Instant)>? in
      guard let expected = Instant(rows.value(field, row)) else { return nil }
      // Their search stands above.
      if let resident = rows[.residentID, row], missing.contains(resident) { return nil }
      let who = DisplayText(rows.name(.residentID, row) ?? "").or("Somebody")
      let text: DisplayText =
        "\(who) \(words), expected \(app.shown(.instant(expected))): ring them, or open a search"
      let need = Need(text, due: expected, now: now, zone: session.zone, subject: row.id) {
        await $0.open(type, row.id)
      }
      let house = rows[.residentID, row].flatMap { homes[$0]?.id }
      return need.map { Housed(house: house, need: $0, about: (row: row.id, who: who, expected: expected)) }
    }
    return together(all) { group in
      guard let first = group.first?.about else { return nil }
      let house = ofHouse(homes.values.first { $0.id == group.first?.house }?.name)
      let longest: DisplayText = "the longest \(first.who), expected \(app.shown(.instant(first.expected)))"
      let text: DisplayText =
        "\(group.count) people\(house) \(several), \(longest): ring them, or open a search"
      let conditions: [Condition] = [.among("id", group.map { .reference($0.about.row) })]
      return Need(text, due: first.expected, now: now, zone: session.zone, subject: nil) {
        await $0.openList(type, conditions: conditions, words: "late back")
      }
    }
  }

  /// The houses that residents live in, by the resident.
  private func homes(of residents: Set<RecordID>) async -> [RecordID: (id: RecordID, name: String?)] {
    let rows = await app.rows(
      "stays",
      [
        .among("resident_id", residents.sorted().map(Value.reference)), .equals("state", .text("active")),
      ], fields: ["resident_id", "house_id"], limit: max(1, residents.count))
    var homes: [RecordID: (id: RecordID, name: String?)] = [:]
    for row in rows.rows {
      guard let resident = rows[.residentID, row], let house = rows[.houseID, row] else { continue }
      homes[resident] = (house, rows.name(.houseID, row))
    }
    return homes
  }

  private func missing(among residents: Set<RecordID>) async -> Set<RecordID> {
    let rows = await app.rows(
      "residents", [.among("id", residents.sorted().map(Value.reference))], fields: ["leave_status"],
      limit: residents.count)
    return Set(rows.rows.filter { rows[.leaveStatus, $0] == "missing" }.map(\.id))
  }
}
