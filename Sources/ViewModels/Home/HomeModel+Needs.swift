import Records
import Storage

/// Needs you now: what is late, then what is due today, oldest first, and nothing else.
extension HomeModel {
  /// How many of each sort are read; more are one line that opens the rest.
  ///
  /// What narrows the rows most is in an index with the field they are ordered by, so that no read walks a table.
  private static let limit = 20

  func needs() async -> HomePanel {
    var panel = HomePanel(.needs, "Needs you now")
    panel.empty = "Nothing waits for you."
    guard let session = app.session else { return panel }
    var found = await missing(session)
    found += await approvalsToDecide(session) + (await ownActions(session)) + (await untriaged(session))
    found += await rounds(session) + (await unseen(session)) + (await lateBack(session))
    found += await medicines(session)
    found += await backups(session) + (await beginnings(session))
    let known = Set(found.flatMap(\.subjects))
    found += await notices(session).filter { known.isDisjoint(with: $0.subjects) }
    found.sort { ($0.rank, $0.urgency, $0.due) < ($1.rank, $1.urgency, $1.due) }
    panel.lines = found.map(\.line)
    let overdue = found.count { $0.urgency == .overdue }
    panel.picture = .needs(overdue: overdue, today: found.count - overdue)
    panel.foot = found.isEmpty ? "" : "Enter opens"
    return panel
  }

  // MARK: Missing people

  /// The episodes in which somebody is still looked for.
  static let looked = MissingReader.searching

  /// Whoever may take part in the search reads first who is missing, and whether the police know.
  private func missing(_ session: Session) async -> [Need] {
    guard let registrar = app.registrar, app.mayAdd("missing_episodes") else { return [] }
    let now = app.clock.now()
    let mayInterview = registrar.matrix.scope(of: .update, for: session.role, on: "missing_episodes") != nil
    let reader = MissingReader(app)
    var needs: [Need] = []
    for open in await reader.open().prefix(HomeModel.limit) {
      let show: @MainActor @Sendable (AppModel) async -> Void = { await $0.openMissing(open.id) }
      guard let sheet = await reader.sheet(open.id) else {
        // Somebody is looked for, whatever else cannot be read just now.
        if open.isSearching {
          needs.append(
            Need(
              missing: "\(open.name): open the search", since: open.noticed ?? now, now: now,
              subject: open.id, open: show))
        }
        continue
      }
      let next = sheet.ladder.next
      if open.isSearching {
        let step = searched(sheet, next, now, session)
        needs.append(
          Need(
            missing: "\(open.name)\(step)", since: sheet.noticed, now: now, subject: open.id,
            open: show))
      } else if let next, let due = next.due, next.kind != .interview || mayInterview {
        let words: DisplayText = "\(open.name) is back: \(next.kind.title.text.lowercased())"
        needs += [Need(words, due: due, now: now, zone: session.zone, subject: open.id, open: show)]
          .compactMap(\.self)
      }
    }
    return needs
  }

  /// What is next in a search; that they were seen meanwhile comes before every step.
  private func searched(
    _ sheet: MissingSheet, _ next: MissingLadder.Rung?, _ now: Instant, _ session: Session
  ) -> String {
    if let seen = sheet.seenMeanwhile {
      return ": seen \(session.zone.wall(at: seen.at).time) \(seen.how.text), are they back?"
    }
    return next.map { ": \(spoken($0, now, session))" } ?? ""
  }

  /// `tell the police, due 02:40`, or `LATE`: how long they are missing already stands in the line.
  private func spoken(_ rung: MissingLadder.Rung, _ now: Instant, _ session: Session) -> String {
    let step = rung.kind.title.text.lowercased()
    guard let due = rung.due else { return step }
    return due < now
      ? "\(step), LATE"
      : "\(step), due \(session.zone.wall(at: due).time)"
  }

  // MARK: Approvals

  /// Whether some request that waits for this person stands among the lines.
  var showsRequest: Bool {
    panels.contains { $0.lines.contains { $0.cells.contains { $0.approval != nil } } }
  }

