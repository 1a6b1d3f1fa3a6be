import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

@Suite(.homes) struct SignInTests {
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

  @Test func `a demonstration says which of some sign-ins it has`() async throws {
    let home = try await TestHome()
    let names = try await home.repository.demonstrated([TestHome.name, "nobody-here"])
    #expect(names == [TestHome.name])
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

/// What somebody who guesses meets.
@Suite(.homes) struct LockoutTests {
  private let wrong = LockedBuffer.of("not the password at all")

  @Test func `F18: exactly the limit of parallel guesses reach the check`() async throws {
    let home = try await TestHome()
    let others = try (0..<3).map { _ in try home.again().1 }
    let answers = await withTaskGroup(of: SignInError?.self) { group in
      for index in 0..<24 {
        group.addTask {
          do throws(SignInError) {
            _ = try await others[index % 3].signIn(name: TestHome.name, password: wrong)
            return nil
          } catch {
            return error
          }
        }
      }
      return await group.reduce(into: [SignInError?]()) { $0.append($1) }
    }
    #expect(answers.count { $0 == .failed } == SignInCounter.limit)
    #expect(answers.count { if case .wait = $0 { true } else { false } } == 24 - SignInCounter.limit)
    #expect(try home.rows("SELECT count(*) FROM account_lockouts") == [[.integer(1)]])
  }

  @Test func `twenty right passwords at once are all let in, and nobody waits afterwards`() async throws {
    let home = try await TestHome()
    let others = try (0..<3).map { _ in try home.again().1 }
    let right = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<20 {
        group.addTask {
          do throws(SignInError) {
            _ = try await others[index % 3].signIn(name: TestHome.name, password: .of(TestHome.password))
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(right == 20)
    #expect(
      try home.rows("SELECT failed_count, unlocks_at FROM sign_in_counters") == [[.integer(0), .null]])
  }

  @Test func `the right password waits too, and is let in after the wait`() async throws {
    let home = try await TestHome()
    for _ in 0..<SignInCounter.limit {
      _ = try? await home.signIn.signIn(name: TestHome.name, password: wrong)
    }
    let until = home.time.clock.now().later(minutes: 1)
    await #expect(throws: SignInError.wait(until: until)) { try await home.begin() }
    home.time.pass(minutes: 1)
    _ = try await home.begin()
    #expect(try home.rows("SELECT failed_count FROM sign_in_counters") == [[.integer(0)]])
  }

  /// Guesses until the name has to wait, and waits.
  private func lock(_ name: String, in home: TestHome) async throws {
    for _ in 0...SignInCounter.limit {
      _ = try? await home.signIn.signIn(name: name, password: wrong)
      let until = try home.rows("SELECT max(unlocks_at) FROM sign_in_counters")[0][0].integer ?? 0
      if until > home.time.clock.now().milliseconds { break }
    }
    home.time.pass(minutes: 20)
  }

  @Test func `the third of another day is told too while the notice of the first day still stands`()
    async throws
  {
    let home = try await TestHome()
    let session = try await home.begin()
    try await home.signIn.add(
      NewPerson(displayName: "Jun Park", shortName: "J. Park", loginName: "jpark", role: .worker),
      password: .of("seven herons on the weir"), by: session)
    for day in 1...2 {
      for _ in 1...3 { try await lock("jpark", in: home) }
      #expect(try home.rows("SELECT count(*) FROM account_lockouts") == [[.integer(3 * day)]])
      #expect(
        try home.rows("SELECT kind, state FROM notifications") == [[.text("security"), .text("unread")]])
      home.time.pass(minutes: 60 * 25)
    }
    _ = try await home.begin("jpark", "seven herons on the weir")
  }

  @Test func `an administrator lifts a wait, and the third of a day is told`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    try await home.signIn.add(
      NewPerson(displayName: "Jun Park", shortName: "J. Park", loginName: "jpark", role: .worker),
      password: .of("seven herons on the weir"), by: session)
    for minutes in [1, 2] {
      while (try? await home.signIn.signIn(name: "jpark", password: wrong)) == nil,
        try home.rows("SELECT max(unlocks_at) FROM sign_in_counters")[0][0].integer ?? 0
          <= home.time.clock.now().milliseconds
      {}
      home.time.pass(minutes: minutes)
    }
    #expect(try home.rows("SELECT count(*) FROM notifications") == [[.integer(0)]])
    _ = try? await home.signIn.signIn(name: "jpark", password: wrong)
    #expect(try home.rows("SELECT kind FROM notifications") == [[.text("security")]])
    await #expect(throws: SignInError.self) { try await home.begin("jpark", "seven herons on the weir") }
    let registrar = try home.registrar()
    let id = try #require(try home.rows("SELECT id FROM memberships WHERE short_name = 'J. Park'")[0][0].id)
    let type = registrar.catalogue.type("memberships")
    let action = try #require(type.allActions.first { $0.deed == .endWait })
    let member = try await registrar.record(id, of: type, for: session)
    let receipt = try await registrar.perform(
      action, on: member, answers: [:], command: home.time.clock.newID(), for: session)
    #expect(receipt.undo == nil)
    let worker = try await home.begin("jpark", "seven herons on the weir")
    await #expect(throws: RegistrarError.self) {
      try await registrar.perform(
        action, on: member, answers: [:], command: home.time.clock.newID(), for: worker)
    }
    let told = try home.rows(
      "SELECT count(*) FROM audit_log WHERE organization_id = 1 AND event = 'membership.end-wait'")
    #expect(told == [[.integer(1)]])
  }

  @Test func `waits grow to fifteen minutes and never further`() {
    var counter = SignInCounter(windowStartedAt: Instant(milliseconds: 0))
    var now = Instant(milliseconds: 0)
    var waits: [Int] = []
    for lockouts in 0..<8 {
      while true {
        let verdict = counter.reserve(at: now, lockouts: lockouts)
        if case .checkAndLock(let until) = verdict {
          waits.append((until.milliseconds - now.milliseconds) / 60_000)
          now = until
          break
        }
      }
    }
    #expect(waits == [1, 2, 4, 8, 15, 15, 15, 15])
  }

  @Test func `a day of guessing is about a hundred guesses`() {
    var counter = SignInCounter(windowStartedAt: Instant(milliseconds: 0))
    var (guesses, lockouts, now) = (0, 0, 0)
    while now < SignInCounter.day {
      switch counter.reserve(at: Instant(milliseconds: now), lockouts: lockouts) {
      case .wait(let until): now = until.milliseconds
      case .check: guesses += 1
      case .checkAndLock:
        guesses += 1
        lockouts += 1
      }
    }
    #expect((90...130).contains(guesses))
  }

  @Test func `a clock that was set wrong shuts nobody out for long`() {
    var counter = SignInCounter(windowStartedAt: Instant(milliseconds: 0))
    counter.unlocksAt = Instant(milliseconds: 9_000_000_000_000)
    let now = Instant(milliseconds: 60_000)
    #expect(counter.reserve(at: now, lockouts: 0) == .wait(until: now.later(minutes: 15)))
    #expect(counter.unlocksAt == now.later(minutes: 15))
  }

  @Test func `six failures over more than half an hour lock nobody`() {
    var counter = SignInCounter(windowStartedAt: Instant(milliseconds: 0))
    for index in 0..<20 {
      let now = Instant(milliseconds: 0).later(minutes: index * 7)
      #expect(counter.reserve(at: now, lockouts: 0) == .check)
    }
  }
}

@Suite(.homes) struct SessionTests {
  @Test func `an unlock keeps the session, and a wrong password does not`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    await home.signIn.lock(session)
    #expect(await home.repository.holdsKeys(of: session) == false)
    #expect(try home.rows("SELECT state FROM user_sessions") == [[.text("locked")]])
    await #expect(throws: SignInError.failed) {
      try await home.signIn.unlock(session, .of("not the password at all"))
    }
    try await home.signIn.unlock(session, .of(TestHome.password))
    #expect(await home.repository.holdsKeys(of: session))
    #expect(try home.rows("SELECT state FROM user_sessions") == [[.text("open")]])
    #expect(try await home.registrar().verifyAudit(for: session).map(\.isIntact) == [true, true])
  }

  @Test func `F8: a session whose membership was withdrawn ends at the next look`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    #expect(await home.signIn.isStanding(session))
    try home.tamper("UPDATE memberships SET state = 'suspended'")
    let registrar = try home.registrar()
    var resident = Record(registrar.catalogue.type("residents"))
    resident["family_name"] = .text("Hale")
    resident["born_on"] = Day("1999-03-04").map { .day($0) } ?? .empty
    let ready = resident
    await #expect(throws: RegistrarError.sessionEnded) {
      try await registrar.save([ready], command: registrar.clock.newID(), for: session)
    }
    #expect(await home.signIn.isStanding(session) == false)
    #expect(await home.repository.holdsKeys(of: session) == false)
  }

  @Test func `F8: a look for changes tells a session that it was ended elsewhere`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    let registrar = try home.registrar()
    _ = try await registrar.changeSequence(for: session)
    try home.tamper("UPDATE user_sessions SET state = 'ended', ended_reason = 'revoked'")
    await #expect(throws: RegistrarError.sessionEnded) { try await registrar.changeSequence(for: session) }
  }

  @Test func `a session ends by itself after the hours of its role`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    home.time.pass(minutes: 11 * 60)
    #expect(await home.signIn.isStanding(session))
    home.time.pass(minutes: 61)
    #expect(await home.signIn.isStanding(session) == false)
  }

  @Test func `sessions of a process that died are ended by the next one`() async throws {
    let home = try await TestHome()
    _ = try await home.begin()
    try home.tamper("UPDATE user_sessions SET terminal = 'tty1 #999999999.1'")
    _ = try await home.begin()
    #expect(
      try home.rows("SELECT state, ended_reason FROM user_sessions ORDER BY ended_reason DESC")
        == [[.text("ended"), .text("crashed")], [.text("open"), .null]])
  }

  @Test func `an invited person chooses a password and gets keys of their own`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    let groups = try await home.signIn.invite(
      NewPerson(displayName: "Jun Park", shortName: "J. Park", loginName: "jpark", role: .worker), by: session
    )
    let typed = groups.joined(separator: "-").lowercased()
    await #expect(throws: SignInError.mustChoosePassword) {
      try await home.signIn.signIn(name: "jpark", password: .of(typed))
    }
    await #expect(throws: SignInError.weakPassword(minimum: 15)) {
      try await home.signIn.choosePassword(name: "jpark", current: .of(typed), new: .of("short"))
    }
    let first = try home.rows("SELECT hex(public_key) FROM users ORDER BY id")
    try await home.signIn.choosePassword(
      name: "jpark", current: .of(typed), new: .of("seven herons on the weir"))
    let worker = try await home.begin("jpark", "seven herons on the weir")
    #expect(worker.role == .worker)
    #expect(worker.shortName == "J. Park")
    let then = try home.rows("SELECT hex(public_key) FROM users ORDER BY id")
    #expect(zip(first, then).count { $0 != $1 } == 1)
    await #expect(throws: SignInError.failed) {
      try await home.signIn.signIn(name: "jpark", password: .of(typed))
    }
    #expect(try await home.registrar().verifyAudit(for: session).map(\.isIntact) == [true, true])
  }

  @Test func `an invitation runs out after three days`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    let groups = try await home.signIn.invite(
      NewPerson(displayName: "Jun Park", shortName: "J. Park", loginName: "jpark", role: .worker), by: session
    )
    home.time.pass(minutes: 72 * 60 + 1)
    await #expect(throws: SignInError.failed) {
      try await home.signIn.signIn(name: "jpark", password: .of(groups.joined()))
    }
  }

  @Test func `a changed password ends the person's other sessions and keeps this one`() async throws {
    let home = try await TestHome()
    let first = try await home.begin()
    let second = try await home.begin()
    try await home.signIn.changePassword(
      second, current: .of(TestHome.password), new: .of("a heron stood on the weir"))
    #expect(await home.signIn.isStanding(first) == false)
    #expect(await home.signIn.isStanding(second))
    await #expect(throws: SignInError.failed) { try await home.begin() }
    _ = try await home.begin(TestHome.name, "a heron stood on the weir")
  }

  @Test func `F22: a swapped grant or data key is found at the sign-in`() async throws {
    for statement in [
      "UPDATE key_grants SET wrapped_key = randomblob(80) WHERE scope = 'organization'",
      "UPDATE data_keys SET wrapped_key = randomblob(60) WHERE organization_id = 1 AND kind = 'audit'",
      "UPDATE data_keys SET wrapped_key = (SELECT wrapped_key FROM data_keys WHERE organization_id = 0 AND kind = 'token') WHERE organization_id = 1 AND kind = 'organization'",
    ] {
      let home = try await TestHome()
      try home.tamper(statement)
      await #expect(throws: SignInError.keysAltered) { try await home.begin() }
    }
  }

  @Test func `a second safeguarding lead needs another person's word`() async throws {
    let home = try await TestHome()
    let administrator = try await home.begin()
    func person(_ name: String, _ role: Role) -> NewPerson {
      NewPerson(displayName: name, shortName: name, loginName: name, role: role)
    }
    try await home.signIn.add(
      person("lead", .safeguarding), password: .of("the first of two leads"), by: administrator)
    await #expect(throws: RegistrarError.self) {
      try await home.signIn.add(
        person("deputy", .safeguarding), password: .of("the second of two leads"), by: administrator)
    }
    let lead = try await home.begin("lead", "the first of two leads")
    try await home.signIn.add(
      person("deputy", .safeguarding), password: .of("the second of two leads"), by: administrator,
      confirmedBy: lead)
    await #expect(throws: RegistrarError.self) {
      try await home.signIn.add(person("worker", .worker), password: .of("any password will do"), by: lead)
    }
    await #expect(throws: RegistrarError.self) {
      try await home.signIn.add(
        person("io", .platform), password: .of("any password will do"), by: administrator)
    }
  }

  @Test func `the platform's administrator holds no key of an organisation`() async throws {
    let home = try await TestHome(platform: true)
    let session = try await home.begin("sys-platform")
    #expect(session.organization == 0)
    #expect(session.role == .platform)
    #expect(session.name == "Io Vance")
    #expect(
      try home.rows("SELECT count(*) FROM key_grants WHERE organization_id = 0 AND scope <> 'platform'") == [
        [.integer(0)]
      ])
  }

  @Test func `F23: no name, password or key stands in the files`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    await home.signIn.lock(session)
    let marks = ["Rhiannon Achterberg", TestHome.name, TestHome.password, home.recoveryCode.joined()]
    for name in ["lodge.db", "lodge.db-wal", "lodge.db-shm", "lodge.lock"] {
      let bytes = try home.bytes(of: name)
      for mark in marks { #expect(!bytes.holds(Array(mark.utf8))) }
    }
  }
}

