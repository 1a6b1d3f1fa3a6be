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
    let style = slot.standing.isUrgent ? Style.urgent : .dim
    let words: [DisplayText] = [
      window(of: slot, isWide: area.columns >= 60),
      "\(tally.seen) seen, \(tally.left) left" + (tally.away > 0 ? ", \(tally.away) away" : ""),
    ]
    var column = frame.write(
      words.joined(separator: "   "), row: row, column: area.column + 1, width: nil, style: style)
    if absent > 0 {
      column = frame.write("\(absent) not found", row: row, column: column + 3, style: .urgent)
      frame.sign(.urgent, row: row, column: column + 1)
      column += 2
    }
    // Who made it stands last: it is the first to go where there is no room for all.
    let told: [DisplayText?] = [round?.by, stated.map { "seen at \($0)" }]
    for word in told.compactMap(\.self)
    where !word.isBlank && column + 3 + RoundModel.leastOfName <= area.endColumn {
      column = frame.write(
        word, row: row, column: column + 3, width: area.endColumn - column - 3, style: style)
    }
  }

  /// The fewest columns in which somebody is known by what is left of their name.
  private static let leastOfName = 8

  /// Of which day the shown round is, and from when to when it is made: `Round Sun 22 Nov, 22:00 to 22:15`.
  private func window(of slot: RoundSheet.Slot, isWide: Bool) -> DisplayText {
    let begin = slot.window.lowerBound
    let end = begin.adding(minutes: sheet.night?.hours.grace ?? 0)
    let hours: DisplayText = "\(time(begin)) to \(time(end))"
    guard isWide else { return "Round \(hours)" }
    let day = (sheet.night?.hours.zone ?? .utc).day(at: begin)
    return "Round \(HomeModel.weekdays[day.weekday]) \(app.shown(.day(day))), \(hours)"
  }

  // MARK: People

  private static let titles: [DisplayText] = ["Room", "Person", "Seen", "At", "Note"]

  /// The columns of a row, as wide as there is room: room, person, seen, at and note, each with a gap.
  private func columns(_ width: Int) -> [Int] {
    let rows = [RoundModel.titles] + people.map { cells(of: $0) }
    let longest = RoundModel.titles.indices.map { place in (rows.map { $0[place].width }.max() ?? 0) + 1 }
    let isWide = width >= 60
    // In a narrow window the rooms have no more than the widest of their names.
    let room = isWide ? 7 : max(3, min(7, longest[0]))
    let (seen, at) = (isWide ? 13 : 12, 6)
    let person = isWide ? 22 : max(8, width - 3 - room - (width >= 36 ? seen + at : 1))
    let usual = [room, person, seen, at, max(0, width - 4 - room - person - seen - at - 3)]
    guard isWide else { return usual }
    // A status that is pressed, its sign, and the words typed for it have their room before they are written: no column
    // moves while somebody goes round.
    let note = min(usual[4], 21)
    let needed = [longest[0], longest[1], max(seen, longest[2]), at, note]
    return ColumnWidths.fitted(usual, needed: needed, room: usual.reduce(0, +))
  }

  private func drawTitles(on frame: inout Frame, row: Int, in area: Area) {
    write(RoundModel.titles, columns(area.columns), on: &frame, row: row, in: area, .dim)
  }

  private func drawPeople(on frame: inout Frame, in area: Area) {
    let columns = columns(area.columns)
    frame.lines(people, chosen: selected, in: area) { person, row, isChosen, frame in
      draw(person, columns, on: &frame, row: row, in: area, isChosen: isChosen)
    }
  }

  /// What a row says, whatever is being pressed or typed in it.
  private func cells(of person: RoundSheet.Person) -> [DisplayText] {
    var cells: [DisplayText] = [person.room, person.name, "", "", ""]
    if let line = line(of: person) {
      cells[2] = line.status.word
      cells[3] = "\(time(line.at))"
      let marks: [DisplayText] = [
        line.isEnteredLater ? "entered later" : "", line.former.map { "was \($0.word)" } ?? "", line.words,
      ]
      cells[4] = marks.filter { !$0.isBlank }.joined(separator: "; ")
    } else if let away = filled(person) {
      cells[2] = away.word
      cells[4] = "filled in at the end"
    } else if person.isMissing {
      cells[4] = "is looked for now"
    } else if let away = person.away {
      cells[4] = "\(away.word) now"
    } else if !isDue(person) {
      cells[4] = person.every == 0 ? "agreed: not at night" : "not due in this round"
    }
    return cells
  }

  private func draw(
    _ person: RoundSheet.Person, _ columns: [Int], on frame: inout Frame, row: Int, in area: Area,
    isChosen: Bool
  ) {
    let line = line(of: person)
    var cells = cells(of: person)
    let isFilled = line == nil && filled(person) != nil
    let style = isFilled ? Style.dim : isDue(person) || line != nil ? .text : .disabled
    if case .sighting(let sighting) = mode, sighting.pressed.person.stay == person.stay {
      cells[2] = sighting.pressed.status.word + "?"
    }
    if case .telling(let telling) = mode, telling.pressed.person.stay == person.stay {
      cells[2] = telling.status.word
      cells[4] = "\(telling.line.text)_"
    }
    write(cells, columns, on: &frame, row: row, in: area, style)
    if line?.status == .notFound, area.columns >= 36 {
      let column = area.column + 3 + columns[0] + columns[1] + RoundStatus.notFound.word.width + 1
      frame.sign(.urgent, row: row, column: column)
    }
  }

  private func write(
    _ cells: [DisplayText], _ widths: [Int], on frame: inout Frame, row: Int, in area: Area, _ style: Style
  ) {
    var column = area.column + 3
    for (text, width) in zip(cells, widths) {
      let room = min(width, area.endColumn - column)
      guard room > 1 else { return }
      frame.write(text.clipped(to: room - 1), row: row, column: column, style: style)
      column += width
    }
  }
}
