import Foundation
import House
import Records
import Storage
import ViewModels

extension Home {
  /// The program as a member sees it who has just signed in, with the shipped keys.
  @MainActor
  package func app(
    for session: Session, size: Size = Size(rows: 40, columns: 120), clock: Clock? = nil,
    isRemote: Bool = false
  ) async throws -> AppModel {
    let (table, keymap) = try Home.commands.get()
    let app = AppModel(
      registrar: registrar, door: SignInDoor(signIn: nil, isRemote: isRemote),
      clock: clock ?? time.clock, keymap: keymap, commands: table,
      size: size, theme: "terminal", themes: ["terminal"])
    OpenApps.note(app)
    app.writeFile = { name, _ in .success(name) }
    await app.began(session)
    await app.top?.model.settle()
    return app
  }

  /// The program before anybody has signed in: at the card of a home, or where there is no home yet.
  @MainActor
  package static func closedApp(
    size: Size, hasHome: Bool,
    restoring restore:
      @escaping @MainActor @Sendable (String, Password, @escaping HomeMaker.Progress) async
      -> HomeMaker.Restoring = { _, _, _ in .failed("Nothing is restored here.", page: 0) }
  ) throws -> AppModel {
    let (table, keymap) = try commands.get()
    let time = HomeTime(HomeTime.start)
    let app = AppModel(
      registrar: nil, door: SignInDoor(signIn: nil), clock: time.clock, keymap: keymap, commands: table,
      size: size, theme: "terminal", themes: ["terminal"])
    let maker = HomeMaker(
      make: { _, _ in .failed("Nothing is made here.", page: 0) }, keep: { nil },
      restore: restore)
    app.push(
      hasHome
        ? .signIn(SignInModel(app))
        : .firstRun(FirstRunModel(app, places: ["/home/ruth/.local/share/lodge"], maker: maker)))
    return app
  }

  /// The commands of the program and the shipped keys that make them, read once a run.
  @MainActor
  static let commands: Result<(CommandTable, Keymap), any Error> = Result {
    let table = CommandTable.lodge(with: .house)
    var keymap = Keymap()
    try keymap.read(shipped("Data/Keys.json5"), scopes: table.scopes)
    return (table, keymap)
  }

  /// A file of the program, by its path in the sources.
  package static func shipped(_ path: String) throws -> String {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }
}

extension AppModel {
  /// Presses keys one after the other: `down`, `enter`, `a`.
  package func press(_ names: String...) async {
    for name in names {
      guard let key = Key(name: name) else { preconditionFailure("\(name) is not a key.") }
      await handle([.key(key)])
    }
  }
}
