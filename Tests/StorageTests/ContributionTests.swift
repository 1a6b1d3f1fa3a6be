import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// Of each answer it is known who gave it, and in whose place.
@Suite(.homes) struct ContributionTests {
  private let home: Home
  private let leader: Session
  private let manager: Session

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
    manager = try await home.session(.manager, named: "Mo Manager", houses: [home.maple])
  }

  private func assessment() async throws -> Record {
    var form = Record(.formTemplates)
    form[.name] = "Sleep"
    form[.purposeCode] = "assessment"
    form[.fields] =
      "[{\"name\":\"hours\",\"label\":\"Hours of sleep\",\"kind\":\"integer\"},{\"name\":\"tired\",\"label\":\"Tired?\",\"kind\":\"flag\"}]"
    form = try await home.save(form)
    try await home.perform("form-template.publish", on: form)
    var assessment = Record(.assessments)
    assessment[.residentID] = try await home.resident("Ada", "Near", in: home.maple).id
    assessment[.kind] = "support_needs"
    assessment[.formTemplateID] = form.id
    assessment[.formVersion] = 1
    return assessment
  }

  @discardableResult
  private func fill(_ record: Record, _ answers: [String: Value], as session: Session) async throws -> Record
  {
    var filled = try await home.registrar.unfolded(record, for: session)
    for (name, value) in answers { filled["answers.\(name)"] = value }
    return try await home.save(filled, as: session)
  }

  private func lines(_ record: Record, for session: Session) async throws -> [String] {
    try await home.registrar.contributions(to: record, for: session).map { line in
      "\(line.label): \(line.name) \(line.role)\(line.replaced.isEmpty ? "" : " for \(line.replaced)")"
    }
  }

  @Test func `who filled in which answer is kept, and who changed it`() async throws {
    let first = try await fill(
      assessment(), ["hours": .integer(5), "tired": .flag(true)], as: leader)
    #expect(
      Set(try await lines(first, for: leader)) == ["Hours of sleep: Lee Lead SUP", "Tired?: Lee Lead SUP"])
    home.time.pass(minutes: 5)
    let second = try await fill(first, ["hours": .integer(7)], as: manager)
    #expect(try await lines(second, for: leader).first == "Hours of sleep: Mo Manager MGR for Lee Lead")
    #expect(try await lines(second, for: leader).count == 3)
  }

  @Test func `saving without another answer adds nobody`() async throws {
    let first = try await fill(assessment(), ["hours": .integer(5)], as: leader)
    var again = first
    again[.summary] = "Sleeps little."
    again = try await home.save(again, as: manager)
    #expect(try await lines(again, for: leader) == ["Hours of sleep: Lee Lead SUP"])
  }

  @Test func `who does not see the answers does not see who gave them`() async throws {
    let first = try await fill(assessment(), ["hours": .integer(5)], as: leader)
    let elsewhere = try await home.session(.leader, houses: [home.oak])
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.contributions(to: first, for: elsewhere)
    }
  }
}