  private func approvalsToDecide(_ session: Session) async -> [Need] {
    guard let registrar = app.registrar, registrar.decides(session) else { return [] }
    let rows = await app.rows(
      "approvals", ApprovalsModel.Queue.mine.conditions(session, in: registrar, now: app.clock.now()),
      fields: ["kind", "subject_type", "subject_id", "resident_id", "due_at", "requested_at"],
      by: "requested_at", limit: HomeModel.limit)
    let now = app.clock.now()
    var late: [Need] = []
    var waiting: [String: [Waiting]] = [:]
    for row in rows.rows {
      guard let typeID = rows[.subjectType, row], let type = registrar.catalogue[typeID] else { continue }
      let words = words(rows, row, type)
      let due = rows[.dueAt, row] ?? now
      if due < now,
        var need = Need(
          words + since(rows[.requestedAt, row]), due: due, now: now, zone: session.zone,
          subject: rows[.subjectID, row],
          open: { await $0.openApprovals(choosing: row.id) })
      {
        need.cell.approval = row.id
        need.subjects.append(row.id)
        late.append(need)
      } else {
        waiting[rows[.kind, row] ?? "", default: []].append(
          Waiting(id: row.id, subject: rows[.subjectID, row], words: words))
      }
    }
    return late + waiting.sorted { $0.key < $1.key }.map { kind, requests in grouped(kind, requests, now) }
  }

  private func words(_ rows: Rows, _ row: ListRow, _ type: RecordType) -> DisplayText {
    let name = rows.name(.subjectID, row) ?? type.singular
    let who = rows.name(.residentID, row).map { ", \(Board.shortName($0))" } ?? ""
    return "\(verb(rows[.kind, row])): \(name)\(who)"
  }

  /// What is done with a request of a kind.
  private func verb(_ kind: String?) -> DisplayText {
    switch kind {
    case "incident_closure": "Close"
    case "custom": "Sign"
    default: "Approve"
    }
  }

  /// What is late is the answer, not what the request is about: since when it is waited for.
  private func since(_ asked: Instant?) -> DisplayText {
    guard let asked, let zone = app.session?.zone else { return "" }
    let (day, time) = zone.wall(at: asked)
    let when = day == app.wall.day ? "\(time)" : "\(app.shown(.day(day))) \(time)"
    return ", waiting since \(when)"
  }

  /// A request that is not late.
  private struct Waiting {
    let id: RecordID
    let subject: RecordID?
    let words: DisplayText
  }

  private func grouped(_ kind: String, _ requests: [Waiting], _ now: Instant) -> Need {
    let subjects = requests.compactMap(\.subject) + requests.map(\.id)
    if requests.count == 1, let request = requests.first {
      var need = Need(today: request.words, due: now, subjects: subjects) {
        await $0.openApprovals(choosing: request.id)
      }
      need.cell.approval = request.id
      return need
    }
    let field = app.registrar?.catalogue["approvals"]?.field("kind")
    let what = (field.map { app.shown(.text(kind), of: $0) } ?? Choice.label(for: kind)).lowercased()
    let verb: DisplayText = kind == "custom" ? "Sign" : "Approve"
    return Need(today: "\(verb) \(requests.count) \(what)s", due: now, subjects: subjects) {
      await $0.openApprovals(choosing: nil)
    }
  }

  // MARK: Own actions

  private func ownActions(_ session: Session) async -> [Need] {
    let today = session.zone.day(at: app.clock.now())
    let conditions: [Condition] = [
      .equals("assigned_to", .reference(session.membership)),
      .any([
        [
          .among("state", [.text("open"), .text("in_progress")]),
          .below("due_on", .day(today.adding(days: 1))),
        ],
        [.equals("state", .text("returned"))],
      ]),
    ]
    let rows = await app.rows(
      "action_assignments", conditions, fields: ["title", "state", "due_on", "reference"], by: "state",
      limit: 5 * HomeModel.limit)
    var needs = rows.rows.compactMap { row -> Need? in
      let title = rows[.title, row] ?? app.short(rows[.reference, row] ?? "")
      let verb: DisplayText = rows[.state, row] == "returned" ? "Sent back" : "Do"
      guard let due = rows[.dueOn, row], let end = end(of: due, session) else { return nil }
      let open: @MainActor @Sendable (AppModel) async -> Void = {
        await $0.open("action_assignments", row.id)
      }
      return Need(
        "\(verb): \(title)", due: end, now: app.clock.now(), zone: session.zone, subject: row.id, open: open)
        ?? Need(today: "\(verb): \(title)", due: end, subjects: [row.id], open: open)
    }
    if let total = rows.total, total > rows.rows.count {
      needs.append(
        Need(today: "\(total - rows.rows.count) more of your actions", due: app.clock.now()) {
          await $0.openList("action_assignments", conditions: conditions, words: "yours, due by today")
        })
    }
    return needs
  }

