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
  package static func canonical(_ rows: [Row]) -> [UInt8] {
    let lines = rows.filter { !$0.name.hasPrefix("sqlite_stat") }
      .map { row in
        Array([row.type, row.name, row.table, row.sql ?? ""].map { $0 + "\u{1F}" }.joined().utf8) + [0x0A]
      }
      .sorted { $0.lexicographicallyPrecedes($1) }
    return Array(lines.joined())
  }
}
