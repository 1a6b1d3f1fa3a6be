import Records

/// What a session opened, for the log to be written once for each quarter of an hour.
struct OpenedRecord: Hashable {
  let session: RecordID
  let record: RecordID
  /// The day on which a list showed something about this resident; nil for a record that was opened.
  var listedOn: Day?
}

extension Errand {
  /// The event of a record about a person that was opened.
  static let reading = "record.read"
  /// The event of records being taken out, which says what was taken and changes none of them.
  static let taking = "export.made"
  /// The event of records being listed for the command line, where they can be kept without being exported.
  static let listing = "records.listed"
  private static let quarter = 15

  /// Whether the log is to say now that the session opened a record; nil where it need not say so.
  ///
  /// - Returns: Whether nothing of it may be shown without the entry: it is of somebody who is restricted, protected by
  ///   42 CFR Part 2, or open in an emergency.
  func pendingReading(of id: RecordID, _ type: RecordType) throws(RegistrarError) -> Bool? {
    guard type.residentField != nil, !type.isPlatform, !type.tags.contains(.unaudited) else { return nil }
    let known = OpenedRecord(session: session.id, record: id)
    if let last = shelf.readings[known], now < last.adding(minutes: Errand.quarter) { return nil }
    guard let resident = try person(of: id, type) else { return nil }
    return try isProtected(resident)
  }

  /// Writes into the log that the session opened a record about a person.
  func noteReading(of id: RecordID, _ type: RecordType) throws(RegistrarError) {
    guard let resident = try person(of: id, type) else { return }
    var entry = AuditEvent(Errand.reading, .access, id: registrar.clock.newID()).by(session).about(
      type.id, id)
    entry.resident = resident
    try addEmergency(to: &entry, about: resident)
    events.append(entry)
  }

  /// The protected residents about whom these rows of a list are, of whom the log does not have yet that the session
  /// was shown any today.
  func pendingListing(of ids: [RecordID], _ type: RecordType) throws(RegistrarError) -> [RecordID] {
    guard let name = type.residentField, !ids.isEmpty, let residents = catalogue[Landmark.residents] else {
      return []
    }
    let table = try table(type)
    guard name == "id" || table.has(name) else { return [] }
    var marked = try protectingMarks(of: residents)
    if !gate.emergencies.isEmpty { marked.append("id IN (\(list: gate.emergencies.map { .id($0) }))") }
    if marked.isEmpty { return [] }
    let isMarked = SQL.joined(marked, by: " OR ")
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, id, \(name: name) FROM \(name: type.id) WHERE organization_id = \(session.organization) AND id IN (\(list: ids.map { .id($0) })) AND \(name: name) IN (SELECT id FROM \(name: residents.id) WHERE organization_id = \(session.organization) AND (\(isMarked)))"
      )
    }
    var found: [RecordID] = []
    for row in rows {
      guard let id = row[1].id, let resident = row[2].id, !found.contains(resident) else { continue }
      let known = OpenedRecord(session: session.id, record: resident, listedOn: today)
      // Who may see a row need not see whom it is about.
      guard shelf.readings[known] == nil, try person(of: id, type) == resident else { continue }
      found.append(resident)
    }
    return found
  }

  /// Writes into the log that a list showed the session something about protected residents.
  func noteListed(_ residents: [RecordID], in type: RecordType) throws(RegistrarError) {
    for resident in residents {
      var entry = AuditEvent(Errand.reading, .access, id: registrar.clock.newID()).by(session)
      entry.subjectType = type.id
      entry.resident = resident
      try addEmergency(to: &entry, about: resident)
      events.append(entry)
    }
  }

  /// Names the emergency under which somebody is open, where that is so.
  private func addEmergency(to entry: inout AuditEvent, about resident: RecordID) throws(RegistrarError) {
    guard gate.emergencies.contains(resident) else { return }
    entry.risk = .medium
    entry.command = try emergency(about: resident)
  }

  /// Writes into the log which records of a type were listed, and changes none of them.
  func noteListing(of type: RecordType, ids: [RecordID], format: String) throws(RegistrarError) {
    var entry = AuditEvent(Errand.listing, .access, id: registrar.clock.newID()).by(session)
    entry.subjectType = type.id
    entry.changes = try sealed(listOf: ids, as: format, for: entry)
    events.append(entry)
  }

  /// How many records left in which format, and which, as an entry of the log keeps it under seal.
  func sealed(
    listOf ids: [RecordID], as format: String, for entry: AuditEvent
  ) throws(RegistrarError) -> [UInt8] {
    var changes = AuditChanges()
    changes.set("format", to: format)
    changes.set("count", to: String(ids.count))
    changes.set("ids", to: ids.prefix(2_000).map(\.description).joined(separator: " "))
    return try seal(.json(changes.json), "changes", entry)
  }

  /// Who a record is about, where the session sees it.
  private func person(of id: RecordID, _ type: RecordType) throws(RegistrarError) -> RecordID? {
    guard let name = type.residentField else { return nil }
    let query = Query.one(id, of: type).only(name == "id" ? "reference" : name)
    guard let record = try records(query, for: .session).first else { return nil }
    return try resident(of: record)
  }

  private func isProtected(_ resident: RecordID) throws(RegistrarError) -> Bool {
    if gate.emergencies.contains(resident) { return true }
    guard let residents = catalogue[Landmark.residents] else { return false }
    let marks = try protectingMarks(of: residents)
    if marks.isEmpty { return false }
    let marked = SQL.joined(marks, by: " OR ")
    return try store { () throws(StorageError) in
      try database.row(
        "SELECT 1 FROM \(name: residents.id) WHERE organization_id = \(session.organization) AND id = \(resident) AND (\(marked))"
      )
    } != nil
  }

  /// What of a resident's row says that they are restricted, or protected by 42 CFR Part 2.
  private func protectingMarks(of residents: RecordType) throws(RegistrarError) -> [SQL] {
    let table = try table(residents)
    return [Landmark.restriction, "is_part2"].filter { table.has($0) }.map { "\(name: $0) >= 1" }
  }

  private func emergency(about resident: RecordID) throws(RegistrarError) -> RecordID? {
    try store { () throws(StorageError) in
      try database.row(
        "SELECT organization_id, id FROM \(name: Landmark.emergencies) WHERE organization_id = \(session.organization) AND resident_id = \(resident) AND membership_id = \(session.membership) AND state = 'open' AND expires_at > \(now.milliseconds) ORDER BY started_at DESC LIMIT 1"
      )
    }?[1].id
  }
}

