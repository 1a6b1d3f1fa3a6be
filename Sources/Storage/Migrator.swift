import Sealing

/// Makes the file of a home and takes its schema from one step to another, while nobody else has it open to write.
package final class Migrator {
  let database: SQLiteDatabase
  private let lock: FileLock
  private let migrations: Migrations

  /// - Throws: ``StorageError/noHome`` where there is no file and none is to be made.
  package init(folder: String, migrations: Migrations, makingFile: Bool = false) throws(StorageError) {
    let path = try HomeFiles.realPath(folder)
    if makingFile { try HomeFiles.makeFile(path) } else { try HomeFiles.check(path) }
    lock = try FileLock(path: path + "/lodge.lock")
    database = try SQLiteDatabase(path: path + "/lodge.db", kind: .maintenance)
    self.migrations = migrations
    if makingFile { try prepareFile() }
  }

  private func prepareFile() throws(StorageError) {
    guard try database.value("SELECT count(*) FROM sqlite_schema").integer == 0 else { throw .foreignFile }
    try database.run("PRAGMA journal_mode = WAL")
    try database.run("PRAGMA application_id = 0x4C4F4447")
  }

  /// The step that the file is at.
  package func version() throws(StorageError) -> Int { try database.version() }

  /// Goes up or down, step by step; each step is one transaction that happens wholly or not at all.
  ///
  /// - Throws: ``StorageError/alteredSchema`` where a step leaves another schema than it should.
  package func migrate(to target: Int? = nil) throws(StorageError) {
    let target = target ?? migrations.latest
    guard (0...migrations.latest).contains(target) else {
      throw .newer(found: target, known: migrations.latest)
    }
    try lock.alone(for: 2_000, orElse: StorageError.busy) { () throws(StorageError) in
      var current = try version()
      guard current <= migrations.latest else { throw .newer(found: current, known: migrations.latest) }
      while current != target {
        let isUp = current < target
        let step = migrations.steps[isUp ? current : current - 1]
        let next = isUp ? current + 1 : current - 1
        try apply(isUp ? step.up : step.down, verify: isUp ? step.verify : nil, leadingTo: next)
        current = next
      }
      if current > 0 { try Statistics.write(in: database) } else { try Statistics.remove(from: database) }
      _ = try database.checkpoint()
    }
  }

  private func apply(_ script: String, verify: String?, leadingTo version: Int) throws(StorageError) {
    // Tables are rebuilt with keys off and checked as a whole before the commit.
    try database.run("PRAGMA foreign_keys = OFF")
    defer { _ = try? database.run("PRAGMA foreign_keys = ON") }
    try database.run("BEGIN IMMEDIATE")
    do throws(StorageError) {
      for statement in StatementSplitter.statements(of: script) {
        try database.run(SQL(migration: statement))
      }
      try database.run(SQL(migration: "PRAGMA user_version = \(version)"))
      if version > 0 {
        try database.run("UPDATE home SET schema_generation = \(version) WHERE organization_id = 0")
      }
      if let verify { try check(verify) }
      guard try database.rows("PRAGMA foreign_key_check").isEmpty else { throw .missingReference }
      if let digest = migrations.digests[version], try database.schemaDigest() != digest {
        throw .alteredSchema
      }
      try database.run("COMMIT")
    } catch {
      if database.isInTransaction { _ = try? database.run("ROLLBACK") }
      throw error
    }
  }

  private func check(_ script: String) throws(StorageError) {
    for statement in StatementSplitter.statements(of: script) {
      if let fault = try database.row(SQL(migration: statement))?.first?.text { throw .badFile(fault) }
    }
  }
}

extension SQLiteDatabase {
  /// The step of the schema that the file is at.
  func version() throws(StorageError) -> Int { try setting("PRAGMA user_version").integer ?? 0 }

  /// SHA-256 of the schema as stored, in hexadecimal digits.
  package func schemaDigest() throws(StorageError) -> String {
    let rows = try rows("SELECT type, name, tbl_name, sql FROM sqlite_schema").map { row in
      SchemaText.Row(
        type: row[0].text ?? "", name: row[1].text ?? "", table: row[2].text ?? "", sql: row[3].text)
    }
    return Hexadecimal.text(Digest.sha256(Array(SchemaText.canonical(rows).utf8)))
  }

  /// Refuses a file that is no home of this program, or not of this version, before anything else is read.
  ///
  /// - Throws: ``StorageError/foreignFile``, ``StorageError/newer(found:known:)``,
  ///   ``StorageError/older(found:known:)`` or ``StorageError/alteredSchema``.
  func checkHome(_ migrations: Migrations) throws(StorageError) {
    guard try value("PRAGMA application_id").integer == SQLiteDatabase.applicationID else {
      throw .foreignFile
    }
    let found = try version()
    let known = migrations.latest
    if found > known { throw .newer(found: found, known: known) }
    if found < known { throw .older(found: found, known: known) }
    guard try schemaDigest() == migrations.digests[found] else { throw .alteredSchema }
  }
}
