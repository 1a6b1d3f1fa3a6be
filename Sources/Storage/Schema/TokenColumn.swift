import Records

/// The column beside a sealed field by which an equal value is found without opening any.
package enum TokenColumn {
  private static let ending = "_token"

  /// The column's name for a sealed field.
  static func of(_ field: String) -> String { field + ending }

  /// The field that a column stands for: itself, unless it is the token of one.
  package static func field(of column: String, in type: RecordType? = nil) -> String {
    guard column.hasSuffix(ending), type?.index(of: column) == nil else { return column }
    return String(column.dropLast(ending.count))
  }
}
