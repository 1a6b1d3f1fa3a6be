import Foundation
import House
import Records

/// The permission file as a person reads it, by its letters: the tests hold against it what the program's own reader
/// makes of the same file.
package struct PermissionSheet: Sendable {
  /// The text of each cell, by resource and the code of the role.
  private let cells: [String: [String: String]]

  package init() throws {
    let lines = try Home.shipped("Data/Permissions.csv").components(separatedBy: "\r\n")
    let head = lines[0].components(separatedBy: ",")
    var cells: [String: [String: String]] = [:]
    for line in lines.dropFirst() where !line.isEmpty {
      let parts = line.components(separatedBy: ",")
      for (role, cell) in zip(head, parts).dropFirst() { cells[parts[0], default: [:]][role] = cell }
    }
    self.cells = cells
  }

  /// The reaches in which a role holds a right on a resource.
  package func scopes(of right: Right, for role: Role, on resource: String) -> [Scope] {
    grants(of: role, on: resource).filter { $0[0].contains(right.rawValue) }.compactMap {
      Scope(rawValue: $0[1])
    }
  }

  /// The widest of them; nil where there is none.
  package func scope(of right: Right, for role: Role, on resource: String) -> Scope? {
    scopes(of: right, for: role, on: resource).max()
  }

  package func roles(with right: Right, on resource: String) -> [Role] {
    Role.allCases.filter { !scopes(of: right, for: $0, on: resource).isEmpty }
  }

  /// Whether a role sees some of a resource as initials.
  package func isMasked(_ resource: String, for role: Role) -> Bool {
    grants(of: role, on: resource).contains { $0[0].contains("m") }
  }

  /// The types that the menu of a role must have, in the order of the catalogue.
  package func menu(of role: Role) -> [String] {
    Catalogue.house.types.filter { type in
      // Kept beside other records and shown with them.
      if ["form_drafts", "custom_values"].contains(type.id) { return false }
      // A home sees of the platform itself and its own people.
      if type.isPlatform, role != .platform, !["organizations", "users"].contains(type.id) { return false }
      // A line of the directory is enough to have the list of residents.
      let resources = [type.resource] + (type.id == "residents" ? ["resident_directory"] : [])
      return resources.contains { !scopes(of: .read, for: role, on: $0).isEmpty }
    }.map(\.id)
  }

  /// Each grant as its letters and its reach.
  private func grants(of role: Role, on resource: String) -> [[String]] {
    (cells[resource]?[role.rawValue] ?? "").components(separatedBy: " ")
      .map { $0.components(separatedBy: ":") }.filter { $0.count == 2 }
  }
}
