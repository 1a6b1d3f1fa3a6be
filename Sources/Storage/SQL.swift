import Records

/// A statement whose values stand apart from its text.
///
/// Literal parts come from the source, values bind, `\(name:)` quotes; there is no way in for a text that was put
/// together while running, but ``init(migration:)``.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
  package typealias StringLiteralType = StaticString

  /// The statement with a question mark for each value.
  package private(set) var text: String
  /// The values in the order of their marks.
  package private(set) var values: [SQLValue] = []
  /// The conditions that it joins by one word, where it does nothing else.
  private var chain: Chain?

  /// A word that joins conditions.
  package enum Conjunction: Sendable, Hashable {
    case and
    case or
  }

  private struct Chain: Sendable {
    let word: Conjunction
    let conditions: [SQL]
  }

  package init(stringLiteral text: StaticString) { self.text = text.description }

  package init(stringInterpolation: StringInterpolation) {
    text = String(decoding: stringInterpolation.text, as: UTF8.self)
    values = stringInterpolation.values
  }

  /// A statement of a migration file, which is part of the program.
  init(migration text: String) { self.text = text }

  package static func += (left: inout SQL, right: SQL) {
    left.text += right.text
    left.values += right.values
    left.chain = nil
  }

  /// Conditions joined by one word in one pair of brackets: the parser of SQLite goes no more than 100 deep, and a
  /// right is made of many.
  package static func joined(_ left: SQL, _ word: Conjunction, _ right: SQL) -> SQL {
    let conditions = [left, right].flatMap { side in
      if let chain = side.chain, chain.word == word { chain.conditions } else { [side] }
    }
    var whole: SQL = "(\(SQL.joined(conditions, by: word == .and ? " AND " : " OR ")))"
    whole.chain = Chain(word: word, conditions: conditions)
    return whole
  }

  package static func + (left: SQL, right: SQL) -> SQL {
    var sum = left
    sum += right
    return sum
  }

  /// The statements one after the other, parted by `separator`.
  package static func joined(_ parts: [SQL], by separator: SQL) -> SQL {
    var whole: SQL = ""
    for (index, part) in parts.enumerated() {
      if index > 0 { whole += separator }
      whole += part
    }
    return whole
  }

  /// What is put together while a statement is written: bytes, for most statements are made of many short parts.
  package struct StringInterpolation: StringInterpolationProtocol, Sendable {
    package typealias StringLiteralType = StaticString
    fileprivate var text: [UInt8] = []
    fileprivate var values: [SQLValue] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 24)
      values.reserveCapacity(interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      literal.withUTF8Buffer { text.append(contentsOf: $0) }
    }

    package mutating func appendInterpolation(_ value: SQLValue) {
      text.append(UInt8(ascii: "?"))
      values.append(value)
    }

    package mutating func appendInterpolation(_ number: Int) { appendInterpolation(.integer(number)) }
    package mutating func appendInterpolation(_ text: String) { appendInterpolation(.text(text)) }
    package mutating func appendInterpolation(_ bytes: [UInt8]) { appendInterpolation(.bytes(bytes)) }
    package mutating func appendInterpolation(_ id: RecordID) { appendInterpolation(.bytes(id.bytes)) }

    package mutating func appendInterpolation(_ statement: SQL) {
      text.append(contentsOf: statement.text.utf8)
      values.append(contentsOf: statement.values)
    }

    /// A table, column or index, quoted.
    package mutating func appendInterpolation(name: String) {
      text.append(UInt8(ascii: "\""))
      if name.utf8.contains(UInt8(ascii: "\"")) {
        text.append(contentsOf: name.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] })
      } else {
        text.append(contentsOf: name.utf8)
      }
      text.append(UInt8(ascii: "\""))
    }

    /// Columns, quoted and parted by commas.
    package mutating func appendInterpolation(names: [String]) {
      for (index, name) in names.enumerated() {
        if index > 0 { appendLiteral(", ") }
        appendInterpolation(name: name)
      }
    }

    /// Values, parted by commas.
    package mutating func appendInterpolation(list: [SQLValue]) {
      for (index, value) in list.enumerated() {
        if index > 0 { appendLiteral(", ") }
        appendInterpolation(value)
      }
    }
  }
}

/// What one column of one row holds, as the store keeps it.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int)
  case text(String)
  case bytes([UInt8])

  package static func id(_ id: RecordID?) -> SQLValue { id.map { .bytes($0.bytes) } ?? .null }
  package static func instant(_ instant: Instant?) -> SQLValue {
    instant.map { .integer($0.milliseconds) } ?? .null
  }
  package static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }

  package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
  package var id: RecordID? { bytes.flatMap { RecordID(bytes: $0) } }
  package var isNull: Bool { self == .null }
}
