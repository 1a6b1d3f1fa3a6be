import Records
import ViewModels

extension BedBoardModel {
  /// Draws the body of the screen and sets the cursor on what is chosen.
  func draw(on frame: inout Frame, in area: Area) {
    frame.cursor = Position(row: area.row, column: area.column)
  }
}
