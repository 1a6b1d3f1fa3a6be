import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// Reports that are given to others, over the incidents of a small house.
@MainActor
@Suite(.homes) struct SharedReportTests {
  private let shift: Shift

  init() async throws { shift = try await Shift() }

  @Test(arguments: [false, true])
  func `a shared report tells no count below five`(isShared: Bool) async throws {
    var outline = ReportOutline(type: "incidents")
    outline.columns = ["reference", "kind", "occurred_at"]
    outline.words = "kind:fall"
    outline.group = "kind"
    var template = Record(shift.home.registrar.catalogue.type("report_templates"))
    template["name"] = .text("Falls of the month")
    template["query"] = .json(outline.json)
    template["is_shared"] = .flag(isShared)
    let app = try await shift.home.app(for: shift.manager)
    await app.open(report: template, [:])
    // The counts stand before the list.
    guard case .picker(let picker) = app.top else { throw NoPicker() }
    #expect(picker.options.first?.title.text.contains("fewer than 5") == isShared)
    await app.press("esc")
    let list = try #require(app.list)
    #expect((1...4).contains(list.rows.count))
    let counts = try await app.counts(of: list).map(\.text)
    #expect(counts.last?.hasSuffix(isShared ? ": fewer than 5" : ": \(list.rows.count)") == true)
  }
}

private struct NoPicker: Error {}
