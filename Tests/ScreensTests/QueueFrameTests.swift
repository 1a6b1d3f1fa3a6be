import House
import Records
import TestHomes
import TestTraits
import Testing
import ViewModels

@testable import Screens

/// The approvals queue where little is left in it.
@MainActor
@Suite(.homes) struct QueueFrameTests {
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

  @Test(arguments: [80])
  func `why somebody may not decide is read whole, whatever else the box has no room for`(
    columns: Int
  ) async throws {
    let size = Size(rows: 24, columns: columns)
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    let manager = try await home.session(.manager, named: "Margaret Ode-Fitzgerald", houses: [home.maple])
    var action = Record(.actionAssignments)
    action["title"] = .text("New bed rail")
    action["origin"] = .text("inspection")
    action["priority"] = .text("high")
    action["house_id"] = .reference(home.maple)
    action["assigned_to"] = .reference(leader.membership)
    action["due_on"] = .day(leader.zone.day(at: home.time.now))
    let made = try await home.save(action, as: manager)
    try await home.perform(
      "action.complete", on: made, ["completion_notes": .text("Fitted and tested.")], as: leader)
    let app = try await home.app(for: leader, size: size)
    await app.press("g", "p", "tab")
    await app.top?.model.settle()
    let refusal = try #require(app.approvals?.preview?.refusal).text
    let text = app.frame(size).text
    #expect(text.split { $0 == " " || $0 == "\n" }.joined(separator: " ").contains(refusal))
    #expect(text.contains("New bed rail ▲") == (columns == 80))
  }

  @Test(arguments: [80, 120])
  func `a day that was not met has a sign in the list, and what a box has no room for is counted`(
    columns: Int
  ) async throws {
    let size = Size(rows: columns == 80 ? 24 : 40, columns: columns)
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    let leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    for number in 10..<50 {
      var action = Record(.actionAssignments)
      action["title"] = .text("Task \(number)")
      action["origin"] = .text("other")
      action["house_id"] = .reference(home.maple)
      action["assigned_to"] = .reference(worker.membership)
      action["due_on"] = .day(leader.zone.day(at: home.time.now).adding(days: number == 10 ? 9 : 0))
      try await home.save(action, as: leader)
    }
    home.time.pass(minutes: 60 * 30)
    let app = try await home.app(for: worker, size: size)
    #expect(app.frame(size).text.contains(" more"))
    let needs = try #require(app.home?.panels.firstIndex { $0.kind == .needs })
    let last = try #require(app.home?.panels[needs].lines.indices.last)
    for _ in 0..<90 where app.home?.place != HomeModel.Place(panel: needs, line: last) {
      await app.press("down")
    }
    #expect(app.frame(size).text.contains(" above"))
    await app.openList("action_assignments", conditions: [], words: "")
    _ = app.frame(size)
    await app.top?.model.refresh()
    let chosen = app.frame(size).text.split(separator: "\n").first { $0.hasPrefix("▸") }
    #expect(try #require(chosen).contains("Nov ▲"))
    await app.press("end")
    let ahead = app.frame(size).text.split(separator: "\n").first { $0.contains("Task 10") }
    #expect(try #require(ahead).contains("▲") == false)
  }

  @Test(arguments: [64, 80, 100, 120, 160])
  func `an action is read whole in its list, whatever is empty beside it`(columns: Int) async throws {
    let size = Size(rows: 30, columns: columns)
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    var action = Record(.actionAssignments)
    action["title"] = .text("Mend the call bell in R07")
    action["origin"] = .text("inspection")
    action["house_id"] = .reference(home.maple)
    action["assigned_to"] = .reference(leader.membership)
    action["due_on"] = .day(leader.zone.day(at: home.time.now))
    try await home.save(action, as: leader)
    let app = try await home.app(for: leader, size: size)
    await app.openList("action_assignments", conditions: [], words: "")
    await app.top?.model.settle()
    let row = app.frame(size).text.split(separator: "\n").first { $0.hasPrefix("▸") }
    #expect(try #require(row).contains("Mend the call bell in R07 "))
  }
}
