import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// A wrong key on the round, and what is known of who is away.
@MainActor
@Suite(.homes) struct RoundSlipsTests {
  private let place: Night
  private let home: Home

  init() async throws {
    place = try await Night()
    home = place.home
    home.time.pass(milliseconds: place.moment("22:03").milliseconds - home.time.now.milliseconds)
  }

  private func opened() async throws -> (AppModel, RoundModel) {
    let app = try await home.app(for: place.worker)
    await app.press("g", "o")
    await app.top?.model.settle()
    return (app, try #require(app.round))
  }

  private func type(_ words: String, on app: AppModel) async {
    for character in words { await app.press(character == " " ? "space" : String(character)) }
  }

  private func lines() async throws -> [Record] {
    try await home.registrar.records(Query("round_checks"), for: home.administrator)
  }

  @Test func `u takes the last line back, and the next key writes the right one`() async throws {
    let (app, round) = try await opened()
    let first = try #require(round.people.first)
    await app.press("a", "u")
    #expect(app.message?.text.text == "Taken back: Pérez, Bea, asleep. They have no line now.")
    #expect(round.line(of: first) == nil)
    #expect(round.person == first && round.left.contains(first))
    let record = try await home.registrar.record(
      first.resident, of: home.registrar.catalogue.type("residents"), for: place.worker)
    #expect(record[.lastSeenAt] == nil)
    await app.press("o")
    #expect(round.line(of: first)?.status == .out)
    // Nothing is deleted: the slip, that it was one, and what is right.
    #expect(try await lines().count == 3)
  }

  @Test func `u once more takes back the line before, and a changed line stands as it was`() async throws {
    let (app, round) = try await opened()
    let first = try #require(round.people.first)
    await app.press("a", "up", "p")
    await type("tea", on: app)
    await app.press("enter", "u")
    #expect(round.line(of: first)?.status == .asleep)
    await app.press("u")
    #expect(round.line(of: first) == nil)
    await app.press("u")
    #expect(app.message?.text.text == "You wrote no line here just now. Another key on a line corrects it.")
  }

  @Test func `a round does not finish over a line that was taken back`() async throws {
    let (app, round) = try await opened()
    for _ in 0..<4 { await app.press("a") }
    await app.press("u", "down", "down", "a")
    #expect(!round.isFinished)
    #expect(round.left.count == 1)
    let id = try #require(round.round?.id)
    let type = home.registrar.catalogue.type("rounds")
    let record = try await home.registrar.record(id, of: type, for: place.worker)
    await #expect(throws: RegistrarError.self) {
      try await home.perform("round.complete", on: record, as: place.worker)
    }
  }

  @Test func `what was typed for the first question comes back to it, not the reason for the change`()
    async throws
  {
    let (app, round) = try await opened()
    for _ in 0..<5 where !round.isFinished { await app.press("a") }
    await app.press("up", "up", "up", "up", "up", "p")
    await type("tea", on: app)
    await app.press("enter")
    await type("wrong", on: app)
    await app.press("esc")
    #expect(app.message?.text.text.contains("“tea” is kept") == true, "\(app.message?.text.text ?? "")")
  }

  @Test func `a line is taken back from the next round of the night all the same`() async throws {
    let (app, round) = try await opened()
    let first = try #require(round.people.first)
    await app.press("a", "tab", "u")
    #expect(app.message?.text.text.hasPrefix("Taken back: Pérez, Bea") == true)
    await app.press("shift-tab")
    #expect(round.line(of: first) == nil)
  }

  @Test func `after five minutes, and once the round is finished, it says what to do instead`() async throws {
    let (app, _) = try await opened()
    await app.press("a")
    home.time.pass(minutes: 5)
    await app.press("u")
    #expect(
      app.message?.text.text == "That was more than five minutes ago. Press the right key for Pérez, Bea.")
    for _ in 0..<4 { await app.press("a") }
    await app.press("u")
    #expect(
      app.message?.text.text.hasPrefix("The round is finished. Press the right key for Abara, Bea") == true)
    #expect(try await lines().count == 5)
  }

  @Test func `the line of keys says that u takes back`() async throws {
    let (app, round) = try await opened()
    await app.press("a")
    #expect(app.offers(in: round.scopes, whileTyping: false).contains { $0.key == "u" && $0.short == "undo" })
  }

  @Test func `what was typed after p is kept when Esc leaves it, and Esc says so`() async throws {
    let (app, round) = try await opened()
    await app.press("p")
    await type("nua", on: app)
    await app.press("esc")
    #expect(
      app.message?.text.text == "No line is written of Pérez, Bea. “nua” is kept: p brings it back.")
    #expect(try await lines().isEmpty)
    await app.press("p")
    #expect(round.line?.text == "nua")
    await app.press("enter")
    #expect(try await lines().map { $0[.activity] } == ["nua"])
  }

  @Test func `everybody who is away is filled in, also who is not due, and the head counts what was seen`()
    async throws
  {
    let residents = try await home.registrar.records(Query("residents"), for: home.administrator)
    for resident in residents where ["Moss", "Fox"].contains(resident[.familyName]) {
      var sign = Record(home.registrar.catalogue.type("sign_outs"))
      sign[.residentID] = resident.id
      sign["stay_id"] = resident["current_stay_id"]
      sign[.houseID] = home.maple
      sign[.outAt] = home.time.now
      sign[.destination] = "Town"
      _ = try await home.registrar.save([sign], command: home.time.newID(), for: place.worker)
    }
    let (app, round) = try await opened()
    #expect(round.tally == (seen: 0, left: 4, away: 2))
    for _ in 0..<4 { await app.press("a") }
    #expect(app.message?.text.text == "The round of 22:00 is finished: 4 seen, 2 out.")
    #expect(round.tally == (seen: 4, left: 0, away: 2))
    #expect(round.people.allSatisfy { round.line(of: $0) != nil })
  }
}
