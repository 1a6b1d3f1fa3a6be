/// The rows of `sqlite_schema` as one text, whose SHA-256 tells whether a file's schema is the program's.
package enum SchemaText {
  package struct Row: Sendable, Hashable {
    package let type: String
    package let name: String
    package let table: String
    /// As stored; nil for an index that SQLite made itself.
    package let sql: String?

    package init(type: String, name: String, table: String, sql: String?) {
      self.type = type
      self.name = name
      self.table = table
      self.sql = sql
    }
  }

  /// Each row's four texts, each ended by a unit separator and the row by a newline, sorted by their bytes.
  ///
  /// Tables of statistics are left out: they come and go with the analysis.
  package static func canonical(_ rows: [Row]) -> String {
    rows.filter { !$0.name.hasPrefix("sqlite_stat") }
      .map { row in [row.type, row.name, row.table, row.sql ?? ""].map { $0 + "\u{1F}" }.joined() + "\n" }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      .joined()
  }
}
