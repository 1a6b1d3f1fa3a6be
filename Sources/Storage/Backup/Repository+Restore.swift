import Records
import Sealing

/// What was found in a restored home when its logs were told of it.
struct FinishedRestore: Sendable {
  let organizations: [String]
  let logs: [AuditReport]
  /// Organisations that the code does not open and of which residents were erased again: only their keys are gone.
  let erasedUnopened: [String]
  /// How many tokens of programs were withdrawn.
  let withdrawnTokens: Int
}

extension Repository {
  /// Checks the logs with the keys that the code opens, ends every session, withdraws every token, begins a new epoch in
  /// each such log and writes down that the home was restored.
  ///
  /// `lost` is how the logs ended of a home that gives way, `anchors` are heads that were kept elsewhere.
  func finishRestore(
    _ copy: RestoredCopy, code: LockedBuffer, lost: [BackupHeader.Log], anchors: [SignedHead],
    _ erased: ErasedAgain, at now: Instant
  ) throws(BackupError) -> FinishedRestore {
    let rings = try keyrings(for: code)
    defer { for ring in rings.values { ring.release() } }
    let logs = try stored { () throws(StorageError) in try checkedLogs(with: rings, anchors) }
    let broken = logs.filter { !$0.isIntact }
    guard broken.isEmpty else {
      throw .notProved(broken.map { "audit: organisation \($0.organization), row \($0.fault?.number ?? 0)" })
    }
    let (names, unopened, withdrawn) = try stored { () throws(StorageError) in
      try writing { (database) throws(StorageError) in
        for number in rings.keys.sorted() where number != 0 {
          guard let ring = rings[number] else { continue }
          let kept = anchors.filter { $0.organization == number }.map {
            AuditHead(number: $0.count, code: $0.code, epoch: 1)
          }
          let known = lost.filter { $0.organization == number }.compactMap(\.head)
          try tell(of: copy, ring, (kept + known).max { $0.number < $1.number }, at: now, in: database)
          try eraseAgain(erased, with: ring, at: now, in: database)
        }
        let unopened = try eraseUnopened(erased, besides: Set(rings.keys), at: now, in: database)
        let withdrawn = try withdrawAllTokens(rings, at: now, in: database)
        try AuditChain.append(
          [AuditEvent("restore.done", .system, risk: .critical, id: .fresh(at: now))], to: 0, at: now,
          keys: AuditChain.platformKeys, mac: vault.mac, in: database)
        let names = try database.rows(
          "SELECT name FROM organizations WHERE organization_id = 0 AND number > 0 ORDER BY number"
        ).compactMap { $0[0].text }
        return (names, unopened, withdrawn)
      }
    }
    try stored { () throws(StorageError) in try settle() }
    return FinishedRestore(
      organizations: names, logs: logs, erasedUnopened: unopened, withdrawnTokens: withdrawn)
  }

  /// The keys of every organisation whose recovery slot the code opens.
  func keyrings(for code: LockedBuffer) throws(BackupError) -> [Int: Keyring] {
    let rows = try stored { () throws(StorageError) in
      try reader.rows(
        "SELECT organization_id, slot, key_version, wrapped_key FROM recovery_slots WHERE replaced_at IS NULL"
      )
    }
    let opening = RecoveryOpening(vault: vault, code: code)
    var known: [[UInt8]: Identity?] = [:]
    defer { for identity in known.values { identity.map(vault.release) } }
    var rings: [Int: Keyring] = [:]
    for row in rows {
      guard let number = row[0].integer, let slot = row[1].bytes, let version = row[2].integer,
        let wrapped = row[3].bytes
      else { throw .storage(.damaged) }
      let identity = known[slot] ?? opening.identity(in: slot)
      known.updateValue(identity, forKey: slot)
      guard let identity else { continue }
      let outer = try keyed { () throws(SealingError) in try vault.open(grant: wrapped, as: identity) }
      rings[number] = try stored { () throws(StorageError) in
        try keyring(of: number, under: outer, version: version)
      }
    }
    return rings
  }

  /// Every log, with the keys that are open; the others by their links and heads.
  private func checkedLogs(
    with rings: [Int: Keyring], _ anchors: [SignedHead]
  ) throws(StorageError) -> [AuditReport] {
    var reports: [AuditReport] = []
    for log in try AuditReading.reports(in: reader) {
      guard log.organization != 0, let ring = rings[log.organization], log.isIntact else {
        reports.append(log)
        continue
      }
      reports.append(
        try verifyLog(
          of: log.organization, with: ring, anchors: anchors.filter { $0.count <= log.rows }))
    }
    return reports
  }

