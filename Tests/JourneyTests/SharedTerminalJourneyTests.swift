import Foundation
import Testing

/// One terminal in a kitchen, and two people who take turns at it.
@Suite(.waiting) struct SharedTerminalJourneyTests {
  @Test func `a form waits under the lock while somebody else works, and is saved in the right name`() throws
  {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("mgr-tallow-2")
      defer { screen.end() }
      try screen.press("2")
      try screen.see("[2 Residents]").press("/")
      try screen.type("kolar")
      try screen.select("Kolar, Vesna").press("Enter")
      try screen.press("e")
      try screen.see("Family name").press("Tab", "Tab", "C-u")
      try screen.type("Vessie")
      try screen.see("Vessie").press("F9")
      try screen.see("Locked").seeNo("Vessie").press("F4")
      try screen.see("1 screen lies locked here")
      try screen.signIn("sup-tallow-3")
      try screen.press("F9")
      try screen.see("Also locked here").press("Up")
      try screen.type(Demonstration.password)
      try screen.press("Enter")
      try screen.see("Vessie").press("C-s")
      try screen.see("Saved as RES-")
      let log = try copy.member("adm-tallow").list("audit_log").filter {
        $0["subject"] as? String == "Kolar, Vesna" && $0["event"] as? String == "resident.updated"
      }
      #expect(log.first?["actor"] as? String == "T. Wrzeszczyński")
    }
  }

  @Test func `six digits bring a person back to where they were`() throws {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("sup-tallow", columns: 80, rows: 24)
      defer { screen.end() }
      try screen.press(":")
      try screen.type("choose a pin")
      try screen.see("Choose a PIN to unlock with").press("Enter")
      for _ in 0..<2 {
        try screen.see("PIN once more").type("480216")
        try screen.press("Enter")
      }
      try screen.see("Your PIN opens this screen").press("2")
      try screen.see("[2 Residents]").press("F9")
      try screen.see("3 tries, then password").type("480217")
      try screen.press("Enter")
      try screen.see("That is not your PIN. 2 tries left").type("480216")
      try screen.press("Enter")
      try screen.see("[2 Residents]").seeNo("Locked")
    }
  }

  @Test func `a demonstration that was kept lists its sign-ins whichever way it is opened`() throws {
    try Demonstration.lend { copy in
      let screen = try TerminalSession(["--home", copy.home], columns: 120, rows: 40)
      defer { screen.end() }
      try screen.see("Tab fills the card")
      let user = try #require(copy.signIns.first?["user"])
      try screen.see(user)
    }
  }
}
