import Records
import TestHomes
import TestTraits
import Testing
import ViewModels

@testable import Screens

/// The head of a round of the night.
@MainActor
@Suite(.homes) struct RoundFrameTests {
  @Test(arguments: [80, 120])
  func `it says that it is a round, of which day, from when to when, and how many are left`(
    columns: Int
  ) async throws {
    let place = try await Night()
    let time = place.home.time
    time.pass(milliseconds: place.moment("02:10").milliseconds - time.now.milliseconds)
    let size = Size(rows: 24, columns: columns)
    let app = try await place.home.app(for: place.worker, size: size)
    await app.press("g", "o")
    await app.top?.model.settle()
    let text = app.frame(size).text
    let head = #/ Round (Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ [A-Z][a-z]+, 02:00 to 02:\d\d   \d+ seen, \d+ left/#
    #expect(text.contains(head), "\(text)")
  }
}
