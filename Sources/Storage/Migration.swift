import FoundationEssentials

/// One numbered step of the schema; it is never edited once published.
package struct Migration: Sendable, Hashable {
  package let number: Int
  package let name: String
  package let up: String
  package let down: String
  /// A question whose every answer says what is not as the step should leave it.
  package let verify: String

  package init(number: Int, name: String, up: String, down: String, verify: String) {
    self.number = number
    self.name = name
    self.up = up
    self.down = down
    self.verify = verify
  }

  /// What the names of its files begin with: `0002_later_form`.
  package var stem: String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
  }

  /// Which way a step is gone.
  enum Direction: Sendable { case up, down }
}

/// Every step of the schema, and what the schema's text amounts to after each.
package struct Migrations: Sendable {
  /// From 1, without gaps.
  package let steps: [Migration]
  /// SHA-256 of the schema by step, in hexadecimal digits.
  package let digests: [Int: String]

  package init(steps: [Migration], digests: [Int: String]) {
    self.steps = steps
    self.digests = digests
  }

  package var latest: Int { steps.last?.number ?? 0 }

  /// Reads `NNNN_name.{up,down,verify}.sql` and `Schema.txt` of a folder.
  ///
  /// - Throws: ``StorageError/badFile(_:)`` with the name of what is missing or does not read.
  package init(folder: String) throws(StorageError) {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
      throw .badFile(folder)
    }
    var steps: [Migration] = []
    for name in names where name.hasSuffix(".up.sql") {
      let stem = String(name.dropLast(".up.sql".count))
      let parts = stem.split(separator: "_", maxSplits: 1)
      guard parts.count == 2, let number = Int(parts[0]), number == steps.count + 1 else {
        throw .badFile(name)
      }
      func read(_ kind: String) throws(StorageError) -> String {
        try Migrations.text(of: "\(folder)/\(stem).\(kind).sql")
      }
      steps.append(
        Migration(
          number: number, name: String(parts[1]), up: try read("up"), down: try read("down"),
          verify: try read("verify")))
    }
    guard !steps.isEmpty else { throw .badFile(folder) }
    var digests: [Int: String] = [:]
    for line in try Migrations.text(of: folder + "/Schema.txt").split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 2, let number = Int(parts[0]) else { throw .badFile("Schema.txt") }
      digests[number] = String(parts[1])
    }
    guard steps.allSatisfy({ digests[$0.number] != nil }) else { throw .badFile("Schema.txt") }
    self.init(steps: steps, digests: digests)
  }

  private static func text(of path: String) throws(StorageError) -> String {
    guard let bytes = FileManager.default.contents(atPath: path),
      let text = String(validating: bytes, as: UTF8.self)
    else { throw .badFile(path.split(separator: "/").last.map(String.init) ?? path) }
    return text
  }
}
