import Foundation
import Testing

@testable import lodge

/// Who comes over a line has the screens and nothing else of the computer.
@Suite(.waiting) struct CaptiveJourneyTests {
  @Test func `F35: of the line's variables the terminal alone is left, and only one that is known`() throws {
    let hostile = [
      "TERM": "xterm-256color", "HOME": "/tmp/mine", "TERMINFO": "/tmp/mine", "EDITOR": "/bin/sh",
      "LODGE_HOME": "/tmp/mine", "LODGE_SHARE": "/tmp/mine", "LC_ALL": "ja_JP.UTF-8",
      "XDG_CONFIG_HOME": "/tmp/mine", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22",
    ]
    let left = try lodge.Environment(variables: hostile).captive()
    #expect(
      left.variables == [
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22",
      ])
    for term in ["dumb", "../../tmp/mine", "xterm\u{1B}]0;x\u{7}"] {
      #expect(throws: CommandError.self) { try lodge.Environment(variables: ["TERM": term]).captive() }
    }
    #expect(throws: CommandError.self) { try lodge.Environment().captive() }
  }

  @Test func `F35: without a terminal, with another command and without a home nothing opens`() throws {
    var program = Program()
    let dumb = try program.run("--captive")
    #expect(dumb.status == 4 && dumb.err.contains("The terminal dumb is not served over this line."))
    program.environment["TERM"] = "xterm"
    let other = try program.run("--captive", "doctor")
    #expect(other.status == 2 && other.out.isEmpty)
    #expect(other.err.contains("--captive opens the screens and nothing else"))
    try withScratchFolder { folder in
      let none = try program.run("--captive", "--home", folder.path + "/none")
      #expect(none.status == 4 && none.out.isEmpty, "\(none.err)")
    }
    try program.withHome { home, _ in
      let piped = try program.run("--captive", "--home", home)
      #expect(piped.status == 4 && piped.err.contains("The screens need a terminal."))
    }
  }

  @Test func `F35: the keys that stop and end programs do neither`() throws {
    try Program().withHome { home, _ in
      let screen = try TerminalSession(shell: Self.underShell("--captive", home: home))
      defer { screen.end() }
      try screen.see("Login name").press("C-z", "C-\\")
      try screen.type("nobody-else")
      try screen.see("nobody-else")
      #expect(!screen.screen.contains("the shell again"))

      // Without the word the shell that stands behind it is there.
      let open = try TerminalSession(shell: Self.underShell("", home: home))
      defer { open.end() }
      try open.see("Login name").press("C-z")
      try open.see("the shell again")
    }
  }

  /// The program under a shell that minds its jobs, and says so once its program has stopped or ended.
  private static func underShell(_ word: String, home: String) -> String {
    "set -m; '\(Program.path.path)' \(word) --home '\(home)'; echo the shell again; sleep 60"
  }

  @Test func `from elsewhere a manager begins nothing with the password alone, and a leader does`() throws {
    try Demonstration.lend { copy in
      let screen = try TerminalSession(["--captive", "--home", copy.home])
      defer { screen.end() }
      try screen.see("Login name").type("mgr-tallow-2")
      try screen.press("Tab")
      try screen.type(Demonstration.password)
      try screen.press("Enter")
      try screen.see("From elsewhere your role")
      let leader = try TerminalSession(["--captive", "--home", copy.home])
      defer { leader.end() }
      try leader.signIn("sup-tallow")
    }
  }

  /// Only where the computer has an sshd; what else F35 asks is tried everywhere.
  @Test(.enabled(if: SSHServer.isLent, "This computer has no sshd to try the lines of the README with."))
  func `F35: over a real SSH is no shell, no copy, no forwarding, and a lost line keeps the draft`() throws {
    try Demonstration.lend { copy in
      try SSHServer.lend(serving: copy.home) { server in
        // A command, a copy of files and a forwarded line are refused, and nothing ran.
        let command = try server.ssh("-T", server.target, "id; touch '\(server.folder)/ran'")
        #expect(command.status == 4 && command.out.isEmpty, "\(command.err)")
        #expect(!FileManager.default.fileExists(atPath: server.folder + "/ran"))
        let copy = try server.ssh("-s", server.target, "sftp")
        #expect(copy.status == 4 && copy.out.isEmpty, "\(copy.err)")
        let through = try server.ssh("-W", "127.0.0.1:\(server.port)", server.target)
        #expect(through.status != 0 && !through.out.contains("SSH-2.0"), "\(through.err)")
        let back = try server.ssh(
          "-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:\(server.port)", server.target)
        #expect(back.status != 0, "\(back.err)")

        // A shell that is asked for with a terminal is the sign-in.
        let screen = try TerminalSession(
          shell: "TERM=xterm-256color \(server.line("-tt")) /bin/sh; echo ended $?; sleep 60")
        defer { screen.end() }
        try screen.see("Login name").press("C-z", "C-\\")
        try screen.signIn("sup-tallow")
        try screen.press("4", "a")
        try screen.see("Kind").type("fall")
        try screen.see("✓")
        try screen.signalProgram(SIGKILL)
        try screen.see("ended")

        let again = try TerminalSession(
          shell: "TERM=xterm-256color \(server.line("-tt")); echo ended $?; sleep 60")
        defer { again.end() }
        try again.signIn("sup-tallow")
        try again.press("4", "a")
        try again.see("You began this before")

        let dumb = try TerminalSession(shell: "TERM=dumb \(server.line("-tt")); echo ended $?; sleep 60")
        defer { dumb.end() }
        try dumb.see("The terminal dumb is not served over this line.").see("ended 4")
      }
    }
  }
}

