import House
import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// A home of two organisations, each with one administrator who signs in with a password.
struct TwoOrganizations: Sendable {
  let home: TestHome
  let registrar: Registrar
  /// Our administrator's session.
  let near: Session
  /// The session of the other organisation's.
  let far: Session

  static let (farName, farPassword) = ("cfaraway", "juniper berries on the windowsill")

  init() async throws {
    home = try await TestHome(platform: true)
    registrar = try home.registrar()
    let platform = try await home.begin("sys-platform")
    _ = try await home.signIn.found(
      NewOrganization(name: "Juniper Row"),
      administrator: NewPerson(
        displayName: "Cem Faraway", shortName: "C. Faraway", loginName: Self.farName, role: .administrator),
      password: .of(Self.farPassword), by: platform)
    // Both are auditors too: tokens are made for those.
    try home.tamper(
      "INSERT INTO role_assignments (organization_id, id, membership_id, role_id, starts_on, created_at, updated_at, revision, change_seq) SELECT m.organization_id, randomblob(16), m.id, r.id, '2020-01-01', 1, 1, 1, 1 FROM memberships m JOIN roles r ON r.organization_id = m.organization_id WHERE m.organization_id IN (1, 2) AND r.code = 'AUD'"
    )
    near = try await home.begin()
    far = try await home.begin(Self.farName, Self.farPassword)
  }

  func person(isTheirs: Bool) async throws -> Person {
    isTheirs
      ? try await home.signIn.signIn(name: Self.farName, password: .of(Self.farPassword))
      : try await home.signIn.signIn(name: TestHome.name, password: .of(TestHome.password))
  }

  func password(isTheirs: Bool) -> LockedBuffer { .of(isTheirs ? Self.farPassword : TestHome.password) }

  /// A program token of a member, which reads as an auditor.
  func token(of session: Session, named name: String) async throws -> MadeToken {
    let now = home.time.clock.now()
    await home.repository.noteConfirmation(of: session.id, at: now, isProof: true)
    return try await registrar.makeToken(
      TokenWish(
        name: name, role: .auditor, canWrite: false, expiresOn: session.zone.day(at: now).adding(days: 30)),
      for: session)
  }
}

/// One attempt to come into an organisation with what is another's.
struct ForeignEntry: Sendable, CustomTestStringConvertible {
  let name: String
  let comes: Set<SignInError>
  /// Tries it in their hands, or in ours, which is the control.
  typealias Attempt = @Sendable (_ isTheirs: Bool) async throws -> Void

  /// Lays what is needed, and answers with the attempt.
  let prepared: @Sendable (TwoOrganizations) async throws -> Attempt

  init(
    _ name: String, comes: SignInError...,
    prepared: @escaping @Sendable (TwoOrganizations) async throws -> Attempt
  ) {
    (self.name, self.comes, self.prepared) = (name, Set(comes), prepared)
  }

  var testDescription: String { name }

