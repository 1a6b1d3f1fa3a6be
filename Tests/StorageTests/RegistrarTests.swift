import Foundation
import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

@Suite(.homes) struct RegistrarTests {
  @Test func `a resident is saved, found and read back`() async throws {
    let home = try await Home.fixture()
    let saved = try await home.resident("Siân", "Davies", in: home.maple)
    #expect(saved["reference"] == .text("RES-2026-0001"))
    let leader = try await home.session(.leader, houses: [home.maple])
    let read = try await home.registrar.record(
      reference: "res-1", of: saved.type, for: leader)
    #expect(read["family_name"] == .text("Davies"))
    #expect(read["born_on"] == .day(try #require(Day("2004-05-06"))))
    let names = try await home.registrar.names(
      of: [("residents", try #require(saved.id))], for: leader)
    #expect(names.values.first == "Davies, Siân")
  }

  @Test func `a note on one resident does not take the stay of another`() async throws {
    let home = try await Home.fixture()
    let one = try await home.resident("Marek", "Nowotny", in: home.maple)
    let other = try await home.resident("Jide", "Oyelaran", in: home.maple)
    let leader = try await home.session(.leader, houses: [home.maple])
    var note = Record(.caseNotes)
    note["resident_id"] = one.id?.value ?? .empty
    note["stay_id"] = other["current_stay_id"]
    note["kind"] = .text("general")
    note["happened_at"] = .instant(home.time.now)
    note["content"] = .text("Slept well.")
    let stay = try #require(RecordID(other["current_stay_id"]))
    let name = try await home.registrar.names(of: [("stays", stay)], for: home.administrator)[stay] ?? ""
    let words = "Stay \(name) belongs to Oyelaran, Jide, not to Nowotny, Marek."
    #expect(
      try await home.registrar.violations(in: note, for: leader).map(\.words).contains(words))
    await #expect(throws: RegistrarError.refused([Violation(words, field: "stay_id")])) {
      try await home.save(note, as: leader)
    }
    note["stay_id"] = one["current_stay_id"]
    let saved = try await home.save(note, as: leader)
    #expect(saved["stay_id"] == one["current_stay_id"])
  }

  @Test func `a room is named only with the house that it is in`() async throws {
    let home = try await Home.fixture()
    let bed = try #require(try await home.room("301", in: home.oak).first)
    let leader = try await home.session(.leader, houses: [home.maple, home.oak])
    var incident = Record(.incidents)
    incident["kind"] = .text("fall")
    incident["house_id"] = .reference(home.maple)
    incident["room_id"] = bed["room_id"]
    let words = "Room 301 belongs to Oak House, not to Maple House."
    await #expect(throws: RegistrarError.refused([Violation(words, field: "room_id")])) {
      try await home.save(incident, as: leader)
    }
  }

