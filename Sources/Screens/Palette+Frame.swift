import Records
import ViewModels

extension PaletteModel {
  func draw(on frame: inout Frame, in area: Area) {
    let width = min(72, area.columns)
    let rows = min(area.rows, 16)
    let box = Area(
      row: area.row, column: area.column + (area.columns - width) / 2, rows: rows, columns: width)
    let inner = frame.card(box, title: "Go to or do anything", over: area)
    frame.write(">", row: inner.row, column: inner.column + 1, style: .key)
    let before = DisplayText(String(line.characters[..<line.caret]))
    frame.write(
      DisplayText(line.text).tail(inner.columns - 5), row: inner.row, column: inner.column + 3,
      width: inner.columns - 4, style: .fieldFocus)
    frame.cursor = Position(row: inner.row, column: inner.column + 3 + min(before.width, inner.columns - 6))
    drawResults(on: &frame, in: inner)
    if inner.rows > 8 {
      frame.rule(row: inner.row + 1, column: inner.column, width: inner.columns)
      frame.rule(row: inner.lastRow - 1, column: inner.column, width: inner.columns)
      frame.write(
        "> all   @ people   # rooms   ! commands", row: inner.lastRow, column: inner.column + 1,
        width: inner.columns - 2, style: .dim)
    }
  }

  private func drawResults(on frame: inout Frame, in inner: Area) {
    let isRoomy = inner.rows > 8
    let room = max(1, inner.rows - (isRoomy ? 4 : 1))
    var lines: [(index: Int?, text: DisplayText)] = []
    var group: Group?
    for (index, result) in results.enumerated() {
      if result.group != group, inner.rows > 2 { lines.append((nil, DisplayText(result.group.rawValue))) }
      group = result.group
      lines.append((index, result.title))
    }
    let chosen = lines.firstIndex { $0.index == selected } ?? 0
    let first = max(0, min(chosen - room + 1, lines.count - room))
    for (offset, line) in lines.dropFirst(chosen < room ? 0 : first).prefix(room).enumerated() {
      let row = inner.row + (isRoomy ? 2 : 1) + offset
      guard let index = line.index else {
        frame.write(line.text, row: row, column: inner.column + 1, style: .heading)
        continue
      }
      let result = results[index]
      let style: Style = result.group == .unavailable ? .disabled : .text
      frame.write(index == selected ? "▸" : " ", row: row, column: inner.column + 1)
      let end = frame.write(
        result.title.clipped(to: inner.columns - 6), row: row, column: inner.column + 3, style: style)
      let tail = result.key.isEmpty ? result.detail : DisplayText(result.key)
      if end + 2 < inner.endColumn - 1 {
        frame.write(
          result.detail, row: row, column: end + 2,
          width: inner.endColumn - end - 3 - (result.key.isEmpty ? 0 : tail.width + 1), style: .dim)
        if !result.key.isEmpty, end + tail.width + 2 < inner.endColumn {
          frame.write(tail, row: row, column: inner.endColumn - tail.width - 1, style: .key)
        }
      }
      if index == selected { frame.select(row: row, column: inner.column, width: inner.columns) }
    }
  }
}

extension PickerModel {
  func draw(on frame: inout Frame, in area: Area) {
    let marks = all.contains { $0.isOn != nil } ? 2 : 0
    let widest = all.map { $0.title.width + $0.detail.width + 8 + marks }.max() ?? 20
    let width = min(max(widest, heading.width + 8, 30), area.columns)
    let rows = min(all.count + 2, area.rows)
    let box = Area(
      row: area.row + max(0, (area.rows - rows) / 3), column: area.column + (area.columns - width) / 2,
      rows: rows,
      columns: width)
    let inner = frame.card(box, title: heading, over: area)
    let first = max(0, min(selected - inner.rows + 1, options.count - inner.rows))
    for (offset, option) in options.dropFirst(first).prefix(inner.rows).enumerated() {
      let row = inner.row + offset
      let isSelected = first + offset == selected
      let style: Style = option.availability.isYes ? .text : .disabled
      frame.write(isSelected ? "▸" : " ", row: row, column: inner.column)
      if option.isOn == true { frame.write("✓", row: row, column: inner.column + 2, style: style) }
      let end = frame.write(
        option.title.clipped(to: inner.columns - 3 - marks), row: row, column: inner.column + 2 + marks,
        style: style)
      if !option.detail.isBlank, end + 3 < inner.endColumn {
        frame.write(option.detail, row: row, column: end + 2, width: inner.endColumn - end - 3, style: .dim)
      }
      guard isSelected else { continue }
      frame.select(row: row, column: inner.column, width: inner.columns)
      frame.cursor = Position(row: row, column: inner.column + 2)
    }
  }
}

extension HelpModel {
  func draw(on frame: inout Frame, in area: Area) {
    frame.write("/", row: area.row, column: area.column + 1, style: .key)
    let width = min(20, area.columns - 3)
    frame.write(
      DisplayText(line.text), row: area.row, column: area.column + 2, width: width, style: .fieldFocus)
    frame.cursor = Position(row: area.row, column: area.column + 2 + min(width - 1, line.caret))
    let words: DisplayText = "\(String(offers.count)) keys. Type to search by word or by key."
    if area.columns >= 60 { frame.write(words, row: area.row, column: area.column + 24, style: .dim) }
    let top = area.row + (area.rows > 8 ? 2 : 1)
    page = max(1, area.endRow - top)
    for (offset, entry) in entries.dropFirst(scroll).prefix(page).enumerated() {
      draw(entry, on: &frame, row: top + offset, in: area)
    }
  }

  private func draw(_ entry: Entry, on frame: inout Frame, row: Int, in area: Area) {
    let keyWidth = area.columns >= 60 ? 14 : 8
    switch entry {
    case .heading(let title): frame.write(title, row: row, column: area.column + 1, style: .heading)
    case .offer(let index, let offer):
      let isOff = !offer.availability.isYes
      frame.write(DisplayText(offer.key), row: row, column: area.column + 2, width: keyWidth, style: .key)
      let end = frame.write(
        DisplayText(offer.title).clipped(to: area.columns - keyWidth - 4), row: row,
        column: area.column + keyWidth + 3, style: isOff ? .disabled : .text)
      if case .no(let reason) = offer.availability, end + 4 < area.endColumn {
        frame.write("– \(reason)", row: row, column: end + 1, width: area.endColumn - end - 2, style: .dim)
      }
      if index == selected { frame.select(row: row, column: area.column + 1, width: area.columns - 2) }
    }
  }
}

extension ReportModel {
  func draw(on frame: inout Frame, in area: Area) {
    page = max(1, area.rows)
    room = (max(1, area.columns - 3), lines.map(\.text.width).max() ?? 0)
    if lines.isEmpty {
      frame.write("Nothing here.", row: area.row, column: area.column + 2, style: .dim)
      frame.cursor = Position(row: area.row, column: area.column + 2)
    }
    for (offset, line) in lines.dropFirst(scroll).prefix(area.rows).enumerated() {
      frame.write(
        line.text.without(columns: shift), row: area.row + offset, column: area.column + 2, width: room.seen)
      guard scroll + offset == selected else { continue }
      frame.select(row: area.row + offset, column: area.column + 1, width: area.columns - 2)
      frame.cursor = Position(row: area.row + offset, column: area.column + 2)
    }
  }
}
