import Records
import ViewModels

/// What the first row tells of, as it stands.
struct TitleWords: Hashable, Sendable {
  /// The screens on the way here, without those that have no name.
  let crumbs: [DisplayText]
  let columns: Int
  let urgentCount: Int
  let dueCount: Int
  /// What must be seen before all else: somebody open in an emergency, or that this is a demonstration.
  let mark: Mark?
  let house: DisplayText
  /// Who is there; nil where nobody is.
  let person: Person?
  let date: DisplayText
  let time: DisplayText

  struct Mark: Hashable, Sendable {
    let text: DisplayText
    let style: Style
  }

  struct Person: Hashable, Sendable {
    let name: String
    let shortName: String
    let role: String
  }

  @MainActor
  init(_ app: AppModel, _ size: Size) {
    columns = size.columns
    crumbs = app.screens.filter { !$0.isOverlay }.map(\.model.crumb).filter { !$0.isBlank }
    urgentCount = app.urgentCount
    dueCount = app.dueCount
    let isDemonstration = app.person?.isDemonstration == true || !app.door.demonstration.isEmpty
    if let end = app.emergencyEnd {
      let words: DisplayText =
        columns >= 100
        ? "EMERGENCY ACCESS until " + end : columns >= 60 ? "EMERGENCY until " + end : "EMERGENCY"
      mark = Mark(text: columns < 40 ? "E!" : words, style: .breakglass)
    } else {
      mark = isDemonstration && columns >= 60 ? Mark(text: "DEMONSTRATION", style: .demo) : nil
    }
    house = app.person.map { DisplayText($0.organizationName) } ?? DisplayText(app.terminalName)
    person = app.person.map { Person(name: $0.name, shortName: $0.shortName, role: $0.role.title) }
    let wall = app.wall
    date =
      columns >= 100 ? DisplayText(app.showing.text(of: .day(wall.day), as: .day, style: .full)) : ""
    time = DisplayText(wall.time.description)
  }
}

/// The first row: where one is, what is late and due, who is there, and the time.
///
/// What has no room is left out in an order: the product and the house, the role, the middle of the way here, then the name,
/// then the counts.
struct TitleRow: Sendable {
  private let left: DisplayText
  private let right: DisplayText
  private let counts: [(width: Int, style: Style)]
  private let mark: TitleWords.Mark?

  init(_ words: TitleWords) {
    let columns = words.columns
    let paths = TitleRow.paths(words.crumbs)
    let path = paths[0]
    let lefts = TitleRow.lefts(words, path)
    var rights = TitleRow.people(words).map { TitleRow.right(words, $0) }
    // Whose session it is stands there at every size.
    if words.person == nil { rights.append(words.time) }
    // Before the name of who is there goes, the middle of the way here does.
    let named = rights.prefix(2).flatMap { right in lefts.map { (left: $0, right: right) } }
    let pairs = named + rights.flatMap { right in paths.map { (left: $0, right: right) } }
    let fitting = pairs.first { $0.left.width + $0.right.width + 3 <= columns }
    let chosen = fitting ?? (path, rights[words.person == nil && columns >= 40 ? 0 : rights.count - 1])
    mark = words.mark
    right = chosen.right
    left = chosen.left.clipped(to: max(0, columns - right.width - 3))
    let hasCounts = words.person != nil && columns >= 40
    counts =
      hasCounts
      ? [(words.urgentCount, Style.urgent), (words.dueCount, .due)].filter { $0.0 > 0 }.map {
        (String($0.0).count + 1, $0.1)
      } : []
  }

  /// The way here, whole and then with less and less of its middle.
  private static func paths(_ crumbs: [DisplayText]) -> [DisplayText] {
    guard let first = crumbs.first, let last = crumbs.last else { return ["Lodge"] }
    let path = crumbs.dropFirst().reduce(first) { $0 + " › " + $1 }
    switch crumbs.count {
    case 1: return [path]
    case 2: return [path, "… › " + last]
    default: return [path, first + " › … › " + last, "… › " + last]
    }
  }

  /// The ways of saying where one is, the longest first.
  private static func lefts(_ words: TitleWords, _ path: DisplayText) -> [DisplayText] {
    guard words.columns >= 60, path != "Lodge" else { return [path] }
    let short: [DisplayText] = ["Lodge  " + path, path]
    return words.columns >= 100 && !words.house.isBlank
      ? ["Lodge  " + words.house + " › " + path] + short : short
  }

  /// The ways of saying who is there, the longest first.
  private static func people(_ words: TitleWords) -> [DisplayText] {
    guard let person = words.person else { return [""] }
    let initials = DisplayText(String(person.shortName.split(separator: " ").compactMap(\.first)))
    if words.columns < 60 {
      return words.columns < 40 ? [initials + " "] : ["\(person.shortName)  ", initials + " "]
    }
    let name = words.columns >= 100 ? DisplayText(person.name) : DisplayText(person.shortName)
    return ["\(name) (\(person.role))  ", "\(name)  ", initials + "  "]
  }

  private static func right(_ words: TitleWords, _ person: DisplayText) -> DisplayText {
    var text: DisplayText = words.mark.map { $0.text + (words.columns < 40 ? " " : "  ") } ?? ""
    if words.columns < 40 { return text + person + words.time }
    if words.urgentCount > 0 { text = text + "▲\(String(words.urgentCount)) " }
    if words.dueCount > 0 { text = text + "●\(String(words.dueCount)) " }
    if !person.isBlank { text = text + " " + person }
    return text + (words.date.isBlank ? "" : words.date + " ") + words.time
  }

  func draw(on frame: inout Frame) {
    let columns = frame.size.columns
    frame.repeatSign(" ", row: 0, style: .title)
    frame.write(left, row: 0, column: 1, style: .title)
    var column = max(0, columns - right.width - 1)
    frame.write(right, row: 0, column: column, style: .title)
    if let mark, right.width > mark.text.width + 2 {
      frame.restyle(row: 0, column: column, width: mark.text.width, mark.style)
      column += mark.text.width + 2
    }
    for (width, style) in counts {
      frame.restyle(row: 0, column: column, width: width, style)
      column += width + 1
    }
  }
}
