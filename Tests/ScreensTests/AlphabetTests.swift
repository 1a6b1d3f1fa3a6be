import FoundationEssentials
import Screens
import Testing

@Suite struct AlphabetTests {
  /// The lines of code, without comments, of every file that draws.
  private static func lines() throws -> [(file: String, line: Substring)] {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Sources/Screens"
    var found: [(String, Substring)] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) where path.hasSuffix(".swift") {
      let bytes = try #require(FileManager.default.contents(atPath: root + "/" + path))
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        if line.drop(while: { $0 == " " }).hasPrefix("//") { continue }
        found.append((path, line))
      }
    }
    return found
  }

  @Test func `screens are drawn with the signs of the alphabet and no others`() throws {
    let lines = try Self.lines()
    #expect(!lines.isEmpty)
    for (file, line) in lines {
      for scalar in line.unicodeScalars where scalar.value > 0x7E {
        #expect(Alphabet.contains(scalar), "\(file): \(scalar) in \(line)")
      }
    }
  }

  @Test func `every sign of the alphabet takes one column`() {
    for sign in Alphabet.twins.keys {
      var frame = Frame(size: Size(rows: 1, columns: 1))
      frame.repeatSign(sign, row: 0)
      #expect(frame.cells[0].scalar == sign.value)
      #expect(frame.cells[0].width == 1)
    }
  }
}
