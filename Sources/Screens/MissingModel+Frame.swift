import Records
import ViewModels

extension MissingModel {
  /// Draws who is missing and since when, what is due next, the steps with their times, and below them what was
  /// written.
  func draw(on frame: inout Frame, in area: Area) {
    guard area.rows > 0, area.columns > 0 else { return }
    frame.cursor = Position(row: area.row, column: area.column)
    switch mode {
    case .opening(let opening), .openingTime(let opening, _): draw(opening, on: &frame, in: area)
    default: if let sheet { draw(sheet, on: &frame, in: area) }
    }
  }

  // MARK: Before it is open

  private func draw(_ opening: MissingOpening, on frame: inout Frame, in area: Area) {
    let seen: DisplayText =
      opening.lastSeenAt.map { "\(time($0)) \(DisplayText(opening.lastSeenHow))" } ?? "not known"
    let lines: [(text: DisplayText, style: Style)] = [
      ("Nobody finds \(opening.name)", .urgent), (opening.about, .text),
      ("Noticed gone \(time(opening.noticedAt))   t states another time", .text),
      ("Last seen \(seen)", .text), (DisplayText(opening.note), .text),
      ("Afraid for them? Ring the police now. There is no waiting time.", .due),
      ("Risk \(opening.level)\(opening.isChild ? ", a child" : "")", .text),
    ]
    let shown = lines.filter { !$0.text.isBlank }
    for (offset, line) in shown.prefix(area.rows).enumerated() {
      frame.write(
        line.text.clipped(to: max(1, area.columns - 2)), row: area.row + offset, column: area.column + 1,
        style: line.style)
    }
  }

  // MARK: The search

  private func draw(_ sheet: MissingSheet, on frame: inout Frame, in area: Area) {
    var row = area.row
    let isTall = area.rows > 8
    drawHead(sheet, on: &frame, row: &row, in: area, isTall: isTall)
    if case .grading(let grading) = mode, isTall {
      drawGrading(grading, on: &frame, row: row, in: area)
      return
    }
    let room = max(1, area.endRow - row)
    let log = sheet.log.lines
    let rows = isTall ? min(rungs.count, max(3, room - min(log.count, room / 3) - 1)) : room
    drawRungs(sheet, on: &frame, in: Area(row: row, column: area.column, rows: rows, columns: area.columns))
    row += rows
    guard isTall, row + 1 < area.endRow, !log.isEmpty else { return }
    frame.rule(row: row, column: area.column, width: area.columns)
    frame.write(" Written down ", row: row, column: area.column + 2, style: .heading)
    for line in log.suffix(area.endRow - row - 1) {
      row += 1
      draw(line, sheet, on: &frame, row: row, in: area)
    }
  }

  private func drawHead(
    _ sheet: MissingSheet, on frame: inout Frame, row: inout Int, in area: Area, isTall: Bool
  ) {
    let about: DisplayText = sheet.about.isBlank ? "" : ", \(sheet.about)"
    let width = max(1, area.columns - 2)
    let title: DisplayText =
      sheet.isSearching
      ? "MISSING \(MissingSheet.span(from: sheet.noticed, to: now))  \(sheet.name)\(about)"
      : "BACK \(sheet.episode[.returnedAt].map { time($0) } ?? "")  \(sheet.name)\(about)"
    frame.write(
      title.clipped(to: width), row: row, column: area.column + 1,
      style: sheet.isSearching ? .urgent : .heading)
    row += 1
    if isTall {
      frame.write(facts(sheet).clipped(to: width), row: row, column: area.column + 1, style: .text)
      row += 1
    }
    guard area.rows > 2 else { return }
    if let seen = sheet.seenMeanwhile {
      let key = app.keymap.keys(of: "missing.back").first ?? "b"
      let words: DisplayText = "SEEN \(time(seen.at)) \(seen.how): are they back? Then \(key)."
      frame.write(words.clipped(to: width), row: row, column: area.column + 1, style: .urgent)
      row += 1
      guard area.rows > 3 else { return }
    }
    drawNext(sheet, on: &frame, row: row, in: area)
    row += 1
  }

  private func facts(_ sheet: MissingSheet) -> DisplayText {
    let episode = sheet.episode
    var words: [DisplayText] = ["Noticed \(time(sheet.noticed))"]
    words.append("last seen \(episode[.lastSeenAt].map { time($0) } ?? "not known")")
    let isGraded = sheet.log.last(.graded) != nil
    words.append("risk \((episode[.riskLevel] ?? "").uppercased())\(isGraded ? "" : ", not graded yet")")
    if let reference = episode[.policeReference], !reference.isEmpty {
      words.append("police \(DisplayText(reference))")
    }
    if let stated { words.append("steps done \(time(stated))") }
    return words.joined(separator: " · ")
  }

