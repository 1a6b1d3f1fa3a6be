import Records
import ViewModels

extension AskModel {
  func draw(on frame: inout Frame, in area: Area) {
    if let question { return question.draw(app, on: &frame, in: area) }
    if area.isTiny { return drawOne(on: &frame, in: area) }
    frame.write(title, row: area.row, column: 2, width: area.columns - 3, style: .heading)
    let namesRows = isBulk && area.rows > 10 ? 1 : 0
    if namesRows > 0 {
      frame.write(recordsInWords(area.columns - 3), row: area.row + 1, column: 2, style: .dim)
    }
    let top = area.row + namesRows + (area.rows > 10 ? 2 : 1)
    let buttonRows = password == nil ? 2 : 4
    let room = Area(
      row: top, column: area.column, rows: area.endRow - top - buttonRows, columns: area.columns)
    let effects = effects(area.columns - 3)
    let fields = fieldRows(in: room, effects.count, judged: evidence.isEmpty ? 0 : min(7, effects.count))
    var row = top + fields + (fields > 0 && area.rows > 14 ? 1 : 0)
    for (index, (text, style)) in effects.enumerated() where row < room.endRow {
      // What has no room yet is not taken for the end of a sentence.
      let isCut = row == room.lastRow && index < effects.count - 1
      let shown = isCut ? (text + " …").clipped(to: area.columns - 3) : text
      frame.write(shown, row: row, column: 2, style: style)
      row += 1
    }
    drawButtons(on: &frame, row: area.endRow - (password == nil ? 1 : 3), in: area)
    // The fields are drawn last, so that what hangs open lies over the rest.
    let isCrowded = fields < room.rows && !evidence.isEmpty
    let shown = Area(
      row: top, column: area.column, rows: focus == .fields && !isCrowded ? room.rows : fields,
      columns: area.columns)
    if !form.shown.isEmpty { form.draw(form.shown, on: &frame, in: shown, focused: focus == .fields) }
  }

  /// The deed, and what it is done to where that has a name of its own.
  private var title: DisplayText {
    if isBulk {
      return "\(action.title): \(String(records.count)) \(records[0].type.title.lowercased())"
    }
    let name = records.first.flatMap { app.ownName(of: $0, recordNames) } ?? ""
    if name.isEmpty { return DisplayText(action.title) }
    return whose.map { "\(action.title): \(name), \($0)" } ?? "\(action.title): \(name)"
  }

  /// Which records a bulk change is about: the first of them by name, as many as the line has room for.
  private func recordsInWords(_ columns: Int) -> DisplayText {
    let names = records.map { app.fullName(of: $0, recordNames) }
    for count in stride(from: names.count, through: 1, by: -1) {
      let rest: DisplayText = count < names.count ? " and \(String(names.count - count)) more" : ""
      let words = DisplayText(names.prefix(count).joined(separator: "; ")) + rest
      if words.width <= columns { return words }
    }
    return DisplayText(names[0]).clipped(to: columns)
  }

  /// The rows for the questions: all they need while they are answered, but for a few of what is judged by them;
  /// afterwards what the effects leave.
  private func fieldRows(in area: Area, _ effects: Int, judged: Int) -> Int {
    let layout = EntryLayout(columns: area.columns, rows: area.rows)
    let needed = form.shown.reduce(0) { $0 + layout.height(of: form.entries[$1]) }
    let whileAnswering = area.rows < 14 ? area.rows : area.rows - judged - 1
    let most = focus == .fields ? whileAnswering : max(min(2, needed), area.rows - effects - 1)
    return min(needed, max(0, most))
  }

  /// The smallest windows: the question that is answered, or the buttons.
  private func drawOne(on frame: inout Frame, in area: Area) {
    if focus == .fields { return form.draw([form.focus], on: &frame, in: area) }
    let text =
      refusal.map { DisplayText($0) }
      ?? title
    frame.write(text, row: area.row, column: 1, width: area.columns - 2, style: .heading)
    drawButtons(on: &frame, row: area.lastRow - (password == nil ? 0 : 1), in: area)
  }

