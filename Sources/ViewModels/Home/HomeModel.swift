import Records
import Storage

/// Today: what needs this person now, who is where, what happened and what comes.
@MainActor
package final class HomeModel: ScreenModel {
  package let app: AppModel

  package init(_ app: AppModel) { self.app = app }

  package var crumb: DisplayText { "Today" }
  package var scopes: [Scope] { [.today] }
}
