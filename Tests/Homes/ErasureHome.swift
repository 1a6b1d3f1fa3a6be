import House
import Records
import Storage

/// A home whose safeguarding lead and administrator are to erase somebody who left, called Zephyrine Quillfeather.
package struct ErasureHome: Sendable {
  package let home: Home
  package let lead: Session
  package let ada: Session
  package let resident: Record
  package let contact: Record

  package static let name = "Quillfeather"

  package init() async throws {
    home = try await Home.fixture()
    ada = home.administrator
    lead = try await home.session(.safeguarding)
    var person = try await home.resident("Zephyrine", Self.name)
    person[.nhsNumber] = "943 476 5919"
    resident = try await home.save(person)
    var made = Record(.residentContacts)
    made[.residentID] = resident.id
    made[.relationship] = "sibling"
    made[.name] = "Orla \(Self.name)"
    contact = try await home.save(made, as: try await home.session(.manager))
    try await home.perform("resident.close", on: resident, ["reason": .text("Never came.")])
    var policy = Record(.retentionPolicies)
    policy[.name] = "Resident files"
    policy[.recordClass] = "resident_file"
    policy[.keepYears] = 0
    policy[.startsFrom] = "created"
    try await home.save(policy, as: lead)
  }

  /// A request to erase them, with the identity of who asks seen.
  package func request() async throws -> Record {
    try await home.begunRequest(
      "erasure", of: resident, scope: "Everything about Zephyrine \(Self.name).", as: lead)
  }

  /// Does what takes the password for this one command, as the administrator who has given it.
  package func prove(_ action: String, on request: Record) async throws {
    await home.repository.noteConfirmation(of: ada.id, at: home.time.now, isProof: true)
    try await home.perform(action, on: request, as: ada)
  }

  /// The request once one has asked, another has approved, and the days have passed.
  package func cooled() async throws -> Record {
    let request = try await request()
    try await home.perform("erasure.ask", on: request, as: lead)
    try await prove("erasure.approve", on: request)
    home.time.pass(minutes: 7 * 24 * 60 + 1)
    return request
  }

  @discardableResult
  package func erase() async throws -> Record {
    let request = try await cooled()
    try await prove("erasure.carry-out", on: request)
    return request
  }

  /// The record as the safeguarding lead reads it now.
  package func read(_ record: Record) async throws -> Record {
    try await home.registrar.record(record.id ?? .zero, of: record.type, for: lead)
  }

  package func found(_ words: String, through registrar: Registrar? = nil) async throws -> [RecordID] {
    let registrar = registrar ?? home.registrar
    try await registrar.beginDirectory(of: .residents, for: lead)
    while try await registrar.advanceDirectories(for: lead) < 1 {}
    return try await registrar.find(words, in: ["residents"], limit: 5, for: lead).map(\.id)
  }
}

extension Home {
  /// A request of a resident about their own records that is begun: the identity of who asks was seen.
  package func begunRequest(
    _ kind: String, of resident: Record, scope: String? = nil, as lead: Session
  ) async throws -> Record {
    var request = Record(.dataAccessRequests)
    request[.kind] = kind
    request[.residentID] = resident.id
    request[.channel] = "letter"
    request[.onBehalf] = "self"
    request[.scopeNote] = scope
    request = try await save(request, as: lead)
    try await perform("subject-request.check-identity", on: request, as: lead)
    let today = lead.zone.day(at: time.now)
    try await perform("subject-request.begin", on: request, ["identity_checked_on": .day(today)], as: lead)
    return request
  }
}