  /// What would change, what was checked, and what to think over, in lines of at most so many columns.
  private func effects(_ columns: Int) -> [(DisplayText, Style)] {
    var lines: [(DisplayText, Style)] = []
    func add(_ text: DisplayText, after sign: DisplayText, _ style: Style) {
      let indent = DisplayText(String(repeating: " ", count: sign.width))
      for (index, line) in text.wrapped(to: max(8, columns - sign.width)).enumerated() {
        lines.append(((index == 0 ? sign : indent) + line, style))
      }
    }
    // What is still to be answered is no news while it is being answered.
    if let refusal, focus != .fields { add(DisplayText(refusal), after: "▲ ", .error) }
    for (label, text) in evidence {
      if text.width <= 24, label.width + text.width + 2 <= columns {
        lines.append(("\(label): \(text)", .text))
        continue
      }
      let whole = text.wrapped(to: max(8, columns - 4))
      lines.append((label, .dim))
      lines += whole.prefix(4).map { ("  " + $0, .text) }
      if whole.count > 4 { lines.append(("  …", .dim)) }
    }
    let changes = previews.flatMap(\.changes)
    let told = previews.flatMap(\.effects)
    if !changes.isEmpty || !told.isEmpty { lines.append(("IF YOU DO THIS", .heading)) }
    for effect in told { add(DisplayText(effect), after: "  ", .text) }
    for change in changes {
      if change.isNew {
        add("new \(change.record.type.singular): \(facts(in: change.fields))", after: "  + ", .added)
        continue
      }
      let isSubject = records.contains { $0.id == change.record.id }
      add(
        DisplayText(isSubject ? change.name : "\(change.record.type.singular) \(change.name)"), after: "  ",
        .text)
      for (field, before, after) in change.fields {
        add("\(field.label): \(shown(before, field)) → \(shown(after, field))", after: "    ", .text)
      }
    }
    let same = records.filter(isSoAlready)
    if isBulk, !same.isEmpty {
      let names = same.map { app.fullName(of: $0) }.joined(separator: ", ")
      add("\(String(same.count)) \(same.count == 1 ? "is" : "are") so already: \(names)", after: "  ", .dim)
    }
    // Which rules were asked is the program's business; of several it is said where it holds of each.
    if previews.contains(where: { !$0.checks.isEmpty }), previews.allSatisfy({ $0.refusal == nil }),
      form.problemCount == 0
    {
      add("Everything it needs is there.", after: "✓ ", .ok)
    }
    for warning in warnings { add(DisplayText(warning), after: "! ", .warning) }
    return lines
  }

  /// What a new record is about: what it leads to, and of which kind it is.
  private func facts(in fields: [(field: Field, before: Value, after: Value)]) -> DisplayText {
    fields.compactMap { field, _, after -> DisplayText? in
      switch field.kind {
      case .reference where field.traits.contains(.listed), .choice where field.traits.contains(.listed):
        "\(field.label.lowercased()) \(shown(after, field))"
      default: nil
      }
    }.joined(separator: ", ")
  }

  private func shown(_ value: Value, _ field: Field) -> String {
    if case .reference = value { return app.text(value, field, recordNames) }
    if case .json(let text) = value { return DisplayText.words(ofJSON: text) }
    return value.isEmpty ? "nothing" : app.shown(value, of: field, style: .short)
  }

  private func drawButtons(on frame: inout Frame, row: Int, in area: Area) {
    var line = row
    if let password {
      frame.write(takesPIN ? "PIN" : "Password", row: line, column: 2, style: .heading)
      let dots = DisplayText(String(repeating: "•", count: min(password.characterCount, 30)))
      frame.write(
        dots, row: line, column: 12, width: min(32, area.columns - 14),
        style: focus == .password ? .fieldFocus : .field)
      if focus == .password { frame.cursor = Position(row: line, column: 12 + dots.width) }
      line += 2
    }
    // “Cancel” alone could be taken for leaving everything as it is.
    let title = action.title == "Cancel" ? "Cancel the \(records[0].type.singular)" : action.title
    let doIt: DisplayText = "[ \(title)\(isBulk ? ", \(records.count)" : "") ]"
    let end = frame.write(doIt, row: line, column: 2, style: focus == .button ? .buttonFocus : .button)
    frame.write("[ Not now ]", row: line, column: end + 3, style: focus == .notNow ? .buttonFocus : .button)
    switch focus {
    case .button: frame.cursor = Position(row: line, column: 4)
    case .notNow: frame.cursor = Position(row: line, column: end + 5)
    case .strayed: frame.cursor = Position(row: line, column: area.column)
    case .fields, .password: break
    }
  }
}
