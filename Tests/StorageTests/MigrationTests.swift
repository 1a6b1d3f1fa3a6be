import Foundation
import House
import Records
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

@Suite struct MigrationTests {
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

  @Test func `a file is refused before anything is read from it`() throws {
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
    try alter("PRAGMA user_version = 99")
    #expect(throws: StorageError.newer(found: 99, known: migrations.latest)) { try open() }
    try alter("PRAGMA application_id = 7")
    #expect(throws: StorageError.foreignFile) { try open() }
    #expect(chmod(folder.path + "/lodge.db", 0o644) == 0)
    #expect(throws: StorageError.unsafeFile("lodge.db")) { try open() }
  }
}
