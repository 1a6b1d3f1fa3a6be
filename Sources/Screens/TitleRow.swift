import Records
import ViewModels

/// The first row: where one is, what is late and due, who is there, and the time.
///
/// What has no room is left out in an order: the product and the house, the role, the middle of the way here, then the name,
/// then the counts.
@MainActor
struct TitleRow {
  private let left: DisplayText
  private let right: DisplayText
  private let counts: [(width: Int, style: Style)]
  private let isDemonstration: Bool

  init(_ app: AppModel, _ size: Size) {
    let columns = size.columns
    let isMarked =
      (app.person?.isDemonstration == true || !app.door.demonstration.isEmpty) && columns >= 60
    let paths = TitleRow.paths(app)
    let path = paths[0]
    let lefts = TitleRow.lefts(app, path, columns)
    var rights = TitleRow.people(app, columns).map { TitleRow.right(app, columns, isMarked, $0) }
    // Whose session it is stands there at every size.
    if app.person == nil { rights.append(TitleRow.time(app)) }
    // Before the name of who is there goes, the middle of the way here does.
    let named = rights.prefix(2).flatMap { right in lefts.map { (left: $0, right: right) } }
    let pairs = named + rights.flatMap { right in paths.map { (left: $0, right: right) } }
    let fitting = pairs.first { $0.left.width + $0.right.width + 3 <= columns }
    let chosen = fitting ?? (path, rights[app.person == nil && columns >= 40 ? 0 : rights.count - 1])
    isDemonstration = isMarked
    right = chosen.right
    left = chosen.left.clipped(to: max(0, columns - right.width - 3))
    let hasCounts = app.person != nil && columns >= 40
    counts =
      hasCounts
      ? [(app.urgentCount, Style.urgent), (app.dueCount, .due)].filter { $0.0 > 0 }.map {
        (String($0.0).count + 1, $0.1)
      } : []
  }

  /// The way here, whole and then with less and less of its middle.
  private static func paths(_ app: AppModel) -> [DisplayText] {
    let crumbs = app.screens.filter { !$0.isOverlay }.map(\.model.crumb).filter { !$0.isBlank }
    guard let first = crumbs.first, let last = crumbs.last else { return ["Lodge"] }
    let path = crumbs.dropFirst().reduce(first) { $0 + " › " + $1 }
    switch crumbs.count {
    case 1: return [path]
    case 2: return [path, "… › " + last]
    default: return [path, first + " › … › " + last, "… › " + last]
    }
  }

  /// The ways of saying where one is, the longest first.
  private static func lefts(_ app: AppModel, _ path: DisplayText, _ columns: Int) -> [DisplayText] {
    guard columns >= 60, path != "Lodge" else { return [path] }
    let house: DisplayText =
      app.person.map { DisplayText($0.organizationName) } ?? DisplayText(app.terminalName)
    let short: [DisplayText] = ["Lodge  " + path, path]
    return columns >= 100 && !house.isBlank ? ["Lodge  " + house + " › " + path] + short : short
  }

  /// The ways of saying who is there, the longest first.
  private static func people(_ app: AppModel, _ columns: Int) -> [DisplayText] {
    guard let session = app.person else { return [""] }
    let initials = DisplayText(String(session.shortName.split(separator: " ").compactMap(\.first)))
    if columns < 60 { return columns < 40 ? [initials + " "] : ["\(session.shortName)  ", initials + " "] }
    let name = columns >= 100 ? DisplayText(session.name) : DisplayText(session.shortName)
    return ["\(name) (\(session.role.title))  ", "\(name)  ", initials + "  "]
  }

  private static func right(
    _ app: AppModel, _ columns: Int, _ isDemonstration: Bool, _ person: DisplayText
  ) -> DisplayText {
    if columns < 40 { return person + time(app) }
    var text: DisplayText = isDemonstration ? "DEMONSTRATION  " : ""
    if app.urgentCount > 0 { text = text + "▲\(String(app.urgentCount)) " }
    if app.dueCount > 0 { text = text + "●\(String(app.dueCount)) " }
    if !person.isBlank { text = text + " " + person }
    if columns >= 100 {
      let date = app.showing.text(of: .day(app.wall.day), as: .day, style: .full)
      text = text + "\(date) "
    }
    return text + time(app)
  }

  private static func time(_ app: AppModel) -> DisplayText { app.wall.time.description.display }

  func draw(on frame: inout Frame) {
    let columns = frame.size.columns
    frame.repeatSign(" ", row: 0, style: .title)
    frame.write(left, row: 0, column: 1, style: .title)
    var column = max(0, columns - right.width - 1)
    frame.write(right, row: 0, column: column, style: .title)
    if isDemonstration, right.width > 15 {
      frame.restyle(row: 0, column: column, width: 13, .demo)
      column += 15
    }
    for (width, style) in counts {
      frame.restyle(row: 0, column: column, width: width, style)
      column += width + 1
    }
  }
}

extension String {
  fileprivate var display: DisplayText { DisplayText(self) }
}
