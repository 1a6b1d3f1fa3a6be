import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// Backups from before and after keys were renewed.
@Suite(.homes) struct RotationBackupTests {
  @Test func `a backup from before comes back with the keys of after, and one from after too`() async throws {
    let home = try await BackupHome()
    let (registrar, session) = (home.registrar, home.session)
    try await home.home.signIn.add(
      NewPerson(displayName: "J. Park", shortName: "J. Park", loginName: "jpark", role: .worker),
      password: .of(TestHome.password), by: session)
    try await home.home.signIn.add(
      NewPerson(
        displayName: "M. Lindqvist", shortName: "M. Lindqvist", loginName: "mlindqvist", role: .safeguarding,
        reason: "Works here."), password: .of(TestHome.password), by: session)
    let before = try await home.make()
    let member = try #require(
      try await registrar.records(
        Query("memberships").where(.equals("short_name", .text("J. Park"))), for: session
      ).first)
    try await home.home.signIn.confirm(session, .of(TestHome.password), isProof: false)
    _ = try await registrar.perform(
      try #require(member.type.action("membership.end")), on: member,
      answers: ["end_note": .text("Has left.")], command: home.home.time.clock.newID(), for: session)
    try await registrar.addResident("Bea", "Later", for: session)
    let after = try await home.make()
    for (file, name, expected) in [(before.path, "before", 1), (after.path, "after", 2)] {
      let place = home.place(name)
      let restored = try await home.restore(file, at: place)
      #expect(restored.logs.allSatisfy { $0.isIntact && $0.checkedCodes }, "\(name)")
      let (door, back) = try await home.signedIn(at: place)
      let residents = try await door.records(Query("residents"), for: back)
      #expect(residents.count == expected && residents.allSatisfy { $0["given_name"] != .damaged })
      let reports = try await door.verifyAudit(for: back)
      #expect(reports.allSatisfy { $0.isIntact && $0.checkedCodes })
      await #expect(throws: SignInError.self) { _ = try await home.signedIn(at: place, as: "jpark") }
      try await door.repository.writing(for: back, by: door) { (errand) throws(RegistrarError) in
        errand.renewsKeys = true
      }
      let (other, lead) = try await home.signedIn(at: place, as: "mlindqvist")
      #expect(try await other.records(Query("residents"), for: lead).count == expected)
    }
  }
}
