import Records
import ViewModels

extension ListModel {
  func draw(on frame: inout Frame, in area: Area) {
    guard area.rows > 0 else { return }
    if area.columns >= 110, area.rows >= 20, !rows.isEmpty { return drawSplit(on: &frame, in: area) }
    let peekRows = showsPeek && !rows.isEmpty && area.rows >= 14 ? min(7, area.rows / 3) : 0
    var table = area
    table.rows -= peekRows
    drawTable(on: &frame, in: table)
    if peekRows > 0 {
      drawPeek(
        on: &frame, in: Area(row: table.endRow, column: area.column, rows: peekRows, columns: area.columns))
    }
  }

  /// The list at the left, the selected record at the right.
  private func drawSplit(on frame: inout Frame, in area: Area) {
    let left = min(72, area.columns * 6 / 10)
    drawTable(on: &frame, in: Area(row: area.row, column: area.column, rows: area.rows, columns: left))
    frame.upright(column: area.column + left, row: area.row, rows: area.rows)
    let right = Area(
      row: area.row, column: area.column + left + 2, rows: area.rows, columns: area.columns - left - 3)
    guard let peek else {
      frame.write(rowName, row: right.row, column: right.column, width: right.columns, style: .heading)
      return
    }
    drawWhole(peek, on: &frame, in: right)
  }

  private func drawTable(on frame: inout Frame, in area: Area) {
    var row = area.row
    // The smallest windows have rows alone, but for words that are typed or in force.
    let hasHead = !area.isTiny || filter != nil || !words.isEmpty
    // The head says how many are shown, so that is known first.
    page = max(1, area.rows - (hasHead ? 1 : 0) - (area.rows > 6 ? 1 : 0))
    let (table, room) = (table, area.columns - 4)
    var layout =
      frame.memory?.layout(lineKey(area)) { TableLayout(table, columns: room) }
      ?? TableLayout(table, columns: room)
    layout.table = table
    unseen = layout.unseen
    if hasHead {
      drawHead(on: &frame, row: row, in: area)
      row += 1
    }
    if area.rows > 6 {
      layout.drawHeader(on: &frame, row: row, column: area.column + 3)
      row += 1
    }
    if total == 0 || rows.isEmpty { return drawEmpty(on: &frame, row: row, in: area) }
    for offset in 0..<page {
      let index = scroll + offset
      guard let line = self.row(at: index) else { continue }
      let isSelected = index == selected
      frame.write(isSelected ? "▸" : " ", row: row + offset, column: area.column)
      if marks.contains(line.id) { frame.sign(.marked, row: row + offset, column: area.column + 1) }
      if let kept = frame.memory?.line(of: line.id) {
        frame.lay(kept, row: row + offset, column: area.column + 3)
      } else {
        layout.draw(line, on: &frame, row: row + offset, column: area.column + 3)
        let piece = frame.piece(row: row + offset, column: area.column + 3, width: room + 1)
        if let piece { frame.memory?.keep(piece, of: line.id) }
      }
      guard isSelected else { continue }
      frame.select(row: row + offset, column: area.column, width: area.columns)
      if filter == nil { frame.cursor = Position(row: row + offset, column: area.column + 3) }
    }
  }

  private func lineKey(_ area: Area) -> FrameMemory.LineKey {
    let wall = app.wall
    return FrameMemory.LineKey(
      list: ObjectIdentifier(self), edition: edition, columns: area.columns, day: wall.day, time: wall.time)
  }

  private func drawHead(on frame: inout Frame, row: Int, in area: Area) {
    let typed = filter?.text ?? words
    let sign: DisplayText = isNaming ? "Name: " : "/"
    let isTyping = filter != nil || !typed.isEmpty
    // What is typed is seen whole before anything else of the line: how it is sorted goes first, then what is filtered.
    let wanted = isTyping ? max(8, DisplayText(typed).width + 2) : 0
    let whole = headRight(area.columns)
    let start = area.column + 1
    let room = { (right: DisplayText) in area.endColumn - start - sign.width - right.width - 3 }
    let isNarrow = area.columns < 60
    let standing: DisplayText =
      filterWords.isEmpty ? "" : isNarrow ? "\(filterWords)  " : "Filter: \(filterWords)   "
    let right = room(whole) >= wanted + standing.width ? whole : headRange
    let left = min(standing.width, room(right) - wanted)
    var column = start
    if left >= min(standing.width, isNarrow ? 6 : 14) {
      let words = left < standing.width ? standing.clipped(to: left - 1) + " " : standing
      column = frame.write(words, row: row, column: column, style: .dim)
    }
    column = frame.write(sign, row: row, column: column, style: isTyping ? .key : .dim)
    if isTyping {
      let width = max(8, min(max(24, wanted), area.endColumn - right.width - column - 3))
      drawTyped(typed, on: &frame, Area(row: row, column: column, rows: 1, columns: width))
      column += width
    }
    drawHeadEnd(right, on: &frame, row: row, after: column, in: area)
  }

