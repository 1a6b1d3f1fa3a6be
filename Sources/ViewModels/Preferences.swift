import FoundationEssentials
import Records
import Storage

/// What a person set for themselves: theme, columns and sort of each list.
///
/// Kept in the home, so it follows them to any terminal.
@MainActor
package final class Preferences {
  private var stored = Stored()

  private struct Stored: Codable {
    var theme: String?
    var lists: [String: List]?
  }

  private struct List: Codable {
    var columns: [String]?
    /// A field's name, `name`, or either after a hyphen for the other direction.
    var sort: String?
    var filters: [SavedFilter]?
    /// The name of the kept filter that stands when the list is opened.
    var opening: String?
  }

  package var theme: String? {
    get { stored.theme }
    set { stored.theme = newValue }
  }

  package func columns(of type: RecordType) -> [Field] {
    let chosen = (stored.lists?[type.id]?.columns ?? []).compactMap { type.field($0) }
    return chosen.isEmpty ? type.columns : chosen
  }

  package func order(of type: RecordType) -> ListRequest.Order? {
    stored.lists?[type.id]?.sort.flatMap { ListRequest.Order($0, of: type) }
  }

  /// The filters that the member keeps for a list, in the order of their names.
  package func filters(of type: RecordType) -> [SavedFilter] {
    (stored.lists?[type.id]?.filters ?? []).sorted { $0.name < $1.name }
  }

  /// The kept filter that stands when the list is opened.
  package func opening(of type: RecordType) -> SavedFilter? {
    guard let name = stored.lists?[type.id]?.opening else { return nil }
    return filters(of: type).first { $0.name == name }
  }

  package func keep(_ filter: SavedFilter, of type: RecordType) {
    let others = filters(of: type).filter { $0.name != filter.name }
    set(filters: others + [filter], of: type)
  }

  /// Forgets a filter; the list opens as usual again where it opened with that.
  package func forget(filter name: String, of type: RecordType) {
    set(filters: filters(of: type).filter { $0.name != name }, of: type)
    if stored.lists?[type.id]?.opening == name { stored.lists?[type.id]?.opening = nil }
  }

  /// Opens the list with a filter from now on, or as usual.
  package func set(opening name: String?, of type: RecordType) {
    stored.lists = stored.lists ?? [:]
    stored.lists?[type.id, default: List()].opening = name
  }

  private func set(filters: [SavedFilter], of type: RecordType) {
    stored.lists = stored.lists ?? [:]
    stored.lists?[type.id, default: List()].filters = filters
  }

  package func set(columns: [String], of type: RecordType) {
    stored.lists = stored.lists ?? [:]
    stored.lists?[type.id, default: List()].columns = columns
  }

  package func set(order: ListRequest.Order, of type: RecordType) {
    stored.lists = stored.lists ?? [:]
    stored.lists?[type.id, default: List()].sort = order.key
  }

  /// Reads the preferences of the member who has signed in; ones that do not read are left as new.
  package func load(_ app: AppModel) async {
    stored = Stored()
    guard let (registrar, session) = app.open else { return }
    do {
      let text = try await registrar.preferences(for: session)
      stored = try JSONDecoder().decode(Stored.self, from: Data(text.utf8))
    } catch {
      app.message = Message("Your saved columns and theme could not be read; the usual ones stand.", .failed)
    }
  }

  package func save(_ app: AppModel) async {
    guard let (registrar, session) = app.open else { return }
    do {
      let text = String(decoding: try JSONEncoder().encode(stored), as: UTF8.self)
      try await registrar.keep(preferences: text, for: session)
    } catch {
      app.message = Message("Your choice holds until you sign out; it could not be saved.", .failed)
    }
  }
}
