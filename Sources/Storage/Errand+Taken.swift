import Records

/// Values that only one record may have, and what is said where another one has them.
extension Errand {
  /// What saving a record would be refused with because another one has the same already.
  func collisions(of record: Record, from former: Record?) throws(RegistrarError) -> [Violation] {
    let type = record.type
    var found: [Violation] = []
    for field in type.stored where field.traits.contains(.unique) {
      let value = record[field.name]
      if value.isEmpty || value.isUnknown || value == former?[field.name] { continue }
      if try holder(of: field.name, in: record) != nil { found.append(try taken(field.name, in: record)) }
    }
    for unique in type.uniques where unique.condition.allSatisfy({ $0.holds(of: record) }) {
      if let former, unique.fields.allSatisfy({ former[$0] == record[$0] }),
        unique.condition.allSatisfy({ $0.holds(of: former) })
      {
        continue
      }
      let same = unique.fields.map { Condition.equals($0, record[$0]) }
      guard try other(than: record, where: same + unique.condition, removed: false) != nil else { continue }
      let label = unique.fields.last.flatMap { type.field($0)?.label } ?? "This"
      found.append(
        Violation(
          unique.words.isEmpty ? "\(label) is already used." : unique.words, field: unique.fields.last))
    }
    return found
  }

  /// What to say of a value that another record has: which one, where the session may know of it.
  ///
  /// Of a person out of its sight it says only who is to be asked, the same of one who lives elsewhere and of one who
  /// is hidden; of the latter the safeguarding lead is told.
  func taken(_ name: String, in record: Record) throws(RegistrarError) -> Violation {
    let type = record.type
    let label = type.field(name)?.label ?? "This"
    guard let id = try holder(of: name, in: record) else {
      return Violation("\(label) is already used.", field: name)
    }
    if let seen = try self.record(id, of: type, for: .session) {
      let reference: String? = seen[FieldKey<String>("reference")]
      return Violation("\(label) is already used\(reference.map { " by \($0)" } ?? "").", field: name)
    }
    guard type.residentField != nil, let other = try self.record(id, of: type, for: .program) else {
      return Violation("\(label) is already used.", field: name)
    }
    if try !holds(gate.unrestricted(type, at: .values(other))) { met = other }
    return Violation("This cannot be saved here. Ask the safeguarding lead.", field: name)
  }

  /// Tells the safeguarding lead that somebody came upon a person of whom they may not know.
  func tellMet(_ other: Record) throws(RegistrarError) {
    let notice = Notice(
      "safeguarding", "was come upon by somebody who may not know of them",
      to: [.role(.safeguarding, house: nil)], priority: "high", needsAction: true)
    try tell([notice], about: other)
    try note(
      "\(other.type.eventNoun).met", other, from: other, command: registrar.clock.newID(), risk: .medium)
  }

  /// The record that has the same value in a field that only one may have; nil where none has.
  private func holder(of name: String, in record: Record) throws(RegistrarError) -> RecordID? {
    let table = try table(record.type)
    guard let stored = table.stored(name), !record[name].isEmpty else { return nil }
    // A reference is never given out again, not even when its record is removed.
    let removed = name == "reference"
    guard stored.sealed != nil else {
      return try other(than: record, where: [.equals(name, record[name])], removed: removed)
    }
    guard case .text(let text) = record[name], let keyring = keyring(of: table) else { return nil }
    let token = try token(of: text, column: name, table, keyring)
    return try other(
      than: record, where: [], and: " AND a.\(name: TokenColumn.of(name)) = \(SQLValue.bytes(token))",
      removed: removed)
  }

  private func other(
    than record: Record, where conditions: [Condition], and more: SQL = "", removed: Bool
  ) throws(RegistrarError) -> RecordID? {
    let table = try table(record.type)
    let statement: SQL =
      "SELECT a.organization_id, a.id FROM \(name: record.type.id) a WHERE \(try standing(table, conditions, .everything, removed: removed))\(more) AND a.id <> \(record.id ?? .zero) LIMIT 1"
    let row = try store { () throws(StorageError) in try database.row(statement) }
    guard row?[0].integer == table.organization else { return nil }
    return row?[1].id
  }

  /// The last number that was given out in each year of a type's references.
  func lastNumbers(of type: RecordType) throws(RegistrarError) -> [Int: Int] {
    guard let prefix = type.referencePrefix else { return [:] }
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT year, last_number FROM reference_sequences WHERE organization_id = \(session.organization) AND prefix = \(prefix)"
      )
    }
    return Dictionary(
      rows.compactMap { row in row[0].integer.flatMap { year in row[1].integer.map { (year, $0) } } },
      uniquingKeysWith: max)
  }

  /// Warns of a number of a new record that leaves the series far behind: all further ones of its year follow it, and
  /// a slip of the pen in a file of old numbers cannot be taken back.
  func farNumber(of record: Record, former: Record?) throws(RegistrarError) -> [Violation] {
    guard former == nil, let prefix = record.type.referencePrefix, case .text(let text) = record["reference"],
      let given = ReferenceNumber(text, year: today.parts.year), given.prefix == prefix,
      given.number >= 9_000,
      given.number > (try lastNumbers(of: record.type)[given.year] ?? 0) + 1_000
    else { return [] }
    let words = "\(given) lies far beyond the last number of \(given.year). All further ones will follow it."
    return [Violation(words, field: "reference", isWarning: true)]
  }
}

extension Condition {
  /// Whether it holds of a record at hand; those of unique values compare with nothing but equal, other and empty.
  fileprivate func holds(of record: Record) -> Bool {
    switch self {
    case .equals(let name, let value): record[name] == value
    case .differs(let name, let value): record[name] != value && !record[name].isEmpty
    case .among(let name, let values): values.contains(record[name])
    case .isEmpty(let name): record[name].isEmpty
    case .isPresent(let name): !record[name].isEmpty
    case .atLeast, .below, .any, .inHouses: false
    }
  }
}

extension Registrar {
  /// What saving a new record would be refused with because another one has the same already; nothing is written.
  package func collisions(of record: Record, for session: Session) async throws(RegistrarError) -> [Violation]
  {
    let (found, met) = try await repository.reading(for: session, by: self) {
      (errand) throws(RegistrarError) in
      let filled = try errand.prepared(record.folded, from: nil)
      return (try errand.collisions(of: filled, from: nil), errand.met)
    }
    try await repository.tellMet(met, for: session, by: self)
    return found
  }

  /// The last number that was given out in each year of a type's references.
  package func lastNumbers(
    of type: RecordType, for session: Session
  ) async throws(RegistrarError) -> [Int: Int] {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.lastNumbers(of: type)
    }
  }
}

extension Repository {
  /// Tells of a person whom somebody came upon, whatever became of what they were doing.
  func tellMet(_ other: Record?, for session: Session, by registrar: Registrar) throws(RegistrarError) {
    guard let other else { return }
    try writing(for: session, by: registrar) { (errand) throws(RegistrarError) in try errand.tellMet(other) }
  }
}
