import Synchronization
import ViewModels

/// The programs that a test has opened, each of which keeps its home open until it is closed.
package final class OpenApps: Sendable {
  @TaskLocal private static var current: OpenApps?
  private let apps = Mutex<[AppModel]>([])

  /// Lets a test work, and closes every program that it opened, however it ends.
  package static func closed(after body: @Sendable () async throws -> Void) async throws {
    let opened = OpenApps()
    do {
      try await $current.withValue(opened) { try await body() }
    } catch {
      await opened.close()
      throw error
    }
    await opened.close()
  }

  /// Notes a program that was opened, to be closed with the test that did so.
  static func note(_ app: AppModel) { current?.apps.withLock { $0.append(app) } }

  @MainActor
  private func close() {
    for app in apps.withLock({ $0 }) { app.close() }
    apps.withLock { $0 = [] }
  }
}
