import Records
import ViewModels

extension MenuModel {
  func draw(on frame: inout Frame, in area: Area) {
    if let search { return draw(search, on: &frame, in: area) }
    guard area.columns >= 60 else {
      return isInLists ? drawLists(on: &frame, in: area) : drawAreas(on: &frame, in: area)
    }
    let width = min(28, area.columns / 3)
    var left = area
    left.columns = width
    drawAreas(on: &frame, in: left)
    let right = Area(
      row: area.row, column: area.column + width + 1, rows: area.rows, columns: area.columns - width - 1)
    drawLists(on: &frame, in: right)
  }

  private func drawAreas(on frame: inout Frame, in area: Area) {
    let lines = areas.map { Line(title: DisplayText($0.title), count: DisplayText(String($0.entries.count))) }
    frame.write(lines, selected: chosenArea, hasFocus: !isInLists, in: area)
  }

  private func drawLists(on frame: inout Frame, in area: Area) {
    let lines = (self.area?.entries ?? []).map { entry in
      Line(title: DisplayText(entry.title), count: counts[entry.type] ?? "")
    }
    var area = area
    area.columns = min(area.columns, 60)
    frame.write(lines, selected: isInLists ? selected : nil, hasFocus: isInLists, in: area)
  }

  private func draw(_ search: TextLine, on frame: inout Frame, in area: Area) {
    frame.write("/", row: area.row, column: area.column + 1, style: .key)
    let width = min(40, area.columns - 3)
    frame.write(
      DisplayText(search.text).tail(width), row: area.row, column: area.column + 2, width: width,
      style: .fieldFocus)
    let before = DisplayText(String(search.characters[..<search.caret]))
    frame.cursor = Position(row: area.row, column: area.column + 2 + min(width - 1, before.width))
    let lines = found.map {
      Line(title: DisplayText($0.title), count: DisplayText($0.entry.area))
    }
    let gap = area.rows > 8 ? 2 : 1
    let rest = Area(
      row: area.row + gap, column: area.column, rows: area.rows - gap, columns: min(area.columns, 90))
    let cursor = frame.cursor
    frame.write(lines, selected: selected, hasFocus: true, in: rest)
    frame.cursor = cursor
  }
}

/// One line of a menu: what it leads to, and what stands at its right.
private struct Line {
  let title: DisplayText
  let count: DisplayText
}

extension Frame {
  /// A column of lines that scrolls to keep the chosen one in sight.
  fileprivate mutating func write(_ lines: [Line], selected: Int?, hasFocus: Bool, in area: Area) {
    let chosen = selected ?? 0
    let first = max(0, min(chosen - area.rows + 1, lines.count - area.rows))
    for (offset, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
      let row = area.row + offset
      let isChosen = first + offset == selected
      write(isChosen ? "▸" : " ", row: row, column: area.column + 1)
      let countColumn = area.endColumn - line.count.width - 1
      let end = write(
        line.title.clipped(to: area.columns - line.count.width - 6), row: row, column: area.column + 3,
        style: isChosen && !hasFocus ? .heading : .text)
      if end + 1 < countColumn { write(line.count, row: row, column: countColumn, style: .dim) }
      guard isChosen, hasFocus else { continue }
      select(row: row, column: area.column + 1, width: area.columns - 2)
      cursor = Position(row: row, column: area.column + 3)
    }
  }
}
