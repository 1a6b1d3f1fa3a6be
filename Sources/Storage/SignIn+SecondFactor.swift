import Records
import Sealing

/// A second factor as its person puts it into an app; shown once.
package struct OfferedFactor: Sendable {
  /// Letters and digits in groups of four.
  package let groups: [String]
  /// The same for apps that take an address.
  package let address: String
}

extension SignIn {
  /// Whether the person of a session signs in with a code too.
  package func hasSecondFactor(_ session: Session) async throws(SignInError) -> Bool {
    try await repository.secondFactor(of: session.user) != nil
  }

  /// Makes a second factor for the person of a session; it holds once a code of it was given back.
  ///
  /// - Throws: What a wrong password throws.
  package func offerSecondFactor(
    _ session: Session, _ password: LockedBuffer
  ) async throws(SignInError) -> OfferedFactor {
    _ = try await check(password, of: session)
    return try await repository.offerFactor(to: session)
  }

  /// Puts the offered second factor in force.
  ///
  /// - Returns: Ten recovery codes, each in groups of four, to be shown once.
  /// - Throws: ``SignInError/wrongCode`` where the app shows another.
  package func enrol(_ session: Session, code: LockedBuffer) async throws(SignInError) -> [[String]] {
    let codes: [LockedBuffer]
    do throws(StorageError) {
      codes = try sealing { () throws(SealingError) in
        try (0..<SecondFactor.recoveryCodes).map { _ throws(SealingError) in try MachineCode.invitation.make()
        }
      }
    } catch {
      throw SignInError(error)
    }
    try await repository.enrol(session, code, codes, at: clock.now())
    return codes.map { MachineCode.invitation.groups(of: $0) }
  }

  /// Goes back to the password alone.
  package func removeSecondFactor(_ session: Session, _ password: LockedBuffer) async throws(SignInError) {
    _ = try await check(password, of: session)
    try await repository.removeFactor(of: session, at: clock.now())
  }

  /// Shows a code of the second factor, or a recovery code, after a right password.
  ///
  /// Attempts count with those at the password.
  ///
  /// - Throws: ``SignInError/wrongCode``, ``SignInError/wait(until:)``.
  package func prove(_ person: Person, code: LockedBuffer) async throws(SignInError) {
    let attempt = try await repository.reserve(user: person.user, terminal: "", at: clock.now())
    let recovery = try recoveryCode(code)
    guard try await repository.prove(person, code, recovery, attempt, at: clock.now()) else {
      try await repository.noteFailure(of: attempt, at: clock.now())
      throw .wrongCode
    }
  }

  /// What was typed as a recovery code; nil where it is none.
  private func recoveryCode(_ typed: LockedBuffer) throws(SignInError) -> LockedBuffer? {
    if SecondFactor.isCode(typed) { return nil }
    do throws(StorageError) {
      let copy = try sealing { () throws(SealingError) in try LockedBuffer() }
      typed.withBytes { _ = copy.append(contentsOf: $0) }
      do { try MachineCode.invitation.normalize(copy) } catch { return nil }
      return copy
    } catch {
      throw SignInError(error)
    }
  }
}

extension Repository {
  /// The sealed secret of a login; nil where the password is all.
  func secondFactor(of user: RecordID) throws(SignInError) -> [UInt8]? {
    do throws(StorageError) {
      return try reader.value(
        "SELECT second_factor_secret FROM users WHERE organization_id = 0 AND id = \(user)"
      ).bytes
    } catch {
      throw SignInError(error)
    }
  }