  /// The last moment of a day in the house's zone.
  private func end(of day: Day, _ session: Session) -> Instant? {
    WallTime(hour: 23, minute: 59).map { session.zone.instant(on: day, at: $0) }
  }

  // MARK: Triage

  private func untriaged(_ session: Session) async -> [Need] {
    guard let registrar = app.registrar,
      registrar.matrix.scope(of: .approve, for: session.role, on: "incidents") != nil
    else { return [] }
    let conditions: [Condition] = [
      .equals("state", .text("submitted")), .differs("reported_by", .reference(session.membership)),
    ]
    let rows = await app.rows(
      "incidents", conditions,
      fields: ["reference", "kind", "severity", "reported_at", "resident_id", "room_id"], by: "occurred_at",
      limit: HomeModel.limit)
    var needs = rows.rows.compactMap { row -> Need? in
      let at = rows[.reportedAt, row] ?? app.clock.now()
      let due = at.adding(hours: (rows[.severity, row] ?? 1) >= 4 ? 1 : 24)
      let about = [kindWord(rows[.kind, row] ?? ""), rows.name(.residentID, row).map(Board.shortName)]
        .compactMap(\.self).joined(separator: ", ")
      let words: DisplayText = "Triage: \(app.short(rows[.reference, row] ?? "")) (\(about))"
      let open: @MainActor @Sendable (AppModel) async -> Void = { await $0.open("incidents", row.id) }
      return Need(
        words, due: due, now: app.clock.now(), zone: session.zone, subject: row.id, open: open)
        ?? Need(today: words, due: due, subjects: [row.id], open: open)
    }
    if rows.rows.count == HomeModel.limit {
      needs.append(
        Need(today: "More incidents to triage", due: app.clock.now()) {
          await $0.openList("incidents", conditions: conditions, words: "to triage")
        })
    }
    return needs
  }

  /// What people call a kind of incident, in running text.
  func kindWord(_ kind: String) -> String {
    guard let field = app.registrar?.catalogue["incidents"]?.field("kind") else { return kind }
    return app.shown(.text(kind), of: field).lowercased()
  }

  // MARK: Notices

  /// Notices that want something done; those of tasks given are the tasks themselves, on their day.
  func notices(_ session: Session) async -> [Need] {
    let rows = await app.rows(
      "notifications",
      [
        .equals("membership_id", .reference(session.membership)),
        .among("state", [.text("unread"), .text("read")]),
        .equals("action_required", .flag(true)), .differs("kind", .text("assignment")),
      ], fields: ["title", "kind", "subject_type", "subject_id", "due_at"], by: "state",
      limit: 2 * HomeModel.limit)
    let who = await residents(of: rows)
    let reviewed = await plansUnderReview(rows)
    let asked = await asked(rows)
    var told: Set<DisplayText> = []
    let now = app.clock.now()
    let owed = owedByToday(rows, session, now)
    let earliestFirst = rows.rows.sorted { rows[.dueAt, $0] ?? now < rows[.dueAt, $1] ?? now }
    return earliestFirst.compactMap { row in
      let type = rows[.subjectType, row]
      let subject = rows[.subjectID, row]
      // One duty is one line: a plan is reviewed with its review, and two records of one duty read alike.
      if let subject, reviewed.contains(subject), rows[.kind, row] == "reminder" { return nil }
      if let subject, owed.contains(subject), rows[.kind, row] != "overdue" { return nil }
      let words = noticeWords(rows, row, asked) + (subject.flatMap { who[$0] } ?? "")
      guard told.insert(words).inserted else { return nil }
      return Need(
        words, due: rows[.dueAt, row] ?? app.clock.now(),
        now: app.clock.now(), zone: session.zone, subject: subject,
        open: { app in
          if let notices = app.registrar?.catalogue["notifications"] { await app.follow(row.id, notices) }
          if let type, let subject {
            await app.open(type, subject)
          } else {
            await app.open("notifications", row.id)
          }
        })
    }
  }

