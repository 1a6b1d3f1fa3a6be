import Records
import ViewModels

/// A screenful as a value: cells that say what they mean, and the place of the cursor.
///
/// Whatever lies outside is left out, so that no drawing need ask whether there is room.
package struct Frame: Sendable {
  package let size: Size
  /// Where the person's attention is; nil hides the cursor.
  package var cursor: Position?
  /// Row after row; each row takes exactly the columns of the frame.
  package private(set) var cells: [Cell]
  /// The marks of the cells that carry some, up to four each, padded with zeros.
  private var marks: [SIMD4<UInt32>] = []

  /// What stood in the frames before; nil draws everything anew.
  let memory: FrameMemory?

  package init(size: Size, memory: FrameMemory? = nil) {
    self.size = size
    self.memory = memory
    cells = Array(repeating: .blank, count: max(0, size.rows) * max(0, size.columns))
  }

  /// The whole of it.
  package var area: Area { Area(row: 0, column: 0, rows: size.rows, columns: size.columns) }

  /// The marks of a cell, up to four, padded with zeros.
  package func marks(of cell: Cell) -> SIMD4<UInt32> {
    cell.marks == 0 ? .zero : marks[Int(cell.marks) - 1]
  }
}

// MARK: Writing

extension Frame {
  package enum Alignment: Sendable { case leading, trailing, center }

  /// Writes text and returns the column after it; what does not fit is cut off, and the last column says so with `…`.
  ///
  /// With a `width` it takes so many columns, and the rest of them are blank; without, as many as the text has, up
  /// to the edge of the frame.
  @discardableResult
  package mutating func write(
    _ text: DisplayText, row: Int, column: Int, width: Int? = nil, style: Style = .text,
    align: Alignment = .leading
  ) -> Int {
    let needed = text.width
    let room = min(width ?? needed, size.columns - column)
    let end = column + (width ?? min(needed, max(0, room)))
    guard 0..<size.rows ~= row, column >= 0, room > 0 else { return end }
    let start = row * size.columns + column
    if needed > room {
      let used = put(text, at: start, columns: room - 1, style: style)
      put(0x2026, at: start + used, style: style)
      blank(from: start + used + 1, to: start + room, style: style)
      return end
    }
    let before =
      switch align {
      case .leading: 0
      case .trailing: room - needed
      case .center: (room - needed) / 2
      }
    blank(from: start, to: start + before, style: style)
    put(text, at: start + before, columns: needed, style: style)
    blank(from: start + before + needed, to: start + room, style: style)
    return end
  }

  /// Writes the sign of a state, as the theme draws it, in one column.
  package mutating func sign(_ style: Style, row: Int, column: Int) {
    guard contains(row, column), let sign = style.sign else { return }
    put(sign.value, at: row * size.columns + column, style: style, isSign: true)
  }

  /// Gives cells that are already written another meaning.
  package mutating func restyle(row: Int, column: Int = 0, width: Int? = nil, _ style: Style) {
    for index in indices(row: row, column: column, width: width) { cells[index].restyle(style) }
  }

  /// Lays the bar of the selection over cells that are already written.
  package mutating func select(row: Int, column: Int = 0, width: Int? = nil) {
    for index in indices(row: row, column: column, width: width) { cells[index].select() }
  }

  /// The cells of a piece of a row, to be laid there again in another frame; nil where some carry marks.
  func piece(row: Int, column: Int, width: Int) -> [Cell]? {
    let piece = cells[indices(row: row, column: column, width: width)]
    return piece.contains(where: \.hasMarks) ? nil : Array(piece)
  }

  /// Lays cells where nothing stands yet.
  mutating func lay(_ piece: [Cell], row: Int, column: Int) {
    let range = indices(row: row, column: column, width: piece.count)
    guard range.count == piece.count else { return }
    cells.replaceSubrange(range, with: piece)
  }

  /// Fills a rectangle with blanks.
  package mutating func clear(_ area: Area, style: Style = .text) {
    for row in area.row..<area.endRow {
      repeatSign(" ", row: row, column: area.column, width: area.columns, style: style)
    }
  }

  /// Writes one sign again and again: a rule, a bar of a chart.
  package mutating func repeatSign(
    _ sign: Unicode.Scalar, row: Int, column: Int = 0, width: Int? = nil, style: Style = .text
  ) {
    for index in indices(row: row, column: column, width: width) { put(sign.value, at: index, style: style) }
  }

