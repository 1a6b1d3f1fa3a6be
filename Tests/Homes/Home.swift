import Foundation
import House
import Records
import Sealing
import Storage
import Synchronization

/// A real home in a folder of its own, for a test's time: one organisation, two houses, and members as they are
/// asked for, whose sessions are open without a password.
package final class Home: Sendable {
  package let folder: String
  package let repository: Repository
  package let registrar: Registrar
  package let time: HomeTime
  /// The house called Maple House.
  package let maple: RecordID
  /// The house called Oak House.
  package let oak: RecordID
  /// The first administrator, who made the houses.
  package let administrator: Session

  private init(
    folder: String, repository: Repository, registrar: Registrar, time: HomeTime, maple: RecordID,
    oak: RecordID, administrator: Session
  ) {
    self.folder = folder
    self.repository = repository
    self.registrar = registrar
    self.time = time
    self.maple = maple
    self.oak = oak
    self.administrator = administrator
  }

  /// Makes a home.
  ///
  /// - Parameters:
  ///   - catalogue: The record types; those of the house where nothing else is said.
  ///   - now: The moment at which its clock stands until it is moved.
  /// - Returns: The home; its folder goes when it does.
  /// - Throws: What the store throws.
  package static func fixture(
    catalogue: Catalogue = .house, now: Instant = HomeTime.start
  ) async throws -> Home {
    let folder =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/lodge-home-"
      + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try FileManager.default.copyItem(atPath: try Blank.file(), toPath: folder + "/lodge.db")
    let repository = try Repository(folder: folder, catalogue: catalogue)
    let time = HomeTime(now)
    let registrar = Registrar(
      repository: repository, catalogue: catalogue, matrix: try permissions(), lists: try lists(),
      clock: time.clock(in: HomeFolder(folder)))
    let (maple, oak) = try await repository.foundFixture(at: now)
    let administrator = try await repository.member(
      .administrator, named: "Ada Min", houses: nil, organization: 1, at: now)
    return Home(
      folder: folder, repository: repository, registrar: registrar, time: time, maple: maple, oak: oak,
      administrator: administrator)
  }

  /// A home of its own with the same rows, in which these sessions go on; by the same clock where none is given.
  package func copy(keeping sessions: [Session], by clock: HomeTime? = nil) async throws -> Home {
    let time = clock ?? self.time
    await repository.checkpoint()
    let folder = self.folder + "-" + String(UUID().uuidString.prefix(8))
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try FileManager.default.copyItem(atPath: self.folder + "/lodge.db", toPath: folder + "/lodge.db")
    let repository = try Repository(folder: folder, catalogue: registrar.catalogue)
    for session in sessions { try await repository.resume(session, at: time.now) }
    let registrar = Registrar(
      repository: repository, catalogue: registrar.catalogue, matrix: registrar.matrix,
      lists: registrar.lists, clock: time.clock(in: HomeFolder(folder)))
    return Home(
      folder: folder, repository: repository, registrar: registrar, time: time, maple: maple, oak: oak,
      administrator: administrator)
  }

  /// A member with an open session.
  ///
  /// - Parameters:
  ///   - role: The one role of the member.
  ///   - name: The short name; made of the role where nothing is said.
  ///   - houses: The houses of the role; nil for all.
  ///   - organization: 1, or 2 for a second organisation that knows nothing of the first.
  /// - Returns: The session.
  /// - Throws: What the store throws.
  package func session(
    _ role: Role, named name: String? = nil, houses: Set<RecordID>? = nil, organization: Int = 1
  ) async throws -> Session {
    try await repository.member(
      role, named: name ?? "\(role.title) \(UUID().uuidString.prefix(4))", houses: houses,
      organization: organization, at: time.now)
  }

  /// A resident who lives in a house, made in the name of the administrator.
  package func resident(
    _ givenName: String, _ familyName: String, in house: RecordID? = nil, born: String = "2004-05-06"
  ) async throws -> Record {
    var resident = Record(registrar.catalogue.type("residents"))
    resident["given_name"] = .text(givenName)
    resident["family_name"] = .text(familyName)
    resident["born_on"] = Day(born).map { .day($0) } ?? .empty
    let made = try await save(resident)
    guard let house, let id = made.id else { return made }
    try await repository.stay(of: id, in: house, at: time.now)
    return try await registrar.record(id, of: made.type, for: administrator)
  }

  /// Makes a resident part of a member's caseload.
  package func entrust(_ resident: Record, to session: Session) async throws {
    guard let id = resident.id else { return }
    try await repository.entrust(id, to: session.membership, at: time.now)
  }

  /// The report of a fall in Maple House as somebody wrote it, still a draft.
  package func fall(by session: Session) async throws -> Record {
    var incident = Record(registrar.catalogue.type("incidents"))
    incident[.houseID] = maple
    incident[.kind] = "fall"
    incident[.severity] = 2
    incident[.occurredAt] = time.now
    incident[.placeKind] = "kitchen"
    incident[.narrative] = "Slipped on the wet floor."
    incident[.immediateAction] = "Sat down, no wound."
    return try await save(incident, as: session)
  }

  /// The same, sent.
  package func sentFall(by session: Session) async throws -> Record {
    let made = try await fall(by: session)
    try await perform("incident.submit", on: made, as: session)
    return try await registrar.record(made.id ?? .zero, of: made.type, for: session)
  }

  /// Gives a member the staff record of a person with a full name; returns the session that knows of it.
  @discardableResult
  package func employ(_ givenName: String, _ familyName: String, as session: Session) async throws -> Session
  {
    var staff = Record(registrar.catalogue.type("staff_members"))
    staff[.givenName] = givenName
    staff[.familyName] = familyName
    staff[.jobTitle] = "Worker"
    staff[.employmentKind] = "employee"
    staff[.startsOn] = Day("2026-01-05")
    staff["dbs_checked_on"] = .day(Day("2026-01-02") ?? Day(number: 0))
    let made = try await save(staff)
    let type = registrar.catalogue.type("memberships")
    var member = try await registrar.record(session.membership, of: type, for: administrator)
    member[.staffMemberID] = made.id
    try await save(member)
    return session.employed(as: made.id ?? .zero)
  }

  /// Saves a record in the name of the administrator, or of the session given.
  @discardableResult
  package func save(_ record: Record, as session: Session? = nil) async throws -> Record {
    let receipt = try await registrar.save(
      [record], command: time.newID(), warningsAccepted: true, for: session ?? administrator)
    return receipt.records.first ?? record
  }

  /// The matrix that the program ships.
  package static func permissions() throws -> PermissionMatrix { try shippedMatrix.get() }

  /// The open lists that the program ships.
  package static func lists() throws -> ChoiceLists { try shippedLists.get() }

  // Read once a run: forty files for each home are more work than the home.
  private static let shippedMatrix: Result<PermissionMatrix, any Error> = Result {
    try PermissionMatrix(csv: String(contentsOfFile: root + "/Data/Permissions.csv", encoding: .utf8))
  }

  private static let shippedLists: Result<ChoiceLists, any Error> = Result { try readLists() }

  private static func readLists() throws -> ChoiceLists {
    struct File: Decodable {
      struct Member: Decodable {
        let code: String
        let label: String?
        let also: [String]?
      }
      let members: [Member]
    }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    var lists: [String: [Choice]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: root + "/Data/Lists")
    where name.hasSuffix(".json5") {
      let path = URL(fileURLWithPath: root + "/Data/Lists/" + name)
      guard let file = try? decoder.decode(File.self, from: Data(contentsOf: path)) else { continue }
      lists[String(name.dropLast(6))] = file.members.map {
        Choice($0.code, $0.label ?? Choice.label(for: $0.code), alsoCalled: $0.also ?? [])
      }
    }
    return ChoiceLists(lists)
  }

  /// Where the sources lie.
  package static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
}

/// A clock that stands still until it is moved.
package final class HomeTime: Sendable {
  /// Tuesday 17 November 2026, 10:00 in London.
  package static let start = Instant(milliseconds: 1_794_909_600_000)

  private let moment: Mutex<Instant>

  package init(_ now: Instant) { moment = Mutex(now) }

  package var now: Instant { moment.withLock { $0 } }
  package func newID() -> RecordID { RecordID(milliseconds: now.milliseconds, random: Randomness.words()) }
  package func pass(minutes: Int) {
    moment.withLock { $0 = Instant(milliseconds: $0.milliseconds + minutes * 60_000) }
  }

  package func pass(milliseconds: Int) {
    moment.withLock { $0 = Instant(milliseconds: $0.milliseconds + milliseconds) }
  }

  package var clock: Clock { Clock(now: { self.now }, newID: { self.newID() }) }

  /// The same clock for who works in a folder, which stays as long as somebody looks at it.
  package func clock(in folder: HomeFolder) -> Clock {
    Clock(now: { withExtendedLifetime(folder) { self.now } }, newID: { self.newID() })
  }
}