  /// What a notice says, by the title of what it is about where that has no reference: a notice itself keeps none.
  private func noticeWords(
    _ rows: Rows, _ row: ListRow, _ asked: [RecordID: DisplayText]
  ) -> DisplayText {
    let title = rows[.title, row] ?? ""
    if let what = rows[.subjectID, row].flatMap({ asked[$0] }), title.hasPrefix("Approval ") {
      return "Approval (\(what)) \(String(title.dropFirst("Approval ".count)))"
    }
    // A person is called by their name where the session may know it, not by a reference.
    if rows[.subjectType, row] == "residents", let name = rows.name(.subjectID, row),
      let prefix = app.registrar?.catalogue["residents"]?.referencePrefix, title.hasPrefix("\(prefix)-"),
      let end = title.firstIndex(of: " ")
    {
      return "\(name)\(String(title[end...]))"
    }
    guard let type = rows[.subjectType, row].flatMap({ app.registrar?.catalogue[$0] }),
      type.referencePrefix == nil, type.namedBy == ["title"], let name = rows.name(.subjectID, row)
    else { return DisplayText(title) }
    let kind = type.singular.capitalizedFirst + " "
    return title.hasPrefix(kind) ? "“\(name)” \(String(title.dropFirst(kind.count)))" : DisplayText(title)
  }

  /// What the approvals that notices speak of are asked for: the kind and the record, by the approval.
  private func asked(_ notices: Rows) async -> [RecordID: DisplayText] {
    let approvals = notices.rows.filter { notices[.subjectType, $0] == "approvals" }
      .compactMap { notices[.subjectID, $0] }
    if approvals.isEmpty { return [:] }
    let rows = await app.rows(
      "approvals", [.among("id", approvals.map(Value.reference))],
      fields: ["kind", "subject_type", "subject_id"], limit: approvals.count)
    let field = app.registrar?.catalogue["approvals"]?.field("kind")
    var asked: [RecordID: DisplayText] = [:]
    for row in rows.rows {
      guard let kind = rows[.kind, row] else { continue }
      let label = field.map { app.shown(.text(kind), of: $0) } ?? Choice.label(for: kind)
      let words = label.lowercasedFirst
      let what: DisplayText = rows.name(.subjectID, row).map { "\(words): \($0)" } ?? DisplayText(words)
      asked[row.id] = what
    }
    return asked
  }

  /// The records of which a notice says that an answer is owed by now: it says all that the notice said by which it
  /// was asked.
  private func owedByToday(_ notices: Rows, _ session: Session, _ now: Instant) -> Set<RecordID> {
    let today = session.zone.day(at: now)
    let owed = notices.rows.filter { row in
      notices[.kind, row] == "overdue" && session.zone.day(at: notices[.dueAt, row] ?? now) <= today
    }
    return Set(owed.compactMap { notices[.subjectID, $0] })
  }

  /// The plans whose reviews are among the notices.
  private func plansUnderReview(_ notices: Rows) async -> Set<RecordID> {
    let reviews = notices.rows.filter { notices[.subjectType, $0] == "plan_reviews" }
      .compactMap { notices[.subjectID, $0] }
    if reviews.isEmpty { return [] }
    let rows = await app.rows(
      "plan_reviews", [.among("id", reviews.map(Value.reference)), .equals("state", .text("due"))],
      fields: ["support_plan_id"], limit: reviews.count)
    return Set(rows.rows.compactMap { rows[.supportPlanID, $0] })
  }

  /// Whom the records that notices speak of are about, as far as the session may know: a notice itself names nobody.
  private func residents(of notices: Rows) async -> [RecordID: DisplayText] {
    var subjects: [String: Set<RecordID>] = [:]
    for row in notices.rows {
      guard let type = notices[.subjectType, row], let id = notices[.subjectID, row] else { continue }
      subjects[type, default: []].insert(id)
    }
    var names: [RecordID: DisplayText] = [:]
    for (name, ids) in subjects.sorted(by: { $0.key < $1.key }) {
      guard let field = app.registrar?.catalogue[name]?.field("resident_id"), !field.isDerived else {
        continue
      }
      let rows = await app.rows(
        name, [.among("id", ids.sorted().map(Value.reference))], fields: [field.name], limit: ids.count)
      for row in rows.rows {
        guard let resident = rows.name(.residentID, row) else { continue }
        names[row.id] = " (\(Board.shortName(resident)))"
      }
    }
    return names
  }
}
