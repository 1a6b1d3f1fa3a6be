import Foundation
import House
import Records
import Sealing
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// The copy of a resident's records that answers their request.
@Suite(.homes) struct DisclosureTests {
  private let home: Home
  private let lead: Session
  private let ada: Record
  private let contact: Record

  init() async throws {
    home = try await Home.fixture()
    lead = try await home.session(.safeguarding)
    ada = try await home.resident("Ada", "Fern", in: home.maple)
    var made = Record(.residentContacts)
    made[.residentID] = ada.id
    made[.relationship] = "sibling"
    made[.name] = "Orla Fernsby"
    contact = try await home.save(made, as: try await home.session(.manager))
  }

  private func request(_ kind: String = "access") async throws -> Record {
    try await home.begunRequest(kind, of: ada, as: lead)
  }

  private func disclose(
    _ request: Record, proved: Bool = true, as session: Session? = nil
  ) async throws -> DisclosurePack {
    let session = session ?? lead
    if proved { await home.repository.noteConfirmation(of: session.id, at: home.time.now, isProof: true) }
    let action = try #require(RecordType.dataAccessRequests.action("subject-request.disclose"))
    let subject = try await home.registrar.record(
      try #require(request.id), of: request.type, for: session)
    return try await home.registrar.disclose(
      by: action, on: subject, answers: ["method": .text("print")], command: home.time.newID(), for: session
    ).pack
  }

  private func ready() async throws -> Record {
    let request = try await request()
    try await home.perform("subject-request.ready", on: request, as: lead)
    return request
  }

  private func files(of pack: DisclosurePack) async throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    _ = try await pack.write { attachment async throws(RegistrarError) in
      try await home.registrar.openFile(of: attachment.document, for: .export, as: lead)
    } to: { file throws(PackError) in
      files[file.path] = file.bytes
    }
    return files
  }

  private func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

  @Test func `a ready request becomes a bag whose sums are true, with the disclosure in the books`()
    async throws
  {
    let pack = try await disclose(try await ready())
    let files = try await files(of: pack)
    #expect(text(files["bagit.txt"]) == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
      let lines = text(files[manifest]).split(separator: "\n")
      #expect(!lines.isEmpty)
      for line in lines {
        let parts = line.split(separator: " ", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        let bytes = try #require(files[parts[1]])
        #expect(parts[0] == Hexadecimal.text(Digest.sha256(bytes)))
      }
    }
    let payload = files.keys.filter { $0.hasPrefix("data/") }
    #expect(text(files["manifest-sha256.txt"]).split(separator: "\n").count == payload.count)
    let size = payload.reduce(0) { $0 + (files[$1]?.count ?? 0) }
    #expect(text(files["bag-info.txt"]).contains("Payload-Oxum: \(size).\(payload.count)"))
    #expect(text(files["data/records/resident_contacts.txt"]).contains("Orla Fernsby"))
    #expect(text(files["data/records/resident_contacts.json"]).contains("\"name\" : \"Orla Fernsby\""))
    #expect(text(files["data/index.txt"]).contains("due "))
    let told = try await home.registrar.records(Query("consent_disclosures"), for: lead)
    #expect(told.map { $0["exception"] } == [.text("subject_request")])
    #expect(told.first?["recipient_name"] == .text("Ada Fern"))
  }

  @Test func `before it is written it says first how much it is and that it is not sealed`() async throws {
    let words = try await disclose(try await ready()).words
    #expect(try #require(words.first).hasPrefix("This writes a folder about "))
    #expect(words.dropFirst().first?.hasPrefix("It leaves the house unsealed") == true)
    #expect(words.last?.hasPrefix("In it: ") == true)
    #expect(words.allSatisfy { $0.hasSuffix(".") }, "\(words)")
  }

