import Foundation
import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// What the files keep of somebody who must not be found out.
@Suite(.homes) struct AnonymityTests {
  /// The door of a terminal for residents, at which anonymous things may be written.
  private func kiosk(of home: Home) throws -> Registrar {
    let path =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Data/Permissions.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let csv = text.split(whereSeparator: \.isNewline).map { line in
      line.hasPrefix("grievances_anonymous,")
        ? "grievances_anonymous,,RA:org,,,RAE:org,C:org,,,"
        : line.hasPrefix("surveys,")
          ? "surveys,,CRUVE:org,CRUE:house,R:house,R:org,CR:org,,,R:org" : "\(line)"
    }
    return Registrar(
      repository: home.registrar.repository, catalogue: home.registrar.catalogue,
      matrix: try PermissionMatrix(csv: csv.map { $0 + "\r\n" }.joined()), lists: home.registrar.lists,
      clock: home.registrar.clock)
  }

  private func database(of home: Home) throws -> SQLiteDatabase {
    try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
  }

  /// Midnight UTC of the day on which the test's home stands.
  private static let day = HomeTime.start.milliseconds / 86_400_000 * 86_400_000

  private static func time(of id: RecordID) -> Int { Int(id.high >> 16) }

  private func grievance() -> Record {
    var grievance = Record(Catalogue.house.type("grievances"))
    grievance[.category] = "food"
    grievance[.content] = "The soup is cold."
    return grievance
  }

