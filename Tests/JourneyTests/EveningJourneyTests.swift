import Foundation
import Testing

/// The night worker of Tallow House from ten in the evening: signs on, takes over, walks the round, and finds a bed
/// empty.
@Suite(.waiting) struct EveningJourneyTests {
  @Test func `the night begins with the handover and the round, and somebody is missing`() async throws {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "22:00")
      defer { screen.end() }
      try screen.see("Night round due").keep("evening-1-today")
      try signOn(screen)
      try takeOver(screen)
      let begun = try screen.measured("the first two people of a round, one not found") { try walk(screen) }
      try search(screen)
      let rest = try screen.measured("the other six, one looked for") { try finish(screen) }
      // One key a person that was asleep; who is not found takes a word and Enter, who is looked for a yes or no too.
      #expect(begun.keys.filter { $0 == "a" }.count == 1)
      #expect(rest.keys.prefix(4).allSatisfy { $0 == "a" })
      #expect(begun.keys.count + rest.keys.count - 2 <= 5 + 2 + 5)
      try checkRecords(night)
    }
  }

  @Test func `a fall at ten is reported by the night worker in six answers`() async throws {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "22:00")
      defer { screen.end() }
      let figures = try screen.measured("a first incident report") { try report(screen) }
      #expect(figures.answers <= 6)
      let sent = try night.member("sup-tallow").list("incidents", "--state", "submitted").filter {
        ($0["occurred_at"] as? String)?.contains("T21:50") == true
      }
      #expect(sent.count == 1)
      #expect(sent.compactMap { $0["severity"] as? Int } == [4])
    }
  }

  // MARK: The steps

  private func signOn(_ screen: TerminalSession) throws {
    try screen.press(":")
    try screen.type("sign on")
    try screen.see("▸ Sign on to your shift").press("Enter")
    try screen.see("[ Arrived ]").press("Enter")
    try screen.see("Arrived: done").press(":")
    try screen.type("sign on")
    try screen.see("▸ Sign on to your shift").press("Enter")
    try screen.see("You are signed on since 22:0")
  }

  private func takeOver(_ screen: TerminalSession) throws {
    try screen.press("g", "h")
    try screen.see("waits to be accepted").keep("evening-2-handover").press("c")
    try screen.see("[ Accept ]").keep("evening-3-accept").press("Enter")
    try screen.see("accepted by K. Osei-Darko").press("Escape")
    try screen.see("NEEDS YOU NOW")
  }

  private func walk(_ screen: TerminalSession) throws {
    try screen.press("g", "o")
    try screen.see("0 seen, 7 left").keep("evening-4-round").press("a")
    try screen.see("1 seen, 6 left").press("n")
    try screen.see("what was done").type("Called, room and bathroom empty")
    try screen.press("Enter")
    try screen.see("M opens the search").keep("evening-5-not-found")
  }

  private func search(_ screen: TerminalSession) throws {
    try screen.press("M")
    try screen.see("How afraid are you for them?").keep("evening-6-how-afraid").press("h")
    try screen.see("The search is open").press("p")
    try screen.see("Police reference").type("CAD 118")
    try screen.press("Enter")
    try screen.see("The police know since").press("s", "c", "o")
    try screen.see("told on-call (").keep("evening-7-search").press("Escape")
    try screen.see("1 seen, 5 left")
  }

  private func finish(_ screen: TerminalSession) throws {
    for seen in 2...5 {
      try screen.press("a")
      try screen.see("\(seen) seen, \(6 - seen) left")
    }
    // The last line is of somebody who is looked for since two days: nothing is taken for granted.
    try screen.press("a")
    try screen.see("Did you see").press("x")
    try screen.see("Did you see").see("y for yes, n for no").press("n")
    try screen.see("No line is written").press("n")
    try screen.see("what was done").type("Still looked for")
    try screen.press("Enter")
    try screen.see("The round of 22:00 is finished").keep("evening-8-round-done")
  }

  private func report(_ screen: TerminalSession) throws {
    try screen.press("4")
    try screen.see("[4 Incidents]").press("a")
    try screen.see("[1 What").type("fall")
    try screen.press("Tab")
    try screen.see("Kind *                 Fall").type("4")
    try screen.press("Tab")
    try screen.see("Severity *             4").type("2150")
    try screen.press("Tab", "Tab")
    try screen.type("Found on the floor by the bed, a cut above the eye.")
    try screen.press("Tab")
    try screen.type("Head looked at; the ambulance is rung.")
    try screen.see("ambulance is rung.").press("C-s")
    try screen.see("Saved as INC-").keep("evening-9-draft").press("e")
    try screen.see("[1 What").press("PageDown")
    try screen.see("[2 Who").type("nowot")
    try screen.select("Nowotny, Marek").press("Tab")
    try screen.see("Tallow House").press("C-s")
    try screen.see("Saved as INC-").press("s")
    try screen.see("Send report").press("Enter")
    try screen.see("Send report: done").keep("evening-10-sent")
  }

  // MARK: The records

  private func checkRecords(_ night: NightHome) throws {
    let manager = night.member("mgr-tallow")
    let on = try manager.list("shift_staff").filter {
      ($0["arrived_at"] as? String)?.contains("T22:0") == true
    }
    #expect(on.compactMap { $0["staff_member"] as? String } == ["Osei-Darko, Kwabena"])
    let rounds = try manager.list("rounds").filter {
      ($0["started_at"] as? String)?.contains("11-20T22:0") == true
    }
    #expect(rounds.compactMap { $0["state"] as? String } == ["done"])
    let searches = try manager.list("missing_episodes", "--state", "reported").filter {
      $0["police_reference"] as? String == "CAD 118"
    }
    #expect(searches.count == 1)
  }
}
