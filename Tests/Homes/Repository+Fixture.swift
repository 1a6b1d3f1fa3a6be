import Records
import Sealing
import Storage

/// Rows that a real home gets by founding it, inviting people and signing in, written without a password.
extension Repository {
  /// Two organisations with their roles, keys and logs; the first has two houses.
  func foundFixture(at now: Instant) throws -> (maple: RecordID, oak: RecordID) {
    try write { (database) throws(StorageError) in
      try database.run(
        "INSERT INTO home (organization_id, installation_salt, is_demonstration, schema_generation, created_at) VALUES (0, \(Randomness.bytes(16)), 1, 1, \(now.milliseconds))"
      )
      let plan = RecordID.next(now)
      try insert(
        "subscription_plans", 0, plan,
        [("tier", .text("professional")), ("name", .text("Professional")), ("features", .text("{}"))], now,
        database)
      for (number, name) in [(0, "Platform"), (1, "Tallow Bridge Trust"), (2, "Other Shore")] {
        try insert(
          "organizations", 0, .next(now),
          [
            ("number", .integer(number)), ("name", .text(name)), ("state", .text("active")),
            ("plan_id", .id(plan)), ("country", .text("GB")), ("currency", .text("GBP")),
            ("time_zone", .text("Europe/London")), ("locale", .text("en_GB")),
          ], now, database)
        try makeKeys(of: number, at: now, in: database)
        for role in Role.allCases {
          try insert(
            "roles", number, .next(now),
            [
              ("code", .text(role.rawValue)), ("name", .text(role.title)), ("is_system", .integer(1)),
              ("reach", .text("house")), ("idle_minutes", .integer(10)), ("is_active", .integer(1)),
            ], now, database)
        }
      }
      let property = RecordID.next(now)
      try insert(
        "properties", 1, property,
        [("name", .text("Tallow Bridge")), ("state", .text("open")), ("tenure", .text("owned"))], now,
        database)
      return (
        try house("Maple House", "MAP", property, now, database),
        try house("Oak House", "OAK", property, now, database)
      )
    }
  }

  private func house(
    _ name: String, _ code: String, _ property: RecordID, _ now: Instant, _ database: any Database
  ) throws(StorageError) -> RecordID {
    let id = RecordID.next(now)
    try insert(
      "houses", 1, id,
      [
        ("property_id", .id(property)), ("name", .text(name)), ("code", .text(code)),
        ("state", .text("open")),
        ("service_model", .text("supported_housing")), ("jurisdiction", .text("england")),
        ("time_zone", .text("Europe/London")),
      ], now, database)
    return id
  }

  private func makeKeys(
    of number: Int, at now: Instant, in database: any Database
  ) throws(StorageError) {
    do {
      let outer = try outer(of: number)
      let keyring = try Keyring(
        organization: number, outer: outer, outerVersion: 1, vault: vault, in: database)
      try keyring.makeOrganizationKeys(in: database)
      var event = AuditEvent(AuditChain.begun, .system, id: .next(now))
      event.command = .next(now)
      let keys = number == 0 ? AuditChain.platformKeys : keyring.auditKeys
      try AuditChain.append([event], to: number, at: now, keys: keys, mac: vault.mac, in: database)
      keyring.release()
    } catch {
      throw .sealing
    }
  }

  /// A member of one role whose session is open.
  func member(
    _ role: Role, named name: String, houses: Set<RecordID>?, organization: Int, at now: Instant
  ) throws -> Session {
    let identity = try vault.makeIdentity()
    let (user, member, session) = (RecordID.next(now), RecordID.next(now), RecordID.next(now))
    let zone = Zone("Europe/London") ?? .utc
    let today = zone.day(at: now).description
    try write { (database) throws(StorageError) in
      try insert(
        "users", 0, user,
        [
          ("login_name", .bytes([0])), ("login_name_token", .bytes(user.bytes)),
          ("display_name", .bytes([0])),
          ("state", .text("active")), ("public_key", .bytes(identity.publicKey)),
          ("sealed_private_key", .bytes([0])),
        ], now, database)
      try insert(
        "memberships", organization, member,
        [
          ("user_id", .id(user)), ("state", .text("active")), ("short_name", .text(name)),
          ("starts_on", .text(today)),
        ], now, database)
      let found = try database.value(
        "SELECT id FROM roles WHERE organization_id = \(organization) AND code = \(role.rawValue)")
      let places: [RecordID?] = houses.map { $0.sorted() } ?? [nil]
      for place in places {
        try insert(
          "role_assignments", organization, .next(now),
          [
            ("membership_id", .id(member)), ("role_id", found), ("house_id", .id(place)),
            ("starts_on", .text(today)),
          ], now, database)
      }
      try insert(
        "user_sessions", organization, session,
        [
          ("membership_id", .id(member)), ("role_id", found), ("state", .text("open")),
          ("started_at", .instant(now)), ("token_hash", .bytes(session.bytes)),
        ], now, database)
    }
    try adopt(keys(of: organization, identity, at: now), for: session)
    return Session(
      id: session, organization: organization, organizationName: "Tallow Bridge Trust", user: user,
      membership: member, name: name, shortName: name, role: role, houses: houses, zone: zone,
      currency: "GBP",
      country: "GB", startedAt: now, previousStart: nil, failuresSince: 0, idleMinutes: 10,
      isDemonstration: true)
  }

