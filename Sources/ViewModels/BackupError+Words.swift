import Records
import Storage

extension BackupError {
  /// What to tell the person: what happened, what still holds, what to do.
  package var words: String {
    switch self {
    case .storage(let error): error.words
    case .noFolder(let path): "There is no folder \(path). Is the stick in? Earlier backups are as they were."
    case .noBackup(let path):
      "There is no backup in the folder \(path). Name the folder of the stick that it lies in, or the file itself."
    case .medium(let fault, let path): fault.words(at: MediumFault.named(path))
    case .fileThere(let path): "\(path) is there already. Name another file, or only the folder."
    case .putBack(let newer): newer.words
    case .running: "A backup of this home is being made already. Wait until it is through."
    case .sourceDamaged(let found):
      "The home's own file is damaged\(found.first.map { ": \($0)" } ?? ""). Nothing was kept of this copy; earlier backups are as they were. Keep a copy of the home's folder, and restore the last good backup."
    case .noRecoveryKey:
      "This home has no recovery code, so nothing could open a backup of it. Print one, two people: lodge keys paper --second USER"
    case .notProved(let found):
      "The copy was read back and is not sound, so it does not count; earlier backups are as they were. \(found.prefix(3).joined(separator: "; "))."
    case .missingKeys(let count):
      "\(count) resident\(count == 1 ? " has" : "s have") no key here. Keep the file with the keys on the stick as it is: it may be the last place that has \(count == 1 ? "it" : "them")."
    case .notABackup(let path): "\(path) is no backup of Lodge."
    case .cutOff(let path, let missing): "\(path) is cut off: \(missing) bytes are missing at its end."
    case .altered(let path): "\(path) is damaged: it does not hold what was written. Take another backup."
    case .newer(let found, let known):
      "The backup was made by a newer Lodge (schema \(found)); this one knows \(known). Update Lodge first."
    case .wrongCode(let path):
      "This recovery code does not open \(path). A backup opens with the code that was on paper when it was made."
    case .mistypedCode:
      "That is not a recovery code as it was printed: 13 groups of four and one last sign. Look at each group again."
    case .noKeyFile(let path):
      "The file with the keys is not there: \(path). It lies on the same stick as every backup; name it with --keys FILE."
    case .foreignKeyFile(let path):
      "\(path) holds the keys of another home. Each home has a folder of its own for its backups."
    case .homeThere(let there): there.words
    case .homeInUse: "Somebody has the home open that would be replaced. Close Lodge on every terminal first."
    case .folderInUse(let path): "\(path) holds other things and no home. Name a new folder."
    }
  }
}

extension MediumFault {
  /// The file by the name that it was to have.
  fileprivate static func named(_ path: String) -> String {
    path.hasSuffix(BackupPlan.unproved) ? String(path.dropLast(BackupPlan.unproved.count)) : path
  }

  fileprivate func words(at path: String) -> String {
    switch self {
    case .full:
      "There is no room for \(path). Earlier backups are as they were. Free some space, or take another stick."
    case .readOnly:
      "\(path) cannot be written: the medium or the folder is read-only. Earlier backups are as they were."
    case .fileTooLarge:
      "The file system of the stick takes no file that large, so \(path) was not kept. Format a stick as ext4 or exFAT."
    case .gone:
      "\(path) could not be read or written to its end. Was the stick taken out? Earlier backups are as they were."
    case .notThere: "\(path) is not there. Is the stick in?"
    }
  }
}

extension NewerBackup {
  fileprivate var words: String {
    let made = Shown(zone: .utc, currency: "", today: Day(number: 0)).moment(madeAt, .medium)
    let entries = missing == 0 ? "entries" : missing == 1 ? "1 entry" : "\(missing) entries"
    return
      "What was backed up on \(made) UTC holds \(entries) of the logs that this home does not have: the home was put back to an older state, or is a copy. Nothing was written. To have that state back, restore \(path); to go on from here, add --anyway, which keeps the keys that lie there under another name."
  }
}

extension HomeThere {
  fileprivate var words: String {
    switch kind {
    case .another:
      "Another home lies there. Name a new folder, or put the backup in its place with --replace; that home is kept beside it."
    case .unreadable:
      "A home that does not open lies there. Put the backup in its place with --replace; that home is kept beside it."
    case .same where newerEntries == 0:
      "The home lies there and has nothing that the backup has not. Put the backup in its place with --replace; that home is kept beside it."
    case .same:
      "The home that lies there is newer: its logs have \(newerEntries) entries that the backup does not have. To go back to the backup all the same, add --replace; that home is kept beside it."
    }
  }
}
