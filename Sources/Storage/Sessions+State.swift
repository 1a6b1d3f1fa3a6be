import Records
import Sealing

/// How a session stands, as the rows of its session, membership, role and organisation say.
enum SessionStanding: Sendable, Hashable {
  case open
  /// The organisation is suspended: records are read and exported, not changed.
  case readOnly
  /// It ended, or what it rests on was withdrawn.
  case ended
}

extension Repository {
  /// Reads again what a session rests on; inside each write, and when another process changed something.
  func standing(
    of session: Session, at now: Instant, in database: any Database
  ) throws(StorageError) -> SessionStanding {
    let row = try database.row(
      "SELECT s.organization_id, s.state, s.started_at, m.state, r.session_hours, u.state FROM user_sessions s JOIN memberships m ON m.organization_id = s.organization_id AND m.id = s.membership_id JOIN roles r ON r.organization_id = s.organization_id AND r.id = s.role_id JOIN users u ON u.id = m.user_id WHERE s.organization_id = \(session.organization) AND s.id = \(session.id)"
    )
    guard let row else { return .ended }
    guard row[0].integer == session.organization else { throw .foreignRow }
    guard row[1].text == "open", row[3].text == "active" || row[3].text == "invited",
      row[5].text == "active"
    else { return .ended }
    guard now < end(startedAt: row[2], hours: row[4]) else { return .ended }
    let organization = try organization(session.organization, in: database)
    guard organization.isOpen else { return .ended }
    let today = organization.zone.day(at: now).description
    let held = try assignments(
      of: session.membership, in: session.organization, on: today, database)[session.role]
    guard let held else { return .ended }
    let houses = held.contains(nil) ? nil : Set(held.compactMap { $0 })
    if session.token == nil {
      guard houses == session.houses else { return .ended }
    } else if let houses {
      // The token may name one of its role's houses.
      guard session.houses?.isSubset(of: houses) == true else { return .ended }
    }
    return organization.state == "suspended" ? .readOnly : .open
  }

  /// When a session is over, whatever is done in it; nil for one that is not in the file.
  func end(of session: Session, in database: any Database) throws(StorageError) -> Instant? {
    let row = try database.row(
      "SELECT s.organization_id, s.started_at, r.session_hours FROM user_sessions s JOIN roles r ON r.organization_id = s.organization_id AND r.id = s.role_id WHERE s.organization_id = \(session.organization) AND s.id = \(session.id)"
    )
    guard let row else { return nil }
    guard row[0].integer == session.organization else { throw .foreignRow }
    return end(startedAt: row[1], hours: row[2])
  }

  /// The file may hold any number; a session lasts a day at most.
  private func end(startedAt: SQLValue, hours: SQLValue) -> Instant {
    Instant(milliseconds: startedAt.integer ?? 0).adding(hours: min(max(hours.integer ?? 12, 1), 24))
  }

  /// Refuses where a session may not write any more; called inside each write transaction.
  ///
  /// - Throws: ``RegistrarError/sessionEnded``, or ``RegistrarError/notAllowed(_:)`` in a suspended organisation.
  func requireWritable(
    _ session: Session, at now: Instant, in database: any Database
  ) throws(RegistrarError) {
    let standing: SessionStanding
    do { standing = try self.standing(of: session, at: now, in: database) } catch { throw .storage(error) }
    switch standing {
    case .open: return
    case .readOnly:
      throw .notAllowed("This organisation is suspended. Records can be read and exported, not changed.")
    case .ended: throw .sessionEnded
    }
  }

  /// Whether a session still stands; one that does not loses its keys at once.
  package func isStanding(_ session: Session, at now: Instant) -> Bool {
    guard keys[session.id] != nil,
      let standing = try? standing(of: session, at: now, in: reader), standing != .ended
    else {
      forget(session.id)
      return false
    }
    return true
  }

  /// Ends the sessions whose process is gone, and says so in events for the log of the organisation.
  func endDeadSessions(
    of organization: Int, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let rows = try database.rows(
      "SELECT organization_id, id, terminal FROM user_sessions WHERE organization_id = \(organization) AND state IN ('open', 'locked')"
    )
    var events: [AuditEvent] = []
    for row in rows {
      guard row[0].integer == organization else { throw .foreignRow }
      guard let id = row[1].id, let mark = ProcessMark(in: row[2].text ?? ""), !mark.isAlive else { continue }
      try endRow(id, organization, "crashed", by: nil, at: now, in: database)
      events.append(
        AuditEvent("session.ended", .auth, risk: .low, id: .fresh(at: now)).about("user_sessions", id))
    }
    return events
  }

  func endRow(
    _ session: RecordID, _ organization: Int, _ reason: String, by membership: RecordID?, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    try update(
      "user_sessions", organization, session,
      [("state", .text("ended")), ("ended_at", .instant(now)), ("ended_reason", .text(reason))],
      by: membership, at: now, in: database)
  }

  /// Wipes every key and every opened name at once; nothing is written, for nobody may be there to wait for it.
  package func lockEverything() { for session in Array(keys.keys) { forget(session, keepingPIN: true) } }

  /// Wipes the keys of a session and what was opened with them.
  func forget(_ session: RecordID, keepingPIN: Bool = false) {
    if !keepingPIN { pins[session] = nil }
    offeredFactors[session] = nil
    release(session)
    closeDirectories(of: session)
    shelf.forget()
    if keys.isEmpty && visits.isEmpty { vault.close() }
  }
}
