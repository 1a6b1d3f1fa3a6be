import Glibc

/// An open file on a medium, read and written piece by piece.
final class MediumFile {
  let path: String
  private let descriptor: Int32

  /// Makes a file that was not there.
  init(making path: String) throws(BackupError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 { throw Self.fault(path) }
  }

  /// Opens a plain file to read.
  init(reading path: String) throws(BackupError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { throw Self.fault(path) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw .notABackup(path) }
  }

  deinit { close(descriptor) }

  var size: Int {
    var facts = stat()
    return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
  }

  func write(_ bytes: [UInt8]) throws(BackupError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.fault(path) }
      done += count
    }
  }

  /// Up to `count` bytes; fewer only at the end of the file.
  func read(_ count: Int) throws(BackupError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let found = bytes.withUnsafeMutableBytes { bytes in
        Glibc.read(descriptor, bytes.baseAddress?.advanced(by: filled), count - filled)
      }
      if found < 0 && errno == EINTR { continue }
      guard found >= 0 else { throw Self.fault(path) }
      if found == 0 { break }
      filled += found
    }
    if filled < count { bytes.removeLast(count - filled) }
    return bytes
  }

  func go(to offset: Int) { lseek(descriptor, offset, SEEK_SET) }

  /// Brings what was written to the medium, and drops it from memory: who reads it again reads the medium.
  func settle() throws(BackupError) {
    guard fsync(descriptor) == 0 else { throw Self.fault(path) }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }

  /// What the system's last answer about a path means.
  static func fault(_ path: String) -> BackupError {
    switch errno {
    case ENOSPC, EDQUOT: .medium(.full, path: path)
    case EROFS, EACCES, EPERM: .medium(.readOnly, path: path)
    case EFBIG: .medium(.fileTooLarge, path: path)
    case ENOENT, ENOTDIR: .medium(.notThere, path: path)
    default: .medium(.gone, path: path)
    }
  }
}
