import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Opening somebody beyond one's reach: to read, one person, an hour, told at once (DOMAIN 2.21.1, F26).
@Suite(.homes) struct EmergencyAccessTests {
  private let home: Home
  private let worker: Session
  private let lead: Session
  private let manager: Session
  private let person: Record

  init() async throws {
    home = try await Home.fixture()
    worker = try await home.session(.night, named: "N. Tran", houses: [home.maple])
    lead = try await home.session(.safeguarding, named: "S. Lead")
    manager = try await home.session(.manager, named: "M. Oak", houses: [home.oak])
    person = try await home.resident("Ida", "Elsewhere", in: home.oak)
  }

  private var id: RecordID { get throws { try #require(person.id) } }

  private func request(
    _ reference: String = "", name: String = "", born: String? = nil,
    reason: String = "Found on the floor of the hall, not breathing well."
  ) -> EmergencyRequest {
    EmergencyRequest(
      reference: reference, name: name, bornOn: born.flatMap { Day($0) }, ground: "medical_emergency",
      reason: reason)
  }

  @discardableResult
  private func open(_ request: EmergencyRequest, as session: Session? = nil) async throws -> String {
    let session = session ?? worker
    await home.repository.noteConfirmation(of: session.id, at: home.time.now, isProof: true)
    return try await home.registrar.openInEmergency(
      request, command: home.time.newID(), for: session
    ).words
  }

  private func reference() throws -> String { try #require(person[FieldKey<String>("reference")]) }

  private func refusal(_ request: EmergencyRequest, as session: Session? = nil) async throws -> String {
    do {
      try await open(request, as: session)
      return ""
    } catch let error as RegistrarError {
      return error.words
    }
  }

  private func read(as session: Session) async throws -> Record {
    try await home.registrar.record(id, of: person.type, for: session)
  }

  private func log(_ event: String) async throws -> [Record] {
    try await home.registrar.records(Query("audit_log"), for: home.administrator)
      .filter { $0["event"] == .text(event) }
  }

  @Test func `BRG-1: one person is open to read, with what stands about them, and nobody else`() async throws
  {
    let other = try await home.resident("Una", "Elsewhere", in: home.oak)
    var condition = Record(.healthConditions)
    condition["resident_id"] = .reference(try id)
    condition["kind"] = .text("allergy")
    condition["name"] = .text("Penicillin")
    try await home.save(condition, as: manager)
    await #expect(throws: RegistrarError.notFound) { try await read(as: worker) }
    try await open(request(try reference()))
    #expect(try await read(as: worker)["family_name"] == .text("Elsewhere"))
    let known = try await home.registrar.records(Query("health_conditions"), for: worker)
    #expect(known.map { $0["name"] } == [.text("Penicillin")])
    await #expect(throws: RegistrarError.notFound) {
      try await home.registrar.record(other.id ?? .zero, of: other.type, for: worker)
    }
  }

  @Test func `what is open in an emergency is neither changed nor taken out`() async throws {
    try await open(request(try reference()))
    var record = try await read(as: worker)
    record["preferred_name"] = .text("Idy")
    await #expect(throws: RegistrarError.self) { try await home.save(record, as: worker) }
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.recordExport(
        of: person.type, ids: [try id], format: "csv", for: worker)
    }
    #expect(try await read(as: home.administrator)["preferred_name"].isEmpty)
    var note = Record(.caseNotes)
    note["resident_id"] = .reference(try id)
    note["content"] = .text("Found on the floor.")
    await #expect(
      throws: RegistrarError.notAllowed(
        "Emergency access is for reading. Tell who looks after this person, or report an incident.")
    ) { try await home.save(note, as: worker) }
  }

