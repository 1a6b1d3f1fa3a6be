import Glibc

/// Which process began a session, so that the sessions of one that died can be ended.
struct ProcessMark: Sendable, Hashable {
  let number: Int
  /// When it began, in ticks since the machine did; a number is given out again, the two together are not.
  let started: Int

  static let own = ProcessMark(number: Int(getpid()), started: began(Int(getpid())) ?? 0)

  /// The terminal's name with the mark behind it: `pts/3 #1234.88392`.
  func marking(_ terminal: String) -> String {
    let mark = "#\(number).\(started)"
    return terminal.isEmpty ? mark : "\(terminal) \(mark)"
  }

  /// The mark that stands behind a terminal's name.
  init?(in terminal: String) {
    guard let mark = terminal.split(separator: "#").last else { return nil }
    let parts = mark.split(separator: ".")
    guard parts.count == 2, let number = Int(parts[0]), let started = Int(parts[1]) else { return nil }
    self.init(number: number, started: started)
  }

  init(number: Int, started: Int) {
    (self.number, self.started) = (number, started)
  }

  /// Whether that process still runs.
  var isAlive: Bool { ProcessMark.began(number) == started }

  private static func began(_ number: Int) -> Int? {
    let descriptor = open("/proc/\(number)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 1_024) { room, count in
      count = max(0, read(descriptor, room.baseAddress, 1_024))
    }
    // The name of the program stands in brackets and may hold blanks; what follows has none.
    guard let bracket = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = bytes[(bracket + 1)...].split(separator: UInt8(ascii: " "))
    return fields.count > 19 ? Int(String(decoding: fields[19], as: UTF8.self)) : nil
  }
}
