import Records

extension Errand {
  /// Ends the wait of a member whose attempts to sign in ran out; those before it no longer count.
  func endWait(of member: Record) throws(RegistrarError) {
    guard let id = member.id else { throw .notFound }
    try store { () throws(StorageError) in
      let token = try database.value(
        "SELECT u.login_name_token FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = \(session.organization) AND m.id = \(id) AND m.deleted_at IS NULL"
      ).bytes
      guard let token else { throw .missingReference }
      let at = now.milliseconds
      try database.run(
        "INSERT INTO account_lockouts (organization_id, id, login_token, failed_count, locked_at, unlocks_at, lifted_at, lifted_by) VALUES (0, \(registrar.clock.newID()), \(token), 0, \(at), \(at), \(at), \(session.membership))"
      )
      try database.run(
        "UPDATE sign_in_counters SET failed_count = 0, window_started_at = \(at), unlocks_at = NULL WHERE organization_id = 0 AND login_token = \(token)"
      )
    }
  }
}

extension Repository {
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
        // One that stands already is told anew: a second beside it would be refused, and the attempt with it.
        try notify(
          lead, of: member, number, "A member was locked out three times today", at: now, in: database)
      }
    }
  }
}
