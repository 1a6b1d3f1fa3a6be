import Records
import Sealing

/// What of the rows about an erased resident goes, whoever carries it out: a deed at the door, or a restore that
/// brings an older backup back.
enum ResidentErasure {
  /// A resident of whom a copy of the home does not know yet that they are erased.
  struct Known: Hashable {
    let organization: Int
    let resident: RecordID
  }

  /// Those whom a home calls erased.
  static func known(in database: any Database) throws(StorageError) -> [Known] {
    try database.rows(
      "SELECT organization_id, id FROM residents WHERE state = \(Keyring.erasedState) ORDER BY organization_id, id"
    ).compactMap { row in
      row[0].integer.flatMap { number in row[1].id.map { Known(organization: number, resident: $0) } }
    }
  }

  /// The name that stands in place of the resident's own.
  static func pseudonym(_ reference: String) -> String { "Former resident \(reference)" }

  /// Empties the open columns of a table that may say who somebody is, and the tokens of sealed ones.
  ///
  /// The rows count as changed, so that what others hold of them is read again and nobody writes an older state back.
  static func empty(
    _ table: Table, about resident: RecordID, at sequence: Int, in database: any Database
  ) throws(StorageError) {
    var changes = emptied(in: table).map { "\(name: $0) = NULL" as SQL }
    if table.has("revision") { changes.append("revision = revision + 1") }
    if table.has("change_seq") { changes.append("change_seq = \(sequence)") }
    if changes.isEmpty { return }
    try database.run(
      "UPDATE \(name: table.type.id) SET \(SQL.joined(changes, by: ", ")) WHERE organization_id = \(table.organization) AND resident_id = \(resident)"
    )
  }

  /// What somebody had begun to write about them lies under that person's key, and goes.
  static func dropDrafts(
    about resident: RecordID, of organization: Int, in database: any Database
  ) throws(StorageError) {
    try database.run(
      "DELETE FROM \(name: Landmark.drafts) WHERE organization_id = \(organization) AND (resident_id = \(resident) OR subject_id = \(resident))"
    )
  }

  /// Whether a type's rows about a resident are emptied.
  static func reaches(_ type: RecordType) -> Bool {
    type.sealingOwner == "resident_id" && !type.isAppendOnly && !type.isPlatform
  }

  private static func emptied(in table: Table) -> [String] {
    table.stored.filter { $0.field.isErased && !$0.field.isRequired }.map(\.field.name)
      + table.stored.map { TokenColumn.of($0.field.name) }.filter(table.has)
  }

  /// Empties the row of the resident itself, of which a pseudonym stays, by the organisation's key.
  static func emptyOwnRow(
    of resident: RecordID, in table: Table, _ keyring: Keyring, at now: Instant, _ sequence: Int,
    _ database: any Database
  ) throws(StorageError) -> String {
    let reference = try database.value(
      "SELECT reference FROM residents WHERE organization_id = \(table.organization) AND id = \(resident)"
    ).text
    guard let reference else { throw .damaged }
    let column = SealedColumn(organization: table.organization, table: table.type.id, column: "family_name")
    let (key, header) = try keyring.newest(of: nil, in: database)
    let name = try sealing { () throws(SealingError) in
      try keyring.vault.seal(
        .text(pseudonym(reference)), at: Place(column, row: resident), with: key, header: header
      ).bytes
    }
    let sealed = table.stored.filter { $0.sealed != nil && !$0.field.isRequired }.map(\.field.name)
    let empty = SQL.joined((sealed + emptied(in: table)).map { "\(name: $0) = NULL" }, by: ", ")
    try database.run(
      "UPDATE residents SET \(empty), state = \(Keyring.erasedState), family_name = \(name), updated_at = \(now.milliseconds), revision = revision + 1, change_seq = \(sequence) WHERE organization_id = \(table.organization) AND id = \(resident)"
    )
    return pseudonym(reference)
  }
}
