import Records
import ViewModels

extension MedicineModel {
  /// Draws the rounds in a line, a row for each dose, and below them the person and medicine at the cursor.
  ///
  /// The person's allergies stand there at every size.
  func draw(on frame: inout Frame, in area: Area) {
    guard area.rows > 0, area.columns > 0 else { return }
    frame.cursor = Position(row: area.row, column: area.column)
    guard round != nil else { return }
    let hasHead = area.rows > 6
    let columns = columns(area.columns)
    if hasHead {
      drawRounds(on: &frame, row: area.row, in: area)
      drawStanding(on: &frame, row: area.row + 1, in: area)
      drawTitles(columns, on: &frame, row: area.row + 2, in: area)
    }
    let words = medicineWords(width: area.columns - 2)
    let room = area.rows - (hasHead ? 3 : 0)
    let panel = min(words.count, max(0, room / 2 - 1))
    let top = area.row + (hasHead ? 3 : 0)
    let bottom = area.endRow - panel - 1
    let table = Area(row: top, column: area.column, rows: max(1, bottom - top), columns: area.columns)
    drawDoses(columns, on: &frame, in: table)
    guard bottom > top else { return }
    drawPerson(on: &frame, row: bottom, in: area)
    for (offset, line) in words.prefix(panel).enumerated() {
      frame.write(line.text, row: bottom + 1 + offset, column: area.column + 1, style: line.style)
    }
  }

  // MARK: Head

  private func drawRounds(on frame: inout Frame, row: Int, in area: Area) {
    let words = rounds.enumerated().map { index, round -> (text: DisplayText, isUrgent: Bool) in
      let (word, isUrgent) = self.word(round)
      let isToday = sheet.zone.day(at: round.due) == sheet.zone.day(at: now)
      let day: DisplayText = isToday ? "" : "\(weekday(round.due)) "
      let text: DisplayText = "\(day)\(time(round.due)) \(word)"
      return (index == place ? "[\(text)]" : text, isUrgent)
    }
    let width = { (index: Int) in words[index].text.width + (words[index].isUrgent ? 4 : 2) }
    var first = place
    var room = area.columns - 2 - width(place)
    while first > 0, room >= width(first - 1), place - first < 2 {
      first -= 1
      room -= width(first)
    }
    var column = area.column + 1
    for index in first..<words.count {
      guard column + width(index) - 2 < area.endColumn else { break }
      column = frame.write(
        words[index].text, row: row, column: column, style: index == place ? .tabOpen : .tab)
      if words[index].isUrgent { frame.sign(.urgent, row: row, column: column + 1) }
      column += words[index].isUrgent ? 4 : 2
    }
  }