@Suite(.homes) struct PasswordRulesTests {
  private let rules = PasswordRules(common: ["password", "correcthorsebatterystaple", "november"])

  @Test(arguments: [
    "maple leaves in november rain", "häufig regnet es am Abend", "seven herons on the weir",
    "王秀英は毎朝八時に庭を歩きますか",
  ])
  func `a long phrase is good`(password: String) {
    #expect(rules.refusal(of: .of(password), names: ["rachterberg", "Tallow Bridge Trust"]) == nil)
  }

  @Test(arguments: [
    "short", "exactly14chars", "passwordpassword", "Password-Password-1", "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "correct horse battery staple", "123456789012345678", "qwertyuiopasdfghjkl", "rachterberg-rachterberg",
    "tallow bridge trust 1",
    "with a tab\tinside of it", "with a null\0inside of it", "November November November",
  ])
  func `what a stranger would try first is refused`(password: String) {
    #expect(
      rules.refusal(of: .of(password), names: ["rachterberg", "Tallow Bridge Trust"])
        == refusal(of: password))
  }

  /// Which of the two it is: of a wrong length, or long enough and yet easy to guess.
  private func refusal(of password: String) -> SignInError {
    let isPlain = password.allSatisfy { $0 >= " " }
    return password.count < 15 || !isPlain ? .weakPassword(minimum: 15) : .guessablePassword
  }

  /// Where a password is set in a home that stands.
  enum Door: String, CaseIterable { case changed, chosen, added }

  /// The first with the shipped list, its words alone, doubled and dressed up; then what says who or where one is.
  private static let weak =
    [
      "passwordpassword", "P a s s w o r d  1 2 3 4 5 6", "correct horse battery staple",
      "Password-Password-1",
    ]
    + ["rachterberg rachterberg", "Tallow Bridge Trust 1", "fourteen signs", "aaaaaaaaaaaaaaaa"]

  @Test(arguments: Door.allCases, weak)
  func `a weak password is refused wherever one is set`(door: Door, password: String) async throws {
    let list = try String(contentsOfFile: TestHome.shipped("Data/Passwords.txt"), encoding: .utf8)
    let home = try await TestHome()
    let signIn = SignIn(
      repository: home.repository, clock: home.time.clock, permissions: home.signIn.permissions,
      passwords: PasswordRules(list: list))
    let person = try await signIn.signIn(name: TestHome.name, password: .of(TestHome.password))
    let session = try await signIn.begin(try #require(person.posts.first), as: person, terminal: "test")
    let other = NewPerson(
      displayName: "Jun Park", shortName: "J. Park", loginName: TestHome.name, role: .worker)
    switch door {
    case .changed:
      await #expect(throws: refusal(of: password)) {
        try await signIn.changePassword(session, current: .of(TestHome.password), new: .of(password))
      }
    case .chosen:
      await #expect(throws: refusal(of: password)) {
        try await signIn.choosePassword(
          name: TestHome.name, current: .of(TestHome.password), new: .of(password))
      }
    case .added:
      await #expect(
        throws: RegistrarError.refused([
          Violation(
            refusal(of: password) == .guessablePassword
              ? PasswordRules.guessableWords : PasswordRules.words(minimum: 15), field: "password")
        ])
      ) { try await signIn.add(other, password: .of(password), by: session) }
    }
  }

  @Test func `F19: composed and decomposed accents are one password`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    try await home.signIn.changePassword(
      session, current: .of(TestHome.password), new: .of("Si\u{61}\u{302}n sang on the weir"))
    _ = try await home.begin(TestHome.name, "Si\u{E2}n sang on the weir")
  }

  @Test func `F19: more than 128 characters are refused`() {
    let long = (0..<13).map { "word\($0)herons" }.joined(separator: " ")
    #expect(long.count > 128)
    #expect(rules.refusal(of: .of(long), names: []) != nil)
  }
}

extension Repository {
  fileprivate func holdsKeys(of session: Session) -> Bool { keys[session.id] != nil }
}

extension [UInt8] {
  fileprivate func holds(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return false }
    return indices.dropLast(part.count - 1).contains { self[$0] == first && self[$0...].starts(with: part) }
  }
}
