import Records

/// Rows of the store's own doings: sign-ins, sessions and keys, which no form writes.
extension Repository {
  /// The next number of an organisation's change counter.
  func nextChange(of organization: Int, in database: any Database) throws(StorageError) -> Int {
    try ChangeCounter.next(of: organization, in: database)
  }

  /// Changes some columns of a row, its stamp included.
  func update(
    _ table: String, _ organization: Int, _ id: RecordID, _ changes: [(String, SQLValue)],
    by member: RecordID?,
    at now: Instant, in database: any Database
  ) throws(StorageError) {
    let set = SQL.joined(changes.map { "\(name: $0.0) = \($0.1)" }, by: ", ")
    let count = try database.run(
      "UPDATE \(name: table) SET \(set), updated_at = \(now.milliseconds), updated_by = \(SQLValue.id(member)), revision = revision + 1, change_seq = \(try nextChange(of: organization, in: database)) WHERE organization_id = \(organization) AND id = \(id)"
    )
    guard count == 1 else { throw .missingReference }
  }

  /// Adds a row with its stamp.
  func insert(
    _ table: String, _ organization: Int, _ id: RecordID, _ values: [(String, SQLValue)],
    by member: RecordID?,
    at now: Instant, in database: any Database
  ) throws(StorageError) {
    let stamp: [(String, SQLValue)] = [
      ("organization_id", .integer(organization)), ("id", .id(id)), ("created_at", .instant(now)),
      ("created_by", .id(member)), ("updated_at", .instant(now)), ("updated_by", .id(member)),
      ("revision", .integer(1)), ("change_seq", .integer(try nextChange(of: organization, in: database))),
    ]
    let all = stamp + values
    try database.run(
      "INSERT INTO \(name: table) (\(names: all.map(\.0))) VALUES (\(list: all.map(\.1)))")
  }
}
