import Records
import Testing

@testable import House

/// Triage asks of every incident whom the law may want to be told of it, and a yes starts the clock.
@Suite struct AuthorityQuestionTests {
  private var paper = PaperHouse()
  private let night: RecordID
  private let leader: RecordID

  init() {
    night = paper.add("memberships")
    leader = paper.add("memberships")
  }

  /// A house of which the question is asked.
  private mutating func house(for pack: AuthorityPack) -> RecordID {
    let told: (regulator: String?, nation: String) =
      switch pack {
      case .cqc: ("cqc", "england")
      case .ofsted: ("ofsted", "england")
      case .otherwiseInspected: ("ciw", "wales")
      case .unitedKingdom: (nil, "scotland")
      case .unitedStates: (nil, "united_states")
      }
    return paper.add("houses") {
      $0[.regulator] = told.regulator
      $0[.jurisdiction] = told.nation
    }
  }

  /// An incident that was sent and is just what the occasion says, beside being minor.
  private mutating func incident(_ occasion: AuthorityOccasion?, in house: RecordID) -> RecordID {
    paper.actor = night
    let moment = paper.now.adding(minutes: -20)
    let incident = paper.add("incidents") {
      $0[.kind] = "other"
      $0[.severity] = 1
      $0[.houseID] = house
      $0[.placeKind] = "lounge"
      $0[.occurredAt] = moment
      $0[.narrative] = "It happened."
      $0[.immediateAction] = "None needed."
      switch occasion {
      case .kind(let kind): $0[.kind] = kind
      case .severity(let severity): $0[.severity] = severity
      case .fact(let key): $0[key] = true
      case .police: $0[.emergencyServices] = ["police"]
      case nil: break
      }
    }
    #expect(paper.perform("incident.submit", incident) == nil)
    paper.actor = leader
    return incident
  }

  /// The questions that the form of triage asks, by name.
  private func asked(_ incident: RecordID) throws -> [String] {
    let record = paper[incident]
    let derivation = try #require(record.type.field("notice_questions")?.derivation)
    let value = derivation.value(record, paper.book(derivation.reads(record)))
    return [String](value) ?? []
  }

  /// Answers to triage: these, and no to all else that it asks.
  private func answers(_ incident: RecordID, _ told: [String: String]) throws -> [String: Value] {
    var answers: [String: Value] = [
      "severity": paper[incident]["severity"], "is_safeguarding": .flag(false),
      "not_required_reason": .text("Looked into."),
    ]
    for name in try asked(incident) { answers[name] = .text(told[name] ?? "no") }
    return answers
  }

  @Test(arguments: AuthorityQuestion.all.indices)
  mutating func `whatever fits is asked at triage, and a yes makes the notice with its clock`(
    index: Int
  ) throws {
    let question = AuthorityQuestion.all[index]
    for occasion in question.occasions {
      let home = house(for: question.pack)
      let incident = incident(occasion, in: home)
      #expect(try asked(incident).contains(question.name), "\(question.name) \(occasion)")
      let action = try #require(paper[incident].type.action("incident.triage"))
      #expect(action.asks.contains { $0.name == question.name && $0.isRequired })
      let refused = try answers(incident, [:]).filter { $0.key != question.name }
      #expect(paper.perform("incident.triage", incident, refused)?.hasPrefix("Answer first: ") == true)
      let told = try answers(incident, [question.name: "yes"])
      #expect(paper.perform("incident.triage", incident, told) == nil)
      let body = question.told(from: paper[home])
      let notices = paper.all("regulator_notifications").filter {
        $0[.incidentID] == incident && $0[.regulator] == body && $0[.eventKind] == question.event
      }
      #expect(notices.map { $0[.state] } == ["due"], "\(question.name) \(occasion)")
      #expect(notices.first?[.dueAt] == paper.now.adding(hours: question.hours))
      #expect(notices.first?[.decidedBy] == leader)
    }
  }

  @Test(arguments: ["cqc", "ofsted", "ciw"], ["england", "united_states", "other"])
  mutating func `a minor incident that fits nothing asks nothing`(regulator: String, nation: String) throws {
    let home = paper.add("houses") {
      $0[.regulator] = regulator
      $0[.jurisdiction] = nation
    }
    let incident = incident(nil, in: home)
    #expect(try asked(incident).isEmpty)
  }

