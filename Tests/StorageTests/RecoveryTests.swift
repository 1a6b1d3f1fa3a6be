import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// The paper lets one administrator back in, in the presence of a second person.
@Suite(.homes) struct RecoveryTests {
  private let password = LockedBuffer.of("a new herring for the weir")
  private var ada: NewPerson {
    NewPerson(
      displayName: "Rhiannon Achterberg", shortName: "R. Achterberg", loginName: TestHome.name,
      role: .administrator)
  }

  private func paper(_ home: TestHome) -> LockedBuffer { .of(home.recoveryCode.joined(separator: " ")) }

  /// A home with a worker besides the administrator, and a house that was written before.
  private func lost() async throws -> (TestHome, second: Session, resident: RecordID) {
    let home = try await TestHome()
    let administrator = try await home.begin()
    try await home.signIn.add(
      NewPerson(displayName: "Jun Park", shortName: "J. Park", loginName: "jpark", role: .worker),
      password: .of("seven herons on the weir"), by: administrator)
    var resident = Record(Catalogue.house.type("residents"))
    resident["given_name"] = .text("Consuelo")
    resident["family_name"] = .text("Ashgrove")
    resident["born_on"] = .day(try #require(Day("2004-05-06")))
    let receipt = try await home.registrar().save(
      [resident], command: home.time.clock.newID(), warningsAccepted: true, for: administrator)
    await home.signIn.end(administrator)
    let second = try await home.begin("jpark", "seven herons on the weir")
    return (home, second, try #require(receipt.records.first?.id))
  }

  @Test func `who lost the password reads again what was sealed, and the former password opens nothing`()
    async throws
  {
    let (home, second, resident) = try await lost()
    _ = try await home.signIn.recover(
      Recovery(organization: 1, person: ada, second: second, witness: ""), code: paper(home),
      password: password)
    let session = try await home.begin(TestHome.name, "a new herring for the weir")
    #expect(session.role == .administrator)
    let record = try await home.registrar().record(
      resident, of: Catalogue.house.type("residents"), for: session)
    #expect(record["family_name"] == .text("Ashgrove"))
    await #expect(throws: SignInError.failed) { try await home.begin() }
    let reports = try await home.registrar().verifyAudit(for: session)
    #expect(!reports.isEmpty && reports.allSatisfy(\.isIntact))
  }

  @Test func `the code is used up, and the new one is as good`() async throws {
    let (home, second, _) = try await lost()
    let recovery = Recovery(organization: 1, person: ada, second: second, witness: "")
    let groups = try await home.signIn.recover(recovery, code: paper(home), password: password)
    await #expect(throws: RecoveryError.wrongCode) {
      try await home.signIn.recover(recovery, code: paper(home), password: password)
    }
    _ = try await home.signIn.recover(
      recovery, code: .of(groups.joined(separator: "-")), password: password)
    #expect(
      try home.rows("SELECT count(*) FROM recovery_slots WHERE organization_id = 1 AND replaced_at IS NULL")
        == [[.integer(1)]])
  }

  @Test func `the log has it as critical, and every member is told`() async throws {
    let (home, second, _) = try await lost()
    _ = try await home.signIn.recover(
      Recovery(organization: 1, person: ada, second: second, witness: ""), code: paper(home),
      password: password)
    #expect(
      try home.rows(
        "SELECT risk FROM audit_log WHERE organization_id = 1 AND event = 'organization.recovered'")
        == [[.text("critical")]])
    #expect(
      try home.rows("SELECT count(DISTINCT membership_id) FROM notifications WHERE kind = 'security'")
        == [[.integer(2)]])
  }

  @Test func `somebody new is let in where nobody is left`() async throws {
    let home = try await TestHome()
    _ = try await home.signIn.recover(
      Recovery(organization: 1, person: stranger, second: nil, witness: "Solicitor Brand"), code: paper(home),
      password: password)
    let session = try await home.begin("ivance", "a new herring for the weir")
    #expect(session.role == .administrator)
    #expect(session.name == "Io Vance")
    #expect(await home.repository.holdsPlatformKey(of: session))
  }

  @Test func `a witness who is only named is not enough where somebody else signed in lately`() async throws {
    let (home, _, _) = try await lost()
    _ = try await home.begin()
    await #expect(throws: RecoveryError.othersSignIn) {
      try await home.signIn.recover(
        Recovery(organization: 1, person: stranger, second: nil, witness: "Solicitor Brand"),
        code: paper(home),
        password: password)
    }
  }

  private var stranger: NewPerson {
    NewPerson(displayName: "Io Vance", shortName: "I. Vance", loginName: "ivance", role: .administrator)
  }

  @Test func `a wrong code, nobody beside, or oneself beside changes nothing`() async throws {
    let (home, second, _) = try await lost()
    let before = try home.rows(
      "SELECT count(*), max(sequence_number) FROM audit_log WHERE organization_id = 1")
    let other = try await TestHome()
    let recovery = Recovery(organization: 1, person: ada, second: second, witness: "")
    await #expect(throws: RecoveryError.mistypedCode) {
      try await home.signIn.recover(recovery, code: .of("no code at all"), password: password)
    }
    await #expect(throws: RecoveryError.wrongCode) {
      try await home.signIn.recover(recovery, code: paper(other), password: password)
    }
    await #expect(throws: RecoveryError.noSecond) {
      try await home.signIn.recover(
        Recovery(organization: 1, person: ada, second: nil, witness: ""), code: paper(home),
        password: password)
    }
    let himself = NewPerson(
      displayName: "Jun", shortName: "J. Park", loginName: "jpark", role: .administrator)
    await #expect(throws: RecoveryError.notASecond) {
      try await home.signIn.recover(
        Recovery(organization: 1, person: himself, second: second, witness: ""), code: paper(home),
        password: password)
    }
    #expect(
      try home.rows("SELECT count(*), max(sequence_number) FROM audit_log WHERE organization_id = 1")
        == before)
    _ = try await home.begin()
  }

  @Test func `the sessions of who is let in end, and so does a second factor that is lost`() async throws {
    let (home, second, _) = try await lost()
    let former = try await home.begin()
    _ = try await home.signIn.recover(
      Recovery(organization: 1, person: ada, second: second, witness: ""), code: paper(home),
      password: password)
    #expect(await !home.signIn.isStanding(former))
    #expect(await home.signIn.isStanding(second))
  }
}

extension Repository {
  fileprivate func holdsPlatformKey(of session: Session) -> Bool { keys[session.id]?.platform != nil }
}
