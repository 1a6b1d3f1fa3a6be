import House
import Records
import Storage
import TestHomes
import Testing
import ViewModels

/// What an action asks before it is done.
@MainActor
@Suite struct AskingTests {
  private let home: Home

  init() async throws {
    home = try await Home.fixture()
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
}
