import Records
import Sealing

/// One directory of one session.
struct DirectoryScope: Hashable {
  let session: RecordID
  let type: String
}

/// Fills a directory in slices and keeps it in step with the store.
final class DirectoryLoader {
  let directory: Directory

  init(_ type: RecordType, count: Int) {
    directory = Directory(type: type.id, capacity: count + count / 8)
  }
}

extension Repository {
  /// Wipes the names that a session had in memory.
  func closeDirectories(of session: RecordID) {
    for scope in directories.keys where scope.session == session {
      directories.removeValue(forKey: scope)?.directory.wipe()
    }
  }
}
