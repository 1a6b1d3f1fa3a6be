import Records
import ViewModels

/// A card in the middle of the body, with a title in its edge; in the smallest windows all of the body without one.
struct Card {
  let area: Area
  private let body: Area

  init(_ body: Area, rows: Int, below: Int) {
    let height = min(rows, body.rows)
    let width = min(58, body.columns)
    let top = max(0, (body.rows - height - below) / 2)
    self.body = body
    area = Area(
      row: body.row + top, column: body.column + (body.columns - width) / 2, rows: height, columns: width)
  }

  func draw(_ title: DisplayText, on frame: inout Frame) -> Area {
    frame.card(area, title: title, over: body)
  }
}

extension Area {
  /// Whether boxes would leave no room for what is in them.
  var isTiny: Bool { rows < 6 }
}

extension Frame {
  /// Clears a rectangle that lies over a body, with a box along its edge where there is room for one.
  ///
  /// - Returns: The rectangle inside.
  mutating func card(_ area: Area, title: DisplayText? = nil, over body: Area) -> Area {
    if body.isTiny {
      clear(body)
      return body
    }
    clear(area)
    return box(area, title: title)
  }
}
