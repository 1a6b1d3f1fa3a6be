import Records
import ViewModels

extension WizardModel {
  func draw(on frame: inout Frame, in area: Area) {
    var row = area.row
    frame.write(DisplayText(page.title), row: row, column: 2, style: .heading)
    row += area.rows > 10 ? 2 : 1
    for line in page.lines where row < area.endRow {
      frame.write(DisplayText(line), row: row, column: 2, width: area.columns - 3)
      row += 1
    }
    if !page.lines.isEmpty, area.rows > 12 { row += 1 }
    if let form {
      form.draw(
        form.shown, on: &frame,
        in: Area(row: row, column: area.column, rows: area.endRow - row, columns: area.columns))
      if form.shown.isEmpty { frame.cursor = Position(row: min(row, area.lastRow), column: 2) }
      return
    }
    guard case .passwords(_, _, let labels) = page else { return }
    for (index, label) in labels.enumerated() where row < area.endRow && passwords.indices.contains(index) {
      let isFocused = index == passwordFocus
      frame.write(DisplayText(label), row: row, column: 2, width: 20, style: isFocused ? .heading : .text)
      let dots = DisplayText(String(repeating: "•", count: min(passwords[index].characterCount, 38)))
      frame.write(
        dots, row: row, column: 23, width: min(40, area.columns - 24), style: isFocused ? .fieldFocus : .field
      )
      if isFocused { frame.cursor = Position(row: row, column: 23 + dots.width) }
      row += 1
    }
  }
}
