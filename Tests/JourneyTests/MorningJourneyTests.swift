import Foundation
import Testing

/// The morning after the night: what was reported is triaged, an authority is told, and the medicines are counted.
@Suite(.waiting) struct MorningJourneyTests {
  @Test func `what triage finds critical is a question to the regulator that the manager sees`()
    async throws
  {
    try await NightHome.lend { night in
      let screen = try night.terminal("sup-tallow", at: "09:30", isMorning: true)
      defer { screen.end() }
      try triage(screen)
      try assign(screen)
      try look(atChain: screen)
      try screen.hand(to: "mgr-tallow")
      try screen.press(":")
      try screen.type("notices to authorities")
      try screen.see("▸ Notices to authorities").press("Enter")
      try screen.see("NTF-0004")
      try tellAuthority(screen)
      let sent = try night.member("sgl-tallow").list("regulator_notifications", "--state", "sent").filter {
        $0["external_reference"] as? String == "CQC-4711"
      }
      #expect(sent.count == 1)
    }
  }

  @Test func `what an incident asked for is done, and the manager approves it with four keys`() async throws {
    try await NightHome.lend { night in
      let given = try night.member("sup-tallow").run(
        "incident", "assign-action", "INC-2026-0021", "--title", "Ring the surgery about the chest pain",
        "--assigned-to", "J. Park", "--due-on", "t+30")
      try #require(given.status == 0, "\(given.err)")
      let screen = try night.terminal("key-tallow-2", at: "09:30", isMorning: true)
      defer { screen.end() }
      try complete(screen)
      try screen.hand(to: "mgr-tallow")
      let figures = try screen.measured("approving an action") {
        try screen.press("a")
        try screen.see("row 1 of").press("End")
        try screen.see("Rang at 09:10").press("a")
        try screen.see("[ Approve ]").press("Enter")
        try screen.see("Done today 1")
      }
      #expect(figures.keys.count <= 4)
      let done = try night.member("sup-tallow").list("action_assignments", "--state", "approved").filter {
        $0["title"] as? String == "Ring the surgery about the chest pain"
      }
      #expect(
        done.compactMap { $0["completion_notes"] as? String } == ["Rang at 09:10, seen today at 14:00."])
    }
  }

  @Test func `a controlled drug is counted by two, and what is missing is reported at once`() async throws {
    try await NightHome.lend { night in
      let screen = try night.terminal("key-tallow-2", at: "07:30", isMorning: true)
      defer { screen.end() }
      try screen.press("g", "v")
      try screen.see("0 of 3 doses done").keep("morning-5-medicines")
      let figures = try screen.measured("two doses of a medicine round") {
        try screen.press("t")
        try screen.see("1 of 3 doses done").press("t")
        try screen.see("2 of 3 doses done")
      }
      #expect(figures.keys == ["t", "t"] && figures.answers == 0)
      try screen.press("c")
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
    try screen.select("N. Ezekwesili-B.").press("Tab")
    try screen.type("not known")
    try screen.press("Tab", "C-s")
    try screen.see("Triage: done").keep("morning-2-triaged")
  }

  /// The whole chain stands on one screen, what happened first and what was asked for last.
  private func look(atChain screen: TerminalSession) throws {
    try screen.press("T")
    try screen.see("INC-2026-0021, medical: happened").press("End")
    try screen.see("Action Ring the surgery").press("Escape")
    try screen.seeNo("Action Ring the surgery").see("[4 Incidents]")
  }

  private func tellAuthority(_ screen: TerminalSession) throws {
    try screen.select("NTF-0004").press("Enter")
    try screen.see("To decide").press(".")
    try screen.see("▸ Must be told").press("Enter")
    try screen.see("[ Must be told ]").press("C-s")
    try screen.see("Must be told: done").press(".")
    try screen.see("▸ Sent").press("Enter")
    try screen.see("Sent: NTF-").press("Tab")
    try screen.type("em")
    try screen.press("C-s")
    try screen.see("reference or the proof of sending").press("Tab")
    try screen.type("CQC-4711")
    try screen.see("CQC-4711").press("C-s")
    try screen.see("CQC-4711").see("Decided by").see("Sent by")
  }

  private func complete(_ screen: TerminalSession) throws {
    try screen.press("5")
    try screen.see("[5 Actions]").select("Ring the surgery").press("Enter")
    try screen.see("Came from").press(".")
    try screen.see("Done").type("done")
    try screen.see("▸ Done").press("Enter")
    try screen.see("What was done").type("Rang at 09:10, seen today at 14:00.")
    try screen.press("C-s")
    try screen.see("Waiting for approval")
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
