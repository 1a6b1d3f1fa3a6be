import Records
import Storage

/// The card over a locked session: its person unlocks it, or somebody else signs in.
@MainActor
package final class UnlockModel: ScreenModel {
  package let app: AppModel
  package let session: Session
  package let lockedAt: Instant
  package private(set) var password: Password?
  package private(set) var isChecking = false
  package private(set) var failure: DisplayText?

  package init(_ app: AppModel, session: Session, lockedAt: Instant) {
    self.app = app
    self.session = session
    self.lockedAt = lockedAt
    password = Password.fresh()
  }

  package var crumb: DisplayText { "Locked" }
  package var scopes: [Scope] { [.unlock] }
  package var takesText: Bool { true }
  package var status: DisplayText { failure ?? (isChecking ? "Checking…" : "Everything you typed is kept.") }

  package func typed(_ key: Key) async -> Bool {
    guard let password else { return false }
    switch key {
    case .character(let character): password.append(contentsOf: Array(String(character).utf8))
    case .backspace: password.removeLast()
    case .control("u"): password.clear()
    default: return false
    }
    return true
  }

  package func pasted(_ text: String) async { password?.append(contentsOf: Array(text.utf8)) }

  package func submit() async {
    guard let password, let signIn = app.door.signIn, !isChecking else { return }
    guard !password.isEmpty else {
      failure = "Type your password, then Enter."
      return
    }
    isChecking = true
    defer { isChecking = false }
    do throws(SignInError) {
      try await signIn.unlock(session, password)
      password.clear()
      await app.unlocked()
    } catch {
      password.clear()
      failure =
        error == .failed
        ? "That is not your password. Try again." : DisplayText(error.words(at: app.clock.now()))
    }
  }

  /// Ends the locked session and shows the sign-in.
  package func someoneElse() async { await app.signOut(.replaced) }
}
