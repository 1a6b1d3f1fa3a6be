import Glibc

/// The files of a home and who may touch them.
package enum HomeFiles {
  /// The folder without symbolic links in its path.
  ///
  /// - Throws: ``StorageError/noHome``.
  package static func realPath(_ folder: String) throws(StorageError) -> String {
    guard let found = realpath(folder, nil) else { throw .noHome }
    defer { free(found) }
    return String(cString: found)
  }

  /// Refuses a folder or file that others may open, that belongs to somebody else, or that is a symbolic link.
  ///
  /// - Throws: ``StorageError/unsafeFile(_:)``, ``StorageError/foreignOwner(_:)`` or ``StorageError/notPlain(_:)`` with
  ///   the name of the first, or ``StorageError/noHome``.
  package static func check(_ folder: String) throws(StorageError) {
    guard let home = status(folder) else { throw .noHome }
    if home.st_mode & S_IFMT == S_IFLNK { throw .notPlain(folder) }
    guard home.st_mode & S_IFMT == S_IFDIR else { throw .noHome }
    try check(home, folder)
    guard let file = status(folder + "/lodge.db") else { throw .noHome }
    try check(file, "lodge.db", isFile: true)
    if let files = status(folder + "/files") { try check(files, "files") }
    for name in ["lodge.db-wal", "lodge.db-shm", "lodge.lock", KeptHeads.name] {
      if let file = status(folder + "/" + name) { try check(file, name, isFile: true) }
    }
  }

  /// How a file is named to who reads it: one on a disk that takes nothing, with no log beside it, is read as a file that
  /// nobody changes, for there is no place for the memory that its readers share.
  static func readable(_ path: String) -> String {
    guard access(path, W_OK) != 0, errno == EROFS, (status(path + "-wal")?.st_size ?? 0) == 0 else {
      return path
    }
    let plain = path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    return "file:\(plain)?immutable=1"
  }

  /// Makes an empty file that only its owner may open.
  ///
  /// - Throws: ``StorageError/foreignFile`` where there is one already.
  static func makeFile(_ path: String) throws(StorageError) {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else {
      throw errno == EEXIST ? .foreignFile : errno == ENOSPC ? .full : .readOnly
    }
    close(file)
  }

  /// Which file lies at a path, whatever it is called: its disk and its place there; nil where there is none.
  struct Identity: Equatable {
    let device: dev_t
    let inode: ino_t
  }

  static func identity(of path: String) -> Identity? {
    status(path).map { Identity(device: $0.st_dev, inode: $0.st_ino) }
  }

  /// Refuses what lies at a path and is no plain file: a pipe in its place would never answer.
  static func checkPlain(_ path: String) throws(StorageError) {
    guard let file = status(path), file.st_mode & S_IFMT != S_IFREG else { return }
    throw .notPlain(path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// The bytes of a file; 0 where there is none.
  static func size(of path: String) -> Int { status(path).map { Int($0.st_size) } ?? 0 }

  /// Whether this process may read a file.
  static func canRead(_ path: String) -> Bool { access(path, R_OK) == 0 }

  private static func status(_ path: String) -> stat? {
    var found = stat()
    return lstat(path, &found) == 0 ? found : nil
  }

  private static func check(_ file: stat, _ name: String, isFile: Bool = false) throws(StorageError) {
    let isPlain = file.st_mode & S_IFMT == (isFile ? S_IFREG : S_IFDIR)
    guard isPlain else { throw .notPlain(name) }
    guard file.st_uid == geteuid() else { throw .foreignOwner(name) }
    guard file.st_mode & 0o077 == 0 else { throw .unsafeFile(name) }
  }
}
