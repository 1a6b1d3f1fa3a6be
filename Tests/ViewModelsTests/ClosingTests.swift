import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What a program holds while it is open, and lets go of when it is closed.
@MainActor
@Suite(.homes) struct ClosingTests {
  private final class Seen { weak var repository: Repository? }

  /// Opens the program on a new home, goes from screen to screen and closes it.
  private func walk(_ seen: Seen) async throws {
    let home = try await Home.fixture()
    seen.repository = home.repository
    let app = try await home.app(for: home.session(.manager, houses: [home.maple]))
    await app.press("2", "a", "esc", ":", "esc", "3", "6")
    #expect(app.top != nil && seen.repository != nil)
    app.close()
    #expect(app.top == nil)
  }

  @Test func `a program that was closed keeps no home open, whatever stood on its screens`() async throws {
    let seen = Seen()
    try await walk(seen)
    // What is still being finished elsewhere has a moment to end.
    for _ in 0..<200 where seen.repository != nil { try await Task.sleep(for: .milliseconds(5)) }
    #expect(seen.repository == nil)
  }
}
