import Sealing

extension SQLiteDatabase {
  /// The step of the schema that the file is at.
  func version() throws(StorageError) -> Int { try setting("PRAGMA user_version").integer ?? 0 }

  /// SHA-256 of the schema as stored, in hexadecimal digits.
  ///
  /// It runs over each row's type, name, table and text, each ended by a unit separator and the row by a newline,
  /// sorted by their bytes. Tables of statistics are left out: they come and go with the analysis. The store makes
  /// and sorts the lines: half a million bytes are read at each start.
  package func schemaDigest() throws(StorageError) -> String {
    var digest = RunningDigest()
    try each(
      """
      SELECT CAST(type || char(31) || name || char(31) || tbl_name || char(31) || ifnull(sql, '') || char(31, 10) AS BLOB)
      FROM sqlite_schema WHERE substr(name, 1, 11) <> 'sqlite_stat' ORDER BY 1
      """
    ) { row in
      digest.add(row.bytes(0))
      return true
    }
    return Hexadecimal.text(digest.now)
  }

  /// Goes up or down by one step in one transaction that happens wholly or not at all.
  ///
  /// - Throws: ``StorageError/alteredSchema`` where the step leaves another schema than its digest says.
  func migrate(
    _ step: Migration, _ direction: Migration.Direction, _ digests: [Int: String]
  )
    throws(StorageError)
  {
    switch direction {
    case .up: try apply(step.up, verify: step.verify, leadingTo: step.number, digests[step.number])
    case .down: try apply(step.down, verify: nil, leadingTo: step.number - 1, digests[step.number - 1])
    }
  }

  private func apply(
    _ script: String, verify: String?, leadingTo version: Int, _ digest: String?
  ) throws(StorageError) {
    // Tables are rebuilt with keys off and checked as a whole before the commit; a table that is renamed to make room
    // for its successor takes along no key that speaks of it.
    try run("PRAGMA foreign_keys = OFF")
    try run("PRAGMA legacy_alter_table = ON")
    defer {
      _ = try? run("PRAGMA legacy_alter_table = OFF")
      _ = try? run("PRAGMA foreign_keys = ON")
    }
    try run("BEGIN IMMEDIATE")
    do throws(StorageError) {
      try run(script: script)
      try run(SQL(migration: "PRAGMA user_version = \(version)"))
      if version > 0 { try run("UPDATE home SET schema_generation = \(version) WHERE organization_id = 0") }
      if let verify { try check(verify) }
      guard try rows("PRAGMA foreign_key_check").isEmpty else { throw .missingReference }
      if let digest, try schemaDigest() != digest { throw .alteredSchema }
      try run("COMMIT")
    } catch {
      if isInTransaction { _ = try? run("ROLLBACK") }
      throw error
    }
  }

  /// Runs the statements of a text that is part of the program.
  func run(script: String) throws(StorageError) {
    for statement in StatementSplitter.statements(of: script) { try run(SQL(migration: statement)) }
  }

  private func check(_ script: String) throws(StorageError) {
    for statement in StatementSplitter.statements(of: script) {
      if let fault = try row(SQL(migration: statement))?.first?.text { throw .badFile(fault) }
    }
  }
}
