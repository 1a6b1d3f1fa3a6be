import Records
import ViewModels

/// One part of Today in a box.
@MainActor
struct HomeBox {
  private let home: HomeModel
  private let index: Int
  private let panel: HomePanel

  init(_ home: HomeModel, _ index: Int) {
    self.home = home
    self.index = index
    panel = home.panels[index]
  }

  func draw(on frame: inout Frame, in area: Area) {
    let isOpen = home.place.panel == index
    let foot = [unseen(rows: area.rows - 2), panel.foot].filter { !$0.isBlank }.joined(separator: " · ")
    let inside = frame.box(
      area, title: panel.title, foot: foot.isBlank ? nil : foot,
      titleStyle: isOpen ? .tabOpen : .heading)
    let room = Area(
      row: inside.row, column: inside.column + 1, rows: inside.rows, columns: inside.columns - 2)
    guard room.rows > 0, room.columns > 8 else { return }
    if panel.lines.isEmpty {
      frame.write(panel.empty.clipped(to: room.columns), row: room.row, column: room.column, style: .dim)
      return
    }
    switch panel.picture {
    case .incidents(let tally): drawIncidents(tally, on: &frame, in: room)
    case .hours(let counts): drawHours(counts, on: &frame, in: room)
    case .occupancy(let census): drawOccupancy(census, on: &frame, in: room)
    case .needs, .none: drawLines(on: &frame, in: room)
    }
  }

  /// What the box has no room for, where it shows line by line.
  private func unseen(rows: Int) -> DisplayText {
    switch panel.picture {
    case .needs, .none: home.unseen(of: index, rows: max(0, rows))
    case .incidents, .hours, .occupancy: ""
    }
  }

  // MARK: Lines

  /// Sign, time or name, text, and at the right how late or where.
  private func drawLines(on frame: inout Frame, in area: Area) {
    let lead = min(area.columns / 3, panel.lines.map(\.lead.width).max() ?? 0)
    let window = home.window(of: self.index, rows: area.rows)
    var next = area.row
    for (offset, index) in window.enumerated() {
      let line = panel.lines[index]
      let row = next
      // What is cut has a second row where no line that follows needs it.
      let mayFold = area.endRow - row > window.count - offset
      var column = area.column
      let hasSigns = panel.kind == .needs
      if hasSigns {
        if home.isChosen(self.index, index) { frame.write("▸", row: row, column: column) }
        if let style = line.urgency.style { frame.sign(style, row: row, column: column + 1) }
        column += 3
      }
      if lead > 0 {
        let style: Style = hasSigns ? line.urgency.style ?? .text : .dim
        frame.write(line.lead, row: row, column: column, width: lead, style: style)
        column += lead + 2
      }
      column = drawNumber(line, on: &frame, row: row, column: column)
      let tail = min(line.tail.width + (line.urgency != .none && !hasSigns ? 2 : 0), area.columns / 2)
      let room = max(0, area.endColumn - tail - 1 - column)
      for text in hasSigns && mayFold ? folded(line.text, to: room) : [line.text] {
        frame.write(text.clippedBeforeName(to: room), row: next, column: column)
        choose(index, on: &frame, row: next, area: area)
        next += 1
      }
      drawTail(line, on: &frame, row: row, width: tail, area: area, hasSigns: hasSigns)
      choose(index, on: &frame, row: row, area: area)
    }
  }

  /// The text in one row or two.
  private func folded(_ text: DisplayText, to room: Int) -> [DisplayText] {
    let rows = text.wrapped(to: max(8, room))
    return rows.count < 2 ? [text] : [rows[0], rows.dropFirst().joined(separator: " ")]
  }

  /// How many rows the lines of what needs the person want, so that none of them is cut.
  func wholeRows(columns: Int) -> Int {
    let lead = min(columns / 3, panel.lines.map(\.lead.width).max() ?? 0)
    return panel.lines.reduce(0) { rows, line in
      let room = columns - 3 - (lead > 0 ? lead + 2 : 0) - min(line.tail.width, columns / 2) - 1
      return rows + (line.text.width > room ? 2 : 1)
    }
  }

  /// The number that a line of the kind "You" counts.
  private func drawNumber(_ line: HomePanel.Line, on frame: inout Frame, row: Int, column: Int) -> Int {
    guard panel.kind == .yours, let cell = line.cells.first else { return column }
    frame.write(cell.text, row: row, column: column, width: 3, style: .text, align: .trailing)
    return column + 5
  }

  private func drawTail(
    _ line: HomePanel.Line, on frame: inout Frame, row: Int, width: Int, area: Area, hasSigns: Bool
  ) {
    guard width > 0 else { return }
    let style = hasSigns ? Style.dim : line.urgency.style
    var room = width
    if !hasSigns, let style {
      frame.sign(style, row: row, column: area.endColumn - 1)
      room -= 2
    }
    frame.write(
      line.tail.clipped(to: room), row: row, column: area.endColumn - width, width: room,
      style: style ?? .dim, align: .trailing)
  }

  private func choose(
    _ line: Int, on frame: inout Frame, row: Int, area: Area, column: Int? = nil, width: Int = 0
  ) {
    guard home.isChosen(index, line) else { return }
    frame.select(row: row, column: area.column, width: area.columns)
    frame.cursor = Position(row: row, column: column ?? area.column)
  }

  // MARK: Occupancy

