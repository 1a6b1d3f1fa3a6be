import House
import Records
import Storage
import TestHomes
import Testing
import ViewModels

/// An incident of which a concern and two actions came, told as one list.
@MainActor
@Suite struct ChronologyTests {
  private let home: Home
  private let manager: Session
  private let worker: Session
  private let lead: Session
  private let incident: RecordID

  init() async throws {
    home = try await Home.fixture()
    let maple: Set<RecordID> = [home.maple]
    let night = try await home.session(.night, named: "Nia Night", houses: maple)
    let leader = try await home.session(.leader, named: "Lee Lead", houses: maple)
    worker = try await home.session(.worker, named: "Wren Work", houses: maple)
    manager = try await home.session(.manager, named: "May Mann", houses: maple)
    lead = try await home.session(.safeguarding, named: "Sam Guard")
    let resident = try await home.resident("Tom", "Fell", in: home.maple)
    var report = Record(.incidents)
    report[.kind] = "fall"
    report[.severity] = 3
    report[.narrative] = "Fell on the stairs."
    report[.immediateAction] = "Ice."
    report[.houseID] = home.maple
    report[.residentID] = resident.id
    report[.placeKind] = "stairs"
    report[.occurredAt] = home.time.now
    let made = try await home.save(report, as: night)
    incident = try #require(made.id)
    home.time.pass(minutes: 20)
    try await home.perform("incident.submit", on: made, as: night)
    home.time.pass(minutes: 20)
    try await home.perform(
      "incident.triage", on: made,
      [
        "severity": .integer(3), "is_safeguarding": .flag(true), "abuse_kinds": .list(["physical"]),
        "triage_note": .text("Seen."),
      ], as: leader)
    home.time.pass(minutes: 20)
    var action = Record(.actionAssignments)
    action[.title] = "Mend the stair light"
    action[.origin] = "incident"
    action[.incidentID] = incident
    action[.houseID] = home.maple
    action[.assignedTo] = worker.membership
    action[.dueOn] = Zone.utc.day(at: home.time.now).adding(days: 2)
    let light = try await home.save(action, as: manager)
    home.time.pass(minutes: 20)
    let concern = try await home.registrar.records(Query("safeguarding_concerns"), for: lead).first
    action[.title] = "Ring the council"
    action[.origin] = "concern"
    action[.incidentID] = nil
    action[.concernID] = try #require(concern?.id)
    action[.assignedTo] = lead.membership
    try await home.save(action, as: lead)
    home.time.pass(minutes: 20)
    try await home.perform(
      "action.complete", on: light, ["completion_notes": .text("A new lamp.")], as: worker)
  }

  private func opened(by session: Session) async throws -> AppModel {
    let app = try await home.app(for: session)
    await app.open("incidents", incident)
    await app.press("T")
    return app
  }

  private func lines(_ app: AppModel) throws -> [String] {
    try #require(app.report).lines.map(\.text.text)
  }

  @Test func `the whole chain stands in the order in which it happened, with state and by whom`()
    async throws
  {
    let told = try lines(try await opened(by: lead))
    let places = [
      "fall: happened", "reported", "triaged", "Safeguarding concern SGC",
      "Mend the stair light: written down",
      "Ring the council: written down", "Mend the stair light: done",
    ].map { words in told.firstIndex { $0.contains(words) } }
    let found = places.compactMap(\.self)
    #expect(found.count == places.count && found == found.sorted(), "\(told)")
    #expect(told.contains { $0.contains("triaged by Lee Lead") && $0.hasSuffix("(now triaged)") })
    #expect(told.contains { $0.contains("done by Wren Work") && $0.hasSuffix("(now waiting for approval)") })
  }

  @Test func `who may not know of a concern reads the chain without a hint of it`() async throws {
    let told = try lines(try await opened(by: worker))
    #expect(told.contains { $0.contains("triaged") } && told.contains { $0.contains("stair light") })
    let text = told.joined(separator: "\n").lowercased()
    for word in ["concern", "safeguarding", "council", "sgc-"] { #expect(!text.contains(word), "\(text)") }
  }

  @Test func `the timeline of what came of an incident is that of the incident`() async throws {
    let app = try await home.app(for: manager)
    await app.open("incidents", incident)
    await app.press("T")
    let whole = try lines(app)
    let actions = try await home.registrar.records(Query("action_assignments"), for: manager)
    let action = try #require(actions.first { $0[.incidentID] == incident })
    await app.open("action_assignments", try #require(action.id))
    await app.press("T")
    #expect(try lines(app) == whole)
  }

  @Test func `enter opens what a line is about`() async throws {
    let app = try await opened(by: manager)
    await app.press("enter")
    #expect(app.detail?.id == incident)
  }

  private final class Written { var text = "" }

  @Test(arguments: ["x", "p"])
  func `it is put on paper as a chronology with its head and the numbers of its pages`(
    key: String
  )
    async throws
  {
    let app = try await opened(by: manager)
    let written = Written()
    app.writeFile = { name, bytes in
      written.text = String(decoding: bytes, as: UTF8.self)
      return .success(name)
    }
    await app.press(key)
    #expect(written.text.contains("Chronology: Incident INC"), "\(app.message?.text.text ?? "")")
    #expect(written.text.contains("Page 1 of 1") && written.text.contains("by May Mann"))
    #expect(written.text.contains("triaged by Lee Lead"))
    #expect(!written.text.lowercased().contains("concern"))
    #expect(!written.text.contains("happened by"))
    // What is said on the screen of what is left out stands on the paper too.
    let isPart = app.message?.text.text.contains("left out") == true
    #expect(written.text.contains("left out: the role of who made this") == isPart)
    let left = try await home.registrar.records(Query("audit_log"), for: home.administrator)
    #expect(left.contains { $0["event"] == .text("export.made") && $0["subject_id"] == .reference(incident) })
  }

  @Test func `what leads to nothing has no timeline`() async throws {
    let app = try await home.app(for: manager)
    await app.open("houses", home.maple)
    await app.press("T")
    #expect(app.report == nil)
  }
}
