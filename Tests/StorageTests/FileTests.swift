import Foundation
import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Documents with their contents, in a real home with real files.
@Suite(.homes) struct FileTests {
  private let home: Home
  private let secret = "Ada Fern moved in on Tuesday and likes the garden room."

  init() async throws { home = try await Home.fixture() }

  private var text: [UInt8] { Array(secret.utf8) }

  private func document(
    about resident: Record? = nil, house: RecordID? = nil, as session: Session? = nil,
    _ fill: (inout Record) -> Void = { _ in }
  ) async throws -> Record {
    var document = Record(home.registrar.catalogue.type("documents"))
    document["title"] = .text("Letter")
    document["kind"] = .text("letter")
    document["subject_type"] = .text(resident == nil ? "houses" : "residents")
    document["subject_id"] = resident?.id?.value ?? .reference(home.maple)
    document["resident_id"] = resident?.id?.value ?? .empty
    document["house_id"] = house.map { .reference($0) } ?? .empty
    fill(&document)
    return try await home.save(document, as: session)
  }

  @discardableResult
  private func add(
    _ content: [UInt8], named name: String = "letter.txt", to document: Record, as session: Session? = nil,
    command: RecordID? = nil
  ) async throws -> Receipt {
    let session = session ?? home.administrator
    let id = try #require(document.id)
    let action = try #require(document.type.action("document.add-version"))
    let fresh = try await home.registrar.record(id, of: document.type, for: session)
    home.time.pass(milliseconds: 2)
    return try await home.registrar.perform(
      action, on: fresh, answers: [:],
      files: [IncomingFile(field: "file_id", name: "/home/ada/\(name)", content: content)],
      command: command ?? home.time.newID(), for: session)
  }

  /// The paths of everything in the store, in their order.
  private var stored: [String] { FileStore(home: home.folder).entries() }

  private func check() throws -> HomeCheck.Finding {
    let migrations = try Migrations(folder: TestHome.shipped("Data/Migrations"))
    let check = try HomeCheck(folder: home.folder, migrations: migrations, catalogue: .house)
    return try #require(check.findings.first { $0.name == "contents" })
  }