  @Test func `it takes the password, the role and a request that is ready`() async throws {
    let request = try await request()
    await #expect(throws: RegistrarError.self) { _ = try await disclose(request) }
    try await home.perform("subject-request.ready", on: request, as: lead)
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      home.time.pass(minutes: 3)
      _ = try await disclose(request, proved: false)
    }
    await #expect(throws: RegistrarError.self) { try await disclose(request, as: home.administrator) }
    let told = try await home.registrar.records(Query("consent_disclosures"), for: lead)
    #expect(told.isEmpty)
    _ = try await disclose(request)
  }

  @Test func `other residents are not named, and what is about them too is left out with its reason`()
    async throws
  {
    let bea = try await home.resident("Bea", "Neighbour", in: home.maple)
    var link = Record(.residentLinks)
    link[.residentID] = ada.id
    link[.otherResidentID] = bea.id
    link[.kind] = "friend"
    try await home.save(link)
    let fall = try await home.fall(by: try await home.session(.manager))
    for person in [ada, bea] {
      var involved = Record(.incidentPeople)
      involved[.incidentID] = fall.id
      involved[.residentID] = person.id
      involved[.role] = "affected"
      try await home.save(involved, as: try await home.session(.manager))
    }
    let pack = try await disclose(try await ready())
    let all = try await files(of: pack).values.map { text($0) }.joined()
    #expect(!all.contains("Neighbour"))
    #expect(all.contains("another resident"))
  }

  @Test func `the lines of a refuge are not in a pack, which says that they are left out`() async throws {
    var refuge = Record(.addresses)
    refuge[.subjectType] = "residents"
    refuge[.subjectID] = ada.id
    refuge[.residentID] = ada.id
    refuge[.kind] = "confidential"
    refuge[.line1] = "14 Gull Street"
    refuge[.isRefuge] = true
    try await home.save(refuge)
    let pack = try await disclose(try await ready())
    let all = try await files(of: pack).values.map { text($0) }.joined()
    #expect(!all.contains("Gull Street"))
    #expect(pack.withheld.contains { $0.what == "Address line 1 of address" })
  }

  /// A fall that was sent, whose report names nobody as the most affected, and who was in it.
  private func fall(with people: [Record]) async throws -> String {
    let manager = try await home.session(.manager)
    let fall = try await home.fall(by: manager)
    for person in people {
      var involved = Record(.incidentPeople)
      involved[.incidentID] = fall.id
      involved[.residentID] = person.id
      involved[.role] = "affected"
      try await home.save(involved, as: manager)
    }
    try await home.perform("incident.submit", on: fall, as: manager)
    return try #require(fall[.reference])
  }

  @Test
  func `an incident that has them among its people is in it, or named as left out where others were too`()
    async throws
  {
    let alone = try await fall(with: [ada])
    let shared = try await fall(with: [ada, try await home.resident("Bea", "Neighbour", in: home.maple)])
    let files = try await files(of: try await disclose(try await ready()))
    let incidents = text(files["data/records/incidents.txt"])
    #expect(incidents.contains(alone) && incidents.contains("Slipped on the wet floor."))
    #expect(!incidents.contains(shared))
    #expect(
      text(files["data/index.txt"]).contains(
        "\(shared): it is about somebody else too and nothing in it is redacted"))
  }

  @Test func `what 42 CFR Part 2 protects carries its notice on every page`() async throws {
    var person = try await home.registrar.record(
      try #require(ada.id), of: .residents, for: home.administrator)
    person[.isPart2] = true
    try await home.save(person)
    let pack = try await disclose(try await ready())
    let notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    for (path, bytes) in try await files(of: pack) where path.hasPrefix("data/") {
      #expect(text(bytes).contains(notice), "\(path)")
    }
    let told = try await home.registrar.records(Query("consent_disclosures"), for: lead)
    #expect(told.first?["redisclosure_notice"] == .text("statement_2"))
  }

  @Test func `two organisations never mix in a pack`() async throws {
    let far = try await home.session(.safeguarding, organization: 2)
    var person = Record(.residents)
    (person[.givenName], person[.familyName]) = ("Cem", "Faraway")
    person[.bornOn] = Day("2001-02-03")
    try await home.save(person, as: try await home.session(.administrator, organization: 2))
    let request = try await ready()
    await #expect(throws: RegistrarError.notFound) { try await disclose(request, as: far) }
    let files = try await files(of: try await disclose(request))
    #expect(!files.values.contains { text($0).contains("Faraway") })
    #expect(text(files["bag-info.txt"]).contains("Source-Organization: \(lead.organizationName)"))
  }

  /// A concern about the resident, with what comes of one: its incident, a referral and what the shift is told.
  private func concern() async throws -> Record {
    let manager = try await home.session(.manager)
    var fall = try await home.fall(by: manager)
    fall[.residentID] = ada.id
    fall = try await home.save(fall, as: manager)
    try await home.perform("incident.submit", on: fall, as: manager)
    try await home.perform(
      "incident.raise-concern", on: fall,
      [
        "abuse_kinds": .list(["physical"]), "what_happened": .text("A push."),
        "immediate_safety": .text("Apart."),
      ], as: lead)
    let concerns = try await home.registrar.records(Query("safeguarding_concerns"), for: lead)
    let concern = try #require(concerns.first)
    let until = lead.zone.day(at: home.time.now).adding(months: 1)
    try await home.perform(
      "concern.tell-shift", on: concern,
      ["message": .text("See that letters reach Ada."), "review_on": .day(until)], as: lead)
    var agency = Record(.agencies)
    agency["name"] = .text("Quay Clinic")
    agency["agency_type"] = .text("health")
    agency = try await home.save(agency)
    var referral = Record(.referrals)
    referral[.residentID] = ada.id
    referral[.agencyID] = agency.id
    referral[.concernID] = concern.id
    referral["service"] = .text("Quay advocacy")
    referral["reason"] = .text("An advocate for the enquiry.")
    try await home.save(referral, as: lead)
    var complaint = Record(.complaints)
    complaint[.subject] = "Pushed on the stairs"
    complaint["description"] = .text("She was pushed.")
    complaint["category"] = .text("safety")
    complaint[.houseID] = home.maple
    complaint["complainant_kind"] = .text("resident")
    complaint[.residentID] = ada.id
    complaint["channel"] = .text("letter")
    complaint["is_safeguarding"] = .flag(true)
    try await home.save(complaint, as: manager)
    return concern
  }

  @Test func `nothing in a pack tells of a concern, and the writer alone hears that one is left out`()
    async throws
  {
    let calm = try await files(of: try await disclose(try await ready()))
    #expect(!text(calm["data/index.txt"]).contains("oncern"))
    let concern = try await concern()
    let pack = try await disclose(try await ready())
    let files = try await files(of: pack)
    let reference: String = try #require(concern[.reference])
    for words in [
      reference, "afeguarding concern", "concern_id", "is_safeguarding", "safeguarding lead asks",
      "letters reach", "Quay advocacy", "eferrals", "Safeguarding:",
    ] {
      #expect(!files.values.contains { text($0).contains(words) }, "\(words)")
    }
    #expect(!pack.withheld.contains { $0.what.contains("oncern") || $0.what.contains("eferral") })
    #expect(text(files["data/records/incidents.txt"]).contains("Slipped on the wet floor."))
    #expect(text(files["data/records/complaints.txt"]).contains("Pushed on the stairs"))
    #expect(pack.unspoken.count == 1)
    #expect(pack.unspoken.first?.contains("Safeguarding concerns") == true)
  }

  @Test(arguments: [false, true])
  func `what was told with a referral of a concern is left out with it, removed or not`(
    isRemoved: Bool
  ) async throws {
    _ = try await concern()
    let referrals = try await home.registrar.records(Query("referrals"), for: lead)
    let referral = try #require(referrals.first { !$0["concern_id"].isEmpty })
    var told = Record(.consentDisclosures)
    told[.residentID] = ada.id
    told[.referralID] = referral.id
    told["information"] = .text("What the advocate must know.")
    told["purpose"] = .text("legal_proceedings")
    told["recipient_name"] = .text("Quay Voices")
    told["method"] = .text("spoken")
    told["lawful_basis"] = .text("legal_obligation")
    told["exception"] = .text("law_enforcement")
    told["is_accountable"] = .flag(true)
    try await home.save(told, as: lead)
    if isRemoved {
      let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
      try file.run("UPDATE referrals SET deleted_at = 1, deleted_by = created_by")
    }
    let files = try await files(of: try await disclose(try await ready()))
    #expect(!files.values.contains { text($0).contains("Quay Voices") })
  }

  @Test func `what is theirs only by a stay is named as not copied`() async throws {
    let before = try await disclose(try await ready())
    #expect(!before.withheld.contains { $0.what.contains("Ledger accounts") })
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run(
      "INSERT INTO ledger_accounts (organization_id, id, code, name, kind, normal_side, stay_id, created_at, updated_at, revision, change_seq) SELECT organization_id, randomblob(16), 'R-1', 'Ada Fern', 'asset', 'debit', id, 1, 1, 1, 1 FROM stays WHERE organization_id = 1 LIMIT 1"
    )
    let pack = try await disclose(try await ready())
    let line = try #require(pack.withheld.first { $0.what.contains("Ledger accounts") })
    #expect(line.why == "they are in the house’s books and were not copied: ask for them")
  }

  @Test func `it says by day and role who opened the records, and nothing of a concern that was opened`()
    async throws
  {
    let manager = try await home.session(.manager)
    try await home.registrar.noteReading(of: try #require(ada.id), .residents, for: manager)
    let concern = try await concern()
    try await home.registrar.noteReading(of: try #require(concern.id), concern.type, for: lead)
    let files = try await files(of: try await disclose(try await ready()))
    let opened = text(files["data/records/audit_log.txt"])
    #expect(text(files["data/index.txt"]).contains("Who opened your records: 1"))
    #expect(opened.contains("Role: Manager"))
    #expect(opened.contains("What was opened, and how often: Residents 1"))
    #expect(!opened.contains("oncern") && !opened.contains(manager.shortName))
  }

  @Test func `a disclosure that an authority asked to keep back is told when its day is over`() async throws {
    let until = lead.zone.day(at: home.time.now).adding(days: 10)
    var told = Record(.consentDisclosures)
    told[.residentID] = ada.id
    told["information"] = .text("Where she was.")
    told["purpose"] = .text("legal_proceedings")
    told["recipient_name"] = .text("Quay Constabulary")
    told["method"] = .text("spoken")
    told["lawful_basis"] = .text("legal_obligation")
    told["exception"] = .text("law_enforcement")
    told["is_accountable"] = .flag(true)
    told["accounting_suspended_until_on"] = .day(until)
    try await home.save(told, as: lead)
    for isOver in [false, true] {
      let files = try await files(of: try await disclose(try await ready()))
      #expect(files.values.contains { text($0).contains("Quay Constabulary") } == isOver)
      home.time.pass(minutes: 11 * 24 * 60)
    }
  }

  @Test func `a record of another resident that mentions this one is only counted`() async throws {
    let bea = try await home.resident("Bea", "Neighbour", in: home.maple)
    for (kind, isConfidential) in [("friend", false), ("known_exploiter", true)] {
      var link = Record(.residentLinks)
      link[.residentID] = bea.id
      link[.otherResidentID] = ada.id
      link[.kind] = kind
      link["is_confidential"] = .flag(isConfidential)
      link["notes"] = .text("Bea said so herself.")
      try await home.save(link)
    }
    let files = try await files(of: try await disclose(try await ready()))
    #expect(files["data/records/resident_links.txt"] == nil)
    #expect(!files.values.contains { text($0).contains("Bea said so") })
    #expect(text(files["data/index.txt"]).contains("2 records: they are about others"))
  }

  @Test func `a redacted passage is left out and does not tell how long it was`() {
    var redaction = Record(.redactions)
    (redaction[.fromCharacter], redaction[.toCharacter]) = (5, 7)
    redaction[.reasonCode] = "third_party"
    redaction["original"] = .bytes(Array("Bea".utf8))
    let left = Redacting.leavingOut([redaction], of: "Saw Bea at noon.")
    #expect(left == "Saw [redacted: about somebody else] at noon.")
    #expect(Redacting.leavingOut([redaction], of: "Saw Dee at noon.") == nil)
  }

  private func redaction(_ from: Int, _ to: Int, _ ground: String = "third_party") -> Record {
    var redaction = Record(.redactions)
    (redaction[.fromCharacter], redaction[.toCharacter]) = (from, to)
    redaction[.reasonCode] = ground
    return redaction
  }

  @Test func `passages that overlap, lie in one another, agree or touch are left out as one`() {
    let text = "Saw Bea Neighbour at noon."
    let left = "Saw [redacted: about somebody else] at noon."
    let cases = [
      [(5, 10), (8, 17)], [(5, 17), (9, 12)], [(9, 12), (5, 17)], [(5, 17), (5, 17)], [(5, 8), (9, 17)],
      [(5, 17), (5, 7)], [(5, 17), (15, 17)], [(5, 9), (7, 12), (11, 17)],
    ]
    for passages in cases {
      let redactions = passages.map { redaction($0.0, $0.1) }
      #expect(Redacting.leavingOut(redactions, of: text) == left, "\(passages)")
    }
    #expect(
      Redacting.leavingOut([redaction(5, 10), redaction(8, 17, "crime")], of: text)
        == "Saw [redacted: about somebody else, crime] at noon.")
    #expect(
      Redacting.leavingOut([redaction(1, 3), redaction(5, 17)], of: text)
        == "[redacted: about somebody else] [redacted: about somebody else] at noon.")
  }

  @Test func `a pack that is not whole leaves no folder behind, and one that is whole gets its name`()
    async throws
  {
    let files = FileManager.default
    let pack = try await disclose(try await ready())
    for isTaken in [true, false] {
      let place = files.temporaryDirectory.path + "/lodge-pack-" + UUID().uuidString
      defer { try? files.removeItem(atPath: place) }
      let folder = try PackFolder(making: place)
      if isTaken {
        try files.createDirectory(atPath: place + "/letters", withIntermediateDirectories: true)
      }
      var failure: PackError?
      do throws(PackError) {
        _ = try await pack.write(into: folder) { attachment async throws(RegistrarError) in
          try await home.registrar.openFile(of: attachment.document, for: .export, as: lead)
        }
      } catch {
        failure = error
      }
      #expect((failure != nil) == isTaken)
      #expect(!files.fileExists(atPath: folder.beside))
      #expect(files.fileExists(atPath: place + "/data/index.txt") != isTaken)
      #expect(files.fileExists(atPath: place + "/letters") == isTaken)
    }
  }

  @Test func `the preview counts what is left out, and the receipt says where it stands`() async throws {
    let pack = try await disclose(try await ready())
    #expect(pack.withheld.isEmpty == (pack.wordsLeftOut == nil))
    var more = pack
    more.withheld = ["INC-1", "INC-2"].map { .init(what: $0, why: "it is about others") }
    #expect(more.words.contains("2 things are left out."))
    #expect(!more.words.joined().contains("INC-1"))
    #expect(
      more.wordsLeftOut == "2 things are left out. What is left out, and why, stands in data/index.txt.")
  }

  @Test func `a pack that was not written is taken back in the accounting by an entry that follows`()
    async throws
  {
    let pack = try await disclose(try await ready())
    let person = try #require(ada.id)
    let all = Query("consent_disclosures").where(.residentID, is: person)
    let first = try #require(try await home.registrar.records(all, for: lead).first)
    #expect(await home.registrar.withdraw(pack, for: lead) == pack.wordsWithdrawn)
    let entries = try await home.registrar.records(all, for: lead)
    #expect(entries.count == 2)
    #expect(entries.contains { $0.id == first.id && $0.revision == first.revision })
    let second = try #require(entries.first { $0.id != first.id })
    #expect(second[.correctsID] == first.id)
    #expect(second[.isAccountable] == false)
    #expect(second[.information]?.hasPrefix("Nothing was given out") == true)
  }

  @Test func `a folder that takes no file ends the writing with its reason`() async throws {
    let pack = try await disclose(try await ready())
    var why: PackError?
    do throws(PackError) {
      _ = try await pack.write { attachment async throws(RegistrarError) in
        try await home.registrar.openFile(of: attachment.document, for: .export, as: lead)
      } to: { _ throws(PackError) in
        throw .notWritten("The disk is full.")
      }
    } catch {
      why = error
    }
    #expect(why == .notWritten("The disk is full."))
  }
}
