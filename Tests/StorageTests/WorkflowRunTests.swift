import House
import Records
import Storage
import TestHomes
import Testing

/// What a home's own workflows make of what is written down.
@Suite struct WorkflowRunTests {
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
}
