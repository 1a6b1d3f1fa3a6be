import Foundation
import Storage
import TestHomes

/// Takes a large home down every step of its schema and up again, and says how long each took.
enum MigrationTimes {
  /// Goes with a copy of the home in a folder, or of a generated one of so many residents.
  static func run(_ wish: String) throws {
    let folder = "\(Home.root)/.build/bench"
    let home = try Int(wish).map { residents in try Workplace().subject(of: residents).home } ?? wish
    let copy = "\(folder)/migrations"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.createDirectory(
      atPath: copy, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: copy) }
    let path = copy + "/lodge.db"
    try SQLiteDatabase(path: home + "/lodge.db", kind: .maintenance).run("VACUUM INTO \(path)")
    guard chmod(path, 0o600) == 0 else { throw Failure("The copy cannot be closed to others.") }
    let migrations = try Migrations(folder: Home.root + "/Data/Migrations")
    let residents = try SQLiteDatabase(path: path, kind: .maintenance).value("SELECT count(*) FROM residents")
    let start = milliseconds()
    try Migrator(folder: copy, migrations: migrations).migrate()
    print(
      "\(residents.integer ?? 0) residents; brought to step \(migrations.latest): \(Int(milliseconds() - start)) ms"
    )
    let trip = try MigrationTrip(of: copy, by: migrations)
    for leg in trip.legs { print("\(leg.name): \(Int(leg.milliseconds)) ms") }
    if !trip.faults.isEmpty { throw Failure(trip.faults.joined(separator: "\n")) }
    print("Every schema is the one that is known for its step, and no row that both steps have was changed.")
  }
}
