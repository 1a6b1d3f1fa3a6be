import Records
import ViewModels

/// What deciding for the chosen request would do: what was asked, what would change, checks, history.
@MainActor
struct ApprovalBox {
  private let model: ApprovalsModel

  private struct Line {
    var label: DisplayText = ""
    var text: DisplayText
    var style: Style = .text
    var sign: Style?
    /// It goes on with the text of the line above.
    var isContinued = false
  }

  init(_ model: ApprovalsModel) { self.model = model }

  /// The rows that it takes to show everything.
  func wantedRows(columns: Int) -> Int {
    guard let preview = model.preview else { return 8 }
    return fitted(preview, rows: 100, columns: columns).count + (columns >= 100 ? 2 : 1)
  }

  func draw(on frame: inout Frame, in area: Area) {
    guard let preview = model.preview else { return }
    let isWide = area.columns >= 100
    var inside: Area
    if isWide {
      inside = frame.box(area, title: preview.title, foot: model.position.isBlank ? nil : model.position)
      inside = Area(
        row: inside.row, column: inside.column + 1, rows: inside.rows, columns: inside.columns - 2)
    } else {
      frame.rule(row: area.row, column: area.column, width: area.columns)
      frame.write(
        (" \(preview.title) " as DisplayText).clipped(to: area.columns - 2), row: area.row,
        column: area.column + 1,
        style: .heading)
      inside = Area(
        row: area.row + 1, column: area.column + 1, rows: area.rows - 1, columns: area.columns - 2)
    }
    let labels = labelWidth(preview, columns: inside.columns)
    let lines = fitted(preview, rows: inside.rows, columns: inside.columns)
    for (offset, line) in lines.prefix(inside.rows).enumerated() {
      draw(line, labels: labels, on: &frame, row: inside.row + offset, in: inside)
    }
  }

  private func draw(_ line: Line, labels: Int, on frame: inout Frame, row: Int, in area: Area) {
    var column = area.column
    if let sign = line.sign {
      frame.sign(sign, row: row, column: column)
      column += 2
    }
    if !line.label.isBlank || line.isContinued {
      frame.write(line.label.clipped(to: labels - 1), row: row, column: column, width: labels, style: .dim)
      column += labels + 1
    }
    frame.write(
      line.text.clipped(to: max(0, area.endColumn - column)), row: row, column: column, style: line.style)
  }

  /// The columns of the labels: as wide as the widest, within a third of the room.
  private func labelWidth(_ preview: ApprovalPreview, columns: Int) -> Int {
    let widest = (preview.evidence.map(\.label) + preview.facts.map(\.label)).map(\.width).max() ?? 0
    return min(max(16, widest + 1), max(16, columns / 3))
  }

  /// What must be seen comes first to its room: the checks, the changes, then what was written.
  ///
  /// The other facts and the history take what is left; what has no room is counted.
  private func fitted(_ preview: ApprovalPreview, rows: Int, columns: Int) -> [Line] {
    let gap = rows >= 12 ? [Line(text: "")] : []
    let checks = checks(preview, columns: columns)
    let room = rows - checks.count - 2 * gap.count
    // What the decision rests on has room before what it would bring about.
    let written = min(preview.evidence.count, max(1, room / 3, min(preview.weighedCount, room - 3)))
    // The heading and what counts the others take a row each.
    let changes = changes(preview, limit: max(1, min(9, room - written - 2)), columns: columns)
    let left = max(1, room - changes.count)
    let latest = preview.history.prefix(2).map { Line(label: "History", text: $0, style: .dim) }
    let history = !gap.isEmpty && left - latest.count >= preview.evidence.count ? latest : []
    let evidence = evidence(preview, rows: max(1, left - history.count), columns: columns)
    let facts = facts(preview, rows: left - history.count - evidence.count)
    return evidence + facts + gap + changes + gap + checks + history
  }

