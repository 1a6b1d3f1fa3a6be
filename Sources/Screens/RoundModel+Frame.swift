import Records
import ViewModels

extension RoundModel {
  /// Draws the rounds of the night in a line, how the shown one stands, and a row for each person.
  func draw(on frame: inout Frame, in area: Area) {
    guard area.rows > 0, area.columns > 0 else { return }
    frame.cursor = Position(row: area.row, column: area.column)
    guard !slots.isEmpty else { return }
    let hasHead = area.rows > 4
    if hasHead {
      drawNight(on: &frame, row: area.row, in: area)
      drawStanding(on: &frame, row: area.row + 1, in: area)
    }
    let top = area.row + (hasHead ? 3 : 0)
    if hasHead { drawTitles(on: &frame, row: area.row + 2, in: area) }
    drawPeople(
      on: &frame, in: Area(row: top, column: area.column, rows: area.endRow - top, columns: area.columns))
  }

  // MARK: Head

  /// `22:00 done  00:00 done late  [02:00 due]  04:00 to come`; as many around the shown one as there is room for.
  private func drawNight(on frame: inout Frame, row: Int, in area: Area) {
    let words = slots.enumerated().map { index, slot -> DisplayText in
      let text: DisplayText = "\(time(slot.window.lowerBound)) \(slot.standing.word)"
      return index == place ? "[\(text)]" : text
    }
    var first = place
    var room = area.columns - 2 - words[place].width
    while first > 0, room >= words[first - 1].width + 2 {
      first -= 1
      room -= words[first].width + 2
    }
    var column = area.column + 1
    for index in first..<words.count {
      let isUrgent = slots[index].standing.isUrgent
      guard column + words[index].width + (isUrgent ? 2 : 0) < area.endColumn else { break }
      column = frame.write(
        words[index], row: row, column: column, style: index == place ? .tabOpen : .tab)
      if isUrgent {
        frame.sign(.urgent, row: row, column: column + 1)
        column += 2
      }
      column += 2
    }
  }

  private func drawStanding(on frame: inout Frame, row: Int, in area: Area) {
    guard let slot else { return }
    let lines = people.compactMap { line(of: $0) }
    let tally = tally
    let absent = lines.count { $0.status == .notFound }
    let grace = sheet.night?.hours.grace ?? 0
    var words: [DisplayText] = [
      "Due \(time(slot.window.lowerBound)) to \(time(slot.window.lowerBound.adding(minutes: grace)))",
      "\(tally.seen) seen, \(tally.left) left" + (tally.away > 0 ? ", \(tally.away) away" : ""),
    ]
    if let by = round?.by, !by.isBlank { words.append(by) }
    if let stated { words.append("seen at \(stated)") }
    var column = frame.write(
      words.joined(separator: "   "), row: row, column: area.column + 1, width: nil,
      style: slot.standing.isUrgent ? .urgent : .dim)
    if absent > 0 {
      column = frame.write("\(absent) not found", row: row, column: column + 3, style: .urgent)
      frame.sign(.urgent, row: row, column: column + 1)
    }
  }

  // MARK: People

  /// The columns of a row, as wide as there is room.
  private struct Columns {
    let room: Int
    let person: Int
    let seen: Int
    let at = 6
    let note: Int

    /// In a narrow window the rooms have no more than the widest of their names.
    init(_ width: Int, widest: Int) {
      let isWide = width >= 60
      room = isWide ? 7 : max(3, min(7, widest + 1))
      seen = isWide ? 13 : 12
      person = isWide ? 22 : max(8, width - 3 - room - (width >= 36 ? seen + at : 1))
      note = max(0, width - 4 - room - person - seen - at - 3)
    }
  }

  private var widestRoom: Int { max(4, people.map(\.room.width).max() ?? 0) }

  private func drawTitles(on frame: inout Frame, row: Int, in area: Area) {
    let columns = Columns(area.columns, widest: widestRoom)
    write(["Room", "Person", "Seen", "At", "Note"], columns, on: &frame, row: row, in: area, .dim)
  }

  private func drawPeople(on frame: inout Frame, in area: Area) {
    let columns = Columns(area.columns, widest: widestRoom)
    frame.lines(people, chosen: selected, in: area) { person, row, isChosen, frame in
      draw(person, columns, on: &frame, row: row, in: area, isChosen: isChosen)
    }
  }

  private func draw(
    _ person: RoundSheet.Person, _ columns: Columns, on frame: inout Frame, row: Int, in area: Area,
    isChosen: Bool
  ) {
    let line = line(of: person)
    var cells: [DisplayText] = [person.room, person.name, "", "", ""]
    var style = isDue(person) || line != nil ? Style.text : .disabled
    if let line {
      cells[2] = line.status.word
      cells[3] = "\(time(line.at))"
      let marks: [DisplayText] = [
        line.isEnteredLater ? "entered later" : "", line.former.map { "was \($0.word)" } ?? "", line.words,
      ]
      cells[4] = marks.filter { !$0.isBlank }.joined(separator: "; ")
    } else if let away = filled(person) {
      cells[2] = away.word
      cells[4] = "filled in at the end"
      style = .dim
    } else if person.isMissing {
      cells[4] = "is looked for now"
    } else if let away = person.away {
      cells[4] = "\(away.word) now"
    } else if !isDue(person) {
      cells[4] = person.every == 0 ? "agreed: not at night" : "not due in this round"
    }
    if case .sighting(let sighting) = mode, sighting.pressed.person.stay == person.stay {
      cells[2] = sighting.pressed.status.word + "?"
    }
    if case .telling(let telling) = mode, telling.pressed.person.stay == person.stay {
      cells[2] = telling.status.word
      cells[4] = "\(telling.line.text)_"
    }
    write(cells, columns, on: &frame, row: row, in: area, style)
    if line?.status == .notFound, area.columns >= 36 {
      let column = area.column + 3 + columns.room + columns.person + RoundStatus.notFound.word.width + 1
      frame.sign(.urgent, row: row, column: column)
    }
  }

  private func write(
    _ cells: [DisplayText], _ columns: Columns, on frame: inout Frame, row: Int, in area: Area, _ style: Style
  ) {
    let widths = [columns.room, columns.person, columns.seen, columns.at, columns.note]
    var column = area.column + 3
    for (text, width) in zip(cells, widths) {
      let room = min(width, area.endColumn - column)
      guard room > 1 else { return }
      frame.write(text.clipped(to: room - 1), row: row, column: column, style: style)
      column += width
    }
  }
}
