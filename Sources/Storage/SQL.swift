import Records

/// A statement whose values stand apart from its text.
///
/// Literal parts come from the source, values bind, `\(name:)` quotes; there is no way in for a text that was put
/// together while running, but ``init(migration:)``.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
  package typealias StringLiteralType = StaticString

  package enum Piece: Sendable, Hashable {
    case text(String)
    case value(SQLValue)
  }

  package private(set) var pieces: [Piece]
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

  package init(stringLiteral text: StaticString) { pieces = [.text(text.description)] }
  package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  /// A statement of a migration file, which is part of the program.
  init(migration text: String) { pieces = [.text(text)] }

  package static func += (left: inout SQL, right: SQL) {
    left.pieces += right.pieces
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

  /// The same statement with neighbouring texts put together, for one that is used again and again.
  package var settled: SQL {
    var settled: SQL = ""
    settled.pieces = []
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .value:
        settled.pieces.append(.text(text))
        settled.pieces.append(piece)
        text = ""
      }
    }
    if !text.isEmpty { settled.pieces.append(.text(text)) }
    return settled
  }

  package var values: [SQLValue] {
    pieces.compactMap { if case .value(let value) = $0 { value } else { nil } }
  }

  /// The text as `dialect` spells it, with a placeholder for each value.
  package func text(in dialect: Dialect) -> String {
    var text = ""
    text.reserveCapacity(512)
    var number = 0
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .value:
        number += 1
        text += dialect.placeholder(number)
      }
    }
    return text
  }

  package struct StringInterpolation: StringInterpolationProtocol, Sendable {
    package typealias StringLiteralType = StaticString
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount * 2 + 1)
    }
    package mutating func appendLiteral(_ literal: StaticString) { pieces.append(.text(literal.description)) }
    package mutating func appendInterpolation(_ value: SQLValue) { pieces.append(.value(value)) }
    package mutating func appendInterpolation(_ number: Int) { pieces.append(.value(.integer(number))) }
    package mutating func appendInterpolation(_ text: String) { pieces.append(.value(.text(text))) }
    package mutating func appendInterpolation(_ bytes: [UInt8]) { pieces.append(.value(.bytes(bytes))) }
    package mutating func appendInterpolation(_ id: RecordID) { pieces.append(.value(.bytes(id.bytes))) }
    package mutating func appendInterpolation(_ statement: SQL) { pieces += statement.pieces }

    /// A table, column or index, quoted.
    package mutating func appendInterpolation(name: String) { pieces.append(.text(SQL.quoted(name))) }

    /// Columns, quoted and parted by commas.
    package mutating func appendInterpolation(names: [String]) {
      pieces.append(.text(names.map(SQL.quoted).joined(separator: ", ")))
    }

    /// Values, parted by commas.
    package mutating func appendInterpolation(list: [SQLValue]) {
      for (index, value) in list.enumerated() {
        if index > 0 { pieces.append(.text(", ")) }
        pieces.append(.value(value))
      }
    }
  }

  private static func quoted(_ name: String) -> String {
    if !name.utf8.contains(UInt8(ascii: "\"")) { return "\"" + name + "\"" }
    return doubled(name)
  }

  private static func doubled(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
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