  private func facts(_ preview: ApprovalPreview, rows: Int) -> [Line] {
    let lines = preview.facts.map { Line(label: $0.label, text: $0.text) }
    if lines.count <= rows { return lines }
    guard rows > 1 else { return [] }
    return Array(lines.prefix(rows - 1)) + [more(lines.count - rows + 1)]
  }

  /// How many lines stand only in the record itself.
  private func more(_ count: Int) -> Line {
    Line(label: "And \(count) more", text: "Enter opens them.", style: .dim)
  }

  /// What was written, whole where there is room, else the beginning of each text.
  private func evidence(_ preview: ApprovalPreview, rows: Int, columns: Int) -> [Line] {
    let isWhole = preview.evidence.count <= rows
    let room = isWhole ? rows : max(1, rows - 1)
    let first = Array(preview.evidence.prefix(room))
    let lines = evidence(first, preview, rows: room, columns: columns)
    if isWhole || rows < 2 { return lines }
    return lines + [more(preview.evidence.count - first.count)]
  }

  private func evidence(
    _ first: [(label: DisplayText, text: DisplayText)], _ preview: ApprovalPreview, rows: Int, columns: Int
  ) -> [Line] {
    let texts = first.map { fact in
      (
        label: fact.label,
        lines: fact.text.wrapped(to: max(8, columns - labelWidth(preview, columns: columns) - 1))
      )
    }
    var shown = texts.map { min(1, $0.lines.count) }
    var left = rows - shown.reduce(0, +)
    while left > 0, let short = texts.indices.first(where: { shown[$0] < min(4, texts[$0].lines.count) }) {
      // Each text gets its second line before one gets its third.
      let next = texts.indices.filter { shown[$0] < min(4, texts[$0].lines.count) }.min {
        shown[$0] < shown[$1]
      }
      shown[next ?? short] += 1
      left -= 1
    }
    return texts.indices.flatMap { index in
      texts[index].lines.prefix(shown[index]).enumerated().map { place, text in
        let isCut = place == shown[index] - 1 && shown[index] < texts[index].lines.count
        return Line(
          label: place == 0 ? texts[index].label : "", text: isCut ? text + " …" : text,
          isContinued: place > 0)
      }
    }
  }

  private func changes(_ preview: ApprovalPreview, limit: Int, columns: Int) -> [Line] {
    guard !preview.changes.isEmpty else { return [] }
    let shown = preview.changes.prefix(limit)
    let width = min(shown.map(\.what.width).max() ?? 0, 40, max(12, columns / 3))
    // Beside the name stand blanks and the arrow; what it becomes is seen whatever it was.
    let room = max(12, columns - width - 10)
    var lines = [Line(text: "CHANGES YOU WOULD APPROVE", style: .heading)]
    lines += shown.map { change in
      let before = change.before.clipped(to: room - min(change.after.width, room / 2))
      return Line(text: "  \(change.what.filled(to: width + 1))  \(before)  →  \(change.after)")
    }
    let more = preview.changes.count - shown.count
    if more > 0 { lines.append(Line(text: "  and \(more) more", style: .dim)) }
    return lines
  }

  private func checks(_ preview: ApprovalPreview, columns: Int) -> [Line] {
    let refusals = [preview.refusal].compactMap(\.self)
    return preview.checks.flatMap { told($0, style: .text, sign: .ok, columns: columns) }
      + preview.warnings.flatMap { told($0, style: .warning, sign: .warning, columns: columns) }
      + refusals.flatMap { told($0, style: .error, sign: .error, columns: columns) }
  }

  /// A sentence behind its sign, on as many rows as it takes.
  private func told(_ text: DisplayText, style: Style, sign: Style, columns: Int) -> [Line] {
    text.wrapped(to: max(8, columns - 2)).enumerated().map { place, part in
      place == 0
        ? Line(text: part, style: style, sign: sign) : Line(text: "  " + part, style: style)
    }
  }
}
