import Records
import Sealing
import Testing

@testable import Storage

/// A new recovery code takes the place of the former while the keys are open, and two people order it.
@Suite struct PaperTests {
  private let place: RotationHome
  private let lead: Session

  init() async throws {
    place = try await RotationHome()
    lead = try await place.home.begin("mlindqvist")
  }

  /// Has a new code printed, and answers its groups.
  private func printNew() async throws -> [String] {
    let paper = try await place.registrar.makePaper()
    try await place.home.signIn.confirm(place.first, .of(TestHome.password), isProof: true)
    try await place.registrar.replacePaper(with: paper, confirmedBy: lead, for: place.first)
    return paper.groups
  }

  private func recover(with groups: [String]) async throws -> [String] {
    let person = NewPerson(
      displayName: "Rhiannon Achterberg", shortName: "R. Achterberg", loginName: TestHome.name,
      role: .administrator)
    return try await place.home.signIn.recover(
      Recovery(organization: 1, person: person, second: lead, witness: ""),
      code: .of(groups.joined(separator: "-")), password: .of("a new herring for the weir"))
  }

  private func alter() async throws {
    let other = try await PasswordWork.makePerson(
      .of("0123456789abcdef"), id: place.home.time.clock.newID(), kind: .recovery, parameters: .lowest)
    try place.home.tamper(
      "UPDATE recovery_slots SET slot = x'\(Hexadecimal.text(other.slot.bytes))', public_key = x'\(Hexadecimal.text(other.publicKey))' WHERE organization_id = 1"
    )
  }

  @Test func `the new paper lets somebody back in, and the former one opens nothing here any more`()
    async throws
  {
    let groups = try await printNew()
    await #expect(throws: RecoveryError.wrongCode) { try await recover(with: place.home.recoveryCode) }
    _ = try await recover(with: groups)
    let session = try await place.home.begin(TestHome.name, "a new herring for the weir")
    #expect(try await place.registrar.records(Query("residents"), for: session).count == 1)
    // The platform's way back is under the same paper.
    let slots = try place.home.rows("SELECT organization_id FROM recovery_slots ORDER BY organization_id")
    #expect(slots == [[.integer(0)], [.integer(1)]])
    #expect(try await place.registrar.verifyAudit(for: session).allSatisfy(\.isIntact))
  }

  @Test func `where the code was changed in the file, a new paper is printed and stays good`() async throws {
    try await place.add("sreyes", "S. Reyes", .worker)
    try await alter()
    try await place.leave()
    let groups = try await printNew()
    try await place.leave("S. Reyes")
    #expect(try place.count("recovery_code.altered") == 1)
    _ = try await recover(with: groups)
  }

  @Test func `the log and those who lead are told who had it printed, and who was there`() async throws {
    try await alter()
    try await place.leave()
    _ = try await printNew()
    #expect(
      try place.home.rows("SELECT risk FROM audit_log WHERE event = 'recovery_code.replaced'")
        == [[.text("critical")]])
    #expect(try place.count("recovery_code.made") == 2)
    for session in [place.first, lead] {
      let told = try await place.registrar.records(Query("notifications"), for: session).map { $0["title"] }
      let isTold = told.contains { title in
        if case .text(let words) = title {
          words.hasPrefix("R. Achterberg had a new recovery code printed.")
        } else {
          false
        }
      }
      #expect(isTold)
      // What was told of the paper of before is done with.
      #expect(!told.contains(.text(Repository.paperIsOver)))
    }
    #expect(try await place.isIntact())
  }

  @Test func `it takes an administrator with their password, and another who leads`() async throws {
    let paper = try await place.registrar.makePaper()
    let worker = try await place.home.begin("jpark")
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await place.registrar.replacePaper(with: paper, confirmedBy: lead, for: place.first)
    }
    try await place.home.signIn.confirm(place.first, .of(TestHome.password), isProof: true)
    for other in [worker, place.first] {
      await #expect(
        throws: RegistrarError.notAllowed(
          "The second person is another administrator, a manager or a safeguarding lead.")
      ) { try await place.registrar.replacePaper(with: paper, confirmedBy: other, for: place.first) }
    }
    await #expect(
      throws: RegistrarError.notAllowed("Only an administrator has a new recovery code printed.")
    ) { try await place.registrar.checkPaper(confirmedBy: place.first, for: lead) }
    #expect(try place.count("recovery_code.replaced") == 0)
    _ = try await recover(with: place.home.recoveryCode)
  }
}
