import Foundation
import Testing

/// Runs the tests of a suite on threads of their own, a few at a time.
///
/// They wait in place for terminals and programs. On the threads that all tests share, which are as many as there are
/// processors, the others would stand still meanwhile.
struct WaitingThreads: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingExecutor.shared) { try await function() }
  }
}

extension Trait where Self == WaitingThreads {
  /// The tests wait for other programs, and hold up nobody.
  static var waiting: Self { WaitingThreads() }
}

/// A few threads on which jobs may wait.
private final class WaitingExecutor: TaskExecutor {
  static let shared = WaitingExecutor()
  /// As many terminals at once as two processors serve without haste.
  private let queue = OperationQueue()

  private init() { queue.maxConcurrentOperationCount = 3 }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
