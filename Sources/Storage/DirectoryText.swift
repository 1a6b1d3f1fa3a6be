import Records

/// Builds the searchable form of a name: folded words, each with a blank before it, fields parted by a byte of 1.
///
/// Apostrophes vanish (`O'Malley` is `omalley`), every other sign that is no letter or digit parts words, and a
/// telephone number is one word. The same rules fold what a person types.
final class DirectoryText {
  static let blank: UInt8 = 0x20
  static let fieldEnd: UInt8 = 0x01
  /// Longer ones are cut; nobody searches by the end of them.
  static let limit = 1_500

  private let memory = WipedMemory<UInt8>(capacity: 4_096)
  private var isInWord = false
  /// The folded forms of the characters from U+0080 to U+07FF, each asked for once.
  private var twoByte: [[UInt8]?] = Array(repeating: nil, count: 0x800 - 0x80)

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory.start, count: memory.count) }

  func begin() {
    memory.removeAll()
    isInWord = false
  }

  func endField() {
    isInWord = false
    memory.append(Self.fieldEnd)
  }

  /// Adds the words of a text in UTF-8.
  func add(_ text: UnsafeRawBufferPointer) {
    isInWord = false
    if isNumber(text) { return addNumber(text) }
    var index = 0
    while index < text.count, memory.count < Self.limit {
      let byte = text[index]
      if byte < 0x80 {
        add(byte)
        index += 1
      } else if byte & 0xE0 == 0xC0, index + 1 < text.count {
        for folded in fold(byte, text[index + 1]) { add(folded) }
        index += 2
      } else {
        return addFolded(Text.folded(String(decoding: text[index...], as: UTF8.self)))
      }
    }
  }

  func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  private func addFolded(_ text: String) {
    for scalar in text.unicodeScalars where memory.count < Self.limit {
      if scalar.value < 0x80 {
        add(UInt8(scalar.value))
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        for byte in String(scalar).utf8 { addLetter(byte) }
      } else if !scalar.properties.isMark, !Text.apostrophes.contains(scalar) {
        isInWord = false
      }
    }
  }

  private func add(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      addLetter(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): addLetter(byte | 0x20)
    case UInt8(ascii: "'"), UInt8(ascii: "`"): break
    default: isInWord = false
    }
  }

  @inline(__always)
  private func addLetter(_ byte: UInt8) {
    if !isInWord { memory.append(Self.blank) }
    isInWord = true
    memory.append(byte)
  }

  /// The folded form of a character of two bytes.
  private func fold(_ first: UInt8, _ second: UInt8) -> [UInt8] {
    let value = UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F)
    guard value >= 0x80, let scalar = Unicode.Scalar(value) else { return [] }
    if let known = twoByte[Int(value) - 0x80] { return known }
    let folded: [UInt8]
    if scalar.properties.isMark {
      folded = []
    } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      folded = Array(Text.folded(String(scalar)).utf8)
    } else {
      // The apostrophes among them vanish; everything else parts words.
      folded = Text.apostrophes.contains(scalar) ? [] : [Self.blank]
    }
    twoByte[Int(value) - 0x80] = folded
    return folded
  }

  private func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count >= 7 && text.allSatisfy { isDigit($0) || $0 == Self.blank || $0 == UInt8(ascii: "+") }
  }

  private func addNumber(_ text: UnsafeRawBufferPointer) {
    for byte in text where isDigit(byte) { addLetter(byte) }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension Unicode.Scalar.Properties {
  /// Belongs to the letter before it.
  fileprivate var isMark: Bool {
    switch generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: true
    default: false
    }
  }
}
