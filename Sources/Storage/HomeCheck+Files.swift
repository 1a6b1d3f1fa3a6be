import Records
import Sealing

/// The reading of the store of files by who has no keys: what is missing, altered, open to others or left over.
enum FileReading {
  static func faults(
    in database: SQLiteDatabase, home: String
  ) throws(StorageError) -> (files: Int, faults: [String]) {
    let store = FileStore(home: home)
    var known: Set<String> = []
    var (files, faults) = (0, [String]())
    for row in try rows(in: database) {
      files += 1
      guard let name = row.name, let size = row.size else {
        faults.append("\(row.word): the row does not say where its content lies")
        continue
      }
      known.insert(FileStore.entry(of: name))
      do throws(StorageError) {
        _ = try store.read(name, size: SealedFile.size(around: size))
        if !store.isPrivate(name) { faults.append("\(row.word): others could read its file \(name)") }
      } catch {
        switch error {
        case .fileMissing: faults.append("\(row.word): its file \(name) is missing")
        case .fileAltered: faults.append("\(row.word): its file \(name) was altered")
        default: throw error
        }
      }
    }
    let left = store.entries().filter { !known.contains($0) }
    faults += left.map { "files/\($0) belongs to no record; lodge doctor --clear takes it away" }
    return (files, faults)
  }

  /// Takes away what lies in the store and belongs to no record; to be called while nobody writes.
  static func clear(in database: SQLiteDatabase, home: String) throws(StorageError) -> [String] {
    let store = FileStore(home: home)
    let known = Set(try rows(in: database).compactMap { $0.name.map(FileStore.entry(of:)) })
    return store.entries().filter { !known.contains($0) && store.clear($0) }
  }

  private struct Row {
    /// How the file is spoken of: by its document and version where it has one.
    let word: String
    let name: String?
    let size: Int?
  }

  private static func rows(in database: SQLiteDatabase) throws(StorageError) -> [Row] {
    var rows: [Row] = []
    let organizations = try database.rows(
      "SELECT number FROM organizations WHERE organization_id = 0 ORDER BY number")
    for number in organizations.compactMap({ $0[0].integer }) {
      let found = try database.rows(
        """
        SELECT f.id, f.storage_name, f.size_bytes, (SELECT d.reference || ' version ' || v.version_number \
        FROM document_versions v JOIN documents d ON d.organization_id = v.organization_id AND d.id = v.document_id \
        WHERE v.organization_id = f.organization_id AND v.file_id = f.id ORDER BY v.version_number LIMIT 1) \
        FROM files f WHERE f.organization_id = \(number) ORDER BY f.id
        """)
      rows += found.map { row in
        Row(
          word: row[3].text ?? "file \(row[0].id?.description ?? "?")", name: row[1].text,
          size: row[2].integer)
      }
    }
    return rows
  }
}

extension HomeCheck {
  /// Takes away what writes that did not finish left in the store of files, while nobody else writes.
  ///
  /// - Returns: What went, by its path below the home's `files`.
  package static func clearLeftovers(of folder: String) throws(StorageError) -> [String] {
    let folder = try HomeFiles.realPath(folder)
    try HomeFiles.check(folder)
    let lock = try FileLock(path: folder + "/lodge.lock")
    return try lock.alone(for: 5_000, orElse: .busy) { () throws(StorageError) in
      try FileReading.clear(
        in: SQLiteDatabase(path: folder + "/lodge.db", kind: .reader), home: folder)
    }
  }
}
