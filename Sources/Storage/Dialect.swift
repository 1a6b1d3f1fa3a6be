/// How SQL is spelled by one engine.
package struct Dialect: Sendable {
  /// The mark of the value with this number, counted from 1.
  package let placeholder: @Sendable (Int) -> String
  /// The type of a column that holds bytes.
  package let bytes: String
  /// What follows the columns of a table.
  package let tableTail: String

  package static let sqlite = Dialect(
    placeholder: { "?\($0)" }, bytes: "BLOB", tableTail: "STRICT, WITHOUT ROWID")
}
