import Records
import ViewModels

extension DetailModel {
  func draw(on frame: inout Frame, in area: Area) {
    guard let record else { return }
    var row = area.row
    if area.rows > 8 {
      drawHead(record, on: &frame, row: row, in: area)
      row += 1
    }
    if !unread.isEmpty {
      return drawUnread(
        on: &frame, in: Area(row: row, column: area.column, rows: area.endRow - row, columns: area.columns))
    }
    if !area.isTiny || sectionIndex > 0 {
      drawSections(on: &frame, row: row, in: area)
      row += 1
    }
    if area.rows > 12 {
      frame.rule(row: row, column: area.column, width: area.columns)
      row += 1
    }
    let body = Area(row: row, column: area.column, rows: area.endRow - row, columns: area.columns)
    switch section {
    case .fields: drawFields(sheet ?? record, on: &frame, in: body)
    case .children: children?.draw(on: &frame, in: body)
    case .uses(let uses): drawUses(uses ?? [], on: &frame, in: body)
    case .contributions: drawContributions(on: &frame, in: body)
    case .history(let lines): drawHistory(lines, on: &frame, in: body)
    }
  }

  private func drawHead(_ record: Record, on frame: inout Frame, row: Int, in area: Area) {
    let reference: String = record[FieldKey<String>("reference")] ?? ""
    var name = DisplayText(app.name(of: record, names))
    if name.text != app.short(reference), name.text != reference, !reference.isEmpty {
      name = "\(app.short(reference))  " + name
    }
    var right: DisplayText = ""
    if let workflow = type.workflow, let field = type.field(workflow.field) {
      right = DisplayText(app.shown(record[workflow.field], of: field))
    }
    let room = max(0, area.columns - right.width - 4)
    frame.write(name.clipped(to: room), row: row, column: area.column + 1, style: .heading)
    frame.write(right, row: row, column: area.endColumn - right.width - 1, style: .dim)
  }

  /// The alerts that are read before anything else, a page of them; below it the key that goes on.
  private func drawUnread(on frame: inout Frame, in area: Area) {
    var row = area.row
    let hasHeading = area.rows > 5
    let lines = unread.flatMap { alert in
      alert.lines(of: area.columns - 3).map { (text: $0, style: alert.weight.style) }
    }
    let shown = unreadPages.lay(
      lines.count, rows: area.rows - (hasHeading ? 2 : 1), columns: area.columns)
    let place = "\(String(unreadPages.page + 1)) of \(String(unreadPages.count))"
    if hasHeading {
      let heading = unreadPages.count > 1 ? "READ THIS FIRST, \(place)" : "READ THIS FIRST"
      frame.write(DisplayText(heading), row: row, column: area.column + 2, style: .heading)
      row += 1
    }
    for line in lines[shown] {
      frame.write(line.text, row: row, column: area.column + 2, style: line.style)
      row += 1
    }
    let end = min(area.endRow - 1, row + 1)
    frame.cursor = Position(row: end, column: area.column + 2)
    // Of a single row the alert has all; the status says the key.
    if area.rows < 2 { return }
    let key = app.keymap.keys(of: "alert.read").first ?? "Enter"
    let words = unreadPages.isLast ? "I have read this" : "Go on, \(place)"
    frame.write("\(key)  \(DisplayText(words))", row: end, column: area.column + 2)
  }

  private func drawSections(on frame: inout Frame, row: Int, in area: Area) {
    let titles = sections.enumerated().map { index, section -> DisplayText in
      index == sectionIndex ? "[\(section.title)]" : " \(section.title) "
    }
    let widths = titles.map(\.width)
    var first = 0
    while first < sectionIndex,
      widths[first...sectionIndex].reduce(0, +) + sectionIndex - first + 3 > area.columns
    {
      first += 1
    }
    var column = area.column + 1
    if first > 0 { column = frame.write("‹ ", row: row, column: column, style: .dim) }
    for index in first..<titles.count {
      guard column + widths[index] < area.endColumn else {
        frame.write("›", row: row, column: area.endColumn - 1, style: .dim)
        return
      }
      column =
        frame.write(titles[index], row: row, column: column, style: index == sectionIndex ? .tabOpen : .tab)
        + 1
    }
  }

