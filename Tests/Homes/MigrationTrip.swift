import Foundation
import Storage

/// A home's way down every step of its schema and up again, and what was not as it should be.
///
/// After each step the schema must be the one that is known for it, and whatever two neighbouring steps both have must
/// hold the same rows before, between and after.
package struct MigrationTrip {
  /// In words; empty where all was well.
  package private(set) var faults: [String] = []
  /// Each step that was gone, and its milliseconds.
  package private(set) var legs: [(name: String, milliseconds: Double)] = []
  private let migrator: Migrator
  private let migrations: Migrations
  private let path: String

  /// Sends the home in a folder on its way; it ends with every table and, as the first step is the home itself, no row.
  ///
  /// - Throws: What a step throws.
  package init(of folder: String, by migrations: Migrations) throws {
    self.migrations = migrations
    migrator = try Migrator(folder: folder, migrations: migrations)
    path = folder + "/lodge.db"
    for step in stride(from: migrations.latest, to: 1, by: -1) {
      let kept = try common(to: step - 1, and: step)
      let before = try digests(of: kept)
      try go(to: step - 1)
      compare(before, try digests(of: kept), "at step \(step - 1)")
      try go(to: step)
      compare(before, try digests(of: kept), "at step \(step) again")
      try go(to: step - 1)
    }
    try go(to: 0)
    if try value("SELECT count(*) FROM sqlite_schema") != .integer(0) {
      faults.append("Something is left at step 0.")
    }
    for step in 1...migrations.latest { try go(to: step) }
  }

  private mutating func go(to step: Int) throws {
    let start = ContinuousClock.now
    try migrator.migrate(to: step, keepsCopy: false)
    let time = start.duration(to: .now) / .milliseconds(1)
    legs.append(("to step \(step)", time))
    let found = try SQLiteDatabase(path: path, kind: .maintenance).schemaDigest()
    if step > 0, found != migrations.digests[step] { faults.append("The schema of step \(step) is another.") }
  }

  private mutating func compare(_ before: [String: Int], _ after: [String: Int], _ place: String) {
    for (table, digest) in before where after[table] != digest {
      faults.append("The rows of \(table) are others \(place).")
    }
  }

  private func value(_ statement: SQL) throws -> SQLValue {
    try SQLiteDatabase(path: path, kind: .maintenance).value(statement)
  }

  private func common(to lower: Int, and upper: Int) throws -> [String: [String]] {
    let later = try tables(at: upper)
    // A step that says in its notes that a table's rows are lost is believed.
    let notes = migrations.steps[upper - 1].down.split(separator: "\n")
    let kept = later.filter { table, _ in !notes.contains("--   \(table)") }
    return Dictionary(
      uniqueKeysWithValues: try tables(at: lower).compactMap { table, columns in
        kept[table].map { there in (table, columns.filter(Set(there).contains)) }
      })
  }

  /// The tables of a step with their columns, but for the one that says which step it is.
  private func tables(at step: Int) throws -> [String: [String]] {
    let folder =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/lodge-step-"
      + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Migrator(folder: folder, migrations: migrations, makingFile: true).migrate(to: step)
    let file = try SQLiteDatabase(path: folder + "/lodge.db", kind: .maintenance)
    let found = try file.rows(
      "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.name <> 'schema_generation' ORDER BY t.name, c.cid"
    )
    return Dictionary(grouping: found) { $0[0].text ?? "" }.mapValues { $0.compactMap { $0[1].text } }
  }

  /// What the columns of the tables hold, in the order of the rows' keys.
  private func digests(of tables: [String: [String]]) throws -> [String: Int] {
    let file = try SQLiteDatabase(path: path, kind: .maintenance)
    var digests: [String: Int] = [:]
    for (table, names) in tables {
      var hasher = Hasher()
      var count = 0
      try file.each(
        "SELECT \(names: names) FROM \(name: table) ORDER BY \(name: names[0]), \(name: names[1])"
      ) {
        columns in
        for place in 0..<columns.count { hasher.combine(columns.value(place)) }
        count += 1
        return true
      }
      hasher.combine(count)
      digests[table] = hasher.finalize()
    }
    return digests
  }
}
