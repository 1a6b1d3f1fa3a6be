import Records
import Storage
import TestHomes
import Testing
import ViewModels

/// The card over a locked session, from the keys to the session's row.
@Suite @MainActor struct LockTests {
  private func atWork() async throws -> (StaffedHome, AppModel) {
    let home = try await StaffedHome()
    let app = try home.app()
    await app.signIn("ada")
    #expect(app.session?.shortName == "A. Minden")
    return (home, app)
  }

  private func choosePIN(_ app: AppModel, _ pin: String) async {
    await app.wish("session.pin")
    await app.type(pin)
    await app.press("enter")
    await app.type(pin)
    await app.press("enter")
  }

  private func state(_ home: StaffedHome) async throws -> String? {
    try await home.rows("SELECT state FROM user_sessions ORDER BY started_at DESC LIMIT 1")[0][0].text
  }

  @Test func `F9 locks and six digits open the same screen again`() async throws {
    let (home, app) = try await atWork()
    await choosePIN(app, "480216")
    #expect(app.message?.text.text == "Your PIN opens this session after a lock. F9 locks.")
    await app.press("g", "m", "f9")
    #expect(app.isLocked)
    #expect(try await state(home) == "locked")
    await app.type("480216")
    await app.press("enter")
    #expect(!app.isLocked)
    #expect(try await state(home) == "open")
    if case .menu = app.top {} else { Issue.record("The menu was open at the lock.") }
  }

  @Test func `three wrong PINs, and the card asks for the password`() async throws {
    let (_, app) = try await atWork()
    await choosePIN(app, "480216")
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
    await choosePIN(app, "480216")
    await app.press("f9", "f3")
    await app.type(StaffedHome.password)
    await app.press("enter")
    #expect(!app.isLocked)
  }

  @Test func `the card says until when the PIN serves, and forgets it then`() async throws {
    let home = try await StaffedHome()
    let app = try home.app(isKiosk: false)
    await app.signIn("ada")
    await choosePIN(app, "480216")
    await app.press("f9")
    #expect(app.top?.model.status.text == "The PIN opens this until 10:15; then the password is asked.")
    home.time.pass(minutes: 16)
    await app.handle(.due)
    #expect(app.top?.model.status.text == "Everything you typed is kept.")
    if case .unlock(let card) = app.top { #expect(!card.asksPIN) }
  }

  @Test func `the two PINs must be the same, and an easy one is refused in words`() async throws {
    let (_, app) = try await atWork()
    await choosePIN(app, "123456")
    #expect(app.top?.model.status.text.contains("too easy") == true)
    await app.type("480216")
    await app.press("enter")
    await app.type("480217")
    await app.press("enter")
    #expect(app.top?.model.status.text == "The two are not the same. Type the last one again.")
  }
}