  private func drawNext(_ sheet: MissingSheet, on frame: inout Frame, row: Int, in area: Area) {
    guard !sheet.isHidden else {
      frame.write(
        sheet.log.isDamaged ? "What was written cannot be read. Go by the paper." : "", row: row,
        column: area.column + 1, style: .urgent)
      return
    }
    guard let next = sheet.ladder.next, let due = next.due else {
      frame.write("Nothing is due.", row: row, column: area.column + 1, style: .dim)
      return
    }
    let isLate = due < now
    let when: DisplayText = isLate ? "was due \(time(due)), \(late(due)) late" : "due \(time(due))"
    let words: DisplayText = "NEXT  \(key(of: next))  \(next.kind.title): \(when)"
    let column = frame.write(
      words.clipped(to: max(1, area.columns - 4)), row: row, column: area.column + 1,
      style: isLate ? .urgent : .due)
    frame.sign(isLate ? .urgent : .due, row: row, column: column + 1)
  }

  private func late(_ due: Instant) -> String {
    MissingSheet.span(from: due, to: now)
  }

  // MARK: Steps

  private func drawRungs(_ sheet: MissingSheet, on frame: inout Frame, in area: Area) {
    frame.lines(rungs, chosen: selected, in: area, indent: 2) { rung, row, _, frame in
      draw(rung, sheet, on: &frame, row: row, in: area)
    }
  }

  private func draw(
    _ rung: MissingLadder.Rung, _ sheet: MissingSheet, on frame: inout Frame, row: Int, in area: Area
  ) {
    let titleWidth = area.columns >= 60 ? 29 : max(6, area.columns - 22)
    let start = area.column + 2
    frame.write(key(of: rung), row: row, column: start, style: .key)
    frame.write(rung.kind.title.clipped(to: titleWidth - 1), row: row, column: start + 3)
    let column = start + 3 + titleWidth
    let room = area.endColumn - column - 1
    guard room > 4 else { return }
    if sheet.isHidden { return }
    guard let doneAt = rung.doneAt else { return drawDue(rung, on: &frame, row: row, column: column, room) }
    var words: [DisplayText] = ["✓ \(time(doneAt))"]
    if let line = rung.done {
      words.append(sheet.by(line))
      if line.step.isEnteredLater { words.append("entered later") }
      words.append(DisplayText(line.words))
    }
    frame.write(
      words.filter { !$0.isBlank }.joined(separator: "  ").clipped(to: room), row: row, column: column)
  }

  private func drawDue(_ rung: MissingLadder.Rung, on frame: inout Frame, row: Int, column: Int, _ room: Int)
  {
    guard let due = rung.due else { return }
    let isLate = due < now
    let words: DisplayText = isLate ? "LATE \(late(due))" : "due \(time(due))"
    let end = frame.write(
      words.clipped(to: max(1, room - 2)), row: row, column: column, style: isLate ? .urgent : .text)
    if isLate { frame.sign(.urgent, row: row, column: end + 1) }
  }

  // MARK: What was written

  private func draw(
    _ line: MissingLog.Line, _ sheet: MissingSheet, on frame: inout Frame, row: Int, in area: Area
  ) {
    var words: [DisplayText] = ["\(time(line.step.at))", line.step.kind.word, DisplayText(line.words)]
    let by = sheet.by(line)
    if !by.isBlank { words.append("(\(by))") }
    if line.step.isEnteredLater { words.append("entered later") }
    if let mistake = line.mistake { words.append("TAKEN BACK: \(DisplayText(mistake))") }
    let text = words.filter { !$0.isBlank }.joined(separator: " ")
    frame.write(
      text.clipped(to: max(1, area.columns - 3)), row: row, column: area.column + 2,
      style: line.mistake == nil ? .text : .dim)
  }

  /// The questions with their answers, the one that is asked now marked.
  private func drawGrading(_ grading: MissingGrading, on frame: inout Frame, row: Int, in area: Area) {
    for (index, question) in grading.questions.enumerated().prefix(area.endRow - row) {
      let answer: DisplayText? =
        index < grading.answers.count
        ? [.yes: "yes", .no: "no", .unknown: "not known"][grading.answers[index]] : nil
      let isAsked = index == grading.answers.count
      frame.write(isAsked ? "▸" : " ", row: row + index, column: area.column)
      frame.write(
        DisplayText(question.label).clipped(to: max(1, area.columns - 16)), row: row + index,
        column: area.column + 2, style: isAsked ? .heading : .text)
      frame.write(answer ?? "", row: row + index, column: max(area.column + 2, area.endColumn - 12))
      if isAsked { frame.cursor = Position(row: row + index, column: area.column + 2) }
    }
  }
}
