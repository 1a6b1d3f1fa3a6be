import Records
import ViewModels

extension ApprovalsModel {
  /// Draws the queue, and below it what deciding for the chosen request would do.
  func draw(on frame: inout Frame, in area: Area) {
    guard area.rows > 0, area.columns > 0 else { return }
    drawQueues(on: &frame, row: area.row, in: area)
    frame.cursor = Position(row: area.row, column: area.column)
    let box = ApprovalBox(self)
    let isPreviewed = showsPreview && area.rows >= 14 && !requests.isEmpty
    let table = Area(
      row: area.row + 1, column: area.column,
      rows: isPreviewed ? min(requests.count + 2, max(5, area.rows / 3)) : area.rows - 1,
      columns: area.columns)
    let preview = isPreviewed ? min(area.endRow - table.endRow, box.wantedRows(columns: area.columns)) : 0
    if requests.isEmpty {
      let row = min(area.endRow - 1, area.row + (area.rows > 3 ? 2 : 1))
      frame.write(
        queue.emptyWords.clipped(to: area.columns - 2), row: row, column: area.column + 1, style: .dim)
      return
    }
    drawTable(on: &frame, in: table)
    guard preview > 0 else { return }
    box.draw(
      on: &frame,
      in: Area(row: table.endRow, column: area.column, rows: preview, columns: area.columns))
  }

  // MARK: Queues

  private func drawQueues(on frame: inout Frame, row: Int, in area: Area) {
    var column = area.column + 1
    if area.columns >= 60 { column = frame.write("Queue: ", row: row, column: column, style: .dim) }
    for queue in Queue.allCases where area.columns >= 60 || queue == self.queue {
      let isOpen = queue == self.queue
      let count = counts[queue].map { " \($0)" } ?? ""
      let text: DisplayText = isOpen ? "[\(queue.title)\(count)]" : "\(queue.title)\(count)"
      guard column + text.width < area.endColumn else { return }
      column = frame.write(text, row: row, column: column, style: isOpen ? .tabOpen : .tab) + 2
    }
    let order: DisplayText = "sorted by Waiting ↓"
    if column + order.width < area.endColumn - 1 {
      frame.write(order, row: row, column: area.endColumn - order.width - 1, style: .dim)
    }
  }

  // MARK: Table

  /// One column of the table, with the part of the room that it takes.
  private struct Column {
    let title: DisplayText
    let width: Int
    let text: (ApprovalsModel, ApprovalRequest) -> DisplayText
    var isUrgent: (ApprovalsModel, ApprovalRequest) -> Bool = { _, _ in false }
  }

  private func columns(_ room: Int) -> [Column] {
    let reference = Column(title: "Id", width: 9) { _, request in request.reference }
    let waiting = Column(title: "Waiting", width: 8) { model, request in
      request.decision.isBlank ? DisplayText(model.waiting(request)) : request.decision
    }
    guard room >= 70 else {
      let rest = max(4, room - 9 - (room >= 36 ? 9 : 0))
      let what = Column(title: "What", width: rest) { _, request in request.what }
      return room >= 36 ? [reference, what, waiting] : [reference, what]
    }
    let due = Column(
      title: "Due", width: 12,
      text: { model, request in request.due.map { DisplayText(model.app.shown(.day($0))) } ?? "" },
      isUrgent: { model, request in (request.due ?? model.app.wall.day) < model.app.wall.day })
    let risk = Column(
      title: "Priority", width: 8, text: { _, request in request.priority },
      isUrgent: { _, request in request.isUrgent })
    let isWide = room >= 106
    let fixed = isWide ? 9 + 14 + 14 + 14 + 14 + 9 + 10 : 9 + 14 + 14 + 9
    // Where the priority has no column of its own its sign stands behind what is asked.
    let what = Column(
      title: "What", width: max(8, room - fixed - 2), text: { _, request in request.what },
      isUrgent: { _, request in !isWide && request.isUrgent })
    let about = Column(title: "For", width: 13) { _, request in request.about }
    guard isWide else { return [reference, what, about, due, waiting] }
    let setBy = Column(title: "Set by", width: 13) { _, request in request.setBy }
    let doneBy = Column(title: "Done by", width: 13) { _, request in request.doneBy }
    return [reference, what, about, setBy, doneBy, due, waiting, risk]
  }

  /// How wide the columns are for what the requests say, with a sign behind what is urgent.
  private func widths(of columns: [Column], in room: Int) -> [Int] {
    let needed = columns.map { column in
      let words = requests.map { column.text(self, $0).width + (column.isUrgent(self, $0) ? 2 : 0) }
      return max(column.title.width, words.max() ?? 0)
    }
    return ColumnWidths.fitted(columns.map(\.width), needed: needed, room: room - (columns.count - 1))
  }

  private func drawTable(on frame: inout Frame, in area: Area) {
    let columns = columns(area.columns - 5)
    let widths = widths(of: columns, in: area.columns - 5)
    var row = area.row
    if area.rows > 2 {
      draw(
        zip(columns, widths).map { (text: $0.title, width: $1, isUrgent: false) }, on: &frame, row: row,
        in: area, style: .dim)
      row += 1
    }
    let height = max(1, area.endRow - row - (area.rows > 6 ? 1 : 0))
    let first = max(0, min(selected - height / 2, requests.count - height))
    for (offset, request) in requests.dropFirst(first).prefix(height).enumerated() {
      let isChosen = first + offset == selected
      let line = row + offset
      frame.write(isChosen ? "▸" : " ", row: line, column: area.column + 1)
      if marks.contains(request.id) { frame.sign(.marked, row: line, column: area.column + 3) }
      let cells = zip(columns, widths).map { column, width in
        (text: column.text(self, request), width: width, isUrgent: column.isUrgent(self, request))
      }
      draw(cells, on: &frame, row: line, in: area, style: request.isOwn ? .disabled : .text)
      guard isChosen else { continue }
      frame.select(row: line, column: area.column, width: area.columns)
      frame.cursor = Position(row: line, column: area.column + 5)
    }
  }

  private func draw(
    _ cells: [(text: DisplayText, width: Int, isUrgent: Bool)], on frame: inout Frame, row: Int,
    in area: Area,
    style: Style
  ) {
    var column = area.column + 5
    for cell in cells {
      let room = min(cell.width, area.endColumn - column) - (cell.isUrgent ? 2 : 0)
      guard room > 0 else { return }
      let end = frame.write(cell.text.clipped(to: room), row: row, column: column, style: style)
      if cell.isUrgent { frame.sign(.urgent, row: row, column: end + 1) }
      column += cell.width + 1
    }
  }
}
