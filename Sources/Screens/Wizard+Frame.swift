import Records
import ViewModels

extension WizardModel {
  func draw(on frame: inout Frame, in area: Area) {
    let lines = page.lines.flatMap { DisplayText($0).wrapped(to: area.columns - 3) }
    if area.isTiny, lines.isEmpty { return drawQuestions(on: &frame, in: area) }
    var body = area
    if !area.isTiny {
      frame.write(DisplayText(page.title), row: area.row, column: 2, style: .heading)
      let rows = area.rows > 10 ? 2 : 1
      body = Area(row: area.row + rows, column: area.column, rows: area.rows - rows, columns: area.columns)
    }
    // Words above questions leave room for these; words alone may be longer than the screen, and are scrolled.
    let isReading = form == nil && passwords.isEmpty
    let shown = isReading ? body.rows : min(lines.count, max(0, body.rows - 2))
    reading = isReading ? (rows: body.rows, lines: lines.count) : (rows: 0, lines: 0)
    for (offset, line) in lines.dropFirst(scroll).prefix(shown).enumerated() {
      frame.write(line, row: body.row + offset, column: 2)
    }
    guard !isReading else {
      frame.cursor = Position(row: body.row, column: 2)
      return
    }
    let rows = shown + (lines.isEmpty || area.rows <= 12 ? 0 : 1)
    drawQuestions(
      on: &frame,
      in: Area(row: body.row + rows, column: area.column, rows: body.rows - rows, columns: area.columns))
  }

  private func drawQuestions(on frame: inout Frame, in area: Area) {
    if let form {
      let layout = EntryLayout(columns: area.columns, rows: area.rows)
      drawNote(below: form.shown.reduce(0) { $0 + layout.height(of: form.entries[$1]) }, on: &frame, in: area)
      return form.draw(area.isTiny ? [form.focus] : form.shown, on: &frame, in: area)
    }
    guard case .passwords(_, _, let labels) = page else { return }
    let column = area.columns >= 60 ? 23 : 17
    for (index, label) in labels.enumerated() where passwords.indices.contains(index) {
      let isFocused = index == passwordFocus
      if area.isTiny, !isFocused { continue }
      let row = area.row + (area.isTiny ? 0 : index)
      frame.write(
        DisplayText(label), row: row, column: 2, width: column - 3, style: isFocused ? .heading : .text)
      let dots = DisplayText(String(repeating: "•", count: min(passwords[index].characterCount, 38)))
      let place = area.columns < 40 ? Position(row: row + 1, column: 2) : Position(row: row, column: column)
      let width = min(40, area.columns - place.column - 1)
      frame.write(
        dots.tail(width - 1), row: place.row, column: place.column, width: width,
        style: isFocused ? .fieldFocus : .field)
      if isFocused {
        frame.cursor = Position(row: place.row, column: place.column + min(dots.width, width - 1))
      }
    }
  }

  /// Words on the answers, below the questions where a line is left between them.
  private func drawNote(below rows: Int, on frame: inout Frame, in area: Area) {
    let lines = note(self).flatMap { DisplayText($0).wrapped(to: area.columns - 3) }
    for (offset, line) in lines.enumerated() {
      let row = rows + 1 + offset
      guard !area.isTiny, row < area.rows else { return }
      frame.write(line, row: area.row + row, column: 2, style: .dim)
    }
  }
}
