/// The pages of the alerts before a record, as the screen has room for them.
package struct UnreadPages: Sendable, Hashable {
  /// The page that is shown, counted from 0.
  package private(set) var page = 0
  package private(set) var count = 1
  private var rows = 0
  private var columns = 0

  package init() {}

  package var isLast: Bool { page + 1 >= count }

  /// Lays so many lines out in an area; one of another size begins with the first page again, so that none is passed
  /// over.
  ///
  /// - Returns: The lines of the page that is shown.
  package mutating func lay(_ lines: Int, rows: Int, columns: Int) -> Range<Int> {
    let rows = max(1, rows)
    let count = max(1, (lines + rows - 1) / rows)
    if (rows, columns, count) != (self.rows, self.columns, self.count) {
      (page, self.count, self.rows, self.columns) = (0, count, rows, columns)
    }
    return min(lines, page * rows)..<min(lines, (page + 1) * rows)
  }

  /// Turns to the next page; false where this is the last.
  mutating func turn() -> Bool {
    if isLast { return false }
    page += 1
    return true
  }
}