  /// Draws a rule across.
  package mutating func rule(row: Int, column: Int = 0, width: Int? = nil, style: Style = .border) {
    repeatSign("─", row: row, column: column, width: width, style: style)
  }

  /// Draws a rule downwards.
  package mutating func upright(column: Int, row: Int, rows: Int, style: Style = .border) {
    for row in row..<max(row, row + rows) {
      repeatSign("│", row: row, column: column, width: 1, style: style)
    }
  }

  package enum Lines: Sendable { case single, double }

  /// Draws a box along the edge of a rectangle, with words set into its upper and lower edge.
  ///
  /// - Returns: The rectangle inside.
  @discardableResult
  package mutating func box(
    _ area: Area, title: DisplayText? = nil, foot: DisplayText? = nil, lines: Lines = .single,
    style: Style = .border, titleStyle: Style = .heading
  ) -> Area {
    guard area.rows > 1, area.columns > 1 else { return area.inset() }
    let signs: (across: Unicode.Scalar, down: Unicode.Scalar, corners: [Unicode.Scalar]) =
      lines == .single ? ("─", "│", ["┌", "┐", "└", "┘"]) : ("═", "║", ["╔", "╗", "╚", "╝"])
    for row in [area.row, area.lastRow] {
      repeatSign(signs.across, row: row, column: area.column, width: area.columns, style: style)
    }
    for row in (area.row + 1)..<area.lastRow {
      repeatSign(signs.down, row: row, column: area.column, width: 1, style: style)
      repeatSign(signs.down, row: row, column: area.lastColumn, width: 1, style: style)
    }
    repeatSign(signs.corners[0], row: area.row, column: area.column, width: 1, style: style)
    repeatSign(signs.corners[1], row: area.row, column: area.lastColumn, width: 1, style: style)
    repeatSign(signs.corners[2], row: area.lastRow, column: area.column, width: 1, style: style)
    repeatSign(signs.corners[3], row: area.lastRow, column: area.lastColumn, width: 1, style: style)
    let room = area.columns - 4
    if let title, room > 2 {
      let shown = " " + title.clipped(to: room - 2) + " "
      write(shown, row: area.row, column: area.column + 2, style: titleStyle)
    }
    if let foot, room > 2 {
      let shown = " " + foot.clipped(to: room - 2) + " "
      write(shown, row: area.lastRow, column: area.lastColumn - shown.width, style: style)
    }
    return area.inset()
  }
}

// MARK: Reading

extension Frame {
  /// The rows as text, without the blanks at their ends.
  package var text: String { rows { row in self.text(ofRow: row) } }

  /// The rows as a terminal shows them that has only ASCII; a wide character is `?` and a blank.
  package var asciiText: String {
    rows { row in
      var line = ""
      for cell in cells[(row * size.columns)..<((row + 1) * size.columns)] {
        let scalar = cell.width == 0 ? " " : Unicode.Scalar(cell.scalar) ?? "?"
        line.unicodeScalars.append(Alphabet.ascii(scalar))
      }
      return line.withoutTrailing(" ")
    }
  }

  /// The rows as the letters of their styles; in a selected bar plain text is the letter of the selection, and
  /// any other style its capital.
  package var styleLetters: String {
    rows { row in
      var line = ""
      for cell in cells[(row * size.columns)..<((row + 1) * size.columns)] {
        if cell.isSelected {
          line += cell.style == .text ? String(Style.selected.letter) : cell.style.letter.uppercased()
        } else {
          line.append(cell.style.letter)
        }
      }
      return line
    }
  }

  /// One row as text, without the blanks at its end.
  package func text(ofRow row: Int) -> String {
    var line = String.UnicodeScalarView()
    for cell in cells[(row * size.columns)..<((row + 1) * size.columns)] where cell.width > 0 {
      line.append(Unicode.Scalar(cell.scalar) ?? "\u{FFFD}")
      guard cell.marks > 0 else { continue }
      let marks = marks(of: cell)
      for index in 0..<4 where marks[index] > 0 { line.append(Unicode.Scalar(marks[index]) ?? "\u{FFFD}") }
    }
    return String(line).withoutTrailing(" ")
  }

  /// The columns of a row that look otherwise than in another frame of the same size, from the first to the last.
  ///
  /// All of them where there is no other. They begin with no right half of a wide character.
  package func changes(ofRow row: Int, since other: Frame?) -> Range<Int> {
    let start = row * size.columns
    guard let other else { return 0..<size.columns }
    guard var first = (0..<size.columns).first(where: { !isSame(start + $0, in: other) }) else {
      return 0..<0
    }
    var last = size.columns - 1
    while last > first, isSame(start + last, in: other) { last -= 1 }
    if first > 0, cells[start + first].width == 0 { first -= 1 }
    return first..<(last + 1)
  }

