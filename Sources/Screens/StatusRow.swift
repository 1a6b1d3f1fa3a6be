import Records
import ViewModels

/// The sentence above the footer, in as many rows as it needs, and the place among many at its right.
///
/// A message lies over what is above it until the next key; a hint, which stays, takes at most a second row. Of a
/// question that is answered in it the end is kept: what is typed, and as much of the question before as there is room.
@MainActor
struct StatusRow {
  let lines: [DisplayText]
  private let position: DisplayText
  private let style: Style

  init(_ app: AppModel, _ size: Size) {
    let position = app.top?.model.position ?? ""
    let text = app.message?.text ?? app.top?.model.status ?? ""
    let isLeftOut = size.tier == .tiny && !text.isBlank && (app.message != nil || position.width > 6)
    let room = max(1, size.columns - 2 - (position.isBlank || isLeftOut ? 0 : position.width + 2))
    let limit = app.message != nil ? max(1, size.rows - 2) : size.tier < .standard ? 1 : 2
    let isTyped = app.message == nil && app.top?.model.takesText == true && text.text.hasSuffix("_")
    lines =
      isTyped
      ? text.wrapped(to: room).end(of: limit, columns: room)
      : text.wrapped(to: room).cut(to: limit, columns: room)
    self.position = isLeftOut ? "" : position
    style =
      switch app.message?.kind {
      case .refused: .warning
      case .failed: .error
      case .done: .ok
      case nil: .hint
      }
  }

  func draw(on frame: inout Frame, lastRow: Int) {
    for (index, line) in lines.enumerated() {
      let row = lastRow - lines.count + 1 + index
      frame.repeatSign(" ", row: row)
      frame.write(line, row: row, column: 1, style: style)
    }
    // It changes with every row: plain, it costs the line no change of looks.
    frame.write(position, row: lastRow, column: frame.size.columns - position.width - 1)
  }
}
