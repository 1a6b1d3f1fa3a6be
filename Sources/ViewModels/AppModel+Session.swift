import Records
import Storage

/// Whose session is open, locked or ended.
extension AppModel {
  /// A card over a locked session is shown; then nobody's session is open.
  package var isLocked: Bool {
    if case .unlock = screens.first { true } else { false }
  }

  /// Whose session is open, or whose locked one the card is for.
  package var person: Session? {
    if case .unlock(let card) = screens.first { card.session } else { session }
  }

  /// Opens the first screen for somebody who has just signed in.
  package func began(_ session: Session) async {
    self.session = session
    jobsAt = clock.now().adding(milliseconds: 10_000)
    lastKey = clock.now()
    sheetsAt = clock.now()
    message = nil
    undoable = []
    redoable = []
    finalDeed = nil
    seenChange = 0
    await readLists()
    preferences = Preferences()
    await preferences.load(self)
    if let theme = preferences.theme, themes.contains(theme) { self.theme = theme }
    await beginNames()
    await readEmergencies()
    let home = HomeModel(self)
    screens = [.home(home)]
    await home.refresh()
  }

  /// Locks: drafts are kept, opened values dropped, and the keys of the session wiped.
  package func lock() async {
    guard let session, let registrar, !isLocked else { return }
    await keepAll()
    for screen in screens { screen.model.forget() }
    await door.signIn?.lock(session)
    locked.append(
      LockedSession(
        session: session, at: clock.now(), screens: screens, counts: (urgentCount, dueCount), theme: theme,
        registrar: registrar, preferences: preferences, slowParts: slowParts))
    putDown()
    await face(session)
    await makeRoom()
    wantsRedraw = true
  }

  /// Nobody's session is open any more; what one person left behind must not meet the next one.
  func putDown() {
    jobs?.cancel()
    session = nil
    undoable = []
    redoable = []
    finalDeed = nil
    bedPlace = nil
    medicineHouse = nil
    slowParts = nil
    namesRead = nil
    emergencies = []
    urgentCount = 0
    dueCount = 0
    message = nil
    chord = []
    chordStarted = nil
  }

  /// Ends the session that lies longest where there are more than a terminal holds.
  private func makeRoom() async {
    guard locked.count > LockedSession.limit else { return }
    let oldest = locked.removeFirst()
    await door.signIn?.end(oldest.session, .replaced)
    message = Message(
      "\(oldest.session.shortName) is signed out here to make room. What was typed is kept as a draft.")
  }

  /// Shows the card over a session that lies locked here.
  package func face(_ session: Session) async {
    guard self.session == nil, let lying = locked.first(where: { $0.session.id == session.id }) else {
      return
    }
    let pin = await door.signIn?.pin(of: session)
    screens = [.unlock(UnlockModel(self, session: session, lockedAt: lying.at, pin: pin))]
  }

  /// Shows the card of the session that was locked last.
  package func faceLast() async { if let last = locked.last { await face(last.session) } }

  /// Shows the sign-in for somebody else; every locked session stays as it is.
  package func someoneElse() {
    theme = startTheme
    message = nil
    screens = [.signIn(SignInModel(self))]
    wantsRedraw = true
  }

  /// Goes on where the lock of this session came, as the person that it belongs to.
  package func unlocked(_ session: Session) async {
    guard self.session == nil, let index = locked.firstIndex(where: { $0.session.id == session.id }) else {
      return
    }
    let lying = locked.remove(at: index)
    registrar = lying.registrar
    preferences = lying.preferences
    slowParts = lying.slowParts
    theme = lying.theme
    self.session = lying.session
    screens = lying.screens
    (urgentCount, dueCount) = lying.counts
    message = nil
    seenChange = 0
    lastKey = clock.now()
    sheetsAt = clock.now()
    await beginNames()
    await readEmergencies()
    for screen in screens { await screen.model.refresh() }
  }

  /// Drops a locked session that cannot be unlocked any more; its text is kept as drafts.
  package func dropLocked(_ session: Session, because error: RegistrarError) {
    forgetLocked(session)
    someoneElse()
    message = Message(DisplayText(error.words), .failed)
  }

  package func forgetLocked(_ session: Session) { locked.removeAll { $0.session.id == session.id } }

  /// Ends the session and shows the sign-in.
  package func signOut() async {
    await keepAll()
    for screen in screens { screen.model.forget() }
    if let session { await door.signIn?.end(session) }
    putDown()
    someoneElse()
  }

  package func blank() {
    blankedAt = clock.now()
    isAskedBack = false
    wantsRedraw = true
  }

  func unblank(_ key: Key) async {
    guard let blankedAt, key == .function(2) || key == .character("z") else {
      isAskedBack = true
      return
    }
    self.blankedAt = nil
    if clock.now() > blankedAt.adding(milliseconds: 60_000) { await lock() }
  }
}
