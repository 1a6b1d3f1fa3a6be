/// What the store's planner is told about tables and indexes.
///
/// Without it the planner takes the organisation alone for as good a guide as the organisation and a field, and walks
/// a whole home. It is the same in every home, so that plans do not change from one day to the next.
enum Statistics {
  /// Writes what is known of each index, in place of what was there.
  static func write(in database: SQLiteDatabase) throws(StorageError) {
    try database.run("ANALYZE sqlite_schema")
    try database.run("DELETE FROM sqlite_stat1")
    let tables = try database.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    for table in tables.compactMap(\.first?.text) {
      let optional = try database.rows("SELECT name FROM pragma_table_info(\(table)) WHERE \"notnull\" = 0")
      let moments = Set(
        optional.compactMap(\.first?.text).filter { $0.hasSuffix("_at") || $0.hasSuffix("_on") })
      for index in try database.rows("SELECT name, \"unique\", origin FROM pragma_index_list(\(table))") {
        guard let name = index[0].text else { continue }
        let columns = try database.rows(
          "SELECT name FROM pragma_index_info(\(name)) ORDER BY seqno"
        ).map { $0[0].text ?? "" }
        let counts = counts(of: columns, seldomFilled: moments, isUnique: index[1].integer == 1)
        let isPrimary = index[2].text == "pk"
        try database.run(
          "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (\(table), \(isPrimary ? table : name), \(counts))"
        )
      }
    }
  }

  /// Takes the tables away in which it stands.
  static func remove(from database: SQLiteDatabase) throws(StorageError) {
    try database.run("DROP TABLE IF EXISTS sqlite_stat1")
    try database.run("DROP TABLE IF EXISTS sqlite_stat4")
  }

  /// The rows of the index, then how many share the first column, the first two, and so on.
  ///
  /// A moment or day that may be missing is missing in all that is still open, which is a large part of a table.
  private static func counts(
    of columns: [String], seldomFilled moments: Set<String>, isUnique: Bool
  ) -> String {
    var counts = [1_000_000]
    var shared = 1_000_000
    for (place, column) in columns.enumerated() {
      let isOpenEnd = moments.contains(column) && column != "deleted_at"
      shared = min(shared, isOpenEnd ? 60_000 : rows(sharing: column))
      if place > (columns.contains("deleted_at") ? 2 : 1) { shared = max(1, shared / 4) }
      if isUnique && place == columns.count - 1 { shared = 1 }
      counts.append(shared)
    }
    return counts.map(String.init).joined(separator: " ")
  }

  /// About how many rows of an organisation hold the same in a column.
  private static func rows(sharing column: String) -> Int {
    if column == "organization_id" { return 250_000 }
    if column == "deleted_at" { return 249_000 }
    // Flags are asked for where few are set; states and kinds split a table into a few large parts.
    if column.hasPrefix("is_") || column.hasPrefix("has_") { return 200 }
    if ["state", "kind", "category", "subject_type", "priority", "risk", "severity"].contains(column) {
      return 60_000
    }
    if column == "house_id" { return 2_000 }
    if column.hasSuffix("_id") || column.hasSuffix("_by") { return 40 }
    return 100
  }
}
