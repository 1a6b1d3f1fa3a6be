import Records
import Storage

/// What comes today, and who is on shift.
extension HomeModel {
  func events() async -> HomePanel {
    var panel = HomePanel(.events, "Today")
    panel.empty = "Nothing is planned for today."
    guard let session = app.session, let midnight = WallTime(hour: 0, minute: 0) else { return panel }
    let today = app.wall.day
    let start = session.zone.instant(on: today, at: midnight)
    let end = session.zone.instant(on: today.adding(days: 1), at: midnight)
    let conditions: [Condition] = [
      .equals("state", .text("planned")), .atLeast("starts_at", .instant(start)),
      .below("starts_at", .instant(end)),
    ]
    let rows = await app.rows(
      "calendar_events", conditions, fields: HomeModel.eventFields, by: "starts_at", limit: 60)
    var events = rows.rows.map { (at: rows[.startsAt, $0] ?? start, line: line(rows, $0, session)) }
    events += await repeated(before: start, on: today, session)
    events.sort { $0.at < $1.at }
    panel.lines = events.map(\.line)
    return panel
  }

  private static let eventFields = [
    "title", "starts_at", "is_all_day", "resident_id", "house_id", "place", "recurrence", "rule",
    "local_time",
    "ends_on", "excluded_dates",
  ]

  /// The occurrences of series that began before today.
  ///
  /// Only a calendar of up to some thousands is searched for them.
  private func repeated(
    before start: Instant, on today: Day, _ session: Session
  ) async -> [(at: Instant, line: HomePanel.Line)] {
    let all = await app.rows("calendar_events", [], fields: [], limit: 1)
    guard all.total != nil else { return [] }
    let rows = await app.rows(
      "calendar_events",
      [
        .equals("state", .text("planned")), .differs("recurrence", .text("none")),
        .isPresent("recurrence"), .below("starts_at", .instant(start)),
      ], fields: HomeModel.eventFields, by: "starts_at", limit: 200)
    return rows.rows.compactMap { row in
      guard let first = rows[.startsAt, row],
        let recurrence = Recurrence(rows[.recurrence, row] ?? "none", rule: rows[.rule, row])
      else { return nil }
      let (day, time) = session.zone.wall(at: first)
      let series = Series(
        from: day, at: rows[.localTime, row] ?? time, recurrence, until: rows[.endsOn, row],
        excluding: Set((rows[.excludedDates, row] ?? []).compactMap { Day($0) }))
      return series.instants(from: today, to: today, in: session.zone).first.map {
        ($0, line(rows, row, session))
      }
    }
  }

  private func line(_ rows: Rows, _ row: ListRow, _ session: Session) -> HomePanel.Line {
    let time = rows[.startsAt, row].map { session.zone.wall(at: $0).time.description } ?? ""
    let title = rows[.title, row] ?? "event"
    let who = rows.name(.residentID, row).map(Board.shortName)
    let tail = who ?? rows[.place, row] ?? rows.name(.houseID, row) ?? ""
    return HomePanel.Line(
      DisplayText(title), lead: rows[.isAllDay, row] == true ? "all day" : DisplayText(time),
      tail: DisplayText(tail), cells: [.record(DisplayText(title), "calendar_events", row.id)])
  }

  // MARK: Staff

  func staff() async -> HomePanel {
    var panel = HomePanel(.staff, "Staff on shift")
    panel.empty = "No shift is planned for now."
    guard let session = app.session else { return panel }
    let now = app.clock.now()
    let planned: Condition = .among("state", [.text("planned"), .text("running")])
    let fields = ["kind", "starts_at", "ends_at", "minimum_staff_count", "house_id"]
    let current = await app.rows(
      "shifts",
      [
        planned, .below("starts_at", .instant(now.adding(minutes: 1))), .atLeast("ends_at", .instant(now)),
        .atLeast("starts_at", .instant(now.adding(hours: -26))),
      ], fields: fields, by: "starts_at", limit: 20)
    let ids = current.rows.map { Value.reference($0.id) }
    guard !ids.isEmpty else { return panel }
    let people = await app.rows(
      "shift_staff", [.among("shift_id", ids)], fields: ["shift_id", "staff_member_id", "absence"], limit: 400
    )
    // Shifts of one name stand in several houses; who sees more than one reads which.
    let houses = Set(current.rows.map { current[.houseID, $0] })
    let sorted = current.rows.sorted { left, right in
      (current.name(.houseID, left) ?? "", current[.startsAt, left] ?? now)
        < (current.name(.houseID, right) ?? "", current[.startsAt, right] ?? now)
    }
    let namesHouse = houses.count > 1 || (session.houses?.count ?? 0) > 1
    panel.lines = sorted.map { line(current, $0, people, now, session, namesHouse: namesHouse) }
    return panel
  }

  private func line(
    _ rows: Rows, _ row: ListRow, _ people: Rows, _ now: Instant, _ session: Session,
    namesHouse: Bool
  ) -> HomePanel.Line {
    let own = people.rows.filter { people[.shiftID, $0] == row.id }
    let there = own.filter { (people[.absence, $0] ?? "none") == "none" }
    let needed = rows[.minimumStaffCount, row] ?? 1
    let start = rows[.startsAt, row] ?? now
    let hours = [start, rows[.endsAt, row] ?? now].map { session.zone.wall(at: $0).time }
    let kind = rows[.kind, row].map { Choice.label(for: $0) } ?? "Shift"
    let names = there.compactMap { people.name(.staffMemberID, $0).map(HomeModel.spoken) }
    let isShort = there.count < needed
    let words =
      "\(there.count) (\(needed) needed)" + (isShort ? ", short by \(needed - there.count)" : "")
    let title = "\(kind) \(span(start, rows[.endsAt, row] ?? now, hours, session))"
    let house = namesHouse ? rows.name(.houseID, row).map { "\($0): " } ?? "" : ""
    return HomePanel.Line(
      DisplayText(house + names.joined(separator: ", ")), lead: DisplayText(title), tail: DisplayText(words),
      urgency: isShort ? .overdue : .none,
      cells: [
        .list(
          "\(there.count)", "shift_staff", [.equals("shift_id", .reference(row.id))], words: "on \(title)"),
        .record(DisplayText(title), "shifts", row.id),
      ])
  }

  /// `07–15`; of what lasts longer than a day only when it ends, with the day.
  private func span(_ start: Instant, _ end: Instant, _ hours: [WallTime], _ session: Session) -> String {
    guard end.milliseconds - start.milliseconds >= 24 * 3_600_000 else {
      return "\(padded(hours[0].hour, 2))–\(padded(hours[1].hour, 2))"
    }
    return "until \(session.zone.day(at: end).weekdayName) \(padded(hours[1].hour, 2))"
  }

  /// `Osei, Amelia` as colleagues say it: `Amelia Osei`.
  static func spoken(_ name: String) -> String {
    let parts = name.split(separator: ",", maxSplits: 1).map { $0.drop { $0 == " " } }
    return parts.count == 2 ? "\(parts[1]) \(parts[0])" : name
  }
}
