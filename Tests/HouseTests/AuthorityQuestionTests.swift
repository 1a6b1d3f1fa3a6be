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

  @Test func `each body is asked about an event once, and each question fits something`() {
    let names = AuthorityQuestion.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(AuthorityQuestion.all.allSatisfy { !$0.occasions.isEmpty && $0.words.hasSuffix("?") })
  }
}