  @Test mutating func `a no is read in the triage note, and about a serious incident says why`() throws {
    let home = house(for: .otherwiseInspected)
    let incident = incident(.severity(5), in: home)
    var told = try answers(incident, [:])
    told["not_required_reason"] = nil
    #expect(paper.perform("incident.triage", incident, told) == "Say why an authority need not be told.")
    told["not_required_reason"] = .text("A sprain.")
    #expect(paper.perform("incident.triage", incident, told) == nil)
    #expect(paper.all("regulator_notifications").map { $0[.state] } == ["not_required"])
    #expect(paper[incident][.triageNote]?.contains("must the regulator be told? No.") == true)
  }

  @Test mutating func `what is not known yet waits to be decided with its clock running`() throws {
    let home = house(for: .unitedKingdom)
    let incident = incident(.kind("data"), in: home)
    let told = try answers(incident, ["notice_uk_ico_personal_data_breach": "not_known"])
    #expect(paper.perform("incident.triage", incident, told) == nil)
    let notices = paper.all("regulator_notifications")
    #expect(notices.map { $0[.state] } == ["to_decide"])
    #expect(notices.first?[.dueAt] == paper.now.adding(hours: 72))
  }

  @Test(arguments: [4, 5])
  mutating func `what only the severity found at triage raises waits to be decided`(severity: Int) throws {
    let home = house(for: .otherwiseInspected)
    let incident = incident(nil, in: home)
    var told = try answers(incident, [:])
    told["severity"] = .integer(severity)
    #expect(paper.perform("incident.triage", incident, told) == nil)
    let notices = paper.all("regulator_notifications")
    #expect(notices.map { $0[.state] } == ["to_decide"])
    #expect(notices.map { $0[.regulator] } == ["ciw"])
    #expect(notices.map { $0[.eventKind] } == ["serious_injury"])
  }

  /// What is corrected in a minor incident, and the events about which somebody may have to be told then.
  private static let corrections: [(String, Value, [String])] = [
    ("kind", .text("death"), ["death", "riddor_injury"]), ("severity", .integer(3), []),
    ("severity", .integer(4), ["serious_injury"]), ("severity", .integer(5), ["serious_injury"]),
  ]

  @Test(arguments: corrections)
  mutating func `what a correction makes of an incident may be a duty, and is asked once`(
    field: String, value: Value, events: [String]
  ) throws {
    let home = house(for: .otherwiseInspected)
    let incident = incident(nil, in: home)
    paper.records[incident]?[.state] = "under_review"
    let corrected: [String: Value] = [field: value, "reason": .text("It was worse.")]
    for _ in 1...2 {
      #expect(paper.perform("incident.correct", incident, corrected) == nil)
      let notices = paper.all("regulator_notifications")
      #expect(Set(notices.map { $0[.eventKind] ?? "" }) == Set(events))
      #expect(notices.count == events.count)
      #expect(notices.allSatisfy { $0[.state] == "to_decide" })
    }
  }

  @Test mutating func `what was refused as serious is asked again when it is corrected to critical`() throws {
    let home = house(for: .otherwiseInspected)
    let incident = incident(.severity(4), in: home)
    let told = try answers(incident, [:])
    #expect(paper.perform("incident.triage", incident, told) == nil)
    #expect(paper.all("regulator_notifications").isEmpty)
    paper.records[incident]?[.state] = "under_review"
    let corrected: [String: Value] = ["severity": .integer(5), "reason": .text("Broken.")]
    #expect(paper.perform("incident.correct", incident, corrected) == nil)
    #expect(paper.all("regulator_notifications").map { $0[.state] } == ["to_decide"])
  }

  @Test(arguments: [("yes", "due"), ("not_known", "to_decide")])
  mutating func `a notice that was waived is open again once triage answers otherwise`(
    answer: String, state: String
  ) throws {
    let home = house(for: .otherwiseInspected)
    let incident = incident(.severity(5), in: home)
    let duty = try #require(paper.all("regulator_notifications").first?.id)
    let waived: [String: Value] = ["not_required_reason": .text("No injury.")]
    #expect(paper.perform("duty.waive", duty, waived) == nil)
    paper.now = paper.now.adding(minutes: 30)
    let told = try answers(incident, ["notice_other_other_serious_injury": answer])
    #expect(paper.perform("incident.triage", incident, told) == nil)
    #expect(paper.all("regulator_notifications").count == 1)
    #expect(paper[duty][.state] == state)
    #expect(paper[duty][.content] == "Before, not needed: No injury.")
    #expect(paper[duty][.notRequiredReason] == nil && paper[duty][.dueAt] == paper.now)
    #expect(paper[duty][.decidedBy] == (answer == "yes" ? leader : nil))
  }

  @Test func `each body is asked about an event once, and each question fits something`() {
    let names = AuthorityQuestion.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(AuthorityQuestion.all.allSatisfy { !$0.occasions.isEmpty && $0.words.hasSuffix("?") })
  }
}