  private func drawOccupancy(_ census: BedCensus, on frame: inout Frame, in area: Area) {
    for (offset, index) in home.window(of: self.index, rows: area.rows).enumerated() {
      let line = panel.lines[index]
      let row = area.row + offset
      frame.write(line.lead, row: row, column: area.column, width: 14, style: .text)
      var columns: [Int] = []
      var column = area.column + 15
      for (place, cell) in line.cells.enumerated() {
        if place > 0 { column = frame.write(" / ", row: row, column: column, style: .dim) }
        let width = place == 0 ? max(4, cell.text.width) : cell.text.width
        columns.append(column + width - cell.text.width)
        column = frame.write(cell.text, row: row, column: column, width: width, align: .trailing)
      }
      column = max(column + 2, area.column + 27)
      if index == 0 {
        let bar = max(4, min(20, area.endColumn - column - 6))
        column = frame.write(
          Chart.bar(percent: census.percent ?? 0, columns: bar), row: row, column: column, style: .chart1)
        frame.write(line.tail, row: row, column: column + 2)
      } else {
        let sign = line.urgency == .none ? 0 : 2
        let end = frame.write(
          line.text.clipped(to: area.endColumn - column - sign), row: row, column: column, style: .dim)
        if let style = line.urgency.style { frame.sign(style, row: row, column: end + 1) }
      }
      let chosen = columns.indices.contains(home.place.cell) ? columns[home.place.cell] : area.column
      choose(index, on: &frame, row: row, area: area, column: chosen)
    }
  }

  // MARK: Incidents

  private static let step = 4

  /// Two rows a kind where there is room: signs as high as the numbers below them.
  private func drawIncidents(_ tally: IncidentTally, on frame: inout Frame, in area: Area) {
    let name = min(14, max(8, area.columns - 8 * HomeBox.step - 13))
    let first = area.column + name
    frame.write("wk", row: area.row, column: first - 3, style: .dim)
    for (week, number) in tally.weekNumbers.enumerated() {
      frame.write(
        "\(number)", row: area.row, column: first + week * HomeBox.step, width: 3, style: .dim,
        align: .trailing)
    }
    let all = first + 8 * HomeBox.step
    frame.write("all", row: area.row, column: all, width: 5, style: .dim, align: .trailing)
    let most = panel.lines.flatMap { weeks($0) }.max() ?? 0
    let height = area.rows - 1 >= 2 * min(2, panel.lines.count) ? 2 : 1
    for (offset, index) in home.window(of: self.index, rows: max(1, (area.rows - 1) / height)).enumerated() {
      let line = panel.lines[index]
      let row = area.row + 1 + offset * height
      frame.write(line.lead.clipped(to: name - 1), row: row, column: area.column)
      let signs = Chart.sparkline(weeks(line), most: most)
      for (week, sign) in signs.enumerated() where height == 2 {
        frame.repeatSign(
          sign, row: row, column: first + week * HomeBox.step + 2, width: 1,
          style: [.chart1, .chart2, .chart3, .chart4][offset % 4])
      }
      for (week, cell) in line.cells.dropFirst().enumerated() where row + height - 1 < area.endRow {
        frame.write(
          cell.text, row: row + height - 1, column: first + week * HomeBox.step, width: 3, style: .dim,
          align: .trailing)
      }
      let total = line.cells.first?.text ?? ""
      frame.write(total, row: row, column: all, width: 5, align: .trailing)
      frame.write(line.text, row: row, column: all + 7, style: trendStyle(line.text))
      chooseIncident(line, index, on: &frame, row: row, height: height, first: first, all: all, area: area)
    }
  }

  private func weeks(_ line: HomePanel.Line) -> [Int] {
    line.cells.dropFirst().compactMap { Int($0.text.text) }
  }

  private func trendStyle(_ words: DisplayText) -> Style {
    words.text.hasPrefix("up") ? .urgent : .dim
  }

  private func chooseIncident(
    _ line: HomePanel.Line, _ index: Int, on frame: inout Frame, row: Int, height: Int, first: Int, all: Int,
    area: Area
  ) {
    guard home.isChosen(self.index, index) else { return }
    frame.select(row: row, column: area.column, width: area.columns)
    guard home.place.cell > 0 else {
      frame.cursor = Position(row: row, column: all + 5 - (line.cells.first?.text.width ?? 1))
      return
    }
    let column = first + (home.place.cell - 1) * HomeBox.step + 2
    frame.cursor = Position(row: min(area.endRow - 1, row + height - 1), column: column)
  }

  // MARK: Hours

  private func drawHours(_ counts: IncidentTally.Kind, on frame: inout Frame, in area: Area) {
    let first = area.column + 8
    for (weekday, name) in HomeModel.weekdays.enumerated() {
      frame.write(name, row: area.row, column: first + weekday * HomeBox.step, style: .dim)
    }
    let most = counts.worst?.count ?? 0
    for (index, line) in panel.lines.enumerated() {
      let isGrid = index < counts.hours.count
      let row = area.row + 1 + index + (isGrid || area.rows < 7 ? 0 : 1)
      guard row < area.endRow else { break }
      if isGrid {
        frame.write(line.lead, row: row, column: area.column)
        for (weekday, count) in counts.hours[index].enumerated() {
          frame.write(
            count == 0 ? "·" : "\(count)", row: row, column: first + weekday * HomeBox.step, width: 3,
            style: count == 0 ? .dim : count == most && most > 1 ? .urgent : .text, align: .trailing)
        }
        choose(
          index, on: &frame, row: row, area: area, column: first + home.place.cell * HomeBox.step + 2)
      } else {
        frame.write(line.text.clipped(to: area.columns), row: row, column: area.column)
        choose(index, on: &frame, row: row, area: area)
      }
    }
  }
}
