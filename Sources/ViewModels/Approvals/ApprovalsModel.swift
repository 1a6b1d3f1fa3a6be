import Records
import Storage

/// The queue of decisions that wait, with what each would change.
@MainActor
package final class ApprovalsModel: ScreenModel {
  package let app: AppModel

  package init(_ app: AppModel) { self.app = app }

  package var crumb: DisplayText { "Approvals" }
  package var scopes: [Scope] { [.approvals] }
}
