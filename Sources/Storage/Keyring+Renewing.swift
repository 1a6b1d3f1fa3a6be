import Records
import Sealing

/// Putting a new key of the organisation in the place of the one that all others lie under.
extension Keyring {
  /// A key of before that opened no more when the organisation's was renewed.
  struct Damaged {
    let kind: DataKeyPlace.Kind
    let version: Int
  }

  /// Wraps every key of the organisation again under a new one, and opens them with it.
  ///
  /// The values stay as they are: only keys lie under the organisation's own. This keyring opens nothing of the file any
  /// more once the transaction is committed, and everything where it is not.
  ///
  /// - Returns: The keyring, and the organisation's own keys of before that did not open.
  func renewed(in database: any Database) throws(StorageError) -> (ring: Keyring, damaged: [Damaged]) {
    let next = try sealing { () throws(SealingError) in try vault.arena.holdRandom() }
    let damaged: [Damaged]
    do throws(StorageError) {
      damaged = try wrapAll(under: next, in: database)
    } catch {
      vault.arena.release(next)
      throw error
    }
    let ring = try Keyring(
      organization: organization, outer: next, outerVersion: outerVersion + 1, vault: vault, in: database)
    return (ring, damaged)
  }

  private func wrapAll(under next: HeldKey, in database: any Database) throws(StorageError) -> [Damaged] {
    let rows = try database.rows(
      "SELECT kind, owner_id, version, dek_version, wrapped_key FROM data_keys WHERE organization_id = \(organization) ORDER BY kind, owner_id, version DESC"
    )
    var damaged: [Damaged] = []
    var met: Set<DataKeyPlace.Kind> = []
    for row in rows {
      guard let kind = row[0].text.flatMap(DataKeyPlace.Kind.init), let owner = row[1].id,
        let version = row[2].integer, let formerVersion = row[3].integer, let wrapped = row[4].bytes
      else { throw .damaged }
      let isNewest = met.insert(kind).inserted
      let former = DataKeyPlace(
        organization: organization, kind: kind, owner: owner, version: version, outerVersion: formerVersion)
      let anew: [UInt8]
      do throws(StorageError) {
        anew = try wrap(wrapped, from: former, under: next)
      } catch {
        // What is damaged opened under no key before; nobody stays a member for it.
        if kind == .resident { continue }
        if isNewest { throw error }
        if formerVersion == outerVersion { damaged.append(Damaged(kind: kind, version: version)) }
        continue
      }
      // Nothing vouches for what the row says of its age: none is younger than the key it lay under.
      try database.run(
        "UPDATE data_keys SET dek_version = \(outerVersion + 1), born_under = min(born_under, \(outerVersion)), wrapped_key = \(anew) WHERE organization_id = \(organization) AND kind = \(kind.rawValue) AND owner_id = \(owner) AND version = \(version)"
      )
    }
    return damaged
  }

  private func wrap(
    _ wrapped: [UInt8], from place: DataKeyPlace, under next: HeldKey
  ) throws(StorageError) -> [UInt8] {
    let coming = DataKeyPlace(
      organization: organization, kind: place.kind, owner: place.owner, version: place.version,
      outerVersion: outerVersion + 1)
    return try sealing { () throws(SealingError) in
      let key = try vault.unwrap(wrapped, under: outer, at: place)
      defer { vault.arena.release(key) }
      return try vault.wrap(key, under: next, at: coming)
    }
  }

  /// Whether a keyring of before holds the same audit keys: whoever renewed the organisation's key held those as well.
  ///
  /// Anybody can seal a key to a person's public one; it is trusted only for what it opens.
  func continues(_ former: Keyring, in database: any Database) throws(StorageError) -> Bool {
    guard let epoch = former.auditKeys.keys.max(), let held = former.auditKeys[epoch] else { return false }
    let key = try auditKey(of: epoch, in: database)
    let sample = Array("lodge-same-key".utf8)
    return try sealing { () throws(SealingError) in
      Digest.matches(
        try vault.mac.code(of: sample, with: held), try vault.mac.code(of: sample, with: key))
    }
  }
}

