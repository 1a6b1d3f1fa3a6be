import Glibc
import Sealing
import Synchronization

/// Asks for a password at the terminal without showing it.
enum PasswordPrompt {
  /// Whether there is a terminal to ask at.
  static var hasTerminal: Bool {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return false }
    close(terminal)
    return true
  }

  /// Asks once; nil where there is no terminal to ask at.
  static func ask(_ question: String) throws(CommandError) -> LockedBuffer? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    let buffer = try CommandError.lockedBuffer()
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { return nil }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    withUnsafeMutableBytes(of: &silent.c_cc) { keys in
      keys[Int(VMIN)] = 1
      keys[Int(VTIME)] = 0
    }
    let signals = CaughtSignals()
    tcsetattr(terminal, TCSAFLUSH, &silent)
    say("\(question): ", at: terminal)
    let end = read(terminal, signals, into: buffer)
    say("\n", at: terminal)
    tcsetattr(terminal, TCSAFLUSH, &before)
    signals.release()
    if case .signal(let number) = end {
      // To the process, not to this thread: threads of the pool hold signals back.
      kill(getpid(), number)
      poll(nil, 0, 1_000)
    }
    guard case .entered = end else { throw .refused("No password was given.") }
    return buffer
  }

  private enum End { case entered, closed, signal(Int32) }

  private static func read(_ terminal: Int32, _ signals: CaughtSignals, into buffer: LockedBuffer) -> End {
    while true {
      var waits = [
        pollfd(fd: terminal, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.outlet, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&waits, 2, -1) < 0 && errno == EINTR { continue }
      if let number = signals.caught { return .signal(number) }
      var byte: UInt8 = 0
      guard Glibc.read(terminal, &byte, 1) == 1 else { return .closed }
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return .entered
      case 3: return .signal(SIGINT)
      case 4: return buffer.isEmpty ? .closed : .entered
      case 8, 127: buffer.removeLast()
      case 21: buffer.clear()
      case 28: return .signal(SIGQUIT)
      default: buffer.append(byte)
      }
    }
  }

  private static func say(_ text: String, at terminal: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }
}

/// Signals that would end the program while the terminal does not show what is typed.
private struct CaughtSignals {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  private let before: [sigaction]
  /// Readable once a signal has come.
  let outlet: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    outlet = ends[0]
    inlet.store(ends[1], ordering: .sequentiallyConsistent)
    caughtSignal.store(0, ordering: .sequentiallyConsistent)
    before = Self.numbers.map { number in
      var (new, old) = (sigaction(), sigaction())
      new.__sigaction_handler.sa_handler = { number in
        caughtSignal.store(number, ordering: .sequentiallyConsistent)
        var byte: UInt8 = 1
        _ = write(inlet.load(ordering: .sequentiallyConsistent), &byte, 1)
      }
      sigaction(number, &new, &old)
      return old
    }
  }

  var caught: Int32? {
    let number = caughtSignal.load(ordering: .sequentiallyConsistent)
    return number == 0 ? nil : number
  }

  func release() {
    for (number, old) in zip(Self.numbers, before) {
      var old = old
      sigaction(number, &old, nil)
    }
    close(outlet)
    close(inlet.exchange(-1, ordering: .sequentiallyConsistent))
  }
}

/// The writing end of the pipe that a caught signal wakes the reader with.
private let inlet = Atomic<Int32>(-1)
private let caughtSignal = Atomic<Int32>(0)
