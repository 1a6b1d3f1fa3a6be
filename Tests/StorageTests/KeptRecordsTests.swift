import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// What may be removed, and what the log tells of a record.
@Suite(.homes) struct KeptRecordsTests {
  private func whyKept(_ record: Record, in home: Home) async throws -> String? {
    do {
      _ = try await home.registrar.remove(
        record, reason: "A try.", command: home.time.newID(), for: home.administrator)
      return nil
    } catch RegistrarError.refused(let violations) {
      return violations.first?.words
    }
  }

  @Test func `nobody's way in is removed`() async throws {
    let home = try await Home.fixture()
    _ = try await home.session(.manager)
    for name in ["memberships", "roles", "role_assignments"] {
      let records = try await home.registrar.records(Query(name), for: home.administrator)
      #expect(!records.isEmpty || name == "role_assignments")
      for record in records {
        #expect(
          try await whyKept(record, in: home)?.hasSuffix("are ended or changed, never removed.") == true)
      }
    }
  }

  @Test func `what something rests on stays, what has gone on its way too`() async throws {
    let home = try await Home.fixture()
    let lodger = try await home.resident("Ada", "One", in: home.maple)
    #expect(try await whyKept(lodger, in: home) != nil)
    let alone = try await home.resident("Bea", "Two")
    #expect(try await whyKept(alone, in: home) == nil)
    let house = try await home.registrar.record(
      home.maple, of: home.registrar.catalogue.type("houses"), for: home.administrator)
    #expect(try await whyKept(house, in: home) != nil)
  }

  @Test func `the log tells of a record no more than the record itself`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Ada", "One", in: home.maple)
    let worker = try await home.session(.worker, houses: [home.maple])
    try await home.entrust(resident, to: worker)
    var note = Record(.caseNotes)
    note["resident_id"] = try #require(resident.id).value
    note["content"] = .text("Told in confidence.")
    note["visibility"] = .text("private")
    let saved = try await home.save(note, as: worker)
    let log = home.registrar.catalogue.type("audit_log")
    let about = Query(log.id).where(.equals("subject_id", try #require(saved.id).value))
    for role in [Role.administrator, .auditor, .manager] {
      let session = try await home.session(role)
      for entry in try await home.registrar.records(about, for: session) {
        #expect(!"\(entry["changes"])".contains("confidence"))
        let whole = try await home.registrar.record(try #require(entry.id), of: log, for: session)
        #expect(!"\(whole["changes"])".contains("confidence"))
      }
    }
    let entries = try await home.registrar.records(
      Query(log.id).where(.equals("subject_id", try #require(resident.id).value)), for: home.administrator)
    let first = try await home.registrar.record(
      try #require(entries.first?.id), of: log, for: home.administrator)
    #expect("\(first["changes"])".contains("One"))
  }
}
