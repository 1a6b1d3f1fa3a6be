import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// What the owner of the file can do to it, and what the log says then.
@Suite(.homes) struct AuditTests {
  private func home() async throws -> (TestHome, Registrar, Session) {
    let home = try await TestHome()
    let session = try await home.begin()
    return (home, try home.registrar(), session)
  }

  /// The fault that a member of the organisation is told of after the file was changed.
  private func fault(
    after statements: String...
  ) async throws -> AuditFault.Reason? {
    let (home, registrar, session) = try await home()
    let guarded = [
      "DROP TRIGGER audit_log_bu", "DROP TRIGGER audit_log_bd", "DROP TRIGGER audit_log_bi",
      "DROP INDEX audit_log_sequence_number_unique",
    ]
    for statement in guarded + statements { try home.tamper(statement) }
    let reports = try await registrar.verifyAudit(for: session)
    return reports.compactMap(\.fault).first?.reason
  }

  @Test func `an untouched log is intact, every code computed again`() async throws {
    let (_, registrar, session) = try await home()
    let reports = try await registrar.verifyAudit(for: session)
    #expect(reports.map(\.organization) == [0, 1])
    #expect(reports.allSatisfy { $0.isIntact && $0.checkedCodes && $0.rows > 0 })
  }

  @Test func `F12: triggers refuse to change, delete or replace a row`() async throws {
    let (home, _, _) = try await home()
    for statement in [
      "UPDATE audit_log SET at = 1 WHERE organization_id = 1",
      "DELETE FROM audit_log WHERE organization_id = 1",
      "INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log WHERE organization_id = 1 AND sequence_number = 2",
    ] {
      #expect(throws: StorageError.appendOnly) { try home.tamper(statement) }
    }
  }

  @Test func `F9: an edited column is found, and its row named`() async throws {
    let (home, registrar, session) = try await home()
    try home.tamper("DROP TRIGGER audit_log_bu")
    try home.tamper("UPDATE audit_log SET risk = 'low' WHERE organization_id = 1 AND sequence_number = 3")
    let report = try #require(try await registrar.verifyAudit(for: session).last)
    #expect(report.fault == AuditFault(3, .wrongCode))
    #expect(report.rows == 2)
  }

  @Test(arguments: [
    "at = at - 1", "event = event || 'x'", "subject_id = NULL", "changes = x''", "purpose = ''",
    "actor_id = NULL", "epoch = 1, category = 'system'", "subject_type = role_code, role_code = subject_type",
  ])
  func `every kind of edit is found`(change: String) async throws {
    let reason = try await fault(after: "UPDATE audit_log SET \(change) WHERE event = 'session.started'")
    #expect(reason == .wrongCode)
  }

  @Test func `F9: whichever column of a row is edited, the row is named`() async throws {
    let (home, registrar, session) = try await home()
    let row = TamperedRow(
      home: home, table: "audit_log", place: [("organization_id", 1), ("sequence_number", 3)])
    let columns = try row.columns
    #expect(Set(columns) == Set(AuditEntry.columns))
    for column in columns {
      let back = try row.change(column)
      let edited = try await registrar.verifyAudit(for: session).last
      #expect(edited?.fault?.number == 3, "\(column): \(String(describing: edited?.fault))")
      try row.run(back)
      let mended = try await registrar.verifyAudit(for: session).last
      try #require(mended?.isIntact == true, "\(column)")
    }
  }

  @Test func `a row that was deleted, renumbered or swapped is found`() async throws {
    let chain = "WHERE organization_id = 1 AND sequence_number"
    let deleted = try await fault(after: "DELETE FROM audit_log \(chain) = 4")
    let renumbered = try await fault(
      after: "DELETE FROM audit_log \(chain) = 4",
      "UPDATE audit_log SET sequence_number = sequence_number - 1 \(chain) > 4")
    let swapped = try await fault(
      after: "UPDATE audit_log SET sequence_number = 1000 \(chain) = 4",
      "UPDATE audit_log SET sequence_number = 4 \(chain) = 5",
      "UPDATE audit_log SET sequence_number = 5 \(chain) = 1000")
    #expect(deleted == .wrongNumber(found: 5))
    #expect(renumbered == .wrongLink)
    #expect(swapped == .wrongLink)
  }

