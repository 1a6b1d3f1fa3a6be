import Records
import Storage

/// What is open, one over the other, and how it is left.
extension AppModel {
  package func push(_ screen: Screen) { screens.append(screen) }

  /// Replaces everything that is open.
  package func show(_ screen: Screen) async {
    await keepAll()
    tellLeft(screens)
    screens = [screen]
  }

  /// Says what is left with some screens: marks, for what comes next is done to the chosen record alone, and a draft
  /// that whoever wrote it may think has been sent.
  private func tellLeft(_ left: [Screen]) {
    for case .detail(let detail) in left.suffix(1) {
      if let words = detail.draftWords { message = Message(words) }
    }
    let marks = left.reduce(0) { sum, screen in
      if case .list(let list) = screen { sum + list.marks.count } else { sum }
    }
    guard marks > 0 else { return }
    message = Message("The list was left, and \(marks == 1 ? "1 mark" : "\(marks) marks") with it.")
  }

  /// Closes the innermost screen; what is unsaved in it stays as a draft.
  package func back() async {
    if case .list(let list) = top, await list.clearFilter() { return }
    guard screens.count > 1 else { return await leaveOrAsk() }
    await screens.last?.model.keep()
    tellLeft([screens.removeLast()])
    await top?.model.refresh()
  }

  /// Closes the innermost screen without reading the one below again.
  package func drop() { if screens.count > 1 { screens.removeLast() } }

  private func leaveOrAsk() async {
    switch top {
    case .signIn, .firstRun, .unlock: await leave()
    case .home:
      let notes = await unsignedNotes()
      push(.picker(PickerModel.leaving(self, besides: notes)))
    default: await perform("go.today")
    }
  }

  package func finish(_ code: Int32 = 0) {
    isFinished = true
    exitCode = code
  }

  func keepAll() async { for screen in screens { await screen.model.keep() } }

  /// Leaves the program from a card; the sessions that lie locked here end, with their drafts kept.
  package func leave() async {
    await endLocked(.signedOut)
    finish()
  }

  func hangUp() async {
    await keepAll()
    if let session { await door.signIn?.end(session, .hungUp) }
    await endLocked(.hungUp)
    finish()
  }

  private func endLocked(_ reason: SignIn.End) async {
    for lying in locked { await door.signIn?.end(lying.session, reason) }
    locked = []
  }

  /// Says an error where the person looks; one that ends the session leads to the sign-in.
  package func say(_ error: RegistrarError) async {
    if case .sessionEnded = error { return await ended(because: error) }
    if case .storage(.foreignRow) = error { return await ended(because: error) }
    if case .storage(.keysRenewed) = error { await lock() }
    message = Message(DisplayText(error.words), .failed)
  }

  func ended(because error: RegistrarError) async {
    for screen in screens { screen.model.forget() }
    putDown()
    screens = [.signIn(SignInModel(self))]
    message = Message(DisplayText(error.words), .failed)
  }
}
