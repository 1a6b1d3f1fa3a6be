import Records
import Sealing

extension Errand {
  /// Forgets what was found before something was written.
  func forgetFound() {
    found = [:]
    stood = []
  }

  /// Adds the row of a new record: its identity, reference and stamp are given here.
  ///
  /// Of an anonymous record, and of a notice about one, the identity tells no hour either.
  func insert(_ record: Record, isAboutHidden: Bool = false) throws(RegistrarError) -> Record {
    let type = record.type
    let table = try table(type)
    var made = record
    var hides = isAboutHidden
    if !hides { hides = try hidesAuthor(of: record, from: nil) }
    let given = record.id ?? registrar.clock.newID()
    let id = hides ? given.dated(hiddenMoment) : given
    if hides { hidden.insert(id) }
    made.id = id
    made.revision = 1
    made.stamp = hides ? hiddenStamp : newStamp
    // Also what is only ever added moves the counter: others look whether it moved.
    let sequence = try sequence(of: table.organization, for: table)
    made.stamp?.changeSequence = table.has("change_seq") ? sequence : 0
    if type.id == Landmark.residents { try makeResidentKey(id) }
    try drawReference(&made)
    var columns: [(String, SQLValue)] = [
      ("organization_id", .integer(table.organization)), ("id", .id(id)),
    ]
    for stored in table.stored where !made.values[stored.index].isEmpty {
      columns += try cells(of: made, stored, table, isNew: true)
    }
    for (name, value) in stampCells(made) where table.has(name) { columns.append((name, value)) }
    try run(
      "INSERT INTO \(name: type.id) (\(names: columns.map(\.0))) VALUES (\(list: columns.map(\.1)))",
      for: made)
    forgetFound()
    try giveKeys(goingWith: made)
    return made
  }

  /// Changes the row of a record in the fields that differ, if it is still at the revision that was read.
  ///
  /// - Throws: ``RegistrarError/changedMeanwhile(_:)`` with the record as it stands.
  func update(_ record: Record, from former: Record) throws(RegistrarError) -> Record {
    let type = record.type
    let table = try table(type)
    guard let id = record.id else { throw .notFound }
    guard former.revision < StoredNumber.counts.upperBound else { throw .storage(.damaged) }
    var changed = record
    changed.revision = former.revision + 1
    changed.stamp = former.stamp
    let hides = try hidesAuthor(of: record, from: former)
    if hides { hidden.insert(id) }
    changed.stamp?.updatedAt = hides ? hiddenMoment : now
    changed.stamp?.updatedBy = hides ? nil : author
    changed.stamp?.deletedAt = record.stamp?.deletedAt
    changed.stamp?.deletedBy = record.stamp?.deletedBy
    changed.stamp?.changeSequence = try sequence(of: table.organization, for: table)
    let movesKey = type.sealingOwner.map { $0 != "id" && former[$0] != record[$0] } ?? false
    var columns: [(String, SQLValue)] = []
    for stored in table.stored {
      let isSame = former.values[stored.index] == changed.values[stored.index]
      // What does not open cannot be written anew; its bytes stay for who may mend them.
      if changed.values[stored.index].isUnknown { continue }
      // Under another resident's key every sealed value must be written anew.
      if isSame, !(movesKey && stored.sealed != nil) { continue }
      columns += try cells(of: changed, stored, table)
    }
    columns += stampCells(changed).filter { $0.0 != "created_at" && $0.0 != "created_by" }
    let set = SQL.joined(columns.map { "\(name: $0.0) = \($0.1)" }, by: ", ")
    let count = try run(
      "UPDATE \(name: type.id) SET \(set) WHERE organization_id = \(table.organization) AND id = \(id) AND revision = \(former.revision)",
      for: changed)
    forgetFound()
    guard count == 1 else { throw try changedMeanwhile(id, type) }
    if type.id == Landmark.residents, former[Landmark.restriction] != .flag(true),
      changed[Landmark.restriction] == .flag(true)
    {
      try takeBackNotices(about: id)
    }
    if type.id == Landmark.keyGrants, !changed["revoked_at"].isEmpty {
      try emptyGrant(id)
      if changed["scope"] == .text("organization") { renewsKeys = true }
    }
    if type.id == Landmark.memberships, former["state"] != .text("ended"), changed["state"] == .text("ended"),
      try wasGivenKey(id)
    {
      renewsKeys = true
    }
    if type.id == Landmark.memberships, former["ends_on"] != changed["ends_on"] { try giveKeysBack(to: id) }
    return changed
  }

