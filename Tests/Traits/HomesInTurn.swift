import TestHomes
import Testing

/// Runs the tests of a suite that make homes a few at a time, and closes what each has opened when it ends.
///
/// All tests of a run begin at once: without this all their homes would stand open beside each other until its end.
package struct HomesInTurn: TestTrait, SuiteTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // Whoever stands around several tests would wait for itself.
    guard testCase != nil else { return try await function() }
    await Turns.shared.enter()
    do {
      try await OpenApps.closed(after: function)
    } catch {
      await Turns.shared.leave()
      throw error
    }
    await Turns.shared.leave()
  }
}

extension Trait where Self == HomesInTurn {
  /// The tests make homes: a few of them at a time, and each closes what it has opened.
  package static var homes: Self { HomesInTurn() }
}

/// The places for tests that make homes.
private actor Turns {
  static let shared = Turns()
  /// One for the main actor and one for each of two processors, and as many again that are about to go on.
  private var free = 6
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
