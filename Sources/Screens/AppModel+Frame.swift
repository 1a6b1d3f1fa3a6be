import Records
import ViewModels

extension AppModel {
  /// The screen as it stands: title, tabs, body, status and footer.
  package func frame(_ size: Size) -> Frame {
    var frame = Frame(size: size)
    if blankedAt != nil { return blankFrame(size) }
    guard size.tier != .none else { return smallFrame(size) }
    let chrome = Chrome(size: size, hasTabs: session != nil && !isLocked)
    drawTitle(on: &frame)
    if chrome.hasTabRow { drawTabs(on: &frame) }
    if chrome.hasRule { frame.rule(row: chrome.body.row - 1) }
    drawBody(on: &frame, in: chrome.body)
    drawStatus(on: &frame, row: size.rows - 1 - chrome.footerRows)
    drawFooter(on: &frame, rows: chrome.footerRows)
    drawChordStrip(on: &frame, row: size.rows - 2 - chrome.footerRows)
    return frame
  }

  /// A neutral page with the time alone.
  private func blankFrame(_ size: Size) -> Frame {
    var frame = Frame(size: size)
    let time = wall.time.description
    frame.write(DisplayText(time), row: size.rows / 2, column: max(0, (size.columns - 5) / 2), style: .dim)
    return frame
  }

  private func smallFrame(_ size: Size) -> Frame {
    var frame = Frame(size: size)
    frame.write("Make window bigger", row: 0, column: 0, width: size.columns)
    frame.write("or press q.", row: 1, column: 0, width: size.columns)
    frame.cursor = Position(row: 0, column: 0)
    return frame
  }

  private func drawTitle(on frame: inout Frame) {
    let columns = frame.size.columns
    frame.repeatSign(" ", row: 0, style: .title)
    let right = titleRight(columns)
    let room = columns - right.width - 3
    frame.write(titleLeft(columns).clipped(to: max(0, room)), row: 0, column: 1, style: .title)
    frame.write(right, row: 0, column: max(0, columns - right.width - 1), style: .title)
    var column = columns - right.width - 1
    if session?.isDemonstration == true || !door.demonstration.isEmpty, columns >= 60 {
      frame.restyle(row: 0, column: column, width: 13, .demo)
      column += 15
    }
    if urgentCount > 0 {
      frame.restyle(row: 0, column: column, width: String(urgentCount).count + 1, .urgent)
      column += String(urgentCount).count + 2
    }
    if dueCount > 0 { frame.restyle(row: 0, column: column, width: String(dueCount).count + 1, .due) }
  }

  private func titleLeft(_ columns: Int) -> DisplayText {
    let crumbs = screens.filter { !$0.isOverlay }.map(\.model.crumb).filter { !$0.isBlank }
    let path = crumbs.dropFirst().reduce(crumbs.first ?? "") { $0 + " › " + $1 }
    guard columns >= 60 else { return path.isBlank ? "Lodge" : path }
    let house: DisplayText = session.map { DisplayText($0.organizationName) } ?? DisplayText(terminalName)
    guard columns >= 100, !house.isBlank else { return path.isBlank ? "Lodge" : "Lodge  " + path }
    return "Lodge  " + house + (path.isBlank ? "" : " › " + path)
  }

  private func titleRight(_ columns: Int) -> DisplayText {
    var text: DisplayText = ""
    if session?.isDemonstration == true || !door.demonstration.isEmpty, columns >= 60 {
      text = "DEMONSTRATION  "
    }
    if urgentCount > 0 { text = text + "▲\(String(urgentCount)) " }
    if dueCount > 0 { text = text + "●\(String(dueCount)) " }
    let (day, time) = wall
    if let session, columns >= 60 {
      let name: DisplayText = columns >= 100 ? DisplayText(session.name) : DisplayText(session.shortName)
      text = text + " \(name) (\(session.role.title))  "
    }
    if columns >= 100 {
      let date = showing.text(of: .day(day), as: .day, style: .full)
      text = text + "\(date) "
    }
    return text + DisplayText(time.description)
  }

  private func drawTabs(on frame: inout Frame) {
    var column = 1
    for (index, tab) in tabs.enumerated() {
      let isOpen = tab == openTab
      let text: DisplayText =
        isOpen ? "[\(String(index + 1)) \(tab.title)]" : " \(String(index + 1)) \(tab.title) "
      column = frame.write(text, row: 1, column: column, style: isOpen ? .tabOpen : .tab) + 1
    }
  }

