import Records
import Storage

/// The rounds of the night on Today, and whom nobody has seen.
extension HomeModel {
  /// So long before the night its first round is spoken of, and after it what was not made.
  private static let before = 45
  private static let after = 5 * 60
  /// Adults whom nobody has seen for so many hours (DOMAIN `unseen.alarm`).
  private static let unseenHours = 24
  /// So many people are asked about one by one.
  private static let unseenLimit = 60

  /// A line for the round that is due, and one for what was not made or only in part.
  func rounds(_ session: Session) async -> [Need] {
    guard mayRound(session) else { return [] }
    let houses = await RoundReader.houses(app, limit: 12)
    var needs: [Need] = []
    for row in houses.rows {
      guard let hours = RoundReader.hours(houses, row, session) else { continue }
      let now = app.clock.now()
      let night = hours.night(at: now.adding(minutes: HomeModel.before))
      guard let end = night.windows.last?.upperBound, now < end.adding(minutes: HomeModel.after) else {
        continue
      }
      let sheet = await RoundReader(app, row.id).outline(hours, at: now.adding(minutes: HomeModel.before))
      let name: DisplayText = houses.rows.count > 1 ? "\(houses[.name, row] ?? ""): " : ""
      needs += lines(of: sheet, hours, at: now, in: row.id, name, session)
    }
    return needs
  }

  private func mayRound(_ session: Session) -> Bool {
    guard let registrar = app.registrar, let type = registrar.catalogue["rounds"] else { return false }
    return registrar.matrix.scope(of: .create, for: session.role, on: type.resource) != nil
  }

  private func lines(
    of sheet: RoundSheet, _ hours: RoundHours, at now: Instant, in house: RecordID, _ name: DisplayText,
    _ session: Session
  ) -> [Need] {
    let slots = sheet.slots(at: now)
    let time = { (moment: Instant) in hours.zone.wall(at: moment).time }
    var needs: [Need] = []
    let soon = now.adding(minutes: HomeModel.before)
    let next = slots.first {
      $0.window.contains(now) && $0.standing != .nobody
        || $0.standing == .upcoming && $0.window.lowerBound <= soon
    }
    if let next, !next.standing.isFinished {
      let begin = next.window.lowerBound
      let open: @MainActor @Sendable (AppModel) async -> Void = { await $0.openRounds(in: house, at: begin) }
      let count = next.due == 1 ? "1 person" : "\(next.due) people"
      let left = sheet.left(in: next.window).count
      let words: DisplayText =
        switch next.standing {
        case .underWay: "\(name)Night round of \(time(begin)) under way, \(left) left"
        case .partDone: "\(name)Night round of \(time(begin)) broken off, \(left) left"
        default: "\(name)Night round due \(time(begin)), \(count)"
        }
      let due = begin.adding(minutes: hours.grace)
      needs.append(
        Need(words, due: due, now: now, zone: session.zone, subject: nil, open: open)
          ?? Need(today: words, due: due, open: open))
    }
    let missed = slots.filter { $0.window.upperBound <= now && [.missed, .partDone].contains($0.standing) }
    guard let first = missed.first else { return needs }
    let times = missed.map { slot -> DisplayText in
      slot.standing == .partDone
        ? "\(time(slot.window.lowerBound)) in part" : "\(time(slot.window.lowerBound))"
    }.joined(separator: ", ")
    let words: DisplayText = "\(name)Night rounds not made: \(times)"
    let begin = first.window.lowerBound
    let need = Need(words, due: first.window.upperBound, now: now, zone: session.zone, subject: nil) {
      await $0.openRounds(in: house, at: begin)
    }
    return needs + [need].compactMap(\.self)
  }

  // MARK: Whom nobody has seen

  /// RND-7: somebody who should be in the house and whom nobody has seen for a day.
  func unseen(_ session: Session) async -> [Need] {
    guard mayRound(session) else { return [] }
    let now = app.clock.now()
    let since = now.adding(hours: -HomeModel.unseenHours)
    let houses = await RoundReader.houses(app, limit: 12)
    if houses.rows.isEmpty { return [] }
    let stays = await app.rows(
      "stays",
      [
        .among("house_id", houses.rows.map { .reference($0.id) }), .equals("state", .text("active")),
        .below("starts_on", .day(session.zone.day(at: since))),
      ], fields: ["resident_id"], limit: 400)
    let checked = await app.rows(
      "round_checks", [.atLeast("checked_at", .instant(since))], fields: ["resident_id", "status"],
      by: "checked_at", descending: true, limit: 2_000)
    let seen = Set(
      checked.rows.filter { RoundStatus(rawValue: checked[.status, $0] ?? "")?.isSeen == true }
        .compactMap { checked[.residentID, $0] })
    let asked = stays.rows.compactMap { stays[.residentID, $0] }.filter { !seen.contains($0) }
    if asked.isEmpty { return [] }
    let rows = await app.rows(
      "residents", [.among("id", asked.prefix(HomeModel.unseenLimit).map(Value.reference))],
      fields: ["leave_status", "last_seen_at", "last_seen_how"], limit: HomeModel.unseenLimit)
    return rows.rows.compactMap { row in
      guard rows[.leaveStatus, row] == "present", let last = rows[.lastSeenAt, row], last < since else {
        return nil
      }
      let who = DisplayText(stays.names[row.id] ?? "").or("Somebody")
      let how = rows[.lastSeenHow, row] ?? ""
      let words: DisplayText =
        "Nobody has seen \(who) since \(app.shown(.instant(last))) \(how): knock, ring, go in by house policy"
      return Need(
        words, due: last.adding(hours: HomeModel.unseenHours), now: now, zone: session.zone, subject: row.id
      ) { await $0.open("residents", row.id) }
    }
  }
}
