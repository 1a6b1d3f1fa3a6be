import Records
import Sealing

extension Registrar {
  /// Holds every record of the session's organisation against what the log says of it: its values against the last
  /// that was written down of each, and whether it is there at all.
  ///
  /// The token beside a sealed value that only one record may have is computed again from the value.
  ///
  /// This alone finds a plain value (a state, a day, a sum) that was changed with other tools, an older sealed value put
  /// back in its place, and a record taken out. It is worth as much as the log is: ``verifyAudit(for:anchors:)`` comes
  /// first. What the log keeps no values of is left out: who wrote a record and when, the platform's own tables, drafts,
  /// what people are told, sessions, grants of keys, backups, runs of jobs and reports, contributions, answers to added
  /// fields, and how far a job is. The store goes on answering meanwhile; a record and its entries are read in one
  /// transaction.
  ///
  /// - Parameters:
  ///   - names: The record types to look at; all of them where nothing is said.
  ///   - session: A session that may read the log.
  /// - Returns: What was looked at, and what is not as the log says.
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for a role that may not read the log.
  package func verifyRecords(
    of names: Set<String>? = nil, for session: Session
  ) async throws(RegistrarError) -> RecordsReport {
    try checkReadsLog(session)
    var report = RecordsReport()
    let types = catalogue.types.filter { $0.isLogged && !$0.isPlatform && names?.contains($0.id) != false }
    for type in types {
      report = try await inPortions(report, after: RecordID.zero, for: session) {
        (errand, start, report) throws(RegistrarError) in
        try errand.verifyRecords(type, after: start, report)
      }
    }
    return try await inPortions(report, after: 0, for: session) {
      (errand, start, report) throws(RegistrarError) in
      try errand.verifyPresence(of: types, after: start, report)
    }
  }
}

extension RecordType {
  /// Every change of its records stands in the log, with the values before and after.
  var isLogged: Bool { !Landmark.keptByStore.contains(id) && !tags.contains(.unaudited) }
}

extension Table {
  /// The sealed fields beside which a token stands, by which an equal value is found.
  fileprivate var tokenFields: [Stored] {
    stored.filter { $0.sealed != nil && has(TokenColumn.of($0.field.name)) }
  }
}

/// What the log says of one record, put together from its entries.
private struct Told {
  /// By the names of fields, what was written last.
  var values: [String: String] = [:]
  /// Nil where the last that could tell was an undo, which may have gone either way.
  var isRemoved: Bool? = false
  var opens = true
  /// The first entry has values; those of a login that was made by a version before it kept them have none.
  var isWhole: Bool?

  /// Takes in an entry that nobody opens any more: what it and those before it wrote is not known.
  mutating func addErased(_ event: String) {
    add(event, nil)
    (values, isWhole) = ([:], false)
  }

  mutating func add(_ event: String, _ changes: AuditChanges?) {
    isWhole = isWhole ?? (changes?.fields.isEmpty == false)
    switch event.split(separator: ".").last {
    case "removed": isRemoved = true
    case "restored": isRemoved = false
    case "undone": isRemoved = nil
    default: break
    }
    for (name, pair) in changes?.fields ?? [:] { values[name] = pair.last ?? "" }
  }
}

extension Errand {
  /// Holds some hundred records against their entries.
  ///
  /// - Returns: What was found, and the last record; nil for that where there are no more.
  fileprivate func verifyRecords(
    _ type: RecordType, after start: RecordID, _ former: RecordsReport
  ) throws(RegistrarError) -> (RecordsReport, RecordID?) {
    let table = try table(type)
    let reader = try reader(of: type, fields: nil, for: .program)
    var records: [Record] = []
    try store { () throws(StorageError) in
      try database.each(
        "SELECT \(reader.columns) FROM \(name: type.id) a WHERE a.organization_id = \(session.organization) AND a.id > \(start) ORDER BY a.id LIMIT \(Self.slice)"
      ) { columns throws(StorageError) in
        records.append(try reader.record(columns))
        return true
      }
    }
    let told = try told(of: records.compactMap(\.id), type)
    let tokens = try tokens(of: records.compactMap(\.id), table)
    var report = former
    report.add(records: records.count)
    for record in records {
      guard let id = record.id else { continue }
      if isUnspoken(type, told[id]) { report.addUnspoken() }
      let wrong = try wrongTokens(record, tokens[id] ?? [:], table)
      for what in try differences(record, told[id], table) + wrong {
        report.add(RecordsReport.Difference(type: type.id, record: try spoken(id, type), what: what))
      }
    }
    return (report, records.count < Self.slice ? nil : records.last?.id)
  }

