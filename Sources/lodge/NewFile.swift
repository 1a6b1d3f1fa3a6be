import Glibc

/// Writes files that were not there before, for their owner alone.
enum NewFile {
  /// Why a file could not be written, in the system's words.
  struct Failure: Error { let reason: String }

  static func write(_ text: String, to path: String) throws(Failure) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
    defer { close(file) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Failure(reason: String(cString: strerror(errno))) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
  }
}
