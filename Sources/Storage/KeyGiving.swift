import Records
import Sealing

/// Who gives away keys that go with a role, and whose they are.
struct KeyGiving {
  let organization: Int
  /// The organisation's keys.
  let own: Keyring
  /// The platform's; nil where the giver was not given them either.
  let platform: Keyring?
  let giver: RecordID?
  let now: Instant

  /// That the member `m`, whose login is `u`, has neither left nor is past the last day, nor let the invitation run out:
  /// nobody else is given a key.
  static func isLiving(on today: Day, at now: Instant) -> SQL {
    let invited = now.milliseconds - HomeFacts.invitationLife
    return
      "m.state <> 'ended' AND m.deleted_at IS NULL AND (m.ends_on IS NULL OR m.ends_on >= \(today.description)) AND (u.state <> 'invited' OR u.invited_at >= \(invited))"
  }

  /// Whether a member is one of another organisation as well: a new sign-in code would lose them its keys, so they are
  /// given none.
  static func isElsewhere(
    _ member: RecordID, besides organization: Int, in database: any Database
  ) throws(StorageError) -> Bool {
    let user = try database.value(
      "SELECT user_id FROM memberships WHERE organization_id = \(organization) AND id = \(member)"
    ).id
    guard let user else { return false }
    return try database.row(
      "SELECT 1 FROM organizations o JOIN memberships m ON m.organization_id = o.number WHERE o.organization_id = 0 AND o.number <> \(organization) AND m.user_id = \(user) AND m.state <> 'ended' AND m.deleted_at IS NULL LIMIT 1"
    ) != nil
  }

  /// Seals to a member what the role needs: the organisation's key, and the platform's for who keeps its people.
  ///
  /// - Returns: The grants that were made; what the member holds already is not made twice.
  func give(
    _ role: Role, to publicKey: [UInt8], _ member: RecordID, in database: any Database
  ) throws(StorageError) -> [RecordID] {
    var given: [(scope: String, keyring: Keyring)] = []
    if role != .platform { given.append(("organization", own)) }
    if role == .platform || role == .administrator, let platform { given.append(("platform", platform)) }
    var grants: [RecordID] = []
    for (scope, keyring) in given {
      let held = try database.value(
        "SELECT count(*) FROM key_grants WHERE organization_id = \(organization) AND membership_id = \(member) AND scope = \(scope) AND key_version = \(keyring.outerVersion) AND revoked_at IS NULL AND deleted_at IS NULL"
      )
      guard held == .integer(0) else { continue }
      let wrapped = try sealing { () throws(SealingError) in
        try keyring.vault.grant(keyring.outer, to: publicKey)
      }
      let id = RecordID.fresh(at: now)
      try database.run(
        "INSERT INTO key_grants (organization_id, id, membership_id, key_version, scope, wrapped_key, granted_by, created_at, created_by, updated_at, updated_by, revision, change_seq) VALUES (\(organization), \(id), \(member), \(keyring.outerVersion), \(scope), \(wrapped), \(giver ?? member), \(now.milliseconds), \(giver ?? member), \(now.milliseconds), \(giver ?? member), 1, \(try ChangeCounter.next(of: organization, in: database)))"
      )
      grants.append(id)
    }
    return grants
  }

  /// The public key of a member's login; nil for one who is given no key today.
  func publicKey(
    of member: RecordID, on today: Day, in database: any Database
  ) throws(StorageError) -> [UInt8]? {
    try database.value(
      "SELECT u.public_key FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(organization) AND m.id = \(member) AND \(Self.isLiving(on: today, at: now))"
    ).bytes
  }

  /// The administrators of today who were made so by somebody without the platform's key, and so do not hold it.
  func administratorsWithoutPlatformKey(
    on today: Day, in database: any Database
  ) throws(StorageError) -> [RecordID] {
    guard let platform else { return [] }
    let day = today.description
    let rows = try database.rows(
      "SELECT DISTINCT a.organization_id, a.membership_id FROM role_assignments a JOIN roles r ON r.organization_id = a.organization_id AND r.id = a.role_id WHERE a.organization_id = \(organization) AND r.code = 'ADM' AND a.starts_on <= \(day) AND (a.ends_on IS NULL OR a.ends_on >= \(day)) AND a.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM key_grants k WHERE k.organization_id = a.organization_id AND k.membership_id = a.membership_id AND k.scope = 'platform' AND k.key_version = \(platform.outerVersion) AND k.revoked_at IS NULL AND k.deleted_at IS NULL)"
    )
    return rows.compactMap { $0[0].integer == organization ? $0[1].id : nil }
  }
}

extension Errand {
  /// Gives the member of a new role grant the keys that the role needs, whatever way the grant was made.
  ///
  /// - Throws: ``RegistrarError/refused(_:)`` where the log knows another public key of them than the file has.
  func giveKeys(goingWith assignment: Record) throws(RegistrarError) {
    guard assignment.type.id == Landmark.roleAssignments, session.organization != 0,
      case .reference(let member) = assignment["membership_id"],
      case .reference(let role) = assignment["role_id"]
    else { return }
    let code = try store { () throws(StorageError) in
      try database.value(
        "SELECT code FROM roles WHERE organization_id = \(session.organization) AND id = \(role)"
      ).text
    }
    let key = try store { () throws(StorageError) in
      try giving.publicKey(of: member, on: today, in: database)
    }
    guard let role = code.flatMap(Role.init), let key else { return }
    guard try give(role, to: key, member) else { return }
    let standing = try store { () throws(StorageError) in
      try keys.own.standing(of: key, member, in: database)
    }
    switch standing {
    case .known: break
    case .unlogged: try noteKey(of: member, .medium)
    case .other:
      throw .refused([
        Violation(
          "The audit log knows another key of this person than the file has. “Give the keys anew” on their membership takes the one they have now, once you are sure that it is theirs."
        )
      ])
    }
  }

