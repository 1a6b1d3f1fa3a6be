import Records
import Sealing

extension Errand {
  /// Stores a draft over the member's former one of the same form and record.
  func keep(_ draft: Draft) throws(RegistrarError) -> RecordID {
    guard let type = catalogue[Landmark.drafts] else { throw .notFound }
    // A draft has its typist's name on it; who answers what is anonymous is known.
    if draft.action == nil, let written = catalogue[draft.recordType], written.anonymity != nil {
      throw .notAllowed("\(written.title) are not kept as drafts, for a draft has a name on it.")
    }
    let resident = try residentOf(draft)
    if let resident {
      let isErased = try store { () throws(StorageError) in try keys.own.isErased(resident, in: database) }
      if isErased { throw .refused([Violation(Self.nothingMore)]) }
    }
    let former = try record(of: draft)
    let id = former?.id ?? draft.id ?? registrar.clock.newID()
    let content = Array(JSONText.object(draft.content).utf8)
    let sealed = try store { () throws(StorageError) in
      try sealing { () throws(SealingError) in
        try keys.own.vault.sealDraft(content, at: place(of: id), with: keys.draft)
      }
    }
    let stamp = newStamp
    let sequence = try store { () throws(StorageError) in
      try ChangeCounter.next(of: session.organization, in: database)
    }
    let values: [(String, SQLValue)] = [
      ("record_type", .text(draft.form)), ("subject_id", .id(draft.subject)),
      ("resident_id", .id(resident)), ("membership_id", .id(session.membership)),
      ("content_map", .bytes(sealed)), ("step_name", .text(draft.step)), ("saved_at", .instant(now)),
      ("expires_at", .instant(now.adding(hours: 30 * 24))), ("base_revision", .integer(draft.baseRevision)),
      ("updated_at", .instant(stamp.updatedAt)), ("updated_by", .id(stamp.updatedBy)),
      ("change_seq", .integer(sequence)),
    ]
    if former == nil {
      let all =
        [
          ("organization_id", .integer(session.organization)), ("id", .id(id)), ("created_at", .instant(now)),
          ("created_by", .id(session.membership)), ("revision", .integer(1)),
        ] + values
      try run("INSERT INTO \(name: type.id) (\(names: all.map(\.0))) VALUES (\(list: all.map(\.1)))")
    } else {
      let set = SQL.joined(values.map { "\(name: $0.0) = \($0.1)" }, by: ", ")
      try run(
        "UPDATE \(name: type.id) SET \(set), revision = revision + 1 WHERE organization_id = \(session.organization) AND id = \(id)"
      )
    }
    return id
  }