  @Test func `F15: a log without its beginning is no log`() async throws {
    let headless = try await fault(
      after: "DELETE FROM audit_log WHERE organization_id = 1 AND sequence_number = 1")
    let empty = try await fault(after: "DELETE FROM audit_log WHERE organization_id = 1")
    #expect(headless == .wrongNumber(found: 2))
    #expect(empty == .empty)
  }

  @Test func `F10: an end cut off is found only by a head that was kept elsewhere`() async throws {
    let (home, registrar, session) = try await home()
    home.time.pass(minutes: 24 * 60)
    await home.signIn.end(session)
    let next = try await home.begin()
    let bytes = try #require(
      try home.rows("SELECT head_signature FROM audit_log WHERE event = 'head.sealed'").first?[0].bytes)
    let head = try #require(SignedHead(bytes: bytes))
    let whole = try await registrar.verifyAudit(for: next, anchors: [head])
    #expect(whole.map(\.isIntact) == [true, true])
    #expect(whole[1].heads == 1)
    #expect(whole[1].anchors == 1)
    try home.tamper("DROP TRIGGER audit_log_bd")
    try home.tamper("DELETE FROM audit_log WHERE organization_id = 1 AND sequence_number > \(head.count - 1)")
    let alone = try await registrar.verifyAudit(for: next)
    let held = try await registrar.verifyAudit(for: next, anchors: [head])
    #expect(alone[1].isIntact)
    #expect(held[1].fault?.reason == .endsBeforeAnchor(count: head.count))
  }

  @Test func `a failed sign-in taken out of the platform's log is found by the sessions after it`()
    async throws
  {
    let home = try await TestHome()
    _ = try? await home.signIn.signIn(name: TestHome.name, password: .of("not the password at all"))
    let session = try await home.begin()
    try home.tamper("DROP TRIGGER audit_log_bd")
    try home.tamper("DELETE FROM audit_log WHERE organization_id = 0 AND event = 'session.failed'")
    let reports = try await home.registrar().verifyAudit(for: session)
    #expect(reports[0].isIntact)
    #expect(reports[1].fault?.reason == .platformLogDiffers)
  }

  @Test func `without keys the links are checked, and the report says that no more was`() async throws {
    let (home, _, _) = try await home()
    try home.tamper("DROP TRIGGER audit_log_bu")
    try home.tamper("UPDATE audit_log SET risk = 'low' WHERE organization_id = 1 AND sequence_number = 3")
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .reader)
    let reports = try AuditReading.reports(in: file)
    #expect(reports.map(\.checkedCodes) == [true, false])
    #expect(reports.map(\.isIntact) == [true, true])
  }

  @Test func `F16: a deed without its entry does not happen`() async throws {
    let (home, registrar, session) = try await home()
    try home.tamper(
      "CREATE TRIGGER no_room BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'full'); END")
    let before = try home.rows("SELECT count(*) FROM residents")
    var resident = Record(registrar.catalogue.type("residents"))
    resident["family_name"] = .text("Hale")
    resident["born_on"] = Day("1999-03-04").map { .day($0) } ?? .empty
    _ = try? await registrar.save(
      [resident], command: registrar.clock.newID(), warningsAccepted: true, for: session)
    #expect(try home.rows("SELECT count(*) FROM residents") == before)
  }
}

/// Chains made by hand, as somebody who holds keys could forge them.
@Suite struct AuditVerifierTests {
  private let vault: Vault
  private let keys: [Int: AuditMAC.Key]
  private let log = RecordID(high: 7, low: 7)

  init() throws {
    vault = try Vault()
    keys = [1: .held(try vault.arena.holdRandom()), 2: .held(try vault.arena.holdRandom())]
  }

