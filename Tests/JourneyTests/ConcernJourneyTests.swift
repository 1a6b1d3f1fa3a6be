import Foundation
import Testing

/// A concern of the night: raised by who saw it, with the authority rung before, and taken on by the safeguarding lead.
@Suite(.waiting) struct ConcernJourneyTests {
  @Test func `the night raises a concern, the lead screens it, and the shift is told what to do and not why`()
    async throws
  {
    try await NightHome.lend { night in
      let screen = try night.terminal("ngt-tallow", at: "02:10")
      defer { screen.end() }
      try raise(screen)
      try screen.hand(to: "sgl-tallow")
      try take(screen)
      try act(
        "tell", "Tell the shift", ["See that letters reach Skip unopened.", "t+7"], screen)
      try screen.hand(to: "ngt-tallow")
      try screen.press("g", "h")
      try screen.see("Asked of the shift: See that letters").keep("concern-4-shift-told")
      try checkRecords(night)
    }
  }

  private func raise(_ screen: TerminalSession) throws {
    try screen.press(":")
    try screen.type("raise a safe")
    try screen.see("▸ Raise a safeguarding concern").press("Enter")
    try screen.see("New safeguarding concern").type("oyel")
    try screen.select("Oyelaran").press("Tab")
    try screen.see("Tallow House").press("Tab", "Tab")
    try screen.type("ad")
    try screen.press("Tab")
    try screen.type("neg")
    try screen.press("Tab")
    try screen.type("n")
    try screen.press("Tab")
    try screen.type("He said: “they take my money”. Two letters were open.")
    try screen.press("Tab")
    try screen.type("Council out of hours rung 01:50, J. Marsh, ref OOH-118.")
    try screen.see("OOH-118").keep("concern-1-raised").press("C-s")
    try screen.see("Received as SGC-2026-0009, thank you").keep("concern-2-received")
  }

  private func take(_ screen: TerminalSession) throws {
    try screen.press(":")
    try screen.type("SGC-0009")
    try screen.see("▸ SGC-2026-0009").press("Enter")
    try screen.see("OOH-118")
    try act(
      "screen", "Screen",
      ["They take my money.", "y", "y", "y", "Lindq", "Refer: the council knows since 01:50."], screen)
    try act("refer", "Refer", ["counc", "pho", "0150", "", "OOH-118"], screen)
    try act("ackn", "Acknowledged", ["n", ""], screen)
    try screen.keep("concern-3-acknowledged")
  }

  /// Carries out one step of the open record, its answers in their order.
  private func act(
    _ typed: String, _ title: String, _ answers: [String], _ screen: TerminalSession
  ) throws {
    try screen.press(".")
    try screen.see("type to narrow").type(typed)
    try screen.see("▸ \(title)").press("Enter")
    try screen.see("\(title)").see("Not now")
    for answer in answers {
      if !answer.isEmpty { try screen.type(answer) }
      try screen.press("Tab")
    }
    try screen.press("C-s")
    try screen.see(": done")
  }

  private func checkRecords(_ night: NightHome) throws {
    let lead = try night.member("sgl-tallow").list("safeguarding_concerns", "--state", "acknowledged")
    #expect(lead.contains { $0["reference"] as? String == "SGC-2026-0009" })
    let worker = night.member("ngt-tallow")
    #expect(try worker.run("show", "SGC-2026-0009").status != 0)
    let flags = try worker.list("flags").compactMap { $0["message"] as? String }
    #expect(flags.contains("Asked of the shift: See that letters reach Skip unopened."))
    #expect(!flags.contains { $0.contains("SGC-") })
  }
}
