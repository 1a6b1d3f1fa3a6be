import Foundation
import Records
import Testing

@testable import Storage

/// A folder of its own for one test, gone afterwards.
final class ScratchFolder: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("lodge-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct SQLiteDatabaseTests {
  /// A file with two tables, one of them append-only, in write-ahead mode.
  private func file(in folder: ScratchFolder) throws -> String {
    let path = folder.path + "/lodge.db"
    let maker = try SQLiteDatabase(path: path, kind: .maintenance)
    try maker.run("PRAGMA journal_mode = WAL")
    try maker.run(
      "CREATE TABLE t (organization_id INTEGER NOT NULL, id BLOB NOT NULL, name TEXT, n INTEGER CHECK (n < 9), PRIMARY KEY (organization_id, id)) STRICT, WITHOUT ROWID"
    )
    try maker.run("CREATE UNIQUE INDEX t_name ON t (organization_id, name)")
    try maker.run("CREATE TABLE log (organization_id INTEGER NOT NULL, id BLOB NOT NULL) STRICT")
    return path
  }

  private static let tables = SQLiteDatabase.Guarded(appendOnly: ["log"], deletable: [])

  @Test func `whoever presses a key ends a long search of the jobs, and no other`() throws {
    let database = try SQLiteDatabase(path: nil, kind: .maintenance)
    let way = GiveWay()
    database.ends(searchesFor: way)
    func search(_ steps: Int) throws(StorageError) {
      try database.each(
        "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < \(steps)) SELECT max(x) FROM c"
      ) { _ in true }
    }
    let typing = Thread {
      while !Thread.current.isCancelled {
        way.ask()
        usleep(500)
      }
    }
    defer { typing.cancel() }
    var hasBegun = false
    #expect(throws: StorageError.gaveWay) {
      try way.reading { () throws(StorageError) in
        hasBegun = true
        typing.start()
        // It would take hours.
        try search(100_000_000_000)
      }
    }
    #expect(hasBegun)
    try search(300_000)
  }

  @Test func `settings are read back`() throws {
    let folder = try ScratchFolder()
    let database = try SQLiteDatabase(path: file(in: folder), kind: .writer)
    let settings = Dictionary(
      try database.settings().map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    #expect(settings["journal_mode"] == "wal")
    #expect(settings["synchronous"] == "2")
    #expect(settings["foreign_keys"] == "1")
    #expect(settings["recursive_triggers"] == "1")
    #expect(settings["trusted_schema"] == "0")
    #expect(settings["secure_delete"] == "1")
    #expect(settings["mmap_size"] == "0")
    #expect(settings["wal_autocheckpoint"] == "0")
    #expect(settings["busy_timeout"] == "5000")
  }

  @Test(arguments: [
    "DROP TABLE t", "CREATE TABLE u (a)", "PRAGMA user_version = 9", "ATTACH ':memory:' AS x",
    "UPDATE log SET id = x'00'", "DELETE FROM log", "DELETE FROM t", "SELECT * FROM sqlite_schema",
    "SELECT * FROM pragma_table_info('t')", "ALTER TABLE t ADD COLUMN b", "REINDEX", "ANALYZE",
    "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END", "CREATE TEMP TABLE v (a)",
    "CREATE VIRTUAL TABLE w USING fts5(a)", "REPLACE INTO log VALUES (1, x'00'); SELECT 1", "VACUUM",
  ])
  func `the writer refuses what no record needs`(statement: String) throws {
    let folder = try ScratchFolder()
    let database = try SQLiteDatabase(path: file(in: folder), kind: .writer)
    try database.enforce(Self.tables)
    #expect(throws: StorageError.self) { try database.run(SQL(migration: statement)) }
  }

  @Test func `the reader reads and nothing else`() throws {
    let folder = try ScratchFolder()
    let database = try SQLiteDatabase(path: file(in: folder), kind: .reader)
    try database.enforce(Self.tables)
    #expect(try database.value("SELECT count(*) FROM t WHERE organization_id = \(1)") == .integer(0))
    #expect(throws: StorageError.denied) {
      try database.run("INSERT INTO t (organization_id, id) VALUES (1, x'00')")
    }
  }

  @Test func `a broken unique rule names its fields`() throws {
    let folder = try ScratchFolder()
    let database = try SQLiteDatabase(path: file(in: folder), kind: .writer)
    try database.run("INSERT INTO t VALUES (\(1), \([UInt8(1)]), \("a"), \(1))")
    #expect(throws: StorageError.notUnique(fields: ["name"])) {
      try database.run("INSERT INTO t VALUES (\(1), \([UInt8(2)]), \("a"), \(1))")
    }
    #expect(throws: StorageError.check("n < 9")) {
      try database.run("INSERT INTO t VALUES (\(1), \([UInt8(2)]), \("b"), \(9))")
    }
  }

  @Test func `a file that is no store is foreign`() throws {
    let folder = try ScratchFolder()
    try "This is a letter, and a long one at that.\n".write(
      toFile: folder.path + "/lodge.db", atomically: true, encoding: .utf8)
    #expect(throws: StorageError.foreignFile) {
      let database = try SQLiteDatabase(path: folder.path + "/lodge.db", kind: .reader)
      _ = try database.value("SELECT count(*) FROM sqlite_schema")
    }
    #expect(throws: StorageError.noHome) {
      _ = try SQLiteDatabase(path: folder.path + "/nothing.db", kind: .reader)
    }
  }

  @Test func `a write waits while another holds the lock alone`() throws {
    let folder = try ScratchFolder()
    let here = try FileLock(path: folder.path + "/lodge.lock")
    let there = try FileLock(path: folder.path + "/lodge.lock")
    let isHeldAlone = here.isHeld(with: there)
    #expect(isHeldAlone == [true, true, false])
  }
}

extension FileLock {
  /// Whether `other` is refused a share while this lock is held alone, refused to be alone while it is shared, and
  /// refused a share while it is shared.
  fileprivate func isHeld(with other: FileLock) -> [Bool] {
    let wanted: [(alone: Bool, otherAlone: Bool)] = [(true, false), (false, true), (false, false)]
    return wanted.map { alone, otherAlone in
      var isRefused = false
      let attempt = { () throws(StorageError) in
        do throws(StorageError) {
          let nothing = { () throws(StorageError) in }
          try otherAlone
            ? other.alone(for: 10, orElse: StorageError.busy, nothing)
            : other.shared(for: 10, orElse: StorageError.busy, nothing)
        } catch {
          isRefused = true
        }
      }
      do throws(StorageError) {
        try alone
          ? self.alone(for: 0, orElse: StorageError.busy, attempt)
          : shared(for: 0, orElse: StorageError.busy, attempt)
      } catch {
        Issue.record("The first lock was refused.")
      }
      return isRefused
    }
  }
}
