import Foundation
import House
import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// The tokens with which other programs sign in.
@Suite(.homes) struct TokenTests {
  private let home: TestHome
  private let registrar: Registrar
  private let session: Session

  init() async throws {
    home = try await TestHome()
    // The one member there is holds two roles more that read nothing of Part 2.
    try home.tamper(
      "INSERT INTO role_assignments (organization_id, id, membership_id, role_id, starts_on, created_at, updated_at, revision, change_seq) SELECT 1, randomblob(16), m.id, r.id, '2020-01-01', 1, 1, 1, 1 FROM memberships m JOIN roles r ON r.organization_id = m.organization_id WHERE m.organization_id = 1 AND r.code IN ('FIN', 'AUD')"
    )
    registrar = try home.registrar()
    session = try await home.begin()
  }

  private func make(
    _ role: Role = .auditor, canWrite: Bool = false, days: Int = 90
  ) async throws -> MadeToken {
    let now = home.time.clock.now()
    await home.repository.noteConfirmation(of: session.id, at: now, isProof: true)
    let wish = TokenWish(
      name: "For the \(role.rawValue), \(canWrite)", role: role, canWrite: canWrite,
      expiresOn: session.zone.day(at: now).adding(days: days))
    return try await registrar.makeToken(wish, for: session)
  }

  private func addPayer(as session: Session) async throws {
    var payer = Record(.payers)
    payer[.name] = "Borough of Plum Harbour"
    payer[.kind] = "local_authority"
    payer[.accountCode] = "PH-1"
    _ = try await registrar.save(
      [payer], command: home.time.clock.newID(), warningsAccepted: true, for: session)
  }

  @Test func `a token signs in for its member, in its role, and its use stands in the log`() async throws {
    let made = try await make()
    let id = try #require(made.record.id)
    home.time.pass(minutes: 1)
    let begun = try await home.signIn.begin(token: made.token)
    #expect(begun.membership == session.membership && begun.role == .auditor)
    #expect(begun.token == TokenInUse(id: id, canWrite: false))
    let events = try home.rows(
      "SELECT event FROM audit_log WHERE organization_id = 1 ORDER BY sequence_number DESC LIMIT 2")
    #expect(events.map { $0[0].text } == ["api_token.used", "session.started"])
    let used = try home.rows("SELECT last_used_at FROM api_tokens")
    #expect(used.map { $0[0] } == [.instant(home.time.clock.now())])
  }

  @Test func `nothing in the home is the token`() async throws {
    let made = try await make()
    let text = Data(ProgramToken.text(of: made.token).utf8)
    try await home.repository.settle()
    for name in ["lodge.db", "lodge.db-wal"] {
      #expect(try Data(home.bytes(of: name)).range(of: text) == nil, "\(name)")
    }
    let rows = try home.rows("SELECT token_hash, prefix FROM api_tokens")
    #expect(rows.first?[0].bytes == ProgramToken.fingerprint(of: made.token))
    #expect(rows.first?[1].text == ProgramToken.beginning(of: made.token))
  }

