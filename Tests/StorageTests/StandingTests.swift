import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// A session that was found to stand is not asked for at every call, and ends all the same as soon as it does not.
@Suite(.homes) struct StandingTests {
  /// What another program may write, by which the session of a member stands no more.
  private static let endings: [SQL] = [
    "UPDATE user_sessions SET state = 'ended', ended_reason = 'revoked'",
    "UPDATE memberships SET state = 'suspended'",
    "UPDATE role_assignments SET ends_on = '2020-01-01'",
    "UPDATE roles SET code = 'was-' || code",
  ]

  /// Writes as another program would: the counter moves with it.
  private func write(_ change: SQL, into home: Home) throws {
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run(change)
    try file.run("UPDATE change_counters SET last_number = last_number + 1")
  }

  @Test(arguments: endings.indices)
  func `F8: what another program ends is seen at the next call`(place: Int) async throws {
    let home = try await Home.fixture()
    let member = try await home.session(.manager)
    _ = try await home.registrar.records(Query("houses"), for: member)
    _ = try await home.registrar.records(Query("houses"), for: member)
    try write(Self.endings[place], into: home)
    await #expect(throws: RegistrarError.sessionEnded) {
      try await home.registrar.records(Query("houses"), for: member)
    }
  }

  @Test(arguments: endings.indices)
  func `it is seen also where a write was taken back between`(place: Int) async throws {
    let home = try await Home.fixture()
    let member = try await home.session(.manager)
    _ = try await home.resident("Ada", "One", in: home.maple)
    let nobody = Record(home.registrar.catalogue.type("residents"))
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.save([nobody], command: home.time.newID(), for: member)
    }
    try write(Self.endings[place], into: home)
    await #expect(throws: RegistrarError.sessionEnded) {
      try await home.registrar.records(Query("houses"), for: member)
    }
    await #expect(throws: RegistrarError.sessionEnded) { try await home.registrar.sealHead(for: member) }
  }

  @Test func `a role that ends with the day ends the session with it`() async throws {
    let home = try await Home.fixture()
    let member = try await home.session(.manager)
    let today = member.zone.day(at: home.time.now).description
    try write("UPDATE role_assignments SET ends_on = \(today)", into: home)
    _ = try await home.registrar.records(Query("houses"), for: member)
    home.time.pass(minutes: 24 * 60)
    await #expect(throws: RegistrarError.sessionEnded) {
      try await home.registrar.records(Query("houses"), for: member)
    }
  }

  @Test func `what an administrator ends here is seen at the next call`() async throws {
    let home = try await Home.fixture()
    let member = try await home.session(.manager)
    // Its own writes move the counter and end nothing.
    for name in ["One", "Two"] {
      _ = try await home.resident("Ada", name, in: home.maple)
      _ = try await home.registrar.records(Query("houses"), for: member)
    }
    let type = home.registrar.catalogue.type("memberships")
    let record = try await home.registrar.record(member.membership, of: type, for: home.administrator)
    try await home.perform("membership.suspend", on: record, ["reason": .text("Away")])
    await #expect(throws: RegistrarError.sessionEnded) {
      try await home.registrar.records(Query("houses"), for: member)
    }
  }
}
