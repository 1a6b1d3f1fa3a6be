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
    guard let sort = stored.lists?[type.id]?.sort else { return nil }
    let isDescending = sort.hasPrefix("-")
    let name = isDescending ? String(sort.dropFirst()) : sort
    if name == "name" { return .name(descending: isDescending) }
    return type.field(name) == nil ? nil : .field(name, descending: isDescending)
  }

  package func set(columns: [String], of type: RecordType) {
    stored.lists = stored.lists ?? [:]
    stored.lists?[type.id, default: List()].columns = columns
  }

  package func set(order: ListRequest.Order, of type: RecordType) {
    stored.lists = stored.lists ?? [:]
    switch order {
    case .name(let descending): stored.lists?[type.id, default: List()].sort = descending ? "-name" : "name"
    case .field(let name, let descending):
      stored.lists?[type.id, default: List()].sort = descending ? "-\(name)" : name
    }
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
