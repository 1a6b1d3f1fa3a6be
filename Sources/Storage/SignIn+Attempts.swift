import Records
import Sealing

/// One attempt that was counted before it is checked.
struct SignInAttempt: Sendable {
  let token: [UInt8]
  /// Nil for a name that does not exist.
  let user: RecordID?
  /// What the password is tried against; for a name that does not exist, one that nothing opens.
  let slot: Slot
  let isInvitation: Bool
  /// The strength of new slots in this home.
  let parameters: Argon2Parameters
}

/// Attempts at one name, as far as the limit needs to know them.
struct SignInCounter: Sendable, Hashable {
  var failedCount = 0
  var windowStartedAt: Instant
  var unlocksAt: Instant?

  static let limit = 6
  static let window = 30 * 60_000
  static let day = 24 * 3_600_000
  /// The waits of a day, in minutes; the last one for all further.
  static let delays = [1, 2, 4, 8, 15]

  enum Verdict: Hashable {
    case wait(until: Instant)
    case check
    /// The attempt may still be checked; the next ones wait.
    case checkAndLock(until: Instant)
  }

  /// Spends an attempt, or says how long to wait.
  ///
  /// `lockouts` is how often the name was locked within a day.
  mutating func reserve(at now: Instant, lockouts: Int) -> Verdict {
    if let unlocksAt, unlocksAt > now {
      // A clock that was set wrong must not shut anybody out for longer than the longest wait.
      let latest = now.later(minutes: Self.delays.last ?? 15)
      self.unlocksAt = min(unlocksAt, latest)
      return .wait(until: min(unlocksAt, latest))
    }
    if now.milliseconds - windowStartedAt.milliseconds > Self.window || windowStartedAt > now {
      windowStartedAt = now
      // After a day's worth of waits every further attempt is a wait of its own.
      failedCount = lockouts >= Self.delays.count ? Self.limit - 1 : 0
    }
    failedCount += 1
    unlocksAt = nil
    guard failedCount >= Self.limit else { return .check }
    let until = now.later(minutes: Self.delays[min(lockouts, Self.delays.count - 1)])
    unlocksAt = until
    return .checkAndLock(until: until)
  }
}

extension Instant {
  func later(minutes: Int) -> Instant { Instant(milliseconds: milliseconds + minutes * 60_000) }
}

extension Repository {
  /// Counts an attempt at a name and finds what to check it against.
  ///
  /// - Throws: ``SignInError/wait(until:)`` without any check.
  func reserve(name: String, terminal: String, at now: Instant) throws(SignInError) -> SignInAttempt {
    let home: HomeFacts
    let token: [UInt8]
    do throws(StorageError) {
      home = try facts(in: reader)
      token = try loginToken(name, home)
    } catch {
      throw SignInError(error)
    }
    return try reserve(token, home, terminal: terminal, at: now)
  }

  /// Counts an attempt of somebody who is known, such as at an unlock.
  func reserve(user: RecordID, terminal: String, at now: Instant) throws(SignInError) -> SignInAttempt {
    let home: HomeFacts
    let token: [UInt8]?
    do throws(StorageError) {
      home = try facts(in: reader)
      token = try reader.value(
        "SELECT login_name_token FROM users WHERE organization_id = 0 AND id = \(user)"
      ).bytes
    } catch {
      throw SignInError(error)
    }
    guard let token else { throw .failed }
    return try reserve(token, home, terminal: terminal, at: now)
  }

  private func reserve(
    _ token: [UInt8], _ home: HomeFacts, terminal: String, at now: Instant
  ) throws(SignInError) -> SignInAttempt {
    let outcome = try writing { (database) throws(SignInError) in
      do throws(StorageError) {
        let verdict = try spend(token, terminal: terminal, at: now, in: database)
        return (verdict, try candidate(token, home, at: now, in: database))
      } catch {
        throw SignInError(error)
      }
    }
    if case .wait(let until) = outcome.0 { throw .wait(until: until) }
    return outcome.1
  }

