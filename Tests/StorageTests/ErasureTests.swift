import Foundation
import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Residents who are erased for good, by two people, a week after it was decided.
@Suite(.homes) struct ErasureTests {
  private let erasure: ErasureHome
  private var home: Home { erasure.home }

  init() async throws { erasure = try await ErasureHome() }

  private func words(_ body: () async throws -> Void) async -> String {
    do {
      try await body()
      return "done"
    } catch RegistrarError.refused(let violations) {
      return violations.map(\.words).joined(separator: " ")
    } catch RegistrarError.notAllowed(let words) {
      return words
    } catch {
      return "\(error)"
    }
  }

  @Test func `one asks, another approves with the password, and it waits a week`() async throws {
    let request = try await erasure.request()
    try await home.perform("erasure.ask", on: request, as: erasure.lead)
    let alone = await words { try await home.perform("erasure.approve", on: request, as: erasure.lead) }
    #expect(alone.hasPrefix("“Approve erasure” is not for your role."))
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await home.perform("erasure.approve", on: request)
    }
    let early = await words { try await erasure.prove("erasure.carry-out", on: request) }
    #expect(early == "Nobody has approved this yet.")
    try await erasure.prove("erasure.approve", on: request)
    home.time.pass(minutes: 7 * 24 * 60 - 2)
    let waiting = await words { try await erasure.prove("erasure.carry-out", on: request) }
    #expect(waiting.hasPrefix("It can be carried out from 24 Nov 2026 "))
    try await home.perform("erasure.call-off", on: request, as: erasure.lead)
    home.time.pass(minutes: 10)
    #expect(try await erasure.read(request)["state"] == .text("in_progress"))
    let after = await words { try await erasure.prove("erasure.carry-out", on: request) }
    #expect(after != "done")
    #expect(try await erasure.read(erasure.resident)["given_name"] == .text("Zephyrine"))
  }

  @Test func `a hold that came since is refused in the transaction that would erase`() async throws {
    let request = try await erasure.cooled()
    var hold = Record(.legalHolds)
    hold[.name] = "Inquest"
    hold[.residentID] = erasure.resident.id
    hold[.reason] = "The coroner asks for it."
    hold = try await home.save(hold, as: erasure.lead)
    let reference = try #require(hold[.reference])
    let said = await words { try await erasure.prove("erasure.carry-out", on: request) }
    #expect(said == "Cannot erase yet: legal hold \(reference) of 24 Nov 2026, until it is released.")
    #expect(try await erasure.read(erasure.contact)["name"] == .text("Orla Quillfeather"))
    let keys = try erasure.database().value("SELECT count(*) FROM data_keys WHERE kind = 'resident'").integer
    #expect(keys == 1)
    let why: [String: Value] = ["release_reason": .text("It is over.")]
    let other = try await home.session(.safeguarding)
    await home.repository.noteConfirmation(of: other.id, at: home.time.now, isProof: true)
    try await home.perform("legal-hold.release", on: hold, why, as: other)
    try await erasure.prove("erasure.carry-out", on: request)
    #expect(try await erasure.read(request)["state"] == .text("sent"))
  }

  @Test func `nobody is placed under a hold who is erased`() async throws {
    _ = try await erasure.erase()
    let said = await words {
      var hold = Record(.legalHolds)
      hold[.name] = "Inquest"
      hold[.residentID] = erasure.resident.id
      hold[.reason] = "The coroner asks for it."
      _ = try await home.save(hold, as: erasure.lead)
    }
    #expect(
      said
        == "This resident is erased, and a hold would keep nothing. Answer whoever asks with the certificate."
    )
  }

  @Test func `an erasure takes away the copies of the home that still hold the key`() async throws {
    let copy = try MigrationCopy.make(of: erasure.database(), at: 3, home: home.folder)
    #expect(FileManager.default.fileExists(atPath: copy))
    _ = try await erasure.erase()
    #expect(!FileManager.default.fileExists(atPath: copy))
  }

  @Test func `a copy that could not go with an erasure goes when the home is opened again`() async throws {
    _ = try await erasure.erase()
    let (older, newer) = (
      try MigrationCopy.make(of: erasure.database(), at: 3, home: home.folder),
      try MigrationCopy.make(of: erasure.database(), at: 4, home: home.folder)
    )
    for (path, seconds) in [(older, 1.0), (newer, 4_000_000_000)] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
    }
    _ = try Repository(folder: home.folder, catalogue: home.registrar.catalogue)
    #expect(MigrationCopy.paths(of: home.folder).map { $0.hasSuffix("before-step-4.db") } == [true])
  }

  @Test func `an erased resident has a pseudonym, and what is sealed about them reads as erased`()
    async throws
  {
    let request = try await erasure.erase()
    let reference = try #require(erasure.resident[.reference])
    let resident = try await erasure.read(erasure.resident)
    #expect(resident["state"] == .text("erased"))
    #expect(resident["family_name"] == .text("Former resident \(reference)"))
    #expect(resident["given_name"].isEmpty && resident["nhs_number"].isEmpty && resident["age"].isEmpty)
    #expect(resident["born_on"] == .erased)
    #expect(try await erasure.read(erasure.contact)["name"] == .erased)
    #expect(try await erasure.read(request)["scope_note"] == .erased)
    let history = try await home.registrar.history(of: resident, for: erasure.lead)
    #expect(history.first?.event == "resident.erased")
    #expect(history.last?.reason == "What was written here is erased.")
    #expect(!history.contains { "\($0)".contains(ErasureHome.name) })
    let steps = try await home.registrar.history(of: try await erasure.read(request), for: erasure.lead)
    #expect(steps.first?.event == "erasure.carry-out")
    #expect(steps.first?.changes.contains { $0.after == "Sent" } == true)
  }

  @Test func `the log, the records and the doctor find no fault after an erasure`() async throws {
    let real = try await TestHome()
    let session = try await real.begin()
    let registrar = try real.registrar()
    try await registrar.addResident("Ada", "Fern", for: session)
    try await registrar.addResident("Bea", "Stays", for: session)
    let people = try await registrar.records(Query("residents"), for: session)
    let gone = try #require(people.first { $0["given_name"] == .text("Ada") }?.id)
    let command = real.time.clock.newID()
    try await real.repository.writing(for: session, by: registrar) { (errand) throws(RegistrarError) in
      try errand.erase(gone, command: command)
    }
    let logs = try await registrar.verifyAudit(for: session)
    #expect(logs.compactMap(\.fault) == [] && logs.contains { $0.checkedCodes })
    let sealed = try await registrar.verifySealed(for: session)
    #expect(sealed.damaged.isEmpty && sealed.erased >= 2)
    #expect(try await registrar.verifyRecords(for: session).differing == [])
    let check = try HomeCheck(
      folder: real.folder, migrations: TestHome.migrations(), catalogue: .house, lists: ChoiceLists([:]))
    #expect(check.findings.filter { !$0.isGood }.flatMap(\.details) == [])
    try real.tamper("UPDATE residents SET state = 'closed' WHERE state = 'erased'")
    #expect(try await !registrar.verifyRecords(for: session).isTrue)
  }

  @Test func `F32: no byte of the name or of the key stays in the file or in the log beside it`() async throws
  {
    let request = try await erasure.cooled()
    let database = try erasure.database()
    let key = try #require(
      try database.value("SELECT wrapped_key FROM data_keys WHERE kind = 'resident'").bytes)
    let token = try #require(try database.value("SELECT nhs_number_token FROM residents").bytes)
    try await erasure.prove("erasure.carry-out", on: request)
    #expect(try Data(contentsOf: URL(fileURLWithPath: home.folder + "/lodge.db-wal")).isEmpty)
    for name in ["lodge.db", "lodge.db-wal"] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: home.folder + "/" + name))
      for secret in [key, token, Array(ErasureHome.name.utf8), Array("Zephyrine".utf8)] {
        #expect(bytes.range(of: Data(secret)) == nil)
      }
    }
  }

  @Test func `what goes, what stays and which backups hold the key is said before`() async throws {
    let request = try await erasure.cooled()
    try erasure.database().run(
      "INSERT INTO backups (organization_id, id, state, kind, started_at, destination_label, created_at, updated_at, revision, change_seq) VALUES (1, randomblob(16), 'verified', 'full', \(home.time.now.milliseconds), '/media/stick/lodge-1.lbk', 1, 1, 1, 1)"
    )
    let action = try #require(RecordType.dataAccessRequests.action("erasure.carry-out"))
    let preview = try await home.registrar.preview(
      action, on: try await erasure.read(request), answers: [:], for: erasure.ada)
    #expect(preview.refusal == nil)
    let said = preview.effects
    #expect(said[0].hasPrefix("This erases Quillfeather, Zephyrine (RES-2026-0001). Nobody"))
    #expect(said[1].contains(": 1 contact") || said[1].contains("1 contact,"))
    #expect(
      said[2].hasPrefix("Stays, under “Former resident RES-2026-0001”: states, days, counts and amounts"))
    #expect(said[5].contains("/media/stick, last written 24 Nov 2026"))
    #expect(said.last == "Of copies that were made otherwise Lodge knows nothing.")
    let other = try #require(RecordType.dataAccessRequests.action("erasure.call-off"))
    let calm = try await home.registrar.preview(
      other, on: try await erasure.read(request), answers: [:], for: erasure.lead)
    #expect(calm.effects.isEmpty)
  }

  @Test func `nobody finds the name any more, in another program neither`() async throws {
    let request = try await erasure.cooled()
    let other = try Repository(folder: home.folder, catalogue: .house)
    try await other.resume(erasure.lead, at: home.time.now)
    let door = Registrar(
      repository: other, catalogue: .house, matrix: home.registrar.matrix, lists: home.registrar.lists,
      clock: home.registrar.clock)
    let contact = try #require(erasure.contact.id)
    #expect(try await erasure.found("quill", through: door) == [try #require(erasure.resident.id)])
    let known = try await door.record(contact, of: .residentContacts, for: erasure.lead)
    #expect(known["name"] == .text("Orla Quillfeather"))
    try await erasure.prove("erasure.carry-out", on: request)
    #expect(try await erasure.found("quill", through: door).isEmpty)
    let left = try await door.record(contact, of: .residentContacts, for: erasure.lead)
    #expect(left["name"] == .erased)
    #expect(try await erasure.found("zephyrine").isEmpty)
  }

  @Test func `a key that was taken away with other tools is damage, whatever the state says`() async throws {
    try erasure.database().run("DELETE FROM data_keys WHERE kind = 'resident'")
    try erasure.database().run("UPDATE residents SET state = 'erased'")
    let fresh = try Repository(folder: home.folder, catalogue: .house)
    try await fresh.resume(erasure.ada, at: home.time.now)
    let door = Registrar(
      repository: fresh, catalogue: .house, matrix: home.registrar.matrix, lists: home.registrar.lists,
      clock: home.registrar.clock)
    #expect(try await !door.verifySealed(for: erasure.ada).isSound)
    let found = try await door.verifyRecords(for: erasure.ada).differing
    #expect(found.contains { $0.type == "residents" && $0.what == .sealedAway })
    #expect(try !erasure.sealedFaults().isEmpty)
  }
}
