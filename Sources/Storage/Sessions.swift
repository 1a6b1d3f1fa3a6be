import Records
import Sealing

// MARK: The way from a right password to a session
extension Repository {
  /// Holds the keys of a person whose password was right until a session begins.
  func welcome(
    _ user: RecordID, seed: LockedBuffer, attempt: SignInAttempt, renewed: Slot?, at now: Instant
  ) throws(SignInError) -> Person {
    let identity = try identity(seed)
    do throws(SignInError) {
      let found = try writing { (database) throws(SignInError) in
        do throws(StorageError) {
          return try admit(user, identity, attempt, renewed, at: now, in: database)
        } catch {
          throw SignInError(error)
        }
      }
      guard found.publicKey == identity.publicKey else { throw .keysAltered }
      if found.mustChoosePassword { throw .mustChoosePassword }
      guard !found.posts.isEmpty else { throw found.isClosed ? .organizationClosed : .noPost }
      let visit = RecordID.fresh(at: now)
      visits[visit] = Visit(user: user, identity: identity, needsCode: found.needsCode)
      var person = Person(user: user, visit: visit, posts: found.posts)
      person.needsCode = found.needsCode
      return person
    } catch {
      vault.release(identity)
      throw error
    }
  }

  func identity(_ seed: LockedBuffer) throws(SignInError) -> Identity {
    do throws(StorageError) {
      return try sealing { () throws(SealingError) in try vault.identity(of: vault.arena.hold(seed)) }
    } catch {
      throw SignInError(error)
    }
  }

  private struct Admission {
    let publicKey: [UInt8]
    let posts: [Post]
    let mustChoosePassword: Bool
    let needsCode: Bool
    let isClosed: Bool
  }

  private func admit(
    _ user: RecordID, _ identity: Identity, _ attempt: SignInAttempt, _ renewed: Slot?, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> Admission {
    guard
      let row = try database.row(
        "SELECT public_key, must_change_password, second_factor_secret IS NOT NULL FROM users WHERE organization_id = 0 AND id = \(user)"
      ),
      let publicKey = row[0].bytes
    else { throw .damaged }
    // Where a code is asked too, its guesses are counted on top of this one.
    let needsCode = row[2].integer == 1
    if !needsCode { try forgive(attempt, at: now, in: database) }
    var changes: [(String, SQLValue)] = [("last_sign_in_at", .instant(now)), ("failed_count", .integer(0))]
    if let renewed {
      changes.append(("sealed_private_key", .bytes(renewed.bytes)))
      let event = AuditEvent("user.password_strengthened", .auth, id: .fresh(at: now)).about("users", user)
      try recordOnPlatform([event], at: now, in: database)
    }
    try update("users", 0, user, changes, by: nil, at: now, in: database)
    let posts = try posts(of: user, at: now, in: database)
    var isClosed = false
    for organization in try organizations(in: database) where !organization.isOpen && posts.isEmpty {
      let count = try database.value(
        "SELECT count(*) FROM memberships WHERE organization_id = \(organization.number) AND user_id = \(user)"
      )
      if count != .integer(0) { isClosed = true }
    }
    return Admission(
      publicKey: publicKey, posts: posts,
      mustChoosePassword: row[1].integer == 1 || attempt.isInvitation, needsCode: needsCode,
      isClosed: isClosed)
  }

  func leave(_ person: Person) {
    if let visit = visits.removeValue(forKey: person.visit) { vault.release(visit.identity) }
  }
}

/// Somebody between a right password and a session.
struct Visit {
  let user: RecordID
  let identity: Identity
  /// The password alone does not do.
  var needsCode = false
}

// MARK: Beginning
extension SignIn {
  /// Begins a session in a post, and forgets the person's other posts.
  ///
  /// Where `asksForCode` is said, the roles that reach furthest begin none with the password alone.
  ///
  /// - Throws: ``SignInError/noPost`` where the post was withdrawn since, or
  ///   ``SignInError/keysAltered`` where a key does not open what it should.
  package func begin(
    _ post: Post, as person: Person, terminal: String = "", isRemote: Bool = false, asksForCode: Bool = false
  ) async throws(SignInError) -> Session {
    let reachesFar = [Role.platform, .administrator, .manager, .safeguarding].contains(post.role)
    // Who has a second factor has shown a code by now.
    if asksForCode, reachesFar, !person.needsCode {
      throw .registrar(
        .notAllowed(
          "From elsewhere your role takes a code beside the password. Set one up in the house first: : and “code”."
        ))
    }
    let place = SessionPlace(terminal: terminal, isRemote: isRemote)
    return try await repository.begin(
      post, as: person, at: place, permissions: permissions, now: clock.now())
  }
}

/// Where a session is begun.
struct SessionPlace: Sendable {
  let terminal: String
  let isRemote: Bool
}

extension Repository {
  func begin(
    _ post: Post, as person: Person, at place: SessionPlace, permissions: [UInt8], now: Instant
  ) throws(SignInError) -> Session {
    guard let visit = visits[person.visit], visit.user == person.user, !visit.needsCode else { throw .failed }
    let keys = try open(post, for: visit.identity, at: now)
    do throws(SignInError) {
      let session = try writing { (database) throws(SignInError) in
        try insert(post, visit.user, keys, place, permissions, now, database)
      }
      visits[person.visit] = nil
      loginNames[session.user] = person.loginName
      adopt(keys, for: session.id)
      keepHeads(isDue: true, toldTo: [0, session.organization])
      return session
    } catch {
      keys.own.release()
      keys.platform?.release()
      throw error
    }
  }