  private func chain(
    _ events: [AuditEvent], sealedWith seal: [Int: AuditMAC.Key]? = nil, epochs: [Int] = []
  ) throws -> [AuditEntry] {
    var head = AuditHead.none
    var canonical = CanonicalRow()
    var entries: [AuditEntry] = []
    for (index, event) in events.enumerated() {
      let epoch = epochs.isEmpty ? 1 : epochs[index]
      var entry = AuditEntry(event, organization: 3, after: head, epoch: epoch, at: Instant(milliseconds: 5))
      entry.write(to: &canonical)
      entry.code = try vault.mac.code(of: canonical.bytes, with: try #require((seal ?? keys)[epoch]))
      head = AuditHead(number: entry.number, code: entry.code, epoch: epoch)
      entries.append(entry)
    }
    return entries
  }

  private func event(_ name: String) -> AuditEvent {
    var event = AuditEvent(name, .data, id: RecordID(high: 1, low: UInt64.random(in: 1...(.max))))
    if name == AuditChain.begun { event.command = log }
    return event
  }

  private func fault(in entries: [AuditEntry], open: ((AuditEntry) -> AuditChanges?)? = nil) -> AuditFault? {
    var verifier = AuditVerifier(organization: 3, keys: keys, mac: vault.mac, open: open)
    do throws(AuditFault) {
      for entry in entries { try verifier.check(entry) }
      try verifier.finish()
    } catch {
      return error
    }
    return nil
  }

  @Test func `F14: a row sealed with the key of another epoch is found`() throws {
    let swapped = [1: try #require(keys[2])]
    #expect(fault(in: try chain([event("chain.started"), event("a.b")])) == nil)
    #expect(
      fault(in: try chain([event("chain.started"), event("a.b")], sealedWith: swapped))
        == AuditFault(1, .wrongCode))
    #expect(
      fault(in: try chain([event("chain.started"), event("a.b")], epochs: [1, 2]))
        == AuditFault(2, .wrongEpoch(found: 2)))
  }

  @Test func `a new epoch names the end of the one before`() throws {
    let events = [event("chain.started"), event("epoch.started"), event("a.b")]
    let entries = try chain(events, epochs: [1, 2, 2])
    var right = AuditChanges()
    right.set(AuditChanges.formerEnd, to: AuditHead(number: 1, code: entries[0].code, epoch: 1))
    var wrong = AuditChanges()
    wrong.set(AuditChanges.formerEnd, to: AuditHead(number: 1, code: entries[1].code, epoch: 1))
    #expect(fault(in: entries) { _ in right } == nil)
    #expect(fault(in: entries) { _ in wrong } == AuditFault(2, .wrongEpochStart))
    #expect(fault(in: entries) { _ in nil } == AuditFault(2, .sealedPartDamaged))
  }

  @Test func `a head counts only with the signature of who the log says holds the key`() throws {
    let member = RecordID(high: 4, low: 4)
    let (signer, other) = (try vault.makeIdentity(), try vault.makeIdentity())
    let made = event("keys.made").about("memberships", member)
    let before = try chain([event("chain.started"), made])
    let end = try #require(before.last)
    let statement = try #require(
      SignedHead(log: log, organization: 3, count: 2, code: end.code, signedAt: 5, membership: member))
    var changes = AuditChanges()
    changes.set(AuditChanges.signingKey, to: signer.signingPublicKey)

    func entries(signedBy identity: Identity) throws -> [AuditEntry] {
      var head = event("head.sealed")
      head.actor = member
      head.headSignature = try vault.sign(statement, as: identity)
      var canonical = CanonicalRow()
      var entry = AuditEntry(
        head, organization: 3, after: AuditHead(number: 2, code: end.code, epoch: 1), epoch: 1,
        at: Instant(milliseconds: 5))
      entry.write(to: &canonical)
      entry.code = try vault.mac.code(of: canonical.bytes, with: try #require(keys[1]))
      return before + [entry]
    }

    let (genuine, forged) = (try entries(signedBy: signer), try entries(signedBy: other))
    #expect(fault(in: genuine) { _ in changes } == nil)
    #expect(fault(in: forged) { _ in changes } == AuditFault(3, .wrongSignature))
  }

