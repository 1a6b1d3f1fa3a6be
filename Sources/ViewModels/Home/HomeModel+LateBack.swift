import Records
import Storage

/// Who is late back from being out or from leave.
extension HomeModel {
  /// So many of each are read.
  private static let lateLimit = 200

  /// A line for each who should be back, and of whom nobody has written down that they are.
  func lateBack(_ session: Session) async -> [Need] {
    guard app.mayAdd("sign_outs") else { return [] }
    return await late("sign_outs", "expected_return_at", "is late back", session)
      + (await late("passes", "returns_at", "is late back from leave", session))
  }

  private func late(
    _ type: String, _ field: String, _ words: DisplayText, _ session: Session
  ) async -> [Need] {
    let now = app.clock.now()
    let rows = await app.rows(
      type, [.equals("state", .text("out")), .isPresent(field), .below(field, .instant(now))],
      fields: ["resident_id", field, "is_overdue"], by: field, limit: HomeModel.lateLimit)
    let late = rows.rows.filter { rows.value("is_overdue", $0) == .flag(true) }
    if late.isEmpty { return [] }
    let missing = await missing(among: Set(late.compactMap { rows[.residentID, $0] }))
    return late.compactMap { row -> Need? in
      guard let expected = Instant(rows.value(field, row)) else { return nil }
      // Their search stands above.
      if let resident = rows[.residentID, row], missing.contains(resident) { return nil }
      let who = DisplayText(rows.name(.residentID, row) ?? "").or("Somebody")
      let text: DisplayText =
        "\(who) \(words), expected \(app.shown(.instant(expected))): ring them, or open a search"
      return Need(text, due: expected, now: now, zone: session.zone, subject: row.id) {
        await $0.open(type, row.id)
      }
    }
  }

  private func missing(among residents: Set<RecordID>) async -> Set<RecordID> {
    let rows = await app.rows(
      "residents", [.among("id", residents.sorted().map(Value.reference))], fields: ["leave_status"],
      limit: residents.count)
    return Set(rows.rows.filter { rows[.leaveStatus, $0] == "missing" }.map(\.id))
  }
}