  /// Whether a member was ever given the organisation's key, be it that nothing of it stands here any more.
  private func wasGivenKey(_ member: RecordID) throws(RegistrarError) -> Bool {
    if session.organization == 0 { return false }
    return try store { () throws(StorageError) in
      try database.row(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM key_grants WHERE organization_id = \(session.organization) AND membership_id = \(member) AND scope = 'organization') OR EXISTS (SELECT 1 FROM audit_log WHERE organization_id = \(session.organization) AND subject_type = \(Landmark.memberships) AND subject_id = \(member) AND event IN (\(AuditChain.keysMade), \(AuditChain.keysKnown)))"
      ) != nil
    }
  }

  /// Takes the key out of a grant that was withdrawn: who left could open it with their password in any later
  /// copy of the file.
  private func emptyGrant(_ id: RecordID) throws(RegistrarError) {
    try store { () throws(StorageError) -> Void in
      _ = try database.run(
        "UPDATE key_grants SET wrapped_key = x'' WHERE organization_id = \(session.organization) AND id = \(id)"
      )
    }
  }

  /// The record as somebody else left it, for who came second.
  func changedMeanwhile(_ id: RecordID, _ type: RecordType) throws(RegistrarError) -> RegistrarError {
    guard let theirs = try record(id, of: type, for: .session) else { return .notFound }
    return .changedMeanwhile(try seen(theirs))
  }

  /// The organisation's next change number, one for the whole transaction, for a row of a table.
  func sequence(of organization: Int, for table: Table? = nil) throws(RegistrarError) -> Int {
    if organization == session.organization { written.add(table?.type.id) }
    if let known = sequences[organization] { return known }
    let next = try store { () throws(StorageError) in
      try ChangeCounter.next(of: organization, in: database)
    }
    sequences[organization] = next
    return next
  }

  private func makeResidentKey(_ id: RecordID) throws(RegistrarError) {
    try store { () throws(StorageError) in try keys.own.makeResidentKey(id, in: database) }
  }

  private func stampCells(_ record: Record) -> [(String, SQLValue)] {
    guard let stamp = record.stamp else { return [] }
    return [
      ("created_at", .instant(stamp.createdAt)), ("created_by", .id(stamp.createdBy)),
      ("updated_at", .instant(stamp.updatedAt)), ("updated_by", .id(stamp.updatedBy)),
      ("deleted_at", .instant(stamp.deletedAt)), ("deleted_by", .id(stamp.deletedBy)),
      ("revision", .integer(record.revision)), ("change_seq", .integer(stamp.changeSequence)),
    ]
  }

  /// The column of one field, and its token where it has one.
  private func cells(
    of record: Record, _ stored: Table.Stored, _ table: Table, isNew: Bool = false
  ) throws(RegistrarError) -> [(String, SQLValue)] {
    let value = record.values[stored.index]
    let name = stored.field.name
    guard let sealed = stored.sealed else { return [(name, value.stored(as: stored.field.kind))] }
    guard let keyring = keyring(of: table) else { throw .storage(.sealing) }
    let tokenName = TokenColumn.of(name)
    guard let content = value.content, let id = record.id else {
      return table.has(tokenName) ? [(name, .null), (tokenName, .null)] : [(name, .null)]
    }
    let owner = owner(of: record)
    let (key, header) = try store { () throws(StorageError) in try keyring.newest(of: owner, in: database) }
    // Under the organisation's key it could never be erased again.
    if isNew, owner != nil, header.format == .organization { throw .refused([Violation(Self.nothingMore)]) }
    let bytes = try store { () throws(StorageError) in
      try sealing { () throws(SealingError) in
        try keyring.vault.seal(content, at: Place(sealed, row: id), with: key, header: header).bytes
      }
    }
    guard table.has(tokenName), case .text(let text) = value else { return [(name, .bytes(bytes))] }
    let token = try token(of: text, column: name, table, keyring)
    return [(name, .bytes(bytes)), (tokenName, .bytes(token))]
  }

  /// The token of a unique sealed value; those of the platform must be found before anybody holds a key.
  func token(
    of text: String, column: String, _ table: Table, _ keyring: Keyring
  ) throws(RegistrarError) -> [UInt8] {
    try store { () throws(StorageError) in
      guard table.type.isPlatform else { return try keyring.token(of: text, column: column) }
      let salt = try database.value("SELECT installation_salt FROM home WHERE organization_id = 0")
      guard let salt = salt.bytes else { throw .damaged }
      return try keyring.token(of: text, column: column, with: .open(salt))
    }
  }

  /// Why nothing new is written about an erased resident.
  static let nothingMore = "This resident is erased. Nothing more is written about them."

  /// The resident whose key seals a record; nil for the organisation's.
  private func owner(of record: Record) -> RecordID? {
    guard let name = record.type.sealingOwner else { return nil }
    if name == "id" { return record.id }
    if case .reference(let id) = record[name] { return id }
    return nil
  }

  /// Draws the next reference of the year, or keeps the given one and goes on from it.
  private func drawReference(_ record: inout Record) throws(RegistrarError) {
    guard let prefix = record.type.referencePrefix, let index = record.type.index(of: "reference") else {
      return
    }
    let year = today.parts.year
    if case .text(let text) = record.values[index] {
      if let given = ReferenceNumber(text, year: year), given.prefix == prefix {
        record.values[index] = .text(given.description)
        _ = try store { () throws(StorageError) in
          try database.run(
            "INSERT INTO reference_sequences (organization_id, prefix, year, last_number) VALUES (\(session.organization), \(prefix), \(given.year), \(given.number)) ON CONFLICT (organization_id, prefix, year) DO UPDATE SET last_number = excluded.last_number WHERE last_number < excluded.last_number"
          )
        }
      }
      return
    }
    let drawn = try store { () throws(StorageError) in
      try database.value(
        "INSERT INTO reference_sequences (organization_id, prefix, year, last_number) VALUES (\(session.organization), \(prefix), \(year), 1) ON CONFLICT (organization_id, prefix, year) DO UPDATE SET last_number = last_number + 1 RETURNING last_number"
      ).integer
    }
    guard let drawn else { throw .storage(.damaged) }
    record.values[index] = .text(ReferenceNumber(prefix: prefix, year: year, number: drawn).description)
  }

  /// Runs a statement over one record and turns what the table refuses into words.
  @discardableResult
  private func run(_ statement: SQL, for record: Record) throws(RegistrarError) -> Int {
    do { return try database.run(statement) } catch {
      switch error {
      case .notUnique(let fields): throw try notUnique(fields, record)
      case .missingReference:
        throw .refused([Violation("That record is not in this home, or has been removed.")])
      case .missingValue(let name):
        throw .refused([Violation(missing: record.type.field(name)?.label ?? name, field: name)])
      case .check(let text):
        let field = record.type.stored.first {
          text.hasPrefix($0.name + " ") || text.contains("(\($0.name))")
        }
        let words =
          field.map { "\($0.label) is not in the expected form." } ?? "A value is not in the expected form."
        throw .refused([Violation(words, field: field?.name)])
      default: throw .storage(error)
      }
    }
  }

  /// Says which rule was broken: in the type's own words, else which value is used already, and by what.
  private func notUnique(_ columns: [String], _ record: Record) throws(RegistrarError) -> RegistrarError {
    let type = record.type
    if columns == ["id"], let id = record.id { return try changedMeanwhile(id, type) }
    let index = TypeIndexes(type).all.first { index in
      index.isUnique && (index.columns == columns || columns.first?.contains(index.name) ?? false)
    }
    let fields = (index?.columns ?? columns).map { TokenColumn.field(of: $0, in: type) }
    if let words = index?.words, !words.isEmpty {
      return .refused([Violation(words, field: fields.last { type.index(of: $0) != nil })])
    }
    return .refused([try taken(fields.last ?? "", in: record)])
  }
}
