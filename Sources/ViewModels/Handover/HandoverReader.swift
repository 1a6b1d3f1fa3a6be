import Records
import Storage

/// Reads what one shift tells the next: what the program knows, by the eyes of whoever opens it, and what was written.
@MainActor
struct HandoverReader {
  let app: AppModel
  let house: RecordID
  let zone: Zone

  /// The handover of a house that is being written or waits, and since when things are told.
  struct Standing: Sendable {
    /// The one that is shown: a draft before one that waits, that before the last that was accepted.
    var id: RecordID?
    var state = ""
    /// The one that waits to be accepted, also while the next is being written.
    var waiting: RecordID?
    var words: [DisplayText] = ["Nothing is written yet. The first line begins the handover of this shift."]
    var since: Instant
  }

  typealias Line = ReportModel.Line

  private var here: Condition { .equals("house_id", .reference(house)) }

  func standing() async -> Standing {
    let now = app.clock.now()
    let rows = await app.rows(
      "handovers", [here, .among("state", ["handed_over", "accepted"].map(Value.text))],
      fields: [
        "state", "headline", "outgoing_by", "handed_over_at", "incoming_by", "accepted_at", "created_at",
      ],
      by: "handed_over_at", descending: true, limit: 10)
    let finished = rows.rows
    // What was begun and left before the last day and a half is of a shift that nobody hands over any more.
    let begun = await app.rows(
      "handovers",
      [here, .among("state", ["draft", "returned"].map(Value.text))], fields: ["state", "incoming_by"],
      limit: 200)
    // An identity begins with the moment at which it was made.
    let earliest = RecordID(milliseconds: now.adding(hours: -36).milliseconds, random: (0, 0))
    // Who sent one back writes the handover of their own shift, and not into that one.
    let open = begun.rows.filter { row in
      row.id >= earliest
        && (begun[.state, row] != "returned" || begun[.incomingBy, row] != app.session?.membership)
    }.max { $0.id < $1.id }
    // Of several that wait the oldest comes first, as they were told; what waited for two days waits no more for that.
    let waits = finished.filter { rows[.state, $0] == "handed_over" }
    let recent = waits.filter { rows[.handedOverAt, $0].map { $0 > now.adding(hours: -48) } ?? false }
    let waiting = recent.last ?? waits.first
    let last = finished.first.flatMap { rows[.handedOverAt, $0] }
    let place = waiting.flatMap { told in finished.firstIndex { $0.id == told.id } } ?? 0
    let before = finished.dropFirst(place + 1).first.flatMap { rows[.handedOverAt, $0] }
    let day = now.adding(hours: -12)
    let more = recent.count - 1
    let further: [DisplayText] = more > 0 ? ["\(more) more wait\(more == 1 ? "s" : "") after this one."] : []
    var standing = Standing(since: last ?? day)
    standing.waiting = waiting?.id
    if let open {
      standing.id = open.id
      standing.state = "draft"
      standing.words = ["Being written by this shift."] + (waiting.map { said(rows, $0) } ?? []) + further
    } else if let told = waiting ?? finished.first {
      standing.id = told.id
      standing.state = rows[.state, told] ?? ""
      standing.words = said(rows, told) + further
      standing.since = before ?? last ?? day
    }
    return standing
  }

  private func said(_ rows: Rows, _ row: ListRow) -> [DisplayText] {
    let by = rows.name(.outgoingBy, row).map { " by \($0)" } ?? ""
    let at = rows[.handedOverAt, row].map { " \(time($0))" } ?? ""
    let headline = rows[.headline, row].map { DisplayText($0) } ?? ""
    guard let incoming = rows.name(.incomingBy, row), let accepted = rows[.acceptedAt, row] else {
      return ["Handed over\(by)\(at), waits to be accepted.", headline]
    }
    return ["Handed over\(by)\(at), accepted by \(incoming) \(time(accepted)).", headline]
  }

  func time(_ moment: Instant) -> DisplayText {
    let (day, time) = zone.wall(at: moment)
    return day == zone.day(at: app.clock.now()) ? "\(time)" : "\(app.shown(.day(day))) \(time)"
  }

  // MARK: Everything

