import Records
import Storage

/// Every command of the program by its id.
@MainActor
package struct CommandTable {
  package let all: [Command]
  private let byID: [String: Command]
  /// In the order in which a footer offers them; those without a rank stay out of it.
  private let ranked: [Scope: [Command]]

  package init(_ commands: [Command]) {
    all = commands
    byID = Dictionary(commands.map { ($0.id, $0) }) { _, second in
      preconditionFailure("Two commands are called \(second.id).")
    }
    ranked = Dictionary(grouping: commands.filter { $0.rank != nil }) { $0.scope }
      .mapValues { $0.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) } }
  }

  /// The commands of a scope that a footer offers, the most useful first.
  package func ranked(in scope: Scope) -> [Command] { ranked[scope] ?? [] }

  package subscript(id: String) -> Command? { byID[id] }

  /// The scope of each command, for reading key maps.
  package var scopes: [String: Scope] { byID.mapValues(\.scope) }

  package static let lodge = CommandTable(
    Command.everywhere + Command.signIn + Command.lists + Command.records + Command.forms + Command.asks
      + Command.wizards
      + Command.palettes + Command.today + Command.beds + Command.approvals + Command.rounds
      + Command.medicines + Command.missing + Command.handovers + Command.emergency
      + Command.emergencyAccess)

  /// The program's commands and one for each action of the catalogue's types.
  package static func lodge(with catalogue: Catalogue) -> CommandTable {
    var seen = Set(lodge.all.map(\.id))
    var actions: [Action] = []
    var openings: [(opening: Opening, target: String?)] = []
    // Field by field: thousands of them are looked through at every start, and next to none is kept.
    for type in catalogue.types {
      for action in type.allActions where seen.insert(action.id).inserted { actions.append(action) }
      for field in type.fields {
        guard let opening = field.opening, seen.insert(opening.id).inserted else { continue }
        openings.append((opening, field.target))
      }
    }
    return CommandTable(
      lodge.all
        + openings.map { opening, target in
          Command(
            opening.id, opening.title, in: .record, effect: .write,
            when: { $0.availability(ofOpening: opening.id, from: target) }
          ) { await $0.beginOpening(opening.id) }
        }
        + actions.map { action in
          Command(
            action.id, action.title, in: .record, effect: action.right == .approve ? .approve : .write,
            when: { $0.availability(ofAction: action.id) }
          ) { await $0.begin(actionID: action.id) }
        })
  }
}

extension Availability {
  /// It belongs to records of another type.
  package static let elsewhere = Availability.no("That cannot be done here.")
}

extension AppModel {
  /// Whether the chosen record's type is one that another record is begun from so, and whether it may be.
  fileprivate func availability(ofOpening id: String, from target: String?) -> Availability {
    if let known = detail?.openings.first(where: { $0.id == id }) { return known.availability }
    let type = detail?.type ?? list?.type
    return type?.id == target ? .yes : .elsewhere
  }

  /// Whether the chosen record's type has the action, and whether it is possible as far as is known by now.
  fileprivate func availability(ofAction id: String) -> Availability {
    if let detail, let known = detail.actions.first(where: { $0.action.id == id }) {
      return known.availability
    }
    let type = detail?.type ?? list?.type
    return type?.action(id) == nil ? .elsewhere : .yes
  }
}
