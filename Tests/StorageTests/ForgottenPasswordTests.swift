import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Who forgot their password comes back by the way of an invitation (SECURITY 5.6).
@Suite(.homes) struct ForgottenPasswordTests {
  private let home: TestHome
  private let ada: Session
  private static let own = "seven herons over the slow river"

  init() async throws {
    home = try await TestHome()
    ada = try await home.begin()
    for (login, role) in [("tferris", Role.worker), ("slead", .safeguarding), ("admtwo", .administrator)] {
      try await home.signIn.add(
        NewPerson(displayName: login, shortName: login, loginName: login, role: role),
        password: .of(Self.own), by: ada,
        confirmedBy: login == "admtwo" ? try await home.begin("slead", Self.own) : nil)
    }
  }

  private func member(_ login: String) async throws -> RecordID {
    let found = try await home.registrar().records(
      Query("memberships").where(.equals("short_name", .text(login))), for: ada)
    return try #require(found.first?.id)
  }

  private func prove(_ session: Session, _ password: String = TestHome.password) async throws {
    try await home.signIn.confirm(session, .of(password), isProof: true)
  }

  private func renew(_ login: String) async throws -> String {
    try await prove(ada)
    let code = try await home.signIn.inviteAgain(try await member(login), by: ada)
    return code.joined(separator: " ")
  }

  @Test(arguments: ["tferris", "slead", "admtwo"])
  func `the old password is dead, the code works once, and what was sealed opens again`(
    login: String
  ) async throws {
    let registrar = try home.registrar()
    var resident = Record(registrar.catalogue.type("residents"))
    resident["family_name"] = .text("Elsewhere")
    resident["born_on"] = .day(try #require(Day("1980-05-06")))
    let saved = try await registrar.save(
      [resident], command: home.time.clock.newID(), warningsAccepted: true, for: ada)
    let before = try await home.begin(login, Self.own)
    let code = try await renew(login)
    await #expect(throws: RegistrarError.self) { try await registrar.changeSequence(for: before) }
    await #expect(throws: SignInError.failed) { try await home.begin(login, Self.own) }
    await #expect(throws: SignInError.mustChoosePassword) {
      try await home.signIn.signIn(name: login, password: .of(code))
    }
    let fresh = "nine lanterns on the quiet canal"
    try await home.signIn.choosePassword(name: login, current: .of(code), new: .of(fresh))
    let session = try await home.begin(login, fresh)
    let seen = try await registrar.records(Query("residents"), for: session)
    #expect(seen.map { $0["family_name"] } == [.text("Elsewhere")])
    #expect(saved.records.count == 1)
    await #expect(throws: SignInError.failed) { try await home.begin(login, code) }
  }

  @Test func `a code is given out only by an administrator who has just shown who they are`() async throws {
    let tom = try await member("tferris")
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await home.signIn.inviteAgain(tom, by: ada)
    }
    let lead = try await home.begin("slead", Self.own)
    try await prove(lead, Self.own)
    await #expect(
      throws: RegistrarError.notAllowed("Only an administrator gives somebody a new sign-in code.")
    ) {
      try await home.signIn.inviteAgain(tom, by: lead)
    }
    _ = try await home.begin("tferris", Self.own)
  }

  @Test func `nobody gives a code to themselves`() async throws {
    try await prove(ada)
    await #expect(
      throws: RegistrarError.refused([Violation("This is your own. “Change your password” changes it.")])
    ) {
      try await home.signIn.inviteAgain(ada.membership, by: ada)
    }
  }

  @Test func `the other administrators and the safeguarding lead are told, and the log has it`() async throws
  {
    _ = try await renew("tferris")
    let registrar = try home.registrar()
    for login in ["slead", "admtwo"] {
      let session = try await home.begin(login, Self.own)
      let told = try await registrar.records(Query("notifications"), for: session)
      #expect(
        told.contains {
          ($0["title"] == .text("R. Achterberg gave a new sign-in code to a member who forgot their password"))
        })
    }
    let log = try await registrar.records(Query("audit_log"), for: ada)
    #expect(log.contains { $0["event"] == .text("user.invited_again") && $0["risk"] == .text("critical") })
    #expect(try await registrar.verifyAudit(for: ada).map(\.isIntact) == [true, true])
  }

  @Test func `of a new code for who watches over the log everybody is told`() async throws {
    _ = try await renew("slead")
    let worker = try await home.begin("tferris", Self.own)
    let told = try await home.registrar().records(Query("notifications"), for: worker)
    #expect(told.count == 1)
  }

  @Test func `who has a code that was never used gets another`() async throws {
    let first = try await renew("tferris")
    let second = try await renew("tferris")
    await #expect(throws: SignInError.failed) { try await home.begin("tferris", first) }
    await #expect(throws: SignInError.mustChoosePassword) {
      try await home.signIn.signIn(name: "tferris", password: .of(second))
    }
  }
}
