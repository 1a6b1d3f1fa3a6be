import House
import Records
import Testing

@Suite struct ActionTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let leader: RecordID
  private let manager: RecordID

  init() {
    worker = paper.add("memberships") { $0[.shortName] = "Z. Quill" }
    leader = paper.add("memberships") { $0[.shortName] = "N. Bright" }
    manager = paper.add("memberships") { $0[.shortName] = "S. Prydderch" }
  }

  private mutating func task(origin: String = "incident") -> RecordID {
    paper.actor = leader
    let (worker, day) = (worker, paper.today.adding(days: 3))
    return paper.add("action_assignments") {
      $0[.title] = "Fit a rail"
      $0[.origin] = origin
      $0[.assignedTo] = worker
      $0[.dueOn] = day
    }
  }

  private mutating func done() -> RecordID {
    let task = task()
    paper.actor = worker
    #expect(paper.perform("action.start", task) == nil)
    #expect(paper.perform("action.complete", task, ["completion_notes": .text("Rail fitted.")]) == nil)
    return task
  }

  @Test mutating func `ACT-2 and ACT-3: only the assignee starts and finishes it, saying what was done`() {
    let task = task()
    #expect(paper.refusal("action.start", task)?.hasPrefix("This is assigned to someone else") == true)
    paper.actor = worker
    #expect(paper.perform("action.start", task) == nil)
    #expect(paper.perform("action.complete", task) != nil)
    #expect(paper.perform("action.complete", task, ["completion_notes": .text("Done.")]) == nil)
    #expect(paper[task][.state] == "completed")
    #expect(paper[task][.completedBy] == worker)
    #expect(paper.all("approvals").map { $0[.kind] } == ["action"])
  }

  @Test mutating func `ACT-3: what came from a meeting needs no approval`() {
    let task = task(origin: "meeting")
    paper.actor = worker
    #expect(paper.perform("action.complete", task, ["completion_notes": .text("Rang.")]) == nil)
    #expect(paper[task][.state] == "approved")
    #expect(paper.all("approvals").isEmpty)
  }

  @Test mutating func `SOD-01: nobody approves or sends back what they did, and who set it may`() {
    let task = done()
    #expect(paper.refusal("action.approve", task)?.hasPrefix("You did this") == true)
    #expect(paper.refusal("action.send-back", task)?.hasPrefix("You did this") == true)
    paper.actor = leader
    #expect(paper.perform("action.approve", task) == nil)
    #expect(paper[task][.approvedBy] == leader)
    #expect(paper.all("approvals").first?[.decidedBy] == leader)
  }

  @Test mutating func `ACT-5: it is sent back with a reason, done again and approved`() {
    let task = done()
    paper.actor = manager
    #expect(paper.perform("action.send-back", task, ["returned_comment": .text("No.")]) != nil)
    #expect(
      paper.perform("action.send-back", task, ["returned_comment": .text("Which side is it on?")]) == nil)
    #expect(paper[task][.state] == "returned")
    paper.actor = worker
    #expect(paper.perform("action.start", task) == nil)
    #expect(paper.perform("action.complete", task, ["completion_notes": .text("Left side.")]) == nil)
    paper.actor = manager
    #expect(paper.perform("action.approve", task) == nil)
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected", "approved"])
  }

  @Test mutating func `ACT-6, ACT-7 and ACT-8: it is cancelled, moved and reassigned with a reason`() {
    let task = task()
    paper.actor = manager
    let (manager, yesterday) = (manager, paper.today.adding(days: -1))
    let why: [String: Value] = ["reason": .text("She is away.")]
    #expect(paper.perform("action.move-day", task, ["due_on": yesterday.value].merging(why) { $1 }) != nil)
    let later = paper.today.adding(days: 9)
    #expect(paper.perform("action.move-day", task, ["due_on": later.value].merging(why) { $1 }) == nil)
    #expect(paper.perform("action.reassign", task, ["assigned_to": manager.value]) != nil)
    #expect(paper.perform("action.reassign", task, ["assigned_to": manager.value].merging(why) { $1 }) == nil)
    #expect(paper[task][.assignedTo] == manager)
    #expect(paper.perform("action.cancel", task) != nil)
    #expect(paper.perform("action.cancel", task, ["cancel_reason": .text("Not needed.")]) == nil)
  }

  @Test mutating func `ACT-1: a day that has passed is refused when it is set, not when it stands`() {
    let task = task()
    var record = paper[task]
    record[.dueOn] = paper.today.adding(days: -1)
    #expect(paper.violations(in: record) == ["The date is already past."])
    #expect(paper.violations(in: record, before: record).isEmpty)
  }

  @Test(arguments: [
    ("open", -1, true), ("open", 0, false), ("returned", -5, true), ("completed", -5, false),
    ("approved", -5, false),
  ])
  mutating func `overdue is a matter of the day and the state`(
    state: String, days: Int, expected: Bool
  ) throws {
    let task = task()
    paper.records[task]?[.state] = state
    let day = paper.today.adding(days: days)
    paper.records[task]?[.dueOn] = day
    let derivation = try #require(paper[task].type.field("is_overdue")?.derivation)
    #expect(derivation.value(paper[task], paper.book([])) == .flag(expected))
  }
}
