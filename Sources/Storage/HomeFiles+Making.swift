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

  /// Makes a file with what another holds, that only its owner may read.
  static func copy(_ from: String, to: String) throws(StorageError) {
    let source = Glibc.open(from, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw .noHome }
    defer { close(source) }
    let target = Glibc.open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard target >= 0 else { throw errno == ENOSPC ? .full : .readOnly }
    defer { close(target) }
    var room = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(source, &room, room.count)
      guard count > 0 else { break }
      guard write(target, room, count) == count else { throw errno == ENOSPC ? .full : .readOnly }
    }
  }

  /// Moves a file in one step that survives a power cut.
  static func move(_ from: String, to: String) throws(StorageError) {
    guard rename(from, to) == 0 else { throw errno == ENOSPC ? .full : .readOnly }
    settle(parent(of: to))
  }

  /// Brings the names in a folder to the disk, as far as its file system can.
  static func settle(_ folder: String) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Takes a folder away in which a home was being made.
  static func clear(_ folder: String) {
    for name in [
      "lodge.db", "lodge.db-wal", "lodge.db-shm", "lodge.db-journal", "lodge.lock", KeptHeads.name,
    ] {
      unlink(folder + "/" + name)
    }
    rmdir(folder)
  }

  private static func parent(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  /// The folder that a file lies in, as its path names it.
  static func folder(of path: String) -> String {
    guard path.contains("/") else { return "." }
    let above = parent(of: path)
    return above.isEmpty ? "/" : above
  }

  /// Whether a folder is there, links followed.
  package static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// Takes one file away.
  static func remove(_ path: String) { unlink(path) }
}
