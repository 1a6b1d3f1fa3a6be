import Foundation
import Testing

/// The demonstration, made once for all tests that need it; each gets a copy of its own.
enum Demonstration {
  static let password = "seven quiet herons wade"
  private static let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("lodge-\(UUID().uuidString)")

  /// The sign-ins that were told when it was made.
  private static let made = Result { () throws -> [[String: String]] in
    atexit { try? FileManager.default.removeItem(at: Demonstration.folder) }
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let run = try Program().run("demo", "--home", folder.path + "/home", "--no-open", "--json")
    #expect(run.status == 0, "\(run.err)")
    return try #require(run.json as? [[String: String]])
  }

  /// Lends a copy of the demonstration.
  static func lend(_ body: (_ copy: Copy) throws -> Void) throws {
    let signIns = try made.get()
    try withScratchFolder { scratch in
      let home = scratch.appendingPathComponent("home")
      try FileManager.default.copyItem(at: folder.appendingPathComponent("home"), to: home)
      try Program.write(password + "\n", to: scratch.path + "/password")
      try body(Copy(home: home.path, passwordFile: scratch.path + "/password", signIns: signIns))
    }
  }

  struct Copy {
    let home: String
    let passwordFile: String
    let signIns: [[String: String]]

    /// Somebody at the command line.
    func member(_ user: String) -> Member {
      Member(program: Program(), home: home, user: user, password: passwordFile)
    }

    /// Somebody at a terminal of their own, signed in.
    func terminal(_ user: String, columns: Int = 120, rows: Int = 40) throws -> TerminalSession {
      let screen = try TerminalSession(["--home", home], columns: columns, rows: rows)
      try screen.signIn(user)
      return screen
    }
  }
}

extension TerminalSession {
  func signIn(_ user: String) throws {
    try see("Login name").type(user)
    try press("Tab")
    try type(Demonstration.password)
    try press("Enter")
    try see("Today").seeNo("Login name")
  }

  /// Locks the terminal and lets somebody else sign in at it.
  func hand(to user: String) throws {
    try press("F9")
    try see("F4 someone else").press("F4")
    try signIn(user)
  }

  /// Moves down to the line of a list or of a menu that begins so.
  @discardableResult
  func select(_ text: String) throws -> TerminalSession {
    for _ in 0..<40 {
      if isSelected(text) { return self }
      // Not the whole screen: its clock goes on by itself.
      let former = chosen
      try press("Down")
      for _ in 0..<500 where chosen == former { usleep(20_000) }
    }
    return try see("▸ \(text)", within: 0.1)
  }

  /// Presses a key that moves what is chosen, and waits until it has.
  @discardableResult
  func move(_ key: String) throws -> TerminalSession {
    let former = chosen
    try press(key)
    return try wait(for: "something else chosen") { _ in chosen != former }
  }

  private func isSelected(_ text: String) -> Bool {
    screen.components(separatedBy: "▸").dropFirst()
      .contains { $0.drop { $0 == " " }.hasPrefix(text) }
  }

  /// The lines in which something is chosen, with their places.
  private var chosen: [String] {
    screen.components(separatedBy: "\n").enumerated().filter { $0.element.contains("▸") }
      .map { "\($0.offset) \($0.element)" }
  }

  /// Opens what can be done with the selected record and moves to one of it.
  @discardableResult
  func offer(_ step: String) throws -> TerminalSession {
    try press(".")
    return try see(" \(step) ").select(step)
  }

  func choose(_ step: String) throws { try offer(step).press("Enter") }
}
