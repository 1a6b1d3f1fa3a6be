import Records
import Storage

/// Everything the role may open, by area: the last tab.
@MainActor
package final class MenuModel: ScreenModel {
  package let app: AppModel
  package private(set) var entries: [Menu.Entry] = []
  package private(set) var counts: [String: Int] = [:]
  package private(set) var selected = 0
  package private(set) var words = TextLine()

  package init(_ app: AppModel) { self.app = app }

  package var crumb: DisplayText { "More" }
  package var scopes: [Scope] { [.menu] }
  package var status: DisplayText {
    entry.map { "\($0.title), in \($0.area). Enter opens the list." } ?? "Nothing of that name."
  }
  package var position: DisplayText { "\(String(selected + 1)) of \(String(entries.count))" }

  package var entry: Menu.Entry? { entries.indices.contains(selected) ? entries[selected] : nil }

  package func refresh() async {
    guard let (registrar, session) = app.open else { return }
    entries = Menu.entries(for: session.role, registrar.matrix, registrar.catalogue)
    selected = min(selected, max(0, entries.count - 1))
  }

  package func move(by step: Int) { selected = min(max(0, selected + step), max(0, entries.count - 1)) }
}
