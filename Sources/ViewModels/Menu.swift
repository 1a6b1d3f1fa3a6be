import Records
import Storage

/// The menus of each role, read from the permission matrix and the catalogue alone.
package enum Menu {
  /// One line of the menu.
  package struct Entry: Sendable, Hashable {
    package let area: String
    package let type: String
    package let title: String
  }

  /// The screens with a number of their own, in their order.
  package enum Tab: String, CaseIterable, Sendable {
    case today, residents, rooms, incidents, actions, more

    package var title: String {
      switch self {
      case .today: "Today"
      case .residents: "Residents"
      case .rooms: "Rooms"
      case .incidents: "Incidents"
      case .actions: "Actions"
      case .more: "More…"
      }
    }

    /// The record type that must be readable for it.
    package var type: String? {
      switch self {
      case .today, .more: nil
      case .residents: "residents"
      case .rooms: "beds"
      case .incidents: "incidents"
      case .actions: "action_assignments"
      }
    }
  }

  package static func mayRead(_ type: RecordType, _ role: Role, _ matrix: PermissionMatrix) -> Bool {
    if type.isPlatform, role != .platform, type.id != "organizations", type.id != "users" { return false }
    return resources(of: type).contains { matrix.scope(of: .read, for: role, on: $0) != nil }
  }

  /// A resident's line in the directory is enough to have the list of residents.
  private static func resources(of type: RecordType) -> [String] {
    type.id == "residents" ? [type.resource, "resident_directory"] : [type.resource]
  }

  package static func tabs(for role: Role, _ matrix: PermissionMatrix, _ catalogue: Catalogue) -> [Tab] {
    Tab.allCases.filter { tab in
      guard let id = tab.type else { return true }
      return catalogue[id].map { mayRead($0, role, matrix) } ?? false
    }
  }

  /// What the program keeps beside other records and shows with them.
  private static let kept: Set<String> = ["form_drafts", CustomFields.values]

  /// Every record type the role may read, by area in the order of the catalogue.
  package static func entries(for role: Role, _ matrix: PermissionMatrix, _ catalogue: Catalogue) -> [Entry] {
    catalogue.types.filter { !kept.contains($0.id) && mayRead($0, role, matrix) }
      .map { Entry(area: $0.area, type: $0.id, title: $0.title) }
  }
}
