import Glibc

/// Why a file could not be read.
enum FileError: Error, Hashable, Sendable {
  case missing
  /// A symbolic link stands where only the file itself is taken.
  case link
  /// The system's reason, in its own words.
  case unreadable(String)
  case tooLarge(limit: Int)
  case notUTF8
}

/// Reads whole files of modest size.
enum FileText {
  /// A file of settings or words is not larger than this.
  static let usualLimit = 16 << 20

  /// The bytes of the file at `path`, links followed unless it is to be kept; a pipe that nobody writes into does not
  /// hold it up.
  static func bytes(
    of path: String, limit: Int = usualLimit, followsLinks: Bool = true
  ) throws(FileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW))
    guard file >= 0 else {
      switch errno {
      case ENOENT: throw .missing
      case ELOOP: throw .link
      default: throw .unreadable(String(cString: strerror(errno)))
      }
    }
    defer { close(file) }
    return try bytes(of: file, limit: limit)
  }

  /// The bytes of an open file from where it stands to its end.
  static func bytes(of file: Int32, limit: Int = usualLimit) throws(FileError) -> [UInt8] {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(String(cString: strerror(errno))) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .unreadable(String(cString: strerror(EISDIR))) }
    if status.st_mode & S_IFMT != S_IFREG { throw .unreadable("it is not a plain file") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, max(Int(status.st_size), 0) + 1))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit { throw .tooLarge(limit: limit) }
    }
  }

  /// The text of the file at `path`, which must be UTF-8; a byte-order mark is taken off.
  static func text(of path: String, limit: Int = usualLimit) throws(FileError) -> String {
    let bytes = try bytes(of: path, limit: limit)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard let text = String(validating: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self)
    else { throw .notUTF8 }
    return text
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
