import Records
import Sealing

extension Errand {
  /// What the log says of one change of a record.
  func note(
    _ event: String, _ record: Record, from former: Record?, reason: String = "", command: RecordID,
    risk: AuditEvent.Risk = .info, added: (before: String, after: String)? = nil
  ) throws(RegistrarError) {
    let type = record.type
    if type.tags.contains(.unaudited) { return }
    let isAccess = Landmark.access.contains(type.resource)
    let hides = record.id.map(hidden.contains) ?? false
    let id = registrar.clock.newID()
    var entry = AuditEvent(
      event, isAccess ? .access : .data, risk: isAccess ? .high : risk,
      id: hides ? id.dated(hiddenMoment) : id)
    if hides {
      entry.at = hiddenMoment
    } else {
      entry = isByClock ? entry.byClock(session) : entry.by(session)
    }
    entry.subjectType = type.id
    entry.subject = record.id
    entry.command = hides ? command.withoutMoment : command
    entry.resident = try resident(of: record)
    var changes = changes(from: former, to: record)
    if let added { changes.set(CustomFields.field.name, added.before, to: added.after) }
    if !changes.fields.isEmpty { entry.changes = try seal(.json(changes.json), "changes", entry) }
    if !reason.isEmpty { entry.reason = try seal(.text(reason), "reason", entry) }
    events.append(entry)
  }

  /// What the log calls a save that is no step by name; one that shows a removed record again restores it.
  func event(from former: Record?, to after: Record) -> String {
    guard let former else { return "\(after.type.eventNoun).created" }
    let (was, isNow) = (former.stamp?.deletedAt != nil, after.stamp?.deletedAt != nil)
    return "\(after.type.eventNoun).\(was == isNow ? "updated" : isNow ? "removed" : "restored")"
  }

  /// Every field that differs, before and after, in the form in which values are kept.
  private func changes(from former: Record?, to record: Record) -> AuditChanges {
    var changes = AuditChanges()
    for (index, field) in record.type.fields.enumerated() where !field.isDerived {
      let (before, after) = (former?.values[index] ?? .empty, record.values[index])
      if before == after { continue }
      changes.set(field.name, isErasing && !before.isEmpty ? "erased" : before.logged, to: after.logged)
    }
    return changes
  }

  /// The resident a record is about, whose history shows it.
  func resident(of record: Record) throws(RegistrarError) -> RecordID? {
    guard let name = record.type.residentField, !record.type.isPlatform else { return nil }
    if name == "id" { return record.id }
    if case .reference(let id) = record[name] { return id }
    return nil
  }

  func seal(
    _ content: SealedContent, _ column: String, _ entry: AuditEvent
  ) throws(RegistrarError) -> [UInt8] {
    let keyring = keys.own
    let place = Place(
      organization: session.organization, table: Landmark.auditLog, column: column, row: entry.id)
    return try store { () throws(StorageError) in
      let (key, header) = try keyring.newest(of: entry.resident, in: database)
      return try sealing { () throws(SealingError) in
        try keyring.vault.seal(content, at: place, with: key, header: header).bytes
      }
    }
  }

  /// The first answer of a command that was carried out already; nil for a new one.
  func earlierAnswer(_ command: RecordID) throws(RegistrarError) -> [Record]? {
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, subject_type, subject_id FROM audit_log WHERE organization_id = \(session.organization) AND command_id IN (\(list: [.id(command), .id(command.withoutMoment)])) ORDER BY sequence_number"
      )
    }
    if rows.isEmpty { return nil }
    var records: [Record] = []
    for row in rows {
      guard let type = row[1].text.flatMap({ catalogue[$0] }), let id = row[2].id,
        !records.contains(where: { $0.id == id }), let record = try record(id, of: type, for: .session)
      else { continue }
      records.append(try seen(record))
    }
    return records
  }
}

extension Value {
  /// The value as the log keeps it: numbers, codes and identities, not words for people.
  var logged: String {
    switch self {
    case .empty, .hidden, .damaged, .erased: ""
    case .text(let text), .json(let text): text
    case .integer(let number): String(number)
    case .flag(let answer): answer ? "1" : "0"
    case .day(let day): day.description
    case .instant(let instant): String(instant.milliseconds)
    case .time(let time): time.description
    case .money(let money): String(money.minorUnits)
    case .reference(let id): id.description
    case .bytes(let bytes): "\(bytes.count) bytes"
    case .list(let members): members.isEmpty ? "" : JSONText.array(members)
    }
  }

  /// Reads what `logged` wrote for a field of that kind.
  init(logged text: String, as kind: FieldKind) {
    if text.isEmpty {
      self = .empty
      return
    }
    switch kind {
    case .integer: self = Int(text).map { .integer($0) } ?? .text(text)
    case .money: self = Int(text).map { .money(Money(minorUnits: $0)) } ?? .text(text)
    case .instant: self = Int(text).map { .instant(Instant(milliseconds: $0)) } ?? .text(text)
    case .flag: self = .flag(text == "1")
    case .reference, .anyReference: self = RecordID(text).map { .reference($0) } ?? .text(text)
    case .bytes: self = .text(text)
    default: self = Value(SQLValue.text(text), as: kind)
    }
  }
}

extension RecordType {
  /// The word that events use for one of its records: `bed_assignment`.
  var eventNoun: String { String(singular.lowercased().map { $0 == " " ? "_" : $0 }) }
}
