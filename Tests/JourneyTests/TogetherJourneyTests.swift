import Foundation
import Testing

/// Two people at one record, and one person at a very small screen.
@Suite(.waiting) struct TogetherJourneyTests {
  private func edit(_ screen: TerminalSession, knownAs name: String) throws {
    try screen.press("2")
    try screen.see("[2 Residents]").press("/")
    try screen.type("kolar")
    try screen.select("Kolar, Vesna").press("Enter")
    try screen.press("e")
    try screen.see("Family name").press("Tab", "Tab", "C-u")
    try screen.type(name)
    try screen.see(name)
  }

  @Test func `who saves second is shown both versions, and nothing is lost`() throws {
    try Demonstration.lend { copy in
      let first = try copy.terminal("mgr-tallow-2")
      let second = try copy.terminal("sup-tallow-3")
      defer {
        first.end()
        second.end()
      }
      try edit(first, knownAs: "Vessie")
      try edit(second, knownAs: "Nena")
      try first.press("C-s")
      try first.see("Saved as RES-")
      try second.press("C-s")
      try second.see("Somebody saved first. Which is right?").see("Nena").see("Vessie")
      try second.press("2", "C-s")
      try second.seeNo("Which is right?")
      let manager = copy.member("mgr-tallow-2")
      let kept = try manager.list("residents", "--family-name", "Kolar")
      #expect(kept.compactMap { $0["preferred_name"] as? String } == ["Vessie"])

      try edit(second, knownAs: "Nena")
      try second.press("C-s")
      try second.see("Saved as RES-")
      let after = try manager.list("residents", "--family-name", "Kolar")
      #expect(after.compactMap { $0["preferred_name"] as? String } == ["Nena"])
      let log = try copy.member("adm-tallow").list("audit_log").filter {
        $0["subject"] as? String == "Kolar, Vesna" && $0["event"] as? String == "resident.updated"
      }
      #expect(log.count >= 2)
    }
  }

  @Test func `what another process writes stands in the list and in the record without a key`() throws {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("mgr-tallow-2")
      defer { screen.end() }
      try screen.press("2")
      try screen.see("[2 Residents]").press("/")
      try screen.type("kolar")
      try screen.select("Kolar, Vesna")
      let other = copy.member("sup-tallow-3")
      let kolar = try #require(try other.list("residents", "--family-name", "Kolar").first)
      let reference = try #require(kolar["reference"] as? String)
      func edit(_ words: String...) throws {
        let run = try other.run(["edit", "residents", reference] + words)
        #expect(run.status == 0, "\(run.err)")
      }
      try edit("--given-name", "Verena")
      try screen.see("▸  Kolar, Verena", within: 20).seeNo("Kolar, Vesna", within: 20)

      try screen.press("Enter", "Enter")
      try screen.see("› Kolar, Verena").seeNo("Known as")
      try edit("--preferred-name", "Rena")
      try screen.wait(for: "the name that was written", within: 20) {
        $0.contains("Known as") && $0.contains("Rena")
      }
    }
  }

  @Test func `a window that is small for a moment is whole again`() throws {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("sup-tallow", columns: 100, rows: 30)
      defer { screen.end() }
      // A new window gives one row to tmux; from here on all of it is the program's.
      try screen.resize(columns: 100, rows: 30)
      try screen.press("2")
      try screen.see("[2 Residents]").see("Stay now")
      // The title row tells the time, which may go on.
      func rows(_ screen: String) -> ArraySlice<Substring> {
        screen.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      }
      let before = screen.screen
      for _ in 0..<5 {
        try screen.flinch(columns: 30, rows: 7)
        try screen.wait(for: "the whole screen") { rows($0) == rows(before) }
      }
    }
  }

  @Test(arguments: [(40, 10), (20, 5)])
  func `a form can be filled on a very small screen`(columns: Int, rows: Int) throws {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("sup-tallow", columns: columns, rows: rows)
      defer { screen.end() }
      try screen.press("4", "a")
      try screen.see("Kind").type("fall")
      try screen.press("Tab")
      try screen.see("Sever").type("2")
      try screen.press("Tab")
      try screen.see("Happ").type("n-5")
      try screen.press("Tab", "Tab")
      try screen.see("What").type("Slipped, unhurt.")
      try screen.see("unhurt").press("PageDown", "Tab", "Tab")
      try screen.type("tallow")
      try screen.press("Tab", "C-s")
      try screen.see("Saved as")
      let made = try copy.member("sup-tallow").list("incidents", "--state", "draft")
      #expect(made.contains { $0["narrative"] as? String == "Slipped, unhurt." })
    }
  }

  @Test func `a window that shrinks to nothing says so, and gives the form back when it grows`() throws {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("sup-tallow", columns: 40, rows: 10)
      defer { screen.end() }
      try screen.press("2", "a")
      try screen.see("Family name").press("Tab")
      try screen.type("Halfway")
      try screen.see("Halfway").resize(columns: 10, rows: 3)
      try screen.seeNo("Halfway").see("Make")
      try screen.resize(columns: 80, rows: 24)
      try screen.see("Halfway").type("house")
      try screen.see("Halfwayhouse")
    }
  }
}
