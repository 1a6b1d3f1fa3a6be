@testable import House
import Records
import Testing

/// From the first enquiry to leaving.
@Suite struct ComingAndGoingTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let manager: RecordID
  private let house: RecordID
  private let bed: RecordID

  init() {
    worker = paper.add("memberships")
    manager = paper.add("memberships")
    let house = paper.add("houses") { $0[.name] = "Tallow House" }
    self.house = house
    bed = paper.add("beds") {
      $0[.label] = "R01"
      $0[.houseID] = house
    }
    paper.actor = worker
  }

  private mutating func resident(_ name: String = "Wulan") -> RecordID {
    paper.add("residents") { $0[.familyName] = name }
  }

  private mutating func entry(_ priority: String = "medium", waiting days: Int = 0) -> RecordID {
    let (resident, house, day) = (resident(), house, paper.today.adding(days: -days))
    return paper.add("waitlist_entries") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.priority] = priority
      $0[.joinedOn] = day
    }
  }

  private var offer: [String: Value] {
    ["offered_bed_id": bed.value, "offer_expires_at": paper.now.adding(hours: 48).value]
  }

  private mutating func admission(_ state: String = "accepted", of resident: RecordID? = nil) -> RecordID {
    let (resident, house) = (resident ?? self.resident(), house)
    return paper.add("admissions") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.state] = state
    }
  }

  private mutating func settleChecklist(of admission: RecordID) {
    guard case .choice(let lines) = paper[admission].type.action("admission.check")?.asks.first?.kind else {
      return
    }
    for line in lines.members {
      let answers: [String: Value] = ["checklist_line": .text(line.code)]
      #expect(paper.perform("admission.check", admission, answers) == nil)
    }
  }

  private var arrival: [String: Value] {
    ["bed_id": bed.value, "legal_basis": .text("licence"), "funding_source": .text("self")]
  }

  /// A resident who lives in the bed.
  private mutating func living() -> (resident: RecordID, stay: RecordID) {
    let admission = admission()
    settleChecklist(of: admission)
    #expect(paper.perform("admission.complete", admission, arrival) == nil)
    return (paper[admission][.residentID] ?? .zero, paper[admission][.stayID] ?? .zero)
  }

  private mutating func discharge(
    _ one: (resident: RecordID, stay: RecordID), _ state: String = "draft"
  )
    -> RecordID
  {
    let now = paper.now
    return paper.add("discharges") {
      $0[.stayID] = one.stay
      $0[.residentID] = one.resident
      $0[.state] = state
      $0[.kind] = "planned"
      $0[.exitReason] = "planned_move"
      $0[.exitDestination] = "private_rent"
      $0[.leftAt] = now
      $0[.summary] = "Moves into her own flat."
    }
  }

  // MARK: Enquiries and the waiting list

  @Test mutating func `an enquiry that is taken on becomes a resident and an admission`() throws {
    let (house, born) = (house, Day("1990-04-02"))
    let lead = paper.add("leads") {
      $0[.givenName] = "Sunniva"
      $0[.houseID] = house
      $0[.state] = "screened"
    }
    #expect(paper.perform("lead.convert", lead, [:]) == "Enter the date of birth first.")
    paper.records[lead]?[.bornOn] = born
    #expect(paper.perform("lead.convert", lead, [:]) == nil)
    let person = try #require(paper[lead][.residentID])
    #expect(paper[person][.familyName] == "Sunniva")
    #expect(paper.all("admissions").map { $0[.leadID] } == [lead])
    #expect(paper.all("admissions").map { $0[.residentID] } == [person])
  }

  @Test mutating func `an enquiry put on the list makes an entry, and being taken on makes nobody twice`() {
    let (house, resident) = (house, resident())
    let lead = paper.add("leads") {
      $0[.houseID] = house
      $0[.state] = "screened"
    }
    let answers: [String: Value] = ["priority": .text("high"), "resident_id": resident.value]
    #expect(paper.perform("lead.wait", lead, answers) == nil)
    #expect(paper.all("waitlist_entries").map { $0[.priority] } == ["high"])
    #expect(paper.perform("lead.convert", lead, [:]) == nil)
    #expect(paper.all("residents").count == 1)
  }

  @Test mutating func `an enquiry that came to nothing says why`() {
    let lead = paper.add("leads") { $0[.state] = "lost" }
    #expect(paper.violations(in: paper[lead]) == ["Say why the enquiry ended."])
  }

  @Test mutating func `WTL-5: an offer holds the bed, and who waits longer comes first`() {
    let (second, first) = (entry(waiting: 1), entry(waiting: 9))
    #expect(paper.perform("waiting.offer", second, offer) == "One person is ahead; give the reason.")
    #expect(paper.perform("waiting.offer", first, offer) == nil)
    #expect(paper[bed][.state] == "held")
    #expect(paper.all("bed_closures").map { $0[.waitlistEntryID] } == [first])
    let reasoned = offer.merging(["reason": .text("Sleeps in a car.")]) { $1 }
    #expect(
      paper.perform("waiting.offer", second, reasoned)
        == "Bed R01 cannot be offered: It is held already.")
  }

  @Test mutating func `WTL-6: an offer that lapsed is not accepted`() {
    let entry = entry()
    #expect(paper.perform("waiting.offer", entry, offer) == nil)
    paper.now = paper.now.adding(hours: 49)
    #expect(paper.perform("waiting.accept", entry)?.hasPrefix("The offer lapsed on") == true)
    paper.now = paper.now.adding(hours: -2)
    #expect(paper.perform("waiting.accept", entry) == nil)
    #expect(paper.perform("waiting.place", entry) == "No stay of this resident is planned or active yet.")
  }

  @Test mutating func `WTL-7: who declines gives the bed back and may wait again`() {
    let entry = entry()
    #expect(paper.perform("waiting.offer", entry, offer) == nil)
    let why: [String: Value] = ["decline_reason": .text("went_elsewhere")]
    #expect(paper.perform("waiting.decline", entry, why) == nil)
    #expect(paper[bed][.state] == "available")
    #expect(paper.all("bed_closures").allSatisfy { $0[.state] == "ended" })
    #expect(paper.perform("waiting.return", entry) == nil)
    #expect(paper[entry][.offeredBedID] == nil)
  }

  @Test
  mutating func `who is kept apart from somebody in the house is offered nothing there, without a word why`()
  {
    let entry = entry()
    let (house, resident) = (house, paper[entry][.residentID])
    let other = self.resident("Oyelaran")
    paper.add("bed_assignments") {
      $0[.residentID] = other
      $0[.houseID] = house
    }
    paper.add("resident_links") {
      $0[.kind] = "keep_apart"
      $0[.residentID] = other
      $0[.otherResidentID] = resident
    }
    #expect(
      paper.perform("waiting.offer", entry, offer)
        == "Bed R01 cannot be offered: Not compatible with this room.")
  }

  // MARK: Moving in

  @Test mutating func `STY-3: nobody moves in while a step is open`() {
    let admission = admission()
    #expect(
      paper.perform("admission.complete", admission, arrival)?.hasPrefix("17 steps are not done") == true)
    settleChecklist(of: admission)
    #expect(
      paper[admission].type.field("open_steps")?.derivation?.value(paper[admission], paper.book([]))
        == .integer(0))
    #expect(paper.perform("admission.complete", admission, arrival) == nil)
  }

  @Test mutating func `STY-3: moving in begins the stay, the bed and the record of the move together`() throws
  {
    let one = living()
    let stay = paper[one.stay]
    #expect(stay[.state] == "active")
    #expect(stay[.admissionID] == paper.all("admissions").first?.id)
    #expect(paper.all("bed_assignments").map { $0[.bedID] } == [bed])
    #expect(paper.all("move_records").map { $0[.kind] } == ["move_in"])
    #expect(paper[one.resident][.state] == "current")
    #expect(paper.all("resident_status_history").map { $0[.toValue] } == ["current"])
  }

  @Test mutating func `who lives here already is not taken in again`() {
    let one = living()
    let again = admission("referred", of: one.resident)
    #expect(paper.violations(in: paper[again]) == ["This resident already has a stay in Tallow House."])
    let accepted = admission(of: one.resident)
    settleChecklist(of: accepted)
    #expect(
      paper.perform("admission.complete", accepted, arrival)
        == "This resident already has a stay in Tallow House.")
  }

  @Test mutating func `a bed that is held for one is not given to another`() {
    let (waiting, admission) = (entry(), admission())
    #expect(paper.perform("waiting.offer", waiting, offer) == nil)
    settleChecklist(of: admission)
    #expect(paper.perform("admission.complete", admission, arrival) == "That bed is held for somebody else.")
  }

  // MARK: Moves

  @Test mutating func `BED-6: a planned move to another bed is done in one step`() throws {
    let one = living()
    let (house, old) = (house, bed)
    let new = paper.add("beds") {
      $0[.label] = "R02"
      $0[.houseID] = house
    }
    let move = paper.add("move_records") {
      $0[.residentID] = one.resident
      $0[.stayID] = one.stay
      $0[.kind] = "internal_transfer"
      $0[.fromBedID] = old
      $0[.moveReason] = "repair"
      $0[.state] = "under_way"
    }
    #expect(
      paper.violations(in: paper[move]) == ["Choose the bed moved from and the bed moved to."])
    paper.records[move]?[.toBedID] = new
    #expect(paper.perform("move.complete", move)?.hasPrefix("A move to another bed") == true)
    #expect(paper.perform("move.transfer", move) == nil)
    let live = try #require(paper.all("bed_assignments").first { $0[.endsAt] == nil })
    #expect(live[.bedID] == new)
    #expect(live[.moveRecordID] == move)
    #expect(paper[old][.state] == "to_clean")
    #expect(paper.perform("move.cleaned", move) == nil)
    #expect(paper.refusal("bed.inspect", old)?.hasPrefix("You cleaned this") == true)
  }

  @Test mutating func `a move falls within the stay`() {
    let one = living()
    let move = paper.add("move_records") {
      $0[.stayID] = one.stay
      $0[.kind] = "move_out"
    }
    let before = paper.now.adding(hours: -48)
    paper.records[move]?[.movedAt] = before
    #expect(paper.violations(in: paper[move]).first?.hasPrefix("The move must fall within the stay") == true)
  }

  // MARK: Leaving

  @Test(arguments: [
    ("deceased", "planned", false), ("private_rent", "deceased", false), ("deceased", "deceased", true),
  ])
  func `the kind of leaving and the destination agree about a death`(to: String, kind: String, holds: Bool) {
    let discharge = Record(.discharges).changed {
      $0[.exitDestination] = to
      $0[.kind] = kind
    }
    #expect(paper.violations(in: discharge).isEmpty == holds)
  }

  @Test mutating func `SOD-01: a discharge is approved by somebody who did not write it`() {
    let discharge = discharge(living())
    #expect(paper.perform("discharge.submit", discharge) == nil)
    #expect(paper.perform("discharge.approve", discharge)?.hasPrefix("You wrote this") == true)
    paper.actor = manager
    #expect(paper.perform("discharge.return", discharge, ["comment": .text("Say who was told.")]) == nil)
    #expect(paper[discharge][.signedBy] == nil)
    paper.actor = worker
    #expect(paper.perform("discharge.submit", discharge) == nil)
    paper.actor = manager
    #expect(paper.perform("discharge.approve", discharge) == nil)
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected", "approved"])
  }

  @Test mutating func `STY-7: a stay ends with its discharge, and nothing is left behind`() {
    let one = living()
    #expect(paper.perform("stay.end", one.stay) == "Write the discharge first, and have it approved.")
    let discharge = discharge(one, "approved")
    let phone = paper.add("valuables") { $0[.residentID] = one.resident }
    #expect(paper.perform("discharge.complete", discharge) == "Close these first: valuables.")
    paper.records[phone]?[.state] = "returned"
    let worker = paper.add("stay_staff") { $0[.stayID] = one.stay }
    #expect(paper.perform("discharge.complete", discharge) == nil)
    #expect(paper[one.stay][.state] == "ended")
    #expect(paper[one.stay][.endsOn] == paper.today)
    #expect(paper[one.resident][.state] == "former")
    #expect(paper[bed][.state] == "to_clean")
    #expect(paper[worker][.endsOn] == paper.today)
    #expect(paper.all("bed_assignments").allSatisfy { $0[.endsAt] != nil })
  }

  @Test mutating func `a death ends the stay and is the resident's last state`() {
    let one = living()
    let discharge = discharge(one, "approved")
    paper.records[discharge]?[.kind] = "deceased"
    paper.records[discharge]?[.exitDestination] = "deceased"
    #expect(paper.perform("discharge.complete", discharge) == nil)
    #expect(paper[one.resident][.state] == "deceased")
    #expect(paper[one.resident][.diedOn] == paper.today)
  }

  // MARK: Agreements and counting

  @Test mutating func `an agreement lists fees and refunds before it is signed, and replaces the one before`()
    throws
  {
    let one = living()
    func add(_ paper: inout PaperHouse) -> RecordID {
      paper.add("tenancy_agreements") {
        $0[.stayID] = one.stay
        $0[.residentID] = one.resident
        $0[.state] = "offered"
      }
    }
    let first = add(&paper)
    #expect(paper.perform("agreement.sign", first)?.hasPrefix("The agreement must list fees") == true)
    paper.records[first]?[.feesSchedule] = "Rent only."
    paper.records[first]?[.refundPolicy] = "By the day."
    #expect(paper.perform("agreement.sign", first) == nil)
    #expect(paper.perform("agreement.new-version", first) == nil)
    let second = try #require(paper.all("tenancy_agreements").first { $0[.state] == "draft" }?.id)
    #expect(paper[second][.feesSchedule] == "Rent only.")
    #expect(paper[second][.signedAt] == nil)
    paper.records[second]?[.state] = "offered"
    #expect(paper.perform("agreement.sign", second) == nil)
    #expect(paper[first][.state] == "superseded")
  }

  @Test(arguments: [(30, 32, 94), (0, 8, 0), (3, 0, nil as Int?)])
  func `the occupancy of a night is its occupied beds of a hundred in use`(
    taken: Int, beds: Int, percent: Int?
  )
    throws
  {
    let night = Record(.occupancySnapshots).changed {
      $0[.occupiedCount] = taken
      $0[.capacityCount] = beds
    }
    let derivation = try #require(night.type.field("occupancy_percent")?.derivation)
    #expect(derivation.value(night, paper.book([])) == (percent.map { .integer($0) } ?? .empty))
  }
}
