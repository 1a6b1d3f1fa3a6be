import Records
import Storage

/// What happened in the last eight weeks, and when in the week.
extension HomeModel {
  /// How many kinds have a line.
  private static let kindCount = 4

  /// Counts on where the count stopped, a week at a time; nil while there is more than fits in a moment.
  func incidents() async -> HomePanel? {
    guard let session = app.session else { return HomePanel(.incidents, "Incidents, last 8 weeks") }
    var (counted, next) = tally ?? (IncidentTally(today: app.wall.day), 0)
    let started = app.clock.now()
    while let week = next {
      let days = counted.days(ofWeek: week)
      let quarters = await app.quarters(
        of: "incidents", by: "kind", at: "occurred_at",
        midnight(days.lowerBound, session)..<midnight(days.upperBound, session), HomeModel.counted)
      for quarter in quarters {
        let (day, time) = session.zone.wall(at: quarter.at)
        let kind = if case .text(let code) = quarter.value { code } else { "other" }
        counted.add(quarter.count, kind, on: day, at: time)
      }
      next = week + 1 < IncidentTally.weekCount ? week + 1 : nil
      tally = (counted, next)
      if next != nil, app.clock.now().milliseconds - started.milliseconds > 20 { return nil }
    }
    return panel(counted, session)
  }

  private func panel(_ tally: IncidentTally, _ session: Session) -> HomePanel {
    var panel = HomePanel(.incidents, "Incidents, last 8 weeks")
    panel.picture = .incidents(tally)
    panel.empty = "None in eight weeks."
    panel.lines = tally.ranked.prefix(HomeModel.kindCount).compactMap { kind in
      tally.kinds[kind].map { line(kind, $0, tally, session) }
    }
    let further = tally.ranked.count - panel.lines.count
    let others = further > 0 ? ", \(further) more \(further == 1 ? "kind" : "kinds")" : ""
    panel.foot = tally.total == 0 ? "" : "\(tally.total) in all\(others)"
    return panel
  }

  private func line(
    _ kind: String, _ counts: IncidentTally.Kind, _ tally: IncidentTally, _ session: Session
  ) -> HomePanel.Line {
    let word = kindWord(kind)
    let title = word.prefix(1).uppercased() + word.dropFirst()
    let all = HomePanel.Cell.list(
      "\(counts.total)", "incidents", since(tally.start, session) + [.equals("kind", .text(kind))],
      words: "\(word), last 8 weeks")
    let weeks = counts.weeks.indices.map { week -> HomePanel.Cell in
      let days = tally.days(ofWeek: week)
      let first = app.shown(.day(days.lowerBound))
      return .list(
        "\(counts.weeks[week])", "incidents",
        between(days.lowerBound, days.upperBound, session) + [.equals("kind", .text(kind))],
        words: "\(word), week from \(first)")
    }
    return HomePanel.Line(
      "\(counts.trend.word) \(counts.trend.sign)", lead: DisplayText(title), cells: [all] + weeks)
  }

  // MARK: Hours

  /// Weekday by six hours of the most frequent kind; it follows the count of the weeks.
  func hours() -> HomePanel {
    guard let session = app.session, let counted = tally?.tally, let kind = counted.ranked.first,
      let counts = counted.kinds[kind], let worst = counts.worst
    else {
      var panel = HomePanel(.hours, "When they happen (28 days)")
      panel.empty = "None in four weeks."
      return panel
    }
    var panel = HomePanel(.hours, "When: \(kindWord(kind)) (28 days)")
    panel.picture = .hours(counts)
    panel.lines = counts.hours.indices.map { part in
      let cells = (0..<7).map { cell(kind, counted, part, $0, counts.hours[part][$0], session) }
      return HomePanel.Line("", lead: HomeModel.parts[part], cells: cells)
    }
    let where_: DisplayText = "\(HomeModel.weekdays[worst.weekday]) \(HomeModel.parts[worst.part])"
    panel.lines.append(
      HomePanel.Line(
        worst.count > 1 ? "Most: \(where_) (\(worst.count))" : "No time stands out.",
        cells: [cell(kind, counted, worst.part, worst.weekday, worst.count, session)]))
    return panel
  }

  package static let weekdays: [DisplayText] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  package static let parts: [DisplayText] = ["00–06", "06–12", "12–18", "18–24"]

  private func cell(
    _ kind: String, _ tally: IncidentTally, _ part: Int, _ weekday: Int, _ count: Int, _ session: Session
  ) -> HomePanel.Cell {
    let groups = tally.days(onWeekday: weekday).compactMap { day -> [Condition]? in
      guard let from = WallTime(hour: part * 6, minute: 0) else { return nil }
      let start = session.zone.instant(on: day, at: from)
      let end =
        WallTime(hour: part * 6 + 6, minute: 0).map { session.zone.instant(on: day, at: $0) }
        ?? midnight(day.adding(days: 1), session)
      return [.atLeast("occurred_at", .instant(start)), .below("occurred_at", .instant(end))]
    }
    return .list(
      "\(count)", "incidents",
      HomeModel.counted + [.equals("kind", .text(kind)), .any(groups)],
      words: "\(kindWord(kind)), \(HomeModel.weekdays[weekday]) \(HomeModel.parts[part]), last 28 days")
  }

  // MARK: Conditions

  /// What was reported in earnest.
  private static let counted: [Condition] = [
    .differs("state", .text("draft")), .differs("state", .text("void")),
  ]

  private func midnight(_ day: Day, _ session: Session) -> Instant {
    WallTime(hour: 0, minute: 0).map { session.zone.instant(on: day, at: $0) } ?? app.clock.now()
  }

  private func since(_ day: Day, _ session: Session) -> [Condition] {
    HomeModel.counted + [.atLeast("occurred_at", .instant(midnight(day, session)))]
  }

  private func between(_ first: Day, _ end: Day, _ session: Session) -> [Condition] {
    since(first, session) + [.below("occurred_at", .instant(midnight(end, session)))]
  }
}
