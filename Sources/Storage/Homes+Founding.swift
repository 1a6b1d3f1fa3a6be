import Records
import Sealing

/// Somebody whose keys were just made, on the way to the actor.
struct MadePerson: Sendable {
  let id: RecordID
  let seed: LockedBuffer
  let slot: Slot
  let publicKey: [UInt8]
  let signingPublicKey: [UInt8]
}

/// Those who hold the keys of a new organisation from its first moment.
struct Founders: Sendable {
  let administrator: MadePerson
  let recovery: MadePerson
  var platform: (NewPerson, MadePerson)?
}

extension PasswordWork {
  /// A new seed under a password.
  @concurrent
  static func makePerson(
    _ password: LockedBuffer, id: RecordID, kind: Slot.Kind = .password, parameters: Argon2Parameters
  ) async throws(StorageError) -> MadePerson {
    let composed = try PasswordText.composed(password)
    return try sealing { () throws(SealingError) in
      let vault = try Vault()
      defer { vault.close() }
      let identity = try vault.makeIdentity()
      let slot = try vault.makeSlot(
        for: identity, password: composed, kind: kind, owner: id, parameters: parameters)
      return MadePerson(
        id: id, seed: try vault.arena.copy(of: identity.seed), slot: slot, publicKey: identity.publicKey,
        signingPublicKey: identity.signingPublicKey)
    }
  }
}

extension Repository {
  /// Writes the first rows of a home: the platform, the first organisation, its administrator, every key.
  func found(_ home: NewHome, _ founders: Founders, at now: Instant) throws(StorageError) {
    let salt = Randomness.bytes(16)
    try writing { (database) throws(StorageError) in
      try database.run(
        "INSERT INTO home (organization_id, installation_salt, is_demonstration, schema_generation, created_at) VALUES (0, \(salt), \(SQLValue.flag(home.isDemonstration)), \(generation), \(now.milliseconds))"
      )
      let platform = try makeKeyring(of: 0, in: database)
      defer { platform.release() }
      try makePlatform(home, at: now, in: database)
      try begin(logOf: 0, AuditChain.platformKeys, at: now, in: database)
      try AuditChain.append(
        try makeRoles(of: 0, platform, at: now, in: database), to: 0, at: now, keys: AuditChain.platformKeys,
        mac: vault.mac, in: database)
      _ = try keepForRecovery(platform, founders.recovery, at: now, in: database)
      if let (person, made) = founders.platform {
        let login = NewLogin(person: person, made: made, isInvited: false)
        try join(login, 0, platform, platform, by: nil, at: now, in: database)
      }
      try makeOrganization(
        1, home.organization, home.administrator, founders, platform, at: now, in: database)
    }
  }

  /// Copies everything into the file, so that it can be moved alone.
  func settle() throws(StorageError) {
    let isDone = try lock.alone(for: 2_000, orElse: StorageError.busy) { () throws(StorageError) in
      try writer.checkpoint()
    }
    guard isDone else { throw .busy }
  }

  private func makePlatform(_ home: NewHome, at now: Instant, in database: any Database) throws(StorageError)
  {
    try insert(
      "subscription_plans", 0, .fresh(at: now),
      [
        ("tier", .text("professional")), ("name", .text("Professional")), ("features", .text("{}")),
        ("is_active", .integer(1)),
      ], by: nil, at: now, in: database)
    try makeOrganizationRow(
      0, NewOrganization(name: "Platform", country: home.organization.country, zone: home.organization.zone),
      at: now, in: database)
  }

  /// Makes an organisation with its keys, its log, its recovery slot and its first administrator.
  func makeOrganization(
    _ number: Int, _ organization: NewOrganization, _ administrator: NewPerson, _ founders: Founders,
    _ platform: Keyring, at now: Instant, in database: any Database
  ) throws(StorageError) {
    let keyring = try makeKeyring(of: number, in: database)
    defer { keyring.release() }
    let row = try makeOrganizationRow(number, organization, at: now, in: database)
    try begin(logOf: number, keyring.auditKeys, at: now, in: database)
    let kept = try keepForRecovery(keyring, founders.recovery, at: now, in: database)
    let created = AuditEvent("organization.created", .system, risk: .medium, id: .fresh(at: now))
      .about("organizations", row)
    let roles = try makeRoles(of: number, keyring, at: now, in: database)
    try AuditChain.append(
      [created] + roles + kept, to: number, at: now, keys: keyring.auditKeys, mac: vault.mac, in: database)
    var person = administrator
    person.role = .administrator
    let login = NewLogin(person: person, made: founders.administrator, isInvited: false)
    try join(login, number, keyring, platform, by: nil, at: now, in: database)
  }

  private func makeKeyring(of organization: Int, in database: any Database) throws(StorageError) -> Keyring {
    let outer = try sealing { () throws(SealingError) in try vault.arena.holdRandom() }
    let keyring = try Keyring(
      organization: organization, outer: outer, outerVersion: 1, vault: vault, in: database)
    try keyring.makeOrganizationKeys(in: database)
    return keyring
  }

  private func begin(
    logOf organization: Int, _ keys: [Int: AuditMAC.Key], at now: Instant, in database: any Database
  ) throws(StorageError) {
    var event = AuditEvent(AuditChain.begun, .system, id: .fresh(at: now))
    event.command = RecordID(bytes: Randomness.bytes(16))
    try AuditChain.append([event], to: organization, at: now, keys: keys, mac: vault.mac, in: database)
  }

  @discardableResult
  private func makeOrganizationRow(
    _ number: Int, _ organization: NewOrganization, at now: Instant, in database: any Database
  ) throws(StorageError) -> RecordID {
    let id = RecordID.fresh(at: now)
    let plan = try database.value(
      "SELECT id FROM subscription_plans WHERE organization_id = 0 ORDER BY id LIMIT 1")
    try insert(
      "organizations", 0, id,
      [
        ("number", .integer(number)), ("name", .text(organization.name)), ("state", .text("active")),
        ("plan_id", plan), ("country", .text(organization.country)),
        ("currency", .text(organization.currency)), ("time_zone", .text(organization.zone)),
        ("locale", .text(organization.locale)), ("financial_year_start_month", .integer(4)),
      ], by: nil, at: now, in: database)
    return id
  }

  /// - Returns: What the log says of them.
  private func makeRoles(
    of organization: Int, _ keyring: Keyring, at now: Instant, in database: any Database
  ) throws(StorageError) -> [AuditEvent] {
    var events: [AuditEvent] = []
    for role in Role.allCases where organization != 0 || role == .platform {
      let id = RecordID.fresh(at: now)
      let cells: [(String, SQLValue)] = [
        ("code", .text(role.rawValue)), ("name", .text(role.title)), ("is_system", .integer(1)),
        ("reach", .text(role.reach)), ("can_break_glass", .flag(Role.whoMayBreakGlass.contains(role))),
        ("idle_minutes", .integer(10)), ("session_hours", .integer(12)),
        ("is_active", .flag(organization == 0 || role != .platform)),
      ]
      try insert("roles", organization, id, cells, by: nil, at: now, in: database)
      var made = event("role.created", .high, "roles", id, nil, now)
      made.changes = try seal(AuditChanges(of: cells), of: made, with: keyring, in: database)
      events.append(made)
    }
    return events
  }
}

extension Role {
  fileprivate static let whoMayBreakGlass: Set<Role> = [.administrator, .manager, .leader, .worker, .night]

  fileprivate var reach: String {
    switch self {
    case .platform, .administrator, .safeguarding, .finance: "organization"
    case .manager, .leader, .night, .auditor: "house"
    case .worker: "caseload"
    }
  }
}
