import Records

/// Rows of cells laid out for paper: whatever the width of the screen, nothing is cut, and what is long goes on below.
struct PrintTable {
  /// The names of the columns, then the rows.
  private let rows: [[DisplayText]]
  private static let gap = 2
  /// A cell that is no longer, such as a day, stays in one line.
  private static let whole = 12
  /// A word is broken where it is longer.
  private static let longestWord = 16

  /// The names of the columns, then rows of as many cells.
  init(_ rows: [[DisplayText]]) { self.rows = rows }

  /// The lines of the names and of each row, of at most so many signs; what does not fit beside the others stands below
  /// them under its own name.
  func lines(columns: Int) -> [[DisplayText]] {
    let widths = widths(columns)
    return rows.enumerated().map { place, row in
      let lines = beside(row, widths)
      return place == 0 ? lines : lines + below(row, widths.count, columns)
    }
  }

  /// The first cells of a row side by side, each in as many lines as it takes.
  private func beside(_ row: [DisplayText], _ widths: [Int]) -> [DisplayText] {
    let cells: [[DisplayText]] = zip(row, widths).map { cell, width in cell.folded(to: width) }
    let height = cells.map(\.count).max() ?? 1
    return (0..<height).map { line in
      var text: DisplayText = ""
      for (index, cell) in cells.enumerated() {
        let part = cell.indices.contains(line) ? cell[line] : ""
        text = text + (index == widths.count - 1 ? part : part.padded(to: widths[index] + Self.gap))
      }
      return text
    }
  }

  /// The other cells of a row, each after the name of its column.
  private func below(_ row: [DisplayText], _ first: Int, _ columns: Int) -> [DisplayText] {
    let named = zip(rows[0], row).dropFirst(first).filter { !$1.isBlank && $1.text != Shown.dots }
      .map { name, cell in name + ": " + cell }
    guard let one = named.first else { return [] }
    let line = named.dropFirst().reduce(one) { $0 + " · " + $1 }
    return line.folded(to: columns - 2).map { "  " + $0 }
  }

  /// The widths of the columns that stand side by side: as many as keep their words whole, the widest giving way first.
  private func widths(_ columns: Int) -> [Int] {
    let count = rows.first?.count ?? 0
    let wished = (0..<count).map { column in max(1, rows.map { $0[column].text.count }.max() ?? 1) }
    let least = (0..<count).map { column in
      let words = rows.flatMap { row -> [Int] in
        let text = row[column].text
        return text.count <= Self.whole ? [text.count] : text.split(separator: " ").map(\.count)
      }
      return min(Self.longestWord, max(1, words.max() ?? 1))
    }
    var beside = 0
    var taken = -Self.gap
    while beside < count, beside == 0 || taken + Self.gap + least[beside] <= columns {
      taken += Self.gap + least[beside]
      beside += 1
    }
    var widths = Array(wished.prefix(beside))
    while widths.reduce(0, +) + Self.gap * (beside - 1) > columns {
      let yielding = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = yielding.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }
}

extension DisplayText {
  /// The text with blanks behind it, up to so many signs.
  fileprivate func padded(to columns: Int) -> DisplayText {
    let missing = columns - text.count
    return missing > 0 ? self + DisplayText(String(repeating: " ", count: missing)) : self
  }

  /// The text in lines of at most so many signs, broken between words where there are any.
  func folded(to columns: Int) -> [DisplayText] {
    guard text.count > columns else { return [self] }
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = "\(last) \(word)"
        continue
      }
      // A word that is longer than a line goes on in the next.
      var rest = word[...]
      while rest.count > columns {
        lines.append(String(rest.prefix(columns)))
        rest = rest.dropFirst(columns)
      }
      lines.append(String(rest))
    }
    return lines.map { DisplayText($0) }
  }
}