  private func weekday(_ moment: Instant) -> DisplayText {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][sheet.zone.day(at: moment).weekday]
  }

  private func drawStanding(on frame: inout Frame, row: Int, in area: Area) {
    guard let round else { return }
    let doses = doses
    let lines = doses.compactMap { sheet.line(of: $0) }.filter { $0.status != .mistaken }
    let late = doses.count { standing($0) == .late }
    let missed = doses.count { standing($0) == .missed }
    let isToday = sheet.zone.day(at: round.due) == sheet.zone.day(at: now)
    let day: DisplayText = isToday ? "" : " on \(app.shown(.day(sheet.zone.day(at: round.due))))"
    var words: [DisplayText] = [
      "Window \(time(round.window.lowerBound)) to \(time(round.window.upperBound))\(day)",
      "\(lines.count { $0.status != .missed }) of \(doses.count) doses done",
    ]
    for status in [DoseStatus.refused, .held, .notAvailable, .missed] {
      let count = lines.count { $0.status == status }
      if count > 0 { words.append("\(count) \(status.word)") }
    }
    let paused = sheet.paused(in: round).count
    if paused > 0 { words.append("\(paused) paused") }
    let column = frame.write(
      words.joined(separator: "   "), row: row, column: area.column + 1, style: .dim)
    guard late + missed > 0 else { return }
    let urgent: [DisplayText] = [
      late > 0 ? "\(late) late" : "", missed > 0 ? "\(missed) missed" : "",
    ]
    let text = urgent.filter { !$0.isBlank }.joined(separator: "   ")
    let end = frame.write(text, row: row, column: column + 3, style: .urgent)
    frame.sign(.urgent, row: row, column: end + 1)
  }

  // MARK: Doses

  private static let titles: [DisplayText] = ["Room", "Person", "Due", "Medicine", "What"]

  /// The columns of a row, as wide as there is room: room, person, due, medicine and what, each with a gap.
  private func columns(_ width: Int) -> [Int] {
    let room = width >= 36 ? 6 : 0
    let due = 7
    let rest = max(0, width - 3 - room - due)
    // How much is to be given is read to its end before a name is.
    let person = width >= 100 ? min(34, rest / 3) : width >= 60 ? min(18, rest / 3) : min(12, rest / 3)
    let what = width >= 60 ? min(30, max(18, (rest - person) / 3)) : max(8, (rest - person) / 2)
    let usual = [room, person, due, max(0, rest - person - what), what]
    let rows = [MedicineModel.titles] + doses.map { cells(of: $0, isTyped: false) }
    let longest = MedicineModel.titles.indices.map { place in
      (rows.map { $0[place].width }.max() ?? 0) + 1
    }
    let all = usual.reduce(0, +)
    // The last has a sign behind it, and something is typed there.
    let last = max(longest[4] + 2, min(usual[4], 20))
    var needed = longest
    // Whose medicine it is and how much comes before what was written of it.
    needed[4] = min(usual[4], last)
    let first = ColumnWidths.fitted(usual, needed: needed, room: all)
    needed[4] = last
    return ColumnWidths.fitted(first, needed: needed, room: all)
  }

  private func drawTitles(_ columns: [Int], on frame: inout Frame, row: Int, in area: Area) {
    write(MedicineModel.titles, columns, on: &frame, row: row, in: area, .dim)
  }

  private func drawDoses(_ columns: [Int], on frame: inout Frame, in area: Area) {
    frame.lines(doses, chosen: selected, in: area) { dose, row, _, frame in
      draw(dose, columns, on: &frame, row: row, in: area)
    }
  }

  /// What a row says; what is being typed in it only where that is asked for.
  private func cells(of dose: PlannedDose, isTyped: Bool) -> [DisplayText] {
    guard let medicine = sheet.medicines[dose.medicine] else { return MedicineModel.titles.map { _ in "" } }
    let person = person(of: dose.resident)
    let typed = isTyped ? typed(for: dose) : nil
    return [
      person?.room ?? "", person?.name ?? "", "\(time(dose.due))",
      DisplayText([medicine.name, medicine.strength, medicine.dose].joined(separator: " ")),
      typed ?? what(dose, medicine).text,
    ]
  }

  private func draw(
    _ dose: PlannedDose, _ columns: [Int], on frame: inout Frame, row: Int, in area: Area
  ) {
    guard let medicine = sheet.medicines[dose.medicine] else { return }
    let end = write(
      cells(of: dose, isTyped: true), columns, on: &frame, row: row, in: area,
      standing(dose) == .upcoming ? .disabled : .text)
    let isOpen = !sheet.isSettled(dose) && typed(for: dose) == nil
    guard isOpen, let sign = what(dose, medicine).sign, end + 2 <= area.endColumn else { return }
    frame.sign(sign, row: row, column: end + 1)
  }

  /// What is being told of a dose at the moment, as far as it is typed.
  private func typed(for dose: PlannedDose) -> DisplayText? {
    guard case .telling(let telling) = mode, telling.pressed.dose == dose else { return nil }
    return "\(telling.pressed.status.word): \(telling.line.text)_"
  }

  /// What stands in the last column of a dose, and how pressing it is.
  private func what(
    _ dose: PlannedDose, _ medicine: MedicineSheet.Medicine
  ) -> (text: DisplayText, sign: Style?) {
    if let line = sheet.line(of: dose), line.status != .mistaken {
      let marks: [DisplayText] = [
        "\(line.status.word) \(time(line.at))", line.mark ?? "",
        line.isEnteredLater ? "entered later" : "", line.former.map { "was \($0.word)" } ?? "", line.words,
      ]
      return (marks.filter { !$0.isBlank }.joined(separator: "; "), nil)
    }
    if let stated, stated.dose.isSame(dose) { return ("given at \(stated.time)?", nil) }
    let (text, sign) = whatOfOpen(dose, medicine)
    guard let mark = medicine.finding?.mark else { return (text, sign) }
    if text.isBlank { return (mark, .due) }
    return (sign == .urgent ? "\(text); \(mark)" : "\(mark); \(text)", sign ?? .due)
  }

  /// The same of a dose for which a key is still to be pressed.
  private func whatOfOpen(
    _ dose: PlannedDose, _ medicine: MedicineSheet.Medicine
  ) -> (text: DisplayText, sign: Style?) {
    if case .allergy = sheet.against(medicine, dose, at: now) { return ("ALLERGY", .urgent) }
    let standing = standing(dose)
    if standing == .missed { return ("MISSED", .urgent) }
    if standing == .late {
      let minutes = (now.milliseconds - dose.due.milliseconds) / 60_000
      return ("late \(Relative.span(minutes: minutes))", .urgent)
    }
    if medicine.isPaused { return ("paused", .due) }
    if let away = person(of: dose.resident)?.away { return ("\(away.word) now", nil) }
    if medicine.support == "self" { return ("keeps own: asked _", nil) }
    if !medicine.isConfirmed { return ("not confirmed", .due) }
    if medicine.isControlled { return ("needs two", .due) }
    return medicine.isCritical ? ("time critical", .due) : ("", nil)
  }

  /// Writes the cells and returns the column after the text of the last.
  @discardableResult
  private func write(
    _ cells: [DisplayText], _ widths: [Int], on frame: inout Frame, row: Int, in area: Area, _ style: Style
  ) -> Int {
    var column = area.column + 3
    var end = column
    for (text, width) in zip(cells, widths) {
      let room = min(width, area.endColumn - column)
      if room > 1 { end = frame.write(text.clipped(to: room - 1), row: row, column: column, style: style) }
      column += width
    }
    return end
  }

  // MARK: The person and the medicine

  /// `─ Abara, Emeka · R12 ──────── ALLERGY penicillin, latex ─`.
  private func drawPerson(on frame: inout Frame, row: Int, in area: Area) {
    guard let person else { return }
    frame.rule(row: row, column: area.column, width: area.columns)
    let allergies = allergyWords(person)
    let isWide = area.columns >= 60
    let room = max(4, area.columns - (isWide ? allergies.width + 8 : 4))
    let name: DisplayText = isWide ? " \(person.name) · \(person.room) " : ""
    if isWide {
      frame.write(name.clipped(to: room), row: row, column: area.column + 1, style: .heading)
    }
    let isGrave = person.allergies != []
    let text: DisplayText = " \(allergies) "
    let width = min(text.width, area.columns - 2)
    frame.write(
      text.clipped(to: width), row: row, column: area.endColumn - width - 1, style: isGrave ? .urgent : .text)
  }

  /// What the label should say, how it is given, and what speaks against it.
  private func medicineWords(width: Int) -> [(text: DisplayText, style: Style)] {
    guard let medicine else { return [] }
    // A when-needed dose has no row, and what stands at the cursor is another's.
    let dose = self.dose.flatMap { $0.medicine == medicine.id ? $0 : nil }
    let help: [String: DisplayText] = [
      "self": "Kept and taken alone: ask, then o or p.", "prompt": "Is reminded.", "observe": "Is watched.",
      "covert": "Is given it hidden.",
    ]
    let label: DisplayText = "\(medicine.name) \(medicine.strength). \(medicine.dose)."
    var lines: [(text: DisplayText, style: Style)] = []
    let told = [label, help[medicine.support] ?? "", DisplayText(medicine.instructions)]
    lines += told.filter { !$0.isBlank }.joined(separator: " ").wrapped(to: max(8, width)).map { ($0, .text) }
    if let finding = medicine.finding {
      let words = findingWords(finding)
      lines += words.wrapped(to: max(8, width)).map { ($0, .due) }
    }
    if medicine.isPaused {
      let words: DisplayText =
        "Paused now: write what became of this dose, and give none before the prescriber says to go on."
      lines += words.wrapped(to: max(8, width)).map { ($0, .due) }
    }
    if !medicine.isConfirmed {
      let words: DisplayText = "Not yet confirmed: read the label at each dose; t asks for the dose on it."
      lines += words.wrapped(to: max(8, width)).map { ($0, .due) }
    }
    if dose != nil, let words = registerWords {
      lines += words.wrapped(to: max(8, width)).map { ($0, .due) }
    }
    guard let dose else { return lines }
    if let line = sheet.line(of: dose), line.status != .mistaken {
      let by: DisplayText = line.by.isBlank ? "" : " by \(line.by)"
      let head: DisplayText = "\(line.status.word) \(time(line.at))\(by)"
      let words: DisplayText = "\(head.sentence) \(line.words)"
      lines = words.wrapped(to: max(8, width)).map { ($0, .text) } + lines
    }
    if !sheet.isSettled(dose), let against = sheet.against(medicine, dose, at: now) {
      let words = against.words(sheet, medicine) + " " + against.advice(in: app.session?.country)
      lines = words.wrapped(to: max(8, width)).map { ($0, .urgent) } + lines
    }
    return lines
  }

  /// What a reconciliation found and when, with what to do.
  private func findingWords(_ finding: MedicineSheet.Finding) -> DisplayText {
    let when: DisplayText = "\(app.shown(.day(sheet.zone.day(at: finding.at)))) \(time(finding.at))"
    let found: DisplayText =
      switch finding.outcome {
      case .differs: "Differs from what is written down, found \(when)"
      case .unknown: "Cannot be told, found \(when)"
      case .unlisted: "New, found \(when)"
      }
    let end: DisplayText = finding.words.text.hasSuffix(".") ? "" : "."
    let seen: DisplayText = finding.words.isBlank ? "" : ": \(finding.words)"
    return found + seen + end + " Ring the prescriber before it is given; C looks again once it is put right."
  }
}
