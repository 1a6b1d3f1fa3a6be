import Records
import Storage
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

  static let keysRotate = CommandSpec(
    "keys rotate", [], options: OptionSpec.second + OptionSpec.signIn,
    "renew the organisation's keys, where somebody may have kept them",
    details: """
      An administrator does it, and another administrator, a manager or a safeguarding lead confirms it with their own \
      password. Nothing is sealed anew: what is written from then on is under keys that nobody can have kept. Everybody \
      goes on without noticing, and the paper stays good. Ending a membership does it by itself.
      """
  ) { call throws(CommandError) in
    try await asTwo(call) { door, second throws(CommandError) in
      let unknown = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.membersWithoutLoggedKey(for: session)
      }
      for words in notes(on: unknown) { call.output.note("\(words)") }
      try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.renewKeys(confirmedBy: second, for: session)
      }
      if call.output.isJSON { return call.output.json(.object([("renewed", .flag(true))])) }
      call.output.line("The keys of \(door.session.organizationName) were renewed.")
    }
  }

  /// What is said of members who get no new key, and what helps them.
  private static func notes(on members: [MemberWithoutKey]) -> [String] {
    let here = members.filter { !$0.isElsewhere }.map(\.shortName).joined(separator: ", ")
    let elsewhere = members.filter(\.isElsewhere).map(\.shortName).joined(separator: ", ")
    var notes: [String] = []
    if !here.isEmpty {
      notes.append(
        "The log does not know the keys of \(here). They get no new one: give them a new sign-in code.")
    }
    if !elsewhere.isEmpty {
      notes.append(
        "The log does not know the keys of \(elsewhere), who belong to another organisation too. They get no new one: once you are sure that their key is theirs, “Give the keys anew” on their membership."
      )
    }
    return notes
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
