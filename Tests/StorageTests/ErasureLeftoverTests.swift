import Foundation
import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// What of an erased resident another key than theirs seals, and what nothing seals.
@Suite(.homes) struct ErasureLeftoverTests {
  private let erasure: ErasureHome
  private var home: Home { erasure.home }

  init() async throws { erasure = try await ErasureHome() }

  private func draft(_ fields: [String: String], of type: String = "resident_contacts") -> Draft {
    Draft(
      id: nil, recordType: type, subject: nil, baseRevision: 0, content: fields, step: "",
      savedAt: home.time.now)
  }

  private var named: String { "\(erasure.resident.id ?? .zero) Quillfeather Z" }

  private func address(of subject: Record, _ line: String, _ kind: String) async throws -> Record {
    var address = Record(.addresses)
    address[.kind] = kind
    address[.subjectType] = subject.type.id
    address[.subjectID] = subject.id
    address[.line1] = line
    address[.town] = "Thornwick"
    return try await home.save(address)
  }

  @Test func `a half-written new record about them ends with the erasure, and one about others stays`()
    async throws
  {
    let request = try await erasure.cooled()
    let manager = try await home.session(.manager)
    _ = try await home.registrar.keep(
      draft(["resident_id": named, "name": "Orla's other number"]), for: manager)
    let other = try await home.resident("Bea", "Stays")
    _ = try await home.registrar.keep(
      draft(["resident_id": "\(other.id ?? .zero) Stays B"], of: "consents"), for: manager)
    try await erasure.prove("erasure.carry-out", on: request)
    #expect(try await home.registrar.drafts(for: manager).map(\.recordType) == ["consents"])
    #expect(try erasure.database().value("SELECT count(*) FROM form_drafts").integer == 1)
  }

  @Test func `a draft from before it was noted whom one is about ends when its writer comes back`()
    async throws
  {
    let request = try await erasure.cooled()
    let manager = try await home.session(.manager)
    _ = try await home.registrar.keep(draft(["resident_id": named]), for: manager)
    try erasure.database().run("UPDATE form_drafts SET resident_id = NULL")
    #expect(try await home.registrar.drafts(for: manager).count == 1)
    try await erasure.prove("erasure.carry-out", on: request)
    #expect(try await home.registrar.drafts(for: manager).isEmpty)
    #expect(try erasure.database().value("SELECT count(*) FROM form_drafts").integer == 0)
  }

  /// The enquiry with which they came.
  private func enquiry() async throws -> Record {
    var enquiry = Record(.leads)
    enquiry[.givenName] = "Zephyrine"
    enquiry[.familyName] = ErasureHome.name
    enquiry[.referralSource] = "self"
    enquiry = try await home.save(enquiry)
    var admission = Record(.admissions)
    admission[.residentID] = erasure.resident.id
    admission[.leadID] = enquiry.id
    admission[.houseID] = home.maple
    admission[.referralSource] = "self"
    try await home.save(admission)
    return enquiry
  }

