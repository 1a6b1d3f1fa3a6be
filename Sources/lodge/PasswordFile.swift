import Glibc
import Sealing

/// Reads a password from where only its owner can have put it.
enum PasswordFile {
  /// Reads the file's first line; it must be a regular file of this user that nobody else may read.
  ///
  /// - Parameters:
  ///   - path: Where it lies.
  ///   - what: What stands in it, as people call it.
  /// - Returns: The line, in locked memory.
  /// - Throws: A ``CommandError`` that says what is wrong with the file.
  static func read(_ path: String, holding what: String = "password") throws(CommandError) -> LockedBuffer {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else {
      // What a link leads to is whoever's may change the link.
      if errno == ELOOP {
        throw .refused("\(path) is a link. Name the file itself that holds the \(what).")
      }
      throw .refused(
        "The file \(path) with the \(what) cannot be opened: \(String(cString: strerror(errno))).")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw .refused(
        isFolder
          ? "\(path) is a folder. Name the file in it that holds the \(what)."
          : "\(path) is no plain file. Name a file of yours that holds the \(what).")
    }
    guard status.st_uid == geteuid() else {
      throw .refused("The file \(path) with the \(what) belongs to somebody else. Name one of yours.")
    }
    guard status.st_mode & 0o177 == 0 else {
      throw .refused(
        "The file \(path) with the \(what) must be a file of yours that nobody else can read.",
        hint: "chmod 600 \(path)")
    }
    let buffer = try CommandError.lockedBuffer()
    var isRead = true
    buffer.fill { room in
      let count = Glibc.read(file, room.baseAddress, room.count)
      isRead = count >= 0
      return max(0, count)
    }
    guard isRead, buffer.count < LockedBuffer.capacity else {
      throw .refused("The file \(path) does not hold a \(what).")
    }
    buffer.removeLineEnd()
    return buffer
  }
}

extension CommandError {
  static func lockedBuffer() throws(CommandError) -> LockedBuffer {
    do { return try LockedBuffer() } catch { throw .unusable("The system gives no memory for a password.") }
  }
}
