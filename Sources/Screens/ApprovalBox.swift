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

  /// What must be seen comes first to its room: the changes and checks, then what was written; the other facts take
  /// what is left.
  private func fitted(_ preview: ApprovalPreview, rows: Int, columns: Int) -> [Line] {
    let isLoose = rows >= 12
    let changes = changes(preview, limit: max(3, min(9, rows - 6)))
    let checks = checks(preview)
    let history = preview.history.prefix(2).map { Line(label: "History", text: $0, style: .dim) }
    let needed = changes.count + checks.count + (isLoose ? history.count + 2 : 0)
    let evidence = evidence(preview, rows: max(1, rows - needed), columns: columns)
    let facts = preview.facts.prefix(max(0, rows - needed - evidence.count)).map {
      Line(label: $0.label, text: $0.text)
    }
    let gap = isLoose ? [Line(text: "")] : []
    return evidence + facts + gap + changes + gap + checks + (isLoose ? history : [])
  }

  /// What was written, whole where there is room, else the beginning of each text.
  private func evidence(_ preview: ApprovalPreview, rows: Int, columns: Int) -> [Line] {
    let texts = preview.evidence.map { fact in
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

  private func changes(_ preview: ApprovalPreview, limit: Int) -> [Line] {
    guard !preview.changes.isEmpty else { return [] }
    let shown = preview.changes.prefix(limit)
    let width = shown.map(\.what.width).max() ?? 0
    var lines = [Line(text: "CHANGES YOU WOULD APPROVE", style: .heading)]
    lines += shown.map { change in
      Line(text: "  \(change.what.filled(to: min(40, width) + 1))  \(change.before)  →  \(change.after)")
    }
    let more = preview.changes.count - shown.count
    if more > 0 { lines.append(Line(text: "  and \(more) more", style: .dim)) }
    return lines
  }

  private func checks(_ preview: ApprovalPreview) -> [Line] {
    preview.checks.map { Line(text: $0, sign: .ok) }
      + preview.warnings.map { Line(text: $0, style: .warning, sign: .warning) }
      + (preview.refusal.map { [Line(text: $0, style: .error, sign: .error)] } ?? [])
  }
}