  /// Opens the keys of a post with a person's own, in one view of the store: they may be renewed meanwhile.
  func open(_ post: Post, for identity: Identity, at now: Instant) throws(SignInError) -> SessionKeys {
    do throws(StorageError) {
      return try reading { (_: any Database) throws(StorageError) in
        try openInView(post, for: identity, at: now)
      }
    } catch {
      throw error == .sealing ? .keysAltered : SignInError(error)
    }
  }

  private func openInView(
    _ post: Post, for identity: Identity, at now: Instant
  ) throws(StorageError) -> SessionKeys {
    let own = try keyring(
      of: post.organization, post, scope: post.organization == 0 ? "platform" : "organization", identity)
    guard let own else { throw .sealing }
    do throws(StorageError) {
      let altered = try vouch(for: own)
      let platform =
        post.organization == 0 ? nil : try keyring(of: 0, post, scope: "platform", identity)
      var keys = SessionKeys(own: own, platform: platform, identity: identity, confirmedAt: now)
      keys.alteredEntry = altered
      return keys
    } catch {
      own.release()
      throw error
    }
  }

  /// The newest key of an organisation that was granted to a member; nil where there is no grant.
  private func keyring(
    of organization: Int, _ post: Post, scope: String, _ identity: Identity
  ) throws(StorageError) -> Keyring? {
    let row = try reader.row(
      "SELECT organization_id, key_version, wrapped_key FROM key_grants WHERE organization_id = \(post.organization) AND membership_id = \(post.membership) AND scope = \(scope) AND revoked_at IS NULL ORDER BY key_version DESC LIMIT 1"
    )
    guard let row else { return nil }
    guard row[0].integer == post.organization else { throw .foreignRow }
    guard let version = row[1].integer, let wrapped = row[2].bytes else { throw .damaged }
    let outer = try sealing { () throws(SealingError) in try vault.open(grant: wrapped, as: identity) }
    return try Keyring(
      organization: organization, outer: outer, outerVersion: version, vault: vault, in: reader)
  }

  /// Accepts an organisation's keys only when the newest of them vouches for its log: for the newest row or, where that
  /// was altered, for one of those before it.
  ///
  /// - Returns: The number of the newest row where the keys do not vouch for it; nil where they do.
  func vouch(for keyring: Keyring) throws(StorageError) -> Int? {
    if keyring.organization == 0 { return nil }
    let organization = keyring.organization
    guard let epoch = keyring.auditKeys.keys.max() else { throw .sealing }
    let last = try AuditChain.end(of: organization, in: reader).head.number
    // A key of a former epoch vouches for nothing that is written today: who left may have kept it.
    let newest = try reader.rows(
      "SELECT organization_id, sequence_number FROM audit_log WHERE organization_id = \(organization) AND epoch = \(epoch) ORDER BY sequence_number DESC LIMIT 20"
    )
    guard newest.allSatisfy({ $0[0].integer == organization }) else { throw .foreignRow }
    for row in newest {
      guard let number = row[1].integer, try isVouched(number, by: keyring) else { continue }
      return number == last ? nil : last
    }
    throw .sealing
  }

  private func isVouched(_ number: Int, by keyring: Keyring) throws(StorageError) -> Bool {
    var entry: AuditEntry?
    try reader.each(
      "SELECT \(names: AuditEntry.columns) FROM audit_log WHERE organization_id = \(keyring.organization) AND sequence_number = \(number)"
    ) { columns throws(StorageError) in
      // A row that cannot even be read vouches for nothing.
      do { entry = try AuditEntry(columns) } catch { return false }
      return true
    }
    guard let entry else { return false }
    return try keyring.vouches(for: entry, in: reader)
  }

