import Foundation
import Testing

/// The night worker of Tallow House with the medicines of a morning that were kept on paper.
@Suite(.waiting) struct MedicineJourneyTests {
  @Test func `a round from paper is one key a dose, and what was written survives a killed program`() throws {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("ngt-tallow", columns: 80, rows: 24)
      defer { screen.end() }
      try screen.press("g", "v")
      try screen.see("Medicines › ")
      // The demonstration has written nothing about the medicines of some days ago.
      for _ in 0..<60 where !isOpen(screen.screen) {
        try screen.press("BTab")
        usleep(250_000)
      }
      try screen.see("08:00 3 MISSED]")
      try screen.see("ALLERGY Penicillin")
      // One key and the time for the first, one key for the next.
      try screen.press("t")
      try screen.see("At what time was that?").type("0804")
      try screen.press("Enter")
      try screen.see("1 of 3 doses done")
      try screen.press("t")
      try screen.see("2 of 3 doses done")
      // The controlled drug of nine o’clock asks who stood beside, before anything is written.
      try screen.press("t")
      try screen.see("Who stands beside and signs second").press("Escape")
      try screen.see("2 of 3 doses done")
      kill(screen.process, SIGKILL)
      let rows = try copy.member("sup-tallow").list("medication_events").filter {
        ($0["happened_at"] as? String)?.contains("T08:04") == true && $0["is_entered_later"] as? Bool == true
      }
      #expect(rows.count == 2)
    }
  }

  /// The shown round is one of eight in the morning of which no dose has a line.
  private func isOpen(_ screen: String) -> Bool { screen.contains("08:00 3 MISSED]") }
}
