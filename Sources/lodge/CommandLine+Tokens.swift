import House
import Records
import Sealing
import Storage

extension CommandLine {
  static let tokenNew = CommandSpec(
    "token new", [.one("NAME")],
    options: [
      OptionSpec("for-role", "ROLE", "the role that it works in, one of yours: AUD or FIN"),
      OptionSpec("days", "N", "how many days it is good, usually 90; a year at most"),
      OptionSpec("write", nil, "let it change records too; without, it only reads"),
      OptionSpec("output", "FILE", "write it into a new file that you alone can read"),
    ] + OptionSpec.signIn, "a token with which another program signs in, as FIN or AUD",
    details: """
      It works in this organisation and in one of your roles, as long as you are a member and hold that role. Only the \
      roles FIN (finance) and AUD (auditor) can have one: every other reads what 42 CFR Part 2 covers. Who holds neither \
      is given one of them first. It is shown once: put it into a file that only that program's user \
      can read, and call lodge with --token-file FILE. Every use of it is written down. lodge token end NAME ends it.
      """
  ) { call throws(CommandError) in
    let days = try call.arguments.count("days") ?? 90
    guard days <= 366 else { throw .refused("A token is good for one year at most.") }
    if let path = call.arguments["output"], FileText.exists(path) {
      throw .refused("\(path) is there already. Nothing was written over.")
    }
    let role = try tokenRole(call)
    try await call.signedIn { door throws(CommandError) in
      let wish = TokenWish(
        name: call.arguments.operands[0], role: role ?? door.session.role,
        canWrite: call.arguments.has("write"),
        expiresOn: door.session.zone.day(at: .now).adding(days: days))
      let made = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.makeToken(wish, for: session)
      }
      try handOver(made, wish, call)
    }
  }

  static let tokenList = CommandSpec(
    "token list", [], options: OptionSpec.signIn, "the tokens of programs, and when each was last used",
    details: "Nobody can show a token again: its first signs stand here, by which you know it."
  ) { call throws(CommandError) in
    try await writeList(of: .apiTokens, for: call)
  }

  static let tokenEnd = CommandSpec(
    "token end", [.one("NAME")],
    options: [OptionSpec("reason", "WORDS", "why it ends")] + OptionSpec.signIn,
    "end a token, so that it signs nobody in again"
  ) { call throws(CommandError) in
    guard let action = RecordType.apiTokens.action("token.revoke") else {
      throw .unusable("This program knows no way to end a token.")
    }
    guard let reason = call.arguments["reason"], !reason.isEmpty else {
      throw .usage("Say why it ends: --reason WORDS.", help: call.arguments.command)
    }
    try await call.signedIn { door throws(CommandError) in
      let token = try await token(named: call.arguments.operands[0], door)
      _ = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.perform(
          action, on: token, answers: ["reason": .text(reason)], command: door.newID(), for: session)
      }
      if call.output.isJSON { return call.output.json(.object([("ended", .flag(true))])) }
      call.output.line("Ended: \(call.arguments.operands[0]). It signs nobody in again.")
    }
  }

  private static func token(named name: String, _ door: SignedIn) async throws(CommandError) -> Record {
    let query = Query(RecordType.apiTokens.id).where(.equals("name", .text(name)))
    let found = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.records(query, for: session)
    }
    guard let token = found.first else {
      throw .refused("No token is called \(quoted(name)).", hint: "lodge token list names them.")
    }
    return token
  }

  /// The role that was asked for; nil where none was.
  private static func tokenRole(_ call: Call) throws(CommandError) -> Role? {
    guard let word = call.arguments["for-role"] else { return nil }
    guard let role = Role(word: word) else {
      let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("There is no role \(quoted(word)). The roles are \(roles).")
    }
    return role
  }

  /// Hands the token over, once.
  private static func handOver(_ made: MadeToken, _ wish: TokenWish, _ call: Call) throws(CommandError) {
    let text = ProgramToken.text(of: made.token)
    if let path = call.arguments["output"] {
      do throws(NewFile.Failure) { try NewFile.write(text + "\n", to: path) } catch {
        throw .refused(
          "\(path) cannot be written: \(error.reason). The token is lost; end it and make another.",
          hint: "lodge token end \(wish.name)")
      }
    }
    if call.output.isJSON {
      let isKept = call.arguments.has("output")
      return call.output.json(
        .object([
          ("name", .text(wish.name)), ("token", isKept ? .null : .text(text)),
          ("role", .text(wish.role.rawValue)), ("writes", .flag(wish.canWrite)),
          ("expires_on", .text(wish.expiresOn.description)),
        ]))
    }
    if let path = call.arguments["output"] {
      call.output.line("The token is in \(path).")
    } else {
      call.output.line("\(text)")
    }
    let verb = wish.canWrite ? "reads and writes" : "reads"
    call.output.note(
      "It \(verb) as \(wish.role.title.lowercased()) until \(wish.expiresOn.description), and is shown this once."
    )
  }
}
