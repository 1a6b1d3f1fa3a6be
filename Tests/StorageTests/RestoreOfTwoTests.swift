import House
import Records
import TestTraits
import Testing

@testable import Storage

/// A home of two organisations that comes back with the paper of one of them.
@Suite(.homes) struct RestoreOfTwoTests {
  private let home: BackupHome
  private let far: Session
  /// The code on the paper of the second organisation.
  private let farCode: String

  private static let (name, password) = ("cfaraway", "juniper berries on the windowsill")
  private static let organisation = "Juniper Row"

  init() async throws {
    home = try await BackupHome(platform: true)
    let platform = try await home.home.begin("sys-platform")
    let code = try await home.home.signIn.found(
      NewOrganization(name: Self.organisation),
      administrator: NewPerson(
        displayName: "Cem Faraway", shortName: "C. Faraway", loginName: Self.name, role: .administrator),
      password: .of(Self.password), by: platform)
    farCode = code.joined(separator: "-")
    far = try await home.home.begin(Self.name, Self.password)
    try await home.registrar.addResident("Oda", "Juniper", for: far)
  }

  /// Erases the only resident of a session's organisation.
  private func erase(as session: Session) async throws -> RecordID {
    let people = try await home.registrar.records(Query("residents"), for: session)
    let id = try #require(people.first?.id)
    let command = home.home.time.clock.newID()
    try await home.home.repository.writing(for: session, by: home.registrar) {
      (errand) throws(RegistrarError) in try errand.erase(id, command: command)
    }
    return id
  }

  @Test(arguments: [true, false])
  func `with either paper both come back whole, and who was erased since is erased in both`(
    isNear: Bool
  )
    async throws
  {
    let older = try await home.make()
    let (ada, oda) = (try await erase(as: home.session), try await erase(as: far))
    _ = try await home.make()
    let place = home.place("restored")
    let restored = try await home.restore(older.path, at: place, code: isNear ? nil : farCode)
    #expect(restored.organizations == ["Tallow Bridge Trust", Self.organisation])
    #expect(restored.warnings.isEmpty && restored.logs.allSatisfy { $0.isIntact })
    #expect(restored.erasedUnopened == [isNear ? Self.organisation : "Tallow Bridge Trust"])
    home.home.time.pass(minutes: 2 * 24 * 60)
    for (erased, name, password) in [
      (ada, TestHome.name, TestHome.password), (oda, Self.name, Self.password),
    ] {
      let (door, session) = try await home.signedIn(at: place, as: name, password)
      let back = try await door.record(erased, of: .residents, for: session)
      #expect(
        back["state"] == .text("erased") && back["given_name"] != .text("Ada")
          && back["given_name"] != .text("Oda"))
      try await door.addResident("Bea", "New", for: session)
      #expect(try await door.verifyAudit(for: session).allSatisfy { $0.isIntact })
      #expect(try await door.verifyRecords(for: session).differing == [])
      #expect(try await door.verifySealed(for: session).isSound)
    }
  }

  @Test func `the paper of one opens nothing of the other`() async throws {
    let made = try await home.make()
    let place = home.place("restored")
    let restored = try await home.restore(made.path, at: place, code: farCode)
    let opened = restored.logs.filter(\.checkedCodes).map(\.organization)
    #expect(opened == [0, 2])
  }

  private func token(as session: Session) async throws -> MadeToken {
    let now = home.home.time.clock.now()
    await home.home.repository.noteConfirmation(of: session.id, at: now, isProof: true)
    let wish = TokenWish(
      name: "The door counter", role: .auditor, canWrite: false,
      expiresOn: session.zone.day(at: now).adding(days: 90))
    return try await home.registrar.makeToken(wish, for: session)
  }

  @Test func `no token of before opens a home that came back, its organisation's paper typed or not`()
    async throws
  {
    try home.home.tamper(
      "INSERT INTO role_assignments (organization_id, id, membership_id, role_id, starts_on, created_at, updated_at, revision, change_seq) SELECT m.organization_id, randomblob(16), m.id, r.id, '2020-01-01', 1, 1, 1, 1 FROM memberships m JOIN roles r ON r.organization_id = m.organization_id WHERE m.organization_id > 0 AND r.code = 'AUD'"
    )
    let tokens = [try await token(as: home.session), try await token(as: far)]
    let made = try await home.make()
    let place = home.place("restored")
    let restored = try await home.restore(made.path, at: place)
    #expect(restored.withdrawnTokens == 2)
    let former = home.home.signIn
    let signIn = SignIn(
      repository: try home.homes.open(place), clock: home.home.time.clock,
      permissions: former.permissions, passwords: former.passwords)
    for made in tokens {
      await #expect(throws: SignInError.failed) { try await signIn.begin(token: made.token) }
    }
    for (name, password) in [(TestHome.name, TestHome.password), (Self.name, Self.password)] {
      let (door, session) = try await home.signedIn(at: place, as: name, password)
      #expect(try await door.verifyRecords(of: [Landmark.tokens], for: session).isTrue)
      #expect(try await door.verifyAudit(for: session).allSatisfy { $0.isIntact })
    }
  }
}
