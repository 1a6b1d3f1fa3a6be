import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

@Suite(.homes) struct IncidentTests {
  /// A home with those who have a part in an incident.
  struct Cast {
    let home: Home
    let night: Session
    let leader: Session
    let worker: Session
    let manager: Session

    init() async throws {
      home = try await Home.fixture()
      night = try await home.session(.night, named: "Nia Night", houses: [home.maple])
      leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
      worker = try await home.session(.worker, named: "Wren Work", houses: [home.maple])
      manager = try await home.session(.manager, named: "May Mann", houses: [home.maple])
    }

    /// Does an action by its id.
    func act(
      _ id: String, on record: Record, _ answers: [String: Value] = [:], as session: Session
    ) async throws -> Receipt {
      let action = try #require(record.type.action(id))
      let latest = try await home.registrar.record(
        try #require(record.id), of: record.type, for: session)
      return try await home.registrar.perform(
        action, on: latest, answers: answers, command: home.time.newID(), for: session)
    }

    func availability(_ id: String, on record: Record, as session: Session) async throws -> Availability {
      try await home.registrar.availability(
        of: try #require(record.type.action(id)), on: record, for: session)
    }

    /// A report by the night worker.
    func report() async throws -> Record {
      let draft = try await home.save(try await drafted(), as: night)
      return try #require(try await act("incident.submit", on: draft, as: night).records.first)
    }

    /// A fall of a new resident, not saved yet.
    func drafted() async throws -> Record {
      let resident = try await home.resident("Tom", "Fell", in: home.maple)
      var incident = Record(.incidents)
      incident["kind"] = .text("fall")
      incident["severity"] = .integer(3)
      incident["narrative"] = .text("Fell on the stairs.")
      incident["immediate_action"] = .text("Ice.")
      incident["house_id"] = .reference(home.maple)
      incident["resident_id"] = resident.id.map { .reference($0) } ?? .empty
      incident["place_kind"] = .text("stairs")
      incident["occurred_at"] = .instant(home.time.now)
      return incident
    }
  }

  private func notices(_ cast: Cast, of session: Session) async throws -> [String] {
    try await cast.home.registrar.records(
      Query("notifications").where(.equals("membership_id", .reference(session.membership)))
        .where(.differs("state", .text("done"))), for: session
    ).map { $0["title"].logged }
  }

  @Test func `who reported an incident is told before the first question of triage who on shift can`()
    async throws
  {
    let cast = try await Cast()
    let draft = try await cast.home.save(try await cast.drafted(), as: cast.leader)
    let incident = try #require(
      try await cast.act("incident.submit", on: draft, as: cast.leader).records.first)
    #expect(
      try await cast.availability("incident.triage", on: incident, as: cast.leader)
        == .no("You reported this, so someone else must triage it. May Mann (manager) can."))
    #expect(try await cast.availability("incident.triage", on: incident, as: cast.manager) == .yes)
  }

  @Test func `who reported an incident and is alone on shift is asked first why they triage it`() async throws
  {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
    let resident = try await home.resident("Tom", "Fell", in: home.maple)
    var incident = Record(.incidents)
    incident["kind"] = .text("fall")
    incident["severity"] = .integer(3)
    incident["narrative"] = .text("Fell on the stairs.")
    incident["immediate_action"] = .text("Ice.")
    incident["house_id"] = .reference(home.maple)
    incident["resident_id"] = resident.id.map { .reference($0) } ?? .empty
    incident["place_kind"] = .text("stairs")
    incident["occurred_at"] = .instant(home.time.now)
    let draft = try await home.save(incident, as: leader)
    let sent = try await home.perform("incident.submit", on: draft, as: leader)
    let report = try #require(sent.records.first)
    let triage = try #require(report.type.action("incident.triage"))
    #expect(try await home.registrar.availability(of: triage, on: report, for: leader) == .yes)
    #expect(triage.asks.first?.name == "lone_working_override")
  }