  @Test func `NULL and empty, text and bytes, neighbours: no two rows look alike`() throws {
    var rows: Set<[UInt8]> = []
    var base = AuditEntry(
      event("a.b"), organization: 3, after: .none, epoch: 1, at: Instant(milliseconds: 5))
    func add(_ change: (inout AuditEntry) -> Void) {
      var entry = base
      change(&entry)
      var canonical = CanonicalRow()
      entry.write(to: &canonical)
      rows.insert(canonical.bytes)
    }
    base.purpose = nil
    add { _ in }
    add { $0.purpose = "" }
    add { $0.changes = [] }
    add { $0.reason = [] }
    add { $0.subjectType = "a" }
    add { $0.role = "a" }
    #expect(rows.count == 6)
  }
}

@Suite struct AuditChangesTests {
  @Test func `go through JSON and back`() {
    var changes = AuditChanges()
    changes.set("state", "open", to: "closed \"now\"")
    changes.set(AuditChanges.formerEnd, to: AuditHead(number: 12, code: [0, 255, 16], epoch: 1))
    #expect(AuditChanges(json: changes.json) == changes)
    #expect(changes.head(AuditChanges.formerEnd)?.number == 12)
    #expect(changes.head(AuditChanges.formerEnd)?.code == [0, 255, 16])
    #expect(AuditChanges(json: "[]") == nil)
    #expect(Hexadecimal.bytes("0g") == nil)
  }
}

/// The newest entry, altered by somebody who holds the file.
@Suite(.homes) struct AlteredEndTests {
  @Test func `people still sign in, the lead is told, and the row is named`() async throws {
    let change =
      "UPDATE audit_log SET at = at + 1 WHERE organization_id = 1 AND sequence_number = (SELECT max(sequence_number) FROM audit_log WHERE organization_id = 1)"
    let home = try await TestHome()
    let administrator = try await home.begin()
    try await home.signIn.add(
      NewPerson(displayName: "lead", shortName: "lead", loginName: "lead", role: .safeguarding),
      password: .of("the first of two leads"), by: administrator)
    let number = try #require(
      try home.rows("SELECT max(sequence_number) FROM audit_log WHERE organization_id = 1").first?.first?
        .integer)
    try home.tamper("DROP TRIGGER audit_log_bu", change)
    let lead = try await home.begin("lead", "the first of two leads")
    let told = try await home.registrar().records(Query("notifications"), for: lead)
    #expect(
      told.map { $0["title"] } == [
        .text("Entry \(number) of the audit log was altered in the file. Run: lodge audit verify")
      ])
    let reports = try await home.registrar().verifyAudit(for: lead)
    let own = try #require(reports.first { !$0.isIntact })
    #expect("\(own)".contains("\(number)"))
    #expect(try home.rows("SELECT count(*) FROM audit_log WHERE event = 'audit.altered'") == [[.integer(1)]])
  }
  @Test func `a code that was cut off stops nobody the next day, and the row is named`() async throws {
    let home = try await TestHome()
    let administrator = try await home.begin()
    let number = try #require(
      try home.rows("SELECT max(sequence_number) FROM audit_log WHERE organization_id = 1").first?.first?
        .integer)
    try home.tamper(
      "DROP TRIGGER audit_log_bu",
      "UPDATE audit_log SET mac = substr(mac, 1, 16) WHERE organization_id = 1 AND sequence_number = \(number)"
    )
    home.time.pass(minutes: 24 * 60)
    await #expect(throws: RegistrarError.self) {
      try await home.registrar().sealHead(for: administrator)
    }
    let later = try await home.begin()
    let reports = try await home.registrar().verifyAudit(for: later)
    let own = try #require(reports.first { !$0.isIntact })
    #expect("\(own)".contains("\(number)"))
  }
}