  @Test func `an enquiry and addresses that are theirs alone are emptied, and those of others stay`()
    async throws
  {
    let enquiry = try await enquiry()
    let theirs = try await address(of: erasure.contact, "12 Quill Row", "current")
    let shared = try await address(of: erasure.contact, "3 Mill Lane", "postal")
    let other = try await home.resident("Bea", "Stays")
    for (person, place) in [(erasure.resident, theirs), (erasure.resident, shared), (other, shared)] {
      var contact = Record(.residentContacts)
      contact[.residentID] = person.id
      contact[.relationship] = "sibling"
      contact[.name] = "Somebody"
      contact[.addressID] = place.id
      try await home.save(contact, as: try await home.session(.manager))
    }
    let request = try await erasure.cooled()
    let action = try #require(RecordType.dataAccessRequests.action("erasure.carry-out"))
    let preview = try await home.registrar.preview(
      action, on: try await erasure.read(request), answers: [:], for: erasure.ada)
    #expect(preview.effects.contains { $0.contains("1 address, 1 enquiry") })
    let changesAlone = try await home.registrar.preview(
      action, on: try await erasure.read(request), answers: [:], withEffects: false, for: erasure.ada)
    #expect(changesAlone.effects.isEmpty && changesAlone.changes.count == preview.changes.count)
    try await erasure.prove("erasure.carry-out", on: request)
    let emptied = try await erasure.read(enquiry)
    #expect(emptied["given_name"] == .text("Erased") && emptied["family_name"].isEmpty)
    let place = try await home.registrar.record(
      try #require(theirs.id), of: .addresses, for: erasure.ada)
    #expect(place["line1"] == .text("Erased") && place["town"].isEmpty)
    let kept = try await home.registrar.record(
      try #require(shared.id), of: .addresses, for: erasure.ada)
    #expect(kept["line1"] == .text("3 Mill Lane"))
    let told = try await home.registrar.verifyRecords(of: ["leads", "addresses"], for: erasure.ada)
    #expect(told.differing == [])
  }

  @Test func `a draft of an enquiry that is emptied with them ends too`() async throws {
    let enquiry = try await enquiry()
    let manager = try await home.session(.manager)
    let begun = Draft(
      id: nil, recordType: "leads", subject: enquiry.id, baseRevision: enquiry.revision,
      content: ["given_name": "Zephyrine Q."], step: "", savedAt: home.time.now)
    _ = try await home.registrar.keep(begun, for: manager)
    let request = try await erasure.cooled()
    try await erasure.prove("erasure.carry-out", on: request)
    #expect(try erasure.database().value("SELECT count(*) FROM form_drafts").integer == 0)
  }

  @Test func `a restore believes no open column that somebody is erased`() async throws {
    let database = try erasure.database()
    try database.run("UPDATE residents SET state = 'erased'")
    #expect(try ResidentErasure.known(in: database).isEmpty)
    try database.run("DELETE FROM data_keys WHERE kind = 'resident'")
    #expect(try ResidentErasure.known(in: database).isEmpty)
  }

  @Test func `a restore knows of who was erased by the deed`() async throws {
    try await erasure.erase()
    let known = try ResidentErasure.known(in: try erasure.database())
    #expect(known.map(\.resident) == [try #require(erasure.resident.id)])
  }

  @Test func `what a signature declares is emptied, and nothing else of it is ever changed`() async throws {
    var signature = Record(.signatures)
    signature[.subjectType] = "residents"
    signature[.subjectID] = erasure.resident.id
    signature[.residentID] = erasure.resident.id
    signature[.signerKind] = "resident"
    signature[.signerName] = "Zephyrine Quillfeather"
    signature[.meaning] = "agreed"
    signature[.method] = "paper"
    signature[.digest] = [UInt8](repeating: 7, count: 32)
    signature["declaration"] = .text("I, Zephyrine, agree.")
    signature = try await home.save(signature, as: erasure.lead)
    let id = try #require(signature.id)
    try await erasure.erase()
    let database = try erasure.database()
    let row = try #require(
      try database.row("SELECT declaration, meaning FROM signatures WHERE id = \(id)"))
    #expect(row == [.null, .text("agreed")])
    #expect(try await erasure.read(signature)["signer_name"] == .erased)
    #expect(throws: StorageError.appendOnly) {
      try database.run("UPDATE signatures SET declaration = NULL, meaning = 'refused' WHERE id = \(id)")
    }
    #expect(throws: StorageError.appendOnly) {
      try database.run("UPDATE signatures SET declaration = 'Another' WHERE id = \(id)")
    }
  }

  @Test func `who asks and who approves read what it will come to`() async throws {
    let request = try await erasure.request()
    func effects(_ id: String, _ session: Session) async throws -> [String] {
      let action = try #require(RecordType.dataAccessRequests.action(id))
      let subject = try await erasure.read(request)
      return try await home.registrar.preview(action, on: subject, answers: [:], for: session).effects
    }
    let asked = try await effects("erasure.ask", erasure.lead)
    #expect(asked.first?.hasPrefix("Once it is approved and carried out, this erases Quillfeather") == true)
    try await home.perform("erasure.ask", on: request, as: erasure.lead)
    let approving = try await effects("erasure.approve", erasure.ada)
    #expect(approving.count > 4 && approving.first == asked.first)
  }

  @Test func `where the code does not open an organisation its erased lose their keys all the same`()
    async throws
  {
    let far = try await home.session(.administrator, organization: 2)
    var person = Record(.residents)
    (person[.givenName], person[.familyName]) = ("Cem", "Faraway")
    person[.bornOn] = Day("2001-02-03")
    person = try await home.save(person, as: far)
    let id = try #require(person.id)
    let erased = ErasedAgain(
      residents: [.init(organization: 2, resident: id)], types: home.registrar.catalogue)
    let names = try await home.repository.destroyUnopened(erased, opened: [1], at: home.time.now)
    #expect(names.count == 1)
    let keys = try erasure.database().rows(
      "SELECT organization_id, count(*) FROM data_keys WHERE kind = 'resident' GROUP BY organization_id")
    #expect(keys.map { $0[0].integer } == [1])
    let fresh = try Repository(folder: home.folder, catalogue: .house)
    try await fresh.resume(far, at: home.time.now)
    let door = Registrar(
      repository: fresh, catalogue: .house, matrix: home.registrar.matrix, lists: home.registrar.lists,
      clock: home.registrar.clock)
    let back = try await door.record(id, of: .residents, for: far)
    #expect(back["state"] == .text("erased") && back["family_name"] == .erased)
    #expect(try await door.verifyAudit(for: far).allSatisfy { $0.isIntact })
    #expect(try await door.verifySealed(for: far).isSound)
    #expect(try await door.verifyRecords(of: ["residents"], for: far).differing == [])
  }
}

extension Repository {
  fileprivate func destroyUnopened(
    _ erased: ErasedAgain, opened: Set<Int>, at now: Instant
  ) throws -> [String] {
    try writing { (database) throws(StorageError) in
      try eraseUnopened(erased, besides: opened, at: now, in: database)
    }
  }
}
