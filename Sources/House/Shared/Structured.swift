import Records

/// Values that are kept as JSON, read where a rule or derived field looks into them.
enum Structured {
  static func node(_ text: String?) -> JSON5Node? { text.flatMap { try? JSON5Node(reading: $0) } }

  /// The members of a list; none where there is none.
  static func list(_ text: String?) -> [JSON5Node] { node(text)?.list ?? [] }

  /// The list with one more object of texts at its end.
  static func adding(_ members: [(name: String, text: String)], to text: String?) -> String {
    let object = members.map { "\(quoted($0.name)):\(quoted($0.text))" }.joined(separator: ",")
    guard let text, !list(text).isEmpty, let end = text.lastIndex(of: "]") else { return "[{\(object)}]" }
    return "\(text[..<end]),{\(object)}]"
  }

  /// A text in quotes (RFC 8259, section 7).
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
      }
    }
    return quoted + "\""
  }
}