  @Test func `the row of a grievance has no author and no hour`() async throws {
    let home = try await Home.fixture()
    let door = try kiosk(of: home)
    let worker = try await home.session(.worker)
    home.time.pass(minutes: 7)
    let command = home.time.newID()
    let receipt = try await door.save([grievance()], command: command, for: worker)
    #expect(receipt.undo == nil)
    let row = try #require(
      try database(of: home).row(
        "SELECT organization_id, id, created_by, created_at, updated_by, updated_at FROM grievances"))
    #expect(row[2] == .null && row[4] == .null)
    #expect(row[3].integer == Self.day && row[5].integer == Self.day)
    #expect(Self.time(of: try #require(row[1].id)) == Self.day)
  }

  @Test func `the log tells that a grievance came, and neither who nor when that day`() async throws {
    let home = try await Home.fixture()
    let door = try kiosk(of: home)
    let worker = try await home.session(.worker)
    home.time.pass(minutes: 7)
    let command = home.time.newID()
    _ = try await door.save([grievance()], command: command, for: worker)
    let row = try #require(
      try database(of: home).row(
        "SELECT organization_id, actor_id, session_id, role_code, at, id, command_id FROM audit_log WHERE subject_type = 'grievances'"
      ))
    #expect(row[1] == .null && row[2] == .null && row[3] == .null)
    #expect(row[4].integer == Self.day)
    #expect(Self.time(of: try #require(row[5].id)) == Self.day)
    #expect(Self.time(of: try #require(row[6].id)) == 0)
    let reports = try await home.registrar.verifyAudit(for: home.administrator)
    #expect(reports.allSatisfy { $0.fault == nil })
  }

  @Test func `the same grievance sent twice is kept once`() async throws {
    let home = try await Home.fixture()
    let door = try kiosk(of: home)
    let worker = try await home.session(.worker)
    let command = home.time.newID()
    _ = try await door.save([grievance()], command: command, for: worker)
    _ = try await door.save([grievance()], command: command, for: worker)
    #expect(try database(of: home).value("SELECT count(*) FROM grievances") == .integer(1))
  }

  @Test func `the table itself takes no author for a grievance`() async throws {
    let home = try await Home.fixture()
    let door = try kiosk(of: home)
    let worker = try await home.session(.worker)
    _ = try await door.save([grievance()], command: home.time.newID(), for: worker)
    #expect(throws: StorageError.self) {
      try database(of: home).run("UPDATE grievances SET created_by = \(worker.membership)")
    }
    #expect(throws: StorageError.self) {
      try database(of: home).run("UPDATE grievances SET created_at = created_at + 1")
    }
  }

  @Test func `who answers a grievance is known`() async throws {
    let home = try await Home.fixture()
    let door = try kiosk(of: home)
    let worker = try await home.session(.worker)
    _ = try await door.save([grievance()], command: home.time.newID(), for: worker)
    let lead = try await home.session(.safeguarding)
    let read = try #require(try await door.records(Query("grievances"), for: lead).first)
    #expect(read[.content] == "The soup is cold.")
    let look = try #require(read.type.action("grievance.look-at"))
    _ = try await door.perform(look, on: read, answers: [:], command: home.time.newID(), for: lead)
    let event: SQL = "SELECT actor_id FROM audit_log WHERE event = 'grievance.look-at'"
    #expect(try database(of: home).value(event).id == lead.membership)
    #expect(try database(of: home).value("SELECT created_by FROM grievances") == .null)
  }

  @Test func `nothing anonymous is kept as a draft`() async throws {
    let home = try await Home.fixture()
    let draft = Draft(
      id: nil, recordType: "grievances", subject: nil, baseRevision: 0, content: ["content": "The soup"],
      step: "", savedAt: home.time.now)
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.keep(draft, for: home.administrator)
    }
    #expect(try database(of: home).value("SELECT count(*) FROM form_drafts") == .integer(0))
  }

  @Test(arguments: [true, false])
  func `an answer to an anonymous survey has no author, one to another survey has`(
    isAnonymous: Bool
  ) async throws {
    let home = try await Home.fixture()
    let door = try kiosk(of: home)
    let worker = try await home.session(.worker)
    var form = Record(Catalogue.house.type("form_templates"))
    form[.code] = "meals"
    form[.name] = "Meals"
    form[.purposeCode] = "survey"
    form[.fields] = "[{\"name\": \"good\", \"label\": \"Good?\", \"kind\": \"flag\"}]"
    form = try await home.save(form)
    let publish = try #require(form.type.action("form-template.publish"))
    _ = try await door.perform(
      publish, on: form, answers: [:], command: home.time.newID(), for: home.administrator)
    var survey = Record(Catalogue.house.type("surveys"))
    survey[.title] = "Meals"
    survey[.audiences] = ["resident"]
    survey[.isAnonymous] = isAnonymous
    survey[.formTemplateID] = form.id
    survey[.closesOn] = Day("2026-12-01")
    survey = try await home.save(survey)
    let open = try #require(survey.type.action("survey.open"))
    _ = try await door.perform(
      open, on: survey, answers: [:], command: home.time.newID(), for: home.administrator)
    home.time.pass(minutes: 7)
    var answer = Record(Catalogue.house.type("survey_responses"))
    answer[.surveyID] = survey.id
    answer[.respondentKind] = "resident"
    answer[.answers] = "{\"good\": \"no\"}"
    let saved = try await door.save([answer], command: home.time.newID(), for: worker)
    let submit = try #require(answer.type.action("survey-response.submit"))
    _ = try await door.perform(
      submit, on: try #require(saved.records.first), answers: [:], command: home.time.newID(), for: worker)
    let row = try #require(
      try database(of: home).row(
        "SELECT organization_id, created_by, updated_by, created_at, submitted_at FROM survey_responses"))
    let actors: SQL =
      "SELECT actor_id, at FROM audit_log WHERE subject_type = 'survey_responses' ORDER BY sequence_number"
    let entries = try database(of: home).rows(actors)
    #expect(entries.count == 2)
    if isAnonymous {
      #expect(row[1] == .null && row[2] == .null)
      #expect(row[3].integer == Self.day && row[4].integer == Self.day)
      #expect(entries.allSatisfy { $0[0] == .null && $0[1].integer == Self.day })
    } else {
      #expect(row[1].id == worker.membership && row[2].id == worker.membership)
      #expect(row[4].integer == home.time.now.milliseconds)
      #expect(entries.allSatisfy { $0[0].id == worker.membership })
    }
  }
}
