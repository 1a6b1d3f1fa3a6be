import Glibc

/// Tells when another process, or this one, commits to a home.
///
/// The kernel watches the write-ahead log where it can, so nothing is asked while nothing happens: whoever waits on
/// the descriptor calls ``wasChanged()`` when it becomes readable. Elsewhere it is called every second and looks at
/// the log's size and time. What is found is a reason to compare the change counter.
package final class ChangeWatch {
  /// To be waited on for reading, and never blocks; nil where the system has no such watch.
  package let descriptor: Int32?

  private static let log = "lodge.db-wal"
  private let folder: String
  private var seen: Trace

  /// The kernel is asked unless `usesKernel` is false.
  package init(folder: String, usesKernel: Bool = true) {
    self.folder = folder
    descriptor = usesKernel ? Self.descriptor(for: folder) : nil
    seen = Trace(of: folder + "/" + Self.log)
  }

  deinit { if let descriptor { close(descriptor) } }

  private static func descriptor(for folder: String) -> Int32? {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    // The folder is watched, because the log comes and goes with its first and last user.
    guard inotify_add_watch(descriptor, folder, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO)) >= 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Whether the log changed since this was asked last.
  package func wasChanged() -> Bool {
    if let descriptor { return Self.heard(on: descriptor) }
    let now = Trace(of: folder + "/" + Self.log)
    defer { seen = now }
    return now != seen
  }

  /// Takes what the kernel has told so far, and whether the log was among it.
  private static func heard(on descriptor: Int32) -> Bool {
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
        if name.elementsEqual(log.utf8) || event.mask & UInt32(IN_Q_OVERFLOW) != 0 { isChanged = true }
        offset = start + Int(event.len)
      }
    }
  }

  /// What a write leaves behind on a file.
  private struct Trace: Equatable {
    private var inode: UInt = 0
    private var size = 0
    private var seconds = 0
    private var nanoseconds = 0

    init(of path: String) {
      var facts = stat()
      guard stat(path, &facts) == 0 else { return }
      (inode, size) = (UInt(facts.st_ino), Int(facts.st_size))
      (seconds, nanoseconds) = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
    }
  }
}