extension Repository {
  /// The keys of a session as the organisation has them by now, in the view of the store that is asked: where somebody
  /// renewed them since, the person's own key opens the new ones.
  ///
  /// Nil for the organisation's change counter in this view, which moves when keys are renewed, says that nobody read it.
  ///
  /// - Throws: ``StorageError/keysRenewed`` where the new ones do not open, ``StorageError/sealing`` for a session that is
  ///   locked.
  func currentKeys(
    of session: Session, at sequence: Int? = nil, in database: any Database
  ) throws(StorageError) -> SessionKeys {
    guard var held = keys[session.id] else { throw .sealing }
    let own = held.own
    if own.organization == 0 || sequence != nil && own.isNewestAt == sequence { return held }
    let version = try database.value(
      "SELECT max(dek_version) FROM data_keys WHERE organization_id = \(own.organization) AND kind = 'token'"
    ).integer
    if let version, version > own.outerVersion {
      held.own = try renewedKeyring(of: session, held, in: database)
      take(held.own, for: session.id)
    }
    if let sequence { held.own.isNewestAt = sequence }
    return held
  }

  /// The same at the door: a session that has ended is called so.
  func currentKeys(
    of session: Session, at sequence: Int?, now: Instant, in database: any Database
  ) throws(RegistrarError) -> SessionKeys {
    guard keys[session.id] != nil else { throw .sessionEnded }
    do throws(StorageError) {
      return try currentKeys(of: session, at: sequence, in: database)
    } catch {
      let hasEnded = (try? standing(of: session, at: now, in: database)) == .ended
      throw error == .keysRenewed && hasEnded ? .sessionEnded : .storage(error)
    }
  }

  /// Puts the keyring under a new key in the place of the former one, which opens nothing any more.
  func take(_ renewed: Keyring, for session: RecordID) {
    guard let former = keys[session]?.own else { return renewed.release() }
    keys[session]?.own = renewed
    former.release()
  }

  /// Puts the keyring that a change renewed in the place of the former one, once it is committed.
  ///
  /// - Returns: Whether there was one.
  func takeComing(for session: RecordID) -> Bool {
    guard let coming = keys[session]?.coming else { return false }
    keys[session]?.coming = nil
    take(coming, for: session)
    return true
  }

  /// Forgets the keyring that a change would have renewed: nothing was committed.
  func releaseComing(for session: RecordID) {
    keys[session]?.coming?.release()
    keys[session]?.coming = nil
  }

  /// Locks a session whose person's own key does not open what the organisation's keys lie under by now.
  func lockWithFormerKeys(_ error: RegistrarError, _ session: Session, at now: Instant) {
    guard case .storage(.keysRenewed) = error else { return }
    // With the former keys nothing could be written into the log.
    forget(session.id, keepingPIN: true)
    lock(session, at: now)
  }

  private func renewedKeyring(
    of session: Session, _ held: SessionKeys, in database: any Database
  ) throws(StorageError) -> Keyring {
    let row: [SQLValue]?
    if let token = session.token {
      row = try database.row(
        "SELECT organization_id, key_version, wrapped_key FROM api_tokens WHERE organization_id = \(session.organization) AND id = \(token.id)"
      )
    } else {
      row = try database.row(
        "SELECT organization_id, key_version, wrapped_key FROM key_grants WHERE organization_id = \(session.organization) AND membership_id = \(session.membership) AND scope = 'organization' AND revoked_at IS NULL AND deleted_at IS NULL ORDER BY key_version DESC LIMIT 1"
      )
    }
    guard let row else { throw .keysRenewed }
    guard row[0].integer == session.organization else { throw .foreignRow }
    guard let version = row[1].integer, let wrapped = row[2].bytes, !wrapped.isEmpty else {
      throw .keysRenewed
    }
    do throws(StorageError) {
      let outer = try sealing { () throws(SealingError) in
        try vault.open(grant: wrapped, as: held.identity)
      }
      let ring = try Keyring(
        organization: session.organization, outer: outer, outerVersion: version, vault: vault, in: database)
      do throws(StorageError) {
        if try ring.continues(held.own, in: database) { return ring }
        throw .sealing
      } catch {
        ring.release()
        throw error
      }
    } catch {
      throw error == .sealing ? .keysRenewed : error
    }
  }
}
