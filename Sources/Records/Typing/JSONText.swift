/// Tells whether a text is JSON (RFC 8259), without keeping anything of it.
package enum JSONText {
  /// Whether the text is one object, nested at most 32 deep.
  package static func isObject(_ text: String) -> Bool {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.skipSpace()
    guard scanner.next == UInt8(ascii: "{"), scanner.value(depth: 0) else { return false }
    scanner.skipSpace()
    return scanner.next == nil
  }

  /// Whether the text is a list of such objects, at least one.
  package static func isListOfObjects(_ text: String) -> Bool {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.skipSpace()
    guard scanner.take("[") else { return false }
    repeat {
      scanner.skipSpace()
      guard scanner.next == UInt8(ascii: "{"), scanner.value(depth: 1) else { return false }
      scanner.skipSpace()
    } while scanner.take(",")
    guard scanner.take("]") else { return false }
    scanner.skipSpace()
    return scanner.next == nil
  }

  private struct Scanner {
    let bytes: [UInt8]
    var place = 0

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skipSpace() {
      while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: mark) else { return false }
      place += 1
      return true
    }

    mutating func value(depth: Int) -> Bool {
      guard depth < 32 else { return false }
      skipSpace()
      switch next {
      case UInt8(ascii: "{"): return members(until: "}", depth: depth, named: true)
      case UInt8(ascii: "["): return members(until: "]", depth: depth, named: false)
      case UInt8(ascii: "\""): return string()
      default: return ["true", "false", "null"].contains { word($0) } || number()
      }
    }

    private mutating func members(until end: Unicode.Scalar, depth: Int, named: Bool) -> Bool {
      place += 1
      skipSpace()
      if take(end) { return true }
      repeat {
        if named {
          skipSpace()
          guard string() else { return false }
          skipSpace()
          guard take(":") else { return false }
        }
        guard value(depth: depth + 1) else { return false }
        skipSpace()
      } while take(",")
      return take(end)
    }

    private mutating func string() -> Bool {
      guard take("\"") else { return false }
      while let byte = next {
        place += 1
        if byte == UInt8(ascii: "\"") { return true }
        if byte < 0x20 { return false }
        if byte == UInt8(ascii: "\\"), !escape() { return false }
      }
      return false
    }

    private mutating func escape() -> Bool {
      guard let byte = next else { return false }
      place += 1
      if byte == UInt8(ascii: "u") {
        let digits = bytes[place..<min(place + 4, bytes.count)]
        place += digits.count
        return digits.count == 4 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
      }
      return "\"\\/bfnrt".utf8.contains(byte)
    }

    private mutating func word(_ word: String) -> Bool {
      guard bytes[place...].starts(with: word.utf8) else { return false }
      place += word.utf8.count
      return true
    }

    private mutating func number() -> Bool {
      _ = take("-")
      if !take("0"), !digits() { return false }
      if take("."), !digits() { return false }
      if take("e") || take("E") {
        if !take("+") { _ = take("-") }
        return digits()
      }
      return true
    }

    private mutating func digits() -> Bool {
      let start = place
      while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
      return place > start
    }
  }
}
