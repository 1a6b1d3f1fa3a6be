import Records

extension Registrar {
  /// Lifts the wait of a person whose attempts ran out.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for a role that may not, ``RegistrarError/notFound`` for a login
  ///   of nobody here.
  package func liftLockout(of user: RecordID, for session: Session) async throws(RegistrarError) {
    guard matrix.scope(of: .void, for: session.role, on: "sessions") != nil else {
      throw .notAllowed("You cannot lift a wait in this role. The administrator can.")
    }
    try await repository.liftLockout(of: user, by: session, at: clock.now())
  }
}

extension Repository {
  func liftLockout(of user: RecordID, by session: Session, at now: Instant) throws(RegistrarError) {
    try writing { (database) throws(RegistrarError) in
      try requireWritable(session, at: now, in: database)
      do throws(StorageError) {
        let token = try database.value(
          "SELECT u.login_name_token FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = \(session.organization) AND m.user_id = \(user) AND m.deleted_at IS NULL"
        ).bytes
        guard let token else { throw .missingReference }
        let id = RecordID.fresh(at: now)
        try database.run(
          "INSERT INTO account_lockouts (organization_id, id, login_token, failed_count, locked_at, unlocks_at, lifted_at, lifted_by) VALUES (0, \(id), \(token), 0, \(now.milliseconds), \(now.milliseconds), \(now.milliseconds), \(session.membership))"
        )
        try database.run(
          "UPDATE sign_in_counters SET failed_count = 0, window_started_at = \(now.milliseconds), unlocks_at = NULL WHERE organization_id = 0 AND login_token = \(token)"
        )
        let event = AuditEvent("account.unlocked", .auth, risk: .medium, id: .fresh(at: now)).by(session)
          .about("users", user)
        try record([event], for: session, at: now, in: database)
      } catch {
        throw error == .missingReference ? .notFound : .storage(error)
      }
    }
  }

  /// Tells administrators and safeguarding leads of every organisation of a person whose sign-ins fail again and
  /// again.
  func warn(about token: [UInt8], at now: Instant, in database: any Database) throws(StorageError) {
    let user = try database.value(
      "SELECT id FROM users WHERE organization_id = 0 AND login_name_token = \(token) AND deleted_at IS NULL"
    ).id
    guard let user else { return }
    for organization in try organizations(in: database) where organization.number != 0 {
      let number = organization.number
      let member = try database.value(
        "SELECT id FROM memberships WHERE organization_id = \(number) AND user_id = \(user) AND state <> 'ended' AND deleted_at IS NULL"
      ).id
      guard let member else { continue }
      let leads = try database.rows(
        "SELECT DISTINCT a.organization_id, a.membership_id FROM roles r JOIN role_assignments a ON a.organization_id = r.organization_id AND a.role_id = r.id WHERE r.organization_id = \(number) AND r.code IN ('ADM', 'SGL') AND a.deleted_at IS NULL AND r.deleted_at IS NULL"
      )
      for row in leads {
        guard row[0].integer == number, let lead = row[1].id else { throw .foreignRow }
        try insert(
          "notifications", number, .fresh(at: now),
          [
            ("membership_id", .id(lead)), ("kind", .text("security")), ("priority", .text("high")),
            ("state", .text("unread")), ("title", .text("A member was locked out three times today")),
            ("subject_type", .text("memberships")), ("subject_id", .id(member)),
            ("action_required", .integer(0)),
          ], by: nil, at: now, in: database)
      }
    }
  }
}
