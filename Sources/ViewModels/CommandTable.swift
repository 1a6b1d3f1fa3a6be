/// Every command of the program by its id.
@MainActor
package struct CommandTable {
  package let all: [Command]
  private let byID: [String: Command]

  package init(_ commands: [Command]) {
    all = commands
    byID = Dictionary(commands.map { ($0.id, $0) }) { _, second in
      preconditionFailure("Two commands are called \(second.id).")
    }
  }

  package subscript(id: String) -> Command? { byID[id] }

  /// The scope of each command, for reading key maps.
  package var scopes: [String: Scope] { byID.mapValues(\.scope) }

  package static let lodge = CommandTable(
    Command.everywhere + Command.signIn + Command.lists + Command.records + Command.forms + Command.asks
      + Command.palettes + Command.today + Command.beds + Command.approvals)
}
