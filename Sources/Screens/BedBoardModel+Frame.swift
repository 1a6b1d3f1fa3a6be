import Records
import ViewModels

extension BedBoardModel {
  /// Draws the floor as cards, as cells or as a list, and below it what is known of the chosen bed.
  func draw(on frame: inout Frame, in area: Area) {
    guard area.rows > 0, area.columns > 0 else { return }
    if area.rows > 3 || takesText { drawHead(on: &frame, row: area.row, in: area) }
    if frame.cursor == nil { frame.cursor = Position(row: area.row, column: area.column) }
    guard let floor, !floor.rooms.isEmpty else { return }
    switch app.size.tier {
    case .wide: drawCards(floor, on: &frame, in: area)
    case .standard: drawCells(floor, on: &frame, in: area)
    case .narrow, .tiny, .none: drawList(floor, on: &frame, in: area)
    }
  }

  // MARK: Head

  /// The floors, the chosen one in brackets, and the key of signs; or what is being looked for.
  private func drawHead(on frame: inout Frame, row: Int, in area: Area) {
    var column = area.column + 1
    if case .finding(let line) = mode {
      column = frame.write("Find: ", row: row, column: column, style: .key)
      let width = max(1, min(30, area.endColumn - column - 1))
      frame.write(DisplayText(line.text), row: row, column: column, width: width, style: .fieldFocus)
      frame.cursor = Position(
        row: row, column: min(column + DisplayText(line.text).width, column + width - 1))
      return
    }
    let hasRoom = area.columns >= 60
    if hasRoom { column = frame.write("Floor: ", row: row, column: column, style: .dim) }
    for (index, floor) in board.floors.enumerated() where hasRoom || index == place.floor {
      let isOpen = index == place.floor
      let text = isOpen && hasRoom ? "[\(floor.name)]" : floor.name
      guard column + text.width < area.endColumn else { break }
      column = frame.write(text, row: row, column: column, style: isOpen ? .tabOpen : .tab) + 1
    }
    drawKey(on: &frame, row: row, from: column, in: area)
  }

  private func drawKey(on frame: inout Frame, row: Int, from start: Int, in area: Area) {
    let isAnyMissing = board.floors.contains { $0.beds.contains { $0.standing == .missing } }
    var key: [(BedStanding, DisplayText, DisplayText)] = [
      (.occupied, "occupied", "in"), (.hospital, "hospital", "hosp"), (.leave, "leave", "leave"),
      (.reserved, "reserved", "reserved"), (.void, "void", "void"), (.closed, "closed", "shut"),
    ]
    if isAnyMissing { key.insert((.missing, BedStanding.missing.word, "MISSING"), at: 0) }
    let isWide = area.columns >= 110
    let words = key.map { "\($0.0.sign) \(isWide ? $0.1 : $0.2)" as DisplayText }.joined(separator: "  ")
    let column = area.endColumn - words.width - 1
    guard column >= start else { return }
    frame.write(words, row: row, column: column, style: .dim)
  }

  // MARK: Cards

  /// In the place of a bed where a room to sleep in has none.
  private static let noBed: DisplayText = "no bed yet"
  private static let cardWidth = 20
  private static let cardRows = 5
  /// The rows below the cards: three lines on the bed, its history and the outlook.
  private static let bottomRows = 11

  private func drawCards(_ floor: Board.Floor, on frame: inout Frame, in area: Area) {
    let top = area.row + 2
    let visible = max(1, (area.rows - 2 - BedBoardModel.bottomRows) / BedBoardModel.cardRows)
    let used = each(floor, visible: visible) { index, line, column in
      let card = Area(
        row: top + line * BedBoardModel.cardRows, column: area.column + 1 + column * BedBoardModel.cardWidth,
        rows: BedBoardModel.cardRows, columns: BedBoardModel.cardWidth - 1)
      drawCard(floor.rooms[index], index, on: &frame, in: card)
    }
    let row = top + used * BedBoardModel.cardRows + 1
    drawDetail(
      on: &frame, in: Area(row: row, column: area.column, rows: area.endRow - row, columns: area.columns))
    let below = row + BedBoardModel.bottomRows
    drawOtherFloors(
      on: &frame,
      in: Area(row: below, column: area.column, rows: area.endRow - below, columns: area.columns))
  }

