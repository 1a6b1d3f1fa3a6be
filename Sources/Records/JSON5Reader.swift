/// Reads JSON5 from its first byte to its last, counting lines.
struct JSON5Reader {
  private typealias Failure = JSON5Node.Failure

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func file() throws(JSON5Node.Failure) -> JSON5Node {
    let node = try value()
    try skipBlanks()
    guard index == bytes.count else { throw failure("There is something after the end of the value.") }
    return node
  }

  private func failure(_ reason: String) -> Failure { Failure(line: line, reason: reason) }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ sign: Character) -> Bool {
    guard next == sign.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() throws(JSON5Node.Failure) {
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        index += 1
      case 0x09, 0x0B, 0x0C, 0x0D, 0x20: index += 1
      case 0xC2 where bytes[index...].starts(with: [0xC2, 0xA0]): index += 2
      case 0xEF where bytes[index...].starts(with: [0xEF, 0xBB, 0xBF]): index += 3
      case UInt8(ascii: "/"): try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(JSON5Node.Failure) {
    if bytes[index...].starts(with: "//".utf8) {
      while let byte = next, byte != UInt8(ascii: "\n") { index += 1 }
    } else if bytes[index...].starts(with: "/*".utf8) {
      let first = line
      index += 2
      while !bytes[index...].starts(with: "*/".utf8) {
        guard let byte = next else { throw Failure(line: first, reason: "This comment does not end.") }
        if byte == UInt8(ascii: "\n") { line += 1 }
        index += 1
      }
      index += 2
    } else {
      throw failure("A / stands here that begins no comment.")
    }
  }

  private mutating func value() throws(JSON5Node.Failure) -> JSON5Node {
    try skipBlanks()
    let start = line
    guard let byte = next else { throw failure("The file ends where a value should be.") }
    switch byte {
    case UInt8(ascii: "{"): return JSON5Node(line: start, content: .object(try members()))
    case UInt8(ascii: "["): return JSON5Node(line: start, content: .list(try items()))
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return JSON5Node(line: start, content: .text(try string()))
    default: return JSON5Node(line: start, content: try word())
    }
  }

  private mutating func members() throws(JSON5Node.Failure) -> [JSON5Node.Member] {
    let first = line
    var found: [JSON5Node.Member] = []
    try enter()
    while true {
      try skipBlanks()
      if take("}") { break }
      guard next != nil else { throw Failure(line: first, reason: "This { is not closed.") }
      let start = line
      let key = try self.key()
      if let other = found.first(where: { $0.key == key }) {
        throw Failure(line: start, reason: "\(key) stands here again; it is already on line \(other.line).")
      }
      try skipBlanks()
      guard take(":") else { throw failure("There is no : after \(key).") }
      found.append(JSON5Node.Member(key: key, line: start, value: try value()))
      try skipBlanks()
      if take(",") { continue }
      guard next == UInt8(ascii: "}") else { throw failure("There is no , or } after the value of \(key).") }
    }
    depth -= 1
    return found
  }

  private mutating func items() throws(JSON5Node.Failure) -> [JSON5Node] {
    let first = line
    var found: [JSON5Node] = []
    try enter()
    while true {
      try skipBlanks()
      if take("]") { break }
      guard next != nil else { throw Failure(line: first, reason: "This [ is not closed.") }
      found.append(try value())
      try skipBlanks()
      if take(",") { continue }
      guard next == UInt8(ascii: "]") else { throw failure("There is no , or ] after a value.") }
    }
    depth -= 1
    return found
  }

  /// Goes one level down; a file of brackets alone must not end the program.
  private mutating func enter() throws(JSON5Node.Failure) {
    index += 1
    depth += 1
    guard depth <= 64 else { throw failure("The brackets lie more than 64 deep.") }
  }

  private mutating func key() throws(JSON5Node.Failure) -> String {
    if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { return try string() }
    let word = bareWord()
    guard !word.isEmpty else { throw failure("There is no name where one should be.") }
    return word
  }

  private mutating func bareWord() -> String {
    let start = index
    while let byte = next, byte.isWordPart { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func word() throws(JSON5Node.Failure) -> JSON5Node.Content {
    let word = bareWord()
    switch word {
    case "null": return .nothing
    case "true": return .flag(true)
    case "false": return .flag(false)
    case "": throw failure("There is no value where one should be.")
    default:
      guard let number = Self.number(word) else {
        throw failure("\(word) is no value; a text stands between quotes.")
      }
      return .number(number)
    }
  }

  private static func number(_ word: String) -> Double? {
    let isNegative = word.hasPrefix("-")
    let digits = isNegative || word.hasPrefix("+") ? String(word.dropFirst()) : word
    let size: Double? =
      if digits.lowercased().hasPrefix("0x") { Int(digits.dropFirst(2), radix: 16).map(Double.init) } else {
        Double(digits)
      }
    return size.map { isNegative ? -$0 : $0 }
  }

  private mutating func string() throws(JSON5Node.Failure) -> String {
    let quote = bytes[index]
    let start = line
    var text: [UInt8] = []
    index += 1
    while let byte = next {
      index += 1
      switch byte {
      case quote: return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\n"): throw Failure(line: start, reason: "This text does not end on its line.")
      case UInt8(ascii: "\\"): try escape(into: &text)
      default: text.append(byte)
      }
    }
    throw Failure(line: start, reason: "This text does not end.")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSON5Node.Failure) {
    guard let byte = next else { throw failure("This text does not end.") }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "0"): text.append(0x00)
    case UInt8(ascii: "x"): text += Array(String(try scalar(digits: 2)).utf8)
    case UInt8(ascii: "u"): text += Array(String(try scalar(digits: 4)).utf8)
    case UInt8(ascii: "\n"): line += 1
    default: text.append(byte)
    }
  }

  private mutating func scalar(digits: Int) throws(JSON5Node.Failure) -> Unicode.Scalar {
    let unit = try code(digits: digits)
    if 0xD800..<0xDC00 ~= unit, bytes[index...].starts(with: "\\u".utf8) {
      index += 2
      let low = try code(digits: 4)
      guard 0xDC00..<0xE000 ~= low else { throw failure("Half of a character is missing.") }
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }
    guard let scalar = Unicode.Scalar(unit) else { throw failure("Half of a character is missing.") }
    return scalar
  }

  private mutating func code(digits: Int) throws(JSON5Node.Failure) -> UInt32 {
    let end = min(index + digits, bytes.count)
    let word = String(decoding: bytes[index..<end], as: UTF8.self)
    guard word.utf8.count == digits, let code = UInt32(word, radix: 16) else {
      throw failure("\(digits) hexadecimal digits should follow.")
    }
    index = end
    return code
  }
}

extension UInt8 {
  /// Whether this byte can be part of a name or a number; beyond ASCII every letter may.
  fileprivate var isWordPart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "."),
      UInt8(ascii: "+"), UInt8(ascii: "-"), 0x80...:
      true
    default: false
    }
  }
}
