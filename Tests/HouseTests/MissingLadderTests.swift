import House
import Records
import Testing

/// The steps of a search by the clocks of the house, worked out from what was written.
@Suite struct MissingLadderTests {
  private let noticed = Instant(milliseconds: 1_800_000_000_000)

  private func at(_ minutes: Int) -> Instant { noticed.adding(minutes: minutes) }

  private func line(_ kind: MissingStep.Kind, _ minutes: Int, words: String = "", about: Int? = nil) -> String
  {
    let step = MissingStep(
      kind, at: at(minutes), typedAt: at(minutes), by: nil, words: words, about: about)
    return "{" + step.kept.map { "\"\($0.name)\":\"\($0.text)\"" }.joined(separator: ",") + "}"
  }

  private func episode(
    _ lines: [String] = [], risk: String = "medium", state: String = "open",
    _ change: (inout Record) -> Void = { _ in }
  ) -> Record {
    var episode = Record(.missingEpisodes)
    episode[.state] = state
    episode[.riskLevel] = risk
    episode[.noticedAt] = noticed
    episode[.searchLog] = "[" + lines.joined(separator: ",") + "]"
    change(&episode)
    return episode
  }

  private func ladder(_ episode: Record, isChild: Bool = false) -> MissingLadder {
    MissingLadder(of: episode, isChild: isChild, clocks: MissingClocks())
  }

  private func rung(_ kind: MissingLadder.Kind, of ladder: MissingLadder) throws -> MissingLadder.Rung {
    try #require(ladder.rungs.first { $0.kind == kind })
  }

  @Test(arguments: [("low", 240), ("medium", 60), ("high", 0), ("critical", 0)])
  func `the police are due by the risk, and of a child at once`(risk: String, minutes: Int) throws {
    let found = ladder(episode(risk: risk))
    #expect(try rung(.police, of: found).due == at(minutes))
    #expect(try rung(.police, of: ladder(episode(risk: risk), isChild: true)).due == noticed)
    #expect(try rung(.authority, of: found).due == nil)
    #expect(try rung(.authority, of: ladder(episode(risk: risk), isChild: true)).due == noticed)
  }

  @Test func `what is due next is the earliest step that nobody has done`() {
    #expect(ladder(episode()).next?.kind == .searched)
    #expect(ladder(episode([line(.searched, 3)])).next?.kind == .called)
    #expect(ladder(episode([line(.searched, 3), line(.called, 4)])).next?.kind == .contacts)
    #expect(ladder(episode(risk: "high")).next?.kind == .police)
  }

  @Test func `police who decline leave on-call due at once, and themselves again in half an hour`() throws {
    let lines = [line(.onCall, 5), line(.policeDeclined, 20, words: "PC 88")]
    let refused = ladder(episode(lines, risk: "high", state: "reported") { $0[.policeReportedAt] = at(20) })
    #expect(try rung(.onCall, of: refused).due == at(20))
    #expect(try rung(.onCall, of: refused).isOpen)
    #expect(try rung(.police, of: refused).due == at(50))
    #expect(try rung(.police, of: refused).isOpen)
    let again = ladder(episode(lines + [line(.onCall, 22), line(.police, 45)], risk: "high"))
    #expect(try rung(.onCall, of: again).doneAt == at(22))
    #expect(try rung(.police, of: again).doneAt == at(45))
  }

  @Test func `a number that is to come is asked for again`() throws {
    let asked = ladder(episode([line(.policeAsked, 10)], risk: "high"))
    #expect(try rung(.police, of: asked).due == at(40))
  }

  @Test func `the risk is looked at again from the last look on`() throws {
    #expect(try rung(.risk, of: ladder(episode())).due == at(240))
    #expect(try rung(.risk, of: ladder(episode([line(.graded, 30)]))).due == at(270))
  }

  @Test func `a step that was taken back counts no more and stays to be read`() throws {
    let lines = [line(.searched, 3), line(.mistaken, 4, words: "Wrong key.", about: 0)]
    #expect(try rung(.searched, of: ladder(episode(lines))).isOpen)
    let log = MissingLog(reading: episode(lines)[.searchLog])
    #expect(log.lines.map(\.mistake) == ["Wrong key."])
    #expect(log.standing.isEmpty)
  }

  @Test(arguments: [
    (MissingStep.Kind.police, MissingLadder.Kind.police), (.policeDeclined, .police), (.contacts, .contacts),
  ])
  func `a call that was taken back is due again, whatever the record kept of it`(
    step: MissingStep.Kind, kind: MissingLadder.Kind
  ) throws {
    let lines = [
      line(step, 10, words: "Wrong person."), line(.mistaken, 12, words: "Wrong person.", about: 0),
    ]
    let found = ladder(
      episode(lines, risk: "high", state: "reported") {
        $0[.policeReportedAt] = at(10)
        $0[.familyToldAt] = at(10)
      })
    #expect(try rung(kind, of: found).isOpen)
  }

  @Test func `words are read with the step they were added to`() {
    let lines = [line(.called, 3), line(.words, 5, words: "No answer.", about: 0)]
    #expect(MissingLog(reading: episode(lines)[.searchLog]).lines.map(\.words) == ["No answer."])
  }

  @Test func `once they are back everybody who was told is to be told of it, and an interview is due`() throws
  {
    let lines = [line(.contacts, 5), line(.onCall, 6), line(.police, 10)]
    let back = ladder(episode(lines, state: "returned") { $0[.returnedAt] = at(100) })
    #expect(back.rungs.map(\.kind) == [.toldPolice, .toldContacts, .toldOnCall, .interview])
    #expect(back.untold.count == 3)
    #expect(try rung(.interview, of: back).due == at(100).adding(hours: 72))
    let told = ladder(
      episode(lines + [line(.toldPolice, 101)], state: "interview_due") {
        $0[.returnedAt] = at(100)
        $0[.interviewOfferedAt] = at(110)
        $0[.interviewDeclined] = true
      })
    #expect(told.untold.count == 2)
    #expect(try rung(.interview, of: told).doneAt == at(110))
  }

  @Test func `a line typed a quarter of an hour later says so`() {
    let step = MissingStep(.called, at: noticed, typedAt: at(15), by: nil, words: "")
    #expect(step.isEnteredLater)
    #expect(!MissingStep(.called, at: noticed, typedAt: at(14), by: nil, words: "").isEnteredLater)
  }

  @Test func `what is kept as a log and is none says that it cannot be read`() {
    #expect(MissingLog(reading: "[{").isDamaged)
    #expect(!MissingLog(reading: nil).isDamaged)
  }
}