extension Registrar {
  /// Writes into the log that the session opens a record about a person, before anything of it is shown; once for each
  /// quarter of an hour.
  ///
  /// A home that cannot be written can still be read, but for what stands about people who are restricted, protected by
  /// 42 CFR Part 2, or open in an emergency.
  ///
  /// - Throws: What kept such an entry from being written.
  package func noteReading(
    of id: RecordID, _ type: RecordType, for session: Session
  ) async throws(RegistrarError) {
    try await repository.noteReading(of: id, type, for: session, by: self)
  }

  /// Writes into the log that a list shows the session rows about people who are restricted, protected by 42 CFR Part 2
  /// or open in an emergency; once for each of them and day.
  ///
  /// A home that cannot be written can still be read.
  package func noteListed(
    _ ids: [RecordID], of type: RecordType, for session: Session
  ) async throws(RegistrarError) {
    guard type.residentField != nil, !ids.isEmpty, !type.isPlatform, !type.tags.contains(.unaudited) else {
      return
    }
    try await repository.noteListed(ids, of: type, for: session, by: self)
  }

  /// Writes into the log which records the command line lists, before any of them is given out; nothing where there
  /// are none, or where the log keeps nothing of the type.
  ///
  /// A home that cannot be written can still be read.
  package func noteListing(
    of type: RecordType, ids: [RecordID], format: String, for session: Session
  ) async throws(RegistrarError) {
    if ids.isEmpty || type.tags.contains(.unaudited) { return }
    try await noteListed(ids, of: type, for: session)
    do throws(RegistrarError) {
      try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
        try errand.noteListing(of: type, ids: ids, format: format)
      }
    } catch {
      guard case .storage = error else { throw error }
    }
  }
}

extension Repository {
  func noteReading(
    of id: RecordID, _ type: RecordType, for session: Session, by registrar: Registrar
  ) throws(RegistrarError) {
    let pending = try reading(for: session, by: registrar) { (errand) throws(RegistrarError) in
      (try errand.pendingReading(of: id, type), errand.now)
    }
    guard let isProtected = pending.0 else { return }
    do throws(RegistrarError) {
      try writing(for: session, by: registrar) { (errand) throws(RegistrarError) in
        try errand.noteReading(of: id, type)
      }
    } catch {
      // A full disk must not hide from a night worker what is not protected.
      if isProtected { throw error }
      return
    }
    shelf.keepReading(OpenedRecord(session: session.id, record: id), at: pending.1)
  }

  func noteListed(
    _ ids: [RecordID], of type: RecordType, for session: Session, by registrar: Registrar
  ) throws(RegistrarError) {
    let pending = try reading(for: session, by: registrar) { (errand) throws(RegistrarError) in
      (try errand.pendingListing(of: ids, type), errand.now, errand.today)
    }
    let residents = pending.0
    if residents.isEmpty { return }
    do throws(RegistrarError) {
      try writing(for: session, by: registrar) { (errand) throws(RegistrarError) in
        try errand.noteListed(residents, in: type)
      }
    } catch {
      guard case .storage = error else { throw error }
      return
    }
    for resident in residents {
      let listed = OpenedRecord(session: session.id, record: resident, listedOn: pending.2)
      shelf.keepReading(listed, at: pending.1)
    }
  }
}
