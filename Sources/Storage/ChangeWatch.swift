import Glibc

/// A descriptor that wakes when another process, or this one, commits to a home.
///
/// The kernel watches the write-ahead log, so nothing is asked while nothing happens. Whoever waits on the
/// descriptor calls ``wasChanged()`` when it becomes readable, and then compares the change counter.
package final class ChangeWatch {
  /// To be waited on for reading; it never blocks.
  package let descriptor: Int32

  private static let log = "lodge.db-wal"

  /// Returns nil where the system has no such watch; a timer of a second serves there.
  package init?(folder: String) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    // The folder is watched, because the log comes and goes with its first and last user.
    guard inotify_add_watch(descriptor, folder, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO)) >= 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Takes what the kernel has told so far, and whether the log was among it.
  package func wasChanged() -> Bool {
    var isChanged = false
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 8_192, alignment: 8)
    defer { room.deallocate() }
    while true {
      let count = read(descriptor, room.baseAddress, room.count)
      if count <= 0 { return isChanged }
      var offset = 0
      while offset + MemoryLayout<inotify_event>.size <= count {
        let event = room.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let start = offset + MemoryLayout<inotify_event>.size
        let name = room[start..<min(start + Int(event.len), count)].prefix { $0 != 0 }
        if name.elementsEqual(Self.log.utf8) || event.mask & UInt32(IN_Q_OVERFLOW) != 0 { isChanged = true }
        offset = start + Int(event.len)
      }
    }
  }
}
