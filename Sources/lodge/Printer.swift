import Glibc
import ViewModels

/// The command of this computer that prints what it reads, such as `/usr/bin/lpr -P kitchen`.
///
/// It is an argument vector that the computer's policy names, never a shell's line; what is printed touches no disk of
/// ours.
struct Printer: Sendable {
  private let words: [String]
  /// How long it may take to accept a sheet; after that it is ended.
  var patience = Duration.seconds(10)

  /// Nil where no program is named by its whole path.
  init?(_ command: String?) {
    let words = (command ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.first?.hasPrefix("/") == true else { return nil }
    self.words = words
  }

  /// Gives the bytes to the command and waits until it has taken them.
  func send(_ bytes: [UInt8]) -> Result<Void, WriteFailure> {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return failure }
    let child = ChildProcess.start(words, on: ends[1], answers: false)
    close(ends[1])
    guard let child else {
      close(ends[0])
      return .failure(WriteFailure("There is no program \(words[0])."))
    }
    let deadline = ContinuousClock.now + patience
    let isTaken = give(bytes, to: ends[0], until: deadline)
    close(ends[0])
    guard isTaken, Printer.status(of: child, until: deadline) == 0 else {
      ChildProcess.end(child)
      return failure
    }
    return .success(())
  }

  private var failure: Result<Void, WriteFailure> {
    .failure(WriteFailure("“\(words.joined(separator: " "))” did not work."))
  }

  private func give(_ bytes: [UInt8], to socket: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      var place = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
      guard left > 0, poll(&place, 1, Int32(left.rounded(.up))) > 0 else { return false }
      let count = bytes[sent...].withUnsafeBytes { rest in
        Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count < 0, errno == EAGAIN || errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// How the program ended; nil where it has not yet.
  private static func status(of child: pid_t, until deadline: ContinuousClock.Instant) -> Int32? {
    var status: Int32 = 0
    while ContinuousClock.now < deadline {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { return status }
      if ended < 0, errno != EINTR { return nil }
      _ = poll(nil, 0, 20)
    }
    return nil
  }
}
