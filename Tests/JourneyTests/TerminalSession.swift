import Foundation

/// The built program in a real terminal: tmux runs it, takes keys and says what stands on the screen.
final class TerminalSession {
  private let socket = "lodge-\(UUID().uuidString.prefix(8))"
  private let columns: Int
  private let rows: Int

  /// What the person waited for did not come.
  struct NotSeen: Error, CustomStringConvertible {
    let wanted: String
    let screen: String
    var description: String { "“\(wanted)” did not appear. The screen was:\n\(screen)" }
  }

  init(
    _ words: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]
  ) throws {
    self.columns = columns
    self.rows = rows
    var variables = ["LANG": "C.UTF-8", "HOME": "/nonexistent", "ESCDELAY": "25"]
    variables.merge(environment) { _, new in new }
    let settings = variables.map { "\($0.key)=\($0.value)" }
    try tmux(
      [
        "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "env", "-i",
        "PATH=/usr/bin:/bin",
        "TERM=tmux-256color",
      ] + settings + [Program.path.path] + words)
    try tmux(["set-option", "-g", "escape-time", "0"])
    try tmux(["set-option", "-g", "remain-on-exit", "on"])
  }

  deinit { end() }

  func end() { _ = try? tmux(["kill-server"]) }

  /// Presses keys by tmux's names: `Enter`, `Tab`, `Escape`, `C-s`, `F9`, `Down`, or single letters.
  func press(_ keys: String...) throws { for key in keys { try tmux(["send-keys", key]) } }

  /// Types text as it is.
  func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// What stands on the screen, without blanks at the ends of lines.
  var screen: String { (try? tmux(["capture-pane", "-p"])) ?? "" }

  /// Waits until the text stands on the screen.
  @discardableResult
  func see(_ text: String, within seconds: Double = 15) throws -> TerminalSession {
    try wait(for: text, within: seconds) { $0.contains(text) }
  }

  /// Waits until the text no longer stands on the screen.
  @discardableResult
  func seeNo(_ text: String, within seconds: Double = 15) throws -> TerminalSession {
    try wait(for: "no \(text)", within: seconds) { !$0.contains(text) }
  }

  private func wait(
    for wanted: String, within seconds: Double, _ isThere: (String) -> Bool
  ) throws -> TerminalSession {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if isThere(screen) { return self }
      usleep(20_000)
    }
    throw NotSeen(wanted: wanted, screen: screen)
  }

  /// The process of the program in the terminal.
  var process: Int32 { Int32((try? tmux(["display-message", "-p", "#{pane_pid}"]))?.trimmed ?? "") ?? 0 }

  /// Whether the program has ended, and with what status.
  var status: Int32? {
    guard let text = try? tmux(["display-message", "-p", "#{pane_dead} #{pane_dead_status}"]).trimmed,
      text.hasPrefix("1")
    else { return nil }
    return Int32(text.dropFirst(2)) ?? 0
  }

  @discardableResult
  private func tmux(_ words: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/tmux")
    process.arguments = ["-L", socket] + words
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
