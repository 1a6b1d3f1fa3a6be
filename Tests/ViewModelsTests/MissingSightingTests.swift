import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// Somebody is looked for, and the round comes past their room.
@MainActor
@Suite(.homes) struct MissingSightingTests {
  private let place: Night
  private let home: Home
  private let night: Session

  init() async throws {
    place = try await Night()
    home = place.home
    night = place.worker
    walk(to: "22:03")
  }

  private func walk(to time: String) {
    home.time.pass(milliseconds: place.moment(time).milliseconds - home.time.now.milliseconds)
  }

  private func type(_ words: String, on app: AppModel) async {
    for character in words { await app.press(character == " " ? "space" : String(character)) }
  }

  private func all(_ type: String) async throws -> [Record] {
    try await home.registrar.records(Query(type), for: home.administrator)
  }

  /// The round, with a search open for the one in the first room.
  private func searching() async throws -> (AppModel, RoundModel) {
    let app = try await home.app(for: night)
    await app.press("m")
    await type("per", on: app)
    await app.press("enter", "m", "esc", "g", "o")
    await app.top?.model.settle()
    let round = try #require(app.round)
    await app.press("home")
    #expect(round.person?.isMissing == true)
    return (app, round)
  }

  @Test func `who is looked for is never ticked unasked, and a no writes nothing`() async throws {
    let (app, round) = try await searching()
    await app.press("a")
    #expect(round.status.text.contains("is looked for since"))
    #expect(round.status.text.hasSuffix("Did you see them in the house?"))
    await app.press("a", "a")
    #expect(try await all("round_checks").isEmpty)
    await app.press("n")
    #expect(app.message?.text.text.hasPrefix("No line is written of Pérez, Bea.") == true)
    #expect(try await all("round_checks").isEmpty)
    #expect(try await all("missing_episodes").map { $0[.state] } == ["open"])
  }

  @Test func `a yes writes the sighting and ends the search, and every page agrees`() async throws {
    let (app, round) = try await searching()
    let resident = try #require(round.person?.resident)
    await app.press("a", "y", "enter", "n")
    #expect(
      app.message?.text.text.contains("is back since 22:03.") == true, "\(app.message?.text.text ?? "")")
    let line = try #require(try await all("round_checks").first)
    #expect(line[.status] == "asleep_seen" && line[.residentID] == resident)
    let episode = try #require(try await all("missing_episodes").first)
    #expect(episode[.state] == "returned")
    #expect(episode[.returnedAt] == line[.checkedAt])
    #expect(episode[.conditionOnReturn] == "Asleep, breathing seen.")
    #expect(episode[.harmDisclosed] == false)
    let record = try await home.registrar.record(
      resident, of: home.registrar.catalogue.type("residents"), for: night)
    #expect(record[.leaveStatus] == "present")
    await app.press("g", "e", "f")
    let roll = try #require(app.report).lines.map(\.text.text)
    #expect(roll.contains { $0.contains("Pérez") })
    #expect(!roll.contains { $0.contains("MISSING") })
    await app.press("g", "w")
    #expect(app.missing?.sheet?.isSearching == false)
  }

  @Test func `the search ends also where they are the last of the round`() async throws {
    let (app, round) = try await searching()
    for _ in 0..<40 where round.left.count > 1 {
      await app.press(round.person?.isMissing == true ? "down" : "a")
    }
    await app.press("home", "a", "y", "enter", "y")
    #expect(round.isFinished)
    let episode = try #require(try await all("missing_episodes").first)
    #expect(episode[.state] == "returned" && episode[.harmDisclosed] == true)
  }

  @Test
  func `what is typed of them is there again, also at the question of harm, and nothing that nobody typed`()
    async throws
  {
    let (app, round) = try await searching()
    await app.press("n", "esc", "n")
    #expect(round.line?.text == "Still looked for.")
    await type(" Bed cold.", on: app)
    await app.press("esc", "n")
    #expect(round.line?.text == "Still looked for. Bed cold.")
    await app.press("esc", "p", "y")
    await type("in the hall", on: app)
    await app.press("enter", "esc", "esc", "p", "y")
    #expect(round.line?.text == "in the hall")
  }

  @Test func `harm they tell of is asked and kept`() async throws {
    let (app, _) = try await searching()
    await app.press("p", "y")
    await type("in the hall", on: app)
    await app.press("enter", "y")
    let episode = try #require(try await all("missing_episodes").first)
    #expect(episode[.harmDisclosed] == true)
    #expect(try await all("round_checks").first?[.activity] == "in the hall")
  }

  @Test func `what a paper sheet says of before they were gone is not asked about`() async throws {
    walk(to: "23:30")
    let app = try await home.app(for: night)
    await app.press("m")
    await type("per", on: app)
    await app.press("enter", "m", "esc", "g", "o", "home", "t")
    await type("2205", on: app)
    await app.press("enter", "a")
    #expect(try await all("round_checks").count == 1)
    #expect(try await all("missing_episodes").map { $0[.state] } == ["open"])
  }

  @Test func `a search that a colleague opened meanwhile is asked about as well`() async throws {
    let app = try await home.app(for: night)
    await app.press("g", "o")
    let other = try await home.app(for: home.session(.night, named: "T. Hale", houses: [home.maple]))
    await other.press("m")
    await type("per", on: other)
    await other.press("enter", "m")
    await app.press("a")
    #expect(app.round?.status.text.contains("is looked for since") == true)
    #expect(try await all("round_checks").isEmpty)
  }

  @Test func `a search during which they were seen says so, on its page and on Today`() async throws {
    let (app, round) = try await searching()
    let person = try #require(round.person)
    home.time.pass(minutes: 2)
    var check = Record(home.registrar.catalogue.type("daily_check_ins"))
    check[.residentID] = person.resident
    check["stay_id"] = .reference(person.stay)
    check["checked_by"] = .reference(night.membership)
    check["status"] = .text("ok")
    check["checked_at"] = .instant(home.time.now)
    check["day"] = .day(night.zone.day(at: home.time.now))
    _ = try await home.registrar.save([check], command: home.time.newID(), for: night)
    await app.press("g", "w")
    let sheet = try #require(app.missing?.sheet)
    #expect(sheet.seenMeanwhile?.at == home.time.now)
    await app.press("esc", "esc", "esc")
    let lines = try await home.app(for: night).home?.panels.first { $0.kind == .needs }?.lines ?? []
    #expect(lines.first?.text.text == "Pérez, Bea: seen 22:05 at a daily check-in, are they back?")
  }

  @Test func `Enter on the page of a search writes nothing`() async throws {
    let (app, _) = try await searching()
    await app.press("g", "w", "enter", "enter")
    #expect(app.message?.text.text == "Nothing is written. When it is done, press s.")
    #expect(app.missing?.sheet?.log.steps.isEmpty == true)
  }

  @Test func `u takes back the last step of the search, for five minutes`() async throws {
    let (app, _) = try await searching()
    await app.press("g", "w", "s", "c", "u")
    #expect(app.message?.text.text.hasPrefix("Taken back: Rang them") == true)
    #expect(app.missing?.sheet?.log.standing.map(\.step.kind) == [.searched])
    home.time.pass(minutes: 6)
    await app.press("u")
    #expect(app.message?.text.text.contains("in the last five minutes. x takes back an older one.") == true)
    #expect(app.missing?.sheet?.log.standing.map(\.step.kind) == [.searched])
  }
}
