import Foundation
import House
import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// Keys are renewed when somebody leaves who had them: members go on, and who left opens nothing later.
@Suite(.homes) struct RotationTests {
  private let home: TestHome
  private let registrar: Registrar
  private let first: Session
  private let resident: RecordID

  init() async throws {
    home = try await TestHome()
    registrar = try home.registrar()
    first = try await home.begin()
    for (login, name, role) in [
      ("mlindqvist", "M. Lindqvist", Role.safeguarding), ("jpark", "J. Park", Role.worker),
    ] {
      try await home.signIn.add(
        NewPerson(
          displayName: name, shortName: name, loginName: login, role: role, reason: "Works here."),
        password: .of(TestHome.password), by: first)
    }
    try await registrar.addResident("Ada", "Fern", for: first)
    let found = try await registrar.records(Query("residents"), for: first)
    resident = try #require(found.first?.id)
  }

  private func leave(_ name: String = "J. Park") async throws {
    let member = try #require(
      try await registrar.records(
        Query("memberships").where(.equals("short_name", .text(name))), for: first
      ).first)
    try await home.signIn.confirm(first, .of(TestHome.password), isProof: false)
    _ = try await registrar.perform(
      try #require(member.type.action("membership.end")), on: member,
      answers: ["end_note": .text("Has left.")], command: home.time.clock.newID(), for: first)
  }

  private func names(_ door: Registrar, _ session: Session) async throws -> [Value] {
    try await door.records(Query("residents"), for: session).map { $0["family_name"] }
  }

  private func isIntact(_ session: Session) async throws -> Bool {
    let reports = try await registrar.verifyAudit(for: session)
    return reports.allSatisfy { $0.isIntact && $0.checkedCodes }
  }

  /// The same person at another terminal, in a program of its own.
  private func elsewhere(
    _ login: String = TestHome.name
  ) async throws -> (door: Registrar, repository: Repository, session: Session) {
    let (repository, signIn) = try home.again()
    let person = try await signIn.signIn(name: login, password: .of(TestHome.password))
    let session = try await signIn.begin(try #require(person.posts.first), as: person, terminal: "other")
    let door = Registrar(
      repository: repository, catalogue: .house, matrix: registrar.matrix, lists: registrar.lists,
      clock: registrar.clock)
    return (door, repository, session)
  }

  /// The version of the organisation's key that the file is under.
  private func version() throws -> Int? {
    try home.rows("SELECT max(dek_version) FROM data_keys WHERE organization_id = 1").first?[0].integer
  }

  private func renew() async throws {
    try await home.repository.writing(for: first, by: registrar) { (errand) throws(RegistrarError) in
      errand.renewsKeys = true
    }
  }

  @Test func `who leaves takes no key along: everything is readable, and the former key opens nothing`()
    async throws
  {
    let kept = try await home.repository.copiedKey(of: first)
    let wrapped = try home.rows("SELECT wrapped_key FROM data_keys WHERE organization_id = 1").compactMap {
      $0[0].bytes
    }
    #expect(try await home.repository.count(openedBy: kept) == wrapped.count)
    try await leave()
    #expect(try await home.repository.count(openedBy: kept) == 0)
    for name in ["lodge.db", "lodge.db-wal"] {
      let file = Data(try home.bytes(of: name))
      #expect(wrapped.allSatisfy { file.range(of: Data($0)) == nil }, "\(name)")
    }
    #expect(try await names(registrar, first) == [.text("Fern")])
    try await registrar.addResident("Bea", "Later", for: first)
    #expect(try await home.repository.count(openedBy: kept) == 0)
    let again = try await home.begin()
    #expect(Set(try await names(registrar, again)) == [.text("Fern"), .text("Later")])
    let lead = try await home.begin("mlindqvist")
    #expect(try await names(registrar, lead).count == 2)
    #expect(try await isIntact(first))
    #expect(try await registrar.verifyRecords(of: ["residents", "memberships"], for: first).count == 0)
    await #expect(throws: SignInError.self) { try await home.begin("jpark") }
  }

  @Test(arguments: [
    "BEFORE UPDATE ON data_keys WHEN old.kind = 'token'", "BEFORE INSERT ON data_keys",
    "BEFORE UPDATE ON key_grants WHEN new.key_version = 2", "BEFORE UPDATE ON recovery_slots",
    "BEFORE INSERT ON audit_log WHEN new.event = 'epoch.started'",
    "BEFORE INSERT ON audit_log WHEN new.event = 'keys.rotated'",
  ])
  func `F21: renewing keys that is stopped at any step leaves all as it was, and the next try renews all`(
    step: String
  ) async throws {
    let kept = try await home.repository.copiedKey(of: first)
    let all = try await home.repository.count(openedBy: kept)
    #expect(all > 0)
    try home.tamper("CREATE TRIGGER stopped \(step) BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    await #expect(throws: RegistrarError.self) { try await leave() }
    try home.tamper("DROP TRIGGER stopped")
    #expect(try await home.repository.count(openedBy: kept) == all)
    #expect(try version() == 1)
    #expect(try await names(registrar, first) == [.text("Fern")])
    #expect(try await names(registrar, try await home.begin("jpark")).count <= 1)
    #expect(try await isIntact(first))
    try await leave()
    #expect(try await home.repository.count(openedBy: kept) == 0)
    #expect(try await names(registrar, first) == [.text("Fern")])
    #expect(try await isIntact(try await home.begin()))
  }

  @Test func `who is signed in at another terminal goes on, reading and writing under the new keys`()
    async throws
  {
    let (door, repository, session) = try await elsewhere()
    #expect(try await names(door, session) == [.text("Fern")])
    let kept = try await repository.copiedKey(of: session)
    try await leave()
    try await door.addResident("Bea", "Later", for: session)
    #expect(Set(try await names(door, session)) == [.text("Fern"), .text("Later")])
    #expect(try await home.repository.count(openedBy: kept) == 0)
    #expect(Set(try await names(registrar, first)) == [.text("Fern"), .text("Later")])
    #expect(try await isIntact(first))
  }

  @Test func `whose own key does not open the new one is locked`() async throws {
    let (door, _, session) = try await elsewhere("mlindqvist")
    _ = try await names(door, session)
    try await leave()
    try home.tamper("UPDATE key_grants SET wrapped_key = randomblob(80) WHERE revoked_at IS NULL")
    await #expect(throws: RegistrarError.storage(.keysRenewed)) { try await names(door, session) }
    await #expect(throws: RegistrarError.sessionEnded) { try await names(door, session) }
    let states = try home.rows(
      "SELECT s.state FROM user_sessions s JOIN memberships m ON m.id = s.membership_id WHERE m.short_name = 'M. Lindqvist'"
    )
    #expect(states == [[.text("locked")]])
  }

  @Test(arguments: [true, false])
  func `a session whose grant no longer opens is locked or ended in the file too`(locks: Bool) async throws {
    let (_, repository, session) = try await elsewhere("mlindqvist")
    try await leave()
    try home.tamper("UPDATE key_grants SET wrapped_key = randomblob(80) WHERE revoked_at IS NULL")
    let now = home.time.clock.now()
    if locks {
      await repository.lock(session, at: now)
    } else {
      await repository.end(session, SignIn.End.signedOut.rawValue, at: now)
    }
    let states = try home.rows(
      "SELECT s.state FROM user_sessions s JOIN memberships m ON m.id = s.membership_id WHERE m.short_name = 'M. Lindqvist'"
    )
    #expect(states == [[.text(locks ? "locked" : "ended")]])
  }

  @Test func `who leaves is out of the other terminal, and not asked for a password`() async throws {
    let (door, _, session) = try await elsewhere("jpark")
    _ = try await names(door, session)
    try await leave()
    await #expect(throws: RegistrarError.sessionEnded) { try await names(door, session) }
  }

  @Test func `the next write about a resident is under a new key, and what was written before still reads`()
    async throws
  {
    try await leave()
    var changed = try await registrar.record(resident, of: .residents, for: first)
    changed["family_name"] = .text("Fernley")
    _ = try await registrar.save(
      [changed], command: home.time.clock.newID(), warningsAccepted: true, for: first)
    let versions = try home.rows(
      "SELECT version, dek_version, born_under FROM data_keys WHERE kind = 'resident' ORDER BY version")
    #expect(versions == [[1, 2, 1], [2, 2, 2]].map { $0.map { SQLValue.integer($0) } })
    for session in [first, try await home.begin()] {
      let read = try await registrar.record(resident, of: .residents, for: session)
      #expect(read["given_name"] == .text("Ada") && read["family_name"] == .text("Fernley"))
    }
    #expect(try await isIntact(first))
    #expect(try await registrar.verifyRecords(of: ["residents"], for: first).count == 0)
  }

  @Test func `a version that was not committed seals nothing afterwards`() async throws {
    try await leave()
    var changed = try await registrar.record(resident, of: .residents, for: first)
    changed["family_name"] = .text("Fernley")
    let stale = changed
    try home.tamper(
      "CREATE TRIGGER stopped BEFORE UPDATE ON residents BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    await #expect(throws: RegistrarError.self) {
      _ = try await registrar.save(
        [stale], command: home.time.clock.newID(), warningsAccepted: true, for: first)
    }
    try home.tamper("DROP TRIGGER stopped")
    _ = try await registrar.save(
      [stale], command: home.time.clock.newID(), warningsAccepted: true, for: first)
    #expect(try await names(registrar, try await home.begin()) == [.text("Fernley")])
  }

  @Test func `a resident who is erased after keys were renewed has no key left in any version`()
    async throws
  {
    try await leave()
    var changed = try await registrar.record(resident, of: .residents, for: first)
    changed["family_name"] = .text("Fernley")
    _ = try await registrar.save(
      [changed], command: home.time.clock.newID(), warningsAccepted: true, for: first)
    let (erased, command) = (resident, home.time.clock.newID())
    try await home.repository.writing(for: first, by: registrar) { (errand) throws(RegistrarError) in
      try errand.erase(erased, command: command)
    }
    try await renew()
    #expect(try home.rows("SELECT count(*) FROM data_keys WHERE kind = 'resident'") == [[.integer(0)]])
    #expect(try await isIntact(first))
  }

  @Test func `the printed code lets somebody in after keys were renewed`() async throws {
    try await leave()
    let second = try await home.begin("mlindqvist")
    let person = NewPerson(
      displayName: "Rhiannon Achterberg", shortName: "R. Achterberg", loginName: TestHome.name,
      role: .administrator)
    _ = try await home.signIn.recover(
      Recovery(organization: 1, person: person, second: second, witness: ""),
      code: .of(home.recoveryCode.joined(separator: " ")), password: .of("a new herring for the weir"))
    let session = try await home.begin(TestHome.name, "a new herring for the weir")
    #expect(try await names(registrar, session) == [.text("Fern")])
    #expect(try await isIntact(session))
  }

  @Test func `a program's token goes on, and its record is as the log says`() async throws {
    // The administrator holds a role more that reads nothing of Part 2.
    try home.tamper(
      """
      INSERT INTO role_assignments (organization_id, id, membership_id, role_id, starts_on, created_at, \
      updated_at, revision, change_seq) SELECT 1, randomblob(16), m.id, r.id, '2020-01-01', 1, 1, 1, 1 \
      FROM memberships m JOIN roles r ON r.organization_id = m.organization_id \
      WHERE m.organization_id = 1 AND m.short_name = 'R. Achterberg' AND r.code = 'AUD'
      """)
    await home.repository.noteConfirmation(of: first.id, at: home.time.clock.now(), isProof: true)
    let wish = TokenWish(
      name: "For the archive", role: .auditor, canWrite: false,
      expiresOn: first.zone.day(at: home.time.clock.now()).adding(days: 30))
    let made = try await registrar.makeToken(wish, for: first)
    let former = try await home.signIn.begin(token: made.token)
    let now = home.time.clock.now()
    let fingerprint = ProgramToken.fingerprint(of: made.token)
    let known = try #require(try await home.repository.token(fingerprint, at: now))
    let seed = try #require(await PasswordWork.open(known.slot, made.token))
    try await leave()
    // Begun before the keys were renewed, and opened after.
    _ = try await home.repository.begin(
      known, seed, at: SessionPlace(terminal: "token", isRemote: false),
      permissions: home.signIn.permissions, now: now)
    _ = try await registrar.records(Query("houses"), for: former)
    let begun = try await home.signIn.begin(token: made.token)
    _ = try await registrar.records(Query("houses"), for: begun)
    #expect(
      try home.rows("SELECT state, key_version FROM api_tokens") == [[.text("active"), .integer(2)]])
    #expect(try await registrar.verifyRecords(of: ["api_tokens"], for: first).count == 0)
  }

  @Test func `the new key is sealed to no public key that the log does not have`() async throws {
    try home.tamper(
      "UPDATE users SET public_key = randomblob(32) WHERE id = (SELECT user_id FROM memberships WHERE short_name = 'M. Lindqvist')"
    )
    #expect(
      try await registrar.membersWithoutLoggedKey(for: first) == [
        MemberWithoutKey(shortName: "M. Lindqvist", isElsewhere: false)
      ])
    try await leave()
    let told = try await registrar.records(Query("notifications"), for: first).map { $0["title"] }
    let words =
      "The log does not know this member’s key, and they got no new one. Give them a new sign-in code"
    #expect(told.contains(.text(words)))
    let grants = try home.rows(
      "SELECT g.revoked_reason, length(g.wrapped_key) FROM key_grants g JOIN memberships m ON m.id = g.membership_id WHERE m.short_name = 'M. Lindqvist'"
    )
    #expect(grants == [[.text("public key not in the log"), .integer(0)]])
    #expect(
      try home.rows("SELECT risk FROM audit_log WHERE event = 'key_grant.withdrawn'")
        == [[.text("critical")]])
  }

  @Test
  func `of an unknown key of who belongs to another organisation too, people are told what can be done`()
    async throws
  {
    try home.tamper(
      "UPDATE users SET public_key = randomblob(32) WHERE id = (SELECT user_id FROM memberships WHERE short_name = 'M. Lindqvist')",
      "INSERT INTO memberships (organization_id, id, user_id, state, short_name, starts_on, created_at, updated_at, revision, change_seq) SELECT 0, randomblob(16), user_id, state, short_name, starts_on, created_at, updated_at, 1, 1 FROM memberships WHERE organization_id = 1 AND short_name = 'M. Lindqvist'"
    )
    #expect(
      try await registrar.membersWithoutLoggedKey(for: first) == [
        MemberWithoutKey(shortName: "M. Lindqvist", isElsewhere: true)
      ])
    try await leave()
    let told = try await registrar.records(Query("notifications"), for: first).map { $0["title"] }
    #expect(told.contains(.text(Repository.unknownKeyElsewhere)))
    #expect(!told.contains(.text(Repository.unknownKey)))
  }

  @Test func `two who leave one after the other renew the keys twice`() async throws {
    try await home.signIn.add(
      NewPerson(displayName: "Sol Reyes", shortName: "S. Reyes", loginName: "sreyes", role: .worker),
      password: .of(TestHome.password), by: first)
    try await leave()
    try await leave("S. Reyes")
    #expect(try version() == 3)
    let reports = try await registrar.verifyAudit(for: first)
    #expect(reports.allSatisfy(\.isIntact) && reports.last?.end.epoch == 3)
  }

  @Test func `on command it takes two people, and the password of who orders it`() async throws {
    let lead = try await home.begin("mlindqvist")
    let worker = try await home.begin("jpark")
    let now = home.time.clock.now()
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await registrar.renewKeys(confirmedBy: lead, for: first)
    }
    await home.repository.noteConfirmation(of: first.id, at: now, isProof: true)
    for other in [worker, first] {
      await #expect(
        throws: RegistrarError.notAllowed(
          "The second person is another administrator, a manager or a safeguarding lead.")
      ) { try await registrar.renewKeys(confirmedBy: other, for: first) }
    }
    await #expect(throws: RegistrarError.self) {
      try await registrar.renewKeys(confirmedBy: first, for: lead)
    }
    #expect(try version() == 1)
    try await registrar.renewKeys(confirmedBy: lead, for: first)
    #expect(try version() == 2)
    #expect(
      try home.rows("SELECT count(*) FROM audit_log WHERE event = 'keys.rotation_ordered'")
        == [[.integer(1)]])
    await home.signIn.end(lead)
    await home.repository.noteConfirmation(of: first.id, at: now, isProof: true)
    await #expect(throws: RegistrarError.self) {
      try await registrar.renewKeys(confirmedBy: lead, for: first)
    }
    #expect(try await isIntact(first))
  }

  @Test func `however often keys are renewed, all is readable and the log verifies`() async throws {
    for number in 0..<40 {
      try await renew()
      if number % 8 == 0 { try await registrar.addResident("Bea", "Number \(number)", for: first) }
    }
    let session = try await home.begin()
    #expect(try await names(registrar, session).count == 6)
    #expect(try await isIntact(session))
    let lead = try await home.begin("mlindqvist")
    #expect(try await names(registrar, lead).count == 6)
  }
}

