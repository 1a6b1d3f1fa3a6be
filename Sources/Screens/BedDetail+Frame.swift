import Records
import ViewModels

extension BedBoardModel {
  /// What is known of the chosen bed, and the next fourteen days, as far as there is room.
  func drawDetail(on frame: inout Frame, in area: Area) {
    guard area.rows > 1 else { return }
    guard let detail else { return }
    let next =
      area.columns >= 110 ? drawWide(detail, on: &frame, in: area) : drawNarrow(detail, on: &frame, in: area)
    guard let outlook, next + 1 < area.endRow else { return }
    draw(outlook, on: &frame, from: next, in: area)
  }

  private func drawWide(_ detail: BedDetail, on frame: inout Frame, in area: Area) -> Int {
    let column = frame.write(detail.title, row: area.row, column: area.column + 1, style: .heading) + 3
    let until = detail.until.isBlank ? 0 : detail.until.width + 2
    let standing = detail.standing.clipped(to: max(30, area.endColumn - 1 - column - until))
    frame.write(standing, row: area.row, column: column)
    let end = area.endColumn - 1 - detail.until.width
    if end > column + standing.width {
      frame.write(detail.until, row: area.row, column: end, style: detail.isUrgent ? .urgent : .text)
    }
    frame.write(detail.room.clipped(to: area.columns - 2), row: area.row + 1, column: area.column + 1)
    frame.write(
      detail.history.clipped(to: area.columns - 2), row: area.row + 2, column: area.column + 1, style: .dim)
    return area.row + 4
  }

  private func drawNarrow(_ detail: BedDetail, on frame: inout Frame, in area: Area) -> Int {
    frame.rule(row: area.row, column: area.column, width: area.columns)
    frame.write(" \(detail.title) ", row: area.row, column: area.column + 1, style: .heading)
    let until: DisplayText = detail.until.isBlank ? "" : " \(detail.until)."
    frame.write(
      ("\(detail.standing).\(until)" as DisplayText).clipped(to: area.columns - 2), row: area.row + 1,
      column: area.column + 1,
      style: detail.isUrgent ? .urgent : .text)
    frame.write(detail.room.clipped(to: area.columns - 2), row: area.row + 2, column: area.column + 1)
    return area.row + 4
  }

  private func draw(_ outlook: BedOutlook, on frame: inout Frame, from row: Int, in area: Area) {
    let isWide = area.columns >= 110
    let (label, step) = isWide ? (22, 4) : (10, 3)
    let width = isWide ? 3 : 2
    func line(_ row: Int, _ name: DisplayText, _ texts: [DisplayText], _ style: Style = .text) {
      guard row < area.endRow else { return }
      frame.write(name.clipped(to: label - 2), row: row, column: area.column + 1, style: style)
      for (index, text) in texts.enumerated() {
        frame.write(
          text, row: row, column: area.column + label + index * step, width: width, style: style,
          align: .trailing)
      }
    }
    line(row, isWide ? "14-day outlook" : "14 days", outlook.days.map { "\($0.parts.day)" }, .heading)
    var next = row + 1
    if isWide {
      line(next, "In use (of \(outlook.openBeds) open)", outlook.inUse.map { "\($0)" })
      line(next + 1, "Free, ready by then", outlook.free.map { "\($0)" })
      next += 2
    }
    for entry in outlook.rows {
      guard next < area.endRow else { return }
      line(next, isWide ? entry.name : entry.room, entry.standings.map(\.sign))
      let column = area.column + label + outlook.days.count * step + 3
      if isWide, !entry.note.isBlank {
        frame.write(
          entry.note.clipped(to: area.endColumn - column - 1), row: next, column: column, style: .dim)
      }
      next += 1
    }
  }
}
