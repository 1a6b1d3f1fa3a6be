import Records
import Storage

/// The card over a locked session: its person unlocks it with PIN or password, or somebody else signs in.
@MainActor
package final class UnlockModel: ScreenModel {
  package let app: AppModel
  package let session: Session
  package let lockedAt: Instant
  package private(set) var secret: Password?
  /// How the session's PIN stands; nil where only the password opens it.
  package private(set) var pin: PINStanding?
  package private(set) var isChecking = false
  package private(set) var failure: DisplayText?
  private var prefersPassword = false

  package init(_ app: AppModel, session: Session, lockedAt: Instant, pin: PINStanding? = nil) {
    self.app = app
    self.session = session
    self.lockedAt = lockedAt
    self.pin = pin
    secret = Password.fresh()
  }

  /// The PIN is asked, and not the password.
  package var asksPIN: Bool { pin != nil && !prefersPassword }
  package var crumb: DisplayText { "Locked" }
  package var scopes: [Scope] { [.unlock] }
  package var takesText: Bool { true }

  package var status: DisplayText {
    if let failure { return failure }
    if isChecking { return "Checking…" }
    guard let pin else { return "Everything you typed is kept." }
    return "The PIN opens this until \(time(pin.until)); then the password is asked."
  }

  package var position: DisplayText {
    guard app.locked.count > 1 else { return "" }
    return "\(String(place + 1)) of \(String(app.locked.count)) locked here"
  }

  /// The others that lie locked here.
  package var others: [LockedSession] { app.locked.filter { $0.session.id != session.id } }

  private var place: Int { app.locked.firstIndex { $0.session.id == session.id } ?? 0 }

  /// Shows the card of the next session that lies locked here.
  package func turn(by step: Int) async {
    let count = app.locked.count
    guard count > 1, !isChecking else { return }
    forget()
    await app.face(app.locked[(place + step + count) % count].session)
  }

  package func forget() { secret?.clear() }

  /// A moment as the clock of the person's organisation tells it.
  package func time(_ moment: Instant) -> String { session.zone.wall(at: moment).time.description }

  package var deadline: Instant? { pin?.until }

  package func due(at now: Instant) async { await readPIN() }

  /// Asks again how the PIN stands; what was typed of one that is over goes.
  private func readPIN() async {
    let former = pin
    pin = await app.door.signIn?.pin(of: session)
    if former != nil, pin == nil { secret?.clear() }
  }

  package func typed(_ key: Key) async -> Bool {
    guard let secret else { return false }
    switch key {
    case .character(let character): secret.append(contentsOf: Array(String(character).utf8))
    case .backspace: secret.removeLast()
    case .control("u"): secret.clear()
    default: return false
    }
    return true
  }

  package func pasted(_ text: String) async { secret?.append(contentsOf: Array(text.utf8)) }

  /// Asks for the password instead of the PIN, or for the PIN again.
  package func switchSecret() {
    guard pin != nil else { return }
    prefersPassword.toggle()
    secret?.clear()
    failure = nil
  }

  package func submit() async {
    guard let secret, let signIn = app.door.signIn, !isChecking else { return }
    guard !secret.isEmpty else {
      failure = asksPIN ? "Type your PIN, then Enter." : "Type your password, then Enter."
      return
    }
    isChecking = true
    defer { isChecking = false }
    do throws(SignInError) {
      if asksPIN {
        try await signIn.unlock(session, pin: secret)
      } else {
        try await signIn.unlock(session, secret)
      }
      secret.clear()
      await app.unlocked(session)
    } catch {
      secret.clear()
      if case .registrar(.sessionEnded) = error {
        return app.dropLocked(session, because: .sessionEnded)
      }
      failure = error.wordsOfPassword(at: app.clock.now())
      await readPIN()
    }
  }
}
