import Foundation
import Testing

/// The night worker of Tallow House with a round that was kept on paper.
@Suite(.waiting) struct RoundJourneyTests {
  /// The line of the rounds and the one below it, which says when the chosen one is due.
  private func chosen(_ screen: TerminalSession) -> [String] {
    let lines = screen.screen.components(separatedBy: "\n")
    guard let place = lines.firstIndex(where: { $0.contains("[") && $0.contains(":00 ") }) else { return [] }
    return Array(lines[place...].prefix(2))
  }

  @Test func `a round kept on paper is typed in with one key a person, and survives a killed program`() throws
  {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("ngt-tallow", columns: 80, rows: 24)
      defer { screen.end() }
      try screen.press("g", "o")
      try screen.see("Rounds › Tallow House")
      // The round of two was not made; it is chosen whatever the time of day is.
      for _ in 0..<12 where !screen.screen.contains("[02:00 MISSED]") {
        let former = chosen(screen)
        try screen.press("BTab")
        try screen.wait(for: "another round") { _ in chosen(screen) != former }
      }
      try screen.see("[02:00 MISSED]").press("t")
      try screen.see("Seen at").type("0204")
      try screen.press("Enter")
      try screen.see("seen at 02:04")
      // Eight people are due: three keys, and the program is gone.
      for done in 1...3 {
        try screen.press("a")
        try screen.see("\(done) seen, \(8 - done) left")
      }
      kill(screen.process, SIGKILL)
      let again = try copy.terminal("sup-tallow", columns: 80, rows: 24)
      defer { again.end() }
      try again.press("g", "o")
      try again.see("Rounds › ")
      let rows = try copy.member("mgr-tallow").list("round_checks").filter {
        ($0["checked_at"] as? String)?.contains("T02:04") == true && $0["is_entered_later"] as? Bool == true
      }
      #expect(rows.count == 3)
    }
  }
}
