import Foundation
import Testing

/// The night worker of Tallow House and somebody who is not in their bed.
@Suite(.waiting) struct MissingJourneyTests {
  @Test func `a search that was begun by one person is gone on with by another after the program was killed`()
    throws
  {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("ngt-tallow", columns: 80, rows: 24)
      defer { screen.end() }
      try screen.press("m")
      try screen.see("Who is missing?").type("igwe")
      try screen.press("Enter")
      try screen.see("Nobody finds").press("h")
      try screen.see("Tell the police").press("s")
      try screen.see("Searched").press("d")
      try screen.see("Who declined it").type("PC 12, says wait till six")
      try screen.press("Enter")
      try screen.see("Tell on-call now.")
      kill(screen.process, SIGKILL)
      let again = try copy.terminal("sup-tallow", columns: 80, rows: 24)
      defer { again.end() }
      try again.see("tell on-call")
      try again.press("g", "w")
      try again.see("Missing ›")
      for _ in 0..<4 where !again.screen.contains("  Igwe") {
        try again.press("Tab")
        usleep(500_000)
      }
      try again.see("NEXT  o").press("o")
      try again.see("Told on-call").press("p")
      try again.see("Police reference").type("CR 4471")
      try again.press("Enter")
      try again.see("The police know since")
      let rows = try copy.member("mgr-tallow").list("missing_episodes").filter {
        $0["state"] as? String == "reported" && $0["risk_level"] as? String == "high"
      }
      #expect(rows.count == 1)
      #expect(rows.first?["incident_id"] != nil)
    }
  }
}
