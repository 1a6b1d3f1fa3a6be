import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// Who left with copies of the keys, and may still write the file, gets nothing by it.
@Suite(.homes) struct RotationAttackTests {
  private let place: RotationHome

  init() async throws { place = try await RotationHome() }

  @Test func `entries under a key of before are told of, and nothing is written under that key`() async throws
  {
    let kept = try await place.kept()
    try await place.leave()
    let first = try place.end() + 1
    for _ in 0..<25 { try await place.forge("resident.updated", with: kept) }
    let planted = try place.end()
    _ = try await place.home.begin("mlindqvist")
    #expect(try place.count("audit.altered") == 1)
    let epochs = try place.home.rows(
      "SELECT DISTINCT epoch FROM audit_log WHERE organization_id = 1 AND sequence_number > \(planted)")
    #expect(epochs == [[.integer(2)]])
    let reports = try await place.registrar.verifyAudit(for: place.first)
    #expect(reports.last?.fault?.number == first)
    try await place.add("sreyes", "S. Reyes", .worker)
    try await place.leave("S. Reyes")
    #expect(try place.version() == 3)
  }

  @Test func `who is at work when such an entry is planted tells of it with their next`() async throws {
    let kept = try await place.kept()
    try await place.leave()
    try await place.forge("resident.updated", with: kept)
    let planted = try place.end()
    try await place.registrar.addResident("Bea", "Later", for: place.first)
    #expect(try place.count("audit.altered") == 1)
    let told = try await place.registrar.records(Query("notifications"), for: place.first)
    let words = "Entry \(planted) of the audit log was altered in the file. Run: lodge audit verify"
    #expect(told.contains { $0["title"] == .text(words) })
    let newest = try place.home.rows(
      "SELECT epoch FROM audit_log WHERE organization_id = 1 ORDER BY sequence_number DESC LIMIT 1")
    #expect(newest == [[.integer(2)]])
  }

  /// A public key that the attacker would have the organisation's sealed to.
  private static let other = [UInt8](repeating: 7, count: 32)

  private var otherKey: AuditChanges {
    var changes = AuditChanges()
    changes.set(AuditChanges.signingKey, to: Self.other)
    changes.set(AuditChanges.publicKey, to: Self.other)
    return changes
  }

  private func exchangeKey(of name: String) throws {
    let key = Hexadecimal.text(Self.other)
    try place.home.tamper(
      "UPDATE users SET public_key = x'\(key)' WHERE id = (SELECT user_id FROM memberships WHERE short_name = '\(name)')"
    )
  }

