import Sealing

/// Why a backup was not made, not read or not restored.
package enum BackupError: Error, Hashable, Sendable {
  /// The home could not be read or written.
  case storage(StorageError)
  /// The folder that was named for the backup is not there: a stick that is not in.
  case noFolder(String)
  /// A folder without a backup in it.
  case noBackup(String)
  /// The medium did not take or give what was asked.
  case medium(MediumFault, path: String)
  /// A file of that name lies there already.
  case fileThere(String)
  /// What lies in the folder holds entries that the home does not have: it was put back, or is a copy.
  case putBack(NewerBackup)
  /// Another backup of the home is being made.
  case running
  /// Pages of the home's file are damaged; what was found.
  case sourceDamaged([String])
  /// Nobody printed a recovery code: nothing could open the backup.
  case noRecoveryKey
  /// The copy that was read back and restored is not sound; what was found.
  case notProved([String])
  /// So many residents have no key in the home: what is sealed of them is lost, and the stick still has it.
  case missingKeys(Int)
  /// The file was not made by Lodge.
  case notABackup(String)
  /// The file ends too early, by so many bytes.
  case cutOff(String, missing: Int)
  /// Bytes of the file are not those that were written.
  case altered(String)
  /// The file was made by a Lodge that knows more steps of the tables.
  case newer(found: Int, known: Int)
  /// The recovery code opens neither file, or not this one.
  case wrongCode(String)
  /// What was typed is no recovery code: its check character does not fit.
  case mistypedCode
  /// The file with the keys does not lie beside the backup.
  case noKeyFile(String)
  /// The file with the keys belongs to another home.
  case foreignKeyFile(String)
  /// A home lies where the backup is to be restored.
  case homeThere(HomeThere)
  /// Somebody has the home open that is to be replaced.
  case homeInUse
  /// The folder is not empty, and holds no home.
  case folderInUse(String)
}

/// What a stick, a disk or a folder did not do.
package enum MediumFault: Hashable, Sendable {
  case full
  case readOnly
  /// Its file system takes no file of that size: FAT ends at 4 GB.
  case fileTooLarge
  /// It was taken out, or its disk fails.
  case gone
  case notThere
}

/// The home that lies where a backup is to be restored.
package struct HomeThere: Hashable, Sendable {
  package let kind: Kind
  /// Entries that its logs have and those of the backup do not.
  package let newerEntries: Int

  package enum Kind: Hashable, Sendable {
    /// The home that the backup was made of.
    case same
    case another
    /// It does not open, so that nobody can say which it is.
    case unreadable
  }
}