  private static var slice: Int { 400 }

  private func told(of ids: [RecordID], _ type: RecordType) throws(RegistrarError) -> [RecordID: Told] {
    if ids.isEmpty { return [:] }
    var told: [RecordID: Told] = [:]
    let keyring = keys.own
    let column = SealedColumn(
      organization: session.organization, table: Landmark.auditLog, column: "changes")
    try store { () throws(StorageError) in
      try database.each(
        "SELECT organization_id, id, subject_id, resident_id, event, changes FROM audit_log WHERE organization_id = \(session.organization) AND subject_type = \(type.id) AND subject_id IN (\(list: ids.map { .id($0) })) AND event NOT IN (\(Errand.reading), \(Errand.taking)) ORDER BY sequence_number"
      ) { columns throws(StorageError) in
        guard columns.integer(0) == session.organization else { throw .foreignRow }
        guard let entry = columns.id(1), let subject = columns.id(2) else { throw .damaged }
        var one = told[subject] ?? Told()
        var changes: AuditChanges?
        if !columns.isNull(5) {
          changes = keyring.changes(
            columns.bytes(5), at: Place(column, row: entry), of: columns.id(3), in: database)
          if changes == nil, let resident = columns.id(3), try isErasedUnderLog(resident) {
            one.addErased(columns.text(4))
            told[subject] = one
            return true
          }
          if changes == nil { one.opens = false }
        }
        one.add(columns.text(4), changes)
        told[subject] = one
        return true
      }
    }
    return told
  }

  /// Whether a resident has no key any more, and the log says why.
  private func isErasedUnderLog(_ resident: RecordID) throws(StorageError) -> Bool {
    guard try keys.own.isErased(resident, in: database) else { return false }
    if let known = erasedByLog[resident] { return known }
    let isErased = try Keyring.isErasedByLog(resident, of: session.organization, in: database)
    erasedByLog[resident] = isErased
    return isErased
  }

  private func differences(
    _ record: Record, _ told: Told?, _ table: Table
  ) throws(RegistrarError) -> [RecordsReport.What] {
    guard let told else { return isUnspoken(record.type, told) ? [] : [.unknown] }
    if !told.opens { return [.sealedAway] }
    var found: [RecordsReport.What] = []
    for stored in table.stored {
      let (value, field) = (record.values[stored.index], stored.field)
      if record.type.id == Landmark.jobs, Landmark.movedByClock.contains(field.name) { continue }
      if let last = told.values[field.name] {
        // An empty list was written so by the versions before this one.
        let isEmptyList = if case .list = field.kind { last == "[]" && value.isEmpty } else { false }
        if !isEmptyList, value == .damaged || value.logged != last, try !isExplained(value, field, record) {
          found.append(.value(field: field.label))
        }
      } else if told.isWhole == true, !value.isEmpty, !isFilled(value, field) {
        found.append(.value(field: field.label))
      }
    }
    if table.hidesRemoved, let isRemoved = told.isRemoved, isRemoved != (record.stamp?.deletedAt != nil) {
      found.append(.removal)
    }
    return found
  }