  func lines(_ standing: Standing) async -> [Line] {
    var lines =
      standing.words.filter { !$0.isBlank }.map { Line($0) } + (await readers(of: standing)) + [Line("")]
    lines += await part("WRITTEN BY THE SHIFT", none: "No lines yet.") { await written(standing) }
    lines += await part("MISSING", none: nil) { await missing() }
    lines += await part("NOT IN THE HOUSE", none: "Everybody is recorded as in.") { await away() }
    lines += await part("ASKED OF THE SHIFT", none: nil) { await asked(standing.since) }
    lines += await part("INCIDENTS SINCE", none: "None.") { await incidents(standing.since) }
    lines += await part("MEDICINES", none: "Nothing late, missed or refused.") {
      await medicines(standing.since)
    }
    lines += await part("ROUNDS", none: "None missed.") { await rounds() }
    lines += await part("COUNTS", none: "Not counted yet: asked when it is handed over.") {
      await counts(standing)
    }
    lines += await part("TO DO", none: "Nothing is due.") { await tasks() }
    lines += await part("HAZARDS AND CERTIFICATES", none: "None.") { await hazards() }
    return lines
  }

  /// A part under its heading; one that has nothing to say is left out where it says nothing for that.
  ///
  /// What could not be read is said, and never told as nothing.
  private func part(
    _ title: DisplayText, none: DisplayText?, _ read: () async -> [Line]
  ) async -> [Line] {
    let failures = app.failedReads
    let lines = await read()
    let isWhole = app.failedReads == failures
    if lines.isEmpty, none == nil, isWhole { return [] }
    var told = [Line(title)]
    if !isWhole { told.append(Line("  COULD NOT BE READ WHOLE. Ask a colleague.")) }
    if lines.isEmpty, isWhole, let none { told.append(Line("  " + none)) }
    return told + lines + [Line("")]
  }

  private func line(_ text: DisplayText, _ type: String, _ id: RecordID) -> Line {
    Line("  " + text) { [weak app] in await app?.open(type, id) }
  }

  // MARK: What was written

  private func readers(of standing: Standing) async -> [Line] {
    guard let id = standing.id else { return [] }
    let rows = await app.rows(
      "handover_reads", [.equals("handover_id", .reference(id))], fields: ["membership_id", "read_at"],
      by: "read_at", limit: 60)
    let names = rows.rows.compactMap { row -> DisplayText? in
      guard let at = rows[.readAt, row] else { return nil }
      return "\(rows.name(.membershipID, row) ?? "Somebody") \(time(at))"
    }
    if standing.state == "draft" { return [] }
    let read: DisplayText =
      names.isEmpty ? "Nobody has marked it as read." : "Read by " + names.joined(separator: ", ") + "."
    let wanting = await unread(id, by: Set(rows.rows.compactMap { rows[.membershipID, $0] }))
    if wanting.isEmpty { return [Line(read)] }
    return [Line(read), Line("Not read yet by " + wanting.joined(separator: ", ") + ".")]
  }

  /// Who is on shift now and has neither read, written nor accepted it, as far as the reader may see who that is.
  private func unread(_ id: RecordID, by readers: Set<RecordID>) async -> [DisplayText] {
    let now = app.clock.now()
    let shifts = await app.rows(
      "shifts",
      [
        here, .differs("state", .text("cancelled")), .differs("kind", .text("on_call")),
        .atLeast("ends_at", .instant(now)), .below("starts_at", .instant(now)),
      ], fields: [], by: "starts_at", limit: 10)
    if shifts.rows.isEmpty { return [] }
    let people = await app.rows(
      "shift_staff", [.among("shift_id", shifts.rows.map { .reference($0.id) }), .isEmpty("left_at")],
      fields: ["staff_member_id", "absence"], limit: 60)
    let there = people.rows.filter { (people[.absence, $0] ?? "none") == "none" }
    let staff = Set(there.compactMap { people[.staffMemberID, $0] })
    if staff.isEmpty { return [] }
    let members = await app.rows(
      "memberships", [.among("staff_member_id", staff.sorted().map { .reference($0) })],
      fields: ["short_name"], limit: 60)
    let signed = await app.rows(
      "handovers", [.equals("id", .reference(id))], fields: ["outgoing_by", "incoming_by"], limit: 1)
    let signers = signed.rows.flatMap { [signed[.outgoingBy, $0], signed[.incomingBy, $0]] }
    let done = readers.union(signers.compactMap(\.self))
    return members.rows.filter { !done.contains($0.id) }
      .compactMap { members[.shortName, $0].map { DisplayText($0) } }.sorted { $0.text < $1.text }
  }