  func insert(
    _ post: Post, _ user: RecordID, _ keys: SessionKeys, _ place: SessionPlace, _ permissions: [UInt8],
    _ now: Instant, _ database: any Database
  ) throws(SignInError) -> Session {
    do throws(StorageError) {
      let held = try posts(of: user, at: now, in: database)
      guard held.contains(where: { $0.covers(post) }) else { throw .missingReference }
      let session = try session(post, user, keys, now, database)
      let lost = losses(of: post.organization, in: database)
      let clock = try clockWarning(of: post.organization, at: now, in: database)
      try database.run(
        "INSERT INTO user_sessions (organization_id, id, membership_id, role_id, state, started_at, last_seen_at, terminal, is_remote, token_hash, created_at, created_by, updated_at, updated_by, revision, change_seq) VALUES (\(post.organization), \(session.id), \(post.membership), (SELECT id FROM roles WHERE organization_id = \(post.organization) AND code = \(post.role.rawValue)), 'open', \(now.milliseconds), \(now.milliseconds), \(ProcessMark.own.marking(place.terminal)), \(SQLValue.flag(place.isRemote)), \(Digest.sha256(Randomness.bytes(16))), \(now.milliseconds), \(post.membership), \(now.milliseconds), \(post.membership), 1, \(try nextChange(of: post.organization, in: database)))"
      )
      var changes = AuditChanges()
      changes.set(AuditChanges.platformHead, to: try AuditChain.end(of: 0, in: database).head)
      changes.set(AuditChanges.permissions, to: permissions)
      var event = AuditEvent(AuditChain.sessionStarted, .auth, id: .fresh(at: now)).by(session)
        .about("user_sessions", session.id)
      event.changes = try seal(changes, of: event, with: keys, in: database)
      let ended = try endDeadSessions(of: post.organization, at: now, in: database)
      // Where the log was altered no keys are handed on.
      let given =
        try keys.alteredEntry == nil
        ? giveMissingKeys(to: session, keys, at: now, in: database)
          + printedBefore(session, keys, at: now, in: database) : []
      var events = ended
      if !lost.isEmpty {
        events.append(try alarm(of: lost, for: session, keys, at: now, in: database))
      }
      if let number = keys.alteredEntry {
        events.append(try alarm(of: number, for: session, keys, at: now, in: database))
      }
      try record(events + [event] + given, for: session, with: keys, at: now, in: database)
      let found = lost.map { HomeWarning.lostEntries($0) } + [clock].compactMap(\.self)
      if !found.isEmpty { warnings[session.id] = found }
      return session
    } catch {
      throw error == .missingReference ? .noPost : SignInError(error)
    }
  }

  /// What is written down, and told, where the newest entry of the log is not what was written.
  func alarm(
    of number: Int, for session: Session, _ keys: SessionKeys, at now: Instant, in database: any Database
  ) throws(StorageError) -> AuditEvent {
    var changes = AuditChanges()
    changes.set("altered_entry", to: String(number))
    var event = AuditEvent("audit.altered", .system, risk: .critical, id: .fresh(at: now)).by(session)
    event.changes = try seal(changes, of: event, with: keys.own, in: database)
    let watching: Set<Role> = [.administrator, .safeguarding, .auditor]
    for told in try members(holding: watching, in: session, at: now, database) {
      try notify(
        told, of: told, session.organization,
        "Entry \(number) of the audit log was altered in the file. Run: lodge audit verify", at: now,
        in: database)
    }
    return event
  }

  /// The members who hold one of some roles today.
  func members(
    holding wanted: Set<Role>, in session: Session, at now: Instant, _ database: any Database
  ) throws(StorageError) -> [RecordID] {
    let day = session.zone.day(at: now).description
    let rows = try database.rows(
      "SELECT a.organization_id, a.membership_id, r.code FROM role_assignments a JOIN roles r ON r.organization_id = a.organization_id AND r.id = a.role_id WHERE a.organization_id = \(session.organization) AND a.deleted_at IS NULL AND a.starts_on <= \(day) AND (a.ends_on IS NULL OR a.ends_on >= \(day)) ORDER BY a.membership_id"
    )
    var members: [RecordID] = []
    for row in rows {
      guard row[0].integer == session.organization, let id = row[1].id else { throw .foreignRow }
      guard let role = row[2].text.flatMap(Role.init(rawValue:)), wanted.contains(role), members.last != id
      else { continue }
      members.append(id)
    }
    return members
  }

