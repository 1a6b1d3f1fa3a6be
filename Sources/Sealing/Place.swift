import Records

/// A sealed column of one organisation, made once and used for every row.
package struct SealedColumn: Hashable, Sendable {
  package let organization: Int
  package let table: String
  package let column: String
  /// What binds a value here: organisation, table and column.
  let bound: [UInt8]

  package init(organization: Int, table: String, column: String) {
    (self.organization, self.table, self.column) = (organization, table, column)
    var bound: [UInt8] = []
    bound.append(bigEndian: Int64(organization))
    bound.append(named: table)
    bound.append(named: column)
    self.bound = bound
  }

  /// What is said when a value here does not open.
  var damage: SealingError { .damaged(table: table, column: column) }
}

/// The one place where a sealed value opens: a row and column of an organisation.
package struct Place: Hashable, Sendable {
  package let column: SealedColumn
  package let row: RecordID

  package init(_ column: SealedColumn, row: RecordID) {
    (self.column, self.row) = (column, row)
  }

  package init(organization: Int, table: String, column: String, row: RecordID) {
    self.init(SealedColumn(organization: organization, table: table, column: column), row: row)
  }
}
