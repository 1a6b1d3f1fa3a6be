import Records
import ViewModels

/// Today in one column: rows of pieces that break where the window ends, scrolled to what is chosen.
@MainActor
struct HomeFlow {
  private let home: HomeModel
  private let columns: Int
  private let isDense: Bool
  private var rows: [[Piece]] = []

  /// A piece of a row, with the place it opens.
  struct Piece {
    var text: DisplayText
    var style: Style = .text
    var sign: Style?
    var place: HomeModel.Place?
    var isRight = false
  }

  init(_ home: HomeModel, columns: Int, isDense: Bool) {
    self.home = home
    self.columns = columns
    self.isDense = isDense
    for index in home.panels.indices { add(index) }
  }

  // MARK: Drawing

  func draw(on frame: inout Frame, in area: Area) {
    let chosen = rows.firstIndex { $0.contains { isChosen($0) } } ?? 0
    let first = max(0, min(chosen - area.rows + 2, rows.count - area.rows))
    let start = chosen < area.rows - 1 ? 0 : first
    for (offset, pieces) in rows[start..<min(rows.count, start + area.rows)].enumerated() {
      draw(pieces, on: &frame, row: area.row + offset, in: area)
    }
  }

  private func draw(_ pieces: [Piece], on frame: inout Frame, row: Int, in area: Area) {
    var column = area.column
    let right = pieces.filter(\.isRight).reduce(0) { $0 + width($1) + 1 }
    for piece in pieces where !piece.isRight {
      column = draw(piece, on: &frame, row: row, column: column, end: area.endColumn - right)
    }
    column = area.endColumn - right
    for piece in pieces where piece.isRight {
      column = draw(piece, on: &frame, row: row, column: column, end: area.endColumn) + 1
    }
  }

  private func draw(_ piece: Piece, on frame: inout Frame, row: Int, column: Int, end: Int) -> Int {
    let room = end - column - (piece.sign == nil ? 0 : 2)
    guard room > 0 else { return column }
    var next = frame.write(piece.text.clipped(to: room), row: row, column: column, style: piece.style)
    if let sign = piece.sign {
      frame.sign(sign, row: row, column: next + 1)
      next += 2
    }
    if isChosen(piece) {
      frame.select(row: row, column: column, width: next - column)
      frame.cursor = Position(row: row, column: column)
    }
    return next
  }

  private func width(_ piece: Piece) -> Int { piece.text.width + (piece.sign == nil ? 0 : 2) }

  private func isChosen(_ piece: Piece) -> Bool {
    guard let place = piece.place, home.place.panel == place.panel, home.place.line == place.line else {
      return false
    }
    let cells = home.panels[place.panel].lines[place.line].cells.count
    return place.cell == home.place.cell || place.cell == 0 && !hasOwnPiece(place, cells)
  }

  /// Whether the chosen cell of a line has a piece of its own; else the first stands for all.
  private func hasOwnPiece(_ place: HomeModel.Place, _ cells: Int) -> Bool {
    home.panels[place.panel].kind == .occupancy && home.place.cell < cells
  }

  // MARK: Rows

  private mutating func add(_ index: Int) {
    let panel = home.panels[index]
    switch panel.kind {
    case .needs, .events, .activity, .people, .yours: addLines(panel, index)
    case .occupancy, .incidents, .hours, .staff: addPieces(panel, index)
    }
    if !isDense { rows.append([]) }
  }

  /// A heading and its lines, at most so many around the chosen one.
  private mutating func addLines(_ panel: HomePanel, _ index: Int) {
    var head = [Piece(text: " " + title(panel), style: .heading)]
    if case .needs(let overdue, let today) = panel.picture, overdue + today > 0 {
      head.append(Piece(text: "\(overdue) overdue, \(today) today", style: .dim, isRight: true))
    }
    if columns >= 40 || panel.lines.isEmpty { rows.append(head) }
    if panel.lines.isEmpty {
      rows[rows.count - 1].append(Piece(text: "  " + panel.empty, style: .dim))
      return
    }
    let most = panel.kind == .needs || panel.kind == .people ? 5 : 4
    for line in home.window(of: index, rows: most) { rows.append(pieces(panel, index, line)) }
    let unseen = home.unseen(of: index, rows: most)
    if !unseen.isBlank { rows[rows.count - 1].append(Piece(text: " " + unseen, style: .dim, isRight: true)) }
  }

