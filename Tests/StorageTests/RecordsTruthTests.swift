import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Records that somebody changed past the program, held against what the log says of them.
@Suite(.homes) struct RecordsTruthTests {
  /// A home whose administrator knows a resident called Ada Whole with a flag, and an agency that was removed.
  private func home() async throws -> (TestHome, Registrar, Session, resident: Record) {
    let home = try await TestHome()
    let session = try await home.begin()
    let registrar = try home.registrar()
    func save(_ record: Record) async throws -> Record {
      let command = RecordID.fresh(at: home.time.clock.now())
      let receipt = try await registrar.save([record], command: command, warningsAccepted: true, for: session)
      return try #require(receipt.records.first)
    }
    var resident = Record(.residents)
    resident["given_name"] = .text("Ada")
    resident["family_name"] = .text("Before")
    resident["born_on"] = .day(Day(number: 12_000))
    resident = try await save(resident)
    resident["family_name"] = .text("Whole")
    resident = try await save(resident)
    var agency = Record(.agencies)
    agency["name"] = .text("Quay Clinic")
    agency["agency_type"] = .text("health")
    agency = try await save(agency)
    _ = try await registrar.remove(
      agency, reason: "Entered twice", command: RecordID.fresh(at: home.time.clock.now()), for: session)
    return (home, registrar, session, resident)
  }

  private func found(after statement: String) async throws -> [RecordsReport.Difference] {
    let (home, registrar, session, _) = try await home()
    try home.tamper(statement)
    return try await registrar.verifyRecords(for: session).differing
  }

  @Test func `records that went through the door are as the log says, the founding ones too`() async throws {
    let (_, registrar, session, _) = try await home()
    let report = try await registrar.verifyRecords(for: session)
    #expect(report.differing.isEmpty)
    #expect(report.records > 10)
  }

  @Test func `F9: a plain value is found, and its field named`() async throws {
    let found = try await found(after: "UPDATE agencies SET agency_type = 'police'")
    #expect(found.map(\.type) == ["agencies"])
    #expect(found.map(\.what) == [.value(field: "Type")])
  }

  /// What the log keeps of no record: who wrote it and when.
  private static func isUntold(_ column: String) -> Bool {
    [
      "created_at", "created_by", "updated_at", "updated_by", "deleted_by", "revision", "change_seq",
    ].contains(column)
  }

  @Test func `F9: whichever column of a resident is edited, the record and its field are named`() async throws
  {
    let (home, registrar, session, resident) = try await home()
    let names = [resident[FieldKey<String>("reference")], resident.id?.description].compactMap(\.self)
    let row = TamperedRow(home: home, table: "residents", place: [("organization_id", 1)])
    let columns = try row.columns
    #expect(columns.count > 60)
    for column in columns where !Self.isUntold(column) {
      let back = try row.change(column)
      let found = try await registrar.verifyRecords(of: ["residents"], for: session).differing
      #expect(found.allSatisfy { $0.type == "residents" }, "\(column): \(found)")
      switch column {
      case "organization_id", "id":
        #expect(found.contains { if case .missing = $0.what { true } else { false } }, "\(found)")
      case "deleted_at": #expect(found.map(\.what) == [.removal], "\(found)")
      case let column where TokenColumn.field(of: column, in: resident.type) != column:
        let field = resident.type.field(TokenColumn.field(of: column, in: resident.type))
        let label = try #require(field?.label, "\(column)")
        #expect(found.map(\.what) == [.token(field: label)], "\(column): \(found)")
        #expect(names.contains(found.first?.record ?? ""), "\(column): \(found)")
      default:
        let label = try #require(resident.type.field(column)?.label, "\(column)")
        #expect(found.map(\.what) == [.value(field: label)], "\(column): \(found)")
        #expect(column == "reference" || names.contains(found.first?.record ?? ""), "\(column): \(found)")
      }
      try row.run(back)
      let mended = try await registrar.verifyRecords(of: ["residents"], for: session)
      try #require(mended.isTrue, "\(column)")
    }
  }

