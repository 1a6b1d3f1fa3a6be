import Glibc
import Sealing

/// The two files of a backup on their way: written under names that do not count, and renamed when they are proved.
struct BackupPair {
  let data: String
  let keys: String

  var newData: String { data + BackupPlan.unproved }
  var newKeys: String { keys + BackupPlan.unproved }

  /// Takes away what a backup left that was stopped.
  func clear() throws(BackupError) {
    guard !HomeFiles.exists(data) else { throw .fileThere(data) }
    for path in [newData, newKeys] where HomeFiles.exists(path) && unlink(path) != 0 {
      throw MediumFile.fault(path)
    }
  }

  /// Refuses to put this home's keys in place of another's: they may be the last that open that home's backups.
  ///
  /// A file that is damaged opens nothing any more.
  private func checkKeys(of home: String) throws(BackupError) {
    guard HomeFiles.exists(keys) else { return }
    let there: BackupFile
    do throws(BackupError) {
      there = try BackupFile(keys)
    } catch {
      switch error {
      case .notABackup, .cutOff, .altered: return
      default: throw error
      }
    }
    if there.header.home != home { throw .foreignKeyFile(keys) }
  }

  /// Writes both files to the medium.
  ///
  /// - Returns: The digest that the data file ends with.
  func write(
    _ copy: BackupCopy, _ vault: Vault, _ dataKey: HeldKey, _ keysKey: HeldKey,
    _ progress: (BackupStep) -> Void
  ) throws(BackupError) -> [UInt8] {
    try checkKeys(of: copy.keys.home)
    let whole = BackupLayout.content(of: copy.data)
    var done = 0
    let advanced = { (count: Int) in
      done += count
      progress(.sealing(done: done, of: whole))
    }
    let writer = try BackupWriter(newData, copy.data, vault, key: dataKey)
    try writer.add(fileAt: copy.dataPath, size: copy.data.database.bytes, advanced)
    for content in copy.contents {
      guard let name = Hexadecimal.bytes(content.name) else { throw .storage(.fileAltered) }
      try writer.add(name)
      try writer.add(fileAt: content.path, size: content.size, advanced)
    }
    let digest = try writer.finish()
    let other = try BackupWriter(newKeys, copy.keys, vault, key: keysKey)
    try other.add(fileAt: copy.keysPath, size: copy.keys.database.bytes) { _ in }
    _ = try other.finish()
    return digest
  }

  /// Gives the keys that lie there a name of their own: they may be the last that open newer backups.
  ///
  /// - Returns: Where they lie now; nil where there were none.
  func putKeysAside() throws(BackupError) -> String? {
    guard let there = try? BackupFile(keys) else { return nil }
    let moment = BackupPlan.moment(there.header.moment)
    let aside = "\(HomeFiles.folder(of: keys))/lodge-keys-\(moment).lbk"
    guard rename(keys, aside) == 0 else { throw MediumFile.fault(aside) }
    return aside
  }

  /// Gives both files the names that count, the keys first: a newer file of keys opens every older backup, an older one not
  /// every newer.
  func keep() throws(BackupError) {
    for (new, name) in [(newKeys, keys), (newData, data)] {
      guard rename(new, name) == 0 else { throw MediumFile.fault(name) }
      HomeFiles.settle(HomeFiles.folder(of: name))
    }
  }

  /// Leaves a whole file that is not sound for who wants to look, under a name that nobody restores; what was not
  /// written whole goes, and so does what only found no room: it would take up what the next one needs.
  func refuse(after error: BackupError) {
    if !Self.isOfRoom(error), (try? BackupFile(newData)) != nil {
      rename(newData, data + ".bad")
    } else {
      unlink(newData)
    }
    unlink(newKeys)
  }

  /// Whether the medium or the home's disk ended it, and not what was found in the copy.
  private static func isOfRoom(_ error: BackupError) -> Bool {
    switch error {
    case .medium, .storage(.full): true
    default: false
    }
  }
}
