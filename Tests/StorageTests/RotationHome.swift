import Records
import Sealing
import Testing

@testable import Storage

/// A home whose keys are renewed, with an administrator, a safeguarding lead and a worker who will leave.
struct RotationHome {
  let home: TestHome
  let registrar: Registrar
  let first: Session

  init() async throws {
    home = try await TestHome()
    registrar = try home.registrar()
    first = try await home.begin()
    try await add("mlindqvist", "M. Lindqvist", .safeguarding)
    try await add("jpark", "J. Park", .worker)
    try await registrar.addResident("Ada", "Fern", for: first)
  }

  func add(_ login: String, _ name: String, _ role: Role) async throws {
    try await home.signIn.add(
      NewPerson(displayName: name, shortName: name, loginName: login, role: role, reason: "Works here."),
      password: .of(TestHome.password), by: first)
  }

  func member(_ name: String) async throws -> Record {
    try #require(
      try await registrar.records(
        Query("memberships").where(.equals("short_name", .text(name))), for: first
      ).first)
  }

  func leave(_ name: String = "J. Park", as other: Session? = nil) async throws {
    let member = try await member(name)
    let session = other ?? first
    try await home.signIn.confirm(session, .of(TestHome.password), isProof: false)
    _ = try await registrar.perform(
      try #require(member.type.action("membership.end")), on: member,
      answers: ["end_note": .text("Has left.")], command: home.time.clock.newID(), for: session)
  }

  /// Gives a member one more role, by the form.
  func assign(_ role: Role, to member: RecordID) async throws {
    let found = try await registrar.records(
      Query("roles").where(.equals("code", .text(role.rawValue))), for: first)
    var given = Record(registrar.catalogue.type("role_assignments"))
    given["membership_id"] = member.value
    given["role_id"] = try #require(found.first?.id).value
    given["starts_on"] = .day(first.zone.day(at: home.time.clock.now()))
    _ = try await registrar.save([given], command: home.time.clock.newID(), for: first)
  }

  /// The version of the organisation's key that the file is under.
  func version() throws -> Int? {
    try home.rows("SELECT max(dek_version) FROM data_keys WHERE organization_id = 1").first?[0].integer
  }

  func end() throws -> Int {
    try #require(
      try home.rows("SELECT max(sequence_number) FROM audit_log WHERE organization_id = 1").first?[0].integer)
  }

  func count(_ event: String) throws -> Int? {
    try home.rows("SELECT count(*) FROM audit_log WHERE organization_id = 1 AND event = '\(event)'")
      .first?[0].integer
  }

  /// Why the grants of a member were withdrawn, and how long what is left of them is.
  func grants(of name: String) throws -> [[SQLValue]] {
    try home.rows(
      "SELECT g.revoked_reason, length(g.wrapped_key) FROM key_grants g JOIN memberships m ON m.organization_id = g.organization_id AND m.id = g.membership_id WHERE g.organization_id = 1 AND g.scope = 'organization' AND m.short_name = '\(name)' ORDER BY g.id"
    )
  }

  func kept() async throws -> KeptKeys { try await home.repository.keptKeys(of: first) }

  func forge(
    _ event: String, _ type: String = "residents", _ subject: RecordID = .zero,
    saying changes: AuditChanges = AuditChanges(), in place: Int? = nil, with kept: KeptKeys
  ) async throws {
    try await home.repository.forge(
      event, type, subject, saying: changes, in: place, with: kept, at: home.time.clock.now())
  }

  func isIntact() async throws -> Bool {
    try await registrar.verifyAudit(for: first).allSatisfy { $0.isIntact && $0.checkedCodes }
  }
}

/// What somebody may have copied before they left.
struct KeptKeys: Sendable {
  let audit: LockedBuffer
  let sealing: LockedBuffer
  let epoch: Int
  let version: Int
}

extension Repository {
  func keptKeys(of session: Session) throws -> KeptKeys {
    guard let held = keys[session.id]?.own, let epoch = held.auditKeys.keys.max(),
      case .held(let audit)? = held.auditKeys[epoch]
    else { throw StorageError.sealing }
    let sealing = try held.newest(of: nil, in: reader)
    return KeptKeys(
      audit: try vault.arena.copy(of: audit), sealing: try vault.arena.copy(of: sealing.key), epoch: epoch,
      version: sealing.header.version)
  }

  /// Writes an entry under kept keys, as who may write the file can: behind the newest one, or over one that stands.
  func forge(
    _ name: String, _ type: String, _ subject: RecordID, saying changes: AuditChanges, in number: Int?,
    with kept: KeptKeys, at now: Instant
  ) throws {
    let file = try SQLiteDatabase(path: folder + "/lodge.db", kind: .maintenance)
    let (audit, sealing) = (try vault.arena.hold(kept.audit), try vault.arena.hold(kept.sealing))
    defer {
      vault.arena.release(audit)
      vault.arena.release(sealing)
    }
    var head = try AuditChain.end(of: 1, in: file).head
    if let number {
      let code = try file.value(
        "SELECT mac FROM audit_log WHERE organization_id = 1 AND sequence_number = \(number - 1)"
      ).bytes
      head = AuditHead(number: number - 1, code: code ?? [], epoch: kept.epoch)
      try file.run("DROP TRIGGER audit_log_bd")
      try file.run("DROP TRIGGER audit_log_bi")
      try file.run("DELETE FROM audit_log WHERE organization_id = 1 AND sequence_number = \(number)")
    }
    var event = AuditEvent(name, .access, risk: .medium, id: .fresh(at: now)).about(type, subject)
    let place = Place(organization: 1, table: "audit_log", column: "changes", row: event.id)
    event.changes = try vault.seal(
      .json(changes.json), at: place, with: sealing,
      header: SealedHeader(format: .organization, version: kept.version)
    ).bytes
    var entry = AuditEntry(event, organization: 1, after: head, epoch: kept.epoch, at: now)
    var canonical = CanonicalRow()
    entry.write(to: &canonical)
    entry.code = try vault.mac.code(of: canonical.bytes, with: .held(audit))
    try file.run("INSERT INTO audit_log (\(names: AuditEntry.columns)) VALUES (\(list: entry.row))")
  }
}