  @Test func `a value in a field that nobody ever filled is found`() async throws {
    let found = try await found(after: "UPDATE agencies SET area_covered = 'Everywhere'")
    #expect(found.map(\.what) == [.value(field: "Area covered")])
  }

  @Test func `an older sealed value that is put back is found`() async throws {
    let (home, registrar, session, resident) = try await home()
    let id = try #require(resident.id)
    let old = try home.rows("SELECT hex(family_name) FROM residents WHERE organization_id = 1").first?[0].text
    var changed = resident
    changed["family_name"] = .text("After")
    _ = try await registrar.save(
      [changed], command: RecordID.fresh(at: home.time.clock.now()), warningsAccepted: true, for: session)
    #expect(try await registrar.verifyRecords(for: session).isTrue)
    try home.tamper("UPDATE residents SET family_name = x'\(try #require(old))'")
    // It opens where it lies: only the log knows that it is not the last.
    #expect(try await registrar.verifySealed(for: session).isSound)
    let report = try await registrar.verifyRecords(for: session)
    let reference = resident[FieldKey<String>("reference")] ?? id.description
    #expect(
      report.differing == [
        RecordsReport.Difference(type: "residents", record: reference, what: .value(field: "Family name"))
      ])
  }

  @Test func `a record taken out is found, with the row that knows it`() async throws {
    let (home, registrar, session, _) = try await home()
    let agency = try #require(try home.rows("SELECT id FROM agencies").first?[0].id)
    let row = try #require(
      try home.rows("SELECT sequence_number FROM audit_log WHERE event = 'agency.created'").first?[0].integer)
    try home.tamper("DELETE FROM agencies")
    let report = try await registrar.verifyRecords(for: session)
    #expect(
      report.differing == [
        RecordsReport.Difference(type: "agencies", record: agency.description, what: .missing(row: row))
      ])
  }

  @Test func `a record that is shown again is found`() async throws {
    let found = try await found(after: "UPDATE agencies SET deleted_at = NULL, deleted_by = NULL")
    #expect(found.map(\.what) == [.removal])
  }

  @Test func `a record that was slipped in is found`() async throws {
    let (home, registrar, session, _) = try await home()
    try home.tamper(
      "CREATE TEMP TABLE twin AS SELECT * FROM agencies",
      "UPDATE twin SET id = randomblob(16), name = 'Slipped in'", "INSERT INTO agencies SELECT * FROM twin")
    let report = try await registrar.verifyRecords(for: session)
    #expect(report.differing.map(\.what) == [.unknown])
  }

  @Test func `jobs leave every record as the log says`() async throws {
    let (home, registrar, session, _) = try await home()
    #expect(try await !registrar.runJobs(for: session).isEmpty)
    try home.tamper("UPDATE scheduled_jobs SET next_run_at = 1")
    #expect(try await registrar.verifyRecords(for: session).differing.isEmpty)
  }

  @Test func `a job that was switched off past the program is found`() async throws {
    let (home, registrar, session, _) = try await home()
    _ = try await registrar.runJobs(for: session)
    try home.tamper(
      "UPDATE scheduled_jobs SET state = 'retired' WHERE code = (SELECT min(code) FROM scheduled_jobs)")
    #expect(
      try await registrar.verifyRecords(for: session).differing.map(\.what) == [.value(field: "State")])
  }

  @Test func `of a login whose values the log did not keep yet only later changes are compared`() async throws
  {
    let (home, registrar, session, _) = try await home()
    // As a version before this one wrote it: the row and the event, and no values.
    try home.tamper("DROP TRIGGER audit_log_bu")
    try home.tamper("UPDATE audit_log SET changes = NULL WHERE event = 'membership.created'")
    let report = try await registrar.verifyRecords(for: session)
    #expect(report.differing.isEmpty)
    #expect(report.unspoken == 1)
  }

  @Test func `only who may read the log may ask`() async throws {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker)
    await #expect(throws: RegistrarError.self) { try await home.registrar.verifyRecords(for: worker) }
  }
}
