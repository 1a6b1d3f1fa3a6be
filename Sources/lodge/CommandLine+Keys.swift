import Records
import ViewModels

extension CommandLine {
  static let keysCard = CommandSpec(
    "keys card", [], "the keys of every screen, to be printed and put up by the terminal",
    details: "Your own keys are in it. lodge keys card | lp prints it."
  ) { call throws(CommandError) in
    let share = try call.share()
    let files = KeyFiles(share: share, policy: call.policy, environment: call.environment)
    let card: KeyCard
    do throws(ShareError) {
      card = try await KeyCard(files, call.catalogue)
    } catch {
      throw CommandError(error)
    }
    for fault in card.faults { call.output.note("\(fault)") }
    if call.output.isJSON {
      call.output.json(.array(card.lines.map(json)))
      return
    }
    var former: ViewModels.Scope?
    for line in card.lines {
      if line.scope != former {
        if former != nil { call.output.line("") }
        call.output.line("\(line.scope.place.uppercased())")
      }
      former = line.scope
      let keys = "\(line.keys.joined(separator: ", ")) " as DisplayText
      call.output.line("  " + keys.padded(to: KeyCard.keyWidth) + "\(line.title)")
    }
  }

  private static func json(_ line: KeyCard.Line) -> JSON {
    .object([
      ("screen", .text(line.scope.rawValue)), ("command", .text(line.id)), ("title", .text(line.title)),
      ("keys", .texts(line.keys)),
    ])
  }
}

/// What the keys do, screen by screen, as they are bound now.
private struct KeyCard: Sendable {
  struct Line: Sendable {
    let scope: ViewModels.Scope
    let id: String
    let title: String
    let keys: [String]
  }

  static let keyWidth = 18
  let lines: [Line]
  let faults: [String]

  @MainActor
  init(_ files: KeyFiles, _ catalogue: Catalogue) throws(ShareError) {
    let commands = CommandTable.lodge(with: catalogue)
    let (map, faults) = try files.keymap(files.written(), of: commands)
    self.faults = faults
    lines = ViewModels.Scope.allCases.flatMap { scope in
      commands.all.filter { $0.scope == scope }.compactMap { command in
        let keys = map.keys(of: command.id)
        return keys.isEmpty ? nil : Line(scope: scope, id: command.id, title: command.title, keys: keys)
      }
    }
  }
}
