import Records
import Storage

/// Lines to read, page through and print: the log, a record or list as text, drafts.
@MainActor
package final class ReportModel: ScreenModel {
  package let app: AppModel
  package let title: DisplayText
  package private(set) var lines: [Line]
  package private(set) var selected = 0
  package private(set) var scroll = 0
  /// How many columns the view is moved to the right.
  package private(set) var shift = 0
  package var page = 20
  /// The columns that are seen, and those of the longest line; set by whoever draws.
  package var room = (seen: 80, needed: 0)
  /// The type of the records whose print this shows; nil where it is no print.
  package var previewed: RecordType?
  /// Writes the whole of what this shows a part of; nil where it is no file.
  ///
  /// The lines of a file go at a lock and do not come back.
  package var takeOut: (@MainActor () async -> Void)?
  /// A print of what is open is one of this page, and not of what lies below it.
  package var printsItself = false
  /// The house whose handover this is; nil for every other report.
  package var handover: AppModel.HandoverHouse?
  /// What else works on it.
  package var further: Scope?
  /// What it showed went at a lock and cannot be read again.
  private var isPutAway = false
  private let reread: (@MainActor () async -> [Line])?

  package struct Line: Sendable {
    package let text: DisplayText
    /// What Enter does on this line; nil for plain text.
    package let open: (@MainActor @Sendable () async -> Void)?
    /// Asks whether what this line stands for should go; nil where it stays.
    package let discard: (@MainActor @Sendable () async -> Void)?

    package init(
      _ text: DisplayText, open: (@MainActor @Sendable () async -> Void)? = nil,
      discard: (@MainActor @Sendable () async -> Void)? = nil
    ) {
      self.text = text
      self.open = open
      self.discard = discard
    }
  }

  package init(
    _ app: AppModel, _ title: DisplayText, _ lines: [Line], reread: (@MainActor () async -> [Line])? = nil
  ) {
    self.app = app
    self.title = title
    self.lines = lines
    self.reread = reread
  }

  package var crumb: DisplayText { title }
  package var scopes: [Scope] { [further].compactMap(\.self) + [.report] }
  package var position: DisplayText {
    lines.isEmpty ? "" : "line \(String(selected + 1)) of \(String(lines.count))"
  }
  package var status: DisplayText {
    if isPutAway { return "It was put away at the lock. Go back, and open it again." }
    if lines.isEmpty { return "There is nothing here yet." }
    let isWider = room.needed > room.seen
    if isWider { return "Wider than the screen: < and > move sideways." }
    let below = lines.count - scroll - page
    let more: DisplayText = below > 0 ? "\(String(below)) more \(below == 1 ? "line" : "lines") below. " : ""
    return takeOut == nil || staysHere
      ? more : more + "\(takeOutKey) \(app.printer == nil ? "writes it to a file" : "prints it")."
  }

  /// Nothing of it leaves this terminal; a sheet for an emergency prints also where no file is written.
  private var staysHere: Bool { app.writeFile == nil && (further != .emergency || app.printer == nil) }

  /// The key that works here for taking it out.
  private var takeOutKey: DisplayText {
    let id = further == .emergency ? "emergency.print" : "list.export"
    return DisplayText(app.keymap.keys(of: id).first ?? "x")
  }

  package func refresh() async {
    if let reread { lines = await reread() }
    move(by: 0)
  }

  package func forget() {
    lines = []
    isPutAway = reread == nil
  }

  package func move(by step: Int) {
    selected = min(max(0, selected + step), max(0, lines.count - 1))
    scroll = min(max(scroll, selected - page + 1), selected)
  }

  package func move(sideways columns: Int) {
    shift = min(max(0, shift + columns), max(0, room.needed - room.seen))
  }

  package var line: Line? { lines.indices.contains(selected) ? lines[selected] : nil }

  package func open() async {
    await line?.open?()
  }
}
