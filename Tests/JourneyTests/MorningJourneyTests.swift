import Foundation
import Testing

/// The morning after the night: what was reported is triaged, an authority is told, and the medicines are counted.
@Suite struct MorningJourneyTests {
  @Test func `what triage finds critical is a question to the regulator that the manager sees`()
    async throws
  {
    try await NightHome.lend { night in
      let screen = try night.terminal("sup-tallow", at: "09:30", isMorning: true)
      defer { screen.end() }
      try triage(screen)
      try assign(screen)
      try screen.hand(to: "mgr-tallow")
      try screen.press(":")
      try screen.type("notices to authorities")
      try screen.see("▸ Notices to authorities").press("Enter")
      try screen.see("NTF-0004")
    }
  }

  @Test func `a controlled drug is counted by two, and what is missing is reported at once`() async throws {
    try await NightHome.lend { night in
      let screen = try night.terminal("key-tallow-2", at: "07:30", isMorning: true)
      defer { screen.end() }
      try screen.press("g", "v")
      try screen.see("0 of 3 doses done").keep("morning-5-medicines").press("t")
      try screen.see("1 of 3 doses done").press("t")
      try screen.see("2 of 3 doses done").press("c")
      try screen.see("Count: Morphine").type("55")
      try screen.press("Tab")
      try screen.type("osei")
      try screen.select("K. Osei-Darko").press("Tab")
      try screen.type("54")
      try screen.press("C-s")
      try screen.see("Your counts differ").keep("morning-6-counts-differ").press("C-u")
      try screen.type("55")
      try screen.press("C-s")
      try screen.see("but 56 should be there").keep("morning-7-discrepancy")
      let sent = try night.member("mgr-tallow").list("incidents", "--state", "submitted").filter {
        ($0["narrative"] as? String)?.contains("56 expected, 55 found") == true
      }
      #expect(sent.count == 1)
    }
  }

  @Test func `the night hands over with its counts, and the day accepts`() async throws {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "07:30", isMorning: true)
      defer { screen.end() }
      try screen.press("g", "h")
      try screen.see("waits to be accepted").press("c")
      try screen.see("[ Accept ]").press("Enter")
      try screen.see("accepted by K. Osei-Darko").press("o")
      try screen.see("Headline *").type("One fall, one ambulance; all others slept.")
      try screen.press("Tab")
      try screen.type("yes")
      try screen.press("Tab")
      try screen.type("120")
      try screen.press("Tab")
      try screen.type("y")
      try screen.press("Tab")
      try screen.type("y")
      try screen.see("(•) yes").keep("morning-8-hand-over").press("C-s")
      try screen.see("Hand over: done")
      try screen.hand(to: "sup-tallow")
      try screen.press("g", "h")
      try screen.see("Handover: which house").select("Tallow House").press("Enter")
      try screen.see("One fall, one ambulance").keep("morning-9-handover").press("c")
      try screen.see("[ Accept ]").press("Enter")
      try screen.see("Accept: done")
    }
  }

  // MARK: The steps

  private func triage(_ screen: TerminalSession) throws {
    try screen.press("4")
    try screen.see("[4 Incidents]").see("INC-0021").press("Home")
    try screen.select("INC-0021").press("t")
    try screen.see("Triage: INC-").keep("morning-1-triage").type("5")
    try screen.press("Tab")
    try screen.see("= 5 critical").type("n")
    try screen.press("Tab")
    try screen.type("ezek")
    try screen.select("N. Ezekwesili-B.").press("Tab", "C-s")
    try screen.see("Triage: done").keep("morning-2-triaged")
  }

  private func assign(_ screen: TerminalSession) throws {
    try screen.press("w")
    try screen.see("Assign an action: INC-").type("Ring the surgery about the chest pain")
    try screen.press("Tab", "Tab")
    try screen.type("Park")
    try screen.select("J. Park").press("Tab")
    try screen.type("t+2")
    try screen.press("Tab", "C-s")
    try screen.see("Assign an action: done")
  }
}
