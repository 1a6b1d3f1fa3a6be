import Records
import ViewModels

extension AskModel {
  func draw(on frame: inout Frame, in area: Area) {
    var row = area.row
    let names = records.map { app.name(of: $0) }
    let heading: DisplayText =
      isBulk ? "\(action.title): \(String(records.count)) records" : "\(action.title): \(names.first ?? "")"
    frame.write(heading, row: row, column: 2, width: area.columns - 3, style: .heading)
    row += area.rows > 10 ? 2 : 1
    let buttonRows = password == nil ? 2 : 4
    let fieldRows = form.shown.reduce(0) {
      $0 + (form.entries[$1].line.isMultiline ? 4 : 1) + (form.entries[$1].problem == nil ? 0 : 2)
    }
    if !form.shown.isEmpty {
      let rows = min(fieldRows, max(1, area.endRow - row - buttonRows))
      form.draw(
        form.shown, on: &frame, in: Area(row: row, column: area.column, rows: rows, columns: area.columns),
        focused: false)
      row += rows + (area.rows > 14 ? 1 : 0)
    }
    let room = area.endRow - buttonRows
    for (text, style) in effects where row < room {
      frame.write(text, row: row, column: 2, width: area.columns - 3, style: style)
      row += 1
    }
    drawButtons(on: &frame, row: area.endRow - (password == nil ? 1 : 3), in: area)
    if focus == .fields {
      // The focused field is drawn last, so that what hangs open lies over the rest.
      let top = area.row + (area.rows > 10 ? 2 : 1)
      form.draw(
        form.shown, on: &frame,
        in: Area(row: top, column: area.column, rows: area.endRow - top - buttonRows, columns: area.columns))
    }
  }

  /// What would change, what was checked, and what to think over.
  private var effects: [(DisplayText, Style)] {
    var lines: [(DisplayText, Style)] = []
    if let refusal { lines.append(("▲ \(refusal)", .error)) }
    let changes = previews.flatMap(\.changes)
    if !changes.isEmpty { lines.append(("IF YOU DO THIS", .heading)) }
    for change in changes {
      let prefix: DisplayText = change.isNew ? "+ new \(change.record.type.singular)" : "  \(change.name)"
      if change.isNew {
        lines.append(("\(prefix): \(facts(in: change.fields))", .added))
        continue
      }
      for (field, before, after) in change.fields {
        let text = prefix.filled(to: 24) + " \(field.label): \(shown(before, field)) → \(shown(after, field))"
        lines.append((text, .text))
      }
    }
    for check in previews.flatMap(\.checks) { lines.append(("✓ \(check)", .ok)) }
    for warning in warnings { lines.append(("! \(warning)", .warning)) }
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
    return value.isEmpty ? "–" : app.shown(value, of: field, style: .short)
  }

  private func drawButtons(on frame: inout Frame, row: Int, in area: Area) {
    var line = row
    if let password {
      frame.write("Password", row: line, column: 2, style: .heading)
      let dots = DisplayText(String(repeating: "•", count: min(password.characterCount, 30)))
      frame.write(
        dots, row: line, column: 12, width: min(32, area.columns - 14),
        style: focus == .password ? .fieldFocus : .field)
      if focus == .password { frame.cursor = Position(row: line, column: 12 + dots.width) }
      line += 2
    }
    let doIt: DisplayText = "[ \(action.title)\(isBulk ? ", \(records.count)" : "") ]"
    let end = frame.write(doIt, row: line, column: 2, style: focus == .button ? .buttonFocus : .button)
    frame.write("[ Not now ]", row: line, column: end + 3, style: focus == .notNow ? .buttonFocus : .button)
    switch focus {
    case .button: frame.cursor = Position(row: line, column: 4)
    case .notNow: frame.cursor = Position(row: line, column: end + 5)
    case .fields, .password: break
    }
  }
}