  /// An administrator who signs in hands the platform's key on to those who were confirmed by somebody without it.
  private func giveMissingKeys(
    to session: Session, _ keys: SessionKeys, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    guard session.role == .administrator else { return [] }
    let giving = KeyGiving(
      organization: session.organization, own: keys.own, platform: keys.platform, giver: session.membership,
      now: now)
    let today = session.zone.day(at: now)
    var grants: [RecordID] = []
    for member in try giving.administratorsWithoutPlatformKey(on: today, in: database) {
      guard let key = try giving.publicKey(of: member, on: today, in: database),
        try keys.own.standing(of: key, member, in: database) != .other
      else { continue }
      grants += try giving.give(.administrator, to: key, member, in: database)
    }
    return grants.map {
      AuditEvent("key_grant.created", .access, risk: .high, id: .fresh(at: now)).by(session)
        .about("key_grants", $0)
    }
  }

  private func session(
    _ post: Post, _ user: RecordID, _ keys: SessionKeys, _ now: Instant, _ database: any Database
  ) throws(StorageError) -> Session {
    let organization = try organization(post.organization, in: database)
    let member = try database.row(
      "SELECT short_name, staff_member_id FROM memberships WHERE organization_id = \(post.organization) AND id = \(post.membership)"
    )
    let role = try database.row(
      "SELECT idle_minutes FROM roles WHERE organization_id = \(post.organization) AND code = \(post.role.rawValue)"
    )
    guard let member, let shortName = member[0].text, let role else { throw .damaged }
    let previous = try database.value(
      "SELECT max(started_at) FROM user_sessions WHERE organization_id = \(post.organization) AND membership_id = \(post.membership) AND (terminal IS NULL OR terminal NOT LIKE \(TokenInUse.terminal + " %"))"
    ).integer
    let failures = try database.value(
      "SELECT count(*) FROM audit_log WHERE organization_id = 0 AND subject_type = 'users' AND subject_id = \(user) AND event = 'session.failed' AND at > \(previous ?? 0)"
    ).integer
    return Session(
      id: .fresh(at: now), organization: post.organization, organizationName: organization.name, user: user,
      membership: post.membership, staffMember: member[1].id,
      name: try fullName(of: user, keys, database) ?? shortName, shortName: shortName, role: post.role,
      houses: post.houses, zone: organization.zone,
      currency: organization.currency, country: organization.country, startedAt: now,
      previousStart: previous.map { Instant(milliseconds: $0) }, failuresSince: failures ?? 0,
      idleMinutes: min(max(role[0].integer ?? 10, 2), 30),
      isDemonstration: try facts(in: database).isDemonstration)
  }

  /// A login's full name, for who holds the platform's key; the others know a member by the short name.
  private func fullName(
    of user: RecordID, _ keys: SessionKeys, _ database: any Database
  ) throws(StorageError) -> String? {
    guard let keyring = keys.own.organization == 0 ? keys.own : keys.platform,
      let bytes = try database.value(
        "SELECT display_name FROM users WHERE organization_id = 0 AND id = \(user)"
      ).bytes,
      let header = SealedValue(bytes: bytes).header
    else { return nil }
    let key = try keyring.key(for: header, of: nil, in: database)
    let place = Place(organization: 0, table: "users", column: "display_name", row: user)
    let content = try sealing { () throws(SealingError) in
      try vault.open(SealedValue(bytes: bytes), at: place, with: key)
    }
    if case .text(let text) = content { return text }
    return nil
  }

  /// Seals what an event changed under the organisation's key, for the event's own row.
  func seal(
    _ changes: AuditChanges, of event: AuditEvent, with keys: SessionKeys, in database: any Database
  ) throws(StorageError) -> [UInt8] {
    try seal(changes, of: event, with: keys.own, in: database)
  }

  func seal(
    _ changes: AuditChanges, of event: AuditEvent, with keyring: Keyring, in database: any Database
  ) throws(StorageError) -> [UInt8] {
    let (key, header) = try keyring.newest(of: nil, in: database)
    let place = Place(
      organization: keyring.organization, table: "audit_log", column: "changes", row: event.id)
    return try sealing { () throws(SealingError) in
      try vault.seal(.json(changes.json), at: place, with: key, header: header).bytes
    }
  }
}
