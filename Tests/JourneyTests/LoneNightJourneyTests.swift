import Foundation
import Testing

/// One night worker alone in Tallow House at two in the morning, with nobody else signed in anywhere.
///
/// Nothing they meet ends in a refusal without a way on.
@Suite(.waiting) struct LoneNightJourneyTests {
  @Test func `the police decline, an ambulance comes for another, and the round is broken off`() async throws
  {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "02:10")
      defer { screen.end() }
      try findBedEmpty(screen)
      try policeDecline(screen)
      try ambulance(screen)
      try breakOff(screen)
      let manager = night.member("mgr-tallow")
      let rounds = try manager.list("rounds").filter {
        ($0["started_at"] as? String)?.contains("11-21T02:1") == true
      }
      #expect(rounds.compactMap { $0["state"] as? String } == ["broken_off"])
      let checks = try manager.list("round_checks").filter {
        ($0["checked_at"] as? String)?.contains("11-21T02:1") == true
      }
      // Nobody is written down whom nobody saw.
      #expect(
        checks.compactMap { $0["status"] as? String }.sorted() == ["asleep_seen", "asleep_seen", "not_found"])
    }
  }

  @Test func `from Today to a missing sheet on paper it is four keys`() async throws {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "02:10")
      defer { screen.end() }
      let figures = try screen.measured("from Today to a missing sheet on paper") {
        try screen.press("e")
        try screen.see("for the police").press("m")
        try screen.see("▸ Mansoor").press("Enter")
        try screen.see("MISSING SHEET: Mansoor").press("p")
        try screen.see("lodge-exports")
      }
      #expect(figures.keys.count <= 4)
      #expect(try night.pages().count == 1)
    }
  }

  @Test func `a controlled dose that was given alone is written down as it was`() async throws {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "02:10")
      defer { screen.end() }
      try screen.press("g", "v")
      try screen.see("Morphine sulfate").press("t")
      try screen.see("Who stands beside").keep("lone-5-who-signs-second").type("nobody")
      try screen.see("▸ Nobody else is here").press("Enter")
      try screen.see("Here two sign").type("Nobody on till seven, much pain")
      try screen.press("Enter")
      try screen.see("one person signed; no second").see("Ring on-call, 111 or 999")
      let manager = night.member("mgr-tallow")
      let doses = try manager.list("medication_events").filter {
        ($0["happened_at"] as? String)?.contains("11-21T02:1") == true
      }
      #expect(doses.compactMap { $0["against"] as? String } == ["alone"])
      let sent = try manager.list("incidents", "--state", "submitted").filter {
        ($0["narrative"] as? String)?.contains("without a second person") == true
      }
      #expect(sent.count == 1)
    }
  }

  @Test func `a medicine that came from hospital is given from its label`() async throws {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "02:10")
      defer { screen.end() }
      try screen.press("g", "v")
      try screen.see("Morphine sulfate").press("L")
      try screen.see("Whose medicine").type("skip")
      try screen.see("▸ 203 Oyelaran").press("Enter")
      let label = [
        ("Name, as on the label", "Apixaban"), ("Strength", "5 mg"), ("Dose (1", "1 tablet"),
        ("Times (0800", "0200 1400"), ("kept in the register", "n"),
      ]
      for (question, answer) in label {
        try screen.see(question).type(answer)
        try screen.press("Enter")
      }
      try screen.see("is written down, not confirmed").keep("lone-8-from-its-label").press("Tab")
      try screen.see("[02:00 due]").move("Down").press("t")
      try screen.see("Read the label").type("2 tablets")
      try screen.press("Enter")
      try screen.see("That is not the dose").press("C-u")
      try screen.type("1 tablet")
      try screen.press("Enter")
      try screen.seeNo("That is not the dose").see("taken 02:").keep("lone-9-dose-unconfirmed")
    }
  }

  // MARK: The steps

  private func findBedEmpty(_ screen: TerminalSession) throws {
    try screen.press("g", "o")
    try screen.see("0 seen, 7 left").move("Down").press("a")
    try screen.see("1 seen, 6 left").press("a")
    try screen.see("2 seen, 5 left").press("n")
    try screen.see("what was done").type("Bed empty, called")
    try screen.press("Enter")
    try screen.see("M opens the search").keep("lone-1-bed-empty")
  }

  private func policeDecline(_ screen: TerminalSession) throws {
    try screen.press("M")
    try screen.see("How afraid").press("h")
    try screen.see("The search is open").press("d")
    try screen.see("Who declined it").type("PC 12, wait till six")
    try screen.press("Enter")
    try screen.see("Tell on-call now").keep("lone-2-declined").press("o")
    try screen.see("told on-call (").press("Escape")
    try screen.see("2 seen, 4 left")
  }

  private func ambulance(_ screen: TerminalSession) throws {
    try screen.press("g", "e")
    try screen.see("for the ambulance").press("a")
    try screen.see("Hospital sheet: who").type("skip")
    try screen.see("▸ Oyelaran").press("Enter")
    try screen.see("HOSPITAL SHEET: Oyelaran").keep("lone-3-hospital-sheet").press("Escape")
    try screen.see("for the ambulance").press("Escape")
    try screen.see("2 seen, 4 left")
  }

  private func breakOff(_ screen: TerminalSession) throws {
    try screen.press("b")
    try screen.see("Break off: Night").type("emer")
    try screen.press("Tab")
    try screen.type("Ambulance for room 203")
    try screen.see("for room 203").press("C-s")
    try screen.see("Break off: done").keep("lone-4-broken-off")
  }
}
