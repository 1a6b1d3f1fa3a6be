import House
import Records
import Testing

/// What is asked of somebody can be answered.
@Suite struct VerdictTests {
  private static let asked = Catalogue.house.verdicts.filter { $0.kind != nil }

  @Test(arguments: asked)
  func `each kind of request can be approved, and sent back or declined`(verdicts: Verdicts) {
    #expect(!verdicts.steps(.approve).isEmpty, "\(verdicts.kind ?? "")")
    #expect(!verdicts.steps(.sendBack).isEmpty || !verdicts.steps(.decline).isEmpty, "\(verdicts.kind ?? "")")
  }

  @Test(arguments: Catalogue.house.verdicts)
  func `the steps that decide are steps of the record, and a no says why`(verdicts: Verdicts) throws {
    let type = try #require(Catalogue.house[verdicts.type])
    for step in verdicts.allSteps { #expect(type.action(step) != nil, "\(step)") }
    for step in verdicts.steps(.sendBack) + verdicts.steps(.decline) {
      let isAsked = type.action(step)?.asks.contains { $0.isRequired && $0.kind == .note } == true
      #expect(isAsked, "\(step)")
    }
  }

  @Test(arguments: asked)
  func `a kind of request is one that a request can be of`(verdicts: Verdicts) {
    let kinds = (Catalogue.house.type("approvals").field("kind")?.choices?.members ?? []).map(\.code)
    #expect(verdicts.kind.map(kinds.contains) == true)
  }

  @Test func `of the ways to release a deposit the one is meant that was asked for`() throws {
    let type = Catalogue.house.type("deposits")
    for (released, kept, step) in [
      (5_000, 0, "deposit.part-release"), (0, 30_000, "deposit.keep"), (10_000, 20_000, "deposit.release"),
    ] {
      var deposit = Record(type)
      deposit[.state] = "held"
      deposit[.amount] = Money(minorUnits: 30_000)
      deposit[.releasedAmount] = Money(minorUnits: released)
      deposit[.keptAmount] = Money(minorUnits: kept)
      let fitting = Catalogue.house.verdicts(about: "deposits").flatMap { $0.steps(.approve) }.filter {
        type.action($0)?.concerns(deposit) == true
      }
      #expect(fitting == [step])
    }
  }
}
