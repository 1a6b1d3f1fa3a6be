import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

@MainActor
@Suite(.homes) struct RoundModelTests {
  private let place: Night
  private let home: Home
  private let night: Session
  private let zone: Zone

  init() async throws {
    place = try await Night()
    home = place.home
    night = place.worker
    zone = night.zone
  }

  /// Sets the clock to a time of the night that begins today.
  private func walk(to time: String) {
    let moment = place.moment(time)
    home.time.pass(milliseconds: moment.milliseconds - home.time.now.milliseconds)
  }

  private func first(_ round: RoundModel) throws -> RoundSheet.Person { try #require(round.people.first) }

  private func opened(_ session: Session? = nil) async throws -> (AppModel, RoundModel) {
    let app = try await home.app(for: session ?? night)
    await app.press("g", "o")
    await app.top?.model.settle()
    return (app, try #require(app.round))
  }

  private func lines() async throws -> [Record] {
    try await home.registrar.records(Query("round_checks"), for: home.administrator)
  }

  private func rooms(_ people: [RoundSheet.Person]) -> [String] { people.map(\.room.text) }

  @Test func `people stand in the order of their rooms, and who agreed not to be woken is not asked for`()
    async throws
  {
    walk(to: "22:03")
    let (_, round) = try await opened()
    #expect(rooms(round.people) == ["R1", "R2", "R3", "R4", "R5", "R10"])
    #expect(rooms(round.left) == ["R1", "R2", "R3", "R4", "R10"])
    #expect(round.slot?.standing == .due)
    #expect(round.slots.map(\.standing) == [.due, .upcoming, .upcoming, .upcoming, .upcoming])
  }

  @Test func `one key a person, and the last one finishes the round`() async throws {
    walk(to: "22:03")
    let (app, round) = try await opened()
    for _ in 0..<5 { await app.press("a") }
    #expect(app.message?.text.text == "The round of 22:00 is finished: 5 seen.")
    #expect(round.slot?.standing == .onTime)
    #expect(try await lines().count == 5)
    #expect(try await lines().allSatisfy { $0[.isEnteredLater] == false })
  }

  @Test func `each key is saved by itself, so that nothing is lost and whoever comes goes on`() async throws {
    walk(to: "22:03")
    let (app, _) = try await opened()
    await app.press("a", "a")
    #expect(try await lines().count == 2)
    await app.press("esc")
    #expect(app.message?.text.text == "3 left: R3, R4, R10. It stays open: whoever comes goes on with it.")
    let other = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    let (second, round) = try await opened(other)
    #expect(round.person?.room.text == "R3")
    for _ in 0..<3 { await second.press("a") }
    #expect(round.slot?.standing == .onTime)
    let rounds = try await home.registrar.records(Query("rounds"), for: home.administrator)
    #expect(rounds.count == 1)
    #expect(rounds.first?[.checkedBy] == night.membership)
  }

  @Test func `who is out is filled in when the round is finished`() async throws {
    walk(to: "21:00")
    let moss = try #require(
      try await home.registrar.records(Query("residents"), for: home.administrator).first {
        $0[.familyName] == "Moss"
      })
    var sign = Record(home.registrar.catalogue.type("sign_outs"))
    sign[.residentID] = moss.id
    sign["stay_id"] = moss["current_stay_id"]
    sign[.houseID] = home.maple
    sign[.outAt] = home.time.now
    sign[.destination] = "Town"
    _ = try await home.registrar.save([sign], command: home.time.newID(), for: night)
    walk(to: "22:03")
    let (app, round) = try await opened()
    #expect(rooms(round.left) == ["R1", "R3", "R4", "R10"])
    for _ in 0..<4 { await app.press("a") }
    #expect(app.message?.text.text == "The round of 22:00 is finished: 4 seen, 1 out.")
  }

  @Test func `who came back while the round was on is asked for, and not filled in as out`() async throws {
    walk(to: "21:00")
    let moss = try #require(
      try await home.registrar.records(Query("residents"), for: home.administrator).first {
        $0[.familyName] == "Moss"
      })
    var sign = Record(home.registrar.catalogue.type("sign_outs"))
    sign.id = home.time.newID()
    sign[.residentID] = moss.id
    sign["stay_id"] = moss["current_stay_id"]
    sign[.houseID] = home.maple
    sign[.outAt] = home.time.now
    sign[.destination] = "Town"
    _ = try await home.registrar.save([sign], command: home.time.newID(), for: night)
    walk(to: "22:03")
    let (app, round) = try await opened()
    try await home.perform("sign-out.return", on: sign, ["returned_at": .instant(home.time.now)], as: night)
    for _ in 0..<4 { await app.press("a") }
    #expect(app.message?.text.text.hasPrefix("No longer where the round would say: ") == true)
    #expect(rooms(round.left) == ["R2"])
    await app.press("a")
    #expect(app.message?.text.text == "The round of 22:00 is finished: 5 seen.")
  }

