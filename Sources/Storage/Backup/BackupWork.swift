import FoundationEssentials
import Glibc

/// The folder `backup` of a home: where copies are made and looked at, one backup at a time.
struct BackupWork {
  let folder: String
  let lock: FileLock

  init(home: String) throws(BackupError) {
    let folder = home + "/backup"
    self.folder = folder
    lock = try stored { () throws(StorageError) in
      try HomeFiles.makeFolder(folder)
      return try FileLock(path: folder + "/lodge-backup.lock")
    }
  }

  /// Lends a new private folder that goes afterwards, with what earlier ones left that were stopped.
  ///
  /// - Throws: ``BackupError/running`` while another backup of the home is made.
  func lend<Answer>(_ body: (String) throws(BackupError) -> Answer) throws(BackupError) -> Answer {
    try lock.alone(for: 0, orElse: BackupError.running) { () throws(BackupError) in
      let work = folder + "/work"
      try clear(work)
      defer { try? clear(work) }  // What stays is cleared by the next one.
      try stored { () throws(StorageError) in try HomeFiles.makeFolder(work) }
      return try body(work)
    }
  }

  private func clear(_ work: String) throws(BackupError) {
    guard HomeFiles.exists(work) else { return }
    do { try FileManager.default.removeItem(atPath: work) } catch { throw MediumFile.fault(work) }
  }
}

extension HomeFiles {
  /// The folder of a home in which backups lie that were sent nowhere else.
  package static func backupFolder(of home: String) throws(StorageError) -> String {
    let folder = try realPath(home) + "/backup"
    try makeFolder(folder)
    return folder
  }
}
