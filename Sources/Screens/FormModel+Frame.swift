import Records
import ViewModels

extension FormModel {
  func draw(on frame: inout Frame, in area: Area) {
    switch state {
    case .comparing(_, let differences, let selected):
      drawComparison(differences, selected, on: &frame, in: area)
    case .offering(let question): question.draw(app, on: &frame, in: area)
    case .editing: drawEditing(on: &frame, in: area)
    }
  }

  private func drawEditing(on frame: inout Frame, in area: Area) {
    if frame.size.tier == .tiny { return drawOne(on: &frame, in: area) }
    var row = area.row
    drawPages(on: &frame, row: row, in: area)
    row += 1
    if area.rows > 12 {
      frame.rule(row: row, column: area.column, width: area.columns)
      row += 1
    }
    let body = Area(row: row, column: area.column, rows: area.endRow - row, columns: area.columns)
    form.draw(pageEntries, on: &frame, in: body)
  }

  private func drawPages(on frame: inout Frame, row: Int, in area: Area) {
    let titles = pages.enumerated().map { index, page -> DisplayText in
      let count = problems(on: page)
      let number = pages.count > 1 ? "\(index + 1) " : ""
      let title: DisplayText = "\(number)\(page.title)\(count > 0 ? " ▲\(count)" : "")"
      return index == pageIndex ? "[" + title + "]" : " " + title + " "
    }
    // The page that is open is always named; those before it give way.
    let room = area.columns - 18
    var first = 0
    while first < pageIndex, titles[first...pageIndex].reduce(0, { $0 + $1.width + 1 }) > room { first += 1 }
    var column = area.column + 1
    if first > 0 { column = frame.write("‹ ", row: row, column: column, style: .dim) }
    for index in titles.indices.dropFirst(first) {
      guard column + titles[index].width < area.endColumn - 14 else {
        frame.write("›", row: row, column: column, style: .dim)
        break
      }
      let style: Style = problems(on: pages[index]) > 0 ? .error : index == pageIndex ? .tabOpen : .tab
      column = frame.write(titles[index], row: row, column: column, style: style) + 1
    }
    if let draftSavedAt {
      let time = app.shown(.instant(draftSavedAt))
      let text: DisplayText = "Draft \(time) \(form.isDirty ? "●" : "✓")"
      frame.write(text, row: row, column: area.endColumn - text.width - 1, style: form.isDirty ? .due : .ok)
    }
  }

  /// The smallest windows: one field at a time.
  private func drawOne(on frame: inout Frame, in area: Area) {
    form.draw([form.focus], on: &frame, in: area)
  }

  private func drawComparison(
    _ differences: [Difference], _ selected: Int, on frame: inout Frame, in area: Area
  ) {
    frame.write("Somebody saved first. Which is right?", row: area.row, column: 2, style: .heading)
    let half = max(10, (area.columns - 24) / 2)
    frame.write("1 yours", row: area.row + 1, column: 20, style: .dim)
    frame.write("2 theirs", row: area.row + 1, column: 20 + half, style: .dim)
    for (index, difference) in differences.enumerated() {
      let row = area.row + 2 + index
      guard row < area.endRow else { return }
      frame.write(DisplayText(difference.field.label), row: row, column: 2, width: 17)
      let mine = DisplayText(app.shown(difference.mine, of: difference.field))
      let theirs = DisplayText(app.shown(difference.theirs, of: difference.field))
      frame.write(
        (difference.takesMine ? "✓ " : "  ") + mine, row: row, column: 20, width: half - 1,
        style: difference.takesMine ? .added : .dim)
      frame.write(
        (difference.takesMine ? "  " : "✓ ") + theirs, row: row, column: 20 + half, width: half - 1,
        style: difference.takesMine ? .dim : .added)
      guard index == selected else { continue }
      frame.write("▸", row: row, column: 0)
      frame.cursor = Position(row: row, column: 2)
    }
  }
}

extension FieldForm {
  /// Draws some entries one below the other with their messages, so that the focused one is seen.
  func draw(_ places: [Int], on frame: inout Frame, in area: Area, focused: Bool = true) {
    let layout = EntryLayout(columns: area.columns, rows: area.rows)
    var blocks: [(place: Int, rows: Int)] = []
    for place in places where entries.indices.contains(place) {
      blocks.append((place, layout.height(of: entries[place])))
    }
    let focusIndex = blocks.firstIndex { $0.place == focus } ?? 0
    var first = 0
    while first < focusIndex, blocks[first...focusIndex].reduce(0, { $0 + $1.rows }) > area.rows {
      first += 1
    }
    var row = area.row
    var popupPlace: (row: Int, column: Int)?
    for block in blocks.dropFirst(first) {
      guard row < area.endRow else { break }
      draw(
        entries[block.place], on: &frame, row: row, in: area, layout,
        isFocused: focused && block.place == focus)
      row += block.rows
      if block.place == focus { popupPlace = (row, area.column + layout.valueColumn) }
    }
    if focused, let popupPlace {
      drawPopup(on: &frame, row: popupPlace.row, column: popupPlace.column, in: area)
    }
  }

