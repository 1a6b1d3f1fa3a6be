import Records
import ViewModels

extension AppModel {
  /// The screen as it stands: title, tabs, body, status and footer.
  ///
  /// With a memory of the frames before, what looks as it did is taken from there; the frame is the same.
  package func frame(_ size: Size, _ memory: FrameMemory? = nil) -> Frame {
    defer { memory?.forgetUnused() }
    var frame = Frame(size: size, memory: memory)
    if blankedAt != nil { return blankFrame(size) }
    guard size.tier != .none else { return smallFrame(size) }
    let status = StatusRow(self, size)
    let offers = footer
    let footer = memory?.footer(offers, size) ?? FooterRows(offers, size)
    let chrome = Chrome(
      size: size, hasTabs: session != nil && !isLocked, statusRows: message == nil ? status.lines.count : 1,
      footerRows: footer.rows.count)
    let title = TitleWords(self, size)
    (memory?.title(title) ?? TitleRow(title)).draw(on: &frame)
    if chrome.hasTabRow { drawTabs(on: &frame) }
    if chrome.hasRule { frame.rule(row: chrome.body.row - 1) }
    drawBody(on: &frame, in: chrome.body)
    status.draw(on: &frame, lastRow: size.rows - 1 - chrome.footerRows)
    footer.draw(on: &frame)
    drawChordStrip(on: &frame, row: size.rows - 2 - chrome.footerRows)
    return frame
  }

  /// A neutral page with the time alone.
  private func blankFrame(_ size: Size) -> Frame {
    var frame = Frame(size: size)
    let time = wall.time.description
    frame.write(DisplayText(time), row: size.rows / 2, column: max(0, (size.columns - 5) / 2), style: .dim)
    if isAskedBack {
      let words: DisplayText = "Press F2 to go on"
      frame.write(
        words, row: min(size.rows - 1, size.rows / 2 + 2), column: max(0, (size.columns - words.width) / 2),
        width: size.columns, style: .dim)
    }
    return frame
  }

  private func smallFrame(_ size: Size) -> Frame {
    var frame = Frame(size: size)
    frame.write("Make window bigger", row: 0, column: 0, width: size.columns)
    frame.write("or press q.", row: 1, column: 0, width: size.columns)
    frame.cursor = Position(row: 0, column: 0)
    return frame
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

  init(size: Size, hasTabs: Bool, statusRows: Int = 1, footerRows: Int = 1) {
    hasRule = size.rows >= 16
    hasTabRow = hasRule && hasTabs
    self.footerRows = footerRows
    let top = 1 + (hasTabRow ? 1 : 0) + (hasRule ? 1 : 0)
    body = Area(row: top, column: 0, rows: size.rows - top - statusRows - footerRows, columns: size.columns)
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
    case .round(let model): model.draw(on: &frame, in: area)
    case .medicine(let model): model.draw(on: &frame, in: area)
    case .missing(let model): model.draw(on: &frame, in: area)
    case .report(let model): model.draw(on: &frame, in: area)
    case .menu(let model): model.draw(on: &frame, in: area)
    case .palette(let model): model.draw(on: &frame, in: area)
    case .picker(let model): model.draw(on: &frame, in: area)
    case .help(let model): model.draw(on: &frame, in: area)
    }
  }
}
