import Records
import Sealing

/// The program token that a session was begun with.
package struct TokenInUse: Sendable, Hashable {
  package let id: RecordID
  package let canWrite: Bool
  /// The only one that it works in; nil for all houses of its role.
  var house: RecordID?

  /// Whether the token is in force on a day, and for the same house.
  func stands(
    of organization: Int, on day: Day, in database: any Database
  ) throws(StorageError) -> Bool {
    try database.row(
      "SELECT 1 FROM api_tokens WHERE organization_id = \(organization) AND id = \(id) AND state = 'active' AND expires_on >= \(day.description) AND deleted_at IS NULL AND house_id IS \(SQLValue.id(house))"
    ) != nil
  }

  /// What stands before the terminal of a session that a token began, by which it is told from its member's own.
  static let terminal = "token"

  static let onlyReads = "This token only reads. Who needs one that may write makes another."
  static let signsNothing = "A token signs nothing. Sign in with a password."
}

extension SignIn {
  /// Begins a session with a program token: in its organisation, for its member, in its role.
  ///
  /// - Throws: ``SignInError/failed`` for what is no token in force, ``SignInError/noPost`` where its member no longer
  ///   holds the role, ``SignInError/keysAltered``.
  package func begin(
    token: LockedBuffer, terminal: String = "", isRemote: Bool = false
  ) async throws(SignInError) -> Session {
    guard ProgramToken.isWhole(token) else { throw .failed }
    let fingerprint = ProgramToken.fingerprint(of: token)
    guard let known = try await repository.token(fingerprint, at: clock.now()),
      let seed = await PasswordWork.open(known.slot, token)
    else { throw .failed }
    let mark = terminal.isEmpty ? TokenInUse.terminal : "\(TokenInUse.terminal) \(terminal)"
    let place = SessionPlace(terminal: mark, isRemote: isRemote)
    return try await repository.begin(known, seed, at: place, permissions: permissions, now: clock.now())
  }
}

/// A token in force, as its row has it.
struct KnownToken: Sendable {
  let organization: Int
  let id: RecordID
  let membership: RecordID
  let user: RecordID
  let role: Role
  /// Nil for all houses of the role.
  let house: RecordID?
  let canWrite: Bool
  let slot: Slot

  var inUse: TokenInUse { TokenInUse(id: id, canWrite: canWrite, house: house) }
}

extension Repository {
  /// The token in force with a fingerprint, in whatever organisation.
  func token(_ fingerprint: [UInt8], at now: Instant) throws(SignInError) -> KnownToken? {
    do throws(StorageError) {
      for organization in try organizations(in: reader) where organization.isOpen {
        if let known = try token(fingerprint, of: organization, at: now) { return known }
      }
      return nil
    } catch {
      throw SignInError(error)
    }
  }

  private func token(
    _ fingerprint: [UInt8], of organization: OrganizationFacts, at now: Instant
  ) throws(StorageError) -> KnownToken? {
    let number = organization.number
    let today = organization.zone.day(at: now).description
    let row = try reader.row(
      "SELECT t.organization_id, t.id, t.membership_id, m.user_id, r.code, t.can_write, t.sealed_private_key, t.house_id FROM api_tokens t JOIN memberships m ON m.organization_id = t.organization_id AND m.id = t.membership_id JOIN users u ON u.organization_id = 0 AND u.id = m.user_id JOIN roles r ON r.organization_id = t.organization_id AND r.id = t.role_id WHERE t.organization_id = \(number) AND t.token_hash = \(fingerprint) AND t.state = 'active' AND t.expires_on >= \(today) AND t.deleted_at IS NULL AND u.state = 'active' AND (t.allowed_sources IS NULL OR t.allowed_sources = '[]')"
    )
    guard let row else { return nil }
    guard row[0].integer == number else { throw .foreignRow }
    guard let id = row[1].id, let membership = row[2].id, let user = row[3].id,
      let role = row[4].text.flatMap(Role.init), let bytes = row[6].bytes
    else { throw .damaged }
    let slot = try sealing { () throws(SealingError) in try Slot(bytes: bytes) }
    return KnownToken(
      organization: number, id: id, membership: membership, user: user, role: role,
      house: row[7].id, canWrite: row[5].integer == 1, slot: slot)
  }

