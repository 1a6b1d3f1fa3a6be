import Foundation
import Testing

/// The bed board in the hands of two team leaders of one house.
@Suite(.waiting) struct BedBoardJourneyTests {
  /// Opens the board of Kestrel Rise on its second floor.
  private func board(_ copy: Demonstration.Copy, _ user: String) throws -> TerminalSession {
    let screen = try copy.terminal(user, columns: 100, rows: 30)
    try screen.press("3")
    try screen.see("Floor:").press("h")
    try screen.see("─ House ─").select("Kestrel Rise").press("Enter")
    try screen.see("Third").press("Tab", "Tab")
    return try screen.see("[Second]")
  }

  /// Who is in which room of the house, as the records say.
  private func beds(_ copy: Demonstration.Copy) throws -> [String: [String]] {
    let rows = try copy.member("mgr-tallow-2").list("bed_assignments").filter {
      $0["house"] as? String == "Kestrel Rise" && $0["ends_at"] is NSNull
    }
    return Dictionary(
      grouping: rows.compactMap { row in
        (row["resident"] as? String).flatMap { name in (row["bed"] as? String).map { (name, $0) } }
      }, by: \.0
    ).mapValues { $0.map(\.1) }
  }

  @Test func `a resident is moved from one bed to another`() throws {
    try Demonstration.lend { copy in
      #expect(try beds(copy)["Aydın, Cem"] == ["10"])
      let screen = try board(copy, "sup-tallow-3")
      defer { screen.end() }
      try screen.press("Right", "m")
      try screen.see("Move Aydın, Cem").press("Right")
      try screen.see("10 → 11: no").press("Left", "Left")
      try screen.see("10 → 09").press("Enter")
      try screen.see("IF YOU DO THIS").type("acc")
      try screen.press("Enter", "Enter")
      try screen.see("Aydın, Cem has moved to 09")
      #expect(try beds(copy)["Aydın, Cem"] == ["09"])
    }
  }

  @Test func `of two who move into one bed at once one wins and the other is told`() throws {
    try Demonstration.lend { copy in
      let first = try board(copy, "sup-tallow-3")
      let second = try board(copy, "sup-tallow-4")
      defer {
        first.end()
        second.end()
      }
      try first.press("Right", "m", "Left")
      try first.see("Aydın, Cem, 10 → 09").press("Enter")
      try second.press("Right", "Right", "m", "Left", "Left")
      try second.see("Orwig, Dafydd, 11 → 09").press("Enter")
      for screen in [first, second] {
        try screen.see("IF YOU DO THIS").type("acc")
        try screen.press("Enter")
      }
      try first.press("Enter")
      try second.press("Enter")

      let words = ["has moved to 09", "09 was taken by"]
      let end = Date().addingTimeInterval(TerminalSession.patience)
      while Date() < end, ![first, second].allSatisfy({ $0.says(one: words) }) { usleep(50_000) }
      #expect([first, second].count { $0.screen.contains(words[0]) } == 1, "\(first.screen)\(second.screen)")
      #expect([first, second].count { $0.screen.contains(words[1]) } == 1, "\(first.screen)\(second.screen)")

      let firstWon = first.screen.contains(words[0])
      let found = try beds(copy)
      #expect(found["Aydın, Cem"] == [firstWon ? "09" : "10"])
      #expect(found["Orwig, Dafydd"] == [firstWon ? "11" : "09"])
    }
  }
}

extension TerminalSession {
  fileprivate func says(one words: [String]) -> Bool { words.contains { screen.contains($0) } }
}