  @Test func `a telephone number has digits`() async throws {
    let home = try await Home.fixture()
    var resident = try await home.resident("Ola", "Nwosu", in: home.maple)
    resident["mobile_phone"] = .text("abc")
    let words = "Mobile phone is not a telephone number. Write 020 7946 0123."
    await #expect(throws: RegistrarError.refused([Violation(words, field: "mobile_phone")])) {
      try await home.save(resident)
    }
    resident["mobile_phone"] = .text("07700 900671 (daughter)")
    try await home.save(resident)
  }

  @Test func `what is sealed stands nowhere in the files`() async throws {
    let home = try await Home.fixture()
    _ = try await home.resident("Quillon", "Zbarefoot", in: home.maple, born: "1987-03-14")
    for file in ["lodge.db", "lodge.db-wal"] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: home.folder + "/" + file))
      for canary in ["Quillon", "Zbarefoot", "1987-03-14"] {
        #expect(bytes.range(of: Data(canary.utf8)) == nil)
      }
    }
  }

  @Test func `the second of two who change one record sees the first`() async throws {
    let home = try await Home.fixture()
    let record = try await home.resident("Ola", "Nwosu", in: home.maple)
    var mine = record
    var theirs = record
    theirs["preferred_name"] = .text("Lala")
    mine["title"] = .text("Mx")
    let saved = try await home.save(theirs)
    await #expect(throws: RegistrarError.changedMeanwhile(saved)) { try await home.save(mine) }
  }

  @Test func `F17: the same command twice changes nothing the second time`() async throws {
    let home = try await Home.fixture()
    var resident = Record(.residents)
    resident["family_name"] = .text("Once")
    resident["born_on"] = .day(Day(number: 9_000))
    let command = home.time.newID()
    let first = try await home.registrar.save([resident], command: command, for: home.administrator)
    let second = try await home.registrar.save([resident], command: command, for: home.administrator)
    #expect(first.records.first?.id == second.records.first?.id)
    #expect(try await home.registrar.count("residents", where: [], for: home.administrator) == 1)
  }

  @Test func `a number that is taken names who has it`() async throws {
    let home = try await Home.fixture()
    var first = try await home.resident("Ada", "One")
    first["nhs_number"] = .text("943 476 5919")
    first = try await home.save(first)
    var second = try await home.resident("Bea", "Two")
    second["nhs_number"] = .text("9434765919")
    await #expect(
      throws: RegistrarError.refused([
        Violation("NHS number is already used by RES-2026-0001.", field: "nhs_number")
      ])
    ) { try await home.save(second) }
  }

  @Test func `a rehearsal refuses what the save would`() async throws {
    let home = try await Home.fixture()
    var first = try await home.resident("Ada", "One")
    first["nhs_number"] = .text("943 476 5919")
    first = try await home.save(first)
    var second = Record(.residents)
    second["family_name"] = .text("Two")
    second["born_on"] = .day(Day(number: 9_000))
    second["nhs_number"] = .text("9434765919")
    let words = "NHS number is already used by RES-2026-0001."
    #expect(
      try await home.registrar.rehearse(second, for: home.administrator)
        == [Violation(words, field: "nhs_number")])
    #expect(
      try await home.registrar.collisions(of: second, for: home.administrator).map(\.words) == [words])
    #expect(try await home.registrar.rehearse(first, for: home.administrator).isEmpty)
  }

  @Test func `the number of a person out of sight says no more than whom to ask, and is told to the lead`()
    async throws
  {
    let home = try await Home.fixture()
    let lead = try await home.session(.safeguarding)
    let manager = try await home.session(.manager, houses: [home.maple])
    for (name, house, number) in [("Hid", home.maple, "9434765919"), ("Far", home.oak, "9434765870")] {
      var resident = try await home.resident("Eve", name, in: house)
      resident["nhs_number"] = .text(number)
      try await home.save(resident)
    }
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run(
      "UPDATE residents SET is_restricted = 1 WHERE organization_id = 1 AND reference LIKE '%0001'")
    try file.run("UPDATE change_counters SET last_number = last_number + 1")
    let mine = try await home.resident("Bea", "Mine", in: home.maple)
    let refused = [
      Violation("This cannot be saved here. Ask the safeguarding lead.", field: "nhs_number")
    ]
    for (number, count) in [("9434765870", 0), ("9434765919", 1)] {
      var second = try await home.registrar.record(try #require(mine.id), of: mine.type, for: manager)
      second["nhs_number"] = .text(number)
      #expect(try await home.registrar.rehearse(second, for: manager) == refused)
      await #expect(throws: RegistrarError.refused(refused)) { try await home.save(second, as: manager) }
      let told = try await home.registrar.records(
        Query("notifications").where(.equals("membership_id", .reference(lead.membership))), for: lead)
      #expect(told.count == count)
    }
  }

  @Test func `every fault of a form is named at once`() async throws {
    let home = try await Home.fixture()
    var resident = Record(.residents)
    resident["email"] = .text(String(repeating: "a", count: 201))
    resident["preferred_contact"] = .text("pigeon")
    do {
      _ = try await home.save(resident)
      Issue.record("It was saved.")
    } catch RegistrarError.refused(let violations) {
      #expect(violations.map(\.field) == ["family_name", "born_on", "email", "preferred_contact"])
      #expect(violations[0].words == "Enter “Family name”.")
      #expect(violations[2].words == "E-mail is longer than 200 characters.")
    }
  }

  @Test func `a save without its entry in the log does not happen`() async throws {
    let home = try await Home.fixture()
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run(
      "CREATE TRIGGER broken BEFORE INSERT ON audit_log WHEN NEW.subject_type = 'residents' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    await #expect(throws: RegistrarError.storage(.appendOnly)) { try await home.resident("Ada", "Gone") }
    #expect(try file.value("SELECT count(*) FROM residents") == .integer(0))
    #expect(try file.value("SELECT count(*) FROM data_keys WHERE kind = 'resident'") == .integer(0))
  }

  @Test func `a removed record comes back with its reasons in the history`() async throws {
    let home = try await Home.fixture()
    let record = try await home.resident("Ada", "Twice")
    let removed = try await home.registrar.remove(
      record, reason: "Entered twice.", command: home.time.newID(), for: home.administrator)
    #expect(try await home.registrar.count("residents", where: [], for: home.administrator) == 0)
    let back = try await home.registrar.restore(
      try #require(removed.records.first), reason: "It was not.", command: home.time.newID(),
      for: home.administrator)
    let history = try await home.registrar.history(
      of: try #require(back.records.first), for: home.administrator)
    #expect(history.map(\.event) == ["resident.restored", "resident.removed", "resident.created"])
    #expect(history.map(\.reason) == ["It was not.", "Entered twice.", ""])
    #expect(history[2].changes.contains { $0 == ("Family name", "", "Twice") })
  }

  @Test func `undo writes the former values back`() async throws {
    let home = try await Home.fixture()
    var record = try await home.resident("Ada", "Before")
    record["family_name"] = .text("After")
    let receipt = try await home.registrar.save([record], command: home.time.newID(), for: home.administrator)
    let undone = try await home.registrar.undo(
      try #require(receipt.undo), command: home.time.newID(), for: home.administrator)
    #expect(undone.records.first?["family_name"] == .text("Before"))
    #expect(undone.records.first?.revision == 3)
  }

  @Test func `a draft opens for its writer alone`() async throws {
    let home = try await Home.fixture()
    let other = try await home.session(.leader)
    let draft = Draft(
      id: nil, recordType: "incidents", subject: nil, baseRevision: 0, content: ["narrative": "It rained."],
      step: "What", savedAt: home.time.now)
    let id = try await home.registrar.keep(draft, for: home.administrator)
    #expect(try await home.registrar.keep(draft, for: home.administrator) == id)
    #expect(try await home.registrar.drafts(for: home.administrator).map(\.content) == [draft.content])
    #expect(try await home.registrar.drafts(for: other).isEmpty)
    try await home.registrar.drop(draft: id, for: home.administrator)
    #expect(try await home.registrar.drafts(for: home.administrator).isEmpty)
  }

  @Test func `an ended session does nothing more`() async throws {
    let home = try await Home.fixture()
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE memberships SET state = 'suspended' WHERE id = \(home.administrator.membership)")
    await #expect(throws: RegistrarError.sessionEnded) { try await home.resident("Ada", "Late") }
  }

  @Test(arguments: ["RES-2026-999999999", "RES-2027-0001", "STY-2026-0001", "Room 4", "RES-2026-0000"])
  func `a number that is brought along has the form and reach of those that are drawn`(
    text: String
  )
    async throws
  {
    let home = try await Home.fixture()
    var resident = Record(home.registrar.catalogue.type("residents"))
    resident["given_name"] = .text("Ada")
    resident["family_name"] = .text("Tull")
    resident["born_on"] = Day("1990-02-03").map { .day($0) } ?? .empty
    resident["reference"] = .text(text)
    await #expect(throws: RegistrarError.self) { try await home.save(resident) }
    resident["reference"] = .text("RES-2026-0041")
    #expect(try await home.save(resident)["reference"] == .text("RES-2026-0041"))
    resident["given_name"] = .text("Bea")
    resident["reference"] = .empty
    #expect(try await home.save(resident)["reference"] == .text("RES-2026-0042"))
  }

  @Test func `a legal hold is not changed, and released by another than placed it`() async throws {
    let home = try await Home.fixture()
    let first = try await home.session(.safeguarding, named: "Sam Guard")
    let second = try await home.session(.safeguarding, named: "Pat Ward")
    let resident = try await home.resident("Ada", "Tull")
    var hold = Record(home.registrar.catalogue.type("legal_holds"))
    hold["name"] = .text("Inquest")
    hold["resident_id"] = resident.id.map { .reference($0) } ?? .empty
    hold["reason"] = .text("The coroner asks.")
    hold = try await home.save(hold, as: first)
    let other = try await home.resident("Bea", "Tull")
    var moved = hold
    moved["resident_id"] = other.id.map { .reference($0) } ?? .empty
    await #expect(throws: RegistrarError.self) { try await home.save(moved, as: first) }
    let why: [String: Value] = ["release_reason": .text("It is over.")]
    await #expect(throws: RegistrarError.self) {
      try await home.perform("legal-hold.release", on: hold, why, as: first)
    }
    // With the password each time, however lately it was given.
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await home.perform("legal-hold.release", on: hold, why, as: second)
    }
    await home.repository.noteConfirmation(of: second.id, at: home.time.now, isProof: true)
    let released = try await home.perform("legal-hold.release", on: hold, why, as: second).records.first
    #expect(released?["released_by"] == .reference(second.membership))
  }
}