  private func drawCard(_ room: Board.Room, _ index: Int, on frame: inout Frame, in area: Area) {
    let isChosen = index == place.room
    let inside = frame.box(
      area, title: title(room, width: area.columns - 6), lines: isChosen ? .double : .single,
      style: isFrom(room) ? .due : .border, titleStyle: style(room))
    let text = Area(
      row: inside.row, column: inside.column + 1, rows: inside.rows, columns: inside.columns - 2)
    if room.beds.count == 1, let bed = room.beds.first {
      write(Board.Mark(bed.headline), on: &frame, row: text.row, in: text)
      write(bed.second, on: &frame, row: text.row + 1, in: text)
      write(bed.third, on: &frame, row: text.row + 2, in: text)
      if isChosen { choose(on: &frame, row: text.row, in: text) }
      return
    }
    if room.beds.isEmpty {
      write(Board.Mark(BedBoardModel.noBed), on: &frame, row: text.row, in: text)
      if isChosen { choose(on: &frame, row: text.row, in: text) }
      return
    }
    let first = isChosen ? max(0, min(place.bed - 2, room.beds.count - 3)) : 0
    for (offset, bed) in room.beds.dropFirst(first).prefix(text.rows).enumerated() {
      let line: DisplayText = "\(room.label(of: bed)) \(bed.standing.sign) \(bed.headline)"
      write(Board.Mark(line, isUrgent: bed.isUrgent), on: &frame, row: text.row + offset, in: text)
      if isChosen, first + offset == place.bed { choose(on: &frame, row: text.row + offset, in: text) }
    }
  }

  /// The room with how its beds stand; their labels go where there is no room for them.
  func title(_ room: Board.Room, width: Int) -> DisplayText {
    let whole: DisplayText = "\(room.name) \(room.signs)"
    if whole.width <= width { return whole }
    return "\(room.name) \(room.beds.map(\.standing.sign).joined(separator: ""))"
  }

  private func write(_ mark: Board.Mark, on frame: inout Frame, row: Int, in area: Area) {
    let room = area.columns - (mark.isUrgent ? 2 : 0)
    let end = frame.write(mark.text.clipped(to: room), row: row, column: area.column)
    if mark.isUrgent { frame.sign(.urgent, row: row, column: end + 1) }
  }

  private func choose(on frame: inout Frame, row: Int, in area: Area) {
    frame.select(row: row, column: area.column, width: area.columns)
    if case .finding = mode { return }
    frame.cursor = Position(row: row, column: area.column)
  }

  /// Whether the resident who is to move has a bed in this room now.
  private func isFrom(_ room: Board.Room) -> Bool {
    guard case .moving(let move) = mode else { return false }
    return room.beds.contains { $0.facts.id == move.from }
  }

  func style(_ room: Board.Room) -> Style {
    if isFrom(room) { return .due }
    let standings = Set(room.beds.map(\.standing))
    if standings == [.closed] { return .disabled }
    if standings.contains(.missing) { return .urgent }
    return standings.contains(.hospital) || standings.contains(.leave) ? .due : .heading
  }

  // MARK: Cells

  private func drawCells(_ floor: Board.Floor, on frame: inout Frame, in area: Area) {
    let bottom = area.rows >= 16 ? 7 : 0
    let visible = max(1, (area.rows - 2 - bottom) / 3)
    let used = each(floor, visible: visible) { index, line, column in
      drawCell(
        floor.rooms[index], index, on: &frame, row: area.row + 2 + line * 3,
        column: area.column + 1 + column * 13)
    }
    guard bottom > 0 else { return }
    let row = area.row + 2 + used * 3
    drawDetail(
      on: &frame, in: Area(row: row, column: area.column, rows: area.endRow - row, columns: area.columns))
  }

