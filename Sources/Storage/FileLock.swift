import Glibc

/// The lock file beside the database: shared by every write transaction, alone for a checkpoint.
///
/// SQLite before 3.51.3 can damage a file when a commit overlaps a checkpoint; this keeps the two apart. The
/// database file itself is never locked this way: closing a descriptor on it would drop SQLite's own locks.
package final class FileLock {
  private let descriptor: Int32

  package init(path: String) throws(StorageError) {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
    descriptor = open(path, flags, 0o600)
    if descriptor < 0 {
      throw switch errno {
      case EROFS, EACCES: StorageError.readOnly
      case ENOSPC, EDQUOT: .full
      case ELOOP: .notPlain(path)
      default: .unreachable
      }
    }
  }

  deinit { close(descriptor) }

  /// Runs `body` while this process is one of those that write.
  package func shared<Answer, Failure: Error>(
    for milliseconds: Int = 5_000, orElse busy: Failure, _ body: () throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try holding(LOCK_SH, for: milliseconds, orElse: busy, body)
  }

  /// Runs `body` while no other process writes or checkpoints.
  package func alone<Answer, Failure: Error>(
    for milliseconds: Int, orElse busy: Failure, _ body: () throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try holding(LOCK_EX, for: milliseconds, orElse: busy, body)
  }

  private func holding<Answer, Failure: Error>(
    _ kind: Int32, for milliseconds: Int, orElse busy: Failure, _ body: () throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    var waited = 0
    while flock(descriptor, kind | LOCK_NB) != 0 {
      if errno != EINTR && errno != EWOULDBLOCK { throw busy }
      if waited >= milliseconds { throw busy }
      usleep(5_000)
      waited += 5
    }
    defer { flock(descriptor, LOCK_UN) }
    return try body()
  }
}