/// An sshd on this computer alone, with the lines of the README, and a key that it lets in.
struct SSHServer {
  let folder: String
  let port: Int
  /// Whom its one block is about: whoever runs the tests.
  let user: String

  static let isLent = ["/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/ssh-keygen"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  var target: String { "\(user)@127.0.0.1" }

  private var options: [String] {
    [
      "-F", "/dev/null", "-p", "\(port)", "-i", folder + "/key", "-o", "IdentitiesOnly=yes", "-o",
      "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o",
      "LogLevel=ERROR", "-o", "ConnectTimeout=10",
    ]
  }

  /// One run of ssh that is no terminal.
  func ssh(_ words: String...) throws -> Program.Run {
    try Program(program: URL(fileURLWithPath: "/usr/bin/ssh")).run(options + words)
  }

  /// A line of the shell that goes to this server.
  func line(_ option: String) -> String {
    (["/usr/bin/ssh", option] + options + [target]).map { "'\($0)'" }.joined(separator: " ")
  }

  /// Starts it for a home, and stops it afterwards.
  static func lend(serving home: String, _ body: (SSHServer) throws -> Void) throws {
    try withScratchFolder { folder in
      let server = SSHServer(folder: folder.path, port: try freePort(), user: NSUserName())
      for name in ["host", "key"] {
        let made = try Program(program: URL(fileURLWithPath: "/usr/bin/ssh-keygen")).run(
          "-q", "-t", "ed25519", "-N", "", "-f", "\(folder.path)/\(name)")
        #expect(made.status == 0, "\(made.err)")
      }
      // As root it parts its rights in a folder that the system makes at its start.
      if geteuid() == 0, !FileManager.default.fileExists(atPath: "/run/sshd") { mkdir("/run/sshd", 0o755) }
      try Data(server.configuration(for: home).utf8).write(to: folder.appendingPathComponent("config"))
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/sbin/sshd")
      process.arguments = ["-D", "-e", "-f", "\(folder.path)/config"]
      try Data().write(to: folder.appendingPathComponent("log"))
      process.standardError = try FileHandle(forWritingTo: folder.appendingPathComponent("log"))
      try process.run()
      defer {
        process.terminate()
        process.waitUntilExit()
      }
      try server.waitUntilOpen()
      try body(server)
    }
  }

  /// A port on which nobody listens.
  private static func freePort() throws -> Int {
    let line = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(line) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        bind(line, place, length) == 0 && getsockname(line, place, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    return Int(in_port_t(bigEndian: address.sin_port))
  }

  private func waitUntilOpen() throws {
    for _ in 0..<100 {
      if try ssh("-T", target, "true").status != 255 { return }
      usleep(100_000)
    }
    let log = try String(contentsOfFile: folder + "/log", encoding: .utf8)
    Issue.record("The SSH server lets nobody in: \(log)")
  }

  /// The lines of the README for this user, key and home, in a server that would copy files but for them.
  private func configuration(for home: String) throws -> String {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let readme = try String(contentsOfFile: root + "/README.md", encoding: .utf8)
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "    PermitUserEnvironment no"))
    let block = lines[start...].prefix { $0.isEmpty || $0.hasPrefix("    ") }.joined(separator: "\n")
    let own = """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(folder)/host
      PidFile none
      StrictModes no
      UsePAM no
      Subsystem sftp internal-sftp

      """
    return own
      + block.replacingOccurrences(of: "Match User lodge", with: "Match User \(user)")
      .replacingOccurrences(
        of: "/usr/bin/lodge --captive", with: "'\(Program.path.path)' --captive --home '\(home)'"
      )
      .replacingOccurrences(of: "/etc/ssh/lodge_keys", with: folder + "/key.pub") + "\n"
  }
}
