import Foundation

/// The built program in a real terminal: tmux runs it, takes keys and says what stands on the screen.
final class TerminalSession {
  /// So many seconds something may take that is seen at once on a machine with nothing else to do.
  static let patience: Double = 60

  private let socket = "lodge-\(UUID().uuidString.prefix(8))"
  private let columns: Int
  private let rows: Int
  /// What was done at the keyboard so far.
  private(set) var work = KeyFigures()

  /// What the person waited for did not come.
  struct NotSeen: Error, CustomStringConvertible {
    let wanted: String
    let screen: String
    var description: String { "“\(wanted)” did not appear. The screen was:\n\(screen)" }
  }

  convenience init(
    _ words: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]
  ) throws {
    try self.init(
      command: [Program.path.path] + words, columns: columns, rows: rows, environment: environment)
  }

  /// Runs a line of the shell, in which the program may be one word of several.
  convenience init(shell line: String, columns: Int = 80, rows: Int = 24) throws {
    try self.init(command: ["/bin/sh", "-c", line], columns: columns, rows: rows, environment: [:])
  }

  private init(command: [String], columns: Int, rows: Int, environment: [String: String]) throws {
    self.columns = columns
    self.rows = rows
    var variables = ["LANG": "C.UTF-8", "HOME": "/nonexistent", "ESCDELAY": "25"]
    variables.merge(environment) { _, new in new }
    let settings = variables.map { "\($0.key)=\($0.value)" }
    try tmux(
      [
        "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "env", "-i",
        "PATH=/usr/bin:/bin", "TERM=tmux-256color",
      ] + settings + command)
    try tmux(["set-option", "-g", "escape-time", "0"])
    try tmux(["set-option", "-g", "remain-on-exit", "on"])
  }

  deinit { end() }

  func end() { _ = try? tmux(["kill-server"]) }

  /// Presses keys by tmux's names: `Enter`, `Tab`, `Escape`, `C-s`, `F9`, `Down`, or single letters.
  func press(_ keys: String...) throws {
    for key in keys {
      work.pressed(key)
      try tmux(["send-keys", key])
    }
  }

  /// Types text as it is: one answer.
  func type(_ text: String) throws {
    work.typed()
    try tmux(["send-keys", "-l", text])
  }

  /// Gives the window another size, as a person who drags its corner.
  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Gives the window another size and its former one again, faster than anybody could draw.
  func flinch(columns: Int, rows: Int) throws {
    try tmux([
      "resize-window", "-x", "\(columns)", "-y", "\(rows)", ";", "resize-window", "-x", "\(self.columns)",
      "-y",
      "\(self.rows)",
    ])
  }

  /// What stands on the screen, without blanks at the ends of lines.
  var screen: String { (try? tmux(["capture-pane", "-p"])) ?? "" }

  /// Waits until the text stands on the screen.
  @discardableResult
  func see(_ text: String, within seconds: Double = TerminalSession.patience) throws -> TerminalSession {
    try wait(for: text, within: seconds) { $0.contains(text) }
  }

  /// Waits until the text no longer stands on the screen.
  @discardableResult
  func seeNo(_ text: String, within seconds: Double = TerminalSession.patience) throws -> TerminalSession {
    try wait(for: "no \(text)", within: seconds) { !$0.contains(text) }
  }

  /// Waits until the screen is as it should be.
  @discardableResult
  func wait(
    for wanted: String, within seconds: Double = TerminalSession.patience, _ isThere: (String) -> Bool
  ) throws -> TerminalSession {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if isThere(screen) {
        work.seen()
        return self
      }
      usleep(20_000)
    }
    throw NotSeen(wanted: wanted, screen: screen)
  }

  /// Writes every byte that goes to the terminal into a file from here on.
  func record(to path: String) throws { try tmux(["pipe-pane", "cat > '\(path)'"]) }

  /// The process of the program in the terminal.
  var process: Int32 { Int32((try? tmux(["display-message", "-p", "#{pane_pid}"]))?.trimmed ?? "") ?? 0 }

  /// Sends a signal to the program that the shell of this terminal runs.
  func signalProgram(_ signal: Int32) throws {
    let children = try String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
    for child in children.split(separator: " ").compactMap({ Int32($0) }) { kill(child, signal) }
  }

  /// Whether the program has ended, and with what status.
  var status: Int32? {
    guard let text = try? tmux(["display-message", "-p", "#{pane_dead} #{pane_dead_status}"]).trimmed,
      text.hasPrefix("1")
    else { return nil }
    return Int32(text.dropFirst(2)) ?? 0
  }

  /// Runs tmux and gives its answer.
  ///
  /// Not by Foundation's `Process`: that waits for the server too, which a first command leaves running.
  @discardableResult
  private func tmux(_ words: [String]) throws -> String {
    try withScratchFolder { folder in
      let answer = folder.appendingPathComponent("answer").path
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, answer, O_WRONLY | O_CREAT, 0o600)
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      // A thread of the test's pool blocks signals; a server that inherits that hears of no ended child.
      var none = sigset_t()
      sigemptyset(&none)
      posix_spawnattr_setsigmask(&attributes, &none)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
      var arguments = (["tmux", "-L", socket] + words).map { strdup($0) }
      arguments.append(nil)
      defer { for argument in arguments { free(argument) } }
      var process: pid_t = 0
      let failure = posix_spawn(&process, "/usr/bin/tmux", &actions, &attributes, arguments, environ)
      guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .ENOENT) }
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
      return try String(contentsOfFile: answer, encoding: .utf8)
    }
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