  @Test func `an incident goes its way from the report to the closure`() async throws {
    let cast = try await Cast()
    var incident = try await cast.report()
    #expect(incident["state"] == .text("submitted"))
    #expect(incident["signed_by"] == .reference(cast.night.membership))
    #expect(try await notices(cast, of: cast.leader) == ["INC-0001 needs triage"])

    #expect(
      try await cast.availability("incident.triage", on: incident, as: cast.night)
        == .no(
          "“Triage” is not for your role. Lee Lead (team leader) or May Mann (manager) can."))
    let triaged = try await cast.act(
      "incident.triage", on: incident, ["severity": .integer(3), "is_safeguarding": .flag(false)],
      as: cast.leader)
    incident = try #require(triaged.records.first)
    #expect(incident["state"] == .text("triaged"))
    #expect(try await notices(cast, of: cast.leader).isEmpty)

    let assigned = try await cast.act(
      "incident.assign-action", on: incident,
      [
        "title": .text("Fix the rail"), "assigned_to": .reference(cast.worker.membership),
        "due_on": .day(Day(number: 20_780)), "priority": .text("high"),
      ], as: cast.leader)
    var task = try #require(assigned.records.first { $0.type.id == "action_assignments" })
    #expect(try await notices(cast, of: cast.worker).count == 1)
    let done = try await cast.act(
      "action.complete", on: task, ["completion_notes": .text("Rail fitted.")], as: cast.worker)
    task = try #require(done.records.first)
    #expect(task["state"] == .text("completed"))
    #expect(try await cast.availability("action.approve", on: task, as: cast.worker) != .yes)

    let preview = try await cast.home.registrar.preview(
      try #require(task.type.action("action.approve")), on: task, answers: [:], for: cast.manager)
    #expect(preview.refusal == nil)
    #expect(preview.changes.contains { $0.fields.contains { $0.field.name == "state" } })
    let sentBack = try await cast.act(
      "action.send-back", on: task, ["returned_comment": .text("Please add a photograph.")],
      as: cast.manager)
    task = try #require(sentBack.records.first)
    task = try #require(
      try await cast.act(
        "action.complete", on: task, ["completion_notes": .text("Photograph attached.")], as: cast.worker
      ).records.first)
    task = try #require(try await cast.act("action.approve", on: task, as: cast.manager).records.first)
    #expect(task["state"] == .text("approved"))

    _ = try await cast.act(
      "incident.start-review", on: incident, ["investigator_id": .reference(cast.leader.membership)],
      as: cast.manager)
    _ = try await cast.act(
      "incident.submit-closure", on: incident, ["lessons": .text("Check rails weekly.")], as: cast.leader)
    #expect(
      try await cast.availability("incident.close", on: incident, as: cast.leader)
        == .no("You requested this, so someone else must approve it. May Mann (manager) can."))
    // Who had a hand in it is not named to others either.
    let refused = try await cast.availability("incident.close", on: incident, as: cast.worker)
    #expect(refused == .no("“Approve closure” is not for your role. May Mann (manager) can."))
    cast.home.time.pass(minutes: 20)
    await #expect(throws: RegistrarError.needsConfirmation(.confirm)) {
      try await cast.act("incident.close", on: incident, as: cast.manager)
    }
    await cast.home.repository.noteConfirmation(
      of: cast.manager.id, at: cast.home.time.now, isProof: false)
    let closed = try await cast.act("incident.close", on: incident, as: cast.manager)
    #expect(closed.records.first?["state"] == .text("closed"))
    #expect(closed.undo == nil)

    let history = try await cast.home.registrar.history(of: incident, for: cast.manager)
    #expect(
      history.map(\.event).reversed() == [
        "incident.created", "incident.submit", "incident.triage", "incident.assign-action",
        "incident.start-review", "incident.submit-closure", "incident.close",
      ])
  }

  @Test func `signed text is changed by nobody`() async throws {
    let cast = try await Cast()
    var incident = try await cast.report()
    incident["narrative"] = .text("Nothing happened.")
    do {
      try await cast.home.save(incident, as: cast.manager)
      Issue.record("It was saved.")
    } catch RegistrarError.refused(let violations) {
      #expect(violations.first?.words.hasPrefix("The incident is submitted; changing it") == true)
    }
  }

  @Test func `a command of an action that is repeated is done once`() async throws {
    let cast = try await Cast()
    let incident = try await cast.report()
    let action = try #require(incident.type.action("incident.add-note"))
    let command = cast.home.time.newID()
    for _ in 0..<2 {
      _ = try await cast.home.registrar.perform(
        action, on: incident, answers: ["content": .text("Slept well.")], command: command, for: cast.leader)
    }
    #expect(try await cast.home.registrar.count("case_notes", where: [], for: cast.leader) == 1)
  }

  @Test func `what an action needs is asked all at once`() async throws {
    let cast = try await Cast()
    let incident = try await cast.report()
    do {
      _ = try await cast.act("incident.triage", on: incident, as: cast.leader)
      Issue.record("It was done.")
    } catch RegistrarError.refused(let violations) {
      #expect(violations.map(\.field) == ["severity", "is_safeguarding"])
      #expect(violations.first?.words == "“Triage” needs an answer: Severity, confirmed.")
    }
  }
}

