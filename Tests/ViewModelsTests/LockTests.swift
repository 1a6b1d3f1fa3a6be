import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// The card over a locked session, from the keys to the session's row.
@Suite(.homes) @MainActor struct LockTests {
  private func atWork() async throws -> (StaffedHome, AppModel) {
    let home = try await StaffedHome()
    let app = try home.app()
    await app.signIn("ada")
    #expect(app.session?.shortName == "A. Minden")
    return (home, app)
  }

  private func state(_ home: StaffedHome) async throws -> String? {
    try await home.rows("SELECT state FROM user_sessions ORDER BY started_at DESC LIMIT 1")[0][0].text
  }

  @Test func `what a print shows goes with the access of who opened it`() async throws {
    let (home, app) = try await atWork()
    await app.press("g", "s", "p")
    #expect(app.report?.lines.contains { $0.text.text.contains("A. Minden") } == true)
    let preview = try #require(app.report)
    let elsewhere = try await home.begin("ada")
    #expect(try await home.signIn.endOtherSessions(of: elsewhere) == 1)
    await app.lookForChanges()
    #expect(app.session == nil && preview.lines.isEmpty)
    if case .signIn = app.top {} else { Issue.record("The sign-in card was expected.") }
    #expect(app.screens.count == 1)
  }

  @Test func `the card on which a password is chosen goes when nobody types for two minutes`() async throws {
    let (home, app) = try await atWork()
    let ada = try #require(app.session)
    let code = try await home.signIn.invite(
      NewPerson(displayName: "Jun Park", shortName: "J. Park", loginName: "jpark", role: .worker), by: ada)
    await app.wish("session.sign-out")
    await app.type("jpark")
    await app.press("tab")
    await app.type(code.joined(separator: "-").lowercased())
    await app.press("enter")
    guard case .signIn(let card) = app.top, case .choosing = card.step else {
      Issue.record("A password was to be chosen.")
      return
    }
    await app.type("seven herons")
    home.time.pass(minutes: 1)
    await app.handle(.due)
    #expect(card.password?.characterCount == 12)
    home.time.pass(minutes: 1)
    #expect(app.wait == 0)
    await app.handle(.due)
    if case .card = card.step {} else { Issue.record("The card still waits for a password.") }
    #expect(card.password?.isEmpty != false && card.second?.isEmpty != false && card.name.isEmpty)
  }

  @Test func `F9 locks and six digits open the same screen again`() async throws {
    let (home, app) = try await atWork()
    await app.choosePIN("480216")
    #expect(app.message?.text.text == "Your PIN opens this screen after a lock. F9 locks.")
    await app.press("g", "m", "f9")
    #expect(app.isLocked)
    #expect(try await state(home) == "locked")
    await app.type("480216")
    await app.press("enter")
    #expect(!app.isLocked)
    #expect(try await state(home) == "open")
    if case .menu = app.top {} else { Issue.record("The menu was open at the lock.") }
  }

  @Test func `a session without a key for its role's minutes locks, and keeps what was open`() async throws {
    let (home, app) = try await atWork()
    let minutes = try #require(app.session?.idleMinutes)
    #expect(minutes == 10)
    await app.press("g", "m")
    home.time.pass(minutes: minutes - 1)
    await app.handle(.due)
    #expect(!app.isLocked)
    home.time.pass(minutes: 1)
    await app.handle(.due)
    #expect(app.isLocked)
    #expect(try await state(home) == "locked")
    await app.type(StaffedHome.password)
    await app.press("enter")
    #expect(!app.isLocked)
    if case .menu = app.top {} else { Issue.record("The menu was open at the lock.") }
  }

  @Test func `fewer minutes in the policy lock sooner, and more do not lock later`() async throws {
    for (limit, minutes) in [(3, 3), (480, 10)] {
      let (home, app) = try await atWork()
      app.idleLimit = limit
      home.time.pass(minutes: minutes - 1)
      await app.handle(.due)
      #expect(!app.isLocked, "\(limit)")
      home.time.pass(minutes: 1)
      await app.handle(.due)
      #expect(app.isLocked, "\(limit)")
    }
  }

  @Test func `a key in between puts the lock off, and so does a paste`() async throws {
    let (home, app) = try await atWork()
    home.time.pass(minutes: 9)
    await app.press("down")
    home.time.pass(minutes: 9)
    await app.handle(.due)
    #expect(!app.isLocked)
    await app.handle(.paste("tallow"))
    home.time.pass(minutes: 9)
    await app.handle(.due)
    #expect(!app.isLocked)
    home.time.pass(minutes: 1)
    await app.handle(.due)
    #expect(app.isLocked)
  }

  @Test func `three wrong PINs, and the card asks for the password`() async throws {
    let (_, app) = try await atWork()
    await app.choosePIN("480216")
    await app.press("f9")
    for left in ["2 tries left", "1 try left", "Type your password"] {
      await app.type("480217")
      await app.press("enter")
      #expect(app.top?.model.status.text.contains(left) == true)
    }
    await app.type(StaffedHome.password)
    await app.press("enter")
    #expect(!app.isLocked)
  }

  @Test func `F3 asks for the password instead, and without a PIN means nothing`() async throws {
    let (_, app) = try await atWork()
    await app.press("f9")
    #expect(!app.footer.contains { $0.id == "unlock.other-secret" })
    await app.type(StaffedHome.password)
    await app.press("enter")
    await app.choosePIN("480216")
    await app.press("f9", "f3")
    await app.type(StaffedHome.password)
    await app.press("enter")
    #expect(!app.isLocked)
  }

  @Test func `the card says until when the PIN serves, and forgets it then`() async throws {
    let home = try await StaffedHome()
    let app = try home.app(isKiosk: false)
    await app.signIn("ada")
    await app.choosePIN("480216")
    await app.press("f9")
    #expect(app.top?.model.status.text == "The PIN opens this until 10:15; then the password is asked.")
    home.time.pass(minutes: 16)
    await app.handle(.due)
    #expect(app.top?.model.status.text == "Everything you typed is kept.")
    if case .unlock(let card) = app.top { #expect(!card.asksPIN) }
  }

  @Test func `a line that leads to the screens alone offers neither a shell nor a copy`() async throws {
    let home = try await StaffedHome()
    let app = try home.app(isKiosk: false)
    await app.signIn("ada")
    let suspend = try #require(app.commands["app.suspend"])
    let copy = try #require(app.commands["record.copy"])
    #expect(suspend.availability(app).isYes && copy.availability(app).isYes)
    app.isCaptive = true
    #expect(!suspend.availability(app).isYes && !copy.availability(app).isYes)
  }

  @Test func `the two PINs must be the same, and an easy one is refused in words`() async throws {
    let (_, app) = try await atWork()
    await app.choosePIN("123456")
    #expect(app.top?.model.status.text.contains("too easy") == true)
    await app.type("480216")
    await app.press("enter")
    await app.type("480217")
    await app.press("enter")
    #expect(app.top?.model.status.text == "The two are not the same. Type the last one again.")
  }
}