extension Repository {
  /// The organisation's key as a session holds it, copied as somebody might before they leave.
  fileprivate func copiedKey(of session: Session) throws -> LockedBuffer {
    guard let held = keys[session.id] else { throw StorageError.sealing }
    return try vault.arena.copy(of: held.own.outer)
  }

  /// How many keys of the first organisation a kept key opens in the file as it is.
  fileprivate func count(openedBy kept: LockedBuffer) throws -> Int {
    let outer = try vault.arena.hold(kept)
    defer { vault.arena.release(outer) }
    let rows = try reader.rows(
      "SELECT kind, owner_id, version, dek_version, wrapped_key FROM data_keys WHERE organization_id = 1")
    var count = 0
    for row in rows {
      guard let kind = row[0].text.flatMap(DataKeyPlace.Kind.init), let owner = row[1].id,
        let version = row[2].integer, let outerVersion = row[3].integer, let wrapped = row[4].bytes
      else { throw StorageError.damaged }
      for tried in Set([1, outerVersion]) {
        let place = DataKeyPlace(
          organization: 1, kind: kind, owner: owner, version: version, outerVersion: tried)
        guard let key = try? vault.unwrap(wrapped, under: outer, at: place) else { continue }
        count += 1
        vault.arena.release(key)
      }
    }
    return count
  }
}
