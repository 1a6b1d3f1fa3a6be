/// A rectangle of a frame, in rows and columns counted from 0.
package struct Area: Hashable, Sendable {
  package var row: Int
  package var column: Int
  package var rows: Int
  package var columns: Int

  package init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  /// The first row below and the first column right of it.
  package var endRow: Int { row + rows }
  package var endColumn: Int { column + columns }
  package var lastRow: Int { row + rows - 1 }
  package var lastColumn: Int { column + columns - 1 }

  /// This area without a margin of so many rows above and below, and columns left and right.
  package func inset(rows: Int = 1, columns: Int = 1) -> Area {
    Area(
      row: row + rows, column: column + columns, rows: self.rows - 2 * rows,
      columns: self.columns - 2 * columns)
  }
}

/// A place on a frame, counted from 0.
package struct Position: Hashable, Sendable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}
