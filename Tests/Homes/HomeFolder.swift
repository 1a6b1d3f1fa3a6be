import Foundation

/// The folder of a home for a test's time: it goes when nobody works in it any more.
package final class HomeFolder: Sendable {
  private let path: String

  package init(_ path: String) { self.path = path }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
