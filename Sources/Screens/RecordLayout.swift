import Records
import ViewModels

/// The fields of a record as lines of so many columns, headings, labels and values, none of them cut; then its parts,
/// each as a short table.
@MainActor
struct RecordLayout {
  struct Line {
    /// The place among those that can be chosen; nil for a heading, a blank or the stamp, which stand in `label`.
    let place: Int?
    let label: DisplayText
    let text: DisplayText
    let style: Style
    /// The table that it is a row of, or the head of where it has no row.
    var table: TableLayout?
    var row: ListRow?
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
    appendGlimpses(of: model, columns)
    var heading = ""
    for (index, field) in model.fields.enumerated() {
      if model.heading(of: field) != heading {
        heading = model.heading(of: field)
        if index > 0 || !lines.isEmpty {
          lines.append(Line(place: nil, label: "", text: "", style: .text))
        }
        lines.append(Line(place: nil, label: DisplayText(heading.uppercased()), text: "", style: .heading))
      }
      let value = record[field.name]
      let place = model.glimpses.count + index
      append(
        place, labels(of: field, place, columns),
        RecordLayout.words(of: value, field, model).flatMap {
          model.app.signed($0, value, field, in: record).wrapped(to: width)
        },
        model.app.style(of: value, field, in: record))
    }
    appendParts(of: model, columns)
    guard let stamp = record.stamp else { return }
    lines.append(Line(place: nil, label: "", text: "", style: .text))
    let made = model.app.shown(.instant(stamp.createdAt), style: .medium)
    let changed = model.app.shown(.instant(stamp.updatedAt), style: .medium)
    let words: DisplayText = "Made \(made). Changed \(changed)."
    lines += words.wrapped(to: columns - 3).map { Line(place: nil, label: $0, text: "", style: .dim) }
  }

  /// A value in lines; of what is hidden, who sees it.
  private static func words(of value: Value, _ field: Field, _ model: DetailModel) -> [DisplayText] {
    let text =
      value == .hidden ? model.app.hiddenWords(field) : model.app.text(value, field, model.names)
    return DisplayText.lines(of: text)
  }

  /// What is read before the record, whole: a warning that is cut is none.
  private mutating func appendGlimpses(of model: DetailModel, _ columns: Int) {
    for (index, glimpse) in model.glimpses.enumerated() {
      if let heading = model.glimpses.heading(over: index) {
        if index > 0 { lines.append(Line(place: nil, label: "", text: "", style: .text)) }
        lines.append(Line(place: nil, label: DisplayText(heading.uppercased()), text: "", style: .heading))
      }
      lines += glimpse.lines(of: columns - 4).map {
        Line(place: index, label: $0, text: "", style: glimpse.weight.style)
      }
    }
  }

  /// The lines of a label; a question that is longer than its room stands above its answer, over the whole width.
  private mutating func labels(of field: Field, _ place: Int, _ columns: Int) -> [DisplayText] {
    let lines = DisplayText(field.label).wrapped(to: labelWidth)
    guard field.question != nil, lines.count > 1, valueColumn > 2 else { return lines }
    self.lines += DisplayText(field.label).wrapped(to: columns - 4).map {
      Line(place: place, label: $0, text: "", style: .dim)
    }
    return [""]
  }

  private mutating func appendParts(of model: DetailModel, _ columns: Int) {
    var place = model.glimpses.count + model.fields.count
    for part in model.parts {
      lines.append(Line(place: nil, label: "", text: "", style: .text))
      let heading = DisplayText(part.mention.title.uppercased())
      if part.rows.isEmpty {
        lines.append(Line(place: place, label: heading + "  none yet", text: "", style: .dim))
        place += 1
        continue
      }
      lines.append(Line(place: nil, label: heading + "  " + part.countWords, text: "", style: .heading))
      if let plot = model.plots.first(where: { $0.type.id == part.type.id }) {
        lines += plot.lines(columns: columns - 4).map {
          Line(place: nil, label: $0, text: "", style: .text)
        }
        lines.append(Line(place: nil, label: "", text: "", style: .text))
      }
      let name = part.mention.field.name
      let table = TableLayout(
        ListTable(
          app: model.app, type: part.type, columns: part.columns, names: part.names, sample: part.rows
        ) { $0.name == name }, columns: columns - 4)
      if columns >= 60 {
        lines.append(Line(place: nil, label: "", text: "", style: .dim, table: table))
      }
      for row in part.rows {
        lines.append(Line(place: place, label: "", text: "", style: .text, table: table, row: row))
        place += 1
      }
      guard part.hasMore else { continue }
      lines.append(Line(place: place, label: part.moreWords, text: "", style: .dim))
      place += 1
    }
  }

  private mutating func append(_ place: Int, _ labels: [DisplayText], _ values: [DisplayText], _ style: Style)
  {
    let isBelow = valueColumn == 2
    let above = isBelow ? labels : []
    lines += above.map { Line(place: place, label: $0, text: "", style: .dim) }
    for index in 0..<max(isBelow ? 0 : labels.count, values.count) {
      let label: DisplayText = !isBelow && index < labels.count ? labels[index] : ""
      lines.append(
        Line(place: place, label: label, text: index < values.count ? values[index] : "", style: style))
    }
  }
}
