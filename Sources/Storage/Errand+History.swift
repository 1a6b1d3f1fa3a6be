import Records
import Sealing

extension Errand {
  /// What happened to a record, newest first.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` where the log of the record is not the session's to read.
  func history(of record: Record, limit: Int = 500) throws(RegistrarError) -> [HistoryLine] {
    let subject = try subject(record)
    guard let id = subject.id, let log = catalogue[Landmark.auditLog] else { return [] }
    let cover = gate.cover(resource: log.resource, on: subject.type, at: .values(subject)) {
      $0.rights.contains(.read)
    }
    guard try holds(cover) else { throw .notAllowed(try roleRefusal(.read, on: log)) }
    let sights = try sights(of: subject)
    var query = Query(log.id).where(.equals("subject_id", .reference(id)))
    query.conditions.append(.equals("subject_type", .text(subject.type.id)))
    // Who looked at it stands in the log alone.
    query.conditions.append(.differs("event", .text(Errand.reading)))
    query.order = [Query.Order("sequence_number", descending: true)]
    query.limit = limit
    let entries = try discreet(try records(query, for: .program), log)
    let actors = entries.compactMap { entry -> (type: String, id: RecordID)? in
      if case .reference(let actor) = entry["actor_id"] { (Landmark.memberships, actor) } else { nil }
    }
    let names = try names(of: actors)
    var lines: [HistoryLine] = []
    for var entry in entries {
      if gate.missesEntries { entry[Landmark.entryNumber] = .hidden }
      lines.append(try line(entry, subject, sights, names))
    }
    return lines
  }

  /// The entries that tell of no confidential record which the session may not read.
  private func discreet(_ entries: [Record], _ log: RecordType) throws(RegistrarError) -> [Record] {
    guard case .some(let condition) = gate.discreet(log, at: .row(alias: "a")), !entries.isEmpty else {
      return entries
    }
    let ids = entries.compactMap(\.id).map { SQLValue.id($0) }
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT a.organization_id, a.id FROM \(name: log.id) a WHERE a.organization_id = \(session.organization) AND a.id IN (\(list: ids)) AND \(condition)"
      )
    }
    let told = Set(rows.compactMap { $0[1].id })
    return entries.filter { $0.id.map(told.contains) == true }
  }

  private func line(
    _ entry: Record, _ subject: Record, _ sights: [Sight], _ names: [RecordID: String]
  ) throws(RegistrarError) -> HistoryLine {
    func text(_ name: String) -> String { if case .text(let text) = entry[name] { text } else { "" } }
    var actor = ""
    if case .reference(let id) = entry["actor_id"] { actor = names[id] ?? "" }
    var changes: [(field: String, before: String, after: String)] = []
    if case .json(let json) = entry["changes"], let found = AuditChanges(json: json) {
      for (index, field) in subject.type.fields.enumerated() {
        guard let pair = found.fields[field.name], pair.count == 2, sights[index] == .open, !field.isMachinery
        else {
          continue
        }
        if field.asking != nil {
          changes += try changesOfAnswers(from: pair[0], to: pair[1])
        } else {
          changes.append((field.label, try words(pair[0], field), try words(pair[1], field)))
        }
      }
      if let pair = found.fields[CustomFields.field.name], pair.count == 2,
        try holds(gate.openCover(on: subject.type, at: .values(subject)))
      {
        let added = try addedFields(of: subject.type)
        changes += try changesOfAnswers(from: pair[0], to: pair[1], asked: added)
      }
    }
    return HistoryLine(
      number: entry[FieldKey<Int>(Landmark.entryNumber)],
      at: entry[FieldKey<Instant>("at")] ?? Instant(milliseconds: 0), actor: actor, role: text("role_code"),
      event: text("event"), risk: text("risk"), subjectType: subject.type.id, subject: subject.id,
      changes: changes, reason: isErased(entry) ? Self.erasedEntry : text("reason"))
  }

  /// What stands in place of the values that an entry held of somebody whose key was destroyed.
  private static let erasedEntry = "What was written here is erased."

  private func isErased(_ entry: Record) -> Bool { entry["changes"] == .erased || entry["reason"] == .erased }

  /// The answers that differ, each under the question that was asked.
  private func changesOfAnswers(
    from before: String, to after: String, asked: FormOutline? = nil
  ) throws(RegistrarError) -> [(field: String, before: String, after: String)] {
    let (before, after) = (Answers(before) ?? Answers(), Answers(after) ?? Answers())
    var changes: [(field: String, before: String, after: String)] = []
    for question in (asked ?? (after.isEmpty ? before : after).outline).questions {
      let field = Field(question.name, question.label, question.fieldKind)
      if before[question] != after[question] {
        changes.append(
          (question.label, try words(before[question], field), try words(after[question], field)))
      }
    }
    return changes
  }

  /// An entry of the log with what the session may know of the record it speaks of: the values of fields that are open
  /// to it there, and the reason where all of them are.
  func unveiled(_ entry: Record) throws(RegistrarError) -> Record {
    guard let id = entry.id, let whole = try record(id, of: entry.type, for: .program),
      case .text(let name) = whole["subject_type"], let type = catalogue[name],
      case .reference(let subject) = whole["subject_id"],
      let seen = try record(subject, of: type, for: .session)
    else { return entry }
    let stored = try record(subject, of: type, for: .program) ?? seen
    let sights = try sights(of: stored)
    var shown = entry
    var isWhole = true
    if case .json(let json) = whole["changes"], let found = AuditChanges(json: json) {
      var open = AuditChanges()
      for (index, field) in type.fields.enumerated() {
        guard let pair = found.fields[field.name], pair.count == 2 else { continue }
        if sights[index] == .open {
          open.set(field.name, pair[0], to: pair[1])
        } else if field.resource.map(Landmark.confidential.contains) != true,
          !gate.hushes(field, of: stored)
        {
          // What leads to a confidential record leaves no trace, not even by a reason that is not shown.
          isWhole = false
        }
      }
      shown["changes"] = .json(open.json)
    }
    if isWhole { shown["reason"] = whole["reason"] }
    return shown
  }

  /// A logged value as people read it.
  private func words(_ logged: String, _ field: Field) throws(RegistrarError) -> String {
    try words(Value(logged: logged, as: field.kind), field)
  }

  private func words(_ value: Value, _ field: Field) throws(RegistrarError) -> String {
    switch value {
    case .empty, .hidden, .damaged, .erased: return ""
    case .text(let text), .json(let text):
      if case .choice(let choices) = field.kind { return lists.label(of: text, in: choices) }
      return text
    case .integer(let number): return field.isThousandths ? Quantity.words(number) : String(number)
    case .flag(let answer): return answer ? "yes" : "no"
    case .day(let day): return day.words
    case .instant(let instant):
      let wall = session.zone.wall(at: instant)
      return "\(wall.day.words) \(wall.time)"
    case .time(let time): return time.description
    case .money(let money): return money.description
    case .list(let members): return members.joined(separator: ", ")
    case .bytes(let bytes): return "\(bytes.count) bytes"
    case .reference(let id):
      guard let target = field.target else { return "a record" }
      return try names(of: [(target, id)])[id] ?? "a record"
    }
  }
}
