import House
import Records
import Testing

/// Other beds for residents: asked for, at once in danger, and two at a time.
@Suite struct TransferTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let leader: RecordID
  private let house: RecordID
  private let other: RecordID

  init() {
    worker = paper.add("memberships")
    leader = paper.add("memberships")
    house = paper.add("houses")
    other = paper.add("houses")
    paper.actor = leader
  }

  private mutating func bed(_ label: String, in house: RecordID? = nil) -> RecordID {
    let home = house ?? self.house
    let room = paper.add("rooms") { $0[.houseID] = home }
    return paper.add("beds") {
      $0[.label] = label
      $0[.houseID] = home
      $0[.roomID] = room
    }
  }

  private mutating func living(in bed: RecordID) -> (resident: RecordID, stay: RecordID) {
    let (house, today) = (house, paper.today)
    let resident = paper.add("residents") { $0[.familyName] = "Wulan" }
    let stay = paper.add("stays") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.startsOn] = today
    }
    #expect(paper.perform("stay.move-in", stay, ["bed_id": bed.value]) == nil)
    paper.now = paper.now.adding(hours: 1)
    return (resident, stay)
  }

  private func live(_ resident: RecordID) -> [RecordID?] {
    paper.all("bed_assignments").filter { $0[.endsAt] == nil && $0[.residentID] == resident }.map {
      $0[.bedID]
    }
  }

  private func want(_ bed: RecordID) -> [String: Value] {
    ["bed_id": bed.value, "end_reason": .text("needs_changed")]
  }

  @Test mutating func `BED-6: into another house the stay goes along`() {
    let (old, new) = (bed("A"), bed("B", in: other))
    let one = living(in: old)
    #expect(paper.perform("resident.move", one.resident, want(new)) == nil)
    #expect(live(one.resident) == [new])
    #expect(paper[one.stay][.houseID] == other)
  }

  @Test mutating func `BED-6: who may not decide asks, and somebody else approves`() throws {
    let (old, new) = (bed("A"), bed("B"))
    let one = living(in: old)
    paper.actor = worker
    #expect(paper.perform("resident.ask-move", one.resident, want(new)) == nil)
    #expect(live(one.resident) == [old])
    #expect(
      paper.perform("resident.ask-move", one.resident, want(new))
        == "Another bed was asked for already and waits for a decision.")
    let round = try #require(paper.all("approvals").first)
    #expect(round[.kind] == "bed_transfer" && round[.requestedBy] == worker)
    let proposal = try #require(round[.subjectID])
    #expect(paper.refusal("transfer.approve", proposal)?.hasPrefix("You requested this") == true)
    paper.actor = leader
    paper.now = paper.now.adding(hours: 1)
    #expect(paper.perform("transfer.approve", proposal) == nil)
    #expect(live(one.resident) == [new])
    #expect(paper[old][.state] == "to_clean")
    #expect(paper.all("approvals").map { $0[.state] } == ["approved"])
    #expect(paper.all("bed_assignments").first?[.endReason] == "needs_changed")
  }

  @Test mutating func `BED-6: what is sent back leaves everybody where they are`() throws {
    let (old, new) = (bed("A"), bed("B"))
    let one = living(in: old)
    paper.actor = worker
    #expect(paper.perform("resident.ask-move", one.resident, want(new)) == nil)
    let proposal = try #require(paper.all("approvals").first?[.subjectID])
    paper.actor = leader
    #expect(
      paper.perform("transfer.send-back", proposal, ["comment": .text("No.")])?.hasPrefix("Say") == true)
    let words: [String: Value] = ["comment": .text("That bed is promised to somebody else.")]
    #expect(paper.perform("transfer.send-back", proposal, words) == nil)
    #expect(live(one.resident) == [old] && paper[new][.state] == "available")
    #expect(paper.perform("transfer.approve", proposal) == "Nothing about this bed waits for a decision.")
  }

  @Test mutating func `BED-7: in danger a resident moves at once and it is approved afterwards`() throws {
    let (old, new) = (bed("A"), bed("B"))
    let one = living(in: old)
    paper.actor = worker
    var answers: [String: Value] = [
      "bed_id": new.value, "comment": .text("The ceiling came down."), "approver_id": worker.value,
    ]
    #expect(
      paper.perform("resident.emergency-move", one.resident, answers)
        == "Somebody else must have authorised it.")
    answers["approver_id"] = leader.value
    #expect(paper.perform("resident.emergency-move", one.resident, answers) == nil)
    #expect(live(one.resident) == [new])
    let round = try #require(paper.all("approvals").first)
    #expect(round[.approverID] == leader && round[.dueAt] == paper.now.adding(hours: 24))
    let assignment = try #require(round[.subjectID])
    paper.actor = leader
    #expect(paper.perform("transfer.approve", assignment) == nil)
    #expect(live(one.resident) == [new])
    #expect(paper.all("approvals").first?[.comment] == "The ceiling came down.")
  }

  @Test mutating func `BED-8: two residents swap at the same instant`() {
    let (left, right) = (bed("A"), bed("B"))
    let (one, two) = (living(in: left), living(in: right))
    let swap: [String: Value] = ["resident_id": two.resident.value, "end_reason": .text("conflict")]
    #expect(paper.perform("resident.swap", one.resident, swap) == nil)
    #expect(live(one.resident) == [right] && live(two.resident) == [left])
    #expect(Set(paper.all("bed_assignments").compactMap { $0[.endsAt] }) == [paper.now])
    #expect(paper[left][.state] == "available" && paper[right][.state] == "available")
    let own: [String: Value] = ["resident_id": one.resident.value, "end_reason": .text("other")]
    #expect(
      paper.perform("resident.swap", one.resident, own)
        == "Choose another resident than the one who swaps.")
  }

  @Test mutating func `BED-8: nobody is swapped into a bed that is not for them`() {
    let (left, right) = (bed("A"), bed("B"))
    let (one, two) = (living(in: left), living(in: right))
    paper.records[right]?[.cohort] = "female"
    paper.records[one.stay]?[.cohort] = "male"
    let swap: [String: Value] = ["resident_id": two.resident.value, "end_reason": .text("conflict")]
    #expect(paper.perform("resident.swap", one.resident, swap) == "Not compatible with this room.")
  }
}