  private func written(_ standing: Standing) async -> [Line] {
    guard let id = standing.id else { return [] }
    let rows = await app.rows(
      "handover_items", [.equals("handover_id", .reference(id))],
      fields: ["resident_id", "priority", "content", "needs_follow_up", "created_at"], limit: 100)
    let order = ["urgent", "high", "medium", "low"]
    let sorted = rows.rows.sorted {
      (order.firstIndex(of: rows[.priority, $0] ?? "") ?? 9)
        < (order.firstIndex(of: rows[.priority, $1] ?? "") ?? 9)
    }
    return sorted.map { row in
      let who = rows.name(.residentID, row).map(Board.shortName) ?? "The house"
      let sign: DisplayText = ["urgent", "high"].contains(rows[.priority, row] ?? "") ? "▲ " : ""
      let follow: DisplayText = rows[.needsFollowUp, row] == true ? " (to follow up)" : ""
      return line(sign + "\(who): \(rows[.content, row] ?? "")" + follow, "handover_items", row.id)
    }
  }

  // MARK: People

  private func missing() async -> [Line] {
    let reader = MissingReader(app)
    var lines: [Line] = []
    for open in await reader.open() {
      guard let sheet = await reader.sheet(open.id), sheet.episode[.houseID] == house else { continue }
      let next = sheet.ladder.next.map { ", next: \($0.kind.title.text.lowercased())" } ?? ""
      let since: DisplayText = open.isSearching ? "missing since \(time(sheet.noticed))" : "is back"
      lines.append(
        Line("  ▲ \(open.name) " + since + DisplayText(next)) { [weak app] in await app?.openMissing(open.id)
        })
    }
    return lines
  }

  private func away() async -> [Line] {
    let people = await RoundReader(app, house).people()
    return people.filter { $0.away != nil || $0.isMissing }.map { person in
      let where_: DisplayText = person.isMissing ? "MISSING" : person.away?.word ?? ""
      return line(
        "\(person.room.filled(to: 8))\(person.name.filled(to: 28))" + where_, "residents", person.resident)
    }
  }

  /// The alerts that went up since, and what legal orders ask of the shift: what is to be done, never why.
  private func asked(_ since: Instant) async -> [Line] {
    let people = await RoundReader(app, house).people().map { Value.reference($0.resident) }
    if people.isEmpty { return [] }
    let flags = await app.rows(
      "flags",
      [
        .among("resident_id", people), .equals("state", .text("active")),
        .atLeast("created_at", .instant(since)),
      ],
      fields: ["resident_id", "message"], limit: 60)
    let orders = await app.rows(
      "legal_orders", [.among("resident_id", people), .equals("state", .text("in_force"))],
      fields: ["resident_id", "shift_instruction"], limit: 60)
    let alerts = flags.rows.map { row in
      let who = flags.name(.residentID, row).map(Board.shortName) ?? "Somebody"
      return line("\(who): \(app.shown(flags.value("message", row)))", "flags", row.id)
    }
    let told = orders.rows.compactMap { row -> Line? in
      let value = orders.value("shift_instruction", row)
      guard case .text(let words) = value, !words.isEmpty else { return nil }
      let who = orders.name(.residentID, row).map(Board.shortName) ?? "Somebody"
      return line("\(who): \(words)", "legal_orders", row.id)
    }
    return alerts + told
  }

  private func incidents(_ since: Instant) async -> [Line] {
    let rows = await app.rows(
      // What was written since, also of what happened before: the last shift could not tell it.
      "incidents", [here, .atLeast("created_at", .instant(since)), .differs("state", .text("void"))],
      fields: ["reference", "kind", "severity", "resident_id", "occurred_at", "state"], by: "occurred_at",
      descending: true, limit: 60)
    guard let field = app.registrar?.catalogue["incidents"]?.field("kind") else { return [] }
    return rows.rows.reversed().map { row in
      let at = rows[.occurredAt, row].map { time($0) } ?? ""
      let who = rows.name(.residentID, row).map { ", \(Board.shortName($0))" } ?? ""
      let kind = app.shown(rows.value("kind", row), of: field, style: .short)
      let severity = rows[.severity, row].map { ", severity \($0)" } ?? ""
      return line(at + " \(kind)\(who)\(severity)", "incidents", row.id)
    }
  }

  // MARK: What was late

  private func medicines(_ since: Instant) async -> [Line] {
    guard let type = app.registrar?.catalogue["medication_events"], app.mayRead(type) else {
      return [Line("  Your role does not read this.")]
    }
    let now = app.clock.now()
    let sheet = await MedicineReader(app, house).outline(around: zone.day(at: now), in: zone)
    var lines: [Line] = []
    for (standing, word) in [(DoseStanding.late, "late"), (.missed, "missed")] {
      let found = sheet.doses.filter { dose in
        sheet.standing(of: dose, at: now) == standing
          && (dose.due >= since || sheet.standing(of: dose, at: since) != standing)
      }
      guard let first = found.first else { continue }
      let count: DisplayText = found.count == 1 ? "1 dose" : "\(found.count) doses"
      lines.append(
        Line("  ▲ " + count + " \(word), the first of \(time(first.due))") { [weak app, house] in
          await app?.openMedicines(in: house, at: first.due)
        })
    }
    let refused = sheet.doses.filter { dose in
      dose.due >= since && sheet.line(of: dose)?.status == .refused
    }.count
    if refused > 0 { lines.append(Line("  \(refused) refused")) }
    return lines
  }

