import Records
import Sealing
import Testing

@testable import Storage

@Suite struct SignInTests {
  @Test func `the first administrator signs in and begins a session`() async throws {
    let home = try await TestHome()
    let person = try await home.signIn.signIn(name: " RAchterberg ", password: .of(TestHome.password))
    #expect(person.posts.map(\.role) == [.administrator])
    #expect(person.posts.map(\.organizationName) == ["Tallow Bridge Trust"])
    let session = try await home.signIn.begin(person.posts[0], as: person, terminal: "kitchen-1")
    #expect(session.name == "Rhiannon Achterberg")
    #expect(session.shortName == "R. Achterberg")
    #expect(session.organization == 1)
    #expect(session.houses == nil)
    #expect(session.previousStart == nil)
    #expect(try home.rows("SELECT state FROM user_sessions") == [[.text("open")]])
    let events = try home.rows(
      "SELECT event FROM audit_log WHERE organization_id = 1 ORDER BY sequence_number")
    #expect(events.first == [.text("chain.started")])
    #expect(events.last == [.text("session.started")])
  }

  @Test func `a wrong password and an unknown name are answered alike`() async throws {
    let home = try await TestHome()
    await #expect(throws: SignInError.failed) {
      try await home.signIn.signIn(name: TestHome.name, password: .of("not the password at all"))
    }
    await #expect(throws: SignInError.failed) {
      try await home.signIn.signIn(name: "nobody", password: .of("not the password at all"))
    }
    let events = try home.rows(
      "SELECT event, subject_id IS NULL FROM audit_log WHERE event = 'session.failed' ORDER BY sequence_number"
    )
    #expect(events == [[.text("session.failed"), .integer(0)], [.text("session.failed"), .integer(1)]])
  }

  @Test func `the previous start and the failures since are told`() async throws {
    let home = try await TestHome()
    let first = try await home.begin()
    await home.signIn.end(first)
    home.time.pass(minutes: 5)
    _ = try? await home.signIn.signIn(name: TestHome.name, password: .of("wrong"))
    let second = try await home.begin()
    #expect(second.previousStart == first.startedAt)
    #expect(second.failuresSince == 1)
    #expect(
      try home.rows("SELECT state, ended_reason FROM user_sessions ORDER BY started_at")
        == [[.text("ended"), .text("signed_out")], [.text("open"), .null]])
  }
}
