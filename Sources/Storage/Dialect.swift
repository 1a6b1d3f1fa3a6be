/// How SQL is spelled by one engine.
package struct Dialect: Sendable {
  /// The mark of the value with this number, counted from 1.
  package let placeholder: @Sendable (Int) -> String
  /// The type of a column that holds bytes.
  package let bytes: String
  /// What follows the columns of a table.
  package let tableTail: String

  /// The marks of the first values, which every statement has.
  private static let marks = (0...64).map { "?\($0)" }

  package static let sqlite = Dialect(
    placeholder: { $0 < marks.count ? marks[$0] : "?\($0)" }, bytes: "BLOB",
    tableTail: "STRICT, WITHOUT ROWID")
}
