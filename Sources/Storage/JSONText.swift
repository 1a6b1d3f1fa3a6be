import FoundationEssentials

/// Lists of short texts as JSON, the form in which columns and sealed values keep them.
enum JSONText {
  static func array(_ members: [String]) -> String { text(of: members) ?? "[]" }

  static func members(of text: String) -> [String] {
    (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
  }

  /// An object of texts, with its keys in order.
  static func object(_ members: [String: String]) -> String { text(of: members) ?? "{}" }

  static func object(of text: String) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
  }

  /// An object of lists of texts, with its keys in order.
  ///
  /// Every save writes one into the log, so it is put together by hand.
  static func object(of members: [String: [String]]) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (place, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      append(member.key, to: &bytes)
      bytes += [UInt8(ascii: ":"), UInt8(ascii: "[")]
      for (index, text) in member.value.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(text, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "}"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a text in quotes (RFC 8259, section 7).
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: bytes += Array("\\u00\(Hexadecimal.text([byte]))".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a text is JSON at all.
  static func isWellFormed(_ text: String) -> Bool {
    (try? JSONDecoder().decode(Anything.self, from: Data(text.utf8))) != nil
  }

  private static func text(of value: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Any JSON object or array; what it holds is left alone.
  private struct Anything: Decodable {
    init(from decoder: any Decoder) throws {
      if (try? decoder.unkeyedContainer()) != nil { return }
      _ = try decoder.container(keyedBy: AnyKey.self)
    }
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