  private func spend(
    _ token: [UInt8], terminal: String, at now: Instant, in database: any Database
  ) throws(StorageError) -> SignInCounter.Verdict {
    let yesterday = now.milliseconds - SignInCounter.day
    try database.run(
      "DELETE FROM sign_in_counters WHERE organization_id = 0 AND window_started_at < \(yesterday)")
    let row = try database.row(
      "SELECT failed_count, window_started_at, unlocks_at FROM sign_in_counters WHERE organization_id = 0 AND login_token = \(token)"
    )
    var counter = SignInCounter(windowStartedAt: now)
    if let row, let failed = row[0].integer, let started = row[1].integer {
      counter = SignInCounter(
        failedCount: min(max(failed, 0), SignInCounter.limit),
        windowStartedAt: Instant(milliseconds: started),
        unlocksAt: row[2].integer.map { Instant(milliseconds: $0) })
    }
    // A lockout that was lifted is a later row, and those before it no longer count.
    let recent = try database.rows(
      "SELECT lifted_at FROM account_lockouts WHERE organization_id = 0 AND unlocks_at > \(yesterday) AND login_token = \(token) ORDER BY locked_at"
    ).map(\.[0])
    let lockouts = recent.count - (recent.lastIndex { !$0.isNull }.map { $0 + 1 } ?? 0)
    let verdict = counter.reserve(at: now, lockouts: lockouts)
    try database.run(
      "INSERT INTO sign_in_counters (organization_id, login_token, failed_count, window_started_at, unlocks_at) VALUES (0, \(token), \(counter.failedCount), \(counter.windowStartedAt.milliseconds), \(SQLValue.instant(counter.unlocksAt))) ON CONFLICT (organization_id, login_token) DO UPDATE SET failed_count = excluded.failed_count, window_started_at = excluded.window_started_at, unlocks_at = excluded.unlocks_at"
    )
    if case .checkAndLock(let until) = verdict {
      try noteLockout(token, counter, until: until, terminal: terminal, at: now, in: database)
      if lockouts == 2 { try warn(about: token, at: now, in: database) }
    }
    return verdict
  }

  private func noteLockout(
    _ token: [UInt8], _ counter: SignInCounter, until: Instant, terminal: String, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    let id = RecordID.fresh(at: now)
    try database.run(
      "INSERT INTO account_lockouts (organization_id, id, login_token, failed_count, locked_at, unlocks_at, terminal) VALUES (0, \(id), \(token), \(counter.failedCount), \(now.milliseconds), \(until.milliseconds), \(terminal))"
    )
    let event = AuditEvent("account.locked", .auth, risk: .medium, id: .fresh(at: now))
      .about("account_lockouts", id)
    try recordOnPlatform([event], at: now, in: database)
  }

  /// The slot that a name's password must open; for an unknown name, or a login that is disabled or whose
  /// invitation ran out, one that takes the same work.
  private func candidate(
    _ token: [UInt8], _ home: HomeFacts, at now: Instant, in database: any Database
  ) throws(StorageError) -> SignInAttempt {
    let row = try database.row(
      "SELECT organization_id, id, state, sealed_private_key, invited_at FROM users WHERE organization_id = 0 AND login_name_token = \(token) AND deleted_at IS NULL"
    )
    let isInvitation = row?[2].text == "invited"
    let isOpen =
      row?[2].text == "active"
      || isInvitation
        && now.milliseconds - Instant(milliseconds: row?[4].integer ?? 0).milliseconds
          <= HomeFacts.invitationLife
    if let row, isOpen, let user = row[1].id, let bytes = row[3].bytes, let slot = try? Slot(bytes: bytes),
      slot.owner == user, slot.kind == .password
    {
      return SignInAttempt(
        token: token, user: user, slot: slot, isInvitation: isInvitation, parameters: home.parameters)
    }
    let dummy = try sealing { () throws(SealingError) in try Slot.dummy(home.parameters) }
    return SignInAttempt(
      token: token, user: nil, slot: dummy, isInvitation: false, parameters: home.parameters)
  }