  /// Opens the keys of a session again, in a repository that did not begin it.
  package func resume(_ session: Session, at now: Instant) throws {
    try adopt(keys(of: session.organization, vault.makeIdentity(), at: now), for: session.id)
  }

  private func keys(of organization: Int, _ identity: Identity, at now: Instant) throws -> SessionKeys {
    SessionKeys(
      own: try keyring(of: organization), platform: organization == 0 ? nil : try keyring(of: 0),
      identity: identity, confirmedAt: now)
  }

  private func keyring(of organization: Int) throws -> Keyring {
    try keyring(of: organization, under: outer(of: organization), version: 1)
  }

  /// A key that every session of a test's home can find again.
  package func outer(of organization: Int) throws(SealingError) -> HeldKey {
    try vault.arena.hold(count: 32) { bytes in
      for index in bytes.indices { bytes[index] = UInt8((organization * 41 + index * 7 + 3) & 0xFF) }
    }
  }

  /// A running stay of a resident in a house.
  func stay(
    of resident: RecordID, in house: RecordID, at now: Instant, isPlanned: Bool = false
  ) throws {
    try write { (database) throws(StorageError) in
      let id = RecordID.next(now)
      let count = try database.value("SELECT count(*) FROM stays WHERE organization_id = 1").integer ?? 0
      try insert(
        "stays", 1, id,
        [
          ("reference", .text("STY-2026-000\(count + 1)")),
          ("state", .text(isPlanned ? "planned" : "active")),
          ("resident_id", .id(resident)),
          ("house_id", .id(house)), ("starts_on", .text("2026-01-05")), ("cohort", .text("any")),
          ("legal_basis", .text("licence")), ("funding_source", .text("self")),
          ("support_level", .text("medium")),
        ], now, database)
      if isPlanned { return }
      try database.run(
        "UPDATE residents SET state = 'current', revision = revision + 1 WHERE organization_id = 1 AND id = \(resident)"
      )
    }
  }

  func entrust(_ resident: RecordID, to member: RecordID, at now: Instant) throws {
    try write { (database) throws(StorageError) in
      let stay = try database.value(
        "SELECT id FROM stays WHERE organization_id = 1 AND resident_id = \(resident)")
      try insert(
        "stay_staff", 1, .next(now),
        [
          ("stay_id", stay), ("resident_id", .id(resident)), ("membership_id", .id(member)),
          ("kind", .text("key_worker")), ("starts_on", .text("2026-01-05")),
        ], now, database)
    }
  }

  private func insert(
    _ table: String, _ organization: Int, _ id: RecordID, _ values: [(String, SQLValue)], _ now: Instant,
    _ database: any Database
  ) throws(StorageError) {
    let sequence = try ChangeCounter.next(of: organization, in: database)
    let all =
      [
        ("organization_id", .integer(organization)), ("id", .id(id)), ("created_at", .instant(now)),
        ("updated_at", .instant(now)), ("revision", .integer(1)), ("change_seq", .integer(sequence)),
      ] + values
    try database.run("INSERT INTO \(name: table) (\(names: all.map(\.0))) VALUES (\(list: all.map(\.1)))")
  }
}

extension RecordID {
  static func next(_ now: Instant) -> RecordID {
    RecordID(milliseconds: now.milliseconds, random: Randomness.words())
  }
}

extension Repository {
  /// Writes down that a backup was made and proved at a moment.
  package func noteGoodBackup(at moment: Instant) throws(StorageError) {
    let id = RecordID(milliseconds: moment.milliseconds, random: Randomness.words())
    _ = try write { (database) throws(StorageError) in
      try database.run(
        "INSERT INTO backups (organization_id, id, state, kind, started_at, destination_label, verified_at, created_at, updated_at, revision, change_seq) VALUES (1, \(id), 'verified', 'full', \(moment.milliseconds), '/media/stick', \(moment.milliseconds), \(moment.milliseconds), \(moment.milliseconds), 1, \(try ChangeCounter.next(of: 1, in: database)))"
      )
    }
  }
}