  private var giving: KeyGiving {
    KeyGiving(
      organization: session.organization, own: keys.own, platform: keys.platform, giver: session.membership,
      now: now)
  }

  /// Whether there was anything to give: what a member holds is not given twice.
  private func give(_ role: Role, to key: [UInt8], _ member: RecordID) throws(RegistrarError) -> Bool {
    let grants = try store { () throws(StorageError) in
      try giving.give(role, to: key, member, in: database)
    }
    events += grants.map { grant in
      AuditEvent("key_grant.created", .access, risk: .high, id: registrar.clock.newID()).by(session)
        .about(Landmark.keyGrants, grant)
    }
    return !grants.isEmpty
  }

  /// Writes down which public key keys were given to, as of somebody who comes back: keys that are renewed later are
  /// sealed to no other.
  private func noteKey(of member: RecordID, _ risk: AuditEvent.Risk) throws(RegistrarError) {
    let row = try store { () throws(StorageError) in
      try database.row(
        "SELECT u.public_key, u.signing_public_key FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(session.organization) AND m.id = \(member)"
      )
    }
    guard let key = row?[0].bytes, let signing = row?[1].bytes else { return }
    var made = AuditEvent(AuditChain.keysMade, .access, risk: risk, id: registrar.clock.newID())
      .by(session).about(Landmark.memberships, member)
    var changes = AuditChanges()
    changes.set(AuditChanges.signingKey, to: signing)
    changes.set(AuditChanges.publicKey, to: key)
    made.changes = try seal(.json(changes.json), "changes", made)
    events.append(made)
  }

  /// Gives a member who has lost the keys what their role needs, to the public key that their login has now: they came
  /// back by another organisation, or their last day was past when keys were renewed.
  ///
  /// - Throws: ``RegistrarError/refused(_:)`` for who holds the keys, whose last day is past, or whose sign-in is not
  ///   theirs yet, and where the log was altered.
  func giveKeysAnew(to record: Record) throws(RegistrarError) {
    guard let member = record.id, session.organization != 0 else { throw .notFound }
    if keys.alteredEntry != nil {
      throw .refused([
        Violation("The newest entry of the log is not what was written. Run lodge audit verify first.")
      ])
    }
    let day = today.description
    let living = KeyGiving.isLiving(on: today, at: now)
    let row = try store { () throws(StorageError) in
      try database.row(
        "SELECT u.public_key, u.state, EXISTS (SELECT 1 FROM key_grants k WHERE k.organization_id = m.organization_id AND k.membership_id = m.id AND k.scope = 'organization' AND k.revoked_at IS NULL AND k.deleted_at IS NULL), EXISTS (SELECT 1 FROM role_assignments a JOIN roles r ON r.organization_id = a.organization_id AND r.id = a.role_id WHERE a.organization_id = m.organization_id AND a.membership_id = m.id AND r.code = 'ADM' AND a.deleted_at IS NULL AND a.starts_on <= \(day) AND (a.ends_on IS NULL OR a.ends_on >= \(day))), (\(living)) FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(session.organization) AND m.id = \(member)"
      )
    }
    guard let row, let key = row[0].bytes else { throw .notFound }
    if row[2].integer == 1 {
      throw .refused([Violation("This member has the keys. Nothing is to be given.")])
    }
    guard row[1].text == "active" else {
      throw .refused([Violation("This sign-in is not in use. Give the person a new sign-in code.")])
    }
    guard row[4].integer == 1 else {
      throw .refused([Violation("The last day of this membership is past. Move it on first.")])
    }
    guard try give(row[3].integer == 1 ? .administrator : .worker, to: key, member) else { return }
    try noteKey(of: member, .critical)
  }

  /// Gives a member whose last day was moved on the key that they did not get while it was past.
  ///
  /// Where the log was altered, or does not know the key that their login has now, those who lead are told instead.
  func giveKeysBack(to member: RecordID) throws(RegistrarError) {
    guard session.organization != 0 else { return }
    let living = KeyGiving.isLiving(on: today, at: now)
    let key = try store { () throws(StorageError) in
      try database.value(
        "SELECT u.public_key FROM memberships m JOIN users u ON u.organization_id = 0 AND u.id = m.user_id WHERE m.organization_id = \(session.organization) AND m.id = \(member) AND \(living) AND u.state = 'active' AND EXISTS (SELECT 1 FROM key_grants k WHERE k.organization_id = m.organization_id AND k.membership_id = m.id AND k.revoked_reason = \(Repository.isOver)) AND NOT EXISTS (SELECT 1 FROM key_grants k WHERE k.organization_id = m.organization_id AND k.membership_id = m.id AND k.scope = 'organization' AND k.revoked_at IS NULL AND k.deleted_at IS NULL)"
      ).bytes
    }
    guard let key else { return }
    let standing = try store { () throws(StorageError) in
      try keys.own.standing(of: key, member, in: database)
    }
    guard keys.alteredEntry == nil, standing == .known else {
      leftWithoutKey.insert(member)
      return
    }
    _ = try give(.worker, to: key, member)
  }
}
