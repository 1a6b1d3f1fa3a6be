import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// What a home's own workflows make of what is written down.
@Suite(.homes) struct WorkflowRunTests {
  private func workflow(
    _ home: Home, _ event: String, _ steps: String, only condition: String? = nil
  ) async throws -> Record {
    var record = Record(Catalogue.house.type("workflows"))
    record["code"] = .text("flow")
    record["name"] = .text("After a repair of high priority")
    record["on_event"] = .text(event)
    record["steps"] = .json(steps)
    if let condition { record["condition_map"] = .json(condition) }
    record["runs_as_role"] = .text("MGR")
    return try await home.save(record, as: home.administrator)
  }

  private func repair(_ home: Home, _ priority: String) async throws -> Record {
    var record = Record(Catalogue.house.type("maintenance_requests"))
    record["house_id"] = .reference(home.maple)
    record["title"] = .text("Boiler")
    record["priority"] = .text(priority)
    return try await home.save(record, as: try await home.session(.leader, houses: [home.maple]))
  }

  private func tasks(_ home: Home) async throws -> [Record] {
    try await home.registrar.records(
      Query("tasks").where(.equals("source", .text("workflow"))), for: home.administrator)
  }

  private static let steps =
    #"[{"do": "task", "title": "Ask the family", "in_days": 2, "priority": "high"}]"#

  @Test func `a task is made where what it waits for was written down, once`() async throws {
    let home = try await Home.fixture()
    let flow = try await workflow(
      home, "maintenance_requests.created", Self.steps, only: #"{"priority": "high"}"#)
    _ = try await repair(home, "high")
    #expect(try await tasks(home).isEmpty)
    _ = try await home.perform("workflow.activate", on: flow)
    let made = try await repair(home, "high")
    _ = try await repair(home, "low")
    let task = try #require(try await tasks(home).first)
    #expect(try await tasks(home).count == 1)
    #expect(task["title"] == .text("Ask the family"))
    #expect(task["house_id"] == .reference(home.maple))
    #expect(task["role_code"] == .text("MGR"))
    #expect(task["subject_id"] == made.id?.value)
    #expect(task["due_at"] == .instant(home.time.now.adding(hours: 48)))
    // What is saved again was written down before.
    var later = made
    later["description"] = .text("It drips.")
    _ = try await home.save(later, as: home.administrator)
    #expect(try await tasks(home).count == 1)
    _ = try await home.perform("workflow.pause", on: flow)
    _ = try await repair(home, "high")
    #expect(try await tasks(home).count == 1)
  }

  @Test(arguments: [
    (
      "certificates.overdue", WorkflowRunTests.steps,
      "Lodge notices what people write down: certificates.overdue starts no workflow."
    ),
    (
      "tasks.created", WorkflowRunTests.steps,
      "Lodge notices what people write down: tasks.created starts no workflow."
    ),
    (
      "flags.created", #"[{"do": "notify"}]"#, "A workflow makes tasks. Take the step “notify” out."
    ),
  ])
  func `what would never be done is not switched on`(
    event: String, steps: String, words: String
  )
    async throws
  {
    let home = try await Home.fixture()
    let flow = try await workflow(home, event, steps)
    await #expect(throws: RegistrarError.refused([Violation(words)])) {
      _ = try await home.perform("workflow.activate", on: flow)
    }
  }

  @Test func `what is sealed decides nothing that shows`() async throws {
    let home = try await Home.fixture()
    await #expect(
      throws: RegistrarError.refused([
        Violation(
          "Family name cannot be asked for: it is sealed or worked out.", field: "condition_map")
      ])
    ) {
      _ = try await workflow(
        home, "residents.created", Self.steps, only: #"{"family_name": "Roe"}"#)
    }
  }

  @Test func `what Lodge itself writes as a consequence starts a workflow too, once`() async throws {
    let home = try await Home.fixture()
    let flow = try await workflow(home, "incidents.created", Self.steps)
    _ = try await home.perform("workflow.activate", on: flow)
    let resident = try await home.lodger("Tom", "Fell", in: try await home.room("R1")[0])
    var episode = Record(Catalogue.house.type("missing_episodes"))
    episode["resident_id"] = resident.id?.value ?? .empty
    let stays = Query("stays").where(.equals("resident_id", resident.id?.value ?? .empty))
    episode["stay_id"] =
      try await home.registrar.records(stays, for: home.administrator).first?.id?.value ?? .empty
    episode["house_id"] = .reference(home.maple)
    episode["kind"] = .text("missing")
    episode["noticed_at"] = .instant(home.time.now)
    episode["risk_level"] = .text("low")
    let leader = try await home.session(.leader, houses: [home.maple])
    episode = try await home.save(episode, as: leader)
    let incidents = try await home.registrar.records(Query("incidents"), for: leader)
    #expect(incidents.count == 1)
    let made = try await tasks(home)
    #expect(made.count == 1)
    #expect(made.first?["subject_id"] == incidents.first?.id?.value)
  }

  @Test func `a task without words is called by its workflow`()
    async throws
  {
    let home = try await Home.fixture()
    let steps = #"[{"do": "task", "title": "  "}, {"do": "task"}]"#
    let flow = try await workflow(home, "maintenance_requests.created", steps)
    _ = try await home.perform("workflow.activate", on: flow)
    _ = try await repair(home, "high")
    let titles = try await tasks(home).map { $0["title"] }
    #expect(titles == Array(repeating: .text("After a repair of high priority"), count: 2))
  }

  @Test func `a version that is switched on takes the place of the one before`() async throws {
    let home = try await Home.fixture()
    let first = try await workflow(home, "maintenance_requests.created", Self.steps)
    _ = try await home.perform("workflow.activate", on: first)
    var second = Record(first.type)
    for name in ["code", "name", "on_event", "steps", "runs_as_role"] { second[name] = first[name] }
    second = try await home.save(second, as: home.administrator)
    #expect(second["version_number"] == .integer(2))
    _ = try await home.perform("workflow.activate", on: second)
    let states = try await home.registrar.records(Query("workflows"), for: home.administrator).map {
      $0["state"]
    }
    #expect(states.sorted { "\($0)" < "\($1)" } == [.text("active"), .text("paused")])
    _ = try await repair(home, "high")
    #expect(try await tasks(home).count == 1)
  }

  @Test func `what came from a file starts nothing, and what is told late does`() async throws {
    let home = try await Home.fixture()
    let flow = try await workflow(home, "visits.created", Self.steps)
    _ = try await home.perform("workflow.activate", on: flow)
    let resident = try await home.resident("Tom", "Fell", in: home.maple)
    func visit(hours: Int) -> Record {
      var visit = Record(Catalogue.house.type("visits"))
      visit["house_id"] = .reference(home.maple)
      visit["resident_id"] = resident.id?.value ?? .empty
      visit["visitor_name"] = .text("An aunt")
      visit["arrived_at"] = .instant(home.ago(hours: hours))
      return visit
    }
    let leader = try await home.session(.leader, houses: [home.maple])
    _ = try await home.registrar.save(
      [visit(hours: 1)], command: home.time.newID(), warningsAccepted: true, isImport: true,
      for: leader)
    #expect(try await tasks(home).isEmpty)
    _ = try await home.save(visit(hours: 30), as: leader)
    #expect(try await tasks(home).count == 1)
  }
}
