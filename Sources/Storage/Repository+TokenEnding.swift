import Records

/// Withdrawing the tokens of programs together, where what they open is to be opened anew.
extension Repository {
  static let withdrawing = "token.revoke"

  /// Withdraws the tokens of one login in every organisation: they would open what its new keys are to guard.
  ///
  /// `opened` are the keys of organisations whose logs can be written.
  func withdrawTokens(
    of user: RecordID, _ opened: [Int: Keyring], by session: Session?, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    for organization in try organizations(in: database) {
      let rows = try database.rows(
        "SELECT t.organization_id, t.id FROM api_tokens t JOIN memberships m ON m.organization_id = t.organization_id AND m.id = t.membership_id WHERE t.organization_id = \(organization.number) AND m.user_id = \(user) AND t.state = 'active' ORDER BY t.id"
      )
      try withdraw(rows, organization.number, opened[organization.number], by: session, at: now, in: database)
    }
  }

  /// Withdraws every token of a home: who kept one from before would come in with it.
  ///
  /// - Returns: How many there were.
  func withdrawAllTokens(
    _ opened: [Int: Keyring], at now: Instant, in database: any Database
  ) throws(StorageError) -> Int {
    var count = 0
    for organization in try organizations(in: database) {
      let rows = try database.rows(
        "SELECT organization_id, id FROM api_tokens WHERE organization_id = \(organization.number) AND state = 'active' ORDER BY id"
      )
      try withdraw(rows, organization.number, opened[organization.number], by: nil, at: now, in: database)
      count += rows.count
    }
    return count
  }

  /// Without the keys of the organisation its log cannot be written: the computer's own log tells of it.
  private func withdraw(
    _ rows: [[SQLValue]], _ number: Int, _ ring: Keyring?, by session: Session?, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    let author = session?.organization == number ? session : nil
    let events = try withdrawn(rows, number, ring, by: author, at: now, in: database)
    if events.isEmpty { return }
    if let ring {
      try note(events, number, ring, by: author, at: now, in: database)
    } else {
      try recordOnPlatform(events, at: now, in: database)
    }
  }

  /// Withdraws tokens; answers what the log is to tell of it.
  func withdrawn(
    _ rows: [[SQLValue]], _ number: Int, _ ring: Keyring?, by author: Session?, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    var events: [AuditEvent] = []
    for row in rows {
      guard row[0].integer == number, let id = row[1].id else { throw .foreignRow }
      try update(
        Landmark.tokens, number, id, [("state", .text("revoked"))], by: author?.membership, at: now,
        in: database)
      var event = self.event(Self.withdrawing, .high, Landmark.tokens, id, author, now)
      if let ring {
        var changes = AuditChanges()
        changes.set("state", "active", to: "revoked")
        event.changes = try seal(changes, of: event, with: ring, in: database)
      }
      events.append(event)
    }
    return events
  }
}

extension Errand {
  /// Whether the computer's own log tells that a token was withdrawn while its organisation's could not be written.
  func isWithdrawnByComputer(_ token: RecordID) throws(RegistrarError) -> Bool {
    try store { () throws(StorageError) in
      try database.row(
        "SELECT 1 FROM audit_log WHERE organization_id = 0 AND subject_type = \(Landmark.tokens) AND subject_id = \(token) AND event = \(Repository.withdrawing) LIMIT 1"
      ) != nil
    }
  }
}
