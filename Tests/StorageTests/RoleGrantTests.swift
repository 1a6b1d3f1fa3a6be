import House
import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// A role that reaches far takes two people; every role comes with its keys, whatever way it was given (SOD-11).
@Suite(.homes) struct RoleGrantTests {
  private let home: TestHome
  private let registrar: Registrar
  private let first: Session

  init() async throws {
    home = try await TestHome()
    registrar = try home.registrar()
    first = try await home.begin()
    // In a new organisation, which has nobody else, the first safeguarding lead is given at once.
    try await add("mlindqvist", "M. Lindqvist", .safeguarding, "Leads safeguarding.")
    try await add("jpark", "J. Park", .worker, nil)
  }

  private func add(_ login: String, _ name: String, _ role: Role, _ reason: String?) async throws {
    try await home.signIn.add(
      NewPerson(displayName: name, shortName: name, loginName: login, role: role, reason: reason),
      password: .of(TestHome.password), by: first)
  }

  private func member(_ name: String) async throws -> Record {
    try #require(
      try await registrar.records(
        Query("memberships").where(.equals("short_name", .text(name))), for: first
      ).first)
  }

  private func role(_ role: Role) async throws -> Value {
    let found = try await registrar.records(
      Query("roles").where(.equals("code", .text(role.rawValue))), for: first)
    return try #require(found.first?.id).value
  }

  @discardableResult
  private func perform(
    _ id: String, on member: Record, _ answers: [String: Value] = [:], as session: Session
  ) async throws -> Receipt {
    let action = try #require(member.type.action(id))
    if action.strength != .none {
      try await home.signIn.confirm(session, .of(TestHome.password), isProof: action.strength == .prove)
    }
    return try await registrar.perform(
      action, on: try await registrar.record(try #require(member.id), of: member.type, for: session),
      answers: answers, command: home.time.clock.newID(), for: session)
  }

  private func roles(of login: String) async throws -> [Role] {
    try await home.signIn.signIn(name: login, password: .of(TestHome.password)).posts.map(\.role)
  }

  private func scopes(of member: Record) throws -> Set<String> {
    let id = try #require(member.id).bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return Set(
      try home.rows("SELECT scope FROM key_grants WHERE membership_id = x'\(id)' AND revoked_at IS NULL")
        .compactMap { $0[0].text })
  }

  private func ask(for role: Role = .administrator) async throws -> Record {
    let member = try await member("J. Park")
    try await perform(
      "role.grant", on: member,
      ["new_role_id": try await self.role(role), "reason": .text("Covers for a colleague.")], as: first)
    return member
  }

  @Test func `what one administrator asks for stands when another person has confirmed it`() async throws {
    let member = try await ask()
    #expect(try await roles(of: "jpark") == [.worker])
    let lead = try await home.begin("mlindqvist")
    try await perform("role.approve", on: member, as: lead)
    #expect(try await roles(of: "jpark").sorted { $0.rawValue < $1.rawValue } == [.administrator, .worker])
  }

  @Test func `who asked does not confirm, nor does the member`() async throws {
    let member = try await ask(for: .safeguarding)
    await #expect(throws: RegistrarError.self) { try await perform("role.approve", on: member, as: first) }
    #expect(try await roles(of: "jpark") == [.worker])
  }

  @Test func `a refusal has a reason and leaves everything as it was`() async throws {
    let member = try await ask()
    let lead = try await home.begin("mlindqvist")
    try await perform("role.refuse", on: member, ["comment": .text("Not before the training.")], as: lead)
    #expect(try await roles(of: "jpark") == [.worker])
    await #expect(throws: RegistrarError.self) { try await perform("role.approve", on: member, as: lead) }
  }

  @Test func `the form of a role grant does not go round the second person`() async throws {
    var grant = Record(.roleAssignments)
    grant["membership_id"] = try #require(try await member("J. Park").id).value
    grant["role_id"] = try await role(.administrator)
    grant["starts_on"] = .day(first.zone.day(at: home.time.clock.now()))
    grant["reason"] = .text("Covers for a colleague.")
    await #expect(throws: RegistrarError.self) {
      try await registrar.save([grant], command: home.time.clock.newID(), for: first)
    }
  }

  @Test func `the platform's key follows when an administrator signs in`() async throws {
    let member = try await ask()
    #expect(try scopes(of: member) == ["organization"])
    try await perform("role.approve", on: member, as: try await home.begin("mlindqvist"))
    #expect(try scopes(of: member) == ["organization"])
    _ = try await home.begin()
    #expect(try scopes(of: member) == ["organization", "platform"])
  }

  @Test func `the form of a role grant gives the keys of the role`() async throws {
    let member = try await member("J. Park")
    try home.tamper(
      "DELETE FROM key_grants WHERE membership_id = (SELECT id FROM memberships WHERE short_name = 'J. Park')"
    )
    #expect(try scopes(of: member).isEmpty)
    var grant = Record(.roleAssignments)
    grant["membership_id"] = try #require(member.id).value
    grant["role_id"] = try await role(.leader)
    grant["starts_on"] = .day(first.zone.day(at: home.time.clock.now()))
    _ = try await registrar.save([grant], command: home.time.clock.newID(), for: first)
    #expect(try scopes(of: member) == ["organization"])
    #expect(try await roles(of: "jpark") == [.leader, .worker])
  }

  @Test func `a role for one house reaches that house, whatever its member began with`() async throws {
    try home.tamper("UPDATE memberships SET all_houses = 1")
    let clock = home.time.clock
    var property = Record(.properties)
    property["name"] = .text("Tallow Bridge")
    property["tenure"] = .text("owned")
    let made = try await registrar.save(
      [property], command: clock.newID(), warningsAccepted: true, for: first)
    var house = Record(.houses)
    house["property_id"] = made.records.first?.id?.value ?? .empty
    house["name"] = .text("Tallow House")
    house["code"] = .text("TAL")
    house["service_model"] = .text("supported_housing")
    house["jurisdiction"] = .text("england")
    house["time_zone"] = .text("Europe/London")
    let built = try await registrar.save([house], command: clock.newID(), warningsAccepted: true, for: first)
    let place = try #require(built.records.first?.id)
    try await perform(
      "role.grant", on: try await member("J. Park"),
      ["new_role_id": try await role(.leader), "house_id": place.value], as: first)
    let posts = try await home.signIn.signIn(name: "jpark", password: .of(TestHome.password)).posts
    #expect(posts.first { $0.role == .leader }?.houses == [place])
    var member = try await member("J. Park")
    member["all_houses"] = .flag(false)
    await #expect(throws: RegistrarError.self) { try await save(member) }
  }

  private func grant(of name: String, as session: Session? = nil) async throws -> Record {
    let id = try #require(try await member(name).id)
    let found = try await registrar.records(
      Query("role_assignments").where(.membershipID, is: id).ordered(by: .startsOn, descending: true),
      for: session ?? first)
    return try #require(found.first)
  }

  private func save(_ record: Record, as session: Session? = nil) async throws {
    _ = try await registrar.save([record], command: home.time.clock.newID(), for: session ?? first)
  }

  @Test func `a grant stays with the member and the role it was given for`() async throws {
    let grant = try await grant(of: "M. Lindqvist")
    let changes: [(String, Value)] = [
      ("membership_id", first.membership.value), ("role_id", try await role(.manager)),
    ]
    for (name, value) in changes {
      var moved = grant
      moved[name] = value
      let label = try #require(grant.type.field(name)?.label)
      await #expect(
        throws: RegistrarError.refused([
          Violation("\(label) was set once and cannot be changed.", field: name)
        ])
      ) { try await save(moved) }
    }
    #expect(try await roles(of: "mlindqvist") == [.safeguarding])
  }

  @Test func `a far-reaching grant that has ended is not revived by one person`() async throws {
    let member = try await ask()
    try await perform("role.approve", on: member, as: try await home.begin("mlindqvist"))
    var ended = try await registrar.records(
      Query("role_assignments").where(.equals("role_id", try await role(.administrator)))
        .where(.membershipID, is: try #require(member.id)), for: first
    )[0]
    ended[.endsOn] = ended[.startsOn]
    try await save(ended)
    home.time.pass(minutes: 2 * 24 * 60)
    #expect(try await roles(of: "jpark") == [.worker])
    let again = try await home.begin()
    var revived = try await registrar.record(try #require(ended.id), of: ended.type, for: again)
    revived[.endsOn] = nil
    let failure = await #expect(throws: RegistrarError.self) { try await save(revived, as: again) }
    guard case .refused(let violations) = failure else {
      Issue.record("It was not refused.")
      return
    }
    #expect(violations.contains { $0.words.hasPrefix("A second person must confirm this role") })
    #expect(try await roles(of: "jpark") == [.worker])
  }

  @Test func `who leaves has no key in any later copy of the file, and does not get it back by an undo`()
    async throws
  {
    let member = try await member("J. Park")
    #expect(try scopes(of: member) == ["organization"])
    let receipt = try await perform("membership.end", on: member, ["end_note": .text("Has left.")], as: first)
    #expect(receipt.undo == nil)
    #expect(try scopes(of: member).isEmpty)
    let lengths = try home.rows(
      "SELECT DISTINCT length(wrapped_key) FROM key_grants WHERE revoked_reason = 'membership ended'")
    #expect(lengths == [[.integer(0)]])
    let others = try home.rows("SELECT min(length(wrapped_key)) FROM key_grants WHERE revoked_at IS NULL")
    #expect(others == [[.integer(80)]])
    await #expect(throws: SignInError.self) {
      try await home.signIn.signIn(name: "jpark", password: .of(TestHome.password))
    }
  }

  @Test func `F22: the last of those who must stay is neither ended nor shut out`() async throws {
    for (name, words) in [
      ("M. Lindqvist", "Grant another safeguarding lead first."),
      ("R. Achterberg", "Grant another administrator first."),
    ] {
      var ended = try await grant(of: name)
      ended[.endsOn] = first.zone.day(at: home.time.clock.now())
      await #expect(throws: RegistrarError.refused([Violation(words, field: "ends_on")])) {
        try await save(ended)
      }
    }
    let lead = try await member("M. Lindqvist")
    let user = try #require(
      try await registrar.records(
        Query("users").where(.equals("id", lead["user_id"])), for: first
      ).first)
    let failure = await #expect(throws: RegistrarError.self) {
      try await perform("user.disable", on: user, ["reason": .text("On leave.")], as: first)
    }
    #expect(failure == .refused([Violation("Grant another safeguarding lead first.")]))
    #expect(try await roles(of: "mlindqvist") == [.safeguarding])
  }
}