  static let all: [ForeignEntry] = [
    ForeignEntry("our post, begun with their password", comes: .keysAltered, .noPost, .failed) { two in
      let rightful = try await two.person(isTheirs: false)
      let post = try #require(rightful.posts.first)
      return { isTheirs in
        _ = try await two.home.signIn.begin(post, as: two.person(isTheirs: isTheirs), terminal: "test")
      }
    },
    ForeignEntry("our locked session, gone on with by them", comes: .failed) { two in
      await two.home.signIn.lock(two.near)
      return { isTheirs in
        try await two.home.signIn.resume(two.near, as: two.person(isTheirs: isTheirs))
      }
    },
    ForeignEntry("our locked session and their password", comes: .failed) { two in
      await two.home.signIn.lock(two.near)
      return { isTheirs in
        try await two.home.signIn.unlock(two.near, two.password(isTheirs: isTheirs))
      }
    },
    ForeignEntry("our locked session and their PIN", comes: .wrongPIN(triesLeft: 2)) { two in
      let (ours, theirs) = (LockedBuffer.of("480216"), LockedBuffer.of("915372"))
      try await two.home.signIn.choosePIN(two.near, ours, password: nil, isShared: true)
      try await two.home.signIn.choosePIN(two.far, theirs, password: nil, isShared: true)
      await two.home.signIn.lock(two.near)
      return { isTheirs in
        try await two.home.signIn.unlock(two.near, pin: isTheirs ? theirs : ours)
      }
    },
    ForeignEntry("our command, confirmed with their password", comes: .failed) { two in
      { isTheirs in try await two.home.signIn.confirm(two.near, two.password(isTheirs: isTheirs)) }
    },
    ForeignEntry("our grant in the place of theirs", comes: .keysAltered) { two in
      try two.home.tamper(
        "UPDATE key_grants SET wrapped_key = (SELECT o.wrapped_key FROM key_grants o WHERE o.organization_id = 1 AND o.scope = 'organization' LIMIT 1) WHERE organization_id = 2 AND scope = 'organization'"
      )
      return { isTheirs in
        let person = try await two.person(isTheirs: isTheirs)
        let post = try #require(person.posts.first)
        _ = try await two.home.signIn.begin(post, as: person, terminal: "test")
      }
    },
    ForeignEntry("a membership of ours that was given their login, with their grant", comes: .keysAltered) {
      two in
      try two.home.tamper(
        "UPDATE memberships SET user_id = (SELECT o.user_id FROM memberships o WHERE o.organization_id = 2) WHERE organization_id = 1",
        "UPDATE key_grants SET wrapped_key = (SELECT o.wrapped_key FROM key_grants o WHERE o.organization_id = 2 AND o.scope = 'organization' LIMIT 1) WHERE organization_id = 1 AND scope = 'organization'"
      )
      return { isTheirs in
        let person = try await two.person(isTheirs: true)
        // With their own grant they come into their own organisation, and into no other.
        let posts = person.posts.filter { $0.organization == (isTheirs ? 1 : 2) }
        let post = try #require(posts.first)
        _ = try await two.home.signIn.begin(post, as: person, terminal: "test")
      }
    },
    ForeignEntry("our token, moved under their membership", comes: .keysAltered) { two in
      let moved = try await two.token(of: two.near, named: "Moved")
      let kept = try await two.token(of: two.near, named: "Kept")
      try two.home.tamper(
        "PRAGMA foreign_keys = OFF",
        "UPDATE api_tokens SET organization_id = 2, membership_id = (SELECT id FROM memberships WHERE organization_id = 2), role_id = (SELECT id FROM roles WHERE organization_id = 2 AND code = 'AUD') WHERE name = 'Moved'"
      )
      return { isTheirs in
        _ = try await two.home.signIn.begin(token: isTheirs ? moved.token : kept.token)
      }
    },
  ]
}

/// What signs somebody in to one organisation opens no other.
@Suite(.homes) struct ForeignEntryTests {
  @Test(arguments: ForeignEntry.all)
  func `F20, F22: nobody comes in with what is another organisation's`(entry: ForeignEntry) async throws {
    let two = try await TwoOrganizations()
    let attempt = try await entry.prepared(two)
    do {
      try await attempt(true)
      Issue.record("They came in.")
    } catch let error as SignInError {
      #expect(entry.comes.contains(error), "\(error)")
    }
    try await attempt(false)
  }

  @Test func `a token of another organisation counts nobody of ours`() async throws {
    let two = try await TwoOrganizations()
    try await two.registrar.addResident("Ada", "Fern", for: two.near)
    for (session, count) in [(two.near, 1), (two.far, 0)] {
      let token = try await two.token(of: session, named: "Reads").token
      let begun = try await two.home.signIn.begin(token: token)
      #expect(begun.organization == session.organization)
      #expect(try await two.registrar.count("residents", where: [], for: begun) == count)
    }
  }

  @Test func `F8: the log is not checked either for somebody whose membership has ended`() async throws {
    let two = try await TwoOrganizations()
    #expect(try await two.registrar.verifyAudit(for: two.near).allSatisfy { $0.isIntact })
    try two.home.tamper(
      "UPDATE memberships SET state = 'ended' WHERE organization_id = 1",
      "UPDATE change_counters SET last_number = last_number + 1 WHERE organization_id = 1")
    await #expect(throws: RegistrarError.sessionEnded) { try await two.registrar.verifyAudit(for: two.near) }
    #expect(try await two.registrar.verifyAudit(for: two.far).allSatisfy { $0.isIntact })
  }
}