  private func draw(
    _ entry: Entry, on frame: inout Frame, row: Int, in area: Area, _ layout: EntryLayout, isFocused: Bool
  ) {
    for (index, text) in layout.label(of: entry).enumerated() where row + index < area.endRow {
      frame.write(
        text, row: row + index, column: area.column + layout.labelColumn, width: layout.labelWidth(of: entry),
        style: isFocused ? .heading : .text)
    }
    let column = area.column + layout.valueColumn
    let first = row + layout.rowsAbove(entry)
    guard first < area.endRow else { return }
    if entry.line.isMultiline {
      let rows = min(layout.noteRows, area.endRow - first)
      drawNote(
        entry, on: &frame, in: Area(row: first, column: column, rows: rows, columns: layout.width), isFocused)
    } else {
      drawLine(entry, on: &frame, row: first, column: column, width: layout.width, isFocused: isFocused)
    }
    var next = first + (entry.line.isMultiline ? layout.noteRows : 1)
    for (text, style) in layout.remarks(on: entry) where next < area.endRow {
      frame.write(text, row: next, column: column, style: style)
      next += 1
    }
  }

  private func drawLine(
    _ entry: Entry, on frame: inout Frame, row: Int, column: Int, width: Int, isFocused: Bool
  ) {
    let style: Style = isFocused ? .fieldFocus : .field
    if entry.field.kind == .flag {
      let isYes = entry.value == .flag(true)
      let isNo = entry.value == .flag(false)
      let text: DisplayText = "(\(isYes ? "•" : " ")) yes  (\(isNo ? "•" : " ")) no"
      frame.write(text, row: row, column: column, style: isFocused ? .fieldFocus : .text)
      if isFocused { frame.cursor = Position(row: row, column: column + 1) }
      return
    }
    let fieldWidth = min(width, entry.field.entryColumns)
    let before = DisplayText(String(entry.line.characters[..<entry.line.caret]))
    let whole = DisplayText(entry.line.text)
    let shown = isFocused && before.width >= fieldWidth ? before.tail(fieldWidth - 1) : whole
    frame.write(shown, row: row, column: column, width: fieldWidth, style: style)
    if isFocused {
      frame.cursor = Position(row: row, column: column + min(before.width, fieldWidth - 1))
    }
    let beside = column + fieldWidth + 1
    if !entry.echo.isEmpty, entry.echo != entry.line.text, beside < frame.size.columns - 6 {
      frame.write(
        "= \(entry.echo)", row: row, column: beside, width: frame.size.columns - beside - 1, style: .ok)
    } else if isFocused, beside < frame.size.columns - 8, let hint = entry.field.entryHint {
      let room = frame.size.columns - beside - 1
      // Half a hint says something else than the whole.
      if hint.width <= room { frame.write(hint, row: row, column: beside, width: room, style: .dim) }
    }
  }

  private func drawNote(_ entry: Entry, on frame: inout Frame, in area: Area, _ isFocused: Bool) {
    let before = String(entry.line.characters[..<entry.line.caret])
    let lines = DisplayText.lines(of: entry.line.text).flatMap { $0.wrapped(to: area.columns - 1) }
    let until = DisplayText.lines(of: before).flatMap { $0.wrapped(to: area.columns - 1) }
    let caretRow = max(0, until.count - 1)
    let first = max(0, min(caretRow - area.rows + 1, lines.count - 1))
    for offset in 0..<area.rows {
      let text = lines.indices.contains(first + offset) ? lines[first + offset] : ""
      frame.write(
        text, row: area.row + offset, column: area.column, width: area.columns,
        style: isFocused ? .fieldFocus : .field)
    }
    if isFocused {
      let last = until.last?.width ?? 0
      frame.cursor = Position(
        row: area.row + caretRow - first, column: area.column + min(last, area.columns - 1))
    }
  }

  // MARK: What hangs open

  private func drawPopup(on frame: inout Frame, row: Int, column: Int, in area: Area) {
    switch popup {
    case .suggestions(let list, let selected):
      let lines: [(DisplayText, DisplayText)] = list.map { (DisplayText($0.title), DisplayText($0.detail)) }
      drawList(
        lines.isEmpty ? [(nothingWords, DisplayText(""))] : lines, selected, on: &frame, row, column, area)
    case .choices(let list, let selected):
      drawList(list.map { (DisplayText($0.label), "") }, selected, on: &frame, row, column, area)
    case .readings(let readings):
      let lines = readings.enumerated().map { index, reading -> (DisplayText, DisplayText) in
        ("\(String(index + 1))  \(reading.label)", "")
      }
      drawList(lines, 0, on: &frame, row, column, area)
    case .calendar(let day): drawCalendar(day, on: &frame, row, column, area)
    case nil: break
    }
  }

