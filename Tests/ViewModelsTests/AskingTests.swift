import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What an action asks before it is done, and who is offered for an answer.
@MainActor
@Suite(.homes) struct AskingTests {
  private let home: Home
  private let leader: Session

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "Lea Lead", houses: [home.maple])
  }

  @Test func `an action whose questions do not arise is done at once`() async throws {
    let room = try await home.room("204")[0]
    let app = try await home.app(for: home.administrator)
    await app.open("beds", try #require(room.id))
    let action = Action(
      "bed.name-again", "Name again", right: .update,
      asks: [.note(.reason, "Why", [.required]).asked(where: { _, _ in false })],
      changes: { bed, _ in
        var renamed = bed
        renamed[.label] = "Z"
        return [renamed]
      })
    await app.begin(action, on: [room])
    #expect(app.detail?.record?[.label] == "Z", "\(app.message?.text.text ?? "")")
  }

  @Test func `as lead reviewer only those are offered who may take it there`() async throws {
    _ = try await home.session(.leader, named: "Mel Maple", houses: [home.maple])
    _ = try await home.session(.manager, named: "Max Maple", houses: [home.maple])
    _ = try await home.session(.leader, named: "Ola Oak", houses: [home.oak])
    let night = try await home.session(.night, named: "Nim Night", houses: [home.maple])
    _ = try await home.session(.worker, named: "Wyn Worker", houses: [home.maple])
    let incident = try await home.sentFall(by: night)
    let app = try await home.app(for: leader)
    await app.open("incidents", try #require(incident.id))
    await app.begin(actionID: "incident.triage")
    guard case .ask(let ask) = app.top else { throw Missing() }
    let place = try #require(ask.form.entries.firstIndex { $0.field.name == "investigator_id" })
    ask.form.setFocus(place)
    await ask.choose()
    guard case .suggestions(let found, _) = ask.form.popup else { throw Missing() }
    #expect(Set(found.map(\.title)) == ["Lea Lead", "Mel Maple", "Max Maple"])
  }

  private struct Missing: Error {}
}
