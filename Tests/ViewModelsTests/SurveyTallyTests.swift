import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What a survey came to, and what is not told of it.
@MainActor
@Suite(.homes) struct SurveyTallyTests {
  private static let safe: Question = {
    var question = Question("safe", "Do you feel safe?", .choice)
    question.choices = [Choice("yes", "Yes"), Choice("mostly", "Mostly"), Choice("no", "No")]
    return question
  }()
  private static let food = Question("food", "Is the food good?", .flag)

  private func tally(of given: [(String, Bool?)], least: Int) -> [String] {
    var tally = SurveyTally(least: least)
    for (safe, food) in given {
      var answers = Answers()
      answers.asked = FormOutline([Self.safe, Self.food])
      answers[Self.safe] = .text(safe)
      if let food { answers[Self.food] = .flag(food) }
      tally.add(answers)
    }
    return tally.lines.map(\.text).filter { !$0.isEmpty }
  }

  @Test func `each answer is counted, also the one that nobody gave`() {
    #expect(
      tally(of: [("yes", true), ("mostly", false), ("yes", false)], least: 3) == [
        "Do you feel safe?", "  2     Yes", "  1     Mostly", "  0     No",
        "Is the food good?", "  2     No", "  1     Yes",
      ])
  }

  @Test func `nothing is told of a question that too few answered`() {
    #expect(
      tally(of: [("yes", true), ("yes", nil), ("no", nil)], least: 3) == [
        "Do you feel safe?", "  2     Yes", "  1     No", "  0     Mostly",
        "Is the food good?", "  Withheld: fewer than 3 answered this.",
      ])
  }

  @Test func `results are offered of surveys alone`() async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: home.session(.manager, named: "R. Mensah"))
    await app.openList("surveys")
    #expect(app.mayOpenSurvey == .yes)
    await app.openList("houses")
    #expect(app.mayOpenSurvey == .confidential)
  }
}
