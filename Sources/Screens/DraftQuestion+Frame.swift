import Records
import ViewModels

extension DraftQuestion {
  /// Draws the card that asks whether to carry on with the draft.
  @MainActor
  func draw(_ app: AppModel, on frame: inout Frame, in area: Area) {
    let card = Card(area, rows: 6, below: 0)
    let inner = card.draw("You began this before", on: &frame)
    let column = inner.column + 2
    let when = app.shown(.instant(draft.savedAt), style: .medium)
    let fields: DisplayText = draft.content.count == 1 ? "1 field" : "\(String(draft.content.count)) fields"
    frame.write(
      "Draft of \(when), \(fields).", row: inner.row, column: column, width: inner.endColumn - column - 1)
    let row = min(inner.row + 2, inner.lastRow)
    let end = frame.write(" Enter  carry on ", row: row, column: column, style: .buttonFocus)
    if let fresh { frame.write(fresh, row: row, column: end + 1, style: .button) }
    frame.cursor = Position(row: row, column: column)
  }

  /// The button that starts fresh, while it is offered.
  private var fresh: DisplayText? {
    switch stage {
    case .asked: "  f  start fresh "
    case .sure: "  f  yes, drop it "
    case .strayed: nil
    }
  }
}
