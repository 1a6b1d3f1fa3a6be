import Glibc

/// Writes whole files, usually for their owner alone.
package enum NewFile {
  /// Why a file could not be written, in the system's words.
  package struct Failure: Error { package let reason: String }

  /// Writes a file that was not there before.
  package static func write(_ text: String, to path: String, mode: mode_t = 0o600) throws(Failure) {
    try write(Array(text.utf8), to: path, mode: mode)
  }

  /// Writes a file that was not there before; one that could not be written whole is taken away again.
  package static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(Failure) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard file >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw undone(path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw undone(path) }
  }

  private static func undone(_ path: String) -> Failure {
    let failure = Failure(reason: String(cString: strerror(errno)))
    unlink(path)
    return failure
  }

  /// Writes a file of the program, which all may read, in place of one that may be there; it is there wholly or not
  /// at all.
  package static func replace(_ path: String, with text: String) throws(Failure) {
    let aside = path + ".new"
    try write(text, to: aside, mode: 0o644)
    guard rename(aside, path) == 0 else {
      let failure = Failure(reason: String(cString: strerror(errno)))
      unlink(aside)
      throw failure
    }
  }
}
