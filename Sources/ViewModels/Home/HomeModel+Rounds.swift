import Records
import Storage

/// The rounds of the night on Today, and whom nobody has seen.
extension HomeModel {
  /// So long before the night its first round is spoken of, and after it what was not made.
  private static let before = 45
  private static let after = 5 * 60
  /// Adults whom nobody has seen for so many hours (DOMAIN `unseen.alarm`).
  private static let unseenHours = 24
  /// Children, sooner.
  private static let unseenHoursOfChild = 12
  /// So many people are asked about one by one; of more it is said how many.
  private static let unseenLimit = 100

  /// A line for the round that is due, and one for what was not made or only in part.
  func rounds(_ session: Session) async -> [Need] {
    guard mayRound else { return [] }
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

  private var mayRound: Bool {
    app.mayAdd("rounds")
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
      var need =
        Need(words, due: due, now: now, zone: session.zone, subject: nil, open: open)
        ?? Need(today: words, due: due, open: open)
      need.isOfTonight = next.window.contains(now)
      needs.append(need)
    }
    let missed = slots.filter { $0.window.upperBound <= now && [.missed, .partDone].contains($0.standing) }
    guard let first = missed.first else { return needs }
    let times = missed.map { slot -> DisplayText in
      slot.standing == .partDone
        ? "\(time(slot.window.lowerBound)) in part" : "\(time(slot.window.lowerBound))"
    }.joined(separator: ", ")
    let words: DisplayText = "\(name)Night rounds not made: \(times)"
    let begin = first.window.lowerBound
    var need = Need(words, due: first.window.upperBound, now: now, zone: session.zone, subject: nil) {
      await $0.openRounds(in: house, at: begin)
    }
    need?.isOfTonight = true
    return needs + [need].compactMap(\.self)
  }

  // MARK: Whom nobody has seen

  /// RND-7: somebody who should be in the house and whom nobody has seen for a day.
  func unseen(_ session: Session) async -> [Need] {
    guard mayRound else { return [] }
    let now = app.clock.now()
    let since = now.adding(hours: -HomeModel.unseenHours)
    let houses = await RoundReader.houses(app)
    if houses.rows.isEmpty { return [] }
    let stays = await app.rows(
      "stays",
      [
        .among("house_id", houses.rows.map { .reference($0.id) }), .equals("state", .text("active")),
        .below("starts_on", .day(session.zone.day(at: since))),
      ], fields: ["resident_id", "starts_on", "house_id"], limit: 2_000)
    let checked = await app.rows(
      "round_checks", [.atLeast("checked_at", .instant(since))],
      fields: ["resident_id", "status", "checked_at", "corrects_id"],
      by: "checked_at", descending: true, limit: 2_000)
    let corrected = Set(checked.rows.compactMap { checked[.correctsID, $0] })
    let sightings = checked.rows.filter {
      RoundStatus(rawValue: checked[.status, $0] ?? "")?.isSeen == true && !corrected.contains($0.id)
    }
    let seen = Set(sightings.compactMap { checked[.residentID, $0] })
    let lately = now.adding(hours: -HomeModel.unseenHoursOfChild)
    let seenLately = Set(
      sightings.filter { checked[.checkedAt, $0].map { $0 >= lately } ?? false }
        .compactMap { checked[.residentID, $0] })
    let children = await children(among: seen.subtracting(seenLately))
    let asked = stays.rows.compactMap { stays[.residentID, $0] }.filter {
      !seen.contains($0) || children.contains($0)
    }
    if asked.isEmpty { return [] }
    let came = Dictionary(
      stays.rows.compactMap { row in
        stays[.residentID, row].flatMap { id in
          stays[.startsOn, row].map { (id, session.zone.moment(standingFor: $0)) }
        }
      }, uniquingKeysWith: { first, _ in first })
    let rows = await app.rows(
      "residents", [.among("id", asked.prefix(HomeModel.unseenLimit).map(Value.reference))],
      fields: ["leave_status", "last_seen_at", "last_seen_how", "age", "current_stay_id"],
      limit: HomeModel.unseenLimit)
    let homes = Dictionary(
      stays.rows.compactMap { row in stays[.residentID, row].map { ($0, row) } },
      uniquingKeysWith: { first, _ in first })
    var late: [Housed<Unseen>] = []
    var unknown: [Unseen] = []
    for row in rows.rows where rows[.leaveStatus, row] == "present" {
      let hours = HomeModel.isChild(rows[.age, row]) ? HomeModel.unseenHoursOfChild : HomeModel.unseenHours
      let who = DisplayText(stays.names[row.id] ?? "").or("Somebody")
      var unseen = Unseen(resident: row.id, stay: rows[.currentStayID, row], name: who)
      guard let last = rows[.lastSeenAt, row] else {
        // Of whom nothing was ever written down no hours are known.
        if came[row.id].map({ $0 < now.adding(hours: -hours) }) == true { unknown.append(unseen) }
        continue
      }
      let since: DisplayText = "\(app.shown(.instant(last))) \(rows[.lastSeenHow, row] ?? "")"
      unseen.last = since
      let words: DisplayText = "Nobody has seen \(who) since \(since): knock, ring, go in by house policy"
      let need = Need(
        words, due: last.adding(hours: hours), now: now, zone: session.zone, subject: row.id
      ) { [unseen] in $0.answer(unseen) }
      guard let need, need.urgency == .overdue else { continue }
      let house = homes[row.id].flatMap { stays[.houseID, $0] }
      late.append(Housed(house: house, need: need, about: unseen))
    }
    let span: DisplayText = children.isEmpty ? "for a day" : "for half a day and longer"
    var needs = together(late) { group in
      let people = group.map(\.about)
      guard let first = people.first, let due = group.first?.need.due else { return nil }
      let house = ofHouse(homes[first.resident].flatMap { stays.name(.houseID, $0) })
      let longest: DisplayText = "the longest \(first.name) since \(first.last)"
      let words: DisplayText =
        "\(people.count) people\(house) have not been seen \(span), \(longest): knock, ring"
      return Need(words, due: due, now: now, zone: session.zone, subject: nil) { [people] in
        $0.choose(among: people)
      }
    }
    if let first = unknown.first {
      let words: DisplayText =
        unknown.count == 1
        ? "No record says when \(first.name) was last seen: look in, and say so"
        : "No record says when \(unknown.count) people were last seen: look in, and say so"
      needs.append(
        Need(today: words, due: now, subjects: unknown.map(\.resident)) { [unknown] in
          $0.choose(among: unknown)
        })
    }
    let others = asked.count - HomeModel.unseenLimit
    guard others > 0 else { return needs }
    let words: DisplayText = "\(others) others have no line of the last day either: look at Residents"
    return needs + [Need(today: words, due: now) { await $0.openList("residents", fresh: true) }]
  }

  private static func isChild(_ age: Int?) -> Bool { age.map { $0 < 18 } ?? false }

  private func children(among residents: Set<RecordID>) async -> Set<RecordID> {
    if residents.isEmpty { return [] }
    let rows = await app.rows(
      "residents", [.among("id", residents.map(Value.reference))], fields: ["age"], limit: residents.count)
    return Set(rows.rows.filter { HomeModel.isChild(rows[.age, $0]) }.map(\.id))
  }
}
