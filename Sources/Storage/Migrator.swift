/// Makes the file of a home and takes its schema from one step to another, while nobody else has it open to write.
package final class Migrator {
  let database: SQLiteDatabase
  private let folder: String
  private let lock: FileLock
  let migrations: Migrations
  /// Where the home lies as it was before its tables were changed here; nil where they were not, or nothing was in it.
  package private(set) var copy: String?

  /// - Throws: ``StorageError/noHome`` where there is no file and none is to be made.
  package init(folder: String, migrations: Migrations, makingFile: Bool = false) throws(StorageError) {
    let path = try HomeFiles.realPath(folder)
    if makingFile { try HomeFiles.makeFile(path + "/lodge.db") } else { try HomeFiles.check(path) }
    self.folder = path
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
  /// Before the first step the home is copied; where there is no room for that, or it cannot be read, no step is gone.
  ///
  /// - Parameters:
  ///   - target: The step to go to; nil for the newest.
  ///   - keepsCopy: Whether the home is copied; a backup that is being restored is a copy already.
  /// - Throws: ``StorageError/alteredSchema`` where a step leaves another schema than it should.
  package func migrate(to target: Int? = nil, keepsCopy: Bool = true) throws(StorageError) {
    let target = target ?? migrations.latest
    guard (0...migrations.latest).contains(target) else {
      throw .newer(found: target, known: migrations.latest)
    }
    try lock.alone(for: 2_000, orElse: StorageError.busy) { () throws(StorageError) in
      let start = try version()
      guard start <= migrations.latest else { throw .newer(found: start, known: migrations.latest) }
      copy = nil
      if keepsCopy, start > 0, start != target {
        copy = try MigrationCopy.make(of: database, at: start, home: folder)
      }
      do throws(StorageError) { try go(from: start, to: target) } catch {
        dropCopy(of: start)
        throw error
      }
      if target > 0 { try Statistics.write(in: database) } else { try Statistics.remove(from: database) }
      _ = try database.checkpoint()
    }
  }

  private func go(from start: Int, to target: Int) throws(StorageError) {
    var current = start
    while current != target {
      let isUp = current < target
      let step = migrations.steps[isUp ? current : current - 1]
      try database.migrate(step, isUp ? .up : .down, migrations.digests)
      current += isUp ? 1 : -1
    }
  }

  /// Takes the copy away where the home is still what was copied.
  private func dropCopy(of start: Int) {
    guard let path = copy, (try? version()) == start else { return }
    HomeFiles.remove(path)
    copy = nil
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
