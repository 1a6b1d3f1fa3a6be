import House
import Records
import Testing

@Suite struct RiskTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let leader: RecordID
  private let manager: RecordID

  init() {
    worker = paper.add("memberships")
    leader = paper.add("memberships")
    manager = paper.add("memberships")
  }

  private mutating func assessment(residual: (Int, Int) = (2, 2), reviewIn days: Int = 60) -> RecordID {
    paper.actor = worker
    let resident = paper.add("residents")
    let day = paper.today.adding(days: days)
    let assessment = paper.add("risk_assessments") {
      $0[.residentID] = resident
      $0[.category] = "falls"
      $0[.reviewOn] = day
    }
    paper.add("risk_items") {
      $0[.riskAssessmentID] = assessment
      $0[.hazard] = "Bed rail"
      $0[.likelihood] = "5"
      $0[.impact] = "5"
      $0[.residualLikelihood] = "\(residual.0)"
      $0[.residualImpact] = "\(residual.1)"
    }
    return assessment
  }

  @Test(arguments: [
    (1, "low"), (4, "low"), (5, "medium"), (9, "medium"), (10, "high"), (16, "high"), (17, "critical"),
    (25, "critical"),
  ])
  func `a score has its level`(score: Int, level: String) throws {
    var paper = PaperHouse()
    let assessment = paper.add("risk_assessments")
    paper.add("risk_items") {
      $0[.riskAssessmentID] = assessment
      $0[.residualLikelihood] = "1"
      $0[.residualImpact] = "\(score)"
    }
    let derivation = try #require(paper[assessment].type.field("overall_level")?.derivation)
    let reads = derivation.reads(paper[assessment])
    #expect(derivation.value(paper[assessment], paper.book(reads)) == .text(level))
  }

  @Test mutating func `RSK-2: it is submitted with scored hazards and a review in time`() {
    let empty = paper.add("risk_assessments")
    #expect(paper.refusal("risk.submit", empty) == "Add at least one hazard first.")
    let late = assessment(residual: (4, 4), reviewIn: 91)
    #expect(paper.refusal("risk.submit", late)?.hasPrefix("A high risk is reviewed within 90 days") == true)
    let good = assessment()
    #expect(paper.perform("risk.submit", good) == nil)
    #expect(paper[good][.signedBy] == worker)
    #expect(paper.all("approvals").map { $0[.kind] } == ["risk_assessment"])
  }

  @Test mutating func `RSK-2: a hazard without a residual score is named`() {
    let assessment = assessment()
    let item = paper.all("risk_items")[0].id ?? .zero
    paper.records[item]?[.residualImpact] = nil
    #expect(paper.refusal("risk.submit", assessment) == "Hazard 1 has no residual score.")
  }

  @Test mutating func `SOD-01: who wrote an assessment does not approve or return it`() {
    let assessment = assessment()
    #expect(paper.perform("risk.submit", assessment) == nil)
    #expect(paper.refusal("risk.approve", assessment)?.hasPrefix("You wrote this") == true)
    #expect(paper.refusal("risk.return", assessment)?.hasPrefix("You wrote this") == true)
    paper.actor = leader
    paper.role = .leader
    #expect(paper.perform("risk.approve", assessment) == nil)
    #expect(paper[assessment][.approvedBy] == leader)
  }

  @Test mutating func `RSK-3: a critical risk that remains is for the manager`() {
    let assessment = assessment(residual: (5, 4), reviewIn: 20)
    #expect(paper.perform("risk.submit", assessment) == nil)
    paper.actor = leader
    paper.role = .leader
    #expect(paper.refusal("risk.approve", assessment)?.hasPrefix("A critical residual risk") == true)
    paper.actor = manager
    paper.role = .manager
    #expect(paper.perform("risk.approve", assessment) == nil)
  }

  @Test mutating func `RSK-5: what is low or medium with its controls is not raised, what is high is`() {
    let answers: [String: Value] = [
      "escalation": .text("manager"), "reason": .text("Two staff at every visit."),
    ]
    let medium = assessment(residual: (3, 3))
    #expect(paper.perform("risk.submit", medium) == nil)
    #expect(
      paper.perform("risk.escalate", medium, answers)
        == "Only a high or critical risk is raised with others.")
    let high = assessment(residual: (4, 4))
    #expect(paper.perform("risk.submit", high) == nil)
    #expect(paper.perform("risk.escalate", high, answers) == nil)
    #expect(paper[high][.escalation] == "manager")
  }

  @Test mutating func `an assessment with an open action is not closed`() {
    let assessment = assessment()
    paper.records[assessment]?[.state] = "approved"
    let task = paper.add("action_assignments") {
      $0[.reference] = "ACT-2026-0001"
      $0[.riskAssessmentID] = assessment
    }
    let answers: [String: Value] = ["reason": .text("He moved out.")]
    #expect(paper.perform("risk.close", assessment, answers) == "An action is still open: ACT-2026-0001.")
    paper.records[task]?[.state] = "approved"
    #expect(paper.perform("risk.close", assessment, answers) == nil)
    #expect(paper[assessment][.state] == "closed")
  }

  @Test mutating func `RSK-4: what is returned can be changed and submitted again`() {
    let assessment = assessment()
    #expect(paper.perform("risk.submit", assessment) == nil)
    paper.actor = manager
    #expect(paper.perform("risk.return", assessment, ["comment": .text("And at night?")]) == nil)
    #expect(paper[assessment][.signedAt] == nil)
    paper.actor = worker
    #expect(paper.perform("risk.submit", assessment) == nil)
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected", "pending"])
  }

  @Test mutating func `SOD-01: who changed it since it was sent back does not approve it either`() {
    let assessment = assessment()
    let leader = leader
    func log(_ number: Int, _ event: String, by member: RecordID) {
      paper.add("audit_log") {
        $0[.sequenceNumber] = number
        $0[.event] = event
        $0[.actorID] = member
        $0[.subjectType] = "risk_assessments"
        $0[.subjectID] = assessment
      }
    }
    log(1, "risk_assessment.created", by: worker)
    log(2, "risk_assessment.updated", by: leader)
    #expect(paper.perform("risk.submit", assessment) == nil)
    paper.actor = leader
    #expect(paper.refusal("risk.approve", assessment)?.hasPrefix("You wrote this") == true)
    log(3, "risk.return", by: manager)
    #expect(paper.refusal("risk.approve", assessment) == nil)
  }

  @Test mutating func `RSK-1 and RSK-3: a new version copies the hazards and replaces the one in force`()
    throws
  {
    let first = assessment()
    #expect(paper.perform("risk.submit", first) == nil)
    paper.actor = manager
    #expect(paper.perform("risk.approve", first) == nil)
    paper.actor = worker
    #expect(paper.perform("risk.new-version", first) == nil)
    let second = try #require(paper.all("risk_assessments").first { $0[.versionNumber] == 2 }?.id)
    #expect(paper.all("risk_items").filter { $0[.riskAssessmentID] == second }.count == 1)
    #expect(paper.perform("risk.submit", second) == nil)
    paper.actor = manager
    #expect(paper.perform("risk.approve", second) == nil)
    #expect(paper[first][.state] == "superseded")
  }

  @Test
  mutating func `what is done about a hazard does not raise its risk, and later is not changed in place`() {
    let assessment = assessment()
    var item = paper.all("risk_items")[0]
    item[.likelihood] = "1"
    item[.impact] = "1"
    #expect(paper.violations(in: item) == ["The risk with controls cannot be higher than without."])
    paper.records[assessment]?[.state] = "approved"
    #expect(
      paper.violations(in: paper.all("risk_items")[0]).first?.hasPrefix("This assessment is approved") == true
    )
  }
}
