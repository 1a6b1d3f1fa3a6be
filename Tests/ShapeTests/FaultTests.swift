import Foundation
import Testing

/// The list of faults that the product must carry as tests, each named by its number.
@Suite struct FaultTests {
  @Test func `each of the 35 faults has a test that is named by its number`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    var found: Set<Int> = []
    for path in paths where path.hasSuffix(".swift") {
      let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      for name in text.components(separatedBy: "func `F").dropFirst() {
        let numbers = "F" + name.prefix { $0 != ":" }
        found.formUnion(numbers.components(separatedBy: ", ").compactMap { Int($0.dropFirst()) })
      }
    }
    let missing = Set(1...35).subtracting(found).sorted()
    #expect(missing.isEmpty, "Without a test: \(missing)")
  }
}
