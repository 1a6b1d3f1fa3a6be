import Records

/// The keys of a home as a small SQLite file of their own: data keys, grants, slots.
///
/// It is replaced with every backup, so that a key that was destroyed lives on nowhere.
enum BackupKeys {
  /// The columns of a login that its keys are made of.
  private static let login = [
    "public_key", "sealed_private_key", "signing_public_key", "second_factor_secret", "second_factor_step",
    "recovery_hashes",
  ]

  /// Writes all keys of a home into a file that was not there.
  static func write(from source: SQLiteDatabase, to path: String) throws(StorageError) {
    try source.run("ATTACH \(path) AS keys")
    defer { _ = try? source.run("DETACH keys") }  // The connection closes in any case.
    try source.run("BEGIN")
    do throws(StorageError) {
      for table in ["data_keys", "recovery_slots", "key_grants"] {
        try source.run("CREATE TABLE keys.\(name: table) AS SELECT * FROM main.\(name: table)")
      }
      // The register of who was erased: an older backup does not know of it.
      try source.run(
        "CREATE TABLE keys.erased AS SELECT organization_id, id FROM main.residents WHERE state = \(Keyring.erasedState)"
      )
      try source.run("CREATE TABLE keys.users AS SELECT \(names: ["id"] + login) FROM main.users")
      try source.run("COMMIT")
    } catch {
      if source.isInTransaction { _ = try? source.run("ROLLBACK") }
      throw error
    }
  }

  /// How many residents of a copy have no key in the file, those left out who are erased.
  static func missing(from path: String, for copy: SQLiteDatabase) throws(StorageError) -> Int {
    try copy.run("ATTACH \(path) AS keys")
    defer { _ = try? copy.run("DETACH keys") }
    let isErased: SQL =
      try hasRegister(copy)
      ? "EXISTS (SELECT 1 FROM keys.erased e WHERE e.organization_id = r.organization_id AND e.id = r.id)"
      : "1 = 0"
    return try copy.value(
      "SELECT count(*) FROM main.residents r WHERE NOT \(isErased) AND r.state <> \(Keyring.erasedState) AND NOT EXISTS (SELECT 1 FROM keys.data_keys k WHERE k.organization_id = r.organization_id AND k.kind = 'resident' AND k.owner_id = r.id)"
    ).integer ?? 0
  }

  /// Whether the attached file says who was erased; those of before do not.
  private static func hasRegister(_ copy: SQLiteDatabase) throws(StorageError) -> Bool {
    try copy.row("SELECT 1 FROM keys.sqlite_schema WHERE name = 'erased'") != nil
  }

  /// The residents of a copy whom the file calls erased and the copy does not yet.
  static func erased(by path: String, in copy: SQLiteDatabase) throws(StorageError) -> [ResidentErasure.Known]
  {
    try copy.run("ATTACH \(path) AS keys")
    defer { _ = try? copy.run("DETACH keys") }
    guard try hasRegister(copy) else { return [] }
    let rows = try copy.rows(
      "SELECT e.organization_id, e.id FROM keys.erased e JOIN main.residents r ON r.organization_id = e.organization_id AND r.id = e.id WHERE r.state <> \(Keyring.erasedState) ORDER BY e.organization_id, e.id"
    )
    return rows.compactMap { row in
      row[0].integer.flatMap { number in row[1].id.map { .init(organization: number, resident: $0) } }
    }
  }

  /// Takes the residents' keys out of a copy; what they took up is overwritten.
  static func part(from copy: SQLiteDatabase) throws(StorageError) {
    // What it would write beside the file to undo this holds the keys too.
    try copy.run("PRAGMA journal_mode = MEMORY")
    try copy.run("DELETE FROM data_keys WHERE kind = 'resident'")
  }

  /// Puts the keys of the file in place of those that the copy has; where they differ, the file is the newer.
  ///
  /// - Returns: The logins whose keys differ.
  static func join(_ path: String, to copy: SQLiteDatabase) throws(StorageError) -> [RecordID] {
    try copy.run("ATTACH \(path) AS keys")
    defer { _ = try? copy.run("DETACH keys") }
    let changed = try copy.rows(
      "SELECT u.id FROM main.users u JOIN keys.users k ON k.id = u.id WHERE u.public_key <> k.public_key OR u.signing_public_key IS NOT k.signing_public_key"
    )
    try copy.run("BEGIN IMMEDIATE")
    do throws(StorageError) {
      try copy.run("DELETE FROM main.data_keys")
      try copy.run(
        "INSERT INTO main.data_keys SELECT * FROM keys.data_keys k WHERE k.kind <> 'resident' OR EXISTS (SELECT 1 FROM main.residents r WHERE r.organization_id = k.organization_id AND r.id = k.owner_id AND r.state <> \(Keyring.erasedState))"
      )
      // The log of the copy goes on where it ends: keys of epochs that it does not have belong to what came after it.
      try copy.run(
        "DELETE FROM main.data_keys WHERE kind = 'audit' AND version > coalesce((SELECT l.epoch FROM main.audit_log l WHERE l.organization_id = main.data_keys.organization_id ORDER BY l.sequence_number DESC LIMIT 1), 1)"
      )
      try copy.run("DELETE FROM main.recovery_slots")
      try copy.run("INSERT INTO main.recovery_slots SELECT * FROM keys.recovery_slots")
      try joinGrants(to: copy)
      // A home and a key file of different versions share the columns that both know.
      let there = Set(try copy.columns(of: "SELECT * FROM main.users"))
        .intersection(try copy.columns(of: "SELECT * FROM keys.users"))
      let set = SQL.joined(
        login.filter(there.contains).map {
          "\(name: $0) = (SELECT k.\(name: $0) FROM keys.users k WHERE k.id = users.id)"
        }, by: ", "
      )
      try copy.run("UPDATE main.users SET \(set) WHERE id IN (SELECT id FROM keys.users)")
      try copy.run("COMMIT")
      return changed.compactMap { $0[0].id }
    } catch {
      if copy.isInTransaction { _ = try? copy.run("ROLLBACK") }
      throw error
    }
  }

  /// Grants of members whom the copy does not know yet are left out, and so are references to them.
  private static func joinGrants(to copy: SQLiteDatabase) throws(StorageError) {
    let columns = try copy.columns(of: "SELECT * FROM main.key_grants")
    let members: Set = ["created_by", "updated_by", "deleted_by", "granted_by"]
    let values = columns.map { column -> SQL in
      guard members.contains(column) else { return "k.\(name: column)" }
      let other: SQL = column == "granted_by" ? "k.membership_id" : "NULL"
      return
        "CASE WHEN EXISTS (SELECT 1 FROM main.memberships m WHERE m.organization_id = k.organization_id AND m.id = k.\(name: column)) THEN k.\(name: column) ELSE \(other) END"
    }
    try copy.run("DELETE FROM main.key_grants")
    try copy.run(
      "INSERT INTO main.key_grants (\(names: columns)) SELECT \(SQL.joined(values, by: ", ")) FROM keys.key_grants k WHERE EXISTS (SELECT 1 FROM main.memberships m WHERE m.organization_id = k.organization_id AND m.id = k.membership_id) AND (k.resident_id IS NULL OR EXISTS (SELECT 1 FROM main.residents r WHERE r.organization_id = k.organization_id AND r.id = k.resident_id))"
    )
  }
}
