import House
import Records
import TestHomes
import Testing
import ViewModels

@testable import Screens

/// The approvals queue where little is left in it.
@MainActor
@Suite struct QueueFrameTests {
  @Test func `a queue of one row still names its columns`() async throws {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    let worker = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    var action = Record(.actionAssignments)
    action["title"] = .text("New bed rail")
    action["origin"] = .text("inspection")
    action["house_id"] = .reference(home.maple)
    action["assigned_to"] = .reference(worker.membership)
    action["due_on"] = .day(leader.zone.day(at: home.time.now))
    let made = try await home.save(action, as: leader)
    try await home.perform(
      "action.complete", on: made, ["completion_notes": .text("Fitted and tested.")], as: worker)
    for size in [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120)] {
      let app = try await home.app(for: leader, size: size)
      await app.press("g", "p")
      await app.top?.model.settle()
      let text = app.frame(size).text
      #expect(text.contains("Done by") || size.columns == 80)
      #expect(text.contains("Id ") && text.contains("New bed rail"))
    }
  }
}