  private var nothingWords: DisplayText {
    if focused?.line.isEmpty == false { return "Nobody and nothing of that name." }
    guard let called = focused?.field.offer?.called else { return "There is nothing to choose." }
    return "None is \(called), and there are no others."
  }

  private func drawList(
    _ lines: [(DisplayText, DisplayText)], _ selected: Int, on frame: inout Frame, _ row: Int, _ column: Int,
    _ area: Area
  ) {
    if area.isTiny { return drawOnly(lines[selected].0, on: &frame, in: area) }
    // Below the entry, or above it where there is more room.
    let (below, above) = (area.endRow - row, row - 1 - area.row)
    let isBelow = below >= min(7, lines.count) + 2 || below >= above
    let rows = max(1, min(7, lines.count, (isBelow ? below : above) - 2))
    let widest = lines.map { $0.0.width + $0.1.width + 4 }.max() ?? 10
    let width = min(max(24, widest + 4), area.columns)
    let top = isBelow ? row : row - 1 - rows - 2
    let box = Area(
      row: max(area.row, min(top, area.endRow - rows - 2)), column: min(column, area.endColumn - width),
      rows: rows + 2, columns: width)
    frame.clear(box)
    let first = max(0, min(selected - rows + 1, lines.count - rows))
    let unseen: DisplayText? =
      switch (first > 0, first + rows < lines.count) {
      case (false, false): nil
      case (true, false): "↑ more"
      case (false, true): "↓ more"
      case (true, true): "↑↓ more"
      }
    let inner = frame.box(box, foot: unseen)
    for offset in 0..<rows {
      let (title, detail) = lines[first + offset]
      let isSelected = first + offset == selected
      frame.write(isSelected ? "▸" : " ", row: inner.row + offset, column: inner.column)
      let end = frame.write(
        title.clipped(to: inner.columns - 2), row: inner.row + offset, column: inner.column + 1)
      if end + 2 < inner.endColumn {
        frame.write(
          detail, row: inner.row + offset, column: end + 2, width: inner.endColumn - end - 2, style: .dim)
      }
      if isSelected { frame.select(row: inner.row + offset, column: inner.column, width: inner.columns) }
    }
  }

  /// What is chosen of a list, in the place of the label: the smallest windows.
  private func drawOnly(_ text: DisplayText, on frame: inout Frame, in area: Area) {
    frame.write("▸" + text, row: area.row, column: area.column, width: area.columns)
    frame.select(row: area.row, column: area.column, width: area.columns)
  }

  private func drawCalendar(_ day: Day, on frame: inout Frame, _ row: Int, _ column: Int, _ area: Area) {
    if area.rows < 10 {
      return drawOnly(DisplayText(app.shown(.day(day), style: .full)), on: &frame, in: area)
    }
    let top = row + 10 <= area.endRow ? row : max(area.row, row - 11)
    let box = Area(row: top, column: min(column, area.endColumn - 25), rows: 10, columns: 25)
    frame.clear(box)
    let (year, month, _) = day.parts
    let inner = frame.box(box, title: "\(day.monthName) \(String(year))")
    frame.write(" Mo Tu We Th Fr Sa Su", row: inner.row, column: inner.column + 1, style: .dim)
    guard let first = Day(year: year, month: month, day: 1) else { return }
    for number in 1...Day.length(ofMonth: month, year: year) {
      let place = first.weekday + number - 1
      let (line, slot) = (inner.row + 1 + place / 7, inner.column + 1 + place % 7 * 3)
      let isChosen = first.adding(days: number - 1) == day
      frame.write(
        DisplayText(padded(number, 2)), row: line, column: slot + 1, style: isChosen ? .buttonFocus : .text)
      if isChosen { frame.cursor = Position(row: line, column: slot + 1) }
    }
    frame.write("arrows, Enter, Esc", row: inner.lastRow, column: inner.column + 1, style: .hint)
  }
}

extension Field {
  /// How wide its entry is drawn, where there is room.
  fileprivate var entryColumns: Int {
    switch kind {
    case .day: 22
    case .instant: 24
    case .time: 8
    case .integer: scale.isEmpty ? 10 : 16
    case .money: 14
    case .choice: 30
    default: 56
    }
  }

  /// A few words beside the focused entry on how to fill it.
  fileprivate var entryHint: DisplayText? {
    switch kind {
    case .day where name == "born_on": "3/4/1950 or 3 apr 1950"
    case .day: "t today, mon, 20/11   F4 calendar"
    case .instant: "n now, -20m, -1h, y 2230   F4"
    case .time: "0930"
    case .choice: "F4 shows all"
    case .reference: "type part of a name, F4 all"
    case .money: "250 or 250.00"
    default: nil
    }
  }
}
