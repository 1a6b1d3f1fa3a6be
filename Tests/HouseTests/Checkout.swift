import Foundation

/// The files that are shipped beside the program.
enum Checkout {
  static func text(_ path: String) throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: "/\(root)/\(path)", encoding: .utf8)
  }

  /// A table that stands beside these tests: a line a row, cells parted by bars, remarks behind a hash.
  static func table(_ name: String) throws -> [[String]] {
    try text("Tests/HouseTests/Fixtures/\(name).txt")
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { line in line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
  }
}
