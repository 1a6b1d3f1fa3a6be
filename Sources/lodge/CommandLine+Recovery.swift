import Records
import Sealing
import Storage

extension CommandLine {
  static let recover = CommandSpec(
    "recover", [],
    options: [
      OptionSpec("as", "USER", "the login of who is let in: one that is there, or a new one"),
      OptionSpec("name", "NAME", "the full name, for a new login"),
      OptionSpec("short-name", "NAME", "the name as records show it, 2 to 20 characters"),
      OptionSpec("organisation", "NAME", "the organisation's number, where there are several; usually 1"),
    ] + OptionSpec.second + [
      OptionSpec("witness", "NAME", "the second person's name, where nobody else can sign in"),
      OptionSpec("code-file", "FILE", "read the recovery code from a file of yours that only you can read"),
      OptionSpec(
        "password-file", "FILE", "read the new password from a file of yours that only you can read"),
    ],
    "lets one administrator back in with the recovery code",
    details: """
      For when nobody's password opens the home any more. Two people are there: the second signs in with \
      --second, or is named with --witness where nobody else can, which the log says. Who is let in gets new keys \
      and a new password; a new recovery code is shown once and the old one ends. The log has it as critical, and \
      every member is told. Backups made before still open with the paper of their day.
      """
  ) { call throws(CommandError) in
    let home = try OpenHome(call.place.path, share: try call.share(), catalogue: call.catalogue)
    let person = try recovered(call.arguments)
    guard call.arguments["second"] != nil || call.arguments["witness"] != nil else {
      throw .usage(
        "Two people are there for this: --second USER signs in, --witness NAME where nobody else can.",
        help: call.arguments.command)
    }
    let code = try recoveryCode(call)
    let password = try newPassword(call, names: [person.loginName])
    let second = try await second(call, home, of: try number(call.arguments))
    let recovery = Recovery(
      organization: try number(call.arguments), person: person, second: second,
      witness: call.arguments["witness"] ?? "")
    let groups: [String]
    do throws(RecoveryError) {
      groups = try await home.signIn.recover(recovery, code: code, password: password)
    } catch {
      if let second { await home.signIn.end(second) }
      throw CommandError(error)
    }
    if let second { await home.signIn.end(second) }
    if call.output.isJSON {
      return call.output.json(
        .object([
          ("user", .text(person.loginName)), ("recovery_code", .text(groups.joined(separator: "-"))),
        ]))
    }
    call.output.line("\(person.loginName) is let in as an administrator.")
    call.output.line("")
    showPaper(groups, call.output)
    call.output.line("")
    call.output.line("The former code opens nothing here any more. Keep it for backups of its time.")
  }

  private static func recovered(_ arguments: Arguments) throws(CommandError) -> NewPerson {
    guard let user = arguments["as"], !user.isEmpty else {
      throw .usage("Say who is let in: --as USER.", help: arguments.command)
    }
    let name = arguments["name"] ?? user
    let short = arguments["short-name"] ?? NewPerson.shortName(from: name)
    guard 2...20 ~= short.count else {
      throw .refused("A short name has 2 to 20 characters: --short-name NAME.")
    }
    return NewPerson(
      displayName: name, shortName: short, loginName: user, role: .administrator, reason: "recovery code")
  }

  private static func number(_ arguments: Arguments) throws(CommandError) -> Int {
    guard let text = arguments["organisation"] else { return 1 }
    guard let number = Int(text), number > 0 else {
      throw .usage("--organisation takes a number from 1 on.", help: arguments.command)
    }
    return number
  }

  /// The session of the second person who is there; nil where none was named.
  static func second(
    _ call: Call, _ home: OpenHome, of number: Int
  ) async throws(CommandError) -> Session? {
    guard let user = call.arguments["second"] else { return nil }
    let password: LockedBuffer
    if let path = call.arguments["second-password-file"] {
      if call.policy != nil { throw .refused("Password files are switched off on this computer.") }
      password = try PasswordFile.read(path)
    } else {
      guard let typed = try PasswordPrompt.ask("Password of \(user)") else {
        throw .refused(
          "There is no terminal to ask for the second person's password at.",
          hint: "Give it with --second-password-file FILE.")
      }
      password = typed
    }
    do throws(SignInError) {
      let person = try await home.signIn.signIn(name: user, password: password, terminal: "second person")
      if person.needsCode, let code = try? PasswordPrompt.ask("Code of \(user), from the app") {
        try await home.signIn.prove(person, code: code)
      }
      guard let post = person.posts.first(where: { $0.organization == number }) else {
        await home.signIn.leave(person)
        throw SignInError.noPost
      }
      return try await home.signIn.begin(post, as: person, terminal: "second person")
    } catch {
      throw CommandError(error, at: .now)
    }
  }

  /// A recovery code as it is written down.
  static func showPaper(_ code: [String], _ output: Output) {
    output.line("Recovery code, shown once. Write it down on paper and lock it away:")
    output.line("")
    for row in stride(from: 0, to: code.count, by: 4) {
      output.line("    \(code[row..<min(row + 4, code.count)].joined(separator: " "))")
    }
  }
}

extension CommandError {
  init(_ error: RecoveryError) {
    switch error {
    case .mistypedCode:
      self = .refused(
        "That is no recovery code: a character is missing or mistyped. Look at the paper again.")
    case .wrongCode:
      self = .refused("That code does not open this organisation. Nothing was changed.")
    case .notASecond:
      self = .refused("The second person is another member of the same organisation. Nothing was changed.")
    case .othersSignIn:
      self = .refused(
        "Somebody else signed in here within the last 14 days: one of them is there and signs in as --second."
      )
    case .noSecond: self = .refused("Two people are there for this. Nothing was changed.")
    case .needsLogin:
      self = .refused("This code admits only who has a login in the organisation. Nothing was changed.")
    case .signIn(let error): self = CommandError(error, at: .now)
    }
  }
}
