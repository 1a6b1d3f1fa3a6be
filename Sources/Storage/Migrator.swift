/// Makes the file of a home and takes its schema from one step to another, while nobody else has it open to write.
package final class Migrator {
  let database: SQLiteDatabase
  private let lock: FileLock
  let migrations: Migrations

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

  /// How many sessions stand open in other programs that still run on this computer.
  package func openSessions() throws(StorageError) -> Int {
    guard try version() > 0 else { return 0 }
    return try database.rows("SELECT terminal FROM user_sessions WHERE state <> 'ended'").count { row in
      guard let mark = row[0].text.flatMap(ProcessMark.init(in:)) else { return false }
      return mark != .own && mark.isAlive
    }
  }

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
        try database.migrate(step, isUp ? .up : .down, migrations.digests)
        current += isUp ? 1 : -1
      }
      if current > 0 { try Statistics.write(in: database) } else { try Statistics.remove(from: database) }
      _ = try database.checkpoint()
    }
  }
}

extension SQLiteDatabase {
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