  /// Writes into one organisation's log what happened to it.
  private func tell(
    of copy: RestoredCopy, _ ring: Keyring, _ lost: AuditHead?, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    let number = ring.organization
    let former = try AuditChain.end(of: number, in: database).head
    try ring.makeAuditKey(of: former.epoch + 1, in: database)
    var begun = AuditEvent(AuditChain.epochBegun, .system, id: .fresh(at: now))
    var changes = AuditChanges()
    changes.set(AuditChanges.formerEnd, to: former)
    begun.changes = try seal(changes, of: begun, with: ring, in: database)
    var done = AuditEvent(AuditChain.restored, .system, risk: .critical, id: .fresh(at: now))
    changes = AuditChanges()
    changes.set(AuditChanges.formerEnd, to: former)
    changes.set("backup_made_at", to: "\(copy.data.madeAt)")
    if let lost, lost.number > former.number { changes.set(AuditChanges.lostEnd, to: lost) }
    done.changes = try seal(changes, of: done, with: ring, in: database)
    let made = try madeKeys(copy.changedLogins, ring, at: now, in: database)
    let known = try knownKeys(
      besides: Set(copy.changedLogins), 1...max(former.epoch, 1), ring, at: now, in: database)
    let printed = try printedAtRestore(ring, at: now, in: database)
    let ended = try endSessions(of: number, at: now, in: database)
    try AuditChain.append(
      [begun, done] + made + known + printed + ended, to: number, at: now, keys: ring.auditKeys,
      mac: vault.mac, in: database)
  }

  /// Says again which public keys the other members have, as the log that was checked from its beginning has them.
  private func knownKeys(
    besides changed: Set<RecordID>, _ epochs: ClosedRange<Int>, _ ring: Keyring, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let rows = try database.rows(
      "SELECT m.organization_id, m.id, m.user_id, u.public_key FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(ring.organization) AND m.state <> 'ended' AND m.deleted_at IS NULL ORDER BY m.id"
    )
    var events: [AuditEvent] = []
    for row in rows {
      guard row[0].integer == ring.organization, let member = row[1].id, let login = row[2].id else {
        throw .foreignRow
      }
      if changed.contains(login) { continue }
      let known = try ring.loggedKey(of: member, Landmark.memberships, in: epochs, in: database)
      guard let known, known.publicKey == row[3].bytes else { continue }
      events.append(
        try saidAgain(
          known, of: member, Landmark.memberships, with: ring, by: nil, at: now, in: database))
    }
    return events
  }

  /// Logs the public keys of those who have others now than the log knows, so that what they sign can be checked.
  private func madeKeys(
    _ logins: [RecordID], _ ring: Keyring, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    var events: [AuditEvent] = []
    for login in logins {
      let rows = try database.rows(
        "SELECT m.id, u.public_key, u.signing_public_key FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(ring.organization) AND m.user_id = \(login)"
      )
      for row in rows {
        guard let member = row[0].id, let key = row[1].bytes, let signing = row[2].bytes else { continue }
        var event = AuditEvent(AuditChain.keysMade, .access, risk: .medium, id: .fresh(at: now))
          .about("memberships", member)
        var changes = AuditChanges()
        changes.set(AuditChanges.signingKey, to: signing)
        changes.set(AuditChanges.publicKey, to: key)
        event.changes = try seal(changes, of: event, with: ring, in: database)
        events.append(event)
      }
    }
    return events
  }

  private func endSessions(
    of organization: Int, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let rows = try database.rows(
      "SELECT id FROM user_sessions WHERE organization_id = \(organization) AND state IN ('open', 'locked')")
    var events: [AuditEvent] = []
    for id in rows.compactMap({ $0[0].id }) {
      try endRow(id, organization, "crashed", by: nil, at: now, in: database)
      events.append(
        AuditEvent("session.ended", .auth, risk: .low, id: .fresh(at: now)).about("user_sessions", id))
    }
    return events
  }
}

extension BackupHeader.Log {
  fileprivate var head: AuditHead? {
    Hexadecimal.bytes(code).map { AuditHead(number: count, code: $0, epoch: 1) }
  }
}
