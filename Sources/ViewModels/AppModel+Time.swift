import Records
import Storage

/// What the program does by itself, and when.
extension AppModel {
  /// The milliseconds until the program has something to do by itself; nil for never.
  package var wait: Int? {
    let now = clock.now()
    return deadlines.min().map { max(0, $0.milliseconds - now.milliseconds) }
  }

  /// The role's minutes, or fewer where the terminal's policy says so.
  private func idleMinutes(_ session: Session) -> Int {
    min(session.idleMinutes, idleLimit ?? session.idleMinutes)
  }

  private var deadlines: [Instant] {
    var moments: [Instant] = []
    let now = clock.now()
    moments.append(Instant(milliseconds: (now.milliseconds / 60_000 + 1) * 60_000))
    if let session, !isLocked { moments.append(lastKey.adding(minutes: idleMinutes(session))) }
    if let chordStarted { moments.append(chordStarted.adding(milliseconds: 400)) }
    if runsJobs, jobs == nil, session != nil, let jobsAt {
      moments.append(max(jobsAt, lastKey.adding(milliseconds: 5_000)))
    }
    if let sheetsLook { moments.append(sheetsLook) }
    if let end = emergencies.first?.expiresAt, session != nil {
      moments.append(max(end, now.adding(milliseconds: 1)))
    }
    moments += screens.compactMap(\.model.deadline)
    if namesRead != nil, !isLocked { return [now] }
    return moments.filter { $0 > now } + (screens.compactMap(\.model.deadline).filter { $0 <= now })
  }

  func due() async {
    let now = clock.now()
    await door.signIn?.forgetStalePINs()
    if let session, !isLocked, now >= lastKey.adding(minutes: idleMinutes(session)) { return await lock() }
    for screen in screens {
      if let deadline = screen.model.deadline, deadline <= now { await screen.model.due(at: now) }
    }
    if let end = emergencies.first?.expiresAt, end <= now, session != nil {
      await emergencyEnded("Emergency access has ended: its hour is over.")
    }
    if namesRead != nil, !isLocked { await readNames(milliseconds: 4) }
    await printTimedSheets(at: now)
    beginJobs(at: now)
  }

  /// Reads names into memory for a while; when the last is there, the lists stand in their order.
  private func readNames(milliseconds: Double) async {
    guard let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      let progress = try await registrar.advanceDirectories(for: session, milliseconds: milliseconds)
      namesRead = progress < 1 ? progress : nil
      if namesRead == nil { for screen in screens { await screen.model.refresh() } }
    } catch {
      namesRead = nil
      await say(error)
    }
  }

  /// Begins to read the residents' names; in a home of usual size they are all there before the first list.
  func beginNames() async {
    guard let (registrar, session) = open, let residents = registrar.catalogue["residents"],
      mayRead(residents)
    else {
      return
    }
    do throws(RegistrarError) {
      try await registrar.beginDirectory(of: residents, for: session)
      namesRead = try await registrar.advanceDirectories(for: session, milliseconds: namesAtOnce)
      if namesRead == 1 { namesRead = nil }
    } catch {
      await say(error)
    }
  }

  /// Takes the open lists as the organisation has them.
  func readLists() async {
    guard let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      self.registrar = registrar.offering(try await registrar.choiceLists(for: session))
    } catch {
      await say(error)
    }
  }

  /// Gives back what is only kept for speed: nobody has typed for a while.
  package func rest() async { await open?.registrar.repository.rest() }

  /// Looks whether records changed, here or in another program, and lets the open screens read them again.
  ///
  /// - Returns: Whether they did.
  @discardableResult
  package func lookForChanges() async -> Bool {
    guard let (registrar, session) = open, !isLocked else { return false }
    do throws(RegistrarError) {
      let change = try await registrar.changeSequence(for: session)
      guard change != seenChange else { return false }
      seenChange = change
      self.registrar = registrar.offering(try await registrar.choiceLists(for: session))
      if !emergencies.isEmpty { await readEmergencies() }
      // What lies below is read again when it comes to the top.
      let shown = screens.lastIndex { !$0.isOverlay } ?? 0
      for screen in screens[shown...] { await screen.model.refresh() }
      await top?.model.settle()
    } catch {
      if case .storage(.keysRenewed) = error { await say(error) } else { await ended(because: error) }
    }
    return true
  }
}

extension Instant {
  package func adding(milliseconds: Int) -> Instant {
    Instant(milliseconds: self.milliseconds + milliseconds)
  }
}
