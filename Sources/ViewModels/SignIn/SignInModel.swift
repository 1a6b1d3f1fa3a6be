import Records
import Storage

/// The card on which a person signs in, chooses a post, or chooses a first password.
@MainActor
package final class SignInModel: ScreenModel {
  package let app: AppModel
  package private(set) var name = TextLine(limit: 120)
  package private(set) var password: Password?
  package private(set) var second: Password?
  package private(set) var focus: Focus = .name
  package private(set) var step: Step = .card
  package private(set) var selected = 0
  package private(set) var isChecking = false
  package private(set) var failure: DisplayText?

  package enum Focus: Sendable, Hashable { case name, password, second }

  package enum Step: Sendable {
    case card
    /// The password was right, and a code of the second factor is asked.
    case code(Person)
    /// Several organisations or roles: one is chosen.
    case posts(Person)
    /// The invitation's password is used up; an own one is typed twice.
    case choosing
  }

  package init(_ app: AppModel) {
    self.app = app
    password = Password.fresh()
  }

  package var crumb: DisplayText { "Sign in" }
  package var scopes: [Scope] { [.signIn] }
  package var takesText: Bool {
    if case .posts = step { false } else { true }
  }

  package var status: DisplayText {
    if let failure { return failure }
    switch step {
    case .card where isChecking: return "Checking…"
    case .card where !app.locked.isEmpty:
      let count = app.locked.count
      return count == 1
        ? "1 screen lies locked here; F4 goes to it."
        : "\(String(count)) screens lie locked here; F4 goes to them."
    case .card: return app.terminalName.isEmpty ? "" : "Terminal \(app.terminalName)."
    case .code where isChecking: return "Checking…"
    case .code: return "Type the six digits that your app shows now, or one of your recovery codes."
    case .posts: return "You hold several roles. Choose one with its number."
    case .choosing: return "Type a password of your own twice: 15 characters or more; a sentence is good."
    }
  }

  package var demonstration: [DemonstrationSignIn] { app.door.demonstration }

  package func typed(_ key: Key) async -> Bool {
    switch key {
    case .up, .down:
      guard !demonstration.isEmpty else { return false }
      selected = min(max(0, selected + (key == .down ? 1 : -1)), demonstration.count - 1)
      return true
    default: break
    }
    if focus == .name { return name.edit(key) }
    guard let line = focus == .second ? second : password else { return false }
    switch key {
    case .character(let character): line.append(contentsOf: Array(String(character).utf8))
    case .backspace: line.removeLast()
    case .control("u"): line.clear()
    default: return false
    }
    return true
  }

  package func pasted(_ text: String) async {
    if focus == .name {
      name.insert(text)
      return
    }
    (focus == .second ? second : password)?.append(contentsOf: Array(text.utf8))
  }

  /// Tab: fills the card from the chosen demonstration sign-in, or goes to the next field.
  package func next() {
    if focus == .name, name.isEmpty, demonstration.indices.contains(selected) { return fill() }
    switch focus {
    case .name: focus = .password
    case .password: focus = second == nil ? .name : .second
    case .second: focus = .password
    }
  }

  private func fill() {
    let sign = demonstration[selected]
    name.set(sign.user)
    password?.clear()
    password?.append(contentsOf: Array(sign.password.utf8))
    focus = .password
  }

  /// Nothing is typed and somebody's session lies behind the card: who came by mistake can go back.
  package var leadsBack: Bool {
    guard case .card = step else { return false }
    return !app.locked.isEmpty && name.isEmpty && password?.isEmpty != false
  }

  /// Wipes what was typed; from an empty choice of a password it goes back to the card.
  package func clear() async {
    failure = nil
    switch step {
    case .posts(let person), .code(let person): await app.door.signIn?.leave(person)
    case .card, .choosing: break
    }
    if case .choosing = step {
      let isEmpty = password?.isEmpty != false && second?.isEmpty != false
      password?.clear()
      second?.clear()
      focus = .password
      guard isEmpty else { return }
      second = nil
      step = .card
      return
    }
    name.set("")
    password?.clear()
    second = nil
    focus = .name
    step = .card
  }

  package func submit() async {
    switch step {
    case .card where name.text.allSatisfy(\.isWhitespace):
      focus = .name
      failure = "Type your login name first."
    case .card where focus == .name && (password?.isEmpty ?? true): next()
    case .card: await check()
    case .code(let person): await prove(person)
    case .posts(let person): await begin(person.posts[min(selected, person.posts.count - 1)], person)
    case .choosing where focus == .password: focus = .second
    case .choosing: await chooseOwn()
    }
  }

  private func check() async {
    guard let password, let signIn = app.door.signIn, !isChecking else { return }
    isChecking = true
    defer { isChecking = false }
    failure = nil
    do throws(SignInError) {
      let person = try await signIn.signIn(name: name.text, password: password, terminal: app.door.terminal)
      guard person.needsCode else { return await choosePost(person) }
      password.clear()
      focus = .password
      step = .code(person)
      askedAt = app.clock.now()
    } catch {
      await refused(error)
    }
  }

  private func choosePost(_ person: Person) async {
    if person.posts.count == 1 { return await begin(person.posts[0], person) }
    selected = 0
    step = .posts(person)
    askedAt = app.clock.now()
  }

  private func prove(_ person: Person) async {
    guard let password, let signIn = app.door.signIn, !isChecking else { return }
    guard !password.isEmpty else {
      failure = "Type a code first."
      return
    }
    isChecking = true
    defer { isChecking = false }
    failure = nil
    do throws(SignInError) {
      try await signIn.prove(person, code: password)
      password.clear()
      await choosePost(person)
    } catch {
      password.clear()
      failure = DisplayText(error.words(at: app.clock.now()))
    }
  }

  private func refused(_ error: SignInError) async {
    if error == .mustChoosePassword {
      step = .choosing
      invitation = password
      password = Password.fresh()
      second = Password.fresh()
      focus = .password
      return
    }
    password?.clear()
    focus = .password
    failure = DisplayText(error.words(at: app.clock.now()))
  }

  private var invitation: Password?
  private var askedAt: Instant?

  /// A right password whose person went away is worth two minutes.
  package var deadline: Instant? {
    switch step {
    case .posts, .code: askedAt?.adding(minutes: 2)
    // Whoever chooses a password types; who types no more has gone.
    case .choosing: app.lastKey.adding(minutes: 2)
    case .card: nil
    }
  }

  package func due(at now: Instant) async {
    if case .choosing = step {
      password?.clear()
      second?.clear()
      invitation = nil
      // Whoever comes next begins with an empty card.
      name.set("")
    }
    await clear()
    focus = .name
  }

  private func chooseOwn() async {
    guard let password, let second, let invitation, let signIn = app.door.signIn else { return }
    guard password.matches(second) else {
      second.clear()
      failure = "The two are not the same. Type the second one again."
      return
    }
    do throws(SignInError) {
      try await signIn.choosePassword(name: name.text, current: invitation, new: password)
      step = .card
      self.second = nil
      await check()
    } catch {
      failure = DisplayText(error.words(at: app.clock.now()))
      switch error {
      case .weakPassword, .guessablePassword, .samePassword:
        password.clear()
        second.clear()
        focus = .password
      default: break
      }
    }
  }

  package func choose(_ number: Int) async {
    guard case .posts(let person) = step, person.posts.indices.contains(number - 1) else { return }
    await begin(person.posts[number - 1], person)
  }

  package func move(by step: Int) {
    guard case .posts(let person) = self.step else { return }
    selected = min(max(0, selected + step), person.posts.count - 1)
  }

  private func begin(_ post: Post, _ person: Person) async {
    guard let signIn = app.door.signIn else { return }
    do throws(SignInError) {
      if let lying = app.locked.map(\.session).first(where: { $0.isOf(post) }) {
        if try await goOn(lying, as: person, signIn) { return }
      }
      let session = try await signIn.begin(
        post, as: person, terminal: app.door.terminal, isRemote: app.door.isRemote,
        asksForCode: app.door.asksForCode)
      password?.clear()
      await app.began(session)
      let found = await signIn.warnings(of: session).map { $0.words(in: session.zone) }
      if !found.isEmpty { app.message = Message(DisplayText(found.joined(separator: " ")), .failed) }
    } catch {
      await refused(error)
    }
  }

  /// Unlocks a person's own session that lies locked here, in the place of beginning a second one.
  ///
  /// - Returns: Whether it still stood.
  private func goOn(_ lying: Session, as person: Person, _ signIn: SignIn) async throws(SignInError) -> Bool {
    do throws(SignInError) {
      try await signIn.resume(lying, as: person)
    } catch .registrar(.sessionEnded) {
      app.forgetLocked(lying)
      return false
    }
    password?.clear()
    await app.unlocked(lying)
    return true
  }
}

extension Session {
  /// Whether it is one of this membership in this role.
  fileprivate func isOf(_ post: Post) -> Bool {
    organization == post.organization && membership == post.membership && role == post.role
  }
}

extension Password {
  /// An empty one, or nil where the system gives no memory for it.
  package static func fresh() -> Password? { try? Password() }
}
