import Glibc

/// A program on a pseudo-terminal, timed from outside: what is written to it and when its answer ends.
final class PseudoTerminal {
  let process: pid_t
  private let master: Int32
  /// All that the program has written since it was last asked.
  private(set) var output: [UInt8] = []

  /// How an answer came.
  struct Answer {
    /// From the write to the last byte, in milliseconds; nil where nothing came.
    let milliseconds: Double?
    let bytes: Int
  }

  /// Starts a program on a terminal of that size.
  ///
  /// - Throws: ``Failure`` where no terminal can be had or the program does not start.
  init(_ command: [String], columns: Int = 120, rows: Int = 40) throws(Failure) {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // The requests of the Linux terminal driver that unlock the other end and tell its number; no macro imports.
    var unlocked: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0
    else { throw Failure("A pseudo-terminal cannot be had.") }
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else { throw Failure("Its size cannot be set.") }
    process = try spawn(
      command, environment: ["TERM=xterm-256color", "LANG=C.UTF-8", "HOME=/nonexistent"],
      terminal: "/dev/pts/\(number)")
    guard fcntl(master, F_SETFL, O_NONBLOCK) == 0 else { throw Failure("It cannot be read without waiting.") }
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    close(master)
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
      } else if !collect(for: 20) {
        return
      }
    }
  }

  /// Sends keys and waits until the answer has been silent for a while.
  func answer(to keys: String, quiet: Double = 30, patience: Double = 3_000) -> Answer {
    output = []
    let start = milliseconds()
    send(keys)
    var last: Double?
    var end = start + patience
    while milliseconds() < end {
      let limit = last == nil ? end - milliseconds() : quiet
      guard collect(for: max(1, limit)) else { break }
      last = milliseconds()
      end = max(end, milliseconds() + quiet)
    }
    return Answer(milliseconds: last.map { $0 - start }, bytes: output.count)
  }

  /// Waits until words were written, and then until nothing more comes.
  ///
  /// - Throws: ``Failure`` where they do not come.
  @discardableResult
  func see(_ words: String, within patience: Double = 30_000) throws(Failure) -> Double {
    let start = milliseconds()
    let wanted = Array(words.utf8)
    var last = start
    while milliseconds() < start + patience {
      if collect(for: 60) {
        last = milliseconds()
      } else if output.contains(wanted) {
        return last - start
      }
    }
    throw Failure("“\(words)” did not appear.")
  }

  /// Waits until words were written, and no longer; the milliseconds until then.
  ///
  /// - Throws: ``Failure`` where they do not come.
  func reach(_ words: String, within patience: Double = 30_000) throws(Failure) -> Double {
    let start = milliseconds()
    let wanted = Array(words.utf8)
    while milliseconds() < start + patience {
      if collect(for: 60), output.contains(wanted) { return milliseconds() - start }
    }
    throw Failure("“\(words)” did not appear.")
  }

  func forget() { output = [] }

  /// Reads what comes within so many milliseconds; false where nothing did.
  private func collect(for limit: Double) -> Bool {
    var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, Int32(limit.rounded(.up))) > 0 else { return false }
    var room = [UInt8](repeating: 0, count: 65_536)
    let count = read(master, &room, room.count)
    guard count > 0 else { return false }
    output += room[..<count]
    return true
  }
}

extension PseudoTerminal {
  /// What the system says of the process: `VmRSS`, `VmHWM`, in megabytes.
  func memory(_ kind: String) -> Double {
    let lines = text(of: "/proc/\(process)/status").split(separator: "\n")
    let line = lines.first { $0.hasPrefix(kind) } ?? ""
    return Double(line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first ?? "").map {
      $0 / 1024
    } ?? 0
  }

  /// The processor time of the process, in milliseconds.
  var processorTime: Double {
    let fields = text(of: "/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) * 1_000 / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}

/// Why a benchmark cannot go on.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Milliseconds on a clock that only goes forward.
func milliseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
}

func text(of path: String) -> String {
  guard let file = fopen(path, "r") else { return "" }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var room = [UInt8](repeating: 0, count: 65_536)
  while case let count = fread(&room, 1, room.count, file), count > 0 { bytes += room[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

/// Starts a program: on a terminal of its own, or with its words going to a file.
func spawn(
  _ command: [String], environment: [String], terminal: String? = nil, output: String = "/dev/null"
) throws(Failure) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, terminal ?? "/dev/null", O_RDWR, 0)
  if terminal != nil {
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
  } else {
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  }
  posix_spawn_file_actions_adddup2(&actions, 1, 2)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // A session of its own (the flag's macro does not import): the first terminal that its leader opens becomes its.
  posix_spawnattr_setflags(&attributes, 0x80)
  var arguments = command.map { strdup($0) } + [nil]
  var variables = environment.map { strdup($0) } + [nil]
  defer { for text in arguments + variables { free(text) } }
  var process: pid_t = 0
  guard posix_spawn(&process, command[0], &actions, &attributes, &arguments, &variables) == 0 else {
    throw Failure("\(command[0]) cannot be started.")
  }
  return process
}

/// Says something beside the figures.
func say(_ text: String) {
  var text = text + "\n"
  text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
}
