import Records
import Storage

/// The person's own residents, sign-in and drafts, and what others did.
extension HomeModel {
  func people() async -> HomePanel {
    var panel = HomePanel(.people, "My people")
    panel.empty = "No resident is on your caseload."
    guard let session = app.session else { return panel }
    let rows = await app.rows(
      "stay_staff",
      [.equals("membership_id", .reference(session.membership)), .isEmpty("ends_on")],
      fields: ["resident_id", "kind"], limit: 40)
    let ids = Set(rows.rows.compactMap { rows[.residentID, $0] })
    guard !ids.isEmpty else { return panel }
    let residents = await app.rows(
      "residents", [.among("id", ids.sorted().map(Value.reference))], fields: ["leave_status"], limit: 40)
    let field = app.registrar?.catalogue["residents"]?.field("leave_status")
    let wheres = Dictionary(
      residents.rows.map { ($0.id, residents.value("leave_status", $0)) },
      uniquingKeysWith: { first, _ in first })
    panel.lines = ids.map { ($0, rows.names[$0] ?? "") }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map {
      id, name in
      let place = field.flatMap { field in wheres[id].map { app.shown($0, of: field, style: .short) } } ?? ""
      return HomePanel.Line(
        DisplayText(name), tail: DisplayText(place), cells: [.record(DisplayText(name), "residents", id)])
    }
    return panel
  }

  // MARK: Yours

  func yours() async -> HomePanel {
    var panel = HomePanel(.yours, "You")
    guard let session = app.session else { return panel }
    let last = session.previousStart.map { app.shown(.instant($0), style: .full) }
    let failures = session.failuresSince
    panel.lines = [
      HomePanel.Line(
        DisplayText(last ?? "this is the first"), lead: "Last sign-in",
        tail: failures == 0 ? "" : "\(failures) failed since", urgency: failures == 0 ? .none : .overdue,
        cells: [
          .list(
            "", "user_sessions", [.equals("membership_id", .reference(session.membership))],
            words: "your sessions")
        ])
    ]
    let drafts = await draftCount(session)
    panel.lines.append(
      HomePanel.Line(
        drafts == 0 ? "none" : "wait to be finished", lead: "Drafts", urgency: drafts == 0 ? .none : .today,
        cells: [HomePanel.Cell("\(drafts)", words: "your drafts") { await $0.openDrafts() }]))
    if let since = session.previousStart { await addNews(to: &panel, since: since, session) }
    panel.lines += await desk(session)
    return panel
  }

  private func addNews(to panel: inout HomePanel, since: Instant, _ session: Session) async {
    let notices: [Condition] = [
      .equals("membership_id", .reference(session.membership)), .atLeast("created_at", .instant(since)),
    ]
    let told = await app.rows("notifications", notices, fields: ["kind"], by: "state", limit: 999)
    newCount = told.rows.count
    panel.lines.append(
      HomePanel.Line(
        "since you left (\(app.shown(.instant(since))))", lead: "New notices", tail: sums(told),
        cells: [.list("\(newCount)", "notifications", notices, words: "new since you left")]))
    let announced: [Condition] = [
      .equals("state", .text("published")), .atLeast("publishes_at", .instant(since)),
    ]
    if let count = await app.count("announcements", announced), count > 0 {
      panel.lines.append(
        HomePanel.Line(
          "since you left", lead: "Announcements", urgency: .today,
          cells: [.list("\(count)", "announcements", announced, words: "new since you left")]))
    }
  }

  /// Notices summed by kind, the most first: `2 incident, 1 approval`.
  private func sums(_ notices: Rows) -> DisplayText {
    let kinds = Dictionary(grouping: notices.rows.compactMap { notices[.kind, $0] }) { $0 }
    let sorted = kinds.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let words = sorted.map { "\($0.value.count) \(Choice.label(for: $0.key).lowercased())" }
    return DisplayText(words.joined(separator: ", "))
  }

  private func draftCount(_ session: Session) async -> Int {
    guard let registrar = app.registrar else { return 0 }
    do throws(RegistrarError) {
      return try await registrar.drafts(for: session).count
    } catch {
      await app.say(error)
      return 0
    }
  }

  // MARK: Activity

  func activity() async -> HomePanel {
    var panel = HomePanel(.activity, "Live activity")
    panel.empty = "Nothing has been written yet."
    let rows = await app.rows(
      "audit_log", [.equals("category", .text("data"))],
      fields: ["at", "actor_id", "event", "subject_type", "subject_id"], by: "sequence_number",
      descending: true, limit: 40)
    panel.lines = rows.rows.filter { isTold(rows, $0) }.prefix(8).map { row in
      let time = rows[.at, row].map { app.shown(.instant($0)) } ?? ""
      let actor = rows.name(.actorID, row).map(HomeModel.spoken) ?? "Lodge"
      let type = rows[.subjectType, row].flatMap { app.registrar?.catalogue[$0] }
      let name = rows.name(.subjectID, row) ?? ""
      let text: DisplayText =
        "\(actor)  \(type?.singular ?? "") \(name): \(deed(rows[.event, row] ?? "", type))"
      guard let type, let id = rows[.subjectID, row] else {
        return HomePanel.Line(text, lead: DisplayText(time), cells: [.record(text, "audit_log", row.id)])
      }
      return HomePanel.Line(text, lead: DisplayText(time), cells: [.record(text, type.id, id)])
    }
    return panel
  }

  /// Whether an entry says something by itself: a deed with a name, or a record with a reference.
  private func isTold(_ rows: Rows, _ row: ListRow) -> Bool {
    let type = rows[.subjectType, row].flatMap { app.registrar?.catalogue[$0] }
    if type?.referencePrefix != nil { return true }
    return rows[.event, row].flatMap { app.declaredAction($0) } != nil
  }

  /// What was done, in words: the title of the action, or that a record was added or changed.
  private func deed(_ event: String, _ type: RecordType?) -> String {
    if let action = type?.action(event) ?? app.declaredAction(event)?.action {
      return "“\(action.title)”"
    }
    switch event.split(separator: ".").last {
    case "created": return "added"
    case "updated": return "changed"
    case "removed", "deleted": return "removed"
    default:
      return event.split(separator: ".").last.map { $0.split(separator: "-").joined(separator: " ") } ?? event
    }
  }
}
