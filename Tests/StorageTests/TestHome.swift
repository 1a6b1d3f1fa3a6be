import Foundation
import House
import Records
import Sealing
import Synchronization
import TestHomes
import Testing

@testable import Storage

/// A real home in a folder of its own, with one administrator, for a test's time.
final class TestHome: Sendable {
  let folder: String
  let repository: Repository
  let signIn: SignIn
  let time: TestTime
  let recoveryCode: [String]

  static let password = "maple leaves in november rain"
  static let name = "rachterberg"

  init(platform: Bool = false) async throws {
    folder = FileManager.default.temporaryDirectory.path + "/lodge-test-" + UUID().uuidString
    time = TestTime(in: HomeFolder(folder))
    let homes = try Homes(
      catalogue: .house, migrations: TestHome.migrations(), clock: time.clock, blank: Blank.file())
    let home = NewHome(
      organization: NewOrganization(name: "Tallow Bridge Trust"),
      administrator: NewPerson(
        displayName: "Rhiannon Achterberg", shortName: "R. Achterberg", loginName: TestHome.name,
        role: .administrator), isDemonstration: true)
    let system = NewPerson(
      displayName: "Io Vance", shortName: "I. Vance", loginName: "sys-platform", role: .platform)
    recoveryCode = try await homes.create(
      at: folder, home, password: .of(TestHome.password),
      platform: platform ? (system, .of(TestHome.password)) : nil)
    repository = try homes.open(folder)
    signIn = SignIn(
      repository: repository, clock: time.clock, permissions: Array(repeating: 7, count: 32),
      passwords: PasswordRules(common: ["correcthorsebatterystaple"]))
  }

  /// The same home through another process's eyes.
  func again() throws -> (Repository, SignIn) {
    let repository = try Homes(catalogue: .house, migrations: TestHome.migrations(), clock: time.clock)
      .open(folder)
    let signIn = SignIn(
      repository: repository, clock: time.clock, permissions: self.signIn.permissions,
      passwords: self.signIn.passwords)
    return (repository, signIn)
  }

  func registrar() throws -> Registrar {
    Registrar(
      repository: repository, catalogue: .house, matrix: try Home.permissions(), lists: ChoiceLists([:]),
      clock: time.clock)
  }

  func begin(_ name: String = TestHome.name, _ password: String = TestHome.password) async throws -> Session {
    let person = try await signIn.signIn(name: name, password: .of(password))
    return try await signIn.begin(try #require(person.posts.first), as: person, terminal: "test")
  }

  /// Runs SQL as the owner of the file may, past every guard.
  func tamper(_ statements: String...) throws {
    let database = try SQLiteDatabase(path: folder + "/lodge.db", kind: .maintenance)
    for statement in statements { try database.run(SQL(migration: statement)) }
  }

  func rows(_ question: String) throws -> [[SQLValue]] {
    try SQLiteDatabase(path: folder + "/lodge.db", kind: .maintenance).rows(SQL(migration: question))
  }

  func bytes(of name: String) throws -> [UInt8] {
    let path = folder + "/" + name
    return FileManager.default.fileExists(atPath: path)
      ? [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) : []
  }

  /// The place of a file of the program, by its path in the sources.
  static func shipped(_ path: String) -> String { root + "/" + path }

  static func migrations() throws -> Migrations {
    try Blank.migrations.get()
  }

  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
}

/// A clock that stands still until it is moved.
final class TestTime: Sendable {
  private let now = Mutex(Instant(milliseconds: 1_795_000_000_000))
  /// Stays as long as somebody looks at the clock.
  private let folder: HomeFolder?

  init(in folder: HomeFolder? = nil) { self.folder = folder }

  var clock: Clock {
    Clock(
      now: { self.now.withLock { $0 } },
      newID: { RecordID(milliseconds: self.now.withLock { $0.milliseconds }, random: Randomness.words()) })
  }

  func pass(minutes: Int) { now.withLock { $0 = $0.later(minutes: minutes) } }
}

extension LockedBuffer {
  static func of(_ text: String) -> LockedBuffer {
    guard let buffer = try? LockedBuffer(text.utf8) else {
      preconditionFailure("There is memory for a password.")
    }
    return buffer
  }
}
