import Records

@testable import Storage

/// A row of a home's file, of which one column after the other is changed past the program and put back.
struct TamperedRow {
  let home: TestHome
  let table: String
  /// The columns that say which row it is, with what stands in them.
  let place: [(column: String, value: Int)]

  /// The columns of the table as the file has them.
  var columns: [String] {
    get throws { try home.rows("SELECT name FROM pragma_table_info('\(table)')").compactMap { $0[0].text } }
  }

  /// Changes a column as the owner of the file can: the triggers that refuse it are dropped before and made again.
  ///
  /// - Returns: The statement that puts the former value back.
  func change(_ column: String) throws -> String {
    let former = try home.rows("SELECT \(column) FROM \(table) WHERE \(condition())")[0][0]
    let kind = try home.rows("SELECT type FROM pragma_table_info('\(table)') WHERE name = '\(column)'")[0][0]
    let changed = TamperedRow.other(than: former, kind: kind.text ?? "")
    try run("UPDATE \(table) SET \(column) = \(changed) WHERE \(condition())")
    return
      "UPDATE \(table) SET \(column) = \(TamperedRow.literal(former)) WHERE \(column) IS \(changed) AND \(condition(without: column))"
  }

  /// Runs a statement with the table's triggers away.
  func run(_ statement: String) throws {
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let triggers = try file.rows(
      SQL(migration: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '\(table)'")
    ).map { ($0[0].text ?? "", $0[1].text ?? "") }
    let statements: [String] =
      ["PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"]
      + triggers.map { "DROP TRIGGER \($0.0)" } + [statement] + triggers.map(\.1)
    for statement in statements { try file.run(SQL(migration: statement)) }
  }

  private func condition(without column: String = "") -> String {
    (place.filter { $0.column != column }.map { "\($0.column) = \($0.value)" } + ["1 = 1"])
      .joined(separator: " AND ")
  }

  /// Another value of the same kind, as SQL writes it.
  private static func other(than value: SQLValue, kind: String) -> String {
    switch value {
    case .null where kind == "INTEGER": "1"
    case .null where kind == "TEXT": "'x'"
    case .null: literal(.bytes([UInt8](repeating: 7, count: 16)))
    // Far from what other rows have.
    case .integer(let number): literal(.integer(number == 0 ? 1 : number + 1_000_000))
    case .text(let text): literal(.text(text + "x"))
    case .bytes(let bytes): literal(.bytes(bytes.dropLast() + [(bytes.last ?? 0) ^ 1]))
    }
  }

  private static func literal(_ value: SQLValue) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let number): "\(number)"
    case .text(let text): "'\(text.replacing("'", with: "''"))'"
    case .bytes(let bytes):
      "x'\(bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())'"
    }
  }
}
