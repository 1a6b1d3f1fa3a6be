/// A schema as a store holds it: its parts in the order in which they were made, and the columns of its tables.
struct SchemaImage {
  let parts: [Part]
  private let columns: [String: [Column]]

  init(of database: SQLiteDatabase) throws(StorageError) {
    // What SQLite made itself has no text, and tables of statistics come and go.
    let rows = try database.rows(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_stat%' ORDER BY rowid"
    )
    var columns: [String: [Column]] = [:]
    parts = rows.compactMap { row in
      guard let kind = row[0].text.flatMap(Schema.Part.Kind.init), let name = row[1].text,
        let table = row[2].text, let sql = row[3].text
      else { return nil }
      return Part(part: Schema.Part(kind: kind, name: name, sql: sql), table: table)
    }
    for table in parts where table.part.kind == .table {
      let lines = table.part.sql.split(separator: "\n")
      columns[table.table] = try database.rows(
        "SELECT name, type, \"notnull\" FROM pragma_table_info(\(table.table)) ORDER BY cid"
      ).map { row in
        let name = row[0].text ?? ""
        return Column(
          name: name, storage: row[1].text ?? "", isRequired: row[2].integer == 1,
          line: lines.first { $0.hasPrefix("  \(name) ") }.map(String.init) ?? "")
      }
    }
    self.columns = columns
  }

  var tables: [Schema.Part] { parts.map(\.part).filter { $0.kind == .table } }

  func columns(of table: String) -> [Column] { columns[table] ?? [] }

  func column(_ name: String, of table: String) -> Column? { columns(of: table).first { $0.name == name } }

  /// A table, index or trigger, and the table it belongs to.
  struct Part: Hashable {
    let part: Schema.Part
    let table: String
  }

  /// One column of a table.
  struct Column: Hashable {
    let name: String
    /// TEXT, INTEGER or BLOB.
    let storage: String
    let isRequired: Bool
    /// Its line in the text of the table.
    let line: String

    /// What its value must fulfil; nil for anything of its storage.
    var check: String? {
      line.firstRange(of: "CHECK (").map { range in
        var text = line[range.upperBound...]
        if text.last == "," { text.removeLast() }
        return String(text.dropLast())
      }
    }

    /// The texts that it may hold, as written in its check; nil where it is no list of texts.
    var choices: [String]? {
      guard let check, check.hasPrefix("\(name) IN ('"), let open = check.firstIndex(of: "(") else {
        return nil
      }
      return check[check.index(after: open)...].dropLast().split(separator: ",")
        .map { String($0.drop { $0 == " " }) }
    }
  }
}
