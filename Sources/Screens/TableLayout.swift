import Records
import ViewModels

/// Rows of one type and the columns they are shown in, as a list or a part of a record has them.
@MainActor
struct ListTable {
  let app: AppModel
  let type: RecordType
  let columns: [Field]
  let names: [RecordID: String]
  /// How many columns the view is moved to the right; the first one stays.
  var shift = 0
  /// The names that more than one of the rows at hand has, as their values: their references tell them apart.
  var sharedNames: Set<[Value]> = []
  /// Rows by whose words the room is shared among the columns.
  var sample: [ListRow] = []
  /// Whether a field says the same in every row.
  var isSame: (Field) -> Bool = { _ in false }

  /// The state of the record of a row, where it was read.
  private func state(of row: ListRow) -> Value {
    guard let field = type.workflow?.field else { return .empty }
    let place = columns.firstIndex { $0.name == field } ?? columns.count
    return row.values.indices.contains(place) ? row.values[place] : .empty
  }

  /// Whether a day or moment of a row has passed while something still waits to be done.
  func isLate(_ value: Value, _ field: Field, in row: ListRow) -> Bool {
    !field.awaiting.isEmpty && app.isLate(value, field, in: state(of: row))
  }

  /// What tells a row from another with the same name in these places: its number; nil where no other has it.
  func reference(of row: ListRow, named places: [Int]) -> String? {
    guard !sharedNames.isEmpty, sharedNames.contains(places.map { row.values[$0] }),
      let place = columns.firstIndex(where: { $0.name == "reference" }),
      case .text(let reference) = row.values[place]
    else { return nil }
    return app.short(reference)
  }

  /// The values at these places of a row as one name.
  func name(_ row: ListRow, _ places: [Int]) -> String {
    places.map { app.text(row.values[$0], columns[$0], names) }.filter { !$0.isEmpty }
      .joined(separator: type.id == "residents" ? ", " : " ")
  }

  /// What a column says of a row whose values stand at these places.
  func words(_ row: ListRow, _ places: [Int]) -> String {
    if places.count > 1 { return name(row, places) }
    let (value, field) = (row.values[places[0]], columns[places[0]])
    if value == .flag(false) { return "" }
    let text = app.text(value, field, names)
    return field.name == "reference" ? app.short(text) : text
  }

  /// How many columns the longest words of a column take, with its heading and the sign of what is late.
  func need(_ title: DisplayText, _ places: [Int], isName: Bool) -> Int {
    let rows = sample.map { row in
      let width = DisplayText(words(row, places)).width
      if isName, let reference = reference(of: row, named: places) { return width + reference.count + 1 }
      return width + (isLate(row.values[places[0]], columns[places[0]], in: row) ? 2 : 0)
    }
    return max(title.width, rows.max() ?? 0)
  }
}

/// The columns of a list that fit, with their places.
@MainActor
struct TableLayout {
  /// One column; a class, since every cell of every frame asks for its field.
  private final class Column {
    let title: DisplayText
    /// The places of its values in a row; a name may be made of several.
    let values: [Int]
    /// Whether these are the values a record is named by.
    let isName: Bool
    let field: Field
    let start: Int
    let width: Int

    init(title: DisplayText, values: [Int], isName: Bool, field: Field, start: Int, width: Int) {
      self.title = title
      self.values = values
      self.isName = isName
      self.field = field
      self.start = start
      self.width = width
    }
  }

  /// What the rows are drawn from; another with the same columns may take its place.
  var table: ListTable
  private var columns: [Column] = []
  /// The fields without a column, for want of room.
  private(set) var unseen: Set<String> = []

