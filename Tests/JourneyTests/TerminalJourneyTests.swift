import Foundation
import Testing

/// What a terminal is given, and how it is given back.
@Suite(.waiting) struct TerminalJourneyTests {
  @Test(arguments: ["dumb", "", "nonsense-term", "vt100", "linux", "xterm-256color"], ["C", "C.UTF-8"])
  func `every kind of terminal gets the sign-in, or a sentence and status 4`(
    term: String, locale: String
  ) throws {
    try Program().withHome { home, _ in
      let screen = try TerminalSession(
        shell:
          "TERM='\(term)' LANG=\(locale) '\(Program.path.path)' --home '\(home)'; echo ended $?; sleep 60",
        columns: 120)
      defer { screen.end() }
      if term == "dumb" {
        try screen.see("ended 4")
        let sentence = "The terminal dumb cannot place a cursor. Use the command line: lodge help."
        #expect(screen.screen.contains(sentence), "\(screen.screen)")
      } else {
        try screen.see("Login name").type("ruth")
        try screen.see("ruth")
        #expect(!screen.screen.contains("ended"))
      }
    }
  }

  @Test(arguments: [SIGHUP, SIGTERM, SIGINT, SIGQUIT])
  func `a signal leaves neither the other screen nor a hidden cursor nor marks of pastes behind`(
    signal: Int32
  ) throws {
    try Demonstration.lend { copy in
      let path = copy.home + ".sent"
      // Nothing is sent before the recording has begun.
      let screen = try TerminalSession(
        shell: "read -r go; '\(Program.path.path)' --home '\(copy.home)'; echo ended $?; sleep 60",
        columns: 120, rows: 40)
      defer { screen.end() }
      try screen.record(to: path)
      try screen.press("Enter")
      try screen.signIn("sup-tallow")
      try screen.press("2")
      try screen.see("[2 Residents]")
      try screen.signalProgram(signal)
      try screen.see("ended \(128 + signal)")
      var sent = ""
      for _ in 0..<500 where !sent.contains("ended \(128 + signal)") {
        sent = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        usleep(20_000)
      }
      let end = try #require(sent.range(of: "ended \(128 + signal)", options: .backwards)).lowerBound
      for (begins, ends) in [("\u{1B}[?1049h", "\u{1B}[?1049l"), ("\u{1B}[?2004h", "\u{1B}[?2004l")] {
        let begun = try #require(sent.range(of: begins, options: .backwards), "\(begins.dropFirst())")
        let given = try #require(sent.range(of: ends, options: .backwards), "\(ends.dropFirst())")
        #expect(begun.upperBound <= given.lowerBound && given.upperBound <= end, "\(ends.dropFirst())")
      }
      // Most screens have a cursor; where one was hidden it is shown again.
      let shown = try #require(sent.range(of: "\u{1B}[?25h", options: .backwards))
      let hidden = sent.range(of: "\u{1B}[?25l", options: .backwards)
      #expect(hidden.map { $0.upperBound <= shown.lowerBound } ?? true)
    }
  }
}
