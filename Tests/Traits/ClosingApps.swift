import TestHomes
import Testing

/// Closes what a test of the suite has opened when it ends; else every home stays open for the whole run.
package struct ClosingApps: TestTrait, SuiteTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await OpenApps.closed(after: function)
  }
}

extension Trait where Self == ClosingApps {
  /// Each test closes the programs that it opened, and so their homes.
  package static var closingApps: Self { ClosingApps() }
}
