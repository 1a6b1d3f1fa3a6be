import Records
import Screens

/// Rows of text under headings, each column as wide as its widest cell.
struct Table: Sendable {
  private var rows: [[DisplayText]]

  init(_ headings: [DisplayText]) { rows = [headings] }

  /// Whether nothing stands under the headings.
  var isEmpty: Bool { rows.count == 1 }

  mutating func add(_ cells: [DisplayText]) { rows.append(cells) }

  /// The lines, the headings first; on a terminal each is cut to its width.
  func lines(columns: Int?) -> [DisplayText] {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.width)
      }
    }
    return rows.map { row in
      let line = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell.padded(to: widths[column])
      }.joined(separator: "  ")
      return columns.map { line.clipped(to: $0) } ?? line
    }
  }
}

extension DisplayText {
  /// This text with blanks behind it, up to so many columns.
  func padded(to columns: Int) -> DisplayText {
    let missing = columns - width
    return missing > 0 ? self + DisplayText(String(repeating: " ", count: missing)) : self
  }
}
