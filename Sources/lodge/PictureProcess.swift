import Glibc
import Pictures
import ViewModels

/// Has a picture looked through by `lodge-picture`, a process without keys, files or connections.
///
/// What somebody sent is read by libraries that have been broken into before (libpng, libjpeg); what breaks in
/// there finds the one picture and nothing else. The bytes go through a socket and touch no disk.
struct PictureProcess: Sendable {
  /// It lies beside the running program.
  var program = Share.program.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/lodge-picture"
  /// How long it may take; after that it is ended.
  var patience = Duration.seconds(2)

  var viewer: PictureViewer {
    { content, columns, rows in await look(at: content, columns: columns, rows: rows) }
  }

  /// Looks through a picture, and waits for it as long as there is patience.
  @concurrent
  func look(at content: [UInt8], columns: Int, rows: Int) async -> PictureLook {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return .failed }
    let child = ChildProcess.start([program, "\(columns)", "\(rows)", "\(content.count)"], on: ends[1])
    close(ends[1])
    defer { close(ends[0]) }
    guard let child else { return .absent }
    defer { ChildProcess.end(child) }
    var exchange = Exchange(ends[0], content, limit: columns * rows + PictureAnswer.wordsLimit)
    switch exchange.run(until: .now + patience) {
    case .late: return .late
    case .broken: return .failed
    case .ended:
      guard let answer = PictureAnswer(exchange.answer) else { return .failed }
      if case .seen(let grid) = answer, grid.columns > columns || grid.rows > rows { return .failed }
      return .answered(answer)
    }
  }
}

/// A talk with another process: all of a content goes to it, and its answer comes back.
private struct Exchange {
  private let socket: Int32
  private let content: [UInt8]
  private let limit: Int
  private var sent = 0
  private(set) var answer: [UInt8] = []

  enum End { case ended, broken, late }

  /// An answer longer than `limit` is none.
  init(_ socket: Int32, _ content: [UInt8], limit: Int) {
    (self.socket, self.content, self.limit) = (socket, content, limit)
  }

  mutating func run(until end: ContinuousClock.Instant) -> End {
    while true {
      let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
      var place = pollfd(
        fd: socket, events: Int16(sent < content.count ? POLLIN | POLLOUT : POLLIN), revents: 0)
      let count = left > 0 ? poll(&place, 1, Int32(left.rounded(.up))) : 0
      if count == 0 { return .late }
      if count < 0 {
        guard errno == EINTR else { return .broken }
        continue
      }
      if Int32(place.revents) & POLLOUT != 0 { send() }
      if Int32(place.revents) & (POLLIN | POLLHUP | POLLERR) != 0, let end = receive() { return end }
    }
  }

  private mutating func send() {
    let count = content[sent...].withUnsafeBytes { bytes in
      Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    if count > 0 { sent += count }
    // Whoever takes no more may still have answered.
    if count < 0, errno != EINTR, errno != EAGAIN { sent = content.count }
    if sent == content.count { shutdown(socket, Int32(SHUT_WR)) }
  }

  /// Takes what has come; nil where more may follow.
  private mutating func receive() -> End? {
    var room = [UInt8](repeating: 0, count: 4096)
    let count = recv(socket, &room, room.count, Int32(MSG_DONTWAIT))
    if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : .broken }
    if count == 0 { return .ended }
    answer += room.prefix(count)
    return answer.count > limit ? .broken : nil
  }
}

/// Another program that is started here, without a shell, in a group of its own.
enum ChildProcess {
  /// Starts the program that the first word names, with a descriptor as its input and, where it `answers`, its output,
  /// and nothing else of ours; nil where there is none.
  static func start(_ words: [String], on socket: Int32, answers: Bool = true) -> pid_t? {
    guard let program = words.first else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
    if answers {
      posix_spawn_file_actions_adddup2(&actions, socket, 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // In a group of its own, what is typed at the terminal does not reach it.
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var variables: [UnsafeMutablePointer<CChar>?] = [nil]
    var child: pid_t = 0
    guard posix_spawn(&child, program, &actions, &attributes, &arguments, &variables) == 0 else { return nil }
    return child
  }

  /// Ends the program and whatever it started.
  static func end(_ child: pid_t) {
    kill(-child, SIGKILL)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }
}