extension IncidentTests {
  @Test func `a signed record that was changed behind the door is found out`() async throws {
    let cast = try await Cast()
    let incident = try await cast.report()
    #expect(try await cast.home.registrar.isAsSigned(incident, for: cast.leader))
    let file = try SQLiteDatabase(path: cast.home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE incidents SET reported_at = reported_at - 1 WHERE organization_id = 1")
    #expect(try await !cast.home.registrar.isAsSigned(incident, for: cast.leader))
  }

  @Test func `a concern is told by nothing to who is not named in it`() async throws {
    let cast = try await Cast()
    let home = cast.home
    let incident = try await home.save(try await cast.drafted(), as: cast.worker)
    let entries = try await home.registrar.count("audit_log", where: [], for: home.administrator)
    let lead = try await home.session(.safeguarding, named: "Sam Guard")
    _ = try await cast.act("incident.submit", on: incident, as: cast.worker)
    _ = try await cast.act(
      "incident.raise-concern", on: incident,
      [
        "abuse_kinds": .list(["physical"]), "what_happened": .text("A push."),
        "immediate_safety": .text("Apart."),
      ], as: lead)
    let concerns = try await home.registrar.records(Query("safeguarding_concerns"), for: lead)
    let concern = try #require(concerns.first)
    let subject = Condition.equals("subject_type", .text("safeguarding_concerns"))
    for session in [home.administrator, try await home.session(.auditor)] {
      #expect(try await home.registrar.count("audit_log", where: [subject], for: session) == 0)
      let events = try await home.registrar.records(Query("audit_log"), for: session).map { $0[.event] }
      #expect(!events.contains("incident.raise-concern"))
    }
    #expect(try await home.registrar.count("audit_log", where: [], for: home.administrator) == entries + 1)
    #expect(try await home.registrar.count("audit_log", where: [subject], for: lead) > 0)
    let history = try await home.registrar.history(of: incident, for: home.administrator).map(\.event)
    #expect(history.contains("incident.submit") && !history.contains("incident.raise-concern"))
    for session in [cast.worker, cast.leader] {
      let seen = try await home.registrar.record(
        try #require(incident.id), of: incident.type, for: session)
      #expect(seen["concern_id"] == .hidden)
      #expect(seen["is_safeguarding"] == .hidden)
    }
    var deed = Record(home.registrar.catalogue.type("action_assignments"))
    deed["title"] = .text("Ring the council")
    deed["origin"] = .text("concern")
    deed["concern_id"] = concern.id.map { .reference($0) } ?? .empty
    deed["house_id"] = .reference(home.maple)
    deed["assigned_to"] = .reference(lead.membership)
    deed["due_on"] = .day(Zone.utc.day(at: home.time.now).adding(days: 2))
    _ = try await home.save(deed, as: lead)
    #expect(try await home.registrar.count("action_assignments", where: [], for: lead) == 1)
    #expect(try await home.registrar.count("action_assignments", where: [], for: cast.leader) == 0)
    let added = Condition.equals("subject_type", .text("action_assignments"))
    #expect(try await home.registrar.count("audit_log", where: [added], for: lead) == 1)
    #expect(try await home.registrar.count("audit_log", where: [added], for: home.administrator) == 0)
    await #expect(
      throws: RegistrarError.refused([
        Violation("That safeguarding concern is not in this home, or has been removed.", field: "concern_id")
      ])
    ) { try await home.save(deed, as: cast.leader) }
  }

  @Test func `the log tells of a triage alike, whether a concern came of it or not`() async throws {
    let cast = try await Cast()
    let home = cast.home
    let (first, second) = (try await cast.report(), try await cast.report())
    for (incident, isConcern) in [(first, false), (second, true)] {
      let answers: [String: Value] = [
        "severity": .integer(3), "is_safeguarding": .flag(isConcern), "abuse_kinds": .list(["physical"]),
        "triage_note": .text("Seen."),
      ]
      _ = try await cast.act(
        "incident.triage", on: incident, isConcern ? answers : answers.filter { $0.key != "abuse_kinds" },
        as: cast.leader)
    }
    let lead = try await home.session(.safeguarding)
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: lead) == 1)
    let log = Query("audit_log").where(.equals("event", .text("incident.triage")))
    for session in [home.administrator, try await home.session(.auditor)] {
      let entries = try await home.registrar.records(log, for: session)
      #expect(
        Set(entries.map { $0["subject_id"] })
          == [first.id, second.id].reduce(into: []) { $0.insert($1?.value ?? .empty) })
      for name in ["changes", "reason", "risk", "role_code", "sequence_number"] {
        #expect(Set(entries.map { $0[name] }).count == 1, "\(name)")
      }
      #expect(entries.allSatisfy { $0["sequence_number"] == .hidden && $0["changes"] == .hidden })
      var sheets: [Record] = []
      for entry in entries {
        sheets.append(
          try await home.registrar.record(try #require(entry.id), of: entry.type, for: session))
      }
      #expect(Set(sheets.map { AuditChanges(json: $0["changes"].logged)?.fields.keys.sorted() }).count == 1)
      #expect(Set(sheets.map { $0["reason"] }).count == 1)
      let number = Condition.atLeast("sequence_number", .integer(1))
      await #expect(throws: RegistrarError.self) {
        try await home.registrar.records(Query("audit_log").where(number), for: session)
      }
    }
    var told: [[String]] = []
    for incident in [first, second] {
      let history = try await home.registrar.history(of: incident, for: home.administrator)
      #expect(history.allSatisfy { $0.number == nil })
      told.append(history.flatMap { line in [line.event] + line.changes.map(\.field) })
    }
    #expect(told[0] == told[1])
    #expect(try await home.registrar.history(of: second, for: lead).allSatisfy { $0.number != nil })
  }

  @Test func `a redacted note says nothing any more but to the safeguarding lead`() async throws {
    let cast = try await Cast()
    let home = cast.home
    let resident = try await home.resident("Tom", "Told", in: home.maple)
    var note = Record(home.registrar.catalogue.type("case_notes"))
    note[.residentID] = resident.id
    note["content"] = .text("Named somebody's brother.")
    note["happened_at"] = .instant(home.time.now)
    note = try await home.save(note, as: cast.leader)
    note = try #require(try await cast.act("note.sign", on: note, as: cast.leader).records.first)
    let lead = try await home.session(.safeguarding, named: "Sam Guard")
    _ = try await cast.act("note.redact", on: note, ["redaction_reason": .text("Third party.")], as: lead)
    for session in [cast.leader, cast.manager, cast.worker] {
      let seen = try await home.registrar.record(try #require(note.id), of: note.type, for: session)
      #expect(seen["content"] == .hidden)
      #expect(seen["state"] == .text("redacted"))
      #expect(
        try await home.registrar.records(Query("case_notes"), for: session).first?["content"] == .hidden)
    }
    let history = try await home.registrar.history(of: note, for: cast.manager)
    #expect(!history.flatMap(\.changes).contains { $0.after.contains("brother") })
    let open = try await home.registrar.record(try #require(note.id), of: note.type, for: lead)
    #expect(open["content"] == .text("Named somebody's brother."))
    #expect(try await home.registrar.isAsSigned(open, for: lead))
  }
}
