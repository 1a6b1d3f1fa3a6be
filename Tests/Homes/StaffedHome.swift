import Foundation
import House
import Records
import Sealing
import Storage
import ViewModels

/// A home in a folder of its own whose members sign in with names and passwords, for a test's time.
package final class StaffedHome: Sendable {
  package let folder: String
  package let repository: Repository
  package let registrar: Registrar
  package let signIn: SignIn
  package let time = HomeTime(HomeTime.start)
  /// The printed code of the home, in groups.
  package let recoveryCode: [String]

  /// Everybody's password; a demonstration protects nobody.
  package static let password = "maple leaves in november rain"

  /// One who works there besides the administrator `ada`.
  package struct Worker: Sendable {
    package let role: Role
    package let shortName: String
    package let login: String

    package init(_ role: Role, _ shortName: String, _ login: String) {
      (self.role, self.shortName, self.login) = (role, shortName, login)
    }
  }

  package init(_ workers: [Worker] = []) async throws {
    folder =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/lodge-staffed-"
      + UUID().uuidString
    let homes = try Homes(
      catalogue: .house, migrations: Blank.migrations.get(), clock: time.clock, blank: Blank.file())
    let ada = NewPerson(
      displayName: "Ada Minden", shortName: "A. Minden", loginName: "ada", role: .administrator)
    recoveryCode = try await homes.create(
      at: folder,
      NewHome(
        organization: NewOrganization(name: "Tallow Bridge Trust"), administrator: ada, isDemonstration: true),
      password: StaffedHome.typed(StaffedHome.password), platform: nil)
    repository = try homes.open(folder)
    let clock = time.clock(in: HomeFolder(folder))
    signIn = SignIn(
      repository: repository, clock: clock, permissions: Array(repeating: 7, count: 32),
      passwords: PasswordRules())
    registrar = Registrar(
      repository: repository, catalogue: .house, matrix: try Home.permissions(), lists: try Home.lists(),
      clock: clock)
    guard !workers.isEmpty else { return }
    let session = try await begin("ada")
    for worker in workers {
      try await signIn.add(
        NewPerson(
          displayName: worker.shortName, shortName: worker.shortName, loginName: worker.login,
          role: worker.role), password: StaffedHome.typed(StaffedHome.password), by: session)
    }
    await signIn.end(session)
  }

  /// A session of somebody, begun with their password.
  package func begin(_ login: String) async throws -> Session {
    let person = try await signIn.signIn(name: login, password: StaffedHome.typed(StaffedHome.password))
    guard let post = person.posts.first else { throw SignInError.noPost }
    return try await signIn.begin(post, as: person)
  }

  /// The program at the sign-in card of a terminal, with the shipped keys.
  @MainActor
  package func app(
    size: Size = Size(rows: 24, columns: 80), isKiosk: Bool = true
  ) throws -> AppModel {
    let (table, keymap) = try Home.commands.get()
    let app = AppModel(
      registrar: registrar, door: SignInDoor(signIn: signIn, terminal: "kitchen-1"), clock: time.clock,
      keymap: keymap, commands: table, size: size, theme: "terminal", themes: ["terminal"],
      terminalName: "kitchen-1", isKiosk: isKiosk)
    OpenApps.note(app)
    app.push(.signIn(SignInModel(app)))
    return app
  }

  /// Rows of the home's file, as any program may read it.
  package func rows(_ question: SQL) async throws -> [[SQLValue]] {
    try await repository.read { (database) throws(StorageError) in try database.rows(question) }
  }

  package static func typed(_ text: String) throws -> Password { try Password(text.utf8) }
}

extension AppModel {
  /// Types text, a letter after the other.
  package func type(_ text: String) async {
    for letter in text { await handle([.key(.character(letter))]) }
  }

  /// Signs in at the card that stands there.
  package func signIn(_ login: String) async {
    await type(login)
    await press("tab")
    await type(StaffedHome.password)
    await press("enter")
  }

  /// Chooses a PIN for the session, typing it twice.
  package func choosePIN(_ pin: String) async {
    await wish("session.pin")
    await type(pin)
    await press("enter")
    await type(pin)
    await press("enter")
  }

  /// Does a command as the palette does it.
  package func wish(_ id: String) async {
    await perform(id)
    await top?.model.settle()
  }
}
