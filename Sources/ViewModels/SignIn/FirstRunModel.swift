import Records
import Storage

/// The choices where there is no home yet.
@MainActor
package final class FirstRunModel: ScreenModel {
  package let app: AppModel
  /// Where a home was looked for.
  package let places: [String]
  package private(set) var selected = 0
  /// What the program should do once the screens are closed.
  package private(set) var choice: Choice?
  private let choices: [Choice] = [.create, .demonstration]

  package enum Choice: Sendable, Hashable { case create, demonstration }

  package init(_ app: AppModel, places: [String]) {
    self.app = app
    self.places = places
  }

  package var crumb: DisplayText { "" }
  package var scopes: [Scope] { [.firstRun] }
  package var status: DisplayText {
    "\(selected == 0 ? "Create a home" : "Open the demonstration"): choice \(String(selected + 1)) of 2. Nothing has been written yet."
  }

  package func move(by step: Int) { selected = min(max(0, selected + step), choices.count - 1) }

  package func choose() {
    choice = choices[selected]
    app.finish()
  }
}
