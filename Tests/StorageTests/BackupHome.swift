import Foundation
import House
import Records
import Sealing
import Testing

@testable import Storage

/// A small home with a resident and a document, a medium beside it, and the paper with its code.
final class BackupHome: Sendable {
  let home: TestHome
  let registrar: Registrar
  let session: Session
  let medium: ScratchFolder
  static let letter = Array("Ada Fern moved in on Tuesday and likes the garden room.".utf8)

  init(platform: Bool = false) async throws {
    home = try await TestHome(platform: platform)
    registrar = try home.registrar()
    session = try await home.begin()
    medium = try ScratchFolder()
    try await furnish()
  }

  private func furnish() async throws {
    var property = Record(.properties)
    property.id = home.time.clock.newID()
    property[.name] = "Maple"
    var house = Record(.houses)
    house.id = home.time.clock.newID()
    house[.propertyID] = property.id
    house[.name] = "Maple House"
    house[.code] = "MAPLE"
    house[.serviceModel] = "supported_housing"
    house[.timeZone] = "Europe/London"
    var document = Record(registrar.catalogue.type("documents"))
    document["title"] = .text("Letter")
    document["kind"] = .text("letter")
    document["subject_type"] = .text("houses")
    document["subject_id"] = house.id?.value ?? .empty
    try await save([property, house])
    try await addResident("Ada", "Fern")
    let made = try await save([document])
    let saved = try #require(made.first)
    _ = try await registrar.perform(
      #require(saved.type.action("document.add-version")), on: saved, answers: [:],
      files: [IncomingFile(field: "file_id", name: "letter.txt", content: Self.letter)],
      command: home.time.clock.newID(), for: session)
  }

  @discardableResult
  func save(_ records: [Record]) async throws -> [Record] {
    try await registrar.save(
      records, command: home.time.clock.newID(), warningsAccepted: true, for: session
    ).records
  }

  func addResident(_ givenName: String, _ familyName: String) async throws {
    try await registrar.addResident(givenName, familyName, for: session)
  }

  /// The door of a home that was restored, to the administrator with the password from before or to somebody else.
  func signedIn(
    at place: String, as name: String = TestHome.name, _ password: String = TestHome.password
  ) async throws -> (Registrar, Session) {
    let repository = try homes.open(place)
    let signIn = SignIn(
      repository: repository, clock: home.time.clock, permissions: home.signIn.permissions,
      passwords: home.signIn.passwords)
    let person = try await signIn.signIn(name: name, password: .of(password))
    let session = try await signIn.begin(try #require(person.posts.first), as: person, terminal: "test")
    let door = Registrar(
      repository: repository, catalogue: registrar.catalogue, matrix: registrar.matrix,
      lists: registrar.lists,
      clock: registrar.clock)
    return (door, session)
  }

  var standard: BackupStandard {
    get throws {
      BackupStandard(migrations: try TestHome.migrations(), catalogue: .house, lists: ChoiceLists([:]))
    }
  }

  func make(named name: String? = nil, on folder: String? = nil) async throws -> MadeBackup {
    home.time.pass(minutes: 1)
    return try await home.repository.makeBackup(
      BackupPlan(folder: folder ?? medium.path, name: name, standard: standard) { "\($0)" },
      clock: home.time.clock
    ) { _ in }
  }

  var code: String { home.recoveryCode.joined(separator: "-") }

  var homes: Homes {
    get throws { Homes(catalogue: .house, migrations: try TestHome.migrations(), clock: home.time.clock) }
  }

  func plan(
    _ file: String, at place: String, keys: String? = nil, replaces: Bool = false, isRehearsal: Bool = false
  ) throws -> RestorePlan {
    RestorePlan(
      file: file, keys: keys, home: place, replaces: replaces, isRehearsal: isRehearsal,
      standard: try standard)
  }

  func restore(
    _ file: String, at place: String, code: String? = nil, keys: String? = nil, replaces: Bool = false,
    isRehearsal: Bool = false
  ) async throws -> RestoredHome {
    try await homes.restore(
      plan(file, at: place, keys: keys, replaces: replaces, isRehearsal: isRehearsal),
      code: .of(code ?? self.code)
    ) { _ in }
  }

  /// A place for a restored home that goes with this one.
  func place(_ name: String) -> String { medium.path + "/" + name }

  func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

  func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}

extension Registrar {
  func addResident(_ givenName: String, _ familyName: String, for session: Session) async throws {
    var resident = Record(catalogue.type("residents"))
    resident["given_name"] = .text(givenName)
    resident["family_name"] = .text(familyName)
    resident["born_on"] = Day("2004-05-06").map { .day($0) } ?? .empty
    _ = try await save([resident], command: clock.newID(), warningsAccepted: true, for: session)
  }
}