  /// Begins a session with what a token opens; that it was used goes into the log with it.
  func begin(
    _ token: KnownToken, _ seed: LockedBuffer, at place: SessionPlace, permissions: [UInt8], now: Instant
  ) throws(SignInError) -> Session {
    let identity = try identity(seed)
    do throws(SignInError) {
      let keys = try open(token, for: identity)
      do throws(SignInError) {
        let session = try writing { (database) throws(SignInError) in
          try insert(token, keys, place, permissions, now, database)
        }
        adopt(keys, for: session.id)
        keepHeads(isDue: true, toldTo: [0, session.organization])
        return session
      } catch {
        keys.own.release()
        throw error
      }
    } catch {
      vault.release(identity)
      throw error
    }
  }

  /// Opens the organisation's keys with a token's own, in one view of the store; nobody has shown a password.
  private func open(_ token: KnownToken, for identity: Identity) throws(SignInError) -> SessionKeys {
    do throws(StorageError) {
      return try reading { (database) throws(StorageError) in
        try open(token, for: identity, in: database)
      }
    } catch {
      throw error == .sealing ? .keysAltered : SignInError(error)
    }
  }

  private func open(
    _ token: KnownToken, for identity: Identity, in database: any Database
  ) throws(StorageError) -> SessionKeys {
    let row = try database.row(
      "SELECT organization_id, key_version, wrapped_key FROM api_tokens WHERE organization_id = \(token.organization) AND id = \(token.id)"
    )
    guard let row, let version = row[1].integer, let wrapped = row[2].bytes else { throw .damaged }
    guard row[0].integer == token.organization else { throw .foreignRow }
    let outer = try sealing { () throws(SealingError) in try vault.open(grant: wrapped, as: identity) }
    let own = try Keyring(
      organization: token.organization, outer: outer, outerVersion: version, vault: vault, in: database)
    do throws(StorageError) {
      var keys = SessionKeys(
        own: own, platform: nil, identity: identity, confirmedAt: Instant(milliseconds: 0))
      keys.alteredEntry = try vouch(for: own)
      keys.isOfToken = true
      return keys
    } catch {
      own.release()
      throw error
    }
  }

  private func insert(
    _ token: KnownToken, _ keys: SessionKeys, _ place: SessionPlace, _ permissions: [UInt8], _ now: Instant,
    _ database: any Database
  ) throws(SignInError) -> Session {
    try checkStands(token, at: now, in: database)
    let post = try post(of: token, at: now, in: database)
    var session = try insert(post, token.user, keys, place, permissions, now, database)
    session.token = token.inUse
    do throws(StorageError) {
      try update(
        Landmark.tokens, token.organization, token.id, [("last_used_at", .instant(now))],
        by: token.membership, at: now, in: database)
      var used = AuditEvent("api_token.used", .auth, id: .fresh(at: now)).by(session)
        .about(Landmark.tokens, token.id)
      var changes = AuditChanges()
      changes.set("last_used_at", to: Value.instant(now).logged)
      used.changes = try seal(changes, of: used, with: keys.own, in: database)
      try record([used], for: session, with: keys, at: now, in: database)
    } catch {
      throw SignInError(error)
    }
    return session
  }

  /// Checks once more that a token is in force: it may have been withdrawn while its key was opened.
  private func checkStands(
    _ token: KnownToken, at now: Instant, in database: any Database
  ) throws(SignInError) {
    let stands: Bool
    do throws(StorageError) {
      let today = try organization(token.organization, in: database).zone.day(at: now)
      stands = try token.inUse.stands(of: token.organization, on: today, in: database)
    } catch {
      throw SignInError(error)
    }
    if !stands { throw .failed }
  }

  /// What the member of a token may begin today in its role, in the token's house alone where it names one.
  private func post(
    of token: KnownToken, at now: Instant, in database: any Database
  ) throws(SignInError) -> Post {
    let posts: [Post]
    do throws(StorageError) { posts = try self.posts(of: token.user, at: now, in: database) } catch {
      throw SignInError(error)
    }
    let own = posts.first {
      $0.organization == token.organization && $0.membership == token.membership && $0.role == token.role
    }
    guard let own else { throw .noPost }
    guard let house = token.house else { return own }
    if own.houses?.contains(house) == false { throw .noPost }
    return Post(
      organization: own.organization, organizationName: own.organizationName, membership: own.membership,
      role: own.role, houses: [house])
  }
}
