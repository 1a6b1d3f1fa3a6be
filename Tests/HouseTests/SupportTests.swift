import House
import Records
import Testing

@Suite struct SupportTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let leader: RecordID
  private let house: RecordID
  private let resident: RecordID
  private let stay: RecordID

  init() {
    worker = paper.add("memberships")
    leader = paper.add("memberships")
    house = paper.add("houses")
    resident = paper.add("residents")
    let (house, resident) = (house, resident)
    stay = paper.add("stays") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.state] = "active"
    }
    paper.actor = worker
  }

  @discardableResult
  private mutating func goal(of plan: RecordID, _ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    let (resident, day) = (resident, paper.today.adding(days: 30))
    return paper.add("goals") {
      $0[.residentID] = resident
      $0[.supportPlanID] = plan
      $0[.title] = "Cook one meal a week"
      $0[.targetOn] = day
      fill(&$0)
    }
  }

  private mutating func plan() -> RecordID {
    paper.actor = worker
    let (resident, day) = (resident, paper.today.adding(days: 60))
    let plan = paper.add("support_plans") {
      $0[.residentID] = resident
      $0[.wishes] = "My own front door."
      $0[.needs] = "Money, cooking."
      $0[.reviewOn] = day
    }
    goal(of: plan)
    paper.add("outcomes") {
      $0[.residentID] = resident
      $0[.baselineValue] = 3
      $0[.targetValue] = 7
    }
    return plan
  }

  private mutating func approved() -> RecordID {
    let plan = plan()
    #expect(paper.perform("plan.submit", plan) == nil)
    paper.actor = leader
    #expect(paper.perform("plan.approve", plan) == nil)
    return plan
  }

  @Test mutating func `PLN-1: a plan is submitted with a goal, its target date and a baseline`() {
    let empty = paper.add("support_plans")
    #expect(paper.refusal("plan.submit", empty) == "Add at least one goal first.")
    let plan = plan()
    let goal = paper.all("goals")[0].id ?? .zero
    paper.records[goal]?[.targetOn] = nil
    #expect(paper.refusal("plan.submit", plan) == "Goal 1 has no target date.")
    let today = paper.today
    paper.records[goal]?[.targetOn] = today
    let outcome = paper.all("outcomes")[0].id ?? .zero
    let kept = paper.records.removeValue(forKey: outcome)
    #expect(paper.refusal("plan.submit", plan)?.contains("baseline") == true)
    paper.records[outcome] = kept
    #expect(paper.perform("plan.submit", plan) == nil)
    #expect(paper[plan][.signedBy] == worker)
    #expect(paper.all("approvals").map { $0[.houseID] } == [house])
  }

  @Test mutating func `PLN-3: another person approves a plan, and its review is set`() {
    let plan = plan()
    #expect(paper.perform("plan.submit", plan) == nil)
    #expect(paper.refusal("plan.approve", plan) == "Another person must approve this plan.")
    paper.actor = leader
    #expect(paper.perform("plan.approve", plan) == nil)
    #expect(paper[plan][.approvedBy] == leader)
    #expect(paper.all("plan_reviews").map { $0[.dueOn] } == [paper[plan][.reviewOn]])
    #expect(paper.all("approvals").map { $0[.state] } == ["approved"])
  }

  @Test mutating func `a new version replaces the plan in force and goes on with its goals`() throws {
    let first = approved()
    paper.actor = worker
    #expect(paper.perform("plan.new-version", first) == nil)
    let second = try #require(paper.all("support_plans").first { $0[.versionNumber] == 2 }?.id)
    #expect(paper[second][.wishes] == paper[first][.wishes])
    #expect(paper.perform("plan.submit", second) == nil)
    paper.actor = leader
    #expect(paper.perform("plan.approve", second) == nil)
    #expect(paper[first][.state] == "superseded")
    #expect(paper.all("goals").map { $0[.supportPlanID] } == [second])
  }

  @Test mutating func `a plan that is sent back or withdrawn can be written again`() {
    let plan = plan()
    #expect(paper.perform("plan.submit", plan) == nil)
    paper.actor = leader
    #expect(paper.perform("plan.return", plan, ["comment": .text("And at night?")]) == nil)
    #expect(paper[plan][.state] == "returned" && paper[plan][.signedAt] == nil)
    paper.actor = worker
    #expect(paper.perform("plan.submit", plan) == nil)
    let round = paper.all("approvals").first { $0[.state] == "pending" }?.id ?? .zero
    #expect(paper.perform("approval.withdraw", round) == nil)
    #expect(paper[plan][.state] == "returned" && paper[plan][.signedAt] == nil)
  }

  @Test(arguments: [(0, true), (92, true), (93, false), (-1, false)])
  func `a plan is reviewed within three months`(days: Int, holds: Bool) {
    let day = paper.today.adding(days: days)
    #expect(paper.words("support_plans") { $0[.reviewOn] = day }.isEmpty == holds)
  }

  @Test mutating func `a goal that ends says how, and shows how much of it is done`() throws {
    let plan = plan()
    let goal = goal(of: plan) { $0[.steps] = #"[{text: "Shop", done_on: "2026-11-01"}, {text: "Cook"}]"# }
    let percent = try #require(paper[goal].type.field("percent")?.derivation)
    #expect(percent.value(paper[goal], paper.book(percent.reads(paper[goal]))) == .integer(50))
    #expect(paper.perform("goal.start", goal) == nil)
    #expect(paper.perform("goal.achieve", goal) != nil)
    #expect(paper.perform("goal.achieve", goal, ["closed_reason": .text("Cooks on Sundays.")]) == nil)
    #expect(paper[goal][.closedOn] == paper.today)
    #expect(percent.value(paper[goal], paper.book([])) == .integer(100))
    #expect(paper.words("goals") { $0[.state] = "abandoned" } == ["Say how this goal ended."])
  }

  @Test mutating func `progress is about a goal or outcome, has happened and lies on the scale`() {
    #expect(
      paper.words("progress_entries") { $0[.happenedOn] = paper.today.adding(days: 1) } == [
        "Choose the goal or outcome this is about.", "That day has not come yet.",
      ])
    let outcome = paper.add("outcomes") { $0[.scale] = "percent" }
    #expect(
      paper.words("progress_entries") {
        $0[.outcomeID] = outcome
        $0[.value] = 101
      } == ["This scale runs from 0 to 100."])
  }

  @Test(arguments: [("stage_1_to_10", 0, 1, 10), ("percent", 101, 0, 100), ("yes_no", 2, 0, 1)])
  func `a baseline lies on its scale`(scale: String, value: Int, least: Int, most: Int) {
    let found = paper.words("outcomes") {
      $0[.scale] = scale
      $0[.baselineValue] = value
    }
    #expect(found == ["This scale runs from \(least) to \(most)."])
  }

  @Test mutating func `PLN-5 and PLN-6: an outcome is met by its last reading and verified by another`()
    throws
  {
    _ = plan()
    let outcome = paper.all("outcomes")[0].id ?? .zero
    #expect(
      paper.refusal("outcome.meet", outcome) == "The last reading is 3; the target is 7. Add evidence.")
    let resident = resident
    for (day, value) in [(-2, 7), (-9, 5)] {
      let on = paper.today.adding(days: day)
      paper.add("progress_entries") {
        $0[.residentID] = resident
        $0[.outcomeID] = outcome
        $0[.happenedOn] = on
        $0[.value] = value
      }
    }
    let current = try #require(paper[outcome].type.field("current_value")?.derivation)
    #expect(current.value(paper[outcome], paper.book(current.reads(paper[outcome]))) == .integer(7))
    #expect(paper.perform("outcome.meet", outcome) == nil)
    #expect(paper.refusal("outcome.verify", outcome) == "Another person must verify the outcome.")
    paper.actor = leader
    #expect(paper.perform("outcome.verify", outcome) == nil)
    #expect(paper[outcome][.verifiedBy] == leader)
  }

  @Test mutating func `a session is delivered in the past, with its minutes, and counts for the week`() throws
  {
    let plan = plan()
    let (resident, start) = (resident, paper.now.adding(hours: 1))
    let session = paper.add("support_sessions") {
      $0[.residentID] = resident
      $0[.startsAt] = start
      $0[.minutes] = 45
    }
    func answers(_ moment: Instant, _ minutes: Int) -> [String: Value] {
      ["starts_at": moment.value, "minutes": .integer(minutes), "content": .text("Shopping list.")]
    }
    let words = "A delivered session needs a past start and its minutes."
    #expect(paper.perform("session.deliver", session, answers(start, 45)) == words)
    let past = paper.now.adding(hours: -2)
    #expect(paper.perform("session.deliver", session, answers(past, 0)) == words)
    #expect(paper.perform("session.deliver", session, answers(past, 40)) == nil)
    #expect(paper[session][.signedBy] == worker)
    let week = try #require(paper[plan].type.field("week_minutes")?.derivation)
    #expect(week.value(paper[plan], paper.book(week.reads(paper[plan]))) == .integer(40))
  }

  /// A form with two questions, one of which must be answered.
  private mutating func form() -> RecordID {
    let type = RecordType(
      "form_templates", "Forms", one: "form", area: "System", resource: "configuration",
      fields: [.json(.fields, "Questions")])
    let id = paper.newID()
    var form = Record(type, id: id, revision: 1, values: [.empty])
    form[.fields] =
      #"[{"name": "eats", "label": "Eats", "kind": "text", "required": true}, {"name": "note", "label": "Note", "kind": "note"}]"#
    paper.records[id] = form
    return id
  }

  @Test mutating func `an assessment answers what its form asks and is approved by another`() {
    let (resident, form) = (resident, form())
    let assessment = paper.add("assessments") {
      $0[.residentID] = resident
      $0[.formTemplateID] = form
      $0[.riskLevel] = "high"
      $0[.answers] = #"{"eats": ""}"#
    }
    #expect(paper.refusal("assessment.complete", assessment) == "One question has no answer: “Eats”.")
    paper.records[assessment]?[.answers] = #"{"eats": "twice a day"}"#
    #expect(paper.perform("assessment.complete", assessment) == nil)
    #expect(paper.notices.last?.words.contains("risk assessment") == true)
    #expect(paper.refusal("assessment.approve", assessment)?.hasPrefix("You wrote this") == true)
    paper.actor = leader
    #expect(paper.perform("assessment.return", assessment, ["comment": .text("Why high?")]) == nil)
    paper.actor = worker
    #expect(paper.perform("assessment.complete", assessment) == nil)
    paper.actor = leader
    #expect(paper.perform("assessment.approve", assessment) == nil)
  }

  @Test mutating func `PLN-7: a review has the person's view and an update of each goal, and sets the next`()
  {
    let plan = approved()
    let review = paper.all("plan_reviews")[0].id ?? .zero
    let goal = paper.all("goals")[0].id ?? .zero
    paper.records[goal]?[.state] = "active"
    let (held, resident, today) = (paper.now.value, resident, paper.today)
    #expect(
      paper.perform("review.hold", review, ["held_at": held])
        == "Record what the person said, or why they could not.")
    #expect(
      paper.perform("review.hold", review, ["held_at": held, "resident_view": .text("It is going well.")])
        == nil)
    let next: [String: Value] = [
      "outcome": .text("continue"), "next_review_on": today.adding(days: 80).value,
    ]
    #expect(paper.perform("review.sign", review, next) == "One goal has no update.")
    paper.add("progress_entries") {
      $0[.residentID] = resident
      $0[.goalID] = goal
      $0[.happenedOn] = today
    }
    #expect(paper.perform("review.sign", review, next) == nil)
    #expect(paper[plan][.reviewOn] == today.adding(days: 80))
    #expect(paper.all("plan_reviews").map { $0[.state] } == ["signed", "due"])
  }

  @Test mutating func `a serious incident asks for an early review of the plan, once`() {
    _ = approved()
    let (resident, leader) = (resident, leader)
    for _ in 0..<2 {
      let incident = paper.add("incidents") {
        $0[.residentID] = resident
        $0[.severity] = 4
        $0[.state] = "triaged"
      }
      #expect(paper.perform("incident.start-review", incident, ["investigator_id": leader.value]) == nil)
    }
    #expect(paper.all("plan_reviews").filter { $0[.kind] == "early" }.count == 1)
  }

  @Test mutating func `a skill out of use is not assessed, and the way from the first to now is shown`()
    throws
  {
    let skill = paper.add("skills") { $0[.isActive] = false }
    #expect(
      paper.words("skill_assessments") { $0[.skillID] = skill } == [
        "This skill is no longer in use. Choose another."
      ])
    let resident = resident
    let rows = [(-30, "with_help"), (0, "independent")].map { days, level in
      let day = paper.today.adding(days: days)
      return paper.add("skill_assessments") {
        $0[.residentID] = resident
        $0[.skillID] = skill
        $0[.assessedOn] = day
        $0[.level] = level
      }
    }
    let type = paper[rows[0]].type
    func shown(_ name: String) throws -> [Value] {
      let derivation = try #require(type.field(name)?.derivation)
      return rows.map { derivation.value(paper[$0], paper.book(derivation.reads(paper[$0]))) }
    }
    #expect(try shown("level_change") == [.integer(0), .integer(2)])
    #expect(try shown("is_current") == [.flag(false), .flag(true)])
  }

  @Test mutating func `points are earned by milestones and spent on rewards`() {
    let resident = resident
    let milestone = paper.add("pathway_milestones") { $0[.points] = 10 }
    let dear = paper.add("rewards") { $0[.points] = 15 }
    let fair = paper.add("rewards") {
      $0[.points] = 8
      $0[.stockCount] = 1
    }
    #expect(paper.words("milestone_awards") { _ in } == ["Choose a milestone or a reward."])
    let reached = paper.add("milestone_awards") {
      $0[.residentID] = resident
      $0[.pathwayMilestoneID] = milestone
    }
    #expect(paper.refusal("award.confirm", reached)?.hasPrefix("You wrote this") == true)
    paper.actor = leader
    #expect(paper.perform("award.confirm", reached) == nil)
    func claim(_ reward: RecordID) -> [String] {
      paper.words("milestone_awards") {
        $0[.residentID] = resident
        $0[.rewardID] = reward
      }
    }
    #expect(claim(dear) == ["There are 10 points; this reward needs 15."])
    #expect(claim(fair).isEmpty)
    paper.actor = worker
    let award = paper.add("milestone_awards") {
      $0[.residentID] = resident
      $0[.rewardID] = fair
    }
    paper.actor = leader
    #expect(paper.perform("award.confirm", award) == nil)
    #expect(paper.perform("award.give", award) == nil)
    #expect(paper[fair][.stockCount] == 0)
    #expect(claim(fair) == ["There are 2 points; this reward needs 8."])
  }

  @Test func `days needed are not negative, and taking part is recorded afterwards`() {
    #expect(paper.words("pathway_milestones") { $0[.requiredDays] = -1 } == ["Days cannot be less than 0."])
    let later = paper.now.adding(hours: 1)
    let found = paper.words("activities") {
      $0[.startsAt] = later
      $0[.participation] = "full"
    }
    #expect(found == ["Record taking part after it has happened."])
  }

  @Test func `a panel stands on a desk, and a statutory export is fit to send`() {
    #expect(paper.words("dashboard_widgets") { _ in }.first == "Choose whose desk this is.")
    func run(_ failures: String) -> [String] {
      paper.words("report_runs") {
        $0[.format] = "hmis_csv"
        $0[.status] = "succeeded"
        $0[.qualityFailures] = failures
      }
    }
    #expect(
      run(#"[{rule: "no name", count: 3, hard: true}, {rule: "no sex", count: 9, hard: false}]"#) == [
        "3 records are not fit to send. Open the list."
      ])
    #expect(run("[]").isEmpty)
  }
}
