import Foundation

/// The tables that stand beside the tests: a line a row, cells parted by bars, remarks behind a hash.
enum Fixture {
  static func rows(_ name: String) throws -> [[String]] {
    let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return try String(contentsOfFile: "\(folder)/Fixtures/\(name).txt", encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { line in
        line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      }
  }
}
