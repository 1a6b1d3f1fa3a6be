import FoundationEssentials

/// The copies of a home's file from before its tables were changed, one for each step, in the folder `backup` of the home.
///
/// They hold rows and keys as the home does. So they stay no longer than until the next backup is proved, or until a
/// resident is erased, whose key they would keep.
enum MigrationCopy {
  private static let start = "before-step-"
  private static let end = ".db"

  /// Copies the file of a home at a step; it can stand in the home's place as it is.
  ///
  /// An earlier copy from the same step gives way, once this one is whole.
  ///
  /// - Returns: Where the copy lies.
  static func make(
    of database: SQLiteDatabase, at step: Int, home: String
  ) throws(StorageError) -> String {
    let path = try HomeFiles.backupFolder(of: home) + "/" + start + String(step) + end
    let aside = path + ".new"
    clear(aside)
    do throws(StorageError) {
      try HomeFiles.makeFile(aside)
      try database.run("VACUUM INTO \(aside)")
      try finish(aside)
      try HomeFiles.move(aside, to: path)
    } catch {
      clear(aside)
      throw error
    }
    return path
  }

  /// Where the copies of a home lie, by their names.
  static func paths(of home: String) -> [String] {
    entries(of: home).filter { $0.hasSuffix(end) }
  }

  /// Takes every copy of a home away, with what was left of one that was stopped.
  static func remove(of home: String) {
    let entries = entries(of: home)
    if entries.isEmpty { return }
    for path in entries { HomeFiles.remove(path) }
    HomeFiles.settle(home + "/backup")
  }

  /// Takes away the copies of a home from before somebody was last erased in it: they keep a key that is to be gone.
  ///
  /// Erasing takes them away itself; here one goes that could not be removed then.
  static func removeOutlived(of home: String, in database: any Database) throws(StorageError) {
    let copies = paths(of: home)
    if copies.isEmpty { return }
    let newest = try database.value("SELECT max(at) FROM audit_log WHERE event = \(Errand.erasing)")
    guard let erasedAt = newest.integer else { return }
    for path in copies where madeAt(path).map({ $0 < erasedAt }) ?? true { HomeFiles.remove(path) }
    HomeFiles.settle(home + "/backup")
  }

  /// When a copy was made, in milliseconds; nil where nobody can tell.
  private static func madeAt(_ path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let made = attributes?[.modificationDate] as? Date else { return nil }
    return Int(made.timeIntervalSince1970 * 1_000)
  }

  private static func entries(of home: String) -> [String] {
    let folder = home + "/backup"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(start) }.sorted().map { "\(folder)/\($0)" }
  }

  /// Gives the copy the mode that a home has, and brings it to the disk.
  private static func finish(_ path: String) throws(StorageError) {
    try putInMode(path)
    for ending in ["-wal", "-shm"] { HomeFiles.remove(path + ending) }
    do throws(BackupError) { try MediumFile(reading: path).settle() } catch { throw .disk }
  }

  private static func putInMode(_ path: String) throws(StorageError) {
    let copy = try SQLiteDatabase(path: path, kind: .maintenance)
    try copy.run("PRAGMA journal_mode = WAL")
    _ = try copy.checkpoint()
  }

  private static func clear(_ path: String) {
    for ending in ["", "-wal", "-shm", "-journal"] { HomeFiles.remove(path + ending) }
  }
}
