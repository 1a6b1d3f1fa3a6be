import Records

/// What is told of a home to who signs in there; nothing of it keeps anybody out.
package enum HomeWarning: Sendable, Hashable {
  /// A log has fewer entries than it had when the home was last written.
  case lostEntries(LostEntries)
  /// The clock of the computer is behind what was written last.
  case clockBehind(now: Instant, lastEntry: Instant)
}

extension SignIn {
  /// What is to be told of the home to who has just begun a session; it is told once.
  package func warnings(of session: Session) async -> [HomeWarning] {
    await repository.takeWarnings(of: session.id)
  }
}

extension Repository {
  func takeWarnings(of session: RecordID) -> [HomeWarning] { warnings.removeValue(forKey: session) ?? [] }

  /// Whether the clock is behind the newest entry of a log; what a demonstration has was written by other clocks.
  func clockWarning(
    of organization: Int, at now: Instant, in database: any Database
  ) throws(StorageError) -> HomeWarning? {
    guard let last = try AuditChain.latest(of: organization, in: database),
      last > now.adding(minutes: HomeCheck.clockTolerance), try !facts(in: database).isDemonstration
    else { return nil }
    return .clockBehind(now: now, lastEntry: last)
  }

  /// What is written down, and told, where a log has fewer entries than it had.
  func alarm(
    of lost: [LostEntries], for session: Session, _ keys: SessionKeys, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> AuditEvent {
    var changes = AuditChanges()
    for log in lost {
      changes.set("missing_entries_\(log.organization)", to: String(log.missing))
      changes.set("kept_at_\(log.organization)", to: String(log.keptAt.milliseconds))
    }
    var event = AuditEvent("audit.entries_missing", .system, risk: .critical, id: .fresh(at: now)).by(session)
    event.changes = try seal(changes, of: event, with: keys.own, in: database)
    let count = lost.map(\.missing).reduce(0, +)
    let watching: Set<Role> = [.administrator, .safeguarding, .auditor]
    for told in try members(holding: watching, in: session, at: now, database) {
      try notify(
        told, of: told, session.organization,
        "\(count) entries of the audit log are missing that this home had. Run: lodge doctor", at: now,
        in: database)
    }
    return event
  }
}