  private func rounds() async -> [Line] {
    guard let session = app.session else { return [] }
    let houses = await RoundReader.houses(app)
    guard let row = houses.rows.first(where: { $0.id == house }),
      let hours = RoundReader.hours(houses, row, session)
    else { return [] }
    let now = app.clock.now()
    let sheet = await RoundReader(app, house).outline(hours, at: now)
    return sheet.slots(at: now).filter(\.standing.isUrgent).map { slot in
      Line("  ▲ \(time(slot.window.lowerBound)) \(slot.standing.word)") { [weak app, house] in
        await app?.openRounds(in: house, at: slot.window.lowerBound)
      }
    }
  }

  // MARK: The house

  private func counts(_ standing: Standing) async -> [Line] {
    guard let id = standing.id, standing.state != "draft",
      let type = app.registrar?.catalogue["handovers"]
    else { return [] }
    let fields = ["controlled_drugs_ok", "cash_amount", "keys_ok", "phone_ok", "instructions"]
    let rows = await app.rows("handovers", [.equals("id", .reference(id))], fields: fields, limit: 1)
    guard let row = rows.rows.first else { return [] }
    return fields.compactMap { name in
      let value = rows.value(name, row)
      guard let field = type.field(name), !value.isEmpty else { return nil }
      return Line("  \(DisplayText(field.label).filled(to: 26))\(app.shown(value, of: field))")
    }
  }

  private func tasks() async -> [Line] {
    let now = app.clock.now()
    let today = zone.day(at: now)
    let actions = await app.rows(
      "action_assignments",
      [
        here, .among("state", ["open", "in_progress", "returned"].map(Value.text)),
        .below("due_on", .day(today.adding(days: 2))),
      ],
      fields: ["title", "due_on", "assigned_to"], by: "due_on", limit: 40)
    let tasks = await app.rows(
      "tasks", [here, .equals("state", .text("open")), .below("due_at", .instant(now.adding(hours: 12)))],
      fields: ["title", "due_at"], by: "due_at", limit: 40)
    let due = tasks.rows.map { row in
      let late: DisplayText = tasks[.dueAt, row].map { $0 < now ? "▲ " : "" } ?? ""
      let at: DisplayText = tasks[.dueAt, row].map { "\(time($0)) " } ?? ""
      return line(late + at + DisplayText(app.shown(tasks.value("title", row))), "tasks", row.id)
    }
    let owed = actions.rows.map { row in
      let late: DisplayText = actions[.dueOn, row].map { $0 < today ? "▲ " : "" } ?? ""
      let day: DisplayText = actions[.dueOn, row].map { "\(app.shown(.day($0))) " } ?? ""
      return line(
        late + day + DisplayText(app.shown(actions.value("title", row))), "action_assignments", row.id)
    }
    return due + owed
  }

  private func hazards() async -> [Line] {
    let repairs = await app.rows(
      "maintenance_requests", [here, .equals("is_hazard", .flag(true))], fields: ["title", "state"], limit: 60
    )
    let open = repairs.rows.filter {
      !["verified", "rejected", "cancelled"].contains(repairs[.state, $0] ?? "")
    }
    let soon = zone.day(at: app.clock.now()).adding(days: 7)
    let papers = await app.rows(
      "certificates", [here, .below("expires_on", .day(soon))], fields: ["kind", "expires_on", "validity"],
      by: "expires_on", limit: 40)
    guard let kind = app.registrar?.catalogue["certificates"]?.field("kind") else { return [] }
    let ending = papers.rows.filter { ["expiring", "expired"].contains(papers.value("validity", $0).text) }
    return open.map { line("▲ \(app.shown(repairs.value("title", $0)))", "maintenance_requests", $0.id) }
      + ending.map { row in
        let day = papers[.expiresOn, row].map { app.shown(.day($0)) } ?? ""
        let name = app.shown(papers.value("kind", row), of: kind, style: .short)
        return line("\(name): certificate to \(day)", "certificates", row.id)
      }
  }
}

extension Value {
  /// The code or words it holds; empty for anything else.
  fileprivate var text: String { if case .text(let text) = self { text } else { "" } }
}