  /// What is typed; where it is longer than its box, the part around the caret.
  private func drawTyped(_ typed: String, on frame: inout Frame, _ box: Area) {
    let text = DisplayText(typed)
    let style: Style = filter == nil ? .field : .fieldFocus
    let before = filter.map { DisplayText(String($0.characters[..<$0.caret])) } ?? text
    let isLong = before.width >= box.columns
    frame.write(
      isLong ? before.tail(box.columns - 1) : text, row: box.row, column: box.column, width: box.columns,
      style: style)
    guard filter != nil else { return }
    if filter?.isChosen == true {
      frame.select(row: box.row, column: box.column, width: min(text.width, box.columns))
    }
    frame.cursor = Position(row: box.row, column: box.column + min(before.width, box.columns - 1))
  }

  private func drawHeadEnd(
    _ right: DisplayText, on frame: inout Frame, row: Int, after column: Int, in area: Area
  ) {
    // How it is sorted goes before the rows that are shown.
    let fitting = column + 1 + right.width < area.endColumn ? right : headRange
    let start = max(column + 1, area.endColumn - fitting.width - 1)
    frame.write(fitting, row: row, column: start, width: max(0, area.endColumn - start), style: .dim)
    // What changes with every row is plain, so that it costs the line no change of looks.
    if fitting.text.hasPrefix(headRange.text) {
      let width = max(0, min(headRange.width, area.endColumn - start))
      frame.write(headRange, row: row, column: start, width: width)
    }
  }

  private func headRight(_ columns: Int) -> DisplayText {
    guard columns >= 60 else { return headCount }
    return headRange + "  " + sortWords + unseenWords
  }

  /// How many columns have no room, where nothing beside the list shows them, and the key that leads to them.
  private var unseenWords: DisplayText {
    guard !unseen.isEmpty, !rows.isEmpty, app.size.tier < .wide else { return "" }
    let key = app.keymap.keys(of: "list.right").first ?? ">"
    return "  +\(String(unseen.count)) \(key)"
  }

  private var headCount: DisplayText { total.map { DisplayText(String($0)) } ?? "…" }

  private var headRange: DisplayText {
    let last = min(scroll + page, total ?? Int.max)
    return total == 0 ? "0" : "\(String(scroll + 1))–\(String(last)) of \(headCount)"
  }

  private func drawEmpty(on frame: inout Frame, row: Int, in area: Area) {
    guard failure == nil, total != nil else { return }
    for (offset, line) in emptyWords.wrapped(to: max(1, area.columns - 4)).enumerated()
    where row + offset < area.endRow {
      frame.write(line, row: row + offset, column: area.column + 3, style: .dim)
    }
    if filter == nil { frame.cursor = Position(row: row, column: area.column + 3) }
  }

  // MARK: The selected record

  /// What the selected row is called, as far as its columns say it.
  private var rowName: DisplayText {
    guard let row else { return "" }
    return DisplayText(table.name(row, namePlaces))
  }

  private var table: ListTable {
    ListTable(
      app: app, type: type, columns: columns, names: names, shift: shift, sharedNames: sharedNames,
      sample: sample, isSame: isSame)
  }

  private func drawPeek(on frame: inout Frame, in area: Area) {
    frame.rule(row: area.row, column: area.column, width: area.columns)
    // It follows when the selection rests: until then the row says whose it would be, and the rule is bare so that
    // a held key need not write it again.
    guard let peek else { return }
    let name = DisplayText(app.name(of: peek.record, peek.names))
    if !name.isBlank {
      frame.write(" \(name) ", row: area.row, column: area.column + 1, style: .heading)
    }
    let reference = reference(of: peek)
    if !reference.isBlank {
      let text: DisplayText = " \(reference) "
      frame.write(text, row: area.row, column: area.endColumn - text.width - 2, style: .dim)
    }
    let pairs = facts(of: peek).prefix(12)
    var row = drawWarnings(of: peek, on: &frame, in: area)
    var column = area.column + 1
    for (label, value, style) in pairs {
      let text: DisplayText = "\(label): "
      let shown = value.clipped(to: max(10, area.columns - text.width - 4))
      if column > area.column + 1, column + text.width + shown.width > area.endColumn - 1 {
        row += 1
        column = area.column + 1
      }
      guard row < area.endRow else { return }
      column = frame.write(text, row: row, column: column, style: .dim)
      column = frame.write(shown, row: row, column: column, style: style) + 3
    }
  }

