import Glibc
import Records
import Sealing

/// The sealed contents of files, in a folder of the home, each under the fingerprint of what is stored.
///
/// A content is sealed under a key of its own, so equal contents have different names; and whether a stored file is
/// whole can be told without any key.
package struct FileStore: Sendable {
  private let home: String
  private let folder: String

  package init(home: String) { (self.home, folder) = (home, home + "/files") }

  /// Stores sealed bytes and returns their name once they are on the disk.
  ///
  /// - Throws: ``StorageError/full``, ``StorageError/readOnly``, ``StorageError/disk``.
  func write(_ sealed: [UInt8], as id: RecordID) throws(StorageError) -> String {
    let name = Hexadecimal.text(Digest.sha256(sealed))
    let shelf = "\(folder)/\(name.prefix(2))"
    try HomeFiles.makeFolder(folder)
    try HomeFiles.makeFolder(shelf)
    let aside = "\(folder)/\(id).new"
    do throws(StorageError) {
      try fill(aside, with: sealed)
      try HomeFiles.move(aside, to: "\(shelf)/\(name)")
    } catch {
      unlink(aside)
      throw error
    }
    HomeFiles.settle(folder)
    HomeFiles.settle(home)
    return name
  }

  private func fill(_ path: String, with bytes: [UInt8]) throws(StorageError) {
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Self.failure }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.failure }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw Self.failure }
  }

  private static var failure: StorageError {
    switch errno {
    case ENOSPC, EDQUOT: .full
    case EROFS, EACCES, EPERM: .readOnly
    default: .disk
    }
  }

  /// The stored bytes, whose name they must bear out.
  ///
  /// - Throws: ``StorageError/fileMissing``, ``StorageError/fileAltered``.
  func read(_ name: String, size: Int) throws(StorageError) -> [UInt8] {
    guard Self.isName(name) else { throw .fileAltered }
    let file = Glibc.open(path(of: name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else {
      throw errno == ENOENT ? .fileMissing : errno == ELOOP ? .fileAltered : .unreachable
    }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, Int(facts.st_size) == size else {
      throw .fileAltered
    }
    var bytes = [UInt8](repeating: 0, count: size)
    var filled = 0
    while filled < size {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress?.advanced(by: filled), size - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw count < 0 ? .disk : .fileAltered }
      filled += count
    }
    guard Hexadecimal.text(Digest.sha256(bytes)) == name else { throw .fileAltered }
    return bytes
  }

  /// Takes a stored file away that no row tells of.
  func remove(_ name: String) { unlink(path(of: name)) }

  /// Whether nobody but the owner may read a stored file.
  func isPrivate(_ name: String) -> Bool {
    var facts = stat()
    return lstat(path(of: name), &facts) == 0 && facts.st_uid == geteuid() && facts.st_mode & 0o077 == 0
  }

  /// Everything that lies in the store, by its path below it.
  func entries() -> [String] {
    Self.names(in: folder).flatMap { name in
      name.count == 2 ? Self.names(in: "\(folder)/\(name)").map { "\(name)/\($0)" } : [name]
    }.sorted()
  }

  /// Takes away what lies at a path below the store.
  func clear(_ entry: String) -> Bool { unlink("\(folder)/\(entry)") == 0 }

  /// Where a name lies below the store.
  static func entry(of name: String) -> String { "\(name.prefix(2))/\(name)" }

  /// Where a stored content lies; nil for what is no name of one.
  func place(of name: String) -> String? { Self.isName(name) ? path(of: name) : nil }

  private func path(of name: String) -> String { "\(folder)/\(Self.entry(of: name))" }

  private static func isName(_ name: String) -> Bool {
    name.utf8.count == 64 && name.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }

  private static func names(in folder: String) -> [String] {
    guard let list = opendir(folder) else { return [] }
    defer { closedir(list) }
    var names: [String] = []
    while let entry = readdir(list) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
