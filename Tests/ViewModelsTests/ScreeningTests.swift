import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What was told when a concern was raised stands beside the questions of whoever screens it.
@MainActor
@Suite(.homes) struct ScreeningTests {
  @Test func `screening shows the authority's reference and marks what it needs`() async throws {
    let home = try await Home.fixture()
    let lead = try await home.session(.safeguarding, named: "Sam Guard")
    let resident = try await home.resident("Tom", "Told", in: home.maple)
    var concern = Record(.safeguardingConcerns)
    concern[.residentID] = resident.id
    concern[.houseID] = home.maple
    concern[.pathway] = "adult"
    concern[.abuseKinds] = ["financial"]
    concern[.raisedAt] = home.time.now
    concern[.whatHappened] = "Two letters were open."
    concern[.immediateSafety] = "The council was rung."
    concern[.authorityReference] = "OOH-118"
    let made = try await home.save(concern, as: lead)
    let app = try await home.app(for: lead)
    await app.open("safeguarding_concerns", try #require(made.id))
    await app.begin(actionID: "concern.screen")
    let ask = try #require(app.ask)
    #expect(ask.evidence.contains { $0.text.text == "OOH-118" })
    #expect(ask.evidence.contains { $0.text.text == "Two letters were open." })
    let questions = ask.form.entries.filter { $0.field.name == "at_risk" || $0.field.name == "care_needs" }
    #expect(questions.count == 2 && questions.allSatisfy(\.isNeeded))
  }
}
