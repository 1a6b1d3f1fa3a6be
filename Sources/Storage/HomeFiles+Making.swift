import Glibc

/// Folders and files of a home that is being made.
extension HomeFiles {
  static func exists(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0
  }

  /// Makes a folder that only its owner may open, and those above it.
  ///
  /// - Throws: ``StorageError/unsafeFile(_:)`` where there is one that others may open.
  static func makeFolder(_ path: String) throws(StorageError) {
    var facts = stat()
    if stat(path, &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid(), facts.st_mode & 0o077 == 0 else {
        throw .unsafeFile(path)
      }
      return
    }
    let above = parent(of: path)
    if !above.isEmpty, stat(above, &facts) != 0 { try makeFolder(above) }
    guard mkdir(path, 0o700) == 0 else { throw errno == ENOSPC ? .full : .readOnly }
  }

  /// Moves a file in one step that survives a power cut.
  static func move(_ from: String, to: String) throws(StorageError) {
    guard rename(from, to) == 0 else { throw errno == ENOSPC ? .full : .readOnly }
    let descriptor = Glibc.open(parent(of: to), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Takes a folder away in which a home was being made.
  static func clear(_ folder: String) {
    for name in ["lodge.db", "lodge.db-wal", "lodge.db-shm", "lodge.db-journal", "lodge.lock"] {
      unlink(folder + "/" + name)
    }
    rmdir(folder)
  }

  private static func parent(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }
}
