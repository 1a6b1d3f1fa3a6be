import Records
import Sealing

/// A copy of a home in the work folder: its rows without the residents' keys, and the keys by themselves.
struct BackupCopy {
  let data: BackupHeader
  let keys: BackupHeader
  /// The stored contents that the copy's rows name, as the home has them.
  let contents: [Content]
  /// Contents that the rows name and the home has not.
  let missing: [String]
  let folder: String

  struct Content {
    /// SHA-256 in hexadecimal digits.
    let name: String
    let path: String
    let size: Int
  }

  var dataPath: String { folder + "/data.db" }
  var keysPath: String { folder + "/keys.db" }

  /// Takes the copy while others go on writing; the keys are taken after it and are never the older of the two.
  ///
  /// - Throws: ``BackupError/sourceDamaged(_:)``, ``BackupError/missingKeys(_:)``.
  init(of home: String, into folder: String, at now: Instant) throws(BackupError) {
    self.folder = folder
    let (data, keys) = (folder + "/data.db", folder + "/keys.db")
    let source = try stored { () throws(StorageError) in
      try SQLiteDatabase(path: home + "/lodge.db", kind: .maintenance)
    }
    try Self.checkPages(of: source)
    do throws(StorageError) { try source.run("VACUUM INTO \(data)") } catch {
      throw error == .damaged ? .sourceDamaged([]) : .storage(error)
    }
    try stored { () throws(StorageError) in try BackupKeys.write(from: source, to: keys) }
    let copy = try stored { () throws(StorageError) in try SQLiteDatabase(path: data, kind: .maintenance) }
    (contents, missing) = try stored { () throws(StorageError) in
      try Self.contents(named: copy, in: FileStore(home: home))
    }
    let lost = try stored { () throws(StorageError) in try BackupKeys.missing(from: keys, for: copy) }
    guard lost == 0 else { throw .missingKeys(lost) }
    try stored { () throws(StorageError) in try BackupKeys.part(from: copy) }
    let facts = try stored { () throws(StorageError) in try Facts(copy, at: now) }
    guard !facts.recovery.isEmpty else { throw .noRecoveryKey }
    var header = try facts.header(.data, of: data, rows: BackupRows.counts(in: copy))
    header.contents = .init(count: contents.count, bytes: contents.reduce(0) { $0 + $1.size })
    self.data = header
    let wrapped = try stored { () throws(StorageError) in try SQLiteDatabase(path: keys, kind: .reader) }
    self.keys = try facts.header(.keys, of: keys, rows: BackupRows.counts(in: wrapped))
  }

  /// What a copy would hide: a damaged page of an index is made anew in it, and nobody would know.
  private static func checkPages(of source: SQLiteDatabase) throws(BackupError) {
    let found: [String]
    do throws(StorageError) {
      found = try source.rows("PRAGMA quick_check").compactMap { $0.first?.text }
    } catch {
      throw error == .damaged ? .sourceDamaged([]) : .storage(error)
    }
    if found != ["ok"] { throw .sourceDamaged(found) }
  }

  private static func contents(
    named copy: SQLiteDatabase, in store: FileStore
  ) throws(StorageError) -> (found: [Content], missing: [String]) {
    var (found, missing): ([Content], [String]) = ([], [])
    let organizations = try copy.rows("SELECT number FROM organizations WHERE organization_id = 0")
    for number in organizations.compactMap({ $0[0].integer }) {
      let rows = try copy.rows(
        "SELECT storage_name FROM files WHERE organization_id = \(number) AND storage_name IS NOT NULL")
      for name in rows.compactMap({ $0[0].text }) {
        let path = store.place(of: name)
        if let path, HomeFiles.exists(path) {
          found.append(Content(name: name, path: path, size: HomeFiles.size(of: path)))
        } else {
          missing.append("files/\(FileStore.entry(of: name)) is missing in the home")
        }
      }
    }
    return (found, missing)
  }

  /// What both headers say.
  private struct Facts {
    let now: Instant
    let home: String
    let schema: Int
    let schemaDigest: String
    let logs: [BackupHeader.Log]
    let recovery: [BackupHeader.Recovery]

    init(_ copy: SQLiteDatabase, at now: Instant) throws(StorageError) {
      self.now = now
      home = try BackupRows.home(in: copy)
      (schema, schemaDigest) = (try copy.version(), try copy.schemaDigest())
      logs = try BackupRows.logs(in: copy)
      recovery = try BackupRows.recovery(in: copy)
    }

    func header(
      _ kind: BackupHeader.Kind, of path: String, rows: @autoclosure () throws(StorageError) -> [String: Int]
    ) throws(BackupError) -> BackupHeader {
      let counts: [String: Int]
      do throws(StorageError) { counts = try rows() } catch { throw .storage(error) }
      return BackupHeader(
        kind: kind, madeAt: now.milliseconds, home: home, schema: schema, schemaDigest: schemaDigest,
        database: try Self.whole(path), rows: counts, logs: logs, recovery: recovery)
    }

    private static func whole(_ path: String) throws(BackupError) -> BackupHeader.Whole {
      let file = try MediumFile(reading: path)
      var (digest, bytes) = (RunningDigest(), 0)
      while true {
        let part = try file.read(1 << 20)
        if part.isEmpty { return .init(bytes: bytes, digest: Hexadecimal.text(digest.now)) }
        digest.add(part)
        bytes += part.count
      }
    }
  }
}
