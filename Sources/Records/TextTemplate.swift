/// A text with places to fill.
///
/// An example is `Dear {name}, your rent of {amount} is due.`
/// A place is a name of letters, digits and underscores in braces; every other brace stands for itself.
package struct TextTemplate: Hashable, Sendable {
  private enum Part: Hashable {
    case text(String)
    case place(String)
  }

  private let parts: [Part]

  package init(_ text: String) {
    var parts: [Part] = []
    var plain = ""
    var rest = Substring(text)
    while let sign = rest.first {
      if sign == "{", let end = rest.firstIndex(of: "}"), TextTemplate.isName(rest[..<end].dropFirst()) {
        if !plain.isEmpty { parts.append(.text(plain)) }
        parts.append(.place(String(rest[..<end].dropFirst())))
        plain = ""
        rest = rest[end...].dropFirst()
      } else {
        plain.append(sign)
        rest = rest.dropFirst()
      }
    }
    if !plain.isEmpty { parts.append(.text(plain)) }
    self.parts = parts
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
      }
  }

  /// The names of its places, each once, in the order in which they first stand.
  package var places: [String] {
    var seen: Set<String> = []
    return parts.compactMap { part in
      guard case .place(let name) = part, seen.insert(name).inserted else { return nil }
      return name
    }
  }

  /// The text with its places filled; a place without a value stays as it is written and is named.
  package func filled(with values: [String: String]) -> (text: String, missing: [String]) {
    let text = parts.map { part in
      switch part {
      case .text(let text): text
      case .place(let name): values[name] ?? "{\(name)}"
      }
    }.joined()
    return (text, places.filter { values[$0] == nil })
  }
}