  @Test func `a name needs the date of birth, and both to the letter`() async throws {
    #expect(try await refusal(request(name: "Ida Elsewhere")).contains("their date of birth"))
    #expect(
      try await refusal(request(name: "Ida Else", born: "2004-05-06")).hasPrefix("Nobody here has exactly"))
    #expect(
      try await refusal(request(name: "Ida Elsewhere", born: "2004-05-07")).hasPrefix(
        "Nobody here has exactly"))
    #expect(try await refusal(request("RES-1999-0001")) == "Nobody here has this number.")
    #expect(try await log("break-glass.failed").count == 4)
    try await open(request(name: "elsewhere, IDA", born: "2004-05-06"))
    #expect(try await read(as: worker).id == person.id)
  }

  @Test func `two of one name and birthday are told apart by their numbers`() async throws {
    _ = try await home.resident("Ida", "Elsewhere", in: home.oak)
    #expect(try await refusal(request(name: "Ida Elsewhere", born: "2004-05-06")).hasPrefix("2 people have"))
  }

  @Test(arguments: ["", "                          ", "too short"])
  func `F26: a reason of spaces or of few letters opens nobody`(reason: String) async throws {
    let words = try await refusal(request(try reference(), reason: reason))
    #expect(!words.isEmpty)
    await #expect(throws: RegistrarError.notFound) { try await read(as: worker) }
    #expect(try await log("break-glass.open").isEmpty)
  }

  @Test func `nobody opens anybody without showing who they are`() async throws {
    let request = request(try reference())
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await home.registrar.openInEmergency(request, command: home.time.newID(), for: worker)
    }
    // A proof is good for one person.
    try await open(request)
    let other = try await home.resident("Una", "Elsewhere", in: home.oak)
    let second = self.request(try #require(other[FieldKey<String>("reference")]))
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await home.registrar.openInEmergency(second, command: home.time.newID(), for: worker)
    }
  }

  @Test func `a proof of more than two minutes ago opens nobody`() async throws {
    await home.repository.noteConfirmation(of: worker.id, at: home.time.now, isProof: true)
    home.time.pass(milliseconds: 120_001)
    let request = request(try reference())
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await home.registrar.openInEmergency(request, command: home.time.newID(), for: worker)
    }
    #expect(try await log("break-glass.open").isEmpty)
  }

  @Test(arguments: [Role.safeguarding, .finance, .auditor])
  func `roles without emergency access have none`(role: Role) async throws {
    let session = try await home.session(role)
    #expect(
      try await refusal(request(try reference()), as: session) == "Emergency access is closed for this role.")
  }

  @Test func `it ends with its hour, on every list, and cannot be made longer`() async throws {
    try await open(request(try reference()))
    home.time.pass(minutes: 59)
    #expect(try await read(as: worker).id == person.id)
    #expect(try await home.registrar.emergencies(for: worker).count == 1)
    let event = try #require(try await home.registrar.records(Query("break_glass_events"), for: lead).first)
    var longer = event
    longer["expires_at"] = .instant(home.time.now.adding(minutes: 60))
    for session in [worker, home.administrator] {
      await #expect(throws: RegistrarError.self) { try await home.save(longer, as: session) }
    }
    home.time.pass(minutes: 1)
    await #expect(throws: RegistrarError.notFound) { try await read(as: worker) }
    #expect(try await home.registrar.count("residents", where: [], for: worker) == 0)
    #expect(try await home.registrar.emergencies(for: worker).isEmpty)
  }

  @Test func `who opened somebody ends it before the hour is over`() async throws {
    try await open(request(try reference()))
    try await home.registrar.endEmergencies(command: home.time.newID(), for: worker)
    await #expect(throws: RegistrarError.notFound) { try await read(as: worker) }
    #expect(try await log("break-glass.end").count == 1)
  }

  @Test func `the lead and the managers of the house are told, and the log has it`() async throws {
    let maple = try await home.session(.manager, named: "M. Maple", houses: [home.maple])
    try await open(request(try reference()))
    for (session, count) in [(lead, 1), (manager, 1), (maple, 0)] {
      let told = try await home.registrar.records(Query("notifications"), for: session)
        .filter { $0["kind"] == .text("security") }
      #expect(told.count == count)
    }
    let entry = try #require(try await log("break-glass.open").first)
    #expect(entry["risk"] == .text("high"))
    #expect(entry["resident_id"] == .reference(try id))
    #expect(try await log("record.read").isEmpty)
    home.time.pass(minutes: 61)
    #expect(
      try await open(request(try reference())) == "Emergency access number 2 of the day to this person.")
  }

  @Test func `what is opened then stands in the log, before it is shown`() async throws {
    try await open(request(try reference()))
    let event = try #require(
      try await home.registrar.records(Query("break_glass_events"), for: lead).first?.id)
    let registrar = home.registrar
    for _ in 0..<2 { try await registrar.noteReading(of: try id, person.type, for: worker) }
    let entries = try await log("record.read")
    #expect(entries.count == 1)
    #expect(
      entries.first?["command_id"] == .reference(event) || entries.first?["command_id"].isEmpty == false)
    home.time.pass(minutes: 16)
    try await registrar.noteReading(of: try id, person.type, for: worker)
    #expect(try await log("record.read").count == 2)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run(
      "CREATE TRIGGER no_room BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'full'); END")
    home.time.pass(minutes: 16)
    let (identity, type) = (try id, person.type)
    await #expect(throws: RegistrarError.self) {
      try await registrar.noteReading(of: identity, type, for: worker)
    }
    // Who is not protected can be read all the same.
    try await registrar.noteReading(of: identity, type, for: manager)
  }

  @Test func `a list that shows who is open in an emergency is in the log once for the day`() async throws {
    try await open(request(try reference()))
    let registrar = home.registrar
    let near = try await home.resident("Nia", "Near", in: home.maple)
    let ids = [try id, try #require(near.id)]
    for _ in 0..<2 { try await registrar.noteListed(ids, of: person.type, for: worker) }
    let entries = try await log("record.read")
    #expect(entries.map { $0["resident_id"] } == [.reference(try id)])
    #expect(entries.first?["risk"] == .text("medium"))
    // Who opens the record then is written down beside it.
    try await registrar.noteReading(of: try id, person.type, for: worker)
    #expect(try await log("record.read").count == 2)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run(
      "CREATE TRIGGER no_room BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'full'); END")
    home.time.pass(minutes: 10)
    try await registrar.noteListed(ids, of: person.type, for: worker)
  }

  @Test func `who may be read anyhow needs no emergency`() async throws {
    let near = try await home.resident("Nia", "Near", in: home.maple)
    let words = try await refusal(request(try #require(near[FieldKey<String>("reference")])))
    #expect(words.hasPrefix("You can open this person already"))
  }

  @Test func `somebody restricted can be opened, and nobody hears of it but who reads restrictions`()
    async throws
  {
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE residents SET is_restricted = 1, revision = revision + 1 WHERE id = \(try id)")
    try await open(request(try reference()))
    #expect(try await read(as: worker).id == person.id)
    let told = try await home.registrar.records(Query("notifications"), for: manager)
    #expect(!told.contains { $0["kind"] == .text("security") })
  }

  @Test func `private notes and safeguarding concerns stay closed`() async throws {
    var note = Record(.caseNotes)
    note["resident_id"] = .reference(try id)
    note["content"] = .text("Between the two of us.")
    note["visibility"] = .text("private")
    try await home.save(note, as: manager)
    try await open(request(try reference()))
    #expect(try await home.registrar.records(Query("case_notes"), for: worker).isEmpty)
    #expect(try await home.registrar.records(Query("safeguarding_concerns"), for: worker).isEmpty)
  }
}
