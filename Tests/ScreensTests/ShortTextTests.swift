import Records
import TestHomes
import TestTraits
import Testing
import ViewModels

@testable import Screens

/// What a narrow place keeps of a long text.
@MainActor
@Suite(.homes) struct ShortTextTests {
  @Test(arguments: [
    (40, "PAS-0001 asks for leave (Igwe C)", "PAS-0001 asks for leave (Igwe C)"),
    (24, "PAS-0001 asks for leave (Igwe C)", "PAS-0001 asks … (Igwe C)"),
    (10, "PAS-0001 asks for leave (Igwe C)", "PAS-0001 …"), (12, "Do: wash the curtains", "Do: wash th…"),
  ])
  func `the name at the end of a line is cut last`(columns: Int, text: String, shown: String) {
    let cut = DisplayText(text).clippedBeforeName(to: columns)
    #expect(cut.text == shown)
    #expect(cut.width <= columns)
  }

  @Test func `what was counted is told in words, without what is nothing`() {
    let text = #"{"actions_overdue":["ACT-0009"],"hazards_open":1,"incidents_open":[],"out":2,"tasks_due":0}"#
    #expect(DisplayText.words(ofJSON: text) == "actions overdue: ACT-0009; hazards open: 1; out: 2")
    #expect(DisplayText.words(ofJSON: "{}") == "nothing to tell")
  }

  @Test(arguments: [5, 10])
  func `a filter that is in force is said in the smallest windows too`(rows: Int) async throws {
    let size = Size(rows: rows, columns: 4 * rows)
    let shift = try await Shift()
    let app = try await shift.home.app(for: shift.manager, size: size)
    await app.press("g", "r")
    let words = try #require(app.list?.filterWords)
    #expect(!words.isEmpty)
    #expect(app.frame(size).text.contains(rows == 5 ? "filtered" : words.prefix(6)))
  }

  @Test func `a line that waits says how late it is with its unit at 80 columns`() async throws {
    let shift = try await Shift()
    shift.home.time.pass(minutes: 60 * 24 * 12)
    let size = Size(rows: 24, columns: 80)
    let app = try await shift.home.app(for: shift.manager, size: size)
    let text = app.frame(size).text
    #expect(text.contains("OVERDUE"))
    for row in text.split(separator: "\n") where row.contains("OVERDUE ") {
      #expect(!row.contains("OVERDUE 1…") && !row.contains(" … "), "\(row)")
    }
  }
}
