import Foundation
import Testing

/// A night that was kept on paper, entered at seven in the morning.
@Suite(.waiting) struct PaperNightJourneyTests {
  @Test func `what was kept on paper is entered with its own times, and nothing missed becomes done`()
    async throws
  {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "07:30", isMorning: true)
      defer { screen.end() }
      try screen.see("Night rounds not made: 22:00, 00:00, 02:00, 04:00")
      let figures = try screen.measured("a round of eight from paper, one looked for") { try walk(screen) }
      #expect(figures.keys.filter { $0 == "a" }.count == 8)
      try medicine(screen)
      try screen.press("1")
      try screen.see("NEEDS YOU NOW").press("F5")
      try screen.see("Night rounds not made: 00:00, 02:00, 04:00")
      try checkRecords(night)
    }
  }

  private func walk(_ screen: TerminalSession) throws {
    try screen.press("g", "o")
    try screen.see(", 06:00 to").press("BTab", "BTab", "BTab", "BTab")
    try screen.see(", 22:00 to 22:15").press("a")
    try screen.see("Seen at what time").type("2204")
    try screen.press("Enter")
    for seen in 1...6 {
      try screen.see("\(seen) seen, \(8 - seen) left").press("a")
    }
    try screen.see("7 seen, 1 left").press("a")
    try screen.see("Did you see").press("n")
    try screen.see("No line is written").press("n")
    try screen.see("what was done").press("Enter")
    try screen.see("The round of 22:00 is finished").keep("paper-1-round")
  }

  private func medicine(_ screen: TerminalSession) throws {
    try screen.press("g", "v")
    try screen.see("Fri 18:00 1 MISSED").press("BTab", "BTab")
    try screen.see("Window 17:00").press("t")
    try screen.see("At what time was that?").type("1810")
    try screen.press("Enter")
    try screen.see("taken 18:10").keep("paper-2-dose").press("Tab")
    // A dose that nobody gave stays what it was, with why.
    try screen.see("Window 20:00").press("m")
    try screen.see("why").type("asleep since eight, not woken")
    try screen.press("Enter")
    try screen.see("is written down").keep("paper-3-missed")
  }

  private func checkRecords(_ night: NightHome) throws {
    let manager = night.member("mgr-tallow")
    let checks = try manager.list("round_checks").filter {
      ($0["checked_at"] as? String)?.contains("11-20T22:04") == true
    }
    #expect(checks.count == 8)
    #expect(checks.allSatisfy { $0["is_entered_later"] as? Bool == true })
    let rounds = try manager.list("rounds").filter {
      ($0["started_at"] as? String)?.contains("11-20T22:04") == true
    }
    #expect(rounds.compactMap { $0["standing"] as? String } == ["entered_later"])
    let doses = try manager.list("medication_events").filter { $0["is_entered_later"] as? Bool == true }
    #expect(doses.contains { ($0["happened_at"] as? String)?.contains("11-20T18:10") == true })
    #expect(!doses.contains { $0["status"] as? String == "given" && $0["against"] is String })
  }
}