  private func drawCell(_ room: Board.Room, _ index: Int, on frame: inout Frame, row: Int, column: Int) {
    let isChosen = index == place.room
    frame.write(isChosen ? "▸" : isFrom(room) ? "●" : " ", row: row, column: column)
    frame.write(
      title(room, width: 11).clipped(to: 11), row: row, column: column + 1,
      style: style(room))
    let bed = isChosen ? self.bed : room.beds.first { $0.standing.isInUse } ?? room.beds.first
    if let bed {
      write(bed, of: room, on: &frame, row: row + 1, column: column + 2)
    } else {
      frame.write(BedBoardModel.noBed, row: row + 1, column: column + 2, width: 10)
    }
    guard isChosen else { return }
    frame.select(row: row, column: column, width: 12)
    frame.select(row: row + 1, column: column, width: 12)
    if case .finding = mode { return }
    frame.cursor = Position(row: row, column: column + 1)
  }

  private func write(
    _ bed: Board.Bed, of room: Board.Room, on frame: inout Frame, row: Int, column: Int
  ) {
    let more = room.beds.count > 1 ? "\(room.label(of: bed)) " : "" as DisplayText
    let width = 10 - (bed.isUrgent ? 2 : 0)
    let end = frame.write((more + bed.headline).clipped(to: width), row: row, column: column)
    if bed.isUrgent { frame.sign(.urgent, row: row, column: end + 1) }
  }

  /// Draws the rooms that are in view, in lines of as many as there are columns, and says how many lines that is.
  private func each(_ floor: Board.Floor, visible: Int, _ draw: (Int, Int, Int) -> Void) -> Int {
    let columns = max(1, self.columns)
    let lines = (floor.rooms.count + columns - 1) / columns
    let first = max(0, min(place.room / columns - visible + 1, lines - visible))
    let shown = place.room / columns < visible ? 0 : first
    for index in floor.rooms.indices where shown..<(shown + visible) ~= index / columns {
      draw(index, index / columns - shown, index % columns)
    }
    return min(visible, lines)
  }

  // MARK: List

  private func drawList(_ floor: Board.Floor, on frame: inout Frame, in area: Area) {
    let beds = floor.rooms.enumerated().flatMap { room, cell in
      // A room without beds has its line too.
      (0..<max(1, cell.beds.count)).map { (room: room, bed: $0) }
    }
    let top = area.rows > 3 ? 1 : 0
    let rows = area.rows - top
    let chosen = beds.firstIndex { $0.room == place.room && $0.bed == place.bed } ?? 0
    let first = max(0, chosen - rows + 1)
    for (offset, entry) in beds.dropFirst(first).prefix(rows).enumerated() {
      let room = floor.rooms[entry.room]
      let bed = room.beds.indices.contains(entry.bed) ? room.beds[entry.bed] : nil
      let row = area.row + top + offset
      let isChosen = first + offset == chosen
      frame.write(isChosen ? "▸" : " ", row: row, column: area.column)
      let text: DisplayText =
        bed.map { "\(room.name(of: $0)) \($0.standing.sign) \($0.headline)" }
        ?? "\(room.name): \(BedBoardModel.noBed)"
      let end = frame.write(
        text.clipped(to: area.columns - 4), row: row, column: area.column + 2)
      if bed?.isUrgent == true { frame.sign(.urgent, row: row, column: end + 1) }
      let note = bed.map { $0.third.text.or($0.second.text) } ?? ""
      let column = area.endColumn - note.width - 1
      if column > end + 2 { frame.write(note, row: row, column: column, style: .dim) }
      guard isChosen else { continue }
      frame.select(row: row, column: area.column, width: area.columns)
      if case .finding = mode { continue }
      frame.cursor = Position(row: row, column: area.column + 2)
    }
  }
}