  init(_ table: ListTable, columns room: Int) {
    self.table = table
    let fields = table.columns
    let named = table.type.namedBy.compactMap { name in fields.firstIndex { $0.name == name } }
    var groups: [(title: DisplayText, values: [Int], width: Int)] = []
    if named.count > 1 { groups.append(("Name", named, 26)) }
    for (index, field) in fields.enumerated()
    where !(named.count > 1 && named.contains(index)) && !table.isSame(field) {
      groups.append((DisplayText(field.label), [index], field.columns))
    }
    if named.count == 1, let first = named.first,
      let place = groups.firstIndex(where: { $0.values == [first] })
    {
      let group = groups.remove(at: place)
      groups.insert(
        (group.title, group.values, fields[first].isRoomy ? max(group.width, 24) : group.width), at: 0)
    }
    if table.shift == 0 { narrow(&groups, to: room) }
    let kept = groups.prefix(1) + groups.dropFirst(1 + table.shift)
    var start = 0
    var chosen: [(title: DisplayText, values: [Int], width: Int)] = []
    for group in kept {
      // In the smallest windows the first column has all the room; else it leaves some for a day beside it.
      let first = room < 30 ? max(group.width, room) : group.width
      let width = chosen.isEmpty ? min(first, max(8, room < 30 ? room : room - 14)) : group.width
      let isSaid = chosen.contains { says(fields[$0.values[0]], fields[group.values[0]]) }
      guard start + width <= room, !isSaid, !cutsTitle(group.values, chosen.first, by: start + width - room)
      else { continue }
      chosen.append((group.title, group.values, width))
      start += width + 1
    }
    // What is left goes to words and headings that would be cut, then to what has most to say.
    let usual = chosen.map(\.width)
    let needed = chosen.map { group in
      let need = table.need(group.title, group.values, isName: group.values == named)
      // Without a row nothing says that a column has room to give.
      return table.sample.isEmpty ? max(need, group.width) : need
    }
    let gaps = chosen.count
    let fitted = ColumnWidths.fitted(usual, needed: needed, room: room - gaps)
    for index in chosen.indices { chosen[index].width = fitted[index] }
    var spare = max(0, room - gaps - fitted.reduce(0, +))
    let note = chosen.firstIndex { if case .note = fields[$0.values[0]].kind { true } else { false } }
    let roomy = note ?? chosen.firstIndex { fields[$0.values[0]].isRoomy } ?? 0
    if note == nil { spare = min(14, spare) }
    var column = 0
    for (index, group) in chosen.enumerated() {
      let width = group.width + (index == roomy ? spare : 0)
      columns.append(
        Column(
          title: group.title, values: group.values, isName: group.values == named,
          field: fields[group.values[0]], start: column, width: width))
      column += width + 1
    }
    let seen = columns.flatMap(\.values)
    unseen = Set(
      fields.indices.filter { !seen.contains($0) && !table.isSame(fields[$0]) }.map { fields[$0].name })
  }

  /// Takes room from words, as far as they still read, where one more of the leading columns fits by that; the name of
  /// the record keeps its own.
  private func narrow(_ groups: inout [(title: DisplayText, values: [Int], width: Int)], to room: Int) {
    let fields = table.columns
    let leading = groups.prefix { group in
      group.values.count > 1 || table.type.leading.contains(fields[group.values[0]].name)
    }.count
    var best = groups
    for count in 1...max(1, min(leading, groups.count)) {
      var narrowed = groups
      var excess = narrowed.prefix(count).reduce(count - 1) { $0 + $1.width } - room
      for index in narrowed.indices.prefix(count) where excess > 0 {
        let field = fields[narrowed[index].values[0]]
        guard field.isRoomy, !table.type.namedBy.contains(field.name) else { continue }
        let spare = min(excess, max(0, narrowed[index].width - 17))
        narrowed[index].width -= spare
        excess -= spare
      }
      guard excess <= 0 else { break }
      best = narrowed
    }
    groups = best
  }

  /// Whether a column that need not be there takes room from a title that says all there is.
  private func cutsTitle(
    _ values: [Int], _ title: (title: DisplayText, values: [Int], width: Int)?, by excess: Int
  ) -> Bool {
    guard table.type.tellsOf != nil, let title,
      !table.type.leading.contains(table.columns[values[0]].name)
    else { return false }
    return excess + max(0, table.need(title.title, title.values, isName: true) - title.width) > 0
  }

