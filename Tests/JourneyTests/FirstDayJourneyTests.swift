import Foundation
import Testing

/// The first day of a home, in a real terminal: it is made on the screens and used at once.
@Suite(.serialized, .waiting) struct FirstDayJourneyTests {
  static let password = "seven grey geese over the weir"

  /// Makes a home on the screens and leaves its first administrator at the sign-in.
  static func makeHome(_ folder: URL, columns: Int = 80, rows: Int = 24) throws -> TerminalSession {
    let screen = try TerminalSession(["--home", folder.path + "/home"], columns: columns, rows: rows)
    try screen.see("Create a home").press("Enter")
    try screen.see("The organisation").type("Maple House")
    try screen.press("Enter", "Enter", "Enter", "Enter")
    try screen.see("Its first house").type("Maple")
    try screen.press("Enter", "Enter")
    try screen.type("R01-R12 except R04")
    try screen.press("Enter")
    try screen.see("You, the first").type("Ruth Mensah")
    try screen.press("Enter")
    try screen.type("R. Mensah")
    try screen.press("Enter")
    try screen.type("ruth")
    try screen.press("Enter")
    try screen.see("Your password").type(password)
    try screen.press("Enter")
    try screen.type(password)
    try screen.press("Enter")
    try screen.see("The recovery code")
    let groups = screen.recoveryGroups
    try screen.press("Enter")
    try screen.see("From your paper").type(groups[1])
    try screen.press("Enter")
    try screen.type(groups[8])
    try screen.press("Enter")
    return try screen.see("Login name").see("Your home is made. Sign in as ruth.")
  }

  static func signIn(
    _ screen: TerminalSession, as user: String = "ruth", _ password: String = password
  ) throws {
    try screen.see("Login name").type(user)
    try screen.press("Tab")
    try screen.type(password)
    try screen.press("Enter")
    try screen.see("1 Today")
  }

  @Test func `a home is made, its administrator signs in and adds the first resident`() throws {
    try withScratchFolder { folder in
      let screen = try Self.makeHome(folder)
      try Self.signIn(screen)
      try screen.press("3")
      try screen.see("R12").see("R05").seeNo("R04")
      try screen.press("2")
      try screen.see("Residents").press("a")
      try screen.see("Family name").type("Siân")
      try screen.press("Enter")
      try screen.type("Llywelyn")
      try screen.press("C-s")
      try screen.see("Enter “Born”")
      try screen.type("3/5/36")
      try screen.press("Enter")
      try screen.see("= Sun 3 May 1936")
      try screen.press("C-s")
      try screen.see("RES-")
      screen.end()
    }
  }

  @Test func `a half-filled form outlives a killed program, and its person goes on with it`() throws {
    try withScratchFolder { folder in
      let screen = try Self.makeHome(folder)
      try Self.signIn(screen)
      try screen.press("2", "a")
      try screen.see("Family name").type("Wilhelmina")
      try screen.see("✓")
      kill(screen.process, SIGKILL)
      screen.end()

      let again = try TerminalSession(["--home", folder.path + "/home"])
      try Self.signIn(again)
      try again.press("2", "a")
      try again.see("You began this before").press("Enter")
      try again.see("Wilhelmina")
      again.end()
    }
  }

  @Test(arguments: [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGUSR1, SIGPIPE])
  func `a signal leaves the terminal as it was and the draft where it is`(signal: Int32) throws {
    try withScratchFolder { folder in
      let first = try Self.makeHome(folder)
      first.end()
      let flags = folder.path + "/flags"
      let screen = try TerminalSession(
        shell:
          "stty -g > \(flags).1; '\(Program.path.path)' --home '\(folder.path)/home'; echo ended $?; stty -g > \(flags).2; sleep 60"
      )
      try Self.signIn(screen)
      try screen.press("2", "a")
      try screen.see("Family name").type("Theodora")
      try screen.see("✓")
      try screen.signalProgram(signal)
      try screen.see("ended \(128 + signal)")
      let before = try String(contentsOfFile: flags + ".1", encoding: .utf8)
      var after = ""
      for _ in 0..<100 where after.isEmpty {
        after = (try? String(contentsOfFile: flags + ".2", encoding: .utf8)) ?? ""
        usleep(20_000)
      }
      #expect(after == before)
      screen.end()

      let again = try TerminalSession(["--home", folder.path + "/home"])
      try Self.signIn(again)
      try again.press("2", "a")
      try again.see("You began this before").press("Enter")
      try again.see("Theodora")
      again.end()
    }
  }
}

extension TerminalSession {
  /// The groups of the recovery code that stand on the screen.
  fileprivate var recoveryGroups: [String] {
    screen.split(separator: "\n").reduce(into: []) { groups, line in
      let words = line.split(separator: " ").map(String.init)
      for (number, group) in zip(words, words.dropFirst()) where number == "\(groups.count + 1)" {
        groups.append(group)
      }
    }
  }
}
