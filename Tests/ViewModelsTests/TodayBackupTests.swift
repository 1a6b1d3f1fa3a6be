import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What Today says of backups to those who see to them.
@MainActor
@Suite(.homes) struct TodayBackupTests {
  private let home: Home

  init() async throws { home = try await Home.fixture() }

  /// The words of what waits, in a home that is no demonstration.
  private func words(_ session: Session) async throws -> [String] {
    let real = session.outsideDemonstration
    let model = try #require(try await home.app(for: real).home)
    let panel = try #require(model.panels.first { $0.kind == .needs })
    return panel.lines.map { $0.text.text }.filter { $0.contains("backup") }
  }

  private func note(verifiedHoursAgo hours: Int) async throws {
    try await home.repository.noteGoodBackup(at: home.time.now.adding(hours: -hours))
  }

  @Test func `an administrator reads that none was made, and nobody else does`() async throws {
    #expect(try await words(home.administrator) == ["No backup has been made yet: how to make one"])
    let manager = try await home.session(.manager, houses: [home.maple])
    #expect(try await words(manager).isEmpty)
  }

  @Test func `the line leads to plain words on how a backup is made`() async throws {
    let app = try await home.app(for: home.administrator)
    app.openBackupWords()
    let page = try #require(app.report).lines.map(\.text.text)
    #expect(page.contains { $0.contains("lodge backup make /media/stick") })
  }

  @Test func `a good one of this week is no matter, an older one is overdue`() async throws {
    try await note(verifiedHoursAgo: 24 * 9)
    #expect(try await words(home.administrator).map { $0.hasPrefix("No good backup since") } == [true])
    try await note(verifiedHoursAgo: 24 * 6)
    #expect(try await words(home.administrator).isEmpty)
  }
}