  private func isSame(_ index: Int, in other: Frame) -> Bool {
    let (one, two) = (cells[index], other.cells[index])
    return one == two && one.marks == 0 || one.isLike(two) && marks(of: one) == other.marks(of: two)
  }

  private func rows(_ line: (Int) -> String) -> String {
    (0..<max(0, size.rows)).map(line).joined(separator: "\n")
  }
}

extension String {
  fileprivate func withoutTrailing(_ character: Character) -> String {
    guard let last = lastIndex(where: { $0 != character }) else { return "" }
    return String(self[...last])
  }
}

// MARK: Cells

extension Frame {
  private func contains(_ row: Int, _ column: Int) -> Bool {
    0..<size.rows ~= row && 0..<size.columns ~= column
  }

  /// The cells of a piece of a row, as far as they lie in the frame.
  private func indices(row: Int, column: Int, width: Int?) -> Range<Int> {
    guard 0..<size.rows ~= row else { return 0..<0 }
    let first = min(max(0, column), size.columns)
    let last = min(max(first, column + (width ?? size.columns - column)), size.columns)
    return (row * size.columns + first)..<(row * size.columns + last)
  }

  private mutating func blank(from start: Int, to end: Int, style: Style) {
    guard start < end else { return }
    for index in start..<end { put(0x20, at: index, style: style) }
  }

  /// Writes as many whole clusters as fit and returns the columns they took.
  @discardableResult
  private mutating func put(_ text: DisplayText, at start: Int, columns: Int, style: Style) -> Int {
    var used = 0
    if text.isASCII {
      for byte in text.text.utf8 {
        guard used < columns else { break }
        put(UInt32(byte), at: start + used, style: style)
        used += 1
      }
      return used
    }
    var base: Int?
    for scalar in text.text.unicodeScalars {
      let width = Width.of(scalar)
      if width == 0 {
        if let base { mark(base, with: scalar.value) }
        continue
      }
      guard used + width <= columns else { break }
      base = start + used
      put(scalar.value, width: width, at: start + used, style: style)
      used += width
    }
    return used
  }

  /// Writes one cell, and where a wide character was cut in half blanks the other half.
  private mutating func put(
    _ scalar: UInt32, width: Int = 1, at index: Int, style: Style, isSign: Bool = false
  ) {
    healed(index)
    let isControl = scalar < 0x20 || 0x7F..<0xA0 ~= scalar
    cells[index] = Cell(isControl ? 0xFFFD : scalar, width: width, style: style, isSign: isSign)
    guard width == 2 else { return }
    healed(index + 1)
    cells[index + 1] = Cell(0x20, width: 0, style: style)
  }

  /// Makes a cell free to be written over.
  @inline(__always)
  private mutating func healed(_ index: Int) {
    switch cells[index].width {
    case 0: cells[index - 1] = cells[index - 1].blanked
    case 2: cells[index + 1] = cells[index + 1].blanked
    default: break
    }
  }

  private mutating func mark(_ index: Int, with mark: UInt32) {
    if cells[index].marks == 0 {
      guard marks.count < Int(UInt16.max) else { return }
      marks.append(.zero)
      cells[index].carry(UInt16(marks.count))
    }
    let place = Int(cells[index].marks) - 1
    if let free = (0..<4).first(where: { marks[place][$0] == 0 }) { marks[place][free] = mark }
  }
}

extension Frame {
  /// Draws the lines that there is room for around the chosen one, which is marked and has the cursor.
  ///
  /// The cursor stands `indent` columns from the area's first; `draw` takes what stands in a line, its row, and
  /// whether it is the chosen one.
  mutating func lines<Item>(
    _ items: [Item], chosen: Int, in area: Area, indent: Int = 3,
    draw: (Item, Int, Bool, inout Frame) -> Void
  ) {
    guard area.rows > 0 else { return }
    let first = max(0, min(chosen - area.rows / 2, items.count - area.rows))
    for (offset, item) in items.dropFirst(first).prefix(area.rows).enumerated() {
      let row = area.row + offset
      let isChosen = first + offset == chosen
      write(isChosen ? "▸" : " ", row: row, column: area.column)
      draw(item, row, isChosen, &self)
      guard isChosen else { continue }
      select(row: row, column: area.column, width: area.columns)
      cursor = Position(row: row, column: area.column + indent)
    }
  }
}
