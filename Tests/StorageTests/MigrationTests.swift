import Foundation
import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

extension Migrations {
  /// The steps that the program ships.
  static func shipped() throws -> Migrations {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Migrations(folder: root.appendingPathComponent("Data/Migrations").path)
  }
}

@Suite(.homes) struct MigrationTests {
  @Test func `the schema goes up, down and up again`() throws {
    let folder = try ScratchFolder()
    let migrations = try Migrations.shipped()
    let migrator = try Migrator(folder: folder.path, migrations: migrations, makingFile: true)
    try migrator.migrate()
    let digest = try migrator.database.schemaDigest()
    try migrator.migrate(to: 0)
    #expect(try migrator.database.value("SELECT count(*) FROM sqlite_schema") == .integer(0))
    try migrator.migrate()
    #expect(try migrator.database.schemaDigest() == digest)
    #expect(try migrator.version() == migrations.latest)
  }

  @Test func `an empty home goes down every step and up again`() throws {
    let folder = try ScratchFolder()
    let migrations = try Migrations.shipped()
    try Migrator(folder: folder.path, migrations: migrations, makingFile: true).migrate()
    let trip = try MigrationTrip(of: folder.path, by: migrations)
    #expect(trip.faults.isEmpty)
    #expect(trip.legs.last?.name == "to step \(migrations.latest)")
  }

  @Test func `a founded home loses on its way down what was said before, and nothing else`() async throws {
    let home = try await TestHome()
    let folder = try ScratchFolder()
    let path = folder.path + "/lodge.db"
    let original = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try original.run("VACUUM INTO \(path)")
    #expect(chmod(path, 0o600) == 0)
    let migrations = try Migrations.shipped()
    #expect(try original.value("SELECT schema_generation FROM home") == .integer(migrations.latest))
    let losses = try Migrator(folder: folder.path, migrations: migrations).losses(goingTo: 1)
    let tables = Set(losses.filter { $0.column == nil }.map(\.table))
    let known = try original.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    for table in known.compactMap(\.first?.text) where tables.contains(table) {
      #expect(try original.value("SELECT count(*) FROM \(name: table)").integer ?? 0 > 0, "\(table)")
    }
    #expect(tables.isDisjoint(with: ["users", "memberships", "houses", "residents", "audit_log"]))
    #expect(try MigrationTrip(of: folder.path, by: migrations).faults.isEmpty)
  }

  @Test func `a home with a token goes down a step and up again, and the token is gone`() throws {
    let folder = try ScratchFolder()
    let migrations = try Migrations.shipped()
    let migrator = try Migrator(folder: folder.path, migrations: migrations, makingFile: true)
    try migrator.migrate(to: 5)
    let database = migrator.database
    try database.run("PRAGMA foreign_keys = OFF")
    try database.run(
      "INSERT INTO api_tokens (organization_id, id, name, token_hash, membership_id, role_id, state, expires_on, sealed_private_key, wrapped_key, key_version, created_at, updated_at, revision, change_seq) VALUES (1, zeroblob(16), 'Rota', x'01', zeroblob(16), zeroblob(16), 'active', '2030-01-01', x'01', x'01', 1, 1, 1, 1, 1)"
    )
    try migrator.migrate(to: 4, keepsCopy: false)
    #expect(try database.value("SELECT count(*) FROM api_tokens") == .integer(0))
    try migrator.migrate(to: 5, keepsCopy: false)
    #expect(try migrator.version() == 5)
  }

  @Test func `an older home is copied before its tables are changed, and the copy is that home`() async throws
  {
    let home = try await TestHome()
    let folder = try ScratchFolder()
    let path = folder.path + "/lodge.db"
    let original = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try original.run("VACUUM INTO \(path)")
    #expect(chmod(path, 0o600) == 0)
    let migrations = try Migrations.shipped()
    let older = migrations.latest - 1
    try Migrator(folder: folder.path, migrations: migrations).migrate(to: older, keepsCopy: false)

    let migrator = try Migrator(folder: folder.path, migrations: migrations)
    try migrator.migrate()
    #expect(try migrator.version() == migrations.latest)
    let copy = try #require(migrator.copy)
    #expect(copy == folder.path + "/backup/before-step-\(older).db")
    let place = try ScratchFolder()
    try FileManager.default.copyItem(atPath: copy, toPath: place.path + "/lodge.db")
    let former = try Migrator(folder: place.path, migrations: migrations)
    #expect(try former.version() == older)
    #expect(try former.database.schemaDigest() == migrations.digests[older])
    #expect(try former.database.setting("PRAGMA journal_mode") == .text("wal"))
    let rows: SQL = "SELECT count(*) FROM audit_log"
    #expect(try former.database.value(rows) == original.value(rows))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backup").count == 1)
  }

  @Test func `a home whose tables stay as they are is not copied`() throws {
    let folder = try ScratchFolder()
    let migrator = try Migrator(
      folder: folder.path, migrations: try Migrations.shipped(), makingFile: true)
    try migrator.migrate()
    try migrator.migrate()
    #expect(migrator.copy == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/backup"))
  }

  @Test func `F30: a file is refused before anything is read from it`() throws {
    let folder = try ScratchFolder()
    let migrations = try Migrations.shipped()
    var migrator: Migrator? = try Migrator(folder: folder.path, migrations: migrations, makingFile: true)
    try migrator?.migrate()
    migrator = nil
    func open() throws { _ = try Repository(folder: folder.path, catalogue: .house, migrations: migrations) }
    func alter(_ statement: SQL) throws {
      let file = try SQLiteDatabase(path: folder.path + "/lodge.db", kind: .maintenance)
      try file.run(statement)
    }

    try open()
    try alter("CREATE INDEX extra ON home (organization_id)")
    #expect(throws: StorageError.alteredSchema) { try open() }
    try alter("DROP INDEX extra")
    try alter("CREATE TRIGGER extra AFTER INSERT ON home BEGIN SELECT 1; END")
    #expect(throws: StorageError.alteredSchema) { try open() }
    try alter("DROP TRIGGER extra")
    try alter("CREATE VIEW extra AS SELECT * FROM home")
    #expect(throws: StorageError.alteredSchema) { try open() }
    try alter("DROP VIEW extra")
    try open()
    try alter("PRAGMA user_version = 99")
    #expect(throws: StorageError.newer(found: 99, known: migrations.latest)) { try open() }
    try alter("PRAGMA application_id = 7")
    #expect(throws: StorageError.foreignFile) { try open() }
    #expect(chmod(folder.path + "/lodge.db", 0o644) == 0)
    #expect(throws: StorageError.unsafeFile("lodge.db")) { try open() }
  }
}
