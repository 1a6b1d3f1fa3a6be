import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

@testable import Screens

/// Alerts before a record, and the preview of a change of several: what the screen says was read or checked, it was.
@MainActor
@Suite(.homes) struct AlertFrameTests {
  private func whole(_ frame: Frame) -> String {
    (0..<frame.size.rows).map { frame.text(ofRow: $0) }.joined(separator: "\n")
  }

  @Test(arguments: [(5, 20), (10, 40), (24, 80), (40, 120)])
  func `no alert is said to be read that was not on the screen`(rows: Int, columns: Int) async throws {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, houses: [home.maple])
    let resident = try await home.resident("Ana", "Here", in: home.maple)
    let id = try #require(resident.id)
    for number in 1...5 {
      var flag = Record(home.registrar.catalogue.type("flags"))
      flag["resident_id"] = .reference(id)
      flag["level"] = .text("high")
      flag["kind"] = .text("other")
      flag["message"] = .text("begin\(number) of an alert in very many words, and it has an end\(number)")
      flag["review_on"] = .day(leader.zone.day(at: home.time.now).adding(days: 30))
      let made = try await home.save(flag, as: leader)
      try await home.perform("flag.activate", on: made, as: leader)
    }
    let size = Size(rows: rows, columns: columns)
    let app = try await home.app(for: try await home.session(.manager, houses: [home.maple]), size: size)
    await app.open("residents", id)
    let detail = try #require(app.detail)
    #expect(detail.unread.count == 5)
    var seen = ""
    var pages = 0
    while !detail.unread.isEmpty, pages < 100 {
      seen += whole(app.frame(size)) + "\n"
      pages += 1
      await app.press("enter")
    }
    for number in 1...5 { #expect(seen.contains("begin\(number)") && seen.contains("end\(number)")) }
    #expect(rows < 20 ? pages > 1 : pages == 1)
    #expect(detail.scopes == [.record])
  }

  @Test func `of several it says that everything is there where it holds of each`() async throws {
    let home = try await Home.fixture()
    let beds = try await home.room("204", beds: ["A", "B"])
    let size = Size(rows: 24, columns: 80)
    let app = try await home.app(for: home.administrator, size: size)
    let action = Action(
      "bed.name-again", "Name again", right: .update,
      whyNot: { bed, _ in bed[.label] == "B" ? Reason("It keeps its name.") : nil },
      changes: { bed, _ in
        var renamed = bed
        renamed[.label] = "Z"
        return [renamed]
      })
    for (records, says) in [([beds[0]], true), (beds, false)] {
      let ask = AskModel(app, action, on: records) { _ in }
      app.push(.ask(ask))
      await ask.begin()
      #expect(whole(app.frame(size)).contains("Everything it needs is there.") == says)
    }
  }
}
