import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// A code after the password: good once, in its half minute and those beside it.
@Suite(.homes) struct SecondFactorTests {
  /// A home whose administrator has one, with the recovery codes.
  private func enrolled() async throws -> (TestHome, codes: [[String]]) {
    let home = try await TestHome()
    let session = try await home.begin()
    let offered = try await home.signIn.offerSecondFactor(session, .of(TestHome.password))
    #expect(offered.groups.joined().count == 32)
    #expect(offered.address.hasSuffix("secret=\(offered.groups.joined())&issuer=Lodge"))
    let sealed = try #require(await home.repository.offeredFactors[session.id])
    let code = try await home.repository.code(of: sealed, session, at: home.time.clock.now())
    let codes = try await home.signIn.enrol(session, code: .of(code))
    await home.signIn.end(session)
    return (home, codes)
  }

  /// What a role that reaches far is told where it comes from elsewhere without a code.
  private static let codeAsked = SignInError.registrar(
    .notAllowed(
      "From elsewhere your role takes a code beside the password. Set one up in the house first: : and “code”."
    ))

  private func person(_ home: TestHome) async throws -> Person {
    try await home.signIn.signIn(name: TestHome.name, password: .of(TestHome.password))
  }

  private func code(_ home: TestHome, _ person: Person, steps: Int = 0) async throws -> LockedBuffer {
    let now = home.time.clock.now()
    let moment = Instant(milliseconds: now.milliseconds + steps * 30_000)
    return .of(try await home.repository.code(of: person, at: moment))
  }

  @Test func `the password alone begins nothing`() async throws {
    let (home, _) = try await enrolled()
    let person = try await person(home)
    #expect(person.needsCode)
    await #expect(throws: SignInError.failed) { try await home.signIn.begin(person.posts[0], as: person) }
    home.time.pass(minutes: 1)
    try await home.signIn.prove(person, code: try await code(home, person))
    _ = try await home.signIn.begin(person.posts[0], as: person)
  }

  @Test func `from elsewhere an administrator begins nothing with the password alone`() async throws {
    let plain = try await TestHome()
    let without = try await person(plain)
    await #expect(throws: Self.codeAsked) {
      try await plain.signIn.begin(without.posts[0], as: without, isRemote: true, asksForCode: true)
    }
    _ = try await plain.signIn.begin(without.posts[0], as: without, isRemote: true)