  func offerFactor(to session: Session) throws(SignInError) -> OfferedFactor {
    guard let identity = keys[session.id]?.identity else { throw .registrar(.sessionEnded) }
    do throws(StorageError) {
      let (sealed, text) = try sealing { () throws(SealingError) in
        let sealed = try vault.makeSecondFactor(for: identity.publicKey)
        return (sealed, try vault.text(ofSecondFactor: sealed, as: identity))
      }
      offeredFactors[session.id] = sealed
      let groups = stride(from: 0, to: text.count, by: 4).map { start in
        String(text.dropFirst(start).prefix(4))
      }
      let name = (loginNames[session.user] ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
      return OfferedFactor(
        groups: groups, address: "otpauth://totp/Lodge:\(name)?secret=\(text)&issuer=Lodge")
    } catch {
      throw SignInError(error)
    }
  }

  func enrol(
    _ session: Session, _ typed: LockedBuffer, _ codes: [LockedBuffer], at now: Instant
  ) throws(SignInError) {
    guard let identity = keys[session.id]?.identity, let sealed = offeredFactors[session.id] else {
      throw .registrar(.sessionEnded)
    }
    do throws(StorageError) {
      let step = try sealing { () throws(SealingError) in
        try vault.step(of: typed, secondFactor: sealed, as: identity, at: now)
      }
      guard let step else { throw .denied }
      let hashes = codes.flatMap { hash($0, of: session.user) }
      try put(
        [
          ("second_factor_secret", .bytes(sealed)), ("second_factor_step", .integer(step)),
          ("recovery_hashes", .bytes(hashes)),
        ], "user.second_factor_set", session, at: now)
      offeredFactors[session.id] = nil
    } catch {
      throw error == .denied ? .wrongCode : SignInError(error)
    }
  }

  func removeFactor(of session: Session, at now: Instant) throws(SignInError) {
    do throws(StorageError) {
      try put(
        [("second_factor_secret", .null), ("second_factor_step", .null), ("recovery_hashes", .null)],
        "user.second_factor_removed", session, at: now)
    } catch {
      throw SignInError(error)
    }
  }

  private func put(
    _ changes: [(String, SQLValue)], _ name: String, _ session: Session, at now: Instant
  ) throws(StorageError) {
    try writing { (database) throws(StorageError) in
      guard try standing(of: session, at: now, in: database) != .ended else { throw .missingReference }
      try update("users", 0, session.user, changes, by: session.user, at: now, in: database)
      let event = AuditEvent(name, .auth, risk: .high, id: .fresh(at: now)).about("users", session.user)
      try record([event.by(session)], for: session, at: now, in: database)
      let bare = AuditEvent(name, .auth, risk: .high, id: .fresh(at: now)).about("users", session.user)
      try recordOnPlatform([bare], at: now, in: database)
    }
  }

  /// Whether what was typed is a code of now that was not used, or a recovery code that is left; either is then used
  /// up in the same transaction.
  func prove(
    _ person: Person, _ typed: LockedBuffer, _ recovery: LockedBuffer?, _ attempt: SignInAttempt,
    at now: Instant
  ) throws(SignInError) -> Bool {
    guard let visit = visits[person.visit], visit.user == person.user else { throw .failed }
    let isRight = try writing { (database) throws(SignInError) in
      do throws(StorageError) {
        let row = try database.row(
          "SELECT second_factor_secret, second_factor_step, recovery_hashes FROM users WHERE organization_id = 0 AND id = \(visit.user)"
        )
        guard let row else { throw .missingReference }
        let isRight =
          if let recovery {
            try useUp(recovery, of: visit.user, in: row[2].bytes ?? [], at: now, database)
          } else {
            try useUp(typed, row, visit, at: now, database)
          }
        if isRight { try forgive(attempt, at: now, in: database) }
        return isRight
      } catch {
        throw SignInError(error)
      }
    }
    if isRight { visits[person.visit]?.needsCode = false }
    return isRight
  }

  /// A code counts once, and none of an earlier step after it.
  private func useUp(
    _ typed: LockedBuffer, _ row: [SQLValue], _ visit: Visit, at now: Instant, _ database: any Database
  ) throws(StorageError) -> Bool {
    // Taken away meanwhile, as by an administrator: the password was right.
    guard let sealed = row[0].bytes else { return true }
    let step = try sealing { () throws(SealingError) in
      try vault.step(of: typed, secondFactor: sealed, as: visit.identity, at: now)
    }
    guard let step, step > row[1].integer ?? 0 else { return false }
    try update(
      "users", 0, visit.user, [("second_factor_step", .integer(step))], by: nil, at: now, in: database)
    return true
  }

  private func useUp(
    _ recovery: LockedBuffer, of user: RecordID, in hashes: [UInt8], at now: Instant, _ database: any Database
  ) throws(StorageError) -> Bool {
    let mine = hash(recovery, of: user)
    let all = stride(from: 0, to: hashes.count, by: mine.count).map {
      Array(hashes[$0..<min($0 + mine.count, hashes.count)])
    }
    guard all.contains(where: { Digest.matches($0, mine) }) else { return false }
    let rest = all.filter { $0 != mine }.flatMap { $0 }
    try update("users", 0, user, [("recovery_hashes", .bytes(rest))], by: nil, at: now, in: database)
    let event = AuditEvent("user.recovery_code_used", .auth, risk: .medium, id: .fresh(at: now))
      .about("users", user)
    try recordOnPlatform([event], at: now, in: database)
    return true
  }

  /// Sixty random bits need no slow hash; the person's identity keeps equal codes apart.
  private func hash(_ code: LockedBuffer, of user: RecordID) -> [UInt8] {
    code.withBytes { Digest.sha256(Array("second factor".utf8) + user.bytes + Array($0)) }
  }
}