  /// Draws the warnings of a record side by side, counts those that find no room, and returns the row below them.
  private func drawWarnings(of peek: Peek, on frame: inout Frame, in area: Area) -> Int {
    let warnings = peek.glimpses.filter(\.isWarning).map { ($0.marked, $0.weight.style) }
    guard !warnings.isEmpty else { return area.row + 1 }
    var (row, column) = (area.row + 1, area.column + 1)
    for (index, (text, style)) in warnings.enumerated() {
      if column > area.column + 1, column + text.width > area.endColumn - 10 {
        guard row < area.row + 2 else {
          frame.write("+ \(String(warnings.count - index))", row: row, column: column, style: .dim)
          break
        }
        (row, column) = (row + 1, area.column + 1)
      }
      column =
        frame.write(text.clipped(to: area.endColumn - column - 10), row: row, column: column, style: style)
        + 3
    }
    return row + 1
  }

  /// The short reference of a record, or nothing where that is what the record is called by.
  private func reference(of peek: Peek) -> DisplayText {
    let reference: String = peek.record[FieldKey<String>("reference")] ?? ""
    let name = app.name(of: peek.record, peek.names)
    return name == reference || name == app.short(reference) ? "" : DisplayText(app.short(reference))
  }

  private func drawWhole(_ peek: Peek, on frame: inout Frame, in area: Area) {
    let name = DisplayText(app.name(of: peek.record, peek.names)).wrapped(to: area.columns)
    for (index, line) in name.enumerated() {
      frame.write(line, row: area.row + index, column: area.column, style: .heading)
    }
    var row = area.row + name.count
    frame.write(reference(of: peek), row: row, column: area.column, style: .dim)
    row += reference(of: peek).isBlank ? 1 : 2
    drawGlimpses(peek.glimpses.filter(\.isWarning), on: &frame, row: &row, in: area)
    for (label, value, style) in facts(of: peek) {
      let labels = label.wrapped(to: 16)
      let values = value.wrapped(to: max(8, area.columns - 17))
      for index in 0..<max(labels.count, values.count) where row < area.endRow {
        if index < labels.count {
          frame.write(labels[index], row: row, column: area.column, style: .dim)
        }
        if index < values.count {
          frame.write(values[index], row: row, column: area.column + 17, style: style)
        }
        row += 1
      }
    }
    row += 1
    drawGlimpses(peek.glimpses.filter { !$0.isWarning }, on: &frame, row: &row, in: area)
  }

  /// Under their headings; a warning is never cut, what else there is has two lines.
  private func drawGlimpses(_ glimpses: [Glimpse], on frame: inout Frame, row: inout Int, in area: Area) {
    for (index, glimpse) in glimpses.enumerated() {
      if let heading = glimpses.heading(over: index) {
        if row < area.endRow {
          frame.write(DisplayText(heading.uppercased()), row: row, column: area.column, style: .heading)
        }
        row += 1
      }
      for line in glimpse.lines(of: area.columns, limit: glimpse.isWarning ? nil : 2)
      where row < area.endRow {
        frame.write(line, row: row, column: area.column, style: glimpse.weight.style)
        row += 1
      }
    }
    if !glimpses.isEmpty { row += 1 }
  }

  private func facts(of peek: Peek) -> [(DisplayText, DisplayText, Style)] {
    let record = peek.record
    return record.type.fields.compactMap { field in
      let value = record[field.name]
      if value.isEmpty || field.name == "reference" || record.type.namedBy.contains(field.name) { return nil }
      if case .bytes = field.kind { return nil }
      if field.kind == .json || value == .flag(false) || value == .hidden { return nil }
      if field.traits.contains(.filledIn), !field.isThousandths, case .integer = field.kind { return nil }
      let text = DisplayText(app.text(value, field, peek.names))
      return (
        DisplayText(field.label), app.signed(text, value, field, in: record),
        app.style(of: value, field, in: record)
      )
    }
  }
}
