import Records

/// A backup as the home knows it, for who has no keys: nothing of it is sealed.
package struct KnownBackup: Sendable, Hashable {
  package let state: String
  package let startedAt: Instant
  package let verifiedAt: Instant?
  package let size: Int?
  package let place: String
  package let fault: String?

  /// Those that the home in a folder knows, the newest first.
  package static func all(of folder: String) throws(StorageError) -> [KnownBackup] {
    try HomeFiles.check(folder)
    return try all(in: SQLiteDatabase(path: HomeFiles.realPath(folder) + "/lodge.db", kind: .reader))
  }

  static func all(in database: SQLiteDatabase) throws(StorageError) -> [KnownBackup] {
    try database.rows(
      "SELECT state, started_at, verified_at, size_bytes, destination_label, error FROM backups WHERE organization_id = 0 AND deleted_at IS NULL ORDER BY started_at DESC"
    ).map { row in
      KnownBackup(
        state: row[0].text ?? "", startedAt: Instant(milliseconds: row[1].integer ?? 0),
        verifiedAt: row[2].integer.map { Instant(milliseconds: $0) }, size: row[3].integer,
        place: row[4].text ?? "", fault: row[5].text)
    }
  }
}
