import Records
import Sealing

/// A login that is being added, with the keys made for it.
struct NewLogin: Sendable {
  let person: NewPerson
  let made: MadePerson
  /// The password was made by the machine and is good for one sign-in.
  let isInvited: Bool
}

extension Repository {
  /// Adds a login, its membership, its role and the keys that go with the role.
  ///
  /// - Returns: The membership.
  @discardableResult
  func join(
    _ login: NewLogin, _ organization: Int, _ keyring: Keyring, _ platform: Keyring, by session: Session?,
    at now: Instant, in database: any Database
  ) throws(StorageError) -> RecordID {
    let person = login.person
    let member = RecordID.fresh(at: now)
    let actor = session?.membership ?? member
    let today = try self.organization(organization, in: database).zone.day(at: now)
    try insertUser(login, platform, member, by: session?.user, at: now, in: database)
    let cells: [(String, SQLValue)] = [
      ("user_id", .id(login.made.id)), ("state", .text(login.isInvited ? "invited" : "active")),
      ("short_name", .text(person.shortName)), ("job_title", .optional(person.jobTitle)),
      ("starts_on", .text((person.startsOn ?? today).description)),
      ("ends_on", .optional(person.endsOn?.description)), ("is_primary", .integer(1)),
      ("is_kiosk", .integer(0)), ("all_houses", .flag(person.houses == nil)),
      ("invited_by", .id(session?.membership)),
    ]
    try insert("memberships", organization, member, cells, by: actor, at: now, in: database)
    var joined = event("membership.created", .high, "memberships", member, session, now)
    joined.changes = try seal(AuditChanges(of: cells), of: joined, with: keyring, in: database)
    var events = [
      event("user.\(login.isInvited ? "invited" : "created")", .high, "users", login.made.id, session, now),
      joined,
    ]
    var made = event(AuditChain.keysMade, .medium, "memberships", member, session, now)
    made.changes = try seal(AuditChanges(keysOf: login.made), of: made, with: keyring, in: database)
    events.append(made)
    events += try assign(
      person.role, person.houses, to: member, organization, keyring, from: person.startsOn ?? today,
      until: person.endsOn, reason: person.reason, by: session, at: now, in: database)
    events += try grantKeys(
      of: person.role, to: login.made.publicKey, member, organization, keyring, platform, by: session,
      at: now,
      in: database)
    try note(events, organization, keyring, by: session, at: now, in: database)
    return member
  }

  /// Writes events down as acts of a session, or of nobody where there is none yet.
  func note(
    _ events: [AuditEvent], _ organization: Int, _ keyring: Keyring, by session: Session?, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    if let session, session.organization == organization {
      return try record(events, for: session, at: now, in: database)
    }
    let keys = organization == 0 ? AuditChain.platformKeys : keyring.auditKeys
    try AuditChain.append(events, to: organization, at: now, keys: keys, mac: vault.mac, in: database)
  }

  func event(
    _ name: String, _ risk: AuditEvent.Risk, _ type: String, _ id: RecordID, _ session: Session?,
    _ now: Instant
  ) -> AuditEvent {
    let event = AuditEvent(name, .access, risk: risk, id: .fresh(at: now)).about(type, id)
    return session.map { event.by($0) } ?? event
  }

  private func insertUser(
    _ login: NewLogin, _ platform: Keyring, _ member: RecordID, by user: RecordID?, at now: Instant,
    in database: any Database
  ) throws(StorageError) {
    let (person, made) = (login.person, login.made)
    let home = try facts(in: database)
    try insert(
      "users", 0, made.id,
      [
        ("login_name", try seal(person.loginName, "login_name", made.id, platform, in: database)),
        ("login_name_token", .bytes(try loginToken(person.loginName, home))),
        ("display_name", try seal(person.displayName, "display_name", made.id, platform, in: database)),
        ("state", .text(login.isInvited ? "invited" : "active")), ("public_key", .bytes(made.publicKey)),
        ("sealed_private_key", .bytes(made.slot.bytes)),
        ("signing_public_key", .bytes(made.signingPublicKey)), ("primary_membership_id", .id(member)),
        ("must_change_password", .flag(login.isInvited)), ("failed_count", .integer(0)),
        ("password_changed_at", login.isInvited ? .null : .instant(now)),
        ("invited_at", login.isInvited ? .instant(now) : .null), ("preferences", .text("{}")),
      ], by: user, at: now, in: database)
  }

  private func seal(
    _ text: String, _ column: String, _ row: RecordID, _ platform: Keyring, in database: any Database
  ) throws(StorageError) -> SQLValue {
    let (key, header) = try platform.newest(of: nil, in: database)
    let place = Place(organization: 0, table: "users", column: column, row: row)
    return .bytes(
      try sealing { () throws(SealingError) in
        try vault.seal(.text(Text.composed(text)), at: place, with: key, header: header).bytes
      })
  }

  /// Gives a member a role, one row for each house.
  func assign(
    _ role: Role, _ houses: Set<RecordID>?, to member: RecordID, _ organization: Int, _ keyring: Keyring,
    from start: Day, until end: Day?, reason: String?, by session: Session?, at now: Instant,
    in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let found = try database.value(
      "SELECT id FROM roles WHERE organization_id = \(organization) AND code = \(role.rawValue) AND deleted_at IS NULL"
    )
    guard let row = found.id else { throw .missingReference }
    let places: [RecordID?] = houses.map { $0.sorted() } ?? [nil]
    var events: [AuditEvent] = []
    for house in places {
      let id = RecordID.fresh(at: now)
      let cells: [(String, SQLValue)] = [
        ("membership_id", .id(member)), ("role_id", .id(row)), ("house_id", .id(house)),
        ("starts_on", .text(start.description)), ("ends_on", .optional(end?.description)),
        ("reason", .optional(reason)),
      ]
      try insert(
        "role_assignments", organization, id, cells, by: session?.membership ?? member, at: now, in: database)
      let risk: AuditEvent.Risk = role == .administrator || role == .safeguarding ? .critical : .high
      var given = event("role_assignment.created", risk, "role_assignments", id, session, now)
      given.changes = try seal(AuditChanges(of: cells), of: given, with: keyring, in: database)
      events.append(given)
    }
    return events
  }

  /// Seals to a member what the role needs: the organisation's key, and the platform's for who keeps its people.
  func grantKeys(
    of role: Role, to publicKey: [UInt8], _ member: RecordID, _ organization: Int, _ keyring: Keyring,
    _ platform: Keyring, by session: Session?, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    let giving = KeyGiving(
      organization: organization, own: keyring, platform: platform, giver: session?.membership, now: now)
    return try giving.give(role, to: publicKey, member, in: database).map {
      event("key_grant.created", .high, "key_grants", $0, session, now)
    }
  }
}

extension AuditChanges {
  /// What was written into the columns of a row that no form wrote, as a save of it would tell.
  init(of cells: [(String, SQLValue)]) {
    self.init()
    for (name, value) in cells where !value.isNull { set(name, to: value.logged) }
  }

  /// The public halves of somebody's keys.
  init(keysOf made: MadePerson) {
    self.init()
    set(AuditChanges.signingKey, to: made.signingPublicKey)
    set(AuditChanges.publicKey, to: made.publicKey)
  }
}

extension SQLValue {
  /// The value as ``Value/logged`` has it.
  fileprivate var logged: String {
    switch self {
    case .null: ""
    case .integer(let number): String(number)
    case .text(let text): text
    case .bytes(let bytes): RecordID(bytes: bytes)?.description ?? "\(bytes.count) bytes"
    }
  }
}
