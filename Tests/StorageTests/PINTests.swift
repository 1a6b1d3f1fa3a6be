import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// A PIN opens one locked session again, and nothing else.
@Suite(.homes) struct PINTests {
  private let pin = LockedBuffer.of("480216")
  private let wrong = LockedBuffer.of("480217")

  private func locked(_ home: TestHome, isShared: Bool = true) async throws -> Session {
    let session = try await home.begin()
    try await home.signIn.choosePIN(session, pin, password: nil, isShared: isShared)
    await home.signIn.lock(session)
    return session
  }

  @Test func `a locked session has no keys, and the PIN gives them back`() async throws {
    let home = try await TestHome()
    let session = try await locked(home)
    #expect(await !home.repository.holdsKeys(of: session))
    try await home.signIn.unlock(session, pin: pin)
    #expect(await home.repository.holdsKeys(of: session))
    #expect(try home.rows("SELECT state FROM user_sessions") == [[.text("open")]])
    #expect(await home.signIn.isStanding(session))
  }

  @Test func `three wrong ones in all, and only the password is left`() async throws {
    let home = try await TestHome()
    let session = try await locked(home)
    await #expect(throws: SignInError.wrongPIN(triesLeft: 2)) {
      try await home.signIn.unlock(session, pin: wrong)
    }
    await #expect(throws: SignInError.wrongPIN(triesLeft: 1)) {
      try await home.signIn.unlock(session, pin: wrong)
    }
    try await home.signIn.unlock(session, pin: pin)
    await home.signIn.lock(session)
    await #expect(throws: SignInError.wrongPIN(triesLeft: 0)) {
      try await home.signIn.unlock(session, pin: wrong)
    }
    await #expect(throws: SignInError.noPIN) { try await home.signIn.unlock(session, pin: pin) }
    #expect(await home.repository.pins.isEmpty)
    try await home.signIn.unlock(session, .of(TestHome.password))
    let events = try home.rows(
      "SELECT event FROM audit_log WHERE organization_id = 0 AND event LIKE 'session.pin%' ORDER BY sequence_number"
    )
    #expect(
      events == [
        [.text("session.pin_failed")], [.text("session.pin_failed")], [.text("session.pin_used_up")],
      ])
  }

  @Test func `many guesses at once share three tries`() async throws {
    let home = try await TestHome()
    let session = try await locked(home)
    let checked = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<12 {
        group.addTask {
          do throws(SignInError) { try await home.signIn.unlock(session, pin: wrong) } catch {
            return error != .noPIN
          }
          return true
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(checked == 3)
  }

  @Test(arguments: [(true, 600, true), (true, 721, false), (false, 14, true), (false, 16, false)])
  func `it serves to the end of the session on a shared terminal, and fifteen minutes elsewhere`(
    isShared: Bool, minutes: Int, opens: Bool
  ) async throws {
    let home = try await TestHome()
    let session = try await locked(home, isShared: isShared)
    home.time.pass(minutes: minutes)
    await home.signIn.forgetStalePINs()
    #expect(await (home.repository.pins[session.id] != nil) == opens)
    #expect(await (home.signIn.pin(of: session) != nil) == opens)
  }

  @Test func `the end of a session takes its PIN along`() async throws {
    let home = try await TestHome()
    let session = try await locked(home)
    await home.signIn.end(session)
    #expect(await home.repository.pins.isEmpty)
    let other = try await locked(home)
    try home.tamper("UPDATE users SET state = 'disabled'")
    await #expect(throws: SignInError.registrar(.sessionEnded)) {
      try await home.signIn.unlock(other, pin: pin)
    }
    #expect(await home.repository.pins.isEmpty)
  }

  @Test func `whoever finds a screen open needs the password to choose one`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    home.time.pass(minutes: SignIn.minutesForPIN + 1)
    await #expect(throws: SignInError.registrar(.needsConfirmation(.confirm))) {
      try await home.signIn.choosePIN(session, pin, password: nil, isShared: true)
    }
    await #expect(throws: SignInError.failed) {
      try await home.signIn.choosePIN(session, pin, password: wrong, isShared: true)
    }
    try await home.signIn.choosePIN(session, pin, password: .of(TestHome.password), isShared: true)
  }

  @Test func `it confirms and never proves`() async throws {
    let home = try await TestHome()
    let session = try await home.begin()
    try await home.signIn.choosePIN(session, pin, password: nil, isShared: true)
    try await home.signIn.confirm(session, pin, isProof: false)
    await #expect(throws: SignInError.failed) {
      try await home.signIn.confirm(session, pin, isProof: true)
    }
    #expect(await !home.repository.isProved(session))
  }

  @Test func `nothing of it is on the disk, and it signs nobody in`() async throws {
    let home = try await TestHome()
    let session = try await locked(home)
    let sealed = try #require(await home.repository.pins[session.id]?.sealed.withBytes { Array($0) })
    for file in ["lodge.db", "lodge.db-wal"] {
      let bytes = try home.bytes(of: file)
      let part = Array(sealed[92..<140])
      #expect(!bytes.isEmpty)
      #expect(
        !(0...max(0, bytes.count - part.count)).contains { bytes[$0..<$0 + part.count].elementsEqual(part) })
    }
    await #expect(throws: SignInError.failed) {
      try await home.signIn.signIn(name: TestHome.name, password: pin)
    }
  }

  private static let refused: [(String, SignInError)] = [
    ("48021", .weakPIN), ("48021699999", .weakPIN), ("48o216", .weakPIN), ("123456", .guessablePIN),
    ("987654", .guessablePIN), ("480480", .guessablePIN), ("112233", .guessablePIN),
    ("159753", .guessablePIN),
    ("000000", .guessablePIN),
  ]

  @Test(arguments: refused)
  func `a PIN that a colleague would try is refused`(typed: String, refusal: SignInError) {
    #expect(PINRules.refusal(of: .of(typed)) == refusal)
  }
}

extension Repository {
  fileprivate func holdsKeys(of session: Session) -> Bool { keys[session.id] != nil }
  fileprivate func isProved(_ session: Session) -> Bool { keys[session.id]?.provedAt != nil }
}