  /// Writes an attempt down that was refused.
  func noteFailure(of attempt: SignInAttempt, at now: Instant) throws(SignInError) {
    try writing { (database) throws(SignInError) in
      do throws(StorageError) {
        var event = AuditEvent("session.failed", .auth, risk: .low, id: .fresh(at: now))
        if let user = attempt.user { event = event.about("users", user) }
        try recordOnPlatform([event], at: now, in: database)
      } catch {
        throw SignInError(error)
      }
    }
  }

  /// Whether a name ran out of attempts a moment ago, so that the last of them may still be checked.
  func isBeingChecked(_ name: String, at now: Instant) throws(SignInError) -> Bool {
    do throws(StorageError) {
      let token = try loginToken(name, facts(in: reader))
      return try reader.row(
        "SELECT 1 FROM account_lockouts WHERE organization_id = 0 AND login_token = \(token) AND lifted_at IS NULL AND locked_at > \(now.milliseconds - 5_000)"
      ) != nil
    } catch {
      throw SignInError(error)
    }
  }

  /// Gives the attempts at a name back after one that was right, and takes back a wait that they led to meanwhile.
  func forgive(_ attempt: SignInAttempt, at now: Instant, in database: any Database) throws(StorageError) {
    let isWaiting = try database.row(
      "SELECT 1 FROM sign_in_counters WHERE organization_id = 0 AND login_token = \(attempt.token) AND unlocks_at > \(now.milliseconds)"
    )
    if isWaiting != nil {
      try database.run(
        "INSERT INTO account_lockouts (organization_id, id, login_token, failed_count, locked_at, unlocks_at, lifted_at) VALUES (0, \(RecordID.fresh(at: now)), \(attempt.token), 0, \(now.milliseconds), \(now.milliseconds), \(now.milliseconds))"
      )
    }
    try database.run(
      "UPDATE sign_in_counters SET failed_count = 0, window_started_at = \(now.milliseconds), unlocks_at = NULL WHERE organization_id = 0 AND login_token = \(attempt.token)"
    )
  }

  /// Adds events to the platform's own log, for what no organisation's keys cover yet.
  func recordOnPlatform(
    _ events: [AuditEvent], at now: Instant, in database: any Database
  ) throws(StorageError) {
    try AuditChain.append(
      events, to: 0, at: now, keys: AuditChain.platformKeys, mac: vault.mac, in: database)
  }

  /// The sixteen bytes by which a sign-in name is found before anybody holds a key.
  func loginToken(_ name: String, _ home: HomeFacts) throws(StorageError) -> [UInt8] {
    let folded = Text.folded(Text.composed(name)).filter { !$0.isWhitespace }
    return try sealing { () throws(SealingError) in
      try vault.mac.token(of: folded, column: "login_name", organization: 0, with: .open(home.salt))
    }
  }
}

/// What is true of a home as a whole.
package struct HomeFacts: Sendable, Hashable {
  /// Hides sign-in names from a glance; not secret.
  package let salt: [UInt8]
  package let isDemonstration: Bool

  /// An invitation is good for 72 hours.
  static let invitationLife = 72 * 3_600_000

  /// The strength of new slots; a demonstration protects nobody.
  package var parameters: Argon2Parameters { isDemonstration ? .lowest : .standard }
}

extension Repository {
  func facts(in database: any Database) throws(StorageError) -> HomeFacts {
    guard
      let row = try database.row(
        "SELECT installation_salt, is_demonstration FROM home WHERE organization_id = 0"),
      let salt = row[0].bytes
    else { throw .damaged }
    return HomeFacts(salt: salt, isDemonstration: row[1].integer == 1)
  }
}
