/// How SQL is spelled by one engine.
package struct Dialect: Sendable {
  /// The type of a column that holds bytes.
  package let bytes: String
  /// What follows the columns of a table.
  package let tableTail: String

  package static let sqlite = Dialect(bytes: "BLOB", tableTail: "STRICT, WITHOUT ROWID")
}
