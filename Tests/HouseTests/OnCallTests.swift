import House
import Records
import Testing

/// Who is on call tonight hears of what cannot wait for the morning, and of nothing else.
@Suite struct OnCallTests {
  private var paper = PaperHouse()
  private let house: RecordID
  private let worker: RecordID
  private let here: RecordID
  private let elsewhere: RecordID

  init() {
    house = paper.add("houses")
    worker = paper.add("memberships")
    here = paper.add("memberships")
    elsewhere = paper.add("memberships")
    let now = paper.now
    for (place, lead) in [(house, here), (paper.add("houses"), elsewhere)] {
      paper.add("shifts") {
        $0[.houseID] = place
        $0[.kind] = "on_call"
        $0[.state] = "planned"
        $0[.startsAt] = now.adding(hours: -2)
        $0[.endsAt] = now.adding(hours: 6)
        $0[.leadBy] = lead
      }
    }
    paper.actor = worker
  }

  private func announced(_ id: RecordID) -> [Notice.Audience] {
    let record = paper[id]
    return record.type.announces(record, paper.book(record.type.announceReads(record))).flatMap(\.audience)
  }

  private func isTold(_ audience: [Notice.Audience]) -> Bool {
    #expect(!audience.contains(.member(elsewhere)))
    return audience.contains(.member(here))
  }

  @Test(arguments: [(3, false), (4, true), (5, true)])
  mutating func `INC-2: of a serious incident`(severity: Int, told: Bool) {
    let (house, worker) = (house, worker)
    let incident = paper.add("incidents") {
      $0[.state] = "submitted"
      $0[.severity] = severity
      $0[.houseID] = house
      $0[.reportedBy] = worker
    }
    #expect(isTold(announced(incident)) == told)
  }

  @Test mutating func `MIS-1: of whoever is missing`() {
    let house = house
    let episode = paper.add("missing_episodes") {
      $0[.houseID] = house
      $0[.riskLevel] = "low"
    }
    #expect(isTold(announced(episode)))
  }

  @Test(arguments: [("urgent", true, true), ("high", true, false), ("urgent", false, false)])
  mutating func `of an urgent hazard`(priority: String, isHazard: Bool, told: Bool) {
    let house = house
    let repair = paper.add("maintenance_requests") {
      $0[.houseID] = house
      $0[.priority] = priority
      $0[.isHazard] = isHazard
    }
    #expect(isTold(announced(repair)) == told)
  }

  @Test mutating func `HND-6: of a handover that nobody came for`() {
    let (house, worker) = (house, worker)
    let handover = paper.add("handovers") {
      $0[.houseID] = house
      $0[.state] = "handed_over"
      $0[.outgoingBy] = worker
    }
    #expect(paper.perform("handover.nobody", handover, ["reason": .text("Nobody came.")]) == nil)
    #expect(isTold(paper.notices.flatMap(\.audience)))
  }
}
