/// Parts the text of a migration into its statements.
///
/// A statement ends at a semicolon that stands outside quotes and comments and, in a trigger, after its `END`.
package enum StatementSplitter {
  /// The statements in order, without the semicolons that end them; pieces that hold only comments are left out.
  package static func statements(of text: String) -> [String] {
    var scanner = Scanner(bytes: Array(text.utf8))
    var statements: [String] = []
    while let statement = scanner.next() { statements.append(statement) }
    return statements
  }

  private struct Scanner {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> String? {
      var start = position
      var words: [String] = []
      while position < bytes.count {
        guard bytes[position] == UInt8(ascii: ";"), isComplete(words) else {
          take(bytes[position], into: &words)
          continue
        }
        position += 1
        if !words.isEmpty { return text(start..<position - 1) }
        start = position
      }
      return words.isEmpty ? nil : text(start..<position)
    }

    /// Takes one word, quoted text, comment or other byte.
    private mutating func take(_ byte: UInt8, into words: inout [String]) {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        words.append("quoted")
        skip(past: byte)
      case UInt8(ascii: "-") where following == byte: skipComment(until: [UInt8(ascii: "\n")])
      case UInt8(ascii: "/") where following == UInt8(ascii: "*"):
        position += 1
        skipComment(until: [UInt8(ascii: "*"), UInt8(ascii: "/")])
      case let letter where Scanner.isWord(letter): words.append(word())
      default:
        if byte > UInt8(ascii: " "), byte != UInt8(ascii: ";") { words.append("sign") }
        position += 1
      }
    }

    private var following: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }

    private mutating func skip(past quote: UInt8) {
      position += 1
      while position < bytes.count, bytes[position] != quote { position += 1 }
      position += 1
    }

    private mutating func skipComment(until end: [UInt8]) {
      position += 1
      while position < bytes.count, !bytes[position...].starts(with: end) { position += 1 }
      position = min(bytes.count, position + end.count)
    }

    private mutating func word() -> String {
      let start = position
      while position < bytes.count, Scanner.isWord(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self).uppercased()
    }

    /// Outside a trigger a semicolon always ends the statement; in one, only after the last `END`.
    private func isComplete(_ words: [String]) -> Bool {
      guard words.first == "CREATE", words.prefix(3).contains("TRIGGER") else { return true }
      let depth = words.reduce(0) { depth, word in
        word == "BEGIN" || word == "CASE" ? depth + 1 : word == "END" ? depth - 1 : depth
      }
      return words.contains("BEGIN") && depth == 0
    }

    private func text(_ range: Range<Int>) -> String {
      let isBlank = { (byte: UInt8) in byte <= UInt8(ascii: " ") }
      let body = bytes[range].drop(while: isBlank)
      let end = body.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? body.startIndex
      return String(decoding: body[body.startIndex..<end], as: UTF8.self)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
        true
      default: false
      }
    }
  }
}