  /// The member's own drafts, newest first; one that does not open is left out.
  func drafts() throws(RegistrarError) -> [Draft] {
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, id, record_type, subject_id, base_revision, content_map, step_name, saved_at, resident_id FROM form_drafts WHERE organization_id = \(session.organization) AND membership_id = \(session.membership) AND deleted_at IS NULL ORDER BY saved_at DESC, id"
      )
    }
    return rows.compactMap { row in
      guard row[0].integer == session.organization, let id = row[1].id,
        let form = row[2].text?.split(separator: " "), let type = form.first,
        let sealed = row[5].bytes, let saved = row[7].integer,
        let content = try? keys.own.vault.openDraft(sealed, at: place(of: id), with: keys.draft)
      else { return nil }
      return Draft(
        id: id, recordType: String(type), action: form.count > 1 ? String(form[1]) : nil, subject: row[3].id,
        resident: row[8].id, baseRevision: row[4].integer ?? 0,
        content: JSONText.object(of: String(decoding: content, as: UTF8.self)), step: row[6].text ?? "",
        savedAt: Instant(milliseconds: saved))
    }
  }

  func drop(draft id: RecordID) throws(RegistrarError) {
    try run(
      "DELETE FROM form_drafts WHERE organization_id = \(session.organization) AND id = \(id) AND membership_id = \(session.membership)"
    )
  }

  /// The person's preferences, a JSON object.
  func preferences() throws(RegistrarError) -> String {
    try store { () throws(StorageError) in
      try database.value(
        "SELECT preferences FROM users WHERE organization_id = 0 AND id = \(session.user)"
      ).text ?? "{}"
    }
  }

  func keep(preferences: String) throws(RegistrarError) {
    guard JSONText.isWellFormed(preferences) else {
      throw .refused([Violation("Preferences are not in the expected form.", field: "preferences")])
    }
    // Nobody is told and nothing depends on it, so neither revision nor counter moves.
    try run(
      "UPDATE users SET preferences = \(preferences) WHERE organization_id = 0 AND id = \(session.user)")
  }

  private func run(_ statement: SQL) throws(RegistrarError) {
    _ = try store { () throws(StorageError) in try database.run(statement) }
  }

  private func place(of id: RecordID) -> Place {
    Place(organization: session.organization, table: Landmark.drafts, column: "content_map", row: id)
  }

  /// The row of the member's draft of the same record, removed ones left out.
  private func record(of draft: Draft) throws(RegistrarError) -> Record? {
    var query = Query(Landmark.drafts).where(.equals("membership_id", .reference(session.membership)))
    query.conditions.append(.equals("record_type", .text(draft.form)))
    query.conditions.append(
      draft.subject.map { .equals("subject_id", .reference($0)) } ?? .isEmpty("subject_id"))
    query.limit = 1
    return try records(query, for: .program).first
  }

  /// The resident whom the record that is being written concerns, so that erasing takes the draft too.
  func residentOf(_ draft: Draft) throws(RegistrarError) -> RecordID? {
    guard let type = catalogue[draft.recordType] else { return nil }
    if let name = type.residentField, let subject = draft.subject {
      if name == "id" { return subject }
      if let record = try record(subject, of: type, for: .program), case .reference(let known) = record[name]
      {
        return known
      }
    }
    return try chosenResident(in: draft, type)
  }

  /// The resident who was chosen in the form, or whose stay, plan or other record was.
  private func chosenResident(in draft: Draft, _ type: RecordType) throws(RegistrarError) -> RecordID? {
    let asked = draft.action.flatMap { type.action($0) }?.asks ?? type.fields
    let chosen = asked.compactMap { field in
      draft.content[field.name].flatMap { RecordID(String($0.prefix(36))) }.map { (field, $0) }
    }
    let direct = chosen.filter { $0.0.target == Landmark.residents }
    if let (_, resident) = direct.first(where: { $0.0.name == type.residentField }) ?? direct.first {
      return resident
    }
    for (field, id) in chosen {
      guard let target = field.target.flatMap({ catalogue[$0] }), let name = target.residentField,
        let record = try record(id, of: target, for: .program), case .reference(let resident) = record[name]
      else { continue }
      return resident
    }
    return nil
  }

  /// Drafts of the member that are about somebody who is erased: versions before this one did not note whom a new
  /// record was about.
  func draftsOfErased(among drafts: [Draft]) throws(RegistrarError) -> [RecordID] {
    var found: [RecordID] = []
    for draft in drafts where draft.resident == nil {
      guard let id = draft.id, let resident = try residentOf(draft) else { continue }
      let isErased = try store { () throws(StorageError) in try keys.own.isErased(resident, in: database) }
      if isErased { found.append(id) }
    }
    return found
  }

  /// Writes down that records leave the program, before they do, and returns which of them may: one may be read and
  /// yet stay.
  func recordExport(
    of type: RecordType, ids: [RecordID], format: String, by right: Right = .export
  ) throws(RegistrarError) -> [RecordID] {
    let grants = gate.cover(right, on: type, at: .row(alias: "a"))
    guard !grants.isNothing else { throw .notAllowed(try roleRefusal(right, on: type)) }
    let asked = ids
    let ids = try within(grants, asked, of: type)
    if ids.isEmpty, !asked.isEmpty { throw .notAllowed(try roleRefusal(right, on: type)) }
    var entry = AuditEvent(Errand.taking, .access, risk: .medium, id: registrar.clock.newID()).by(session)
    entry.subjectType = type.id
    if ids.count == 1 { entry.subject = ids[0] }
    entry.changes = try sealed(listOf: ids, as: format, for: entry)
    events.append(entry)
    try keepRun(of: type, format, ids.count)
    return ids
  }

  /// The formats in which a record left the program since a moment, as the log has it.
  func exports(
    of id: RecordID, in type: RecordType, since moment: Instant
  ) throws(RegistrarError) -> Set<String> {
    let cover = gate.cover(.read, on: type, at: .row(alias: "a"))
    if cover.isNothing { return [] }
    if try within(cover, [id], of: type).isEmpty { return [] }
    var query = Query(Landmark.auditLog).where(.equals("subject_id", .reference(id)))
    query.conditions.append(.equals("subject_type", .text(type.id)))
    query.conditions.append(.equals("event", .text(Errand.taking)))
    query.conditions.append(.atLeast("at", .instant(moment)))
    var formats: Set<String> = []
    for entry in try records(query, for: .program) {
      guard case .json(let json) = entry["changes"], let changes = AuditChanges(json: json) else { continue }
      formats.insert(changes.after("format"))
    }
    return formats
  }

  /// Beside the log there is a line of each export that whoever made it can read, and whoever reads reports.
  private func keepRun(of type: RecordType, _ format: String, _ count: Int) throws(RegistrarError) {
    guard let runs = catalogue[Landmark.reportRuns], !type.isPlatform, session.organization > 0 else {
      return
    }
    var run = Record(runs).filled(from: try book())
    run["title"] = .text(type.title)
    run["format"] = .text(["csv", "json"].contains(format) ? format : "text")
    run["row_count"] = .integer(count)
    run["finished_at"] = .instant(now)
    run["status"] = .text("succeeded")
    _ = try insert(run)
  }

  /// Those of the records that lie within a cover, in their order; one that is not there lies within none.
  private func within(
    _ cover: Cover, _ ids: [RecordID], of type: RecordType
  ) throws(RegistrarError) -> [RecordID] {
    let organization = try table(type).organization
    var found: Set<RecordID> = []
    for start in stride(from: 0, to: ids.count, by: 500) {
      let some = ids[start..<min(start + 500, ids.count)].map { SQLValue.id($0) }
      let rows = try store { () throws(StorageError) in
        try database.rows(
          "SELECT a.organization_id, a.id FROM \(name: type.id) a WHERE a.organization_id = \(organization) AND a.id IN (\(list: some)) AND \(cover.sql)"
        )
      }
      for row in rows {
        guard row[0].integer == organization else { throw .storage(.foreignRow) }
        if let id = row[1].id { found.insert(id) }
      }
    }
    return ids.filter(found.contains)
  }
}
