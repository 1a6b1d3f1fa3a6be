import House
import Records
import Storage
import TestHomes
import Testing
import ViewModels

/// A risk assessment with two risks, as its own screen draws it.
@MainActor
@Suite struct PlottedPartTests {
  private let home: Home
  private let app: AppModel
  private let detail: DetailModel

  init() async throws {
    home = try await Home.fixture()
    let manager = try await home.session(.manager, named: "May Mann", houses: [home.maple])
    let resident = try await home.resident("Tom", "Fell", in: home.maple)
    var assessment = Record(.riskAssessments)
    assessment[.scope] = "person"
    assessment[.category] = "falls"
    assessment[.residentID] = resident.id
    assessment[.houseID] = home.maple
    assessment[.reviewOn] = Zone.utc.day(at: home.time.now).adding(days: 30)
    let made = try await home.save(assessment, as: manager)
    let risks = [
      ("Falls on the stairs", "4", "3", "2", "3"), ("Leaves the gas on", "2", "5", "1", "5"),
    ]
    for (index, (hazard, likelihood, impact, laterLikelihood, laterImpact)) in risks.enumerated() {
      var item = Record(.riskItems)
      item[.riskAssessmentID] = made.id
      item[.residentID] = resident.id
      item[.position] = index + 1
      item[.hazard] = hazard
      item[.likelihood] = likelihood
      item[.impact] = impact
      item[.controls] = "A rail and a lamp."
      item[.residualLikelihood] = laterLikelihood
      item[.residualImpact] = laterImpact
      try await home.save(item, as: manager)
    }
    app = try await home.app(for: manager)
    await app.open("risk_assessments", try #require(made.id))
    detail = try #require(app.detail)
  }

  @Test func `risks stand on a square of likelihood and impact, before and with what is done`() throws {
    let plot = try #require(detail.plots.first)
    let square = """
      How likely upwards, how bad across. 1 is a risk as it is, [1] with what we do about it.
      L low, M medium, H high, C critical.
                         1            2            3            4            5
                         Negligible   Minor        Moderate     Major        Severe
      5 Almost certain   5 M         10 H         15 H         20 C         25 C
      4 Likely           4 L          8 M         12 H 1       16 H         20 C
      3 Possible         3 L          6 M          9 M         12 H         15 H
      2 Unlikely         2 L          4 L          6 M [1]      8 M         10 H 2
      1 Rare             1 L          2 L          3 L          4 L          5 M [2]
      1  Falls on the stairs: 4 × 3 = 12 high → 2 × 3 = 6 medium
      2  Leaves the gas on: 2 × 5 = 10 high → 1 × 5 = 5 medium
      """
    #expect(plot.lines(columns: 87).map(\.text).joined(separator: "\n") == square)
  }

  @Test func `where there is less room the sides have their numbers alone`() throws {
    let plot = try #require(detail.plots.first)
    let lines = plot.lines(columns: 56).map(\.text)
    #expect(lines.contains("4   4 L       8 M      12 H 1    16 H      20 C"))
    #expect(lines.allSatisfy { $0.count <= 56 })
  }

  @Test func `in a narrow window each risk is a sentence`() throws {
    let plot = try #require(detail.plots.first)
    let told = plot.lines(columns: 36).map(\.text)
    #expect(told.joined(separator: " ").contains("4 × 3 = 12 high → 2 × 3 = 6 medium"))
    #expect(!told.contains { $0.hasPrefix("4 Likely") } && told.allSatisfy { $0.count <= 36 })
  }

  @Test func `who may not see how likely and how bad it is is shown no square`() async throws {
    let auditor = try await home.session(.auditor, named: "A. Udit", houses: [home.maple])
    let theirs = try await home.app(for: auditor)
    await theirs.open("risk_assessments", detail.id)
    #expect(theirs.detail?.plots.isEmpty == true)
  }
}
