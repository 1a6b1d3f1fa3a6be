/// The size of a picture in points, read from the beginning of its file; the picture itself is not looked at.
package struct ImageSize: Sendable, Hashable {
  package let width: Int
  package let height: Int

  /// Reads the size of a PNG or JPEG; nil for every other kind, and where the beginning is damaged.
  package init?(_ content: [UInt8]) {
    let found = Self.png(content) ?? Self.jpeg(content)
    guard let found, found.width > 0, found.height > 0 else { return nil }
    (width, height) = found
  }

  /// The first chunk of a PNG is its header (ISO/IEC 15948, section 11.2.2).
  private static func png(_ content: [UInt8]) -> (width: Int, height: Int)? {
    guard content.count >= 24, content.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
      Array(content[12..<16]) == Array("IHDR".utf8)
    else { return nil }
    return (number(content[16..<20]), number(content[20..<24]))
  }

  /// The start of a JPEG's frame, after segments that each say how long they are (ITU-T T.81, annex B).
  private static func jpeg(_ content: [UInt8]) -> (width: Int, height: Int)? {
    guard content.starts(with: [0xFF, 0xD8]) else { return nil }
    var place = 2
    while place + 9 <= content.count, content[place] == 0xFF {
      let marker = content[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      let isFrame = 0xC0...0xCF ~= marker && ![0xC4, 0xC8, 0xCC].contains(marker)
      if isFrame {
        return (number(content[place + 7..<place + 9]), number(content[place + 5..<place + 7]))
      }
      if 0xD0...0xD9 ~= marker || marker == 0xDA { return nil }
      place += 2 + number(content[place + 2..<place + 4])
    }
    return nil
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
