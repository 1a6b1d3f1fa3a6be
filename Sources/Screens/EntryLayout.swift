import Records
import ViewModels

/// Where the label, the value and the remarks of a form's entries stand in so many columns.
///
/// A label that is longer than its room goes on below; where there is little room it stands above its value.
struct EntryLayout {
  let labelColumn: Int
  let labelWidth: Int
  let valueColumn: Int
  /// The columns of the value.
  let width: Int
  /// The rows that a note takes.
  let noteRows: Int
  private let isLabelAbove: Bool
  /// The most rows of a label above its value, which leave one for the value.
  private let labelRows: Int

  init(columns: Int, rows: Int) {
    isLabelAbove = columns < 40
    labelColumn = isLabelAbove ? 1 : 2
    labelWidth = isLabelAbove ? columns - 2 : columns >= 60 ? 22 : columns / 3 + 1
    valueColumn = isLabelAbove ? 1 : labelWidth + 3
    width = max(6, columns - valueColumn - 2)
    labelRows = max(1, rows - 1)
    noteRows = min(4, max(1, rows - (isLabelAbove ? 1 : 0)))
  }

  func label(of entry: Entry) -> [DisplayText] {
    // Where nothing but the value has room below, what is wrong stands in the place of the label.
    if isLabelAbove, labelRows == 1, let problem = entry.problem {
      return ["! \(problem)"]
    }
    let width = labelWidth(of: entry)
    var lines = DisplayText(entry.field.label).wrapped(to: width)
    if entry.isNeeded, let last = lines.popLast() { lines += starred(last, width) }
    return isLabelAbove ? lines.cut(to: labelRows, columns: width) : lines
  }

  /// The last line of a label with the star of what is needed, a blank behind its last word.
  private func starred(_ line: DisplayText, _ width: Int) -> [DisplayText] {
    let whole = line + " *"
    guard whole.width > width, let blank = line.text.lastIndex(of: " ") else {
      return whole.wrapped(to: width)
    }
    let word = line.piece(line.text.index(after: blank)..<line.text.endIndex)
    return [line.piece(line.text.startIndex..<blank), word + " *"]
  }

  /// A question that is longer than its room stands above its answer, over the whole width.
  private func isAbove(_ entry: Entry) -> Bool {
    isLabelAbove || (entry.field.question != nil && DisplayText(entry.field.label).width > labelWidth - 2)
  }

  /// How many columns the label of an entry may take.
  func labelWidth(of entry: Entry) -> Int {
    isAbove(entry) && !isLabelAbove ? width + valueColumn - labelColumn : labelWidth
  }

  /// How many rows stand above the value of an entry.
  func rowsAbove(_ entry: Entry) -> Int { isAbove(entry) ? label(of: entry).count : 0 }

  /// What is wrong with an entry and what to think over, as lines below its value.
  func remarks(on entry: Entry) -> [(DisplayText, Style)] {
    lines(entry.problem, "! ", .error) + lines(entry.warning, "? ", .warning)
  }

  private func lines(_ words: String?, _ sign: DisplayText, _ style: Style) -> [(DisplayText, Style)] {
    guard let words else { return [] }
    return DisplayText(words).wrapped(to: max(8, width - 2)).enumerated().map { index, text in
      ((index == 0 ? sign : "  ") + text, style)
    }
  }

  func height(of entry: Entry) -> Int {
    let value = (entry.line.isMultiline ? noteRows : 1) + remarks(on: entry).count
    let label = label(of: entry).count
    return isAbove(entry) ? label + value : max(label, value)
  }
}