    let (home, _) = try await enrolled()
    let person = try await person(home)
    home.time.pass(minutes: 1)
    try await home.signIn.prove(person, code: try await code(home, person))
    _ = try await home.signIn.begin(person.posts[0], as: person, isRemote: true, asksForCode: true)
  }

  @Test func `from elsewhere the password alone does in no role that reaches furthest, and in every other`()
    async throws
  {
    let furthest: Set<Role> = [.administrator, .manager, .safeguarding, .platform]
    let home = try await TestHome()
    let person = try await person(home)
    let own = try #require(person.posts.first)
    for role in Role.allCases {
      let post = Post(
        organization: own.organization, organizationName: own.organizationName, membership: own.membership,
        role: role, houses: own.houses)
      var refusal: SignInError?
      do throws(SignInError) {
        _ = try await home.signIn.begin(post, as: person, isRemote: true, asksForCode: true)
      } catch {
        refusal = error
      }
      // A role that the person does not have is refused as well, for another reason.
      #expect((refusal == Self.codeAsked) == furthest.contains(role), "\(role.title)")
    }
  }

  @Test func `F25: a code is good once, and so is none before it`() async throws {
    let (home, _) = try await enrolled()
    home.time.pass(minutes: 1)
    let first = try await person(home)
    let former = try await code(home, first, steps: -1)
    let now = try await code(home, first)
    try await home.signIn.prove(first, code: now)
    let second = try await person(home)
    await #expect(throws: SignInError.wrongCode) { try await home.signIn.prove(second, code: now) }
    await #expect(throws: SignInError.wrongCode) { try await home.signIn.prove(second, code: former) }
    await #expect(throws: SignInError.failed) { try await home.signIn.begin(second.posts[0], as: second) }
  }

  @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
  func `a clock may be one step off`(steps: Int, isGood: Bool) async throws {
    let (home, _) = try await enrolled()
    home.time.pass(minutes: 5)
    let person = try await person(home)
    let code = try await code(home, person, steps: steps)
    if isGood {
      try await home.signIn.prove(person, code: code)
    } else {
      await #expect(throws: SignInError.wrongCode) { try await home.signIn.prove(person, code: code) }
    }
  }

  @Test func `two who show the same code at once are one sign-in`() async throws {
    let (home, _) = try await enrolled()
    home.time.pass(minutes: 1)
    let people = [try await person(home), try await person(home)]
    let code = try await code(home, people[0])
    let let_in = await withTaskGroup(of: Bool.self) { group in
      for person in people {
        group.addTask {
          do throws(SignInError) { try await home.signIn.prove(person, code: code) } catch { return false }
          return true
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(let_in == 1)
  }

  @Test func `guesses at the code count with those at the password, and the password gives none back`()
    async throws
  {
    let (home, _) = try await enrolled()
    home.time.pass(minutes: 1)
    var wrong = 0
    await #expect(throws: SignInError.wait(until: home.time.clock.now().later(minutes: 1))) {
      for _ in 0..<SignInCounter.limit {
        let person = try await person(home)
        do throws(SignInError) { try await home.signIn.prove(person, code: .of("000000")) } catch {
          guard error == .wrongCode else { throw error }
          wrong += 1
        }
      }
    }
    #expect(wrong <= SignInCounter.limit / 2)
  }

  @Test func `each recovery code signs in once, and none is in the file`() async throws {
    let (home, codes) = try await enrolled()
    #expect(codes.count == 10)
    home.time.pass(minutes: 1)
    let typed = codes[3].joined(separator: "-").lowercased()
    try await home.signIn.prove(try await person(home), code: .of(typed))
    let again = try await person(home)
    await #expect(throws: SignInError.wrongCode) { try await home.signIn.prove(again, code: .of(typed)) }
    try await home.signIn.prove(again, code: .of(codes[4].joined()))
    #expect(try home.rows("SELECT length(recovery_hashes) FROM users") == [[.integer(8 * 32)]])
    for file in ["lodge.db", "lodge.db-wal"] {
      let text = String(decoding: try home.bytes(of: file), as: UTF8.self)
      #expect(!codes.contains { text.contains($0.joined()) })
    }
  }

  @Test func `an administrator takes it away from who lost app and paper, with a reason in the log`()
    async throws
  {
    let home = try await TestHome()
    let administrator = try await home.begin()
    try await home.signIn.add(
      NewPerson(displayName: "Jun Park", shortName: "J. Park", loginName: "jpark", role: .worker),
      password: .of("seven herons on the weir"), by: administrator)
    let worker = try await home.begin("jpark", "seven herons on the weir")
    _ = try await home.signIn.offerSecondFactor(worker, .of("seven herons on the weir"))
    let sealed = try #require(await home.repository.offeredFactors[worker.id])
    let code = try await home.repository.code(of: sealed, worker, at: home.time.clock.now())
    _ = try await home.signIn.enrol(worker, code: .of(code))
    let registrar = try home.registrar()
    let type = Catalogue.house.type("users")
    let user = try await registrar.record(worker.user, of: type, for: administrator)
    let reset = try #require(type.action("user.reset-second-factor"))
    try await home.signIn.confirm(administrator, .of(TestHome.password))
    _ = try await registrar.perform(
      reset, on: user, answers: ["reason": .text("Lost the telephone.")], command: home.time.clock.newID(),
      for: administrator)
    let events = try home.rows("SELECT risk FROM audit_log WHERE event = 'user.reset-second-factor'")
    #expect(!events.isEmpty)
    let person = try await home.signIn.signIn(name: "jpark", password: .of("seven herons on the weir"))
    #expect(!person.needsCode)
    _ = try await home.signIn.begin(person.posts[0], as: person)
  }
}

extension Repository {
  /// The code that the app of a person between password and session shows.
  fileprivate func code(of person: Person, at now: Instant) throws -> String {
    let identity = try #require(visits[person.visit]?.identity)
    let sealed = try #require(try secondFactor(of: person.user))
    return try vault.code(ofSecondFactor: sealed, as: identity, at: now)
  }

  fileprivate func code(of sealed: [UInt8], _ session: Session, at now: Instant) throws -> String {
    try vault.code(ofSecondFactor: sealed, as: try #require(keys[session.id]?.identity), at: now)
  }
}
