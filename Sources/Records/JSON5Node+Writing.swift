extension JSON5Node {
  static func of(_ text: String) -> JSON5Node { JSON5Node(line: 1, content: .text(text)) }
  static func of(_ number: Int) -> JSON5Node { JSON5Node(line: 1, content: .number(Double(number))) }
  static func of(_ flag: Bool) -> JSON5Node { JSON5Node(line: 1, content: .flag(flag)) }
  static func list(_ members: [JSON5Node]) -> JSON5Node { JSON5Node(line: 1, content: .list(members)) }

  static func object(_ members: [(String, JSON5Node)]) -> JSON5Node {
    JSON5Node(
      line: 1, content: .object(members.map { Member(key: $0.0, line: 1, value: $0.1) }))
  }

  /// A number without a fraction, as far as each is told from its neighbours.
  var whole: Int? { number.flatMap { $0.magnitude <= 9_007_199_254_740_992 ? Int(exactly: $0) : nil } }

  /// A text, number or truth value as one word.
  var word: String? {
    switch content {
    case .text(let text): text
    case .number(let number): whole.map(String.init) ?? String(number)
    case .flag(let flag): String(flag)
    case .nothing, .list, .object: nil
    }
  }

  /// The value as JSON (RFC 8259) on one line, members in their order.
  package var json: String {
    switch content {
    case .nothing: "null"
    case .flag, .number: word ?? "null"
    case .text(let text): JSON5Node.quoted(text)
    case .list(let members): "[\(members.map(\.json).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\(JSON5Node.quoted($0.key)):\($0.value.json)" }.joined(separator: ","))}"
    }
  }

  /// A text in quotes (RFC 8259, section 7).
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
      }
    }
    return quoted + "\""
  }
}
