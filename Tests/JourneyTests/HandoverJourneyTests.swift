import Foundation
import Testing

/// The night worker of Tallow House takes over from the evening.
@Suite(.waiting) struct HandoverJourneyTests {
  @Test
  func `what the evening left is read and accepted, and the next line begins the handover of the night`()
    throws
  {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("ngt-tallow", columns: 80, rows: 24)
      defer { screen.end() }
      try screen.press("g", "h")
      try screen.see("waits to be accepted").see("WRITTEN BY THE SHIFT").press("c")
      try screen.see("[ Accept ]").press("Enter")
      try screen.see("accepted by K. Osei-Darko")
      let accepted = try copy.member("mgr-tallow").list("handovers").filter {
        $0["state"] as? String == "accepted"
      }
      #expect(accepted.count == 2)
    }
  }
}
