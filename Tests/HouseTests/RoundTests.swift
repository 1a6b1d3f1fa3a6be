import Records
import Testing

@testable import House

@Suite struct RoundTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let house: RecordID
  private var stays: [RecordID] = []
  private var residents: [RecordID] = []

  init() {
    worker = paper.add("memberships")
    house = paper.add("houses") {
      $0[.state] = "open"
      $0[.timeZone] = "Europe/London"
      $0[.roundIntervalMinutes] = 120
    }
    paper.actor = worker
    // Twenty past two in the night.
    paper.now = night(2, 20)
    for name in ["Ada", "Ben", "Cy"] { moveIn(name) }
  }

  /// A moment of the night that begins on 20 November 2026.
  private func night(_ hour: Int, _ minute: Int) -> Instant {
    let evening = Instant(milliseconds: 1_795_132_800_000)
    return evening.adding(minutes: (hour < 12 ? 24 + hour : hour) * 60 + minute)
  }

  private mutating func moveIn(_ name: String, every minutes: Int? = nil) {
    let resident = paper.add("residents") {
      $0[.givenName] = name
      $0[.familyName] = "Moss"
    }
    residents.append(resident)
    let house = house
    stays.append(
      paper.add("stays") {
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.state] = "active"
        $0[.nightCheckMinutes] = minutes
      })
  }

  /// Begins a round and gives its identity.
  private mutating func begin(at moment: Instant? = nil) -> RecordID {
    let id = paper.newID()
    var round = Record(Catalogue.house.type("rounds"))
    round.id = id
    round[.houseID] = house
    round[.startedAt] = moment ?? paper.now
    #expect(paper.save(round) == nil)
    return id
  }

  private func line(
    _ round: RecordID, _ person: Int, _ status: String = "asleep_seen", at moment: Instant? = nil
  ) -> Record {
    var line = Record(Catalogue.house.type("round_checks"))
    line[.roundID] = round
    line[.stayID] = stays[person]
    line[.residentID] = residents[person]
    line[.status] = status
    line[.checkedAt] = moment ?? paper.now
    return line
  }

  private mutating func see(_ round: RecordID, _ people: Int..., at moment: Instant? = nil) {
    for person in people { #expect(paper.save(line(round, person, at: moment)) == nil) }
  }

  private func standing(_ round: RecordID) -> String? {
    let record = paper[round]
    return String(RoundWindow.standing(record, paper.book(RoundWindow.house(record))))
  }

  @Test mutating func `a round stands for the window in which it began`() {
    let round = begin()
    #expect(paper[round][.windowFromAt] == night(2, 0))
    #expect(paper[round][.windowUntilAt] == night(4, 0))
    paper.now = night(13, 0)
    #expect(paper[begin()][.windowFromAt] == nil)
  }

  @Test mutating func `RND-2: a round is finished when everybody due has a line`() {
    let round = begin()
    see(round, 0)
    #expect(paper.perform("round.complete", round) == "2 people have no line yet: Ben Moss, Cy Moss.")
    see(round, 1, 2)
    #expect(paper.perform("round.complete", round) == nil)
    #expect(paper[round][.finishedAt] == paper.now)
    #expect(standing(round) == "late")
  }

  @Test mutating func `who agreed not to be looked in on at night is not asked for`() {
    moveIn("Dee", every: 0)
    let round = begin()
    see(round, 0, 1, 2)
    #expect(paper.perform("round.complete", round) == nil)
  }

  @Test mutating func `who is looked in on every four hours is due in every second round`() {
    moveIn("Dee", every: 240)
    let first = begin(at: night(0, 5))
    see(first, 0, 1, 2, 3, at: night(0, 6))
    #expect(paper.perform("round.complete", first) == nil)
    let second = begin()
    see(second, 0, 1, 2)
    #expect(paper.perform("round.complete", second) == nil)
    paper.now = night(4, 1)
    let third = begin()
    see(third, 0, 1, 2)
    #expect(paper.perform("round.complete", third) == "One person has no line yet: Dee Moss.")
  }

  @Test mutating func `RND-6: what was seen stands when a round is broken off, and it is taken up again`() {
    let round = begin()
    see(round, 0)
    #expect(paper.perform("round.break-off", round, ["break_reason": .text("alarm")]) == nil)
    #expect(standing(round) == "part_done")
    #expect(paper.perform("round.take-up", round) == nil)
    #expect(paper[round][.breakReason] == nil)
    see(round, 1, 2)
    #expect(paper.perform("round.complete", round) == nil)
  }

  @Test mutating func `a round that is typed when its time is over is entered later and not done`() {
    paper.now = night(7, 0)
    let round = begin(at: night(2, 2))
    see(round, 0, 1, 2, at: night(2, 4))
    #expect(paper.perform("round.complete", round) == nil)
    #expect(paper[round][.windowFromAt] == night(2, 0))
    #expect(standing(round) == "entered_later")
    let line = paper.all("round_checks")[0]
    #expect(RoundLine.isEnteredLater(line, paper.book([])) == .flag(true))
  }

  @Test mutating func `a round that is left is done in part once its time is over`() {
    let round = begin()
    #expect(standing(round) == "under_way")
    paper.now = night(4, 0)
    #expect(standing(round) == "part_done")
  }

  @Test mutating func `what was seen before the round began moves its beginning`() {
    let round = begin()
    #expect(paper.save(line(round, 0, at: night(2, 10))) == "That is before the round began.")
    let earlier = ["started_at": night(2, 10).value]
    #expect(paper.perform("round.began-earlier", round, earlier) == nil)
    see(round, 0, at: night(2, 10))
  }

  @Test(
    arguments: [
      ("present", nil, nil, "Say in a word or two what Ada Moss was doing."),
      ("present", "reading", nil, nil),
      ("not_found", nil, nil, "Write what was done: called, searched, who was rung."),
      ("declined_entry", nil, "Spoke through the door.", nil),
    ] as [(String, String?, String?, String?)])
  mutating func `a line says how somebody was seen, or what was done`(
    status: String, activity: String?, note: String?, words: String?
  ) {
    var line = line(begin(), 0, status)
    line[.activity] = activity
    line[.note] = note
    #expect(paper.violations(in: line).first == words)
  }

  @Test mutating func `RND-3: who is not found is told of at once`() {
    var line = line(begin(), 0, "not_found")
    line[.note] = "Called and searched."
    #expect(paper.save(line) == nil)
    #expect(paper.notices.contains { $0.kind == "missing" && $0.priority == "urgent" })
  }

  @Test mutating func `RND-5: who lets nobody in twice in a night is told of`() {
    for hour in [0, 2] {
      paper.now = night(hour, 5)
      var line = line(begin(), 0, "declined_entry")
      line[.note] = "Spoke through the door."
      #expect(paper.save(line) == nil)
      #expect(paper.notices.count { $0.priority == "urgent" } == (hour == 0 ? 0 : 1))
    }
  }

  @Test mutating func `RND-5: a slip that was put right counts as no refusal`() {
    for hour in [0, 2] {
      paper.now = night(hour, 5)
      let round = begin()
      var line = line(round, 0, "declined_entry")
      line.id = paper.newID()
      line[.note] = "Spoke through the door."
      #expect(paper.save(line) == nil)
      if hour == 2 { break }
      var right = self.line(round, 0)
      right[.correctsID] = line.id
      #expect(paper.save(right) == nil)
    }
    #expect(paper.notices.allSatisfy { $0.priority != "urgent" })
  }

  @Test mutating func `who was not seen on a round is due on the next`() {
    moveIn("Dee", every: 240)
    let first = begin(at: night(0, 5))
    see(first, 0, 1, 2, at: night(0, 6))
    #expect(paper.save(line(first, 3, "signed_out", at: night(0, 6))) == nil)
    #expect(paper.perform("round.complete", first) == nil)
    let second = begin()
    see(second, 0, 1, 2)
    #expect(paper.perform("round.complete", second) == "One person has no line yet: Dee Moss.")
  }

  @Test mutating func `somebody is last seen before twenty refusals, and not by a line that was corrected`() {
    let (resident, moment) = (residents[0], night(0, 5))
    let seen = paper.add("round_checks") {
      $0[.residentID] = resident
      $0[.status] = "asleep_seen"
      $0[.checkedAt] = moment
    }
    for minute in 1...20 {
      paper.add("round_checks") {
        $0[.residentID] = resident
        $0[.status] = "declined_entry"
        $0[.checkedAt] = moment.adding(minutes: minute)
      }
    }
    let record = paper[resident]
    #expect(LastSeen.moment(record, paper.book(LastSeen.queries(record))) == moment.value)
    paper.add("round_checks") {
      $0[.residentID] = resident
      $0[.status] = "signed_out"
      $0[.checkedAt] = moment
      $0[.correctsID] = seen
    }
    #expect(LastSeen.moment(record, paper.book(LastSeen.queries(record))) == .empty)
  }

  @Test func `checks at night are none or a quarter of an hour apart`() {
    for (minutes, isRefused) in [(0, false), (1, true), (14, true), (15, false)] {
      let words = paper.words("stays") { $0[.nightCheckMinutes] = minutes }
      #expect(words.contains { $0.hasPrefix("Checks at night are 15 minutes") } == isRefused)
    }
  }

  @Test mutating func `RND-4: a slip is put right on the way; after that a line keeps its time and says why`()
  {
    let round = begin()
    see(round, 0, 1, 2)
    let first = paper.all("round_checks")[0]
    paper.now = night(2, 25)
    var slip = line(round, 0, "signed_out")
    slip[.correctsID] = first.id
    #expect(paper.save(slip) == nil)
    #expect(paper.perform("round.complete", round) == nil)
    var later = line(round, 0, "hospital")
    later[.correctsID] = first.id
    #expect(paper.save(later) == "A corrected line keeps the time of the first.")
    later[.checkedAt] = first[.checkedAt]
    #expect(paper.save(later) == "A reason is needed. It will be shown with the record.")
    later[.note] = "Taken for somebody else."
    #expect(paper.save(later) == nil)
  }
}
