extension Migrator {
  /// What a table or a column holds that a way down takes from the home for good.
  package struct Loss: Sendable, Hashable {
    package let table: String
    /// Nil where the whole table goes.
    package let column: String?
    /// The rows that hold something there.
    package let rows: Int
  }

  /// What would be lost on the way down to a step, the tables and columns left out that hold nothing.
  package func losses(goingTo target: Int) throws(StorageError) -> [Loss] {
    let there = try SQLiteDatabase(path: nil, kind: .maintenance)
    for step in migrations.steps.prefix(target) { try there.migrate(step, .up, migrations.digests) }
    let change = try SchemaChange(
      from: SchemaImage(of: database), to: SchemaImage(of: there), filling: RowFilling(catalogue: nil))
    var losses: [Loss] = []
    for name in change.lost {
      let parts = name.split(separator: ".").map(String.init)
      let column = parts.count > 1 ? parts[1] : nil
      let held: SQL = column.map { " WHERE \(name: $0) IS NOT NULL" } ?? ""
      let rows = try database.value("SELECT count(*) FROM \(name: parts[0])\(held)").integer ?? 0
      if rows > 0 { losses.append(Loss(table: parts[0], column: column, rows: rows)) }
    }
    return losses
  }
}
