import Records
import Sealing

/// What of the rows about an erased resident goes, whoever carries it out: a deed at the door, or a restore that
/// brings an older backup back.
///
/// This is the one list of it. What needs no key (open columns, tokens, drafts, the key itself) goes in
/// ``destroy(_:)``; what the organisation's own key seals goes in ``carryOut(with:)`` as well.
struct ResidentErasure {
  /// A resident of whom a copy of the home does not know yet that they are erased.
  struct Known: Hashable {
    let organization: Int
    let resident: RecordID
  }

  /// A row that was emptied, as the log tells of it.
  struct Emptied {
    let event: String
    let type: RecordType
    let id: RecordID
    /// Nil where the row named nobody.
    let resident: RecordID?
    let changes: AuditChanges
  }

  let resident: RecordID
  let organization: Int
  /// Every type's of the organisation.
  let tables: [Table]
  let now: Instant
  /// The change number of every row that is emptied.
  let sequence: Int
  let database: any Database

  /// Those whom a home calls erased, of whom it has no key any more and whose erasure its log tells of.
  ///
  /// The state alone is an open column, which other tools can set: a restore would kill the keys of the living.
  static func known(in database: any Database) throws(StorageError) -> [Known] {
    let rows = try database.rows(
      "SELECT organization_id, id FROM residents WHERE state = \(Keyring.erasedState) ORDER BY organization_id, id"
    )
    var known: [Known] = []
    for row in rows {
      guard let number = row[0].integer, let resident = row[1].id,
        try !Keyring.hasKey(of: resident, of: number, in: database),
        try Keyring.isErasedByLog(resident, of: number, in: database)
      else { continue }
      known.append(Known(organization: number, resident: resident))
    }
    return known
  }

  /// The name that stands in place of the resident's own.
  static func pseudonym(_ reference: String) -> String { "Former resident \(reference)" }

  /// What stands where a text of a row that goes with the resident cannot be empty.
  static let inPlace = "Erased"

  /// Whether a type's rows about a resident are emptied.
  static func reaches(_ type: RecordType) -> Bool {
    type.sealingOwner == "resident_id" && !type.isPlatform
      && (!type.isAppendOnly || type.stored.contains(where: \.isErased))
  }

  /// Empties everything and destroys the key.
  ///
  /// - Returns: What the log is to tell, the resident last.
  func carryOut(with keyring: Keyring) throws(StorageError) -> [Emptied] {
    // Found before the references to them go.
    let alone = try rowsOfTheirs()
    try destroy(alone)
    keyring.noteErased(resident)
    var emptied: [Emptied] = []
    for row in alone { emptied.append(try empty(row, keyring)) }
    return emptied + [try emptyOwnRow(keyring)]
  }

  /// What goes without any key: the resident's own key, in every version, what may say openly who they were, and
  /// what somebody had begun to write, of the rows of theirs alone too.
  private func destroy(_ alone: [Theirs]) throws(StorageError) {
    for table in tables where Self.reaches(table.type) { try empty(table) }
    try dropDrafts(alone)
    try database.run(
      "DELETE FROM data_keys WHERE organization_id = \(organization) AND kind = 'resident' AND owner_id = \(resident)"
    )
  }

  /// The same where nobody can open the organisation's keys: the name that stays is noise, and the state says why.
  func destroyUnopened() throws(StorageError) {
    try destroy(try rowsOfTheirs())
    guard let table = tables.first(where: { $0.type.id == Landmark.residents }) else { return }
    try database.run(
      "UPDATE residents SET \(changes(of: table)), state = \(Keyring.erasedState) WHERE organization_id = \(organization) AND id = \(resident)"
    )
  }

  /// Empties the open columns of a table that may say who somebody is, and the tokens of sealed ones.
  ///
  /// The rows count as changed, so that what others hold of them is read again and nobody writes an older state back.
  private func empty(_ table: Table) throws(StorageError) {
    if emptied(in: table).isEmpty && !table.has("revision") { return }
    try database.run(
      "UPDATE \(name: table.type.id) SET \(changes(of: table)) WHERE organization_id = \(organization) AND resident_id = \(resident)"
    )
  }

  private func changes(of table: Table) -> SQL {
    var changes = emptied(in: table).map { "\(name: $0) = NULL" as SQL }
    if table.has("revision") { changes.append("revision = revision + 1") }
    if table.has("change_seq") { changes.append("change_seq = \(sequence)") }
    return SQL.joined(changes, by: ", ")
  }