  private func opened(
    _ document: Record, version: Int? = nil, as session: Session? = nil
  ) async throws
    -> OpenedFile
  {
    try await home.registrar.openFile(
      of: #require(document.id), version: version, as: session ?? home.administrator)
  }

  private func events(_ event: String) async throws -> [Record] {
    try await home.registrar.records(
      Query("audit_log").where(.equals("event", .text(event))), for: home.administrator)
  }

  @Test func `a document is written from its template, and what could not be filled is named`() async throws {
    let manager = try await home.session(.manager)
    let ada = try await home.resident("Ada", "Fern", in: home.maple)
    var template = Record(home.registrar.catalogue.type("document_templates"))
    template["code"] = .text("AGR-1")
    template["name"] = .text("Licence")
    template["kind"] = .text("agreement")
    template["body"] = .text("Between {house} and {name}, after {report}.")
    template["fields"] = .json(
      "{\"house\": \"houses.name\", \"name\": \"residents.given_name\", \"report\": \"incidents.reference\"}")
    let known = try #require(try await home.save(template).id)
    let document = try await document(about: ada, house: home.maple, as: manager) {
      $0["document_template_id"] = .reference(known)
    }
    try await home.perform("document.write", on: document, as: manager)
    let file = try await opened(document, as: manager)
    #expect(
      String(decoding: file.content, as: UTF8.self) == "Between Maple House and Ada, after {report}.")
    #expect(file.name == "Licence.txt" && file.versionNumber == 1)
    let version = try await home.registrar.records(Query("document_versions"), for: manager).first
    #expect(
      version?["change_note"] == .text("Written from “Licence”. Not filled, write it in: report."))
  }

  @Test func `a document without a template is not written from one`() async throws {
    let document = try await document()
    await #expect(
      throws: RegistrarError.refused([
        Violation("It names no template.", field: "document_template_id")
      ])
    ) { try await home.perform("document.write", on: document) }
    #expect(stored.isEmpty)
  }

  @Test func `a file becomes the next version, and each version opens as it was put in`() async throws {
    let document = try await document()
    try await add(text, to: document)
    try await add(text + text, named: "letter-2.txt", to: document)
    let newest = try await opened(document)
    #expect(newest.content == text + text)
    #expect(newest.name == "letter-2.txt")
    #expect(newest.mediaType == "text/plain")
    #expect(newest.versionNumber == 2)
    #expect(try await opened(document, version: 1).content == text)
    await #expect(
      throws: RegistrarError.refused([Violation("It has no such version; there are 1, 2.")])
    ) { try await opened(document, version: 3) }
  }

  @Test func `what is stored shows nothing of it, and only its owner may read it`() async throws {
    let resident = try await home.resident("Ada", "Fern", in: home.maple)
    let document = try await document(about: resident)
    try await add(text, named: "adas-own-letter.txt", to: document)
    await home.repository.checkpoint()
    var seen = 0
    let manager = FileManager.default
    for path in try manager.subpathsOfDirectory(atPath: home.folder) {
      let whole = home.folder + "/" + path
      guard let bytes = manager.contents(atPath: whole) else { continue }
      #expect(bytes.range(of: Data("garden room".utf8)) == nil, "\(path)")
      #expect(bytes.range(of: Data("adas-own-letter".utf8)) == nil, "\(path)")
      #expect(!path.contains("letter"))
      seen += 1
    }
    #expect(seen >= 3)
    for entry in stored {
      let facts = try manager.attributesOfItem(atPath: home.folder + "/files/" + entry)
      #expect(facts[.posixPermissions] as? Int == 0o600)
      let folder = try manager.attributesOfItem(
        atPath: home.folder + "/files/" + entry.split(separator: "/")[0])
      #expect(folder[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test func `equal contents of two residents look equal nowhere`() async throws {
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .reader)
    for name in ["Ada", "Bea"] {
      let resident = try await home.resident(name, "Fern", in: home.maple)
      try await add(text, to: document(about: resident))
    }
    let rows = try file.rows("SELECT digest, storage_name, content_key FROM files WHERE organization_id = 1")
    #expect(rows.count == 2)
    #expect(rows[0][0] != rows[1][0])
    #expect(rows[0][1] != rows[1][1])
    #expect(rows[0][2] != rows[1][2])
    #expect(stored.count == 2)
  }

  @Test(arguments: [1, 65_535, 65_536, 65_537, 200_000])
  func `a content of any length comes back whole`(length: Int) async throws {
    let document = try await document()
    let content = (0..<length).map { UInt8(0x20 + $0 % 90) }
    try await add(content, to: document)
    #expect(try await opened(document).content == content)
  }

  @Test func `an empty file is refused, since there is nothing in it to keep`() async throws {
    let document = try await document()
    await #expect(throws: RegistrarError.self) { try await add([], to: document) }
    #expect(stored.isEmpty)
  }

  @Test func `one altered byte is found by the check, and nothing is shown`() async throws {
    let document = try await document()
    try await add(text, to: document)
    #expect(try check().isGood)
    let path = home.folder + "/files/" + (try #require(stored.first))
    var bytes = try #require(FileManager.default.contents(atPath: path))
    bytes[20] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    chmod(path, 0o600)
    let found = try check()
    #expect(!found.isGood)
    #expect(found.details.count == 1)
    #expect(found.details[0].hasPrefix("DOC-2026-0001 version 1: its file "))
    #expect(found.details[0].hasSuffix(" was altered"))
    await #expect(throws: RegistrarError.storage(.fileAltered)) { try await opened(document) }
    try FileManager.default.removeItem(atPath: path)
    #expect(try check().details[0].hasSuffix(" is missing"))
    await #expect(throws: RegistrarError.storage(.fileMissing)) { try await opened(document) }
  }

  @Test func `who verifies the log opens every file, and one that was altered or exchanged is named`()
    async throws
  {
    let (first, second) = (try await document(), try await document())
    try await add(text, to: first)
    try await add(text + text, to: second)
    let whole = try await home.registrar.verifySealed(for: home.administrator)
    #expect(whole.isSound)
    #expect(whole.contents == 2)
    let database = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let rows = try database.rows(
      "SELECT id, storage_name, size_bytes FROM files WHERE organization_id = 1 ORDER BY id")
    try database.run("DROP TRIGGER files_bu")
    let name = try #require(rows[0][1].text)
    let size = try #require(rows[0][2].integer)
    let other = try #require(rows[1][0].id)
    try database.run(
      "UPDATE files SET storage_name = \(name), size_bytes = \(size) WHERE organization_id = 1 AND id = \(other)"
    )
    let exchanged = try await home.registrar.verifySealed(for: home.administrator)
    #expect(
      exchanged.damaged == [
        SealedReport.Damage(type: "files", record: "DOC-2026-0002 version 1", field: "Content (altered)")
      ])
    try FileManager.default.removeItem(atPath: home.folder + "/files/" + FileStore.entry(of: name))
    let missing = try await home.registrar.verifySealed(for: home.administrator)
    #expect(missing.count == 2)
    #expect(missing.damaged.allSatisfy { $0.field == "Content (missing)" })
  }

  @Test func `a stored content does not open as another document's`() async throws {
    let (first, second) = (try await document(), try await document())
    try await add(text, to: first)
    try await add(Array("Something else.".utf8), to: second)
    let database = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let rows = try database.rows(
      "SELECT id, storage_name, size_bytes FROM files WHERE organization_id = 1 ORDER BY id")
    try database.run("DROP TRIGGER files_bu")
    let name = try #require(rows[0][1].text)
    let size = try #require(rows[0][2].integer)
    let other = try #require(rows[1][0].id)
    try database.run(
      "UPDATE files SET storage_name = \(name), size_bytes = \(size) WHERE organization_id = 1 AND id = \(other)"
    )
    await #expect(throws: RegistrarError.storage(.fileAltered)) { try await opened(second) }
  }

  @Test func `what is refused leaves neither row nor file`() async throws {
    let document = try await document()
    try await add(text, to: document)
    let before = stored
    await #expect(
      throws: RegistrarError.refused([
        Violation("Nothing has changed since version 1.", field: "file_id")
      ])
    ) { try await add(text, to: document) }
    let kinds: [(String, [UInt8])] = [
      ("run.sh", Array("#!/bin/sh\n".utf8)), ("tool.exe", [0x4D, 0x5A, 0, 1]), ("page.html", text),
      ("picture.png", text), ("blob.txt", [0x61, 0x00, 0x62]),
    ]
    for (name, content) in kinds {
      await #expect(
        throws: RegistrarError.refused([
          Violation("Files of this kind or above 50 MB cannot be stored.", field: "media_type")
        ]), "\(name)"
      ) { try await add(content, named: name, to: document) }
    }
    #expect(stored == before)
    let files = try await home.registrar.count("files", where: [], for: home.administrator)
    #expect(files == 1)
    #expect(try check().isGood)
  }

  @Test func `a file above the limit is refused before it is stored`() async throws {
    let document = try await document()
    let large = [UInt8](repeating: 0x61, count: StoredFile.limit + 1)
    await #expect(throws: RegistrarError.self) { try await add(large, to: document) }
    #expect(stored.isEmpty)
  }

  @Test func `a write that ended between file and row leaves a leftover that is named and cleared`()
    async throws
  {
    let document = try await document()
    try await add(text, to: document)
    let store = FileStore(home: home.folder)
    let name = try store.write([1, 2, 3], as: home.time.newID())
    try Data([1]).write(to: URL(fileURLWithPath: home.folder + "/files/half.new"))
    let found = try check()
    #expect(!found.isGood)
    #expect(found.details.count == 2)
    #expect(found.details.contains { $0.contains(name) })
    #expect(found.details.contains { $0.contains("half.new") })
    let cleared = try HomeCheck.clearLeftovers(of: home.folder)
    #expect(cleared.count == 2)
    #expect(try check().isGood)
    #expect(try await opened(document).content == text)
    #expect(try HomeCheck.clearLeftovers(of: home.folder).isEmpty)
  }

  @Test func `the same wish twice is one version`() async throws {
    let document = try await document()
    let command = home.time.newID()
    try await add(text, to: document, command: command)
    try await add(text, to: document, command: command)
    #expect(stored.count == 1)
    #expect(try await home.registrar.count("document_versions", where: [], for: home.administrator) == 1)
  }

  @Test func `every opening is in the log, also one that does not open`() async throws {
    let resident = try await home.resident("Ada", "Fern", in: home.maple)
    let document = try await document(about: resident)
    try await add(text, to: document)
    _ = try await opened(document)
    _ = try await home.registrar.openFile(of: #require(document.id), for: .export, as: home.administrator)
    try FileManager.default.removeItem(atPath: home.folder + "/files/" + stored[0])
    await #expect(throws: RegistrarError.self) { try await opened(document) }
    let read = try await events("document.opened")
    #expect(read.count == 2)
    #expect(read.allSatisfy { $0["subject_id"] == document.id?.value && $0["category"] == .text("access") })
    #expect(read.allSatisfy { $0["resident_id"] == resident.id?.value })
    #expect(try await events("document.exported").count == 1)
    let history = try await home.registrar.history(of: document, for: home.administrator)
    #expect(history.contains { $0.event == "document.opened" })
  }

  @Test func `who may read a document opens it, who may export it takes it out`() async throws {
    let resident = try await home.resident("Ada", "Fern", in: home.maple)
    let document = try await document(about: resident)
    try await add(text, to: document)
    let id = try #require(document.id)
    for role in [Role.manager, .leader, .worker, .night] {
      let here = try await home.session(role, houses: [home.maple])
      #expect(try await home.registrar.openFile(of: id, as: here).content == text, "\(role)")
      let there = try await home.session(role, houses: [home.oak])
      await #expect(throws: RegistrarError.notFound, "\(role)") {
        try await home.registrar.openFile(of: id, as: there)
      }
    }
    let auditor = try await home.session(.auditor, houses: [home.maple])
    await #expect(throws: RegistrarError.self) { try await home.registrar.openFile(of: id, as: auditor) }
    let worker = try await home.session(.worker, houses: [home.maple])
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.openFile(of: id, for: .export, as: worker)
    }
    await #expect(throws: RegistrarError.self) { try await add(text + text, to: document, as: worker) }
    let manager = try await home.session(.manager, houses: [home.maple])
    let taken = try await home.registrar.openFile(of: id, for: .export, as: manager)
    #expect(taken.content == text)
    let foreign = try await home.session(.administrator, organization: 2)
    await #expect(throws: RegistrarError.notFound) {
      try await home.registrar.openFile(of: id, as: foreign)
    }
  }

  @Test func `a confidential document is opened by its writer and the safeguarding lead alone`() async throws
  {
    let resident = try await home.resident("Ada", "Fern", in: home.maple)
    let manager = try await home.session(.manager, houses: [home.maple])
    let document = try await document(about: resident, as: manager) { $0["is_confidential"] = .flag(true) }
    try await add(text, to: document, as: manager)
    let id = try #require(document.id)
    #expect(try await opened(document, as: manager).content == text)
    let lead = try await home.session(.safeguarding)
    #expect(try await home.registrar.openFile(of: id, as: lead).content == text)
    for role in [Role.administrator, .leader, .worker, .night, .finance] {
      let other = try await home.session(role)
      await #expect(throws: RegistrarError.notFound, "\(role)") {
        try await home.registrar.openFile(of: id, as: other)
      }
    }
  }

  @Test func `a document is shared with a colleague until a moment, and not longer`() async throws {
    let resident = try await home.resident("Ada", "Fern", in: home.maple)
    let document = try await document(about: resident)
    try await add(text, to: document)
    let worker = try await home.session(.worker, houses: [home.oak])
    let answers: [String: Value] = [
      "membership_id": .reference(worker.membership), "reason": .text("Covers tonight."),
      "expires_at": .instant(home.time.now.adding(hours: 1)),
    ]
    await #expect(throws: RegistrarError.notFound) { try await opened(document, as: worker) }
    try await home.perform("document.share", on: document, answers)
    #expect(try await opened(document, as: worker).content == text)
    #expect(try await home.registrar.count("document_versions", where: [], for: worker) == 1)
    await #expect(throws: RegistrarError.self) { try await add(text + text, to: document, as: worker) }
    home.time.pass(minutes: 61)
    await #expect(throws: RegistrarError.notFound) { try await opened(document, as: worker) }
    #expect(try await home.registrar.count("document_versions", where: [], for: worker) == 0)
    await #expect(throws: RegistrarError.refused([Violation("Choose a time to come.")])) {
      try await home.perform("document.share", on: document, answers)
    }
    var again = answers
    again["expires_at"] = .instant(home.time.now.adding(hours: 1))
    try await home.perform("document.share", on: document, again)
    #expect(try await opened(document, as: worker).content == text)
    try await home.perform(
      "document.stop-sharing", on: document, ["membership_id": .reference(worker.membership)])
    await #expect(throws: RegistrarError.refused([Violation("It is not shared with this colleague.")])) {
      try await home.perform(
        "document.stop-sharing", on: document, ["membership_id": .reference(worker.membership)])
    }
    await #expect(throws: RegistrarError.notFound) { try await opened(document, as: worker) }
    #expect(try await home.registrar.count("access_grants", where: [], for: home.session(.safeguarding)) == 1)
  }

  @Test func `a confidential document is shared only with roles that may read such`() async throws {
    let matrix = try Home.permissions()
    let readers = Role.allCases.filter {
      matrix.scope(of: .read, for: $0, on: "documents_confidential") != nil
    }
    #expect(Set(readers) == DocumentSharing.confidentialReaders)
    let manager = try await home.session(.manager, houses: [home.maple])
    let document = try await document(house: home.maple, as: manager) { $0["is_confidential"] = .flag(true) }
    try await add(text, to: document, as: manager)
    let night = try await home.session(.night, houses: [home.maple])
    let leader = try await home.session(.leader, houses: [home.oak])
    for (session, mayRead) in [(night, false), (leader, true)] {
      let answers: [String: Value] = [
        "membership_id": .reference(session.membership), "reason": .text("Works on it."),
        "expires_at": .instant(home.time.now.adding(hours: 1)),
      ]
      if mayRead {
        try await home.perform("document.share", on: document, answers, as: manager)
        #expect(try await opened(document, as: session).content == text)
      } else {
        await #expect(throws: RegistrarError.self) {
          try await home.perform("document.share", on: document, answers, as: manager)
        }
        await #expect(throws: RegistrarError.notFound) { try await opened(document, as: session) }
      }
      for part in ["document_versions", "files"] {
        let seen = try await home.registrar.count(part, where: [], for: session)
        #expect(seen == (mayRead ? 1 : 0), "\(part) \(session.role)")
      }
    }
  }
}