  private func pieces(_ panel: HomePanel, _ index: Int, _ line: Int) -> [Piece] {
    let one = panel.lines[line]
    let isChosen = home.isChosen(index, line)
    var pieces = [Piece(text: isChosen ? "▸" : " ")]
    if let style = one.urgency.style, panel.kind == .needs {
      pieces.append(Piece(text: DisplayText(style.sign.map(String.init) ?? ""), style: style))
      let lead: DisplayText = one.tail.isBlank ? one.lead : "\(one.lead) \(one.tail)"
      // The widest of the part: a number without its unit says nothing.
      let widest = panel.lines.map { $0.lead.width + ($0.tail.isBlank ? 0 : $0.tail.width + 1) }.max() ?? 0
      let shown =
        columns >= 60
        ? " " + lead.filled(to: max(13, min(18, widest))) : columns >= 40 ? " " + one.tail.or("today") : ""
      pieces.append(Piece(text: shown, style: style))
    } else if !one.lead.isBlank {
      pieces.append(Piece(text: " " + one.lead + " ", style: .dim))
    }
    let number = panel.kind == .yours ? one.cells.first?.text ?? "" : ""
    let text: DisplayText = number.isBlank ? one.text : "\(number) \(one.text)"
    let room = panel.kind == .needs ? columns - 1 - pieces.reduce(0) { $0 + width($1) } : columns
    let clipped = panel.kind == .needs ? text.clippedBeforeName(to: max(1, room)) : text
    pieces.append(Piece(text: " " + clipped, place: HomeModel.Place(panel: index, line: line)))
    if panel.kind != .needs, !one.tail.isBlank, columns >= 60 {
      pieces.append(
        Piece(text: one.tail, style: one.urgency.style ?? .dim, sign: one.urgency.style, isRight: true))
    }
    return pieces
  }

  private func title(_ panel: HomePanel) -> DisplayText { DisplayText(panel.title.text.uppercased()) }

  // MARK: One row for a part

  private mutating func addPieces(_ panel: HomePanel, _ index: Int) {
    var row = [Piece(text: " " + short(panel), style: .heading)]
    if panel.lines.isEmpty {
      rows.append(row + [Piece(text: "  " + panel.empty, style: .dim)])
      return
    }
    var used = row[0].text.width
    for line in home.lines(of: index) {
      for piece in inline(panel, index, line) {
        if used + width(piece) > columns - 1, used > 1 {
          rows.append(row)
          row = [Piece(text: "  ")]
          used = 2
        }
        if piece.text.isBlank, row.count == 1, used == 2 { continue }
        row.append(piece)
        used += width(piece)
      }
    }
    rows.append(row)
  }

  private func short(_ panel: HomePanel) -> DisplayText {
    switch panel.kind {
    case .occupancy: "OCCUPANCY"
    case .incidents: "INCIDENTS 8 wk"
    case .hours: title(panel)
    default: "STAFF"
    }
  }

  private func inline(_ panel: HomePanel, _ index: Int, _ number: Int) -> [Piece] {
    let line = panel.lines[number]
    let place = HomeModel.Place(panel: index, line: number)
    switch panel.picture {
    case .occupancy(let census):
      if number == 0 { return residence(census, line, place) }
      let lead = line.lead.text.lowercased().replacing("in ", with: "").replacing("on ", with: "")
      return [
        Piece(text: "   "),
        Piece(text: "\(lead) \(line.cells.first?.text ?? "")", sign: line.urgency.style, place: place),
      ]
    case .incidents:
      let weeks = line.cells.dropFirst().compactMap { Int($0.text.text) }
      let word = DisplayText(line.lead.text).clipped(to: 10)
      return [
        Piece(text: "  "),
        Piece(
          text: "\(word) \(Chart.sparkline(weeks).line) \(line.cells.first?.text ?? "") \(line.text)",
          place: place),
      ]
    case .hours: return [Piece(text: "  "), Piece(text: line.text, place: place)]
    case .needs, .none:
      return [
        Piece(text: "  "),
        Piece(
          text: "\(line.lead) \(line.tail)", style: line.urgency.style ?? .text, sign: line.urgency.style,
          place: place),
      ]
    }
  }

  private func residence(_ census: BedCensus, _ line: HomePanel.Line, _ place: HomeModel.Place) -> [Piece] {
    var beds = place
    beds.cell = 1
    let numbers = line.cells.map(\.text)
    var pieces = [
      Piece(text: "  "), Piece(text: numbers.first ?? "", place: place), Piece(text: "/", style: .dim),
      Piece(text: numbers.last ?? "", place: beds),
    ]
    if columns >= 60 {
      pieces.append(Piece(text: "  " + Chart.bar(percent: census.percent ?? 0, columns: 20), style: .chart1))
    }
    return pieces + [Piece(text: "  " + line.tail)]
  }
}
