import Records
import Sealing

extension SignIn {
  /// Locks a session: its keys and names leave memory, whatever else happens.
  package func lock(_ session: Session) async { await repository.lock(session, at: clock.now()) }

  /// Unlocks a session with its person's password; it goes on as the same session.
  ///
  /// - Throws: ``SignInError/failed``, ``SignInError/wait(until:)``, or ``RegistrarError/sessionEnded`` where it
  ///   ended meanwhile.
  package func unlock(_ session: Session, _ password: LockedBuffer) async throws(SignInError) {
    let seed = try await check(password, of: session)
    try await repository.unlock(session, seed: seed, at: clock.now())
  }

  /// Unlocks the session of a person whose password was right at the sign-in, and forgets their other posts.
  ///
  /// - Throws: ``SignInError/failed`` for anybody else's, or ``RegistrarError/sessionEnded``; the person may then
  ///   begin a new one.
  package func resume(_ session: Session, as person: Person) async throws(SignInError) {
    try await repository.resume(session, as: person, at: clock.now())
  }

  /// Shows again who is at the keyboard: counts for fifteen minutes, and as proof for the next command that asks one.
  ///
  /// Where no proof is asked, the session's PIN does it too.
  package func confirm(
    _ session: Session, _ password: LockedBuffer, isProof: Bool = true
  ) async throws(SignInError) {
    // A password is longer than any PIN.
    if !isProof, PINRules.isWellFormed(password), await pin(of: session) != nil {
      _ = try await checkPIN(password, of: session)
    } else {
      _ = try await check(password, of: session)
    }
    await repository.noteConfirmation(of: session.id, at: clock.now(), isProof: isProof)
  }

  package enum End: String, Sendable {
    case signedOut = "signed_out"
    case idle
    case revoked
    case expired
    case replaced
    /// The line to the terminal was lost.
    case hungUp = "crashed"
  }

  /// Ends a session and wipes its keys.
  package func end(_ session: Session, _ reason: End = .signedOut) async {
    await repository.end(session, reason.rawValue, at: clock.now())
  }

  /// Whether a session and what it rests on still stand; asked when another process changed something.
  package func isStanding(_ session: Session) async -> Bool {
    await repository.isStanding(session, at: clock.now())
  }

  /// Counts an attempt, then tries the password; an attempt that fails is written down.
  func check(
    _ password: LockedBuffer, of session: Session
  ) async throws(SignInError) -> LockedBuffer {
    let now = clock.now()
    let attempt = try await repository.reserve(user: session.user, terminal: "", at: now)
    let typed = try PasswordText.typed(password, isInvitation: false)
    guard let seed = await PasswordWork.open(attempt.slot, typed), attempt.user == session.user else {
      try await repository.noteFailure(of: attempt, at: now)
      throw .failed
    }
    try await repository.pardon(attempt, at: clock.now())
    return seed
  }
}

extension Repository {
  func pardon(_ attempt: SignInAttempt, at now: Instant) throws(SignInError) {
    try writing { (database) throws(SignInError) in
      do throws(StorageError) { try forgive(attempt, at: now, in: database) } catch {
        throw SignInError(error)
      }
    }
  }

  func lock(_ session: Session, at now: Instant) {
    // A store that does not answer must not keep a terminal open.
    _ = try? mark(session, "locked", "session.locked", reason: nil, at: now)
    pins[session.id]?.lockedAt = now
    forget(session.id, keepingPIN: true)
    keepHeads(isDue: true)
  }

  func end(_ session: Session, _ reason: String, at now: Instant) {
    _ = try? mark(session, "ended", "session.ended", reason: reason, at: now)
    forget(session.id)
    warnings[session.id] = nil
    keepHeads(isDue: true)
  }

  /// The keys of a session; nil where it has none, or where they do not lead to those that were renewed meanwhile.
  private func keysIfCurrent(
    of session: Session, in database: any Database
  ) throws(StorageError) -> SessionKeys? {
    if keys[session.id] == nil { return nil }
    do throws(StorageError) { return try currentKeys(of: session, in: database) } catch {
      if error == .keysRenewed { return nil }
      throw error
    }
  }

  /// Writes a new state of a session down; without its keys only the row, for the log needs them.
  private func mark(
    _ session: Session, _ state: String, _ name: String, reason: String?, at now: Instant
  ) throws(StorageError) {
    try writing { (database) throws(StorageError) in
      var changes: [(String, SQLValue)] = [("state", .text(state)), ("last_seen_at", .instant(now))]
      if let reason { changes += [("ended_at", .instant(now)), ("ended_reason", .text(reason))] }
      try update(
        "user_sessions", session.organization, session.id, changes, by: session.membership, at: now,
        in: database)
      let event = AuditEvent(name, .auth, id: .fresh(at: now)).by(session)
        .about("user_sessions", session.id)
      if let keys = try keysIfCurrent(of: session, in: database) {
        try record([event], for: session, with: keys, at: now, in: database)
      } else {
        var bare = AuditEvent(name, .auth, id: .fresh(at: now)).about("user_sessions", session.id)
        bare.risk = .low
        try recordOnPlatform([bare], at: now, in: database)
      }
    }
  }

  func unlock(_ session: Session, seed: LockedBuffer, at now: Instant) throws(SignInError) {
    let identity = try identity(seed)
    do throws(SignInError) {
      try unlock(session, identity, at: now)
    } catch {
      vault.release(identity)
      throw error
    }
  }

  /// Unlocks a session for somebody who has just given their password at the sign-in.
  func resume(_ session: Session, as person: Person, at now: Instant) throws(SignInError) {
    guard let visit = visits[person.visit], visit.user == session.user, !visit.needsCode else {
      throw .failed
    }
    try unlock(session, visit.identity, at: now)
    visits[person.visit] = nil
  }

  private func unlock(_ session: Session, _ identity: Identity, at now: Instant) throws(SignInError) {
    let post = Post(
      organization: session.organization, organizationName: session.organizationName,
      membership: session.membership, role: session.role, houses: session.houses)
    let keys = try open(post, for: identity, at: now)
    do throws(SignInError) {
      try reopen(session, keys, at: now)
    } catch {
      keys.own.release()
      keys.platform?.release()
      if error == .registrar(.sessionEnded) { pins[session.id] = nil }
      throw error
    }
    pins[session.id]?.lockedAt = nil
    adopt(keys, for: session.id)
  }

  private func reopen(_ session: Session, _ keys: SessionKeys, at now: Instant) throws(SignInError) {
    try writing { (database) throws(SignInError) in
      do throws(StorageError) {
        let state = try database.value(
          "SELECT state FROM user_sessions WHERE organization_id = \(session.organization) AND id = \(session.id)"
        ).text
        guard state == "locked" || state == "open" else { throw .missingReference }
        try update(
          "user_sessions", session.organization, session.id, [("state", .text("open"))],
          by: session.membership, at: now, in: database)
        guard try standing(of: session, at: now, in: database) != .ended else { throw .missingReference }
        let event = AuditEvent("session.unlocked", .auth, id: .fresh(at: now)).by(session)
          .about("user_sessions", session.id)
        var events = [event]
        if let number = keys.alteredEntry {
          events.append(try alarm(of: number, for: session, keys, at: now, in: database))
        }
        try record(events, for: session, with: keys, at: now, in: database)
      } catch {
        throw error == .missingReference ? .registrar(.sessionEnded) : SignInError(error)
      }
    }
  }
}