  /// What stands in the columns by which equal sealed values are found, by the names of their fields.
  private func tokens(
    of ids: [RecordID], _ table: Table
  ) throws(RegistrarError) -> [RecordID: [String: [UInt8]]] {
    let names = table.tokenFields.map(\.field.name)
    if ids.isEmpty || names.isEmpty { return [:] }
    let columns = ["organization_id", "id"] + names.map { TokenColumn.of($0) }
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT \(names: columns) FROM \(name: table.type.id) WHERE organization_id = \(session.organization) AND id IN (\(list: ids.map { .id($0) }))"
      )
    }
    var tokens: [RecordID: [String: [UInt8]]] = [:]
    for row in rows {
      guard let id = row[1].id else { continue }
      for (place, name) in names.enumerated() { tokens[id, default: [:]][name] = row[place + 2].bytes }
    }
    return tokens
  }

  /// The sealed values of a record beside which another token stands than theirs: an equal one would not be found.
  private func wrongTokens(
    _ record: Record, _ tokens: [String: [UInt8]], _ table: Table
  ) throws(RegistrarError) -> [RecordsReport.What] {
    guard let keyring = keyring(of: table) else { return [] }
    var found: [RecordsReport.What] = []
    for stored in table.tokenFields {
      let (value, name) = (record.values[stored.index], stored.field.name)
      // What does not open is told of already, and who is erased has no value to compare.
      if value == .damaged || value == .erased { continue }
      var due: [UInt8]?
      if value.content != nil, case .text(let text) = value {
        due = try token(of: text, column: name, table, keyring)
      }
      if tokens[name] != due { found.append(.token(field: stored.field.label)) }
    }
    return found
  }

  /// Whether the computer's own log tells of a value that the organisation's does not: a token that was withdrawn while
  /// nobody had its keys.
  private func isExplained(_ value: Value, _ field: Field, _ record: Record) throws(RegistrarError) -> Bool {
    guard record.type.id == Landmark.tokens, field.name == "state", value == .text("revoked"),
      let id = record.id
    else { return false }
    return try isWithdrawnByComputer(id)
  }

  /// Whether a member, a role or a grant was made by a version that did not write its values down.
  private func isUnspoken(_ type: RecordType, _ told: Told?) -> Bool {
    switch type.id {
    case Landmark.roles: told == nil
    case Landmark.memberships, Landmark.roleAssignments: told?.isWhole == false
    default: false
    }
  }

  /// Whether a value of which the log says nothing may have come with a later step of the tables, into rows that were
  /// there.
  private func isFilled(_ value: Value, _ field: Field) -> Bool {
    !field.isSealed && (field.traits.contains(.required) || value == field.initial)
  }

  /// Looks whether the records are there of which some thousand entries of the log speak.
  ///
  /// - Returns: What was found, and the last row of the log; nil for that where there are no more.
  fileprivate func verifyPresence(
    of types: [RecordType], after start: Int, _ former: RecordsReport
  ) throws(RegistrarError) -> (RecordsReport, Int?) {
    var named: [String: [RecordID: Int]] = [:]
    var (count, last) = (0, start)
    try store { () throws(StorageError) in
      try database.each(
        "SELECT organization_id, sequence_number, subject_type, subject_id FROM audit_log WHERE organization_id = \(session.organization) AND sequence_number > \(start) ORDER BY sequence_number LIMIT \(Self.entries)"
      ) { columns throws(StorageError) in
        guard columns.integer(0) == session.organization else { throw .foreignRow }
        (count, last) = (count + 1, columns.integer(1))
        if let subject = columns.id(3), named[columns.text(2)]?[subject] == nil {
          named[columns.text(2), default: [:]][subject] = last
        }
        return true
      }
    }
    var report = former
    for type in types {
      guard let rows = named[type.id] else { continue }
      let found = try store { () throws(StorageError) in
        try database.rows(
          "SELECT organization_id, id FROM \(name: type.id) WHERE organization_id = \(session.organization) AND id IN (\(list: rows.keys.map { .id($0) }))"
        )
      }
      let there = Set(found.compactMap { $0[1].id })
      for (id, row) in rows.filter({ !there.contains($0.key) }).sorted(by: { $0.value < $1.value }) {
        report.add(missing: id, of: type.id, since: row)
      }
    }
    return (report, count < Self.entries ? nil : last)
  }

  private static var entries: Int { 2_000 }
}
