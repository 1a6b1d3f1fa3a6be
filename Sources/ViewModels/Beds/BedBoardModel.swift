import Records
import Storage

/// The rooms and beds of a house, floor by floor, with who is in them.
@MainActor
package final class BedBoardModel: ScreenModel {
  package let app: AppModel

  package init(_ app: AppModel) { self.app = app }

  package var crumb: DisplayText { "Rooms" }
  package var scopes: [Scope] { [.beds] }
}
