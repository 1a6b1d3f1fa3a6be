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
