import Records

extension Errand {
  /// Checks that the session, its membership and its role still stand.
  ///
  /// What was found holds until the counter moves by another's hand, one of their rows is written, or the day ends.
  ///
  /// - Parameter sequence: The organisation's change counter, as this transaction sees it.
  /// - Throws: ``RegistrarError/sessionEnded``.
  func checkStanding(at sequence: Int) throws(RegistrarError) {
    try checkToken()
    if shelf.stands(session, on: today, at: sequence) { return }
    let day = today.description
    let row = try store { () throws(StorageError) in
      try database.row(
        """
        SELECT s.organization_id, s.state, m.state, EXISTS (SELECT 1 FROM role_assignments ra \
        JOIN roles r ON r.organization_id = ra.organization_id AND r.id = ra.role_id \
        WHERE ra.organization_id = s.organization_id AND ra.membership_id = m.id \
        AND r.code = \(session.role.rawValue) AND ra.deleted_at IS NULL AND ra.starts_on <= \(day) \
        AND (ra.ends_on IS NULL OR ra.ends_on >= \(day))) \
        FROM user_sessions s JOIN memberships m ON m.organization_id = s.organization_id AND m.id = s.membership_id \
        WHERE s.organization_id = \(session.organization) AND s.id = \(session.id)
        """)
    }
    guard let row, row[1].text == "open", row[2].text == "active", row[3].integer == 1 else {
      throw .sessionEnded
    }
    shelf.keepStanding(of: session, on: today, at: sequence)
  }

  /// Checks that the token with which the session was begun is in force, every time: nothing that is kept tells of it.
  private func checkToken() throws(RegistrarError) {
    guard let token = session.token else { return }
    let stands = try store { () throws(StorageError) in
      try token.stands(of: session.organization, on: today, in: database)
    }
    if !stands { throw .sessionEnded }
  }

  /// Checks that records of the organisation may be changed at all, and with what the session was begun.
  func checkOrganization() throws(RegistrarError) {
    if session.token?.canWrite == false { throw .notAllowed(TokenInUse.onlyReads) }
    let state = try store { () throws(StorageError) in
      try database.value(
        "SELECT state FROM organizations WHERE organization_id = 0 AND number = \(session.organization)")
    }
    if state.text == "suspended" {
      throw .refused([
        Violation("This organisation is suspended. Records can be read and exported, not changed.")
      ])
    }
  }

  /// Members who stand on a running shift, of one house or of all, in the order of their names, without the one who asks.
  func membersOnShift(in house: RecordID? = nil) throws(RegistrarError) -> [Holder] {
    withoutAsker(try standingOnShift(in: house))
  }

  /// Members who can be asked now, in the order of their names, without the one who asks.
  ///
  /// They stand on a running shift; where nobody does, not even the one who asks, they have an open session.
  func membersAtWork() throws(RegistrarError) -> [Holder] {
    let standing = try standingOnShift(in: nil)
    if !standing.isEmpty { return withoutAsker(standing) }
    return withoutAsker(
      try holders(
        where:
          "EXISTS (SELECT 1 FROM user_sessions us WHERE us.organization_id = m.organization_id AND us.membership_id = m.id AND us.state = 'open' AND us.role_id = r.id)"
      ))
  }

  private func withoutAsker(_ holders: [Holder]) -> [Holder] {
    holders.filter { $0.membership != session.membership }
  }

  private func standingOnShift(in house: RecordID?) throws(RegistrarError) -> [Holder] {
    guard catalogue[Landmark.shiftStaff] != nil else { return [] }
    let there: SQL = house.map { " AND h.house_id = \($0)" } ?? ""
    return try holders(
      where: """
        EXISTS (SELECT 1 FROM shift_staff ss JOIN shifts h ON h.organization_id = ss.organization_id \
        AND h.id = ss.shift_id WHERE ss.organization_id = m.organization_id \
        AND ss.staff_member_id = m.staff_member_id AND h.state = 'running' AND h.deleted_at IS NULL \
        AND ss.deleted_at IS NULL AND ss.left_at IS NULL \
        AND h.ends_at > \(now.adding(hours: -2).milliseconds)\(there))
        """)
  }

  /// The active members in the roles that they hold today, where a condition on the member `m` and the role `r` is met.
  private func holders(where condition: SQL) throws(RegistrarError) -> [Holder] {
    let day = today.description
    let statement: SQL =
      """
      SELECT m.organization_id, m.short_name, r.code, ra.house_id, m.id FROM memberships m \
      JOIN role_assignments ra ON ra.organization_id = m.organization_id AND ra.membership_id = m.id \
      JOIN roles r ON r.organization_id = ra.organization_id AND r.id = ra.role_id \
      WHERE m.organization_id = \(session.organization) AND m.state = 'active' \
      AND ra.deleted_at IS NULL AND ra.starts_on <= \(day) \
      AND (ra.ends_on IS NULL OR ra.ends_on >= \(day)) AND \(condition) ORDER BY m.short_name, r.code
      """
    let rows = try store { () throws(StorageError) in try database.rows(statement) }
    return rows.compactMap { row -> Holder? in
      guard let name = row[1].text, let role = row[2].text.flatMap(Role.init), let id = row[4].id else {
        return nil
      }
      return Holder(membership: id, name: name, role: role, house: row[3].id)
    }
  }
}

/// A member in a role, in one house or in all.
struct Holder {
  let membership: RecordID
  let name: String
  let role: Role
  let house: RecordID?
}
