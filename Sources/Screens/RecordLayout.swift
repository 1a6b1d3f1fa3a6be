import Records
import ViewModels

/// The fields of a record as lines of so many columns: headings, labels and values, none of them cut.
@MainActor
struct RecordLayout {
  struct Line {
    /// The place of the field among those shown; nil for a heading, a blank or the stamp, which stand in `label`.
    let field: Int?
    let label: DisplayText
    let text: DisplayText
    let style: Style
  }

  private(set) var lines: [Line] = []
  let valueColumn: Int
  private let labelWidth: Int
  private let width: Int

  init(_ model: DetailModel, _ record: Record, columns: Int) {
    // In the narrowest windows a value stands below its label.
    labelWidth = columns >= 60 ? 22 : columns >= 40 ? 13 : columns - 3
    valueColumn = columns >= 40 ? labelWidth + 3 : 2
    width = max(8, columns - valueColumn - 1)
    var heading = ""
    for (index, field) in model.fields.enumerated() {
      if model.heading(of: field) != heading {
        heading = model.heading(of: field)
        if index > 0 { lines.append(Line(field: nil, label: "", text: "", style: .text)) }
        lines.append(Line(field: nil, label: DisplayText(heading.uppercased()), text: "", style: .heading))
      }
      let value = record[field.name]
      append(
        index, DisplayText(field.label).wrapped(to: labelWidth),
        DisplayText.lines(of: model.app.text(value, field, model.names)).flatMap { $0.wrapped(to: width) },
        field.style(of: value))
    }
    guard let stamp = record.stamp else { return }
    lines.append(Line(field: nil, label: "", text: "", style: .text))
    let made = model.app.shown(.instant(stamp.createdAt), style: .medium)
    let changed = model.app.shown(.instant(stamp.updatedAt), style: .medium)
    let words: DisplayText = "Made \(made). Changed \(changed)."
    lines += words.wrapped(to: columns - 3).map { Line(field: nil, label: $0, text: "", style: .dim) }
  }

  private mutating func append(_ field: Int, _ labels: [DisplayText], _ values: [DisplayText], _ style: Style)
  {
    let isBelow = valueColumn == 2
    let above = isBelow ? labels : []
    lines += above.map { Line(field: field, label: $0, text: "", style: style) }
    for index in 0..<max(isBelow ? 0 : labels.count, values.count) {
      let label: DisplayText = !isBelow && index < labels.count ? labels[index] : ""
      lines.append(
        Line(field: field, label: label, text: index < values.count ? values[index] : "", style: style))
    }
  }
}
