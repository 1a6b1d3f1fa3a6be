import Records

/// What a backup says of the rows of a home.
enum BackupRows {
  /// How many rows each table has.
  static func counts(in database: SQLiteDatabase) throws(StorageError) -> [String: Int] {
    let tables = try database.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    var counts: [String: Int] = [:]
    for name in tables.compactMap({ $0[0].text }) {
      counts[name] = try database.value("SELECT count(*) FROM \(name: name)").integer
    }
    return counts
  }

  /// The identity of the platform's log, by which a home is known.
  static func home(in database: any Database) throws(StorageError) -> String {
    let begun = try database.value(
      "SELECT command_id FROM audit_log WHERE organization_id = 0 AND sequence_number = 1")
    guard let bytes = begun.bytes else { throw .damaged }
    return Hexadecimal.text(bytes)
  }

  /// How the log of each organisation ends, the platform's first.
  static func logs(in database: any Database) throws(StorageError) -> [BackupHeader.Log] {
    let numbers = try database.rows(
      "SELECT number FROM organizations WHERE organization_id = 0 ORDER BY number")
    var logs: [BackupHeader.Log] = []
    for number in numbers.compactMap({ $0[0].integer }) {
      let end = try AuditChain.end(of: number, in: database).head
      logs.append(.init(organization: number, count: end.number, code: Hexadecimal.text(end.code)))
    }
    return logs
  }

  /// The printed codes that are good, one for each key they stand for.
  static func recovery(in database: SQLiteDatabase) throws(StorageError) -> [BackupHeader.Recovery] {
    let rows = try database.rows(
      "SELECT public_key, slot, created_at FROM recovery_slots WHERE replaced_at IS NULL ORDER BY organization_id, id"
    )
    var known: Set<[UInt8]> = []
    return rows.compactMap { row in
      guard let key = row[0].bytes, let slot = row[1].bytes, known.insert(key).inserted else { return nil }
      return .init(
        publicKey: Hexadecimal.text(key), slot: Hexadecimal.text(slot), printedAt: row[2].integer ?? 0)
    }
  }
}
