import Records

/// The members of the open choice lists, by list name.
package struct ChoiceLists: Sendable {
  /// What the program ships.
  private let shipped: [String: [Choice]]
  /// What an organisation offers where that differs.
  private var offered: [String: [Choice]] = [:]
  /// The same with what it no longer offers, for records that hold it.
  private var known: [String: [Choice]] = [:]

  package init(_ members: [String: [Choice]]) { shipped = members }

  /// The members of a closed or open list that may be chosen, in their order.
  package func members(of choices: Choices) -> [Choice] {
    switch choices {
    case .closed(_, let members): members
    case .open(let name): offered[name] ?? shipped[name] ?? []
    }
  }

  /// Those that may be chosen and those that no longer may: what a record can hold.
  package func known(of choices: Choices) -> [Choice] {
    guard case .open(let name) = choices else { return choices.members }
    return known[name] ?? shipped[name] ?? []
  }

  /// The label of a code; a code that has left its list reads as itself.
  package func label(of code: String, in choices: Choices) -> String {
    known(of: choices).first { $0.code == code }?.label ?? Choice.label(for: code)
  }

  /// A member that an organisation has added, or its own word for one that is shipped.
  package struct Own: Sendable, Hashable {
    package let list: String
    package let choice: Choice
    package let position: Int
    /// It may be chosen today; one that was retired still reads.
    package let isOffered: Bool

    package init(list: String, choice: Choice, position: Int, isOffered: Bool) {
      self.list = list
      self.choice = choice
      self.position = position
      self.isOffered = isOffered
    }
  }

  /// The same lists as an organisation has them: a shipped member keeps its place, added ones follow by position.
  package func extended(by own: [Own]) -> ChoiceLists {
    var lists = ChoiceLists(shipped)
    for (name, values) in Dictionary(grouping: own, by: \.list) {
      let byCode = Dictionary(values.map { ($0.choice.code, $0) }, uniquingKeysWith: { first, _ in first })
      let base = shipped[name] ?? []
      let codes = Set(base.map(\.code))
      let added = byCode.values.filter { !codes.contains($0.choice.code) }
        .sorted { ($0.position, $0.choice.label) < ($1.position, $1.choice.label) }
      let all =
        base.map { member in byCode[member.code].map { member.labelled($0.choice.label) } ?? member }
        + added.map(\.choice)
      lists.known[name] = all
      lists.offered[name] = all.filter { byCode[$0.code]?.isOffered ?? true }
    }
    return lists
  }
}
