import Records
import ViewModels

extension HomeModel {
  /// Draws the parts side by side where there is room, else one below the other.
  func draw(on frame: inout Frame, in area: Area) {
    guard area.rows > 0, area.columns > 0 else { return }
    if area.columns >= 110, area.rows >= 24 {
      drawPanels(on: &frame, in: area)
    } else {
      HomeFlow(self, columns: area.columns, isDense: area.rows < 12).draw(on: &frame, in: area)
    }
    if frame.cursor == nil { frame.cursor = Position(row: area.row, column: area.column) }
  }

  /// Two columns of boxes, filled row by row; every box of a row is as high as its fullest.
  private func drawPanels(on frame: inout Frame, in area: Area) {
    let order = wideOrder
    let rows = stride(from: 0, to: order.count, by: 2).map { Array(order[$0..<min($0 + 2, order.count)]) }
    var heights = rows.map { row in row.map { wantedRows(panels[$0]) }.max() ?? 0 }
    while heights.reduce(0, +) > area.rows,
      let tallest = heights.indices.max(by: { heights[$0] < heights[$1] }),
      heights[tallest] > 4
    {
      heights[tallest] -= 1
    }
    giveRest(of: area, to: &heights, rows)
    var row = area.row
    for (height, pair) in zip(heights, rows) where row + 3 <= area.endRow {
      let rows = min(height, area.endRow - row)
      let left = pair.count == 1 ? area.columns : area.columns / 2
      for (place, index) in pair.enumerated() {
        let box = Area(
          row: row, column: area.column + place * left, rows: rows,
          columns: place == 0 ? left : area.columns - left)
        HomeBox(self, index).draw(on: &frame, in: box)
      }
      row += rows
    }
  }

  /// The rows that nothing else wants show more of what needs the person, and each of its lines whole.
  private func giveRest(of area: Area, to heights: inout [Int], _ rows: [[Int]]) {
    guard let place = rows.firstIndex(where: { $0.contains { panels[$0].kind == .needs } }),
      let needs = rows[place].first(where: { panels[$0].kind == .needs })
    else { return }
    let columns = rows[place].count == 1 ? area.columns : area.columns / 2
    let box = HomeBox(self, needs)
    let whole = box.wholeRows(columns: columns - 4) + 2
    let rest = area.rows - heights.reduce(0, +)
    heights[place] += min(max(0, rest), max(0, whole - heights[place]))
  }

  /// What needs the person stands at the right of the occupancy, where the eye ends.
  private var wideOrder: [Int] {
    var order = Array(panels.indices)
    if order.count > 1, panels[0].kind == .needs, panels[1].kind == .occupancy { order.swapAt(0, 1) }
    return order
  }

  private func wantedRows(_ panel: HomePanel) -> Int {
    switch panel.kind {
    case .incidents: 3 + 2 * min(3, panel.lines.count)
    case .hours: panel.lines.isEmpty ? 3 : 9
    case .needs: min(9, max(5, panel.lines.count)) + 2
    case .events: min(8, max(3, panel.lines.count)) + 2
    default: min(7, max(2, panel.lines.count)) + 2
    }
  }

  /// The lines that a room of so many rows shows: those around the chosen one, if it is in this part.
  func window(of panel: Int, rows: Int) -> Range<Int> {
    let lines = lines(of: panel)
    let chosen = place.panel == panel ? place.line : lines.lowerBound
    let first = max(lines.lowerBound, min(chosen - rows + 1, lines.upperBound - rows))
    let start = chosen >= lines.lowerBound + rows ? max(first, chosen - rows + 1) : lines.lowerBound
    return start..<min(lines.upperBound, start + max(0, rows))
  }

  /// How many lines of a part stand above and below those that a room of so many rows shows.
  func unseen(of panel: Int, rows: Int) -> DisplayText {
    let lines = lines(of: panel)
    let window = window(of: panel, rows: rows)
    let above = window.lowerBound - lines.lowerBound
    let below = lines.upperBound - window.upperBound
    return [
      above > 0 ? "\(above) above" as DisplayText : nil, below > 0 ? "+ \(below) more" as DisplayText : nil,
    ].compactMap(\.self).joined(separator: ", ")
  }

  func isChosen(_ panel: Int, _ line: Int) -> Bool { place.panel == panel && place.line == line }
}

extension HomePanel.Urgency {
  /// How its sign and words are drawn; nil for what is not urgent.
  var style: Style? {
    switch self {
    case .overdue: .urgent
    case .today: .due
    case .none: nil
    }
  }
}
