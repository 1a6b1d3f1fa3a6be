import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What a deed leaves to be done is said when it is done.
@MainActor
@Suite(.homes) struct OwedWordsTests {
  @Test(arguments: [("yes", "To tell"), ("not_known", "To decide whether to tell")])
  func `triage says which authority is to be told, and by when`(answer: String, lead: String) async throws {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, named: "Lea Lead", houses: [home.maple])
    let night = try await home.session(.night, named: "Nim Night", houses: [home.maple])
    var report = try await home.fall(by: night)
    report[.kind] = "data"
    let draft = try await home.save(report, as: night)
    try await home.perform("incident.submit", on: draft, as: night)
    let incident = try await home.registrar.record(
      try #require(draft.id), of: draft.type, for: leader)
    let receipt = try await home.perform(
      "incident.triage", on: incident,
      [
        "severity": .integer(2), "is_safeguarding": .flag(false),
        "notice_uk_ico_personal_data_breach": .text(answer),
      ], as: leader)
    let notice = try #require(receipt.records.first { $0.type.id == "regulator_notifications" })
    let due = try #require(notice[.dueAt])
    let app = try await home.app(for: leader)
    #expect(
      app.owedWords(receipt).text == "\(lead): Information Commissioner by \(app.shown(.instant(due))).")
    await app.open("incidents", try #require(incident.id))
    #expect(app.detail?.glimpses.contains { $0.text.text.contains("Information Commissioner") } == true)
  }
}
