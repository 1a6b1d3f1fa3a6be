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
  package var page = 20
  private let reread: (@MainActor () async -> [Line])?

  package struct Line: Sendable {
    package let text: DisplayText
    /// What Enter does on this line; nil for plain text.
    package let open: (@MainActor @Sendable () async -> Void)?

    package init(_ text: DisplayText, open: (@MainActor @Sendable () async -> Void)? = nil) {
      self.text = text
      self.open = open
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
  package var scopes: [Scope] { [.report] }
  package var position: DisplayText {
    lines.isEmpty ? "" : "line \(String(selected + 1)) of \(String(lines.count))"
  }
  package var status: DisplayText { lines.isEmpty ? "There is nothing here yet." : "" }

  package func refresh() async {
    if let reread { lines = await reread() }
    move(by: 0)
  }

  package func forget() { if reread != nil { lines = [] } }

  package func move(by step: Int) {
    selected = min(max(0, selected + step), max(0, lines.count - 1))
    scroll = min(max(scroll, selected - page + 1), selected)
  }

  package func open() async {
    guard lines.indices.contains(selected) else { return }
    await lines[selected].open?()
  }
}
