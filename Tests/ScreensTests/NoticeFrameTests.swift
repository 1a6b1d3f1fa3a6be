import Records
import TestHomes
import TestTraits
import Testing
import ViewModels

@testable import Screens

/// The list of one's own notices as it is drawn.
@MainActor
@Suite(.homes) struct NoticeFrameTests {
  @Test(arguments: [80, 120])
  func `a notice says whole whom and what it is about, and by when`(columns: Int) async throws {
    let size = Size(rows: columns == 80 ? 24 : 40, columns: columns)
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, houses: [home.maple])
    let night = try await home.session(.night, houses: [home.maple])
    let tess = try await home.resident("Tess", "Whitley", in: home.maple)
    var fall = try await home.fall(by: night)
    fall[.residentID] = tess.id
    fall = try await home.save(fall, as: night)
    try await home.perform("incident.submit", on: fall, as: night)
    let app = try await home.app(for: leader, size: size)
    await app.openList("notifications", fresh: true)
    await app.top?.model.settle()
    let text = app.frame(size).text
    #expect(text.contains("Whitley T: INC-0001 needs triage (Maple Hous"), "\(text)")
    #expect(text.contains(" Due ") && text.contains(" State"), "\(text)")
    let heading = text.split(separator: "\n").first { $0.hasPrefix("   Title") } ?? ""
    #expect(!heading.isEmpty && !heading.contains(" Member "))
  }
}