  @Test(arguments: [true, false])
  func `a public key that is written into the log under keys of before is not believed`(
    overwrites: Bool
  ) async throws {
    let kept = try await place.kept()
    try await place.add("sreyes", "S. Reyes", .worker)
    try await place.leave()
    let lead = try #require(try await place.member("M. Lindqvist").id)
    let made = try place.home.rows(
      "SELECT l.sequence_number FROM audit_log l JOIN memberships m ON m.id = l.subject_id WHERE l.event = 'keys.made' AND m.short_name = 'M. Lindqvist'"
    )
    let written = try #require(made.first?[0].integer)
    try await place.forge(
      AuditChain.keysMade, "memberships", lead, saying: otherKey, in: overwrites ? written : nil,
      with: kept)
    try exchangeKey(of: "M. Lindqvist")
    try await place.leave("S. Reyes")
    #expect(
      try place.grants(of: "M. Lindqvist") == [[.text("public key not in the log"), .integer(0)]])
  }

  @Test func `an entry of before that names another public key shuts nobody out`() async throws {
    let kept = try await place.kept()
    try await place.add("sreyes", "S. Reyes", .worker)
    try await place.leave()
    let lead = try #require(try await place.member("M. Lindqvist").id)
    try await place.forge(AuditChain.keysMade, "memberships", lead, saying: otherKey, with: kept)
    try await place.leave("S. Reyes")
    let session = try await place.home.begin("mlindqvist")
    #expect(try await place.registrar.records(Query("residents"), for: session).count == 1)
  }

  /// What is told of the recovery code, and how many codes are good.
  private func told() async throws -> (notices: [Value], good: Int?) {
    let found = try await place.registrar.records(Query("notifications"), for: place.first)
    let good = try place.home.rows(
      "SELECT count(*) FROM recovery_slots WHERE organization_id = 1 AND replaced_at IS NULL")
    let titles = found.map { $0["title"] }.filter { title in
      if case .text(let words) = title { words.hasPrefix("The recovery code") } else { false }
    }
    return (titles, good.first?[0].integer)
  }

  @Test func `a recovery code that was exchanged in the file gets no new key, and people are told`()
    async throws
  {
    let other = try await PasswordWork.makePerson(
      .of("0123456789abcdef"), id: place.home.time.clock.newID(), kind: .recovery, parameters: .lowest)
    try place.home.tamper(
      "UPDATE recovery_slots SET slot = x'\(Hexadecimal.text(other.slot.bytes))', public_key = x'\(Hexadecimal.text(other.publicKey))' WHERE organization_id = 1"
    )
    try await place.leave()
    let told = try await told()
    #expect(told.good == 0)
    #expect(
      told.notices == [
        .text(
          "The recovery code was changed in the file, and the paper no longer works. Print a new one, two people: lodge keys paper --second USER"
        )
      ])
    #expect(try place.count("recovery_code.altered") == 1)
    let opened = try place.home.rows(
      "SELECT count(*) FROM recovery_slots WHERE organization_id = 1 AND wrapped_key <> zeroblob(80)")
    #expect(opened == [[.integer(0)]])
    #expect(try await place.isIntact())
  }

  @Test func `the paper stays good however often keys are renewed, and nobody is told of it`() async throws {
    try await place.add("sreyes", "S. Reyes", .worker)
    try await place.leave()
    try await place.leave("S. Reyes")
    let told = try await told()
    #expect(told.good == 1 && told.notices.isEmpty)
    #expect(try place.count("recovery_code.made") == 1)
  }

  @Test func `a home whose log did not know the paper keeps it, writes it down and tells of it once`()
    async throws
  {
    try place.home.tamper(
      "DROP TRIGGER audit_log_bu",
      "UPDATE audit_log SET event = 'other.made' WHERE event = 'recovery_code.made'")
    _ = try await place.home.begin()
    _ = try await place.home.begin()
    try await place.leave()
    let told = try await told()
    #expect(told.good == 1 && told.notices.count == 1)
    #expect(try place.count("recovery_code.not_in_log") == 1)
    #expect(try place.count("recovery_code.altered") == 0)
  }

  @Test func `a key of a resident that claims to be younger than it is seals nothing after a renewal`()
    async throws
  {
    try place.home.tamper("UPDATE data_keys SET born_under = 2 WHERE kind = 'resident'")
    try await place.leave()
    let found = try await place.registrar.records(Query("residents"), for: place.first)
    var changed = try #require(found.first)
    changed["family_name"] = .text("Fernley")
    _ = try await place.registrar.save(
      [changed], command: place.home.time.clock.newID(), warningsAccepted: true, for: place.first)
    let versions = try place.home.rows(
      "SELECT version, born_under FROM data_keys WHERE kind = 'resident' ORDER BY version")
    #expect(versions == [[1, 1], [2, 2]].map { $0.map { SQLValue.integer($0) } })
  }

  @Test func `a grant that claims another version than the keys lie under opens nothing`() async throws {
    try await place.leave()
    try place.home.tamper("UPDATE key_grants SET key_version = 1 WHERE key_version = 2")
    await #expect(throws: SignInError.keysAltered) { try await place.home.begin() }
  }

  @Test(arguments: [
    "UPDATE key_grants SET revoked_at = 1, revoked_reason = 'recovered', wrapped_key = x''",
    "DELETE FROM key_grants",
  ])
  func `who leaves without a grant that stands takes no key along either`(change: String) async throws {
    try place.home.tamper(
      change + " WHERE membership_id = (SELECT id FROM memberships WHERE short_name = 'J. Park')")
    try await place.leave()
    #expect(try place.version() == 2)
  }

  @Test func `a role that is written down for somebody who has left gives them no key`() async throws {
    let member = try #require(try await place.member("J. Park").id)
    try await place.leave()
    _ = try? await place.assign(.leader, to: member)
    #expect(try place.grants(of: "J. Park") == [[.text("membership ended"), .integer(0)]])
  }

  @Test func `whose last day is past and who never used their invitation get no new key`() async throws {
    try await place.add("sreyes", "S. Reyes", .worker)
    _ = try await place.home.signIn.invite(
      NewPerson(displayName: "Kim Otero", shortName: "K. Otero", loginName: "kotero", role: .worker),
      by: place.first)
    try place.home.tamper(
      "UPDATE memberships SET starts_on = '2020-01-01', ends_on = '2020-02-01' WHERE short_name = 'S. Reyes'"
    )
    place.home.time.pass(minutes: 73 * 60)
    let session = try await place.home.begin()
    try await place.home.repository.writing(for: session, by: place.registrar) {
      (errand) throws(RegistrarError) in errand.renewsKeys = true
    }
    for name in ["S. Reyes", "K. Otero"] {
      #expect(
        try place.grants(of: name) == [[.text("membership or invitation over"), .integer(0)]], "\(name)")
    }
    #expect(try place.count("key_grant.withdrawn") == 2)
    _ = try await place.home.begin("mlindqvist")
    _ = try await place.home.begin("jpark")
  }

  /// A token in a role that reads nothing of Part 2, which the administrator was given for it.
  private func token(_ name: String) async throws -> RecordID {
    let now = place.home.time.clock.now()
    await place.home.repository.noteConfirmation(of: place.first.id, at: now, isProof: true)
    let wish = TokenWish(
      name: name, role: .auditor, canWrite: false, expiresOn: place.first.zone.day(at: now).adding(days: 30))
    return try #require(try await place.registrar.makeToken(wish, for: place.first).record.id)
  }

  @Test func `a token that is over, deleted, or of a member past the last day gets no new key`() async throws
  {
    try place.home.tamper(
      "INSERT INTO role_assignments (organization_id, id, membership_id, role_id, starts_on, created_at, updated_at, revision, change_seq) SELECT 1, randomblob(16), m.id, r.id, '2020-01-01', 1, 1, 1, 1 FROM memberships m JOIN roles r ON r.organization_id = m.organization_id WHERE m.organization_id = 1 AND m.short_name = 'R. Achterberg' AND r.code = 'AUD'"
    )
    try await place.add("sreyes", "S. Reyes", .worker)
    try place.home.tamper(
      "UPDATE memberships SET starts_on = '2020-01-01', ends_on = '2020-02-01' WHERE short_name = 'S. Reyes'"
    )
    let inForce = try await token("For the archive")
    let changes = [
      "expires_on = '2020-01-01'", "deleted_at = 1",
      "membership_id = (SELECT id FROM memberships WHERE short_name = 'S. Reyes')",
    ]
    for (number, change) in changes.enumerated() {
      let id = Hexadecimal.text(try await token("Number \(number)").bytes)
      try place.home.tamper("UPDATE api_tokens SET \(change) WHERE id = x'\(id)'")
    }
    try await place.leave()
    let kept = try place.home.rows("SELECT id FROM api_tokens WHERE state = 'active' AND key_version = 2")
    #expect(kept == [[.bytes(inForce.bytes)]])
    let others = try place.home.rows("SELECT key_version FROM api_tokens WHERE state = 'revoked'")
    #expect(others == Array(repeating: [SQLValue.integer(1)], count: changes.count))
  }

  @Test func `an invitation that nobody has used can be ended`() async throws {
    _ = try await place.home.signIn.invite(
      NewPerson(displayName: "Kim Otero", shortName: "K. Otero", loginName: "kotero", role: .worker),
      by: place.first)
    try await place.leave("K. Otero")
    #expect(try place.grants(of: "K. Otero") == [[.text("membership ended"), .integer(0)]])
    #expect(try place.version() == 2)
  }

  @Test func `a key of before that is damaged keeps nobody a member`() async throws {
    try await place.add("sreyes", "S. Reyes", .worker)
    try await place.leave()
    try place.home.tamper(
      "UPDATE data_keys SET wrapped_key = randomblob(60) WHERE organization_id = 1 AND kind IN ('audit', 'organization') AND version = 1"
    )
    try await place.leave("S. Reyes")
    #expect(try place.version() == 3)
    #expect(try place.count("keys.damaged") == 2)
    let session = try await place.home.begin("mlindqvist")
    #expect(try await place.registrar.records(Query("residents"), for: session).count == 1)
  }

  @Test func `where an altered log keeps the keys from being renewed, people are told`() async throws {
    let number = try place.end()
    try place.home.tamper(
      "DROP TRIGGER audit_log_bu",
      "UPDATE audit_log SET at = at + 1 WHERE organization_id = 1 AND sequence_number = \(number)")
    try await place.leave(as: try await place.home.begin())
    #expect(try place.version() == 1)
    #expect(try place.count("keys.kept") == 1)
    let lead = try await place.home.begin("mlindqvist")
    let told = try await place.registrar.records(Query("notifications"), for: lead)
    let words =
      "The keys were not renewed, for the audit log was altered. Run: lodge audit verify, then lodge keys rotate"
    #expect(told.contains { $0["title"] == .text(words) })
  }

  @Test func `keys that do not open leave none in memory`() async throws {
    try place.home.tamper(
      "UPDATE data_keys SET wrapped_key = randomblob(60) WHERE organization_id = 1 AND kind = 'token'")
    let (repository, signIn) = (place.home.repository, place.home.signIn)
    let before = await repository.vacancies
    let person = try await signIn.signIn(name: "mlindqvist", password: .of(TestHome.password))
    let post = try #require(person.posts.first)
    await #expect(throws: SignInError.keysAltered) {
      try await signIn.begin(post, as: person, terminal: "test")
    }
    await repository.leave(person)
    #expect(await repository.vacancies == before)
  }

  @Test func `a version that no key can have is damage, and stops no program`() async throws {
    try await place.leave()
    try place.home.tamper("UPDATE data_keys SET version = 4294967297 WHERE kind = 'resident'")
    let found = try await place.registrar.records(Query("residents"), for: place.first)
    var changed = try #require(found.first)
    changed["family_name"] = .text("Fernley")
    let wish = changed
    await place.home.repository.putAside(place.first.id)
    await #expect(throws: RegistrarError.self) {
      try await place.registrar.save(
        [wish], command: place.home.time.clock.newID(), warningsAccepted: true, for: place.first)
    }
    try place.home.tamper(
      "PRAGMA ignore_check_constraints = ON",
      "UPDATE key_grants SET key_version = 9223372036854775807 WHERE scope = 'organization' AND revoked_at IS NULL"
    )
    await #expect(throws: SignInError.keysAltered) { try await place.home.begin() }
  }
}

extension Repository {
  fileprivate var vacancies: Int { vault.arena.vacancies }
}
