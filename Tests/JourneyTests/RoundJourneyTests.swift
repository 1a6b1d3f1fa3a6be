import Foundation
import Testing

/// The night worker of Tallow House with a round that was kept on paper.
@Suite struct RoundJourneyTests {
  @Test func `a round kept on paper is typed in with one key a person, and survives a killed program`() throws
  {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("ngt-tallow", columns: 80, rows: 24)
      defer { screen.end() }
      try screen.press("g", "o")
      try screen.see("Rounds › Tallow House")
      // The round of two was not made; it is chosen whatever the time of day is.
      for _ in 0..<8 where !screen.screen.contains("[02:00 MISSED]") {
        try screen.press("BTab")
        usleep(300_000)
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
