import Glibc
import Records
import Sealing
import Storage
import ViewModels

extension Call {
  /// Opens the home, signs in, lets `body` work, and ends the session whatever happened.
  ///
  /// A password was given for this one command, so it counts as confirmed and proved; a token shows nobody.
  func signedIn(_ body: (SignedIn) async throws(CommandError) -> Void) async throws(CommandError) {
    let home = try OpenHome(place.path, share: try share(), catalogue: catalogue)
    let session = try await session(in: home)
    await warn(session, in: home)
    if session.token == nil {
      await home.registrar.repository.noteConfirmation(of: session.id, at: .now, isProof: true)
    }
    do throws(CommandError) {
      try await body(SignedIn(registrar: try await own(home.registrar, session), session: session))
    } catch {
      await home.signIn.end(session)
      throw error
    }
    await home.signIn.end(session)
  }

  /// The door with the open lists as the session's organisation has them.
  private func own(_ registrar: Registrar, _ session: Session) async throws(CommandError) -> Registrar {
    do { return registrar.offering(try await registrar.choiceLists(for: session)) } catch {
      throw CommandError(error)
    }
  }

  private func session(in home: OpenHome) async throws(CommandError) -> Session {
    if let path = arguments["token-file"] { return try await session(in: home, withTokenIn: path) }
    guard let user = arguments["as"] else {
      throw .usage("Say who you are: --as USER.", help: arguments.command)
    }
    let password = try password(for: user)
    let person = try await entering { () throws(SignInError) in
      try await home.signIn.signIn(name: user, password: password, terminal: terminalName)
    }
    let post: Post
    do throws(CommandError) {
      if person.needsCode { try await prove(person, user, home) }
      post = try self.post(of: person)
    } catch {
      await home.signIn.leave(person)
      throw error
    }
    return try await entering { () throws(SignInError) in
      try await home.signIn.begin(
        post, as: person, terminal: terminalName, isRemote: environment["SSH_CONNECTION"] != nil)
    }
  }

  /// Says beside the answer what is to be told of the home.
  private func warn(_ session: Session, in home: OpenHome) async {
    for warning in await home.signIn.warnings(of: session) {
      output.note("warning: \(warning.words(in: session.zone))")
    }
  }

  /// Begins what a token stands for: it says who, where and in which role.
  private func session(
    in home: OpenHome, withTokenIn path: String
  ) async throws(CommandError) -> Session {
    for name in ["as", "organisation", "role", "password-file"] where arguments.has(name) {
      throw .usage("A token says who works in which role: leave out --\(name).", help: arguments.command)
    }
    if policy != nil { throw .refused("Token files are switched off on this computer.") }
    let token = try PasswordFile.read(path, holding: "token")
    do throws(SignInError) {
      return try await home.signIn.begin(
        token: token, terminal: terminalName, isRemote: environment["SSH_CONNECTION"] != nil)
    } catch {
      guard error == .failed else { throw CommandError(error, at: .now) }
      throw .refused("\(path) holds no token that works here: it is over, was ended, or is not whole.")
    }
  }

  /// Asks for a code of the second factor; a file would hold none that is still good.
  private func prove(_ person: Person, _ user: String, _ home: OpenHome) async throws(CommandError) {
    guard let code = try PasswordPrompt.ask("Code of \(user), from the app") else {
      throw .refused("\(user) signs in with a code too, and there is no terminal to ask for it at.")
    }
    try await entering { () throws(SignInError) in try await home.signIn.prove(person, code: code) }
  }

  private func entering<Answer>(
    _ body: () async throws(SignInError) -> Answer
  ) async throws(CommandError) -> Answer {
    do { return try await body() } catch { throw CommandError(error, at: .now) }
  }

  private func password(for user: String) throws(CommandError) -> LockedBuffer {
    if let path = arguments["password-file"] {
      if policy != nil { throw .refused("Password files are switched off on this computer.") }
      return try PasswordFile.read(path)
    }
    guard let password = try PasswordPrompt.ask("Password of \(user)") else {
      throw .refused(
        "There is no terminal to ask for the password at.", hint: "Give it with --password-file FILE.")
    }
    return password
  }

  /// Chooses what to begin, by the organisation and role that were given.
  private func post(of person: Person) throws(CommandError) -> Post {
    var posts = person.posts
    if let name = arguments["organisation"] {
      let folded = Text.folded(name)
      posts = posts.filter { Text.folded($0.organizationName) == folded || String($0.organization) == name }
      if posts.isEmpty { throw .refused("You have no role in \(quoted(name)).") }
    }
    if let name = arguments["role"] {
      guard let role = Role(word: name) else {
        let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
        throw .usage("There is no role \(quoted(name)). The roles are \(roles).")
      }
      posts = posts.filter { $0.role == role }
      if posts.isEmpty { throw .refused("You do not hold the role of \(role.title.lowercased()) there.") }
    }
    guard posts.count == 1 else {
      let choices = posts.map { "--organisation \"\($0.organizationName)\" --role \($0.role.rawValue)" }
      throw .usage("You hold several roles; choose one: \(choices.joined(separator: "; ")).")
    }
    return posts[0]
  }

  /// The name of the terminal at hand, for the session's row.
  private var terminalName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard ttyname_r(STDIN_FILENO, &name, name.count) == 0 else { return "command line" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Role {
  /// Reads a role from its code or its title, in any case.
  init?(word: String) {
    let folded = Text.folded(word)
    guard
      let role = Role.allCases.first(where: {
        Text.folded($0.rawValue) == folded || Text.folded($0.title) == folded
      })
    else { return nil }
    self = role
  }
}