  @Test func `a key changes a line while the round is on, and a finished round is amended with a reason`()
    async throws
  {
    walk(to: "22:03")
    let (app, round) = try await opened()
    await app.press("a", "up", "o")
    let first = try #require(round.people.first)
    #expect(round.line(of: first)?.status == .out)
    #expect(round.line(of: first)?.former == .asleep)
    for _ in 0..<4 { await app.press("a") }
    #expect(round.isFinished)
    await app.press("home", "h")
    #expect(round.status.text.contains("why it is changed"))
    for key in "wrong" { await app.press(String(key)) }
    await app.press("enter")
    #expect(round.line(of: first)?.status == .hospital)
    let all = try await lines()
    #expect(all.count == 7)
    #expect(all.count { $0[.isCorrected] == true } == 2)
    #expect(round.line(of: first)?.at == all.filter { $0[.residentID] == first.resident }[1][.checkedAt])
  }

  @Test
  func `a night kept on paper is typed in with the times it was seen, and nothing missed turns into done`()
    async throws
  {
    walk(to: "07:00")
    let (app, round) = try await opened()
    #expect(round.slots.map(\.standing) == [.missed, .missed, .missed, .missed, .overdue])
    for (index, time) in ["2204", "0005", "0203", "0402"].enumerated() {
      for _ in 0..<5 where round.place > index { await app.press("shift-tab") }
      if round.place < index { await app.press("tab") }
      #expect(round.place == index, "\(round.status)")
      await app.press("t")
      for key in time { await app.press(String(key)) }
      await app.press("enter")
      for _ in 0..<5 { await app.press("a") }
      #expect(round.slot?.standing == .enteredLater, "\(time)")
    }
    #expect(
      round.slots.map(\.standing) == [.enteredLater, .enteredLater, .enteredLater, .enteredLater, .overdue])
    let all = try await lines()
    #expect(all.count == 20)
    #expect(all.allSatisfy { $0[.isEnteredLater] == true })
    let walls = Set(all.compactMap { $0[.checkedAt].map { zone.wall(at: $0).time.description } })
    #expect(walls == ["22:04", "00:05", "02:03", "04:02"])
  }

  @Test func `a round whose time is over asks when people were seen`() async throws {
    walk(to: "01:00")
    let (app, round) = try await opened()
    await app.press("shift-tab", "a")
    #expect(round.status.text.hasPrefix("Seen at"))
    for key in "2358" { await app.press(String(key)) }
    await app.press("enter")
    let line = try #require(try round.line(of: first(round)))
    #expect(zone.wall(at: line.at).time.description == "23:58")
    await app.press("t")
    for key in "0130" { await app.press(String(key)) }
    await app.press("enter")
    #expect(app.message?.text.text == "01:30 is still to come.")
  }

  @Test func `who was seen before the round was begun moves its beginning`() async throws {
    walk(to: "22:20")
    let (app, round) = try await opened()
    await app.press("a", "t")
    for key in "2202" { await app.press(String(key)) }
    await app.press("enter", "a")
    #expect(app.message == nil)
    #expect(round.round.map { zone.wall(at: $0.beganAt).time.description } == "22:02")
  }

  @Test func `somebody present is said to do something`() async throws {
    walk(to: "22:03")
    let (app, round) = try await opened()
    await app.press("p", "enter")
    #expect(app.message?.text.text == "Doing what? A word or two.")
    for key in "tea" { await app.press(String(key)) }
    await app.press("enter")
    #expect(try round.line(of: first(round))?.words.text == "tea")
    #expect(round.person?.room.text == "R2")
  }

  @Test func `a line counts from the moment of its key, however long its words take`() async throws {
    walk(to: "23:59")
    let (app, round) = try await opened()
    await app.press("n")
    for key in "called" { await app.press(String(key)) }
    walk(to: "00:01")
    await app.press("enter")
    let line = try #require(try await lines().first)
    #expect(line[.checkedAt] == place.moment("23:59"))
    #expect(!round.takesText)
    #expect(round.sheet.rounds.first?.window?.lowerBound == place.moment("22:00"))
  }

  @Test func `no key moves to somebody else while words are typed`() async throws {
    walk(to: "22:03")
    let (app, round) = try await opened()
    let first = try #require(round.people.first)
    await app.press("n", "down", "tab", "c", "down", "shift-tab", "enter")
    #expect(round.person != first)
    #expect(try await lines().map { $0[.residentID] } == [first.resident])
    walk(to: "00:01")
    await app.press("a", "down", "tab")
    for key in "2310" { await app.press(String(key)) }
    let chosen = try #require(round.person)
    await app.press("enter")
    let late = try #require(try await lines().first { $0[.residentID] == chosen.resident })
    #expect(late[.checkedAt] == place.moment("23:10"))
  }

  @Test func `a time of another round is refused with where it belongs`() async throws {
    walk(to: "03:00")
    let (app, round) = try await opened()
    await app.press("t")
    for key in "2210" { await app.press(String(key)) }
    await app.press("enter")
    #expect(app.message?.text.text.hasPrefix("22:10 belongs to the round of 22:00") == true)
    #expect(round.stated == nil)
  }

  @Test func `the same round stands there after the screen was locked, and nothing is stated`() async throws {
    walk(to: "03:00")
    let (app, round) = try await opened()
    await app.press("shift-tab", "t")
    for key in "0010" { await app.press(String(key)) }
    await app.press("enter")
    let shown = round.slot?.window
    round.forget()
    await round.settle()
    #expect(shown?.lowerBound == place.moment("00:00"))
    #expect(round.slot?.window == shown)
    #expect(round.stated == nil)
  }

  @Test func `those of whom no record says when they were seen are one line on Today, which says so`()
    async throws
  {
    home.time.pass(minutes: 50 * 60)
    let app = try await home.app(for: night)
    let needs = app.home?.panels.first { $0.kind == .needs }?.lines.map(\.text.text) ?? []
    #expect(!needs.contains { $0.hasPrefix("Nobody has seen") })
    #expect(needs.contains("No record says when 6 people were last seen: look in, and say so"))
  }

  @Test func `a round is broken off with a reason and taken up again by the next key`() async throws {
    walk(to: "22:03")
    let (app, round) = try await opened()
    await app.press("a", "b")
    let page = try #require(app.ask)
    #expect(page.form.focused?.field.name == "break_reason")
    await app.press("a", "l", "enter", "ctrl-s")
    await app.top?.model.settle()
    #expect(app.round?.slot?.standing == .partDone)
    await app.press("a")
    #expect(round.slot?.standing == .underWay)
  }

  @Test func `the sheet has a line for everybody due in each round that is left`() async throws {
    walk(to: "02:03")
    let (app, _) = try await opened()
    await app.press("S")
    let text = try #require(app.report).lines.map(\.text.text)
    #expect(text.count { $0.hasPrefix("ROUND OF") } == 3)
    #expect(text.count { $0.contains("A P O V H N D") } == 15)
    #expect(!text.contains { $0.contains("Fox") })
    await app.press("x")
    #expect(app.message?.text.text.hasPrefix("Written to round-sheet-") == true)
  }

  @Test func `the sheet of a round that was walked shows what was recorded`() async throws {
    walk(to: "22:03")
    let (app, round) = try await opened()
    await app.press("a", "p", "t", "v", "enter")
    let first = try first(round)
    await app.press("S")
    let text = try #require(app.report).lines.map(\.text.text)
    let line = try #require(text.first { $0.contains(first.name.text) })
    #expect(line.contains("A · · · · · ·  22:03"))
    #expect(text.contains { $0.contains("· P · · · · ·  22:03") && $0.hasSuffix("tv") })
    #expect(text.first { $0.hasPrefix("ROUND OF") }?.contains("under way") == true)
  }

  @Test func `Today says which round is due and for how many, and what was not made`() async throws {
    let words = { (app: AppModel) in
      app.home?.panels.first { $0.kind == .needs }?.lines.map(\.text.text) ?? []
    }
    walk(to: "21:30")
    #expect(words(try await home.app(for: night)).contains("Night round due 22:00, 5 people"))
    walk(to: "00:10")
    let later = words(try await home.app(for: night))
    #expect(later.contains("Night round due 00:00, 5 people"))
    #expect(later.contains("Night rounds not made: 22:00"))
    let app = try await home.app(for: night)
    await app.press("g", "o", "a", "esc")
    #expect(words(app).contains("Night round of 00:00 under way, 4 left"))
    walk(to: "15:00")
    #expect(!words(try await home.app(for: night)).contains { $0.contains("ight round") })
  }

  @Test func `whom nobody has seen for a day stands on Today, and when they were last seen on their record`()
    async throws
  {
    walk(to: "22:03")
    let (app, round) = try await opened()
    for _ in 0..<5 { await app.press("a") }
    let first = try #require(round.people.first)
    let record = try await home.registrar.record(
      first.resident, of: home.registrar.catalogue.type("residents"), for: night)
    #expect(record[.lastSeenAt] == home.time.now)
    #expect(record[.lastSeenHow] == "on a round")
    // The accounts know who lives here, not who was seen when.
    let clerk = try await home.session(.finance)
    let masked = try await home.registrar.record(
      first.resident, of: home.registrar.catalogue.type("residents"), for: clerk)
    #expect(masked[.lastSeenAt] == nil && masked[.lastSeenHow] == nil)
    let words = { (app: AppModel) in
      app.home?.panels.first { $0.kind == .needs }?.lines.map(\.text.text) ?? []
    }
    // Who is not looked in on at night is seen by day, or nobody knows how they are.
    let first24 = words(try await home.app(for: night)).filter { $0.hasPrefix("No record says") }
    #expect(first24.count == 1 && first24.allSatisfy { $0.contains("Fox") })
    home.time.pass(minutes: 25 * 60)
    // Five of one house are one line, which offers each of them.
    let late = try await home.app(for: night)
    let unseen = words(late).filter { $0.contains("seen for a day") || $0.hasPrefix("Nobody has seen") }
    #expect(unseen.count == 1)
    #expect(unseen.first?.hasPrefix("5 people of ") == true)
    #expect(unseen.first?.contains(" have not been seen for a day, the longest ") == true)
    #expect(unseen.first?.contains("on a round: knock, ring") == true)
    let panel = try #require(late.home?.panels.first { $0.kind == .needs })
    let line = try #require(panel.lines.first { $0.text.text.hasPrefix("5 people of ") })
    await line.cells.first?.open(late)
    guard case .picker(let picker) = late.top else {
      Issue.record("no list of those people")
      return
    }
    #expect(picker.options.count == 5)
    #expect(picker.options.contains { $0.title == "Pérez, Bea" && $0.detail.text.contains("on a round") })
  }

  @Test func `the line about somebody unseen is answered with a key, and is gone`() async throws {
    walk(to: "22:03")
    let app = try await home.app(for: night)
    let panel = try #require(app.home?.panels.first { $0.kind == .needs })
    let line = try #require(panel.lines.first { $0.text.text.hasPrefix("No record says") })
    await line.cells.first?.open(app)
    if case .picker(let picker) = app.top, picker.title == "Whom have you seen?" { await app.press("enter") }
    await app.press("down", "enter")
    #expect(app.message?.text.text.contains(": seen at 22:03.") == true, "\(app.message?.text.text ?? "")")
    let lines = try await home.registrar.records(Query("daily_check_ins"), for: home.administrator)
    #expect(lines.map { $0["status"] } == [.text("ok")])
  }
}