  @Test func `a token only reads unless it was made to write`() async throws {
    let reads = try await home.signIn.begin(token: try await make(.finance).token)
    await #expect(throws: RegistrarError.notAllowed(TokenInUse.onlyReads)) {
      try await addPayer(as: reads)
    }
    let writes = try await home.signIn.begin(token: try await make(.finance, canWrite: true).token)
    try await addPayer(as: writes)
    #expect(try home.rows("SELECT count(*) FROM payers").first?.first == .integer(1))
  }

  @Test func `a token that was cut, is over or was withdrawn signs nobody in`() async throws {
    let made = try await make(days: 10)
    let cut = try LockedBuffer(ProgramToken.text(of: made.token).utf8.dropLast())
    await #expect(throws: SignInError.failed) { try await home.signIn.begin(token: cut) }
    let stranger = try ProgramToken.make()
    await #expect(throws: SignInError.failed) { try await home.signIn.begin(token: stranger) }
    _ = try await home.signIn.begin(token: made.token)
    home.time.pass(minutes: 11 * 24 * 60)
    await #expect(throws: SignInError.failed) { try await home.signIn.begin(token: made.token) }
    try home.tamper("UPDATE api_tokens SET expires_on = '2030-01-01'")
    _ = try await home.signIn.begin(token: made.token)
    try home.tamper("UPDATE api_tokens SET state = 'revoked'")
    await #expect(throws: SignInError.failed) { try await home.signIn.begin(token: made.token) }
  }

  @Test func `no token opens what Part 2 covers`() async throws {
    await #expect {
      try await make(.administrator)
    } throws: { error in
      guard case .refused(let violations) = error as? RegistrarError else { return false }
      return violations.map(\.words) == [
        "A token cannot be given access to Part 2 records: name a role that reads none, such as AUD or FIN."
      ]
    }
  }

  @Test func `a token works in no role that its member does not hold`() async throws {
    await #expect {
      try await make(.manager)
    } throws: { error in
      guard case .refused(let violations) = error as? RegistrarError else { return false }
      return violations.first?.words
        == "A token works in a role of its member, and you do not hold that one."
    }
    let made = try await make()
    try home.tamper("UPDATE role_assignments SET ends_on = '2020-01-01'")
    await #expect(throws: SignInError.noPost) { try await home.signIn.begin(token: made.token) }
  }

  @Test func `a token is made with the password alone, and for a year at most`() async throws {
    await #expect {
      try await make(days: 400)
    } throws: { error in
      guard case .refused(let violations) = error as? RegistrarError else { return false }
      return violations.map(\.words) == ["A token is good for one year at most."]
    }
    let made = try await make(canWrite: true)
    let begun = try await home.signIn.begin(token: made.token)
    let wish = TokenWish(
      name: "Its own child", role: .auditor, canWrite: true,
      expiresOn: session.zone.day(at: home.time.clock.now()).adding(days: 9))
    await #expect(throws: RegistrarError.self) { try await registrar.makeToken(wish, for: begun) }
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await registrar.makeToken(wish, for: session)
    }
  }

  @Test func `a token signs no head of a day, and the log verifies with what it did`() async throws {
    let made = try await make()
    home.time.pass(minutes: 25 * 60)
    let begun = try await home.signIn.begin(token: made.token)
    await #expect(throws: RegistrarError.notAllowed(TokenInUse.signsNothing)) {
      try await registrar.sealHead(for: begun)
    }
    let again = try await home.begin()
    #expect(try await registrar.verifyAudit(for: again).allSatisfy(\.isIntact))
    let records = try await registrar.verifyRecords(of: [Landmark.tokens], for: again)
    #expect(records.isTrue)
    try home.tamper("UPDATE api_tokens SET can_write = 1")
    #expect(try await !registrar.verifyRecords(of: [Landmark.tokens], for: again).isTrue)
  }

  @Test(arguments: [Right.sign, .approve])
  func `a token that writes signs nothing and decides nothing, whatever is asked for it`(
    right: Right
  ) async throws {
    let begun = try await home.signIn.begin(token: try await make(.finance, canWrite: true).token)
    try await addPayer(as: begun)
    let payer = try #require(try await registrar.records(Query("payers"), for: begun).first)
    let action = Action("payer.agree", "Agree", right: right)
    await #expect(throws: RegistrarError.notAllowed(TokenInUse.signsNothing)) {
      try await registrar.perform(
        action, on: payer, answers: [:], command: home.time.clock.newID(), for: begun)
    }
  }

  @Test func `who comes back with the paper leaves no token behind that would come in too`() async throws {
    let made = try await make()
    let person = NewPerson(
      displayName: "Rhiannon Achterberg", shortName: "R. Achterberg", loginName: TestHome.name,
      role: .administrator)
    let password = "a new herring for the weir"
    _ = try await home.signIn.recover(
      Recovery(organization: 1, person: person, second: nil, witness: "Jun Park"),
      code: .of(home.recoveryCode.joined(separator: " ")), password: .of(password))
    await #expect(throws: SignInError.failed) { try await home.signIn.begin(token: made.token) }
    #expect(try home.rows("SELECT state FROM api_tokens") == [[.text("revoked")]])
    let again = try await home.begin(TestHome.name, password)
    #expect(try await registrar.verifyAudit(for: again).allSatisfy(\.isIntact))
    #expect(try await registrar.verifyRecords(of: [Landmark.tokens], for: again).isTrue)
  }

  @Test func `a token that only reads runs no job, and puts none off`() async throws {
    let begun = try await home.signIn.begin(token: try await make().token)
    let before = try home.rows("SELECT count(*), max(change_seq) FROM \(Landmark.jobs)")
    await #expect(throws: RegistrarError.notAllowed(TokenInUse.onlyReads)) {
      try await registrar.runJobs(for: begun)
    }
    #expect(try home.rows("SELECT count(*), max(change_seq) FROM \(Landmark.jobs)") == before)
  }

  private func addHouses(_ codes: [String]) async throws -> [RecordID] {
    var property = Record(.properties)
    property.id = home.time.clock.newID()
    property[.name] = "Maple"
    var houses: [Record] = []
    for code in codes {
      var house = Record(.houses)
      house.id = home.time.clock.newID()
      house[.propertyID] = property.id
      house[.name] = "House \(code)"
      house[.code] = code
      house[.serviceModel] = "supported_housing"
      house[.timeZone] = "Europe/London"
      houses.append(house)
    }
    _ = try await registrar.save(
      [property] + houses, command: home.time.clock.newID(), warningsAccepted: true, for: session)
    return houses.compactMap(\.id)
  }

  @Test func `a token of one house works there alone, and only where its member's role reaches`() async throws
  {
    let made = try await make()
    let houses = try await addHouses(["MAPLE", "ALDER"])
    try home.tamper("UPDATE api_tokens SET house_id = (SELECT id FROM houses WHERE code = 'MAPLE')")
    #expect(try await home.signIn.begin(token: made.token).houses == Set(houses.prefix(1)))
    try home.tamper(
      "UPDATE role_assignments SET house_id = (SELECT id FROM houses WHERE code = 'ALDER') WHERE starts_on = '2020-01-01'"
    )
    await #expect(throws: SignInError.noPost) { try await home.signIn.begin(token: made.token) }
  }

  @Test func `a token that names addresses signs nobody in, for nothing here has one`() async throws {
    let made = try await make()
    try home.tamper("UPDATE api_tokens SET allowed_sources = '[\"192.0.2.7\"]'")
    await #expect(throws: SignInError.failed) { try await home.signIn.begin(token: made.token) }
  }

  @Test(arguments: ["state = 'revoked'", "expires_on = '2020-01-01'", "deleted_at = 1"])
  func `what a token began ends with it`(change: String) async throws {
    let begun = try await home.signIn.begin(token: try await make().token)
    _ = try await registrar.changeSequence(for: begun)
    try home.tamper("UPDATE api_tokens SET \(change)")
    await #expect(throws: RegistrarError.sessionEnded) { try await registrar.changeSequence(for: begun) }
  }

  @Test func `what a program began is not when its member was last here`() async throws {
    let made = try await make()
    home.time.pass(minutes: 5)
    _ = try await home.signIn.begin(token: made.token)
    home.time.pass(minutes: 5)
    #expect(try await home.begin().previousStart == session.startedAt)
  }
}