  private func drawFields(_ record: Record, on frame: inout Frame, in area: Area) {
    let layout = RecordLayout(self, record, columns: area.columns)
    let lines = layout.lines
    let chosen = lines.firstIndex { $0.place == line } ?? 0
    let last = lines.lastIndex { $0.place == line } ?? chosen
    let first = max(0, min(chosen, max(0, last - area.rows + 1)))
    let top = last < area.rows ? 0 : first
    for (offset, entry) in lines.dropFirst(top).prefix(area.rows).enumerated() {
      let row = area.row + offset
      if let table = entry.table {
        if let shown = entry.row {
          table.draw(shown, on: &frame, row: row, column: area.column + 3)
        } else {
          table.drawHeader(on: &frame, row: row, column: area.column + 3, style: .dim)
        }
      }
      let isLabel = entry.place != nil && !entry.text.isBlank
      frame.write(entry.label, row: row, column: area.column + 2, style: isLabel ? .dim : entry.style)
      guard entry.place != nil else { continue }
      frame.write(entry.text, row: row, column: area.column + layout.valueColumn, style: entry.style)
      guard entry.place == line else { continue }
      if top + offset == chosen {
        frame.write("▸", row: row, column: area.column)
        // A question that is longer than its room has its answer on the next line.
        let beside = entry.text.isBlank ? 2 : layout.valueColumn
        let column = entry.table == nil ? beside : 3
        frame.cursor = Position(row: row, column: area.column + column)
      }
      frame.select(row: row, column: area.column, width: area.columns)
    }
  }

  private func drawUses(_ uses: [Use], on frame: inout Frame, in area: Area) {
    if uses.isEmpty {
      frame.write("Nothing else uses it.", row: area.row, column: area.column + 2, style: .dim)
      frame.cursor = Position(row: area.row, column: area.column + 2)
      return
    }
    let top = max(0, line - area.rows + 1)
    for (offset, use) in uses.dropFirst(top).prefix(area.rows).enumerated() {
      let row = area.row + offset
      let room = max(8, area.columns - use.countWords.width - 6)
      frame.write(use.title.clipped(to: room), row: row, column: area.column + 3)
      let column = min(area.columns - use.countWords.width - 1, 46)
      frame.write(use.countWords, row: row, column: area.column + max(4, column), style: .dim)
      guard top + offset == line else { continue }
      frame.write("▸", row: row, column: area.column)
      frame.select(row: row, column: area.column, width: area.columns)
      frame.cursor = Position(row: row, column: area.column + 3)
    }
  }

  /// Each question with who answered it, below it where there is little room.
  private func drawContributions(on frame: inout Frame, in area: Area) {
    var row = area.row
    for (index, contribution) in contributions.enumerated().dropFirst(max(0, line - area.rows / 2)) {
      guard row < area.endRow else { return }
      let who = words(of: contribution)
      let room = area.columns - who.width - 7
      let isBeside = room >= 24
      frame.write(
        DisplayText(contribution.label).clipped(to: isBeside ? room : area.columns - 4), row: row,
        column: area.column + 3)
      if isBeside {
        frame.write(who, row: row, column: area.endColumn - who.width - 1, style: .dim)
      }
      if index == line {
        frame.write("▸", row: row, column: area.column)
        frame.select(row: row, column: area.column, width: area.columns)
        frame.cursor = Position(row: row, column: area.column + 3)
      }
      row += 1
      guard !isBeside else { continue }
      for text in who.wrapped(to: max(8, area.columns - 6)) where row < area.endRow {
        frame.write(text, row: row, column: area.column + 5, style: .dim)
        row += 1
      }
    }
  }

  private func drawHistory(_ lines: [HistoryLine], on frame: inout Frame, in area: Area) {
    if lines.isEmpty {
      frame.write("No history that your role may read.", row: area.row, column: area.column + 2, style: .dim)
      frame.cursor = Position(row: area.row, column: area.column + 2)
      return
    }
    var row = area.row
    for (index, entry) in lines.enumerated().dropFirst(max(0, line - max(0, area.rows / 2))) {
      guard row < area.endRow else { return }
      let when = app.shown(.instant(entry.at), style: area.columns < 40 ? .short : .medium)
      frame.write(
        "\(when)  \(entry.actor.isEmpty ? "Lodge" : entry.actor)  \(app.deed(entry.event, on: type))",
        row: row,
        column: area.column + 2, width: area.columns - 3)
      if index == line {
        frame.select(row: row, column: area.column, width: area.columns)
        frame.cursor = Position(row: row, column: area.column + 2)
      }
      row += 1
      for change in entry.changes where index >= line {
        for text in words(change).wrapped(to: max(8, area.columns - 7)) where row < area.endRow {
          frame.write(text, row: row, column: area.column + 6, style: .dim)
          row += 1
        }
      }
    }
  }

  private func words(_ change: (field: String, before: String, after: String)) -> DisplayText {
    let label = type.field(change.field)?.label ?? change.field
    if change.before.isEmpty { return "\(label): \(change.after)" }
    return "\(label): \(change.before) → \(change.after.isEmpty ? "nothing" : change.after)"
  }
}
