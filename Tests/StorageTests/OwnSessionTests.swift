import Records
import TestTraits
import Testing

@testable import Storage

/// Sessions left open elsewhere, and who may end them.
@Suite(.homes) struct OwnSessionTests {
  private func end(_ ended: Session, by session: Session, _ home: TestHome) async throws {
    let registrar = try home.registrar()
    let type = Catalogue.house.type("user_sessions")
    let record = try await registrar.record(ended.id, of: type, for: session)
    let revoke = try #require(type.action("session.revoke"))
    _ = try await registrar.perform(
      revoke, on: record, answers: ["reason": .text("Left it open in the kitchen.")],
      command: home.time.clock.newID(), for: session)
  }

  private func worker(_ home: TestHome, _ login: String, by session: Session) async throws -> Session {
    try await home.signIn.add(
      NewPerson(displayName: login, shortName: login, loginName: login, role: .worker),
      password: .of("seven herons on the weir"), by: session)
    return try await home.begin(login, "seven herons on the weir")
  }

  @Test func `a person ends the sessions they left elsewhere, and those are over wherever they stand`()
    async throws
  {
    let home = try await TestHome()
    let kitchen = try await worker(home, "jpark", by: try await home.begin())
    let office = try await home.begin("jpark", "seven herons on the weir")
    #expect(try await home.signIn.endOtherSessions(of: office) == 1)
    #expect(try await home.signIn.endOtherSessions(of: office) == 0)
    #expect(await !home.signIn.isStanding(kitchen))
    #expect(await home.signIn.isStanding(office))
    await #expect(throws: RegistrarError.sessionEnded) {
      _ = try await home.registrar().changeSequence(for: kitchen)
    }
  }

  @Test func `nobody ends another's but an administrator and who leads the house`() async throws {
    let home = try await TestHome()
    let administrator = try await home.begin()
    let one = try await worker(home, "jpark", by: administrator)
    let other = try await worker(home, "mbell", by: administrator)
    await #expect(throws: RegistrarError.self) { try await end(one, by: other, home) }
    #expect(await home.signIn.isStanding(one))
    try await end(one, by: administrator, home)
    #expect(await !home.signIn.isStanding(one))
  }
}
