import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// A second factor from the palette to the sign-in card, by keys alone.
@Suite(.homes) @MainActor struct SecondFactorScreenTests {
  /// Sets one for who is signed in, and reads what is shown once.
  private func enrol(
    _ home: StaffedHome, _ app: AppModel
  ) async throws -> (phone: AuthenticatorApp, codes: [String]) {
    await app.wish("session.second-factor")
    await app.type(StaffedHome.password)
    await app.press("enter")
    guard case .wizard(let wizard) = app.top else { throw SignInError.failed }
    let lines = wizard.page.lines
    let key = lines.dropFirst(2).prefix(2).joined(separator: " ")
    let phone = try #require(AuthenticatorApp(key: key))
    #expect(lines.contains { $0.hasPrefix("otpauth://totp/Lodge:ada?secret=") })
    await app.type(phone.code(at: home.time.now))
    await app.press("enter")
    let codes = wizard.page.lines.dropFirst(3).map { $0.filter { $0 != " " } }
    #expect(codes.count == 10)
    #expect(app.top?.model.status == "Enter goes on.")
    await app.press("enter")
    return (phone, codes)
  }

  @Test func `a page of passwords offers no list to choose from`() async throws {
    let home = try await StaffedHome()
    let app = try home.app()
    await app.signIn("ada")
    await app.wish("session.pin")
    #expect(app.wizard != nil && !app.footer.contains { $0.key == "F4" })
    await app.press("esc")
    await app.wish("membership.invite")
    #expect(app.wizard != nil && !app.footer.contains { $0.key == "F4" })
    await app.press("tab", "tab", "tab")
    #expect(app.footer.contains { $0.key == "F4" })
  }

  @Test func `the sign-in asks for the code after the password, and refuses one that was used`() async throws
  {
    let home = try await StaffedHome()
    let app = try home.app()
    await app.signIn("ada")
    let (phone, _) = try await enrol(home, app)
    #expect(app.message?.text.text == "From now on your sign-in asks for a code after the password.")
    await app.wish("session.sign-out")
    home.time.pass(minutes: 2)
    await app.signIn("ada")
    #expect(app.session == nil)
    #expect(app.top?.model.status.text.hasPrefix("Type the six digits that your app shows now") == true)
    await app.type(phone.code(at: home.time.now))
    await app.press("enter")
    #expect(app.session?.shortName == "A. Minden")
    await app.wish("session.sign-out")
    await app.signIn("ada")
    await app.type(phone.code(at: home.time.now))
    await app.press("enter")
    #expect(app.session == nil)
    #expect(app.top?.model.status.text.hasPrefix("That code did not work.") == true)
    await app.press("esc")
    #expect(app.top?.model.status.text == "Terminal kitchen-1.")
  }

  @Test func `a recovery code signs in without the app`() async throws {
    let home = try await StaffedHome()
    let app = try home.app()
    await app.signIn("ada")
    let (_, codes) = try await enrol(home, app)
    await app.wish("session.sign-out")
    await app.signIn("ada")
    await app.type(codes[0])
    await app.press("enter")
    #expect(app.session?.shortName == "A. Minden")
  }

  @Test func `a code that is asked and not typed gives the way free after two minutes`() async throws {
    let home = try await StaffedHome()
    let app = try home.app()
    await app.signIn("ada")
    _ = try await enrol(home, app)
    await app.wish("session.sign-out")
    await app.signIn("ada")
    home.time.pass(minutes: 3)
    await app.handle(.due)
    #expect(app.top?.model.status.text == "Terminal kitchen-1.")
  }

  @Test func `whoever gives it up signs in with the password alone again`() async throws {
    let home = try await StaffedHome()
    let app = try home.app()
    await app.signIn("ada")
    _ = try await enrol(home, app)
    await app.wish("session.second-factor-off")
    await app.type(StaffedHome.password)
    await app.press("enter")
    #expect(app.message?.text.text == "Your sign-in asks for the password alone.")
    await app.wish("session.sign-out")
    await app.signIn("ada")
    #expect(app.session?.shortName == "A. Minden")
  }
}