  /// Whether the sign of a day that was not met says already what this flag follows from.
  private func says(_ day: Field, _ flag: Field) -> Bool {
    guard !day.awaiting.isEmpty, case .flag = flag.kind, let derivation = flag.derivation else {
      return false
    }
    return derivation.fields.contains(day.name)
  }

  func drawHeader(on frame: inout Frame, row: Int, column: Int, style: Style = .heading) {
    for place in columns {
      frame.write(
        place.title, row: row, column: column + place.start, width: place.width, style: style,
        align: place.field.isNumber ? .trailing : .leading)
    }
  }

  func draw(_ line: ListRow, on frame: inout Frame, row: Int, column: Int) {
    for place in columns {
      let value = line.values[place.values[0]]
      let text = table.words(line, place.values)
      if place.isName, let reference = table.reference(of: line, named: place.values) {
        let name = DisplayText(text).clipped(to: max(4, place.width - reference.count - 1))
        frame.write("\(name) \(reference)", row: row, column: column + place.start, width: place.width)
        continue
      }
      if table.isLate(value, place.field, in: line) {
        let shown = DisplayText(text).clipped(to: place.width - 2)
        let end = frame.write(shown, row: row, column: column + place.start, style: .urgent)
        frame.sign(.urgent, row: row, column: end + 1)
        continue
      }
      frame.write(
        DisplayText(text), row: row, column: column + place.start, width: place.width,
        style: place.field.style(of: value), align: place.field.isNumber ? .trailing : .leading)
    }
  }
}

extension Field {
  /// How many columns its values usually take in a list.
  var columns: Int {
    switch kind {
    case .text: name == "reference" ? 13 : 20
    case .note: 24
    case .integer: max(5, min(label.count, 8))
    case .money: 11
    // What may be late has room for the sign of it.
    case .day: awaiting.isEmpty ? 11 : 13
    case .instant: awaiting.isEmpty ? 12 : 14
    case .time: 5
    case .flag: max(4, min(label.count, 10))
    case .choice: 13
    case .reference(let type): type == "residents" ? 24 : type == "rooms" ? 9 : 15
    case .anyReference: 15
    case .list: 16
    case .json, .bytes: 8
    }
  }

  /// Whether more room than usual helps to read it: names and words.
  var isRoomy: Bool {
    switch kind {
    case .text: name != "reference"
    case .note: true
    case .reference(let type): type == "residents"
    default: false
    }
  }

  var isNumber: Bool {
    switch kind {
    case .integer: scale.isEmpty
    case .money: true
    default: false
    }
  }

  /// What a value of this field means for the eye: late things shout, restrictions and high levels too.
  func style(of value: Value) -> Style {
    switch value {
    case .flag(true): name == "is_overdue" || name == "must_not_contact" ? .urgent : .text
    case .text(let code):
      switch code {
      case "critical", "urgent", "missing": .urgent
      case "high": .due
      case "cancelled", "void", "ended", "former", "closed", "retired", "superseded", "erased": .dim
      default: .text
      }
    case .hidden, .erased: .dim
    case .damaged: .error
    default: .text
    }
  }
}

extension AppModel {
  /// What a value means for the eye in its record: a day that was not met shouts.
  func style(of value: Value, _ field: Field, in record: Record) -> Style {
    isLate(value, field, in: record) ? .urgent : field.style(of: value)
  }

  /// The words of a value, with a sign where a day was not met.
  func signed(_ text: DisplayText, _ value: Value, _ field: Field, in record: Record) -> DisplayText {
    guard isLate(value, field, in: record), let sign = Style.urgent.sign else { return text }
    return "\(text) \(String(sign))"
  }

  private func isLate(_ value: Value, _ field: Field, in record: Record) -> Bool {
    isLate(value, field, in: record.type.workflow.map { record[$0.field] } ?? .empty)
  }
}