  private func drawBody(on frame: inout Frame, in area: Area) {
    guard let base = screens.lastIndex(where: { !$0.isOverlay }) else { return }
    screens[base].draw(on: &frame, in: area)
    for screen in screens[(base + 1)...] { screen.draw(on: &frame, in: area) }
  }

  private func drawStatus(on frame: inout Frame, row: Int) {
    guard let model = top?.model else { return }
    let position = model.position
    let room = frame.size.columns - 2 - (position.isBlank ? 0 : position.width + 2)
    let text = message?.text ?? model.status
    let style: Style =
      switch message?.kind {
      case .refused: .warning
      case .failed: .error
      case .done: .ok
      case nil: .hint
      }
    frame.write(text.clipped(to: max(0, room)), row: row, column: 1, style: style)
    if !position.isBlank {
      frame.write(position, row: row, column: frame.size.columns - position.width - 1, style: .dim)
    }
  }

  /// As many keys as fit, the most useful first; the help key always.
  private func drawFooter(on frame: inout Frame, rows: Int) {
    let offers = footer
    let help = offers.first { $0.id == "help.show" }
    let limit = frame.size.tier <= .narrow ? 3 : 40
    var row = frame.size.rows - rows
    var column = 1
    let helpRoom = help.map { $0.key.count + $0.short.count + 3 } ?? 0
    var shown = 0
    for offer in offers where offer.id != "help.show" && shown < limit {
      let width = DisplayText(offer.key).width + DisplayText(offer.short).width + 1
      let isLastRow = row == frame.size.rows - 1
      if column + width + (isLastRow ? helpRoom : 0) > frame.size.columns - 1 {
        if isLastRow { break }
        row += 1
        column = 1
      }
      column = draw(offer, on: &frame, row: row, column: column)
      shown += 1
    }
    if let help { _ = draw(help, on: &frame, row: row, column: column) }
  }

  private func draw(_ offer: Offer, on frame: inout Frame, row: Int, column: Int) -> Int {
    let isOff = !offer.availability.isYes
    let end = frame.write(DisplayText(offer.key), row: row, column: column, style: isOff ? .disabled : .key)
    return frame.write(" \(offer.short)", row: row, column: end, style: isOff ? .disabled : .hint) + 2
  }

  private func drawChordStrip(on frame: inout Frame, row: Int) {
    let strip = chordStrip
    guard !strip.isEmpty else { return }
    frame.repeatSign(" ", row: row, style: .hint)
    var column = 1
    for (key, title) in strip {
      column = frame.write(DisplayText(key), row: row, column: column, style: .key)
      column = frame.write(" \(title)", row: row, column: column, style: .hint) + 2
    }
  }
}

/// How the rows of a screen are shared out.
struct Chrome {
  let hasTabRow: Bool
  let hasRule: Bool
  let footerRows: Int
  let body: Area

  init(size: Size, hasTabs: Bool) {
    hasRule = size.rows >= 16
    hasTabRow = hasRule && hasTabs
    footerRows = size.rows >= 34 ? 2 : 1
    let top = 1 + (hasTabRow ? 1 : 0) + (hasRule ? 1 : 0)
    body = Area(row: top, column: 0, rows: size.rows - top - 1 - footerRows, columns: size.columns)
  }
}

extension Screen {
  /// Draws this screen's own part.
  @MainActor
  func draw(on frame: inout Frame, in area: Area) {
    switch self {
    case .firstRun(let model): model.draw(on: &frame, in: area)
    case .signIn(let model): model.draw(on: &frame, in: area)
    case .unlock(let model): model.draw(on: &frame, in: area)
    case .home(let model): model.draw(on: &frame, in: area)
    case .list(let model): model.draw(on: &frame, in: area)
    case .detail(let model): model.draw(on: &frame, in: area)
    case .form(let model): model.draw(on: &frame, in: area)
    case .ask(let model): model.draw(on: &frame, in: area)
    case .wizard(let model): model.draw(on: &frame, in: area)
    case .beds(let model): model.draw(on: &frame, in: area)
    case .approvals(let model): model.draw(on: &frame, in: area)
    case .report(let model): model.draw(on: &frame, in: area)
    case .menu(let model): model.draw(on: &frame, in: area)
    case .palette(let model): model.draw(on: &frame, in: area)
    case .picker(let model): model.draw(on: &frame, in: area)
    case .help(let model): model.draw(on: &frame, in: area)
    }
  }
}
