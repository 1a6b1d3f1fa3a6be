import Records
import ViewModels

extension BedBoardModel {
  private static let floorWidth = 12
  private static let roomWidth = 21

  /// Draws the other floors, where there is room for all of them: the whole house is seen at once.
  func drawOtherFloors(on frame: inout Frame, in area: Area) {
    let others = board.floors.indices.filter { $0 != place.floor }.map { board.floors[$0] }
    let columns = max(1, (area.columns - BedBoardModel.floorWidth - 2) / BedBoardModel.roomWidth)
    let lines = others.map { max(1, ($0.rooms.count + columns - 1) / columns) }
    guard !others.isEmpty, lines.reduce(1, +) <= area.rows else { return }
    frame.write("Other floors", row: area.row, column: area.column + 1, style: .heading)
    var row = area.row + 1
    for (floor, count) in zip(others, lines) {
      frame.write(
        floor.name.clipped(to: BedBoardModel.floorWidth - 1), row: row, column: area.column + 1, style: .dim)
      for (index, room) in floor.rooms.enumerated() {
        drawLine(
          of: room, on: &frame, row: row + index / columns,
          column: area.column + 1 + BedBoardModel.floorWidth + index % columns * BedBoardModel.roomWidth)
      }
      row += count
    }
  }

  /// One room in a line: how its beds stand, and who lives there.
  private func drawLine(of room: Board.Room, on frame: inout Frame, row: Int, column: Int) {
    let style = style(room)
    let title = title(room, width: BedBoardModel.roomWidth - 2)
    let end = frame.write(title, row: row, column: column, style: style == .heading ? .text : style)
    let left = column + BedBoardModel.roomWidth - 2 - end
    let names = room.beds.map(\.headline).filter { !$0.isBlank }.joined(separator: ", ")
    if left > 2 {
      frame.write(
        names.clipped(to: left), row: row, column: end + 1, style: style == .urgent ? .urgent : .text)
    }
  }
}
