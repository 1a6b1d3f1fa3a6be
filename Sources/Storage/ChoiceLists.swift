import Records

/// The members of the open choice lists, by list name.
package struct ChoiceLists: Sendable {
  private let members: [String: [Choice]]

  package init(_ members: [String: [Choice]]) { self.members = members }

  /// The members of a closed or open list, in their order.
  package func members(of choices: Choices) -> [Choice] {
    switch choices {
    case .closed(_, let members): members
    case .open(let name): members[name] ?? []
    }
  }

  /// The label of a code; a code that has left its list reads as itself.
  package func label(of code: String, in choices: Choices) -> String {
    members(of: choices).first { $0.code == code }?.label ?? Choice.label(for: code)
  }
}
