import Records
import Sealing

extension SignIn {
  /// How long after a sign-in a PIN is chosen without the password.
  package static let minutesForPIN = 5

  /// Whether the password is asked before a PIN: an open screen alone must not give a way back in.
  package func asksPassword(forPINOf session: Session) -> Bool {
    clock.now() > session.startedAt.later(minutes: Self.minutesForPIN)
  }

  /// Chooses the PIN that unlocks this session and confirms in it; it is kept in memory alone.
  ///
  /// - Parameters:
  ///   - session: An open session.
  ///   - pin: Six to ten digits.
  ///   - password: The person's, where ``asksPassword(forPINOf:)`` says so.
  ///   - isShared: The terminal is one of many people: the PIN then serves until the session is over.
  /// - Throws: ``SignInError/weakPIN``, ``SignInError/guessablePIN``, or what a wrong password throws.
  package func choosePIN(
    _ session: Session, _ pin: LockedBuffer, password: LockedBuffer?, isShared: Bool
  ) async throws(SignInError) {
    if let refusal = PINRules.refusal(of: pin) { throw refusal }
    if asksPassword(forPINOf: session) {
      guard let password else { throw .registrar(.needsConfirmation(.confirm)) }
      _ = try await check(password, of: session)
    }
    let (seed, parameters) = try await repository.seed(of: session)
    do throws(StorageError) {
      let slot = try await PasswordWork.makeSlot(
        seed, pin, owner: session.id, kind: .pin, parameters: parameters)
      let sealed = try sealing { () throws(SealingError) in try LockedBuffer(slot.bytes) }
      try await repository.keep(sealed, for: session, isShared: isShared, at: clock.now())
    } catch {
      throw error == .missingReference ? .registrar(.sessionEnded) : SignInError(error)
    }
  }

  /// How the PIN of a session stands; nil where there is none, or no longer.
  package func pin(of session: Session) async -> PINStanding? {
    await repository.pin(of: session.id, at: clock.now())
  }

  /// Unlocks a session with its PIN.
  ///
  /// - Throws: ``SignInError/wrongPIN(triesLeft:)``, ``SignInError/noPIN`` where the password is asked, or
  ///   ``RegistrarError/sessionEnded``.
  package func unlock(_ session: Session, pin: LockedBuffer) async throws(SignInError) {
    let seed = try await checkPIN(pin, of: session)
    try await repository.unlock(session, seed: seed, at: clock.now())
  }

  /// Wipes the PINs whose time is over or whose session no longer stands.
  package func forgetStalePINs() async { await repository.forgetStalePINs(at: clock.now()) }

  /// Spends a try, then tries the PIN; one that is wrong is written down.
  func checkPIN(_ pin: LockedBuffer, of session: Session) async throws(SignInError) -> LockedBuffer {
    guard let slot = await repository.spendTry(of: session.id, at: clock.now()) else { throw .noPIN }
    if let seed = await PasswordWork.open(slot, pin) {
      await repository.giveTryBack(of: session.id)
      return seed
    }
    throw .wrongPIN(triesLeft: try await repository.noteWrongPIN(of: session, at: clock.now()))
  }
}

extension Repository {
  /// A session's seed in locked memory, and the strength of slots in this home.
  func seed(of session: Session) throws(SignInError) -> (LockedBuffer, Argon2Parameters) {
    guard let held = keys[session.id] else { throw .registrar(.sessionEnded) }
    do throws(StorageError) {
      let seed = try sealing { () throws(SealingError) in try vault.arena.copy(of: held.identity.seed) }
      return (seed, try facts(in: reader).parameters)
    } catch {
      throw SignInError(error)
    }
  }

  func keep(
    _ sealed: LockedBuffer, for session: Session, isShared: Bool, at now: Instant
  ) throws(StorageError) {
    guard keys[session.id] != nil else { throw .missingReference }
    let end = try writing { (database) throws(StorageError) in
      guard let latest = try self.end(of: session, in: database) else { throw .missingReference }
      let event = AuditEvent("session.pin_chosen", .auth, id: .fresh(at: now)).by(session)
        .about("user_sessions", session.id)
      try record([event], for: session, at: now, in: database)
      return latest
    }
    pins[session.id] = QuickUnlock(
      organization: session.organization, sealed: sealed, isShared: isShared, sessionEnd: end)
  }

  func pin(of session: RecordID, at now: Instant) -> PINStanding? {
    guard let pin = pins[session] else { return nil }
    guard now < pin.end, pin.spent < QuickUnlock.tries else {
      pins[session] = nil
      return nil
    }
    return pin.standing
  }

  /// Counts a try before it is checked, so that no two can share one.
  func spendTry(of session: RecordID, at now: Instant) -> Slot? {
    guard pin(of: session, at: now) != nil, let sealed = pins[session]?.sealed else { return nil }
    pins[session]?.spent += 1
    return sealed.withBytes { try? Slot(bytes: Array($0)) }
  }

  func giveTryBack(of session: RecordID) { pins[session]?.spent -= 1 }

  /// Writes a wrong PIN down; after the last one it is wiped.
  ///
  /// - Returns: How many tries are left.
  func noteWrongPIN(of session: Session, at now: Instant) throws(SignInError) -> Int {
    let left = pins[session.id]?.standing.triesLeft ?? 0
    if left <= 0 { pins[session.id] = nil }
    do throws(StorageError) {
      try writing { (database) throws(StorageError) in
        let name = left > 0 ? "session.pin_failed" : "session.pin_used_up"
        let event = AuditEvent(name, .auth, risk: left > 0 ? .low : .medium, id: .fresh(at: now))
          .about("users", session.user)
        try recordOnPlatform([event], at: now, in: database)
      }
    } catch {
      throw SignInError(error)
    }
    return max(0, left)
  }

  func forgetStalePINs(at now: Instant) {
    for (session, pin) in pins where now >= pin.end || !mayReturn(session, pin.organization) {
      pins[session] = nil
    }
  }

  /// Whether a session that is locked was not ended meanwhile, here or by another program.
  private func mayReturn(_ session: RecordID, _ organization: Int) -> Bool {
    if keys[session] != nil { return true }
    let row = try? reader.row(
      "SELECT s.state, m.state, u.state FROM user_sessions s JOIN memberships m ON m.organization_id = s.organization_id AND m.id = s.membership_id JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE s.organization_id = \(organization) AND s.id = \(session)"
    )
    // A store that cannot be asked leaves the password.
    guard let row else { return false }
    return row[0].text != "ended" && ["active", "invited"].contains(row[1].text) && row[2].text == "active"
  }
}