  /// The columns of a table that go with the resident although no key seals them.
  private func emptied(in table: Table) -> [String] {
    table.stored.filter { $0.field.isErased && !$0.field.isRequired }.map(\.field.name)
      + table.stored.map { TokenColumn.of($0.field.name) }.filter(table.has)
  }

  /// What somebody had begun to write about them lies under that person's key, and goes.
  private func dropDrafts(_ alone: [Theirs]) throws(StorageError) {
    guard tables.contains(where: { $0.type.id == Landmark.drafts }) else { return }
    let subjects: [SQLValue] = [.id(resident)] + alone.map { .id($0.id) }
    try database.run(
      "DELETE FROM \(name: Landmark.drafts) WHERE organization_id = \(organization) AND (resident_id = \(resident) OR subject_id IN (\(list: subjects)))"
    )
  }

  /// Empties the row of the resident itself, of which a pseudonym stays, by the organisation's key.
  private func emptyOwnRow(_ keyring: Keyring) throws(StorageError) -> Emptied {
    guard let table = tables.first(where: { $0.type.id == Landmark.residents }) else { throw .damaged }
    let row = try database.row(
      "SELECT reference, state FROM residents WHERE organization_id = \(organization) AND id = \(resident)")
    guard let reference = row?[0].text, let state = row?[1].text else { throw .damaged }
    let pseudonym = Self.pseudonym(reference)
    let name = try sealed(pseudonym, "family_name", of: resident, in: table, keyring)
    let gone = table.stored.filter {
      $0.sealed != nil && !$0.field.isRequired && $0.field.name != "family_name"
    }.map(\.field.name)
    let empty = SQL.joined((gone + emptied(in: table)).map { "\(name: $0) = NULL" }, by: ", ")
    try database.run(
      "UPDATE residents SET \(empty), state = \(Keyring.erasedState), family_name = \(name), updated_at = \(now.milliseconds), revision = revision + 1, change_seq = \(sequence) WHERE organization_id = \(organization) AND id = \(resident)"
    )
    var changes = AuditChanges()
    changes.set("state", state, to: Keyring.erasedState)
    changes.set("family_name", Keyring.erasedState, to: pseudonym)
    return Emptied(
      event: Errand.erasing, type: table.type, id: resident, resident: resident, changes: changes)
  }

  /// Empties a row of nobody else's, which the organisation's key seals.
  private func empty(_ row: Theirs, _ keyring: Keyring) throws(StorageError) -> Emptied {
    let table = row.table
    var set: [SQL] = []
    var changes = AuditChanges()
    let stored = table.stored.filter { $0.sealed != nil || $0.field.isErased }
    let values = try database.row(
      "SELECT \(names: stored.map(\.field.name)) FROM \(name: table.type.id) WHERE organization_id = \(organization) AND id = \(row.id)"
    )
    for (stored, value) in zip(stored, values ?? []) where value != .null {
      let name = stored.field.name
      if stored.field.isRequired {
        let bytes = try sealed(Self.inPlace, name, of: row.id, in: table, keyring)
        set.append("\(name: name) = \(bytes)")
      } else {
        set.append("\(name: name) = NULL")
      }
      changes.set(name, Keyring.erasedState, to: stored.field.isRequired ? Self.inPlace : "")
    }
    set += table.stored.map { TokenColumn.of($0.field.name) }.filter(table.has).map { "\(name: $0) = NULL" }
    set += ["revision = revision + 1", "change_seq = \(sequence)", "updated_at = \(now.milliseconds)"]
    try database.run(
      "UPDATE \(name: table.type.id) SET \(SQL.joined(set, by: ", ")) WHERE organization_id = \(organization) AND id = \(row.id)"
    )
    return Emptied(
      event: "\(table.type.eventNoun).updated", type: table.type, id: row.id, resident: nil, changes: changes)
  }

  private func sealed(
    _ text: String, _ column: String, of row: RecordID, in table: Table, _ keyring: Keyring
  ) throws(StorageError) -> [UInt8] {
    let place = SealedColumn(organization: organization, table: table.type.id, column: column)
    let (key, header) = try keyring.newest(of: nil, in: database)
    return try sealing { () throws(SealingError) in
      try keyring.vault.seal(.text(text), at: Place(place, row: row), with: key, header: header).bytes
    }
  }
}
