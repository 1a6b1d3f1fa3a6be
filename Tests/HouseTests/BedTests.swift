import House
import Records
import Testing

@Suite struct BedTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let leader: RecordID
  private let house: RecordID
  private let room: RecordID

  init() {
    worker = paper.add("memberships")
    leader = paper.add("memberships")
    house = paper.add("houses")
    let house = house
    room = paper.add("rooms") { $0[.houseID] = house }
    paper.actor = leader
  }

  private mutating func bed(_ label: String, cohort: String = "any") -> RecordID {
    let (house, room) = (house, room)
    return paper.add("beds") {
      $0[.label] = label
      $0[.houseID] = house
      $0[.roomID] = room
      $0[.cohort] = cohort
    }
  }

  /// A resident with a planned stay from today.
  private mutating func arrival(cohort: String = "any") -> (resident: RecordID, stay: RecordID) {
    let (house, today) = (house, paper.today)
    let resident = paper.add("residents") { $0[.familyName] = "Wulan" }
    let stay = paper.add("stays") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.startsOn] = today
      $0[.cohort] = cohort
    }
    return (resident, stay)
  }

  private mutating func living(in bed: RecordID) -> (resident: RecordID, stay: RecordID) {
    let one = arrival()
    #expect(paper.perform("stay.move-in", one.stay, ["bed_id": bed.value]) == nil)
    return one
  }

  private var live: [Record] { paper.all("bed_assignments").filter { $0[.endsAt] == nil } }

  @Test mutating func `STY-3: moving in takes the bed and makes the resident current`() {
    let bed = bed("R01")
    let one = arrival()
    #expect(paper.perform("stay.move-in", one.stay)?.hasPrefix("No bed is reserved") == true)
    #expect(paper.perform("stay.move-in", one.stay, ["bed_id": bed.value]) == nil)
    #expect(paper[one.stay][.state] == "active")
    #expect(paper[one.resident][.state] == "current")
    #expect(live.map { $0[.bedID] } == [bed])
    let two = arrival()
    #expect(
      paper.perform("stay.move-in", two.stay, ["bed_id": bed.value])
        == "Bed R01 is occupied. Choose another.")
  }

  @Test mutating func `STY-3: a stay that begins later does not begin today`() {
    let bed = bed("R01")
    let one = arrival()
    let tomorrow = paper.today.adding(days: 1)
    paper.records[one.stay]?[.startsOn] = tomorrow
    #expect(paper.perform("stay.move-in", one.stay, ["bed_id": bed.value])?.contains("\(tomorrow)") == true)
  }

  @Test mutating func `BED-5: a bed is reserved for a planned stay, and moving in needs no other`() {
    let bed = bed("R02")
    let one = arrival()
    #expect(paper.perform("bed.hold", bed, ["stay_id": one.stay.value]) == nil)
    #expect(paper[bed][.state] == "held")
    #expect(live.first.map { Instant($0["starts_at"]).map { $0 > paper.now } ?? false } == true)
    let two = arrival()
    #expect(
      paper.perform("bed.hold", bed, ["stay_id": two.stay.value])
        == "Bed R02 is reserved for another stay. Choose another.")
    #expect(paper.perform("stay.move-in", one.stay) == nil)
    #expect(paper[bed][.state] == "available")
    #expect(live.map { $0[.startsAt] } == [paper.now])
  }

  @Test mutating func `BED-5: a hold is released, and a cancelled stay gives its bed back`() {
    let bed = bed("R02")
    let one = arrival()
    #expect(paper.perform("bed.release", bed) == "This bed is not held.")
    #expect(paper.perform("bed.hold", bed, ["stay_id": one.stay.value]) == nil)
    #expect(paper.perform("bed.release", bed) == nil)
    #expect(live.isEmpty && paper[bed][.state] == "available")
    #expect(paper.perform("bed.hold", bed, ["stay_id": one.stay.value]) == nil)
    #expect(paper.perform("stay.cancel", one.stay, ["reason": .text("Went elsewhere.")]) == nil)
    #expect(live.isEmpty && paper[bed][.state] == "available")
  }

  @Test mutating func `BED-5: a bed is kept for somebody in hospital, and the resident shows there`() throws {
    let bed = bed("R07")
    let until = paper.today.adding(days: 11)
    let hold: [String: Value] = ["kind": .text("hold_hospital"), "expected_end_on": until.value]
    #expect(paper.perform("bed.hold", bed, hold)?.hasPrefix("Nobody is in this bed") == true)
    let one = living(in: bed)
    let late: [String: Value] = ["expected_end_on": paper.today.adding(days: 29).value]
    #expect(
      paper.perform("bed.hold", bed, hold.merging(late) { $1 })
        == "A hold of this kind lasts at most 28 days.")
    #expect(paper.perform("bed.hold", bed, hold) == nil)
    #expect(try whereabouts(of: one.resident) == "hospital")
    #expect(paper.perform("bed.release", bed) == nil)
    #expect(try whereabouts(of: one.resident) == "present")
  }

  private func whereabouts(of resident: RecordID) throws -> String? {
    let derivation = try #require(paper[resident].type.field("leave_status")?.derivation)
    return String(derivation.value(paper[resident], paper.book(derivation.reads(paper[resident]))))
  }

  @Test mutating func `BED-6: a transfer ends one assignment and begins the next at the same instant`() throws
  {
    let (old, new) = (bed("R22"), bed("R24"))
    let one = living(in: old)
    paper.now = paper.now.adding(hours: 3)
    let move: [String: Value] = ["bed_id": new.value, "end_reason": .text("resident_request")]
    #expect(paper.perform("resident.move", one.resident, move) == nil)
    let assignments = paper.all("bed_assignments")
    #expect(assignments.map { $0[.bedID] } == [old, new])
    #expect(assignments[0][.endsAt] == assignments[1][.startsAt])
    #expect(paper[old][.state] == "to_clean")
    #expect(paper.all("bed_closures").map { $0[.kind] } == ["cleaning"])
    #expect(paper.perform("resident.move", one.resident, move) == "That is the bed they have now.")
  }

  @Test(arguments: ["to_clean", "out_of_service", "retired"])
  mutating func `BED-6: nobody moves into a bed that is not ready`(state: String) {
    let (old, new) = (bed("R22"), bed("R24"))
    let one = living(in: old)
    paper.records[new]?[.state] = state
    let move: [String: Value] = ["bed_id": new.value, "end_reason": .text("repair")]
    let words =
      state == "to_clean"
      ? "waits for inspection. Under Rooms" : "is \(state.replacing("_", with: " ")). Choose another."
    #expect(paper.perform("resident.move", one.resident, move)?.hasPrefix("Bed R24 \(words)") == true)
  }

  @Test mutating func `BED-6: what keeps people apart is not told`() {
    let (old, new) = (bed("R22"), bed("R24", cohort: "female"))
    let one = living(in: old)
    paper.records[one.stay]?[.cohort] = "male"
    let move: [String: Value] = ["bed_id": new.value, "end_reason": .text("other")]
    #expect(paper.perform("resident.move", one.resident, move) == "Not compatible with this room.")
  }

  @Test
  mutating func `BED-5: a bed that is still cleaned is promised to a stay, and held for it once it is ready`()
  {
    let bed = bed("R12")
    paper.records[bed]?[.state] = "to_clean"
    paper.add("bed_closures") {
      $0[.bedID] = bed
      $0[.kind] = "cleaning"
      $0[.state] = "open"
    }
    let one = arrival()
    #expect(
      paper.perform("stay.move-in", one.stay, ["bed_id": bed.value])?.hasPrefix("Bed R12 waits for cleaning")
        == true)
    let offer: [String: Value] = [
      "kind": .text("hold_offer"), "expected_end_on": paper.today.adding(days: 2).value,
    ]
    #expect(paper.perform("bed.hold", bed, offer)?.hasPrefix("It is being made ready") == true)
    #expect(paper.perform("bed.hold", bed, ["stay_id": one.stay.value]) == nil)
    #expect(paper[bed][.state] == "to_clean" && live.map { $0[.stayID] } == [one.stay])
    paper.actor = worker
    #expect(paper.perform("bed.cleaned", bed) == nil)
    paper.actor = leader
    #expect(paper.perform("bed.inspect", bed) == nil)
    #expect(paper[bed][.state] == "held")
    #expect(paper.perform("stay.move-in", one.stay) == nil)
    #expect(paper[bed][.state] == "available")
  }

  @Test mutating func `SOD-15: a house may set that who cleaned a bed passes it as ready too`() {
    let (bed, other, house) = (bed("R13"), bed("R14"), house)
    for bed in [bed, other] {
      paper.records[bed]?[.state] = "to_clean"
      paper.add("bed_closures") {
        $0[.bedID] = bed
        $0[.kind] = "cleaning"
        $0[.state] = "open"
      }
      #expect(paper.perform("bed.cleaned", bed) == nil)
    }
    #expect(paper.refusal("bed.inspect", bed)?.hasPrefix("You cleaned this") == true)
    paper.add("settings") {
      $0[.key] = "bed.inspect.other"
      $0[.settingValue] = #"{"value": 0}"#
      $0[.environment] = "any"
      $0[.houseID] = house
    }
    #expect(paper.perform("bed.inspect", bed) == nil)
    #expect(paper[bed][.state] == "available")
  }

  @Test mutating func `SOD-15: who cleaned a bed does not pass it as ready`() {
    let bed = bed("R11")
    let one = living(in: bed)
    let now = paper.now
    paper.add("discharges") {
      $0[.stayID] = one.stay
      $0[.residentID] = one.resident
      $0[.state] = "approved"
      $0[.leftAt] = now
    }
    #expect(paper.perform("stay.end", one.stay) == nil)
    #expect(paper[one.resident][.state] == "former")
    #expect(paper.refusal("bed.inspect", bed)?.hasPrefix("It has not been cleaned") == true)
    paper.actor = worker
    #expect(paper.perform("bed.cleaned", bed) == nil)
    #expect(paper.refusal("bed.inspect", bed)?.hasPrefix("You cleaned this") == true)
    paper.actor = leader
    #expect(paper.perform("bed.inspect", bed) == nil)
    #expect(paper[bed][.state] == "available")
  }

  @Test mutating func `BED-3 and BED-4: a bed goes out of service and comes back to be cleaned`() {
    let bed = bed("R04")
    let closing: [String: Value] = [
      "state_note": .text("Damp."), "kind": .text("minor_repair"),
      "expected_end_on": paper.today.adding(days: 14).value,
    ]
    let one = living(in: bed)
    #expect(paper.perform("bed.out-of-service", bed, closing)?.contains("Move them first") == true)
    paper.records[live[0].id ?? .zero]?[.endsAt] = paper.now
    #expect(paper.perform("bed.out-of-service", bed, closing) == nil)
    #expect(paper.perform("bed.back-in-service", bed, ["reason": .text("Dry.")]) == nil)
    #expect(paper[bed][.state] == "to_clean")
    let open = paper.all("bed_closures").filter { $0[.state] == "open" }
    #expect(open.map { $0[.kind] } == ["cleaning"])
    #expect(paper[one.stay][.state] == "active")
  }

  @Test mutating func `a room closes with a reason for each of its beds and opens again`() {
    let beds = [bed("A"), bed("B")]
    let closing: [String: Value] = [
      "kind": .text("major_works"), "reason": .text("New windows."),
      "expected_end_on": paper.today.adding(days: 30).value,
    ]
    _ = living(in: beds[0])
    #expect(paper.refusal("room.close", room)?.contains("Move them first") == true)
    paper.records[live[0].id ?? .zero]?[.endsAt] = paper.now
    #expect(paper.perform("room.close", room, closing) == nil)
    #expect(Set(paper.all("bed_closures").compactMap { $0[.bedID] }) == Set(beds))
    let two = arrival()
    #expect(
      paper.perform("stay.move-in", two.stay, ["bed_id": beds[1].value]) == "Bed B is closed: major works.")
    #expect(paper.perform("room.reopen", room) == nil)
    #expect(paper.all("bed_closures").allSatisfy { $0[.state] == "ended" })
  }

  @Test
  mutating func `a room that closes over a bed to be cleaned keeps why, and the bed is cleaned after it`() {
    let left = bed("A")
    let broken = bed("B")
    paper.records[left]?[.state] = "to_clean"
    paper.records[broken]?[.state] = "out_of_service"
    paper.add("bed_closures") {
      $0[.bedID] = left
      $0[.kind] = "cleaning"
      $0[.state] = "open"
    }
    let today = paper.today
    let closing: [String: Value] = [
      "kind": .text("major_works"), "reason": .text("Damp"), "expected_end_on": today.value,
    ]
    #expect(paper.perform("room.close", room, closing) == nil)
    var open = paper.all("bed_closures").filter { $0[.state] == "open" }
    #expect(open.map { $0[.kind] } == ["major_works"])
    #expect(open.map { $0[.note] } == ["Damp"] && open.map { $0[.expectedEndOn] } == [today])
    #expect(paper.perform("room.reopen", room) == nil)
    open = paper.all("bed_closures").filter { $0[.state] == "open" }
    #expect(open.map { $0[.kind] } == ["cleaning"] && open.map { $0[.bedID] } == [left])
  }

  @Test mutating func `a room without a bed to close says itself why it is closed`() {
    let closing: [String: Value] = [
      "kind": .text("safety"), "reason": .text("Ceiling down."), "expected_end_on": paper.today.value,
    ]
    #expect(paper.perform("room.close", room, closing) == nil)
    #expect(paper[room][.notes]?.contains("Ceiling down.") == true)
  }

  @Test mutating func `a room in which a bed is held for an offer is not closed over it`() {
    let bed = bed("A")
    let until = paper.today.adding(days: 3).value
    let hold: [String: Value] = ["kind": .text("hold_offer"), "expected_end_on": until]
    #expect(paper.perform("bed.hold", bed, hold) == nil)
    #expect(paper.refusal("room.close", room) == "A bed here is held for somebody. Release it first.")
  }

  @Test mutating func `a bed is empty since it was left, however often it is cleaned or its room closed`()
    throws
  {
    let bed = bed("A")
    _ = living(in: bed)
    let left = paper.now
    paper.records[live[0].id ?? .zero]?[.startsAt] = left.adding(hours: -48)
    paper.records[live[0].id ?? .zero]?[.endsAt] = left
    paper.now = left.adding(hours: 90)
    paper.records[bed]?[.state] = "to_clean"
    #expect(try derived("waits_for", of: bed) == .text("inspection"))
    paper.actor = worker
    #expect(paper.perform("bed.inspect", bed) == nil)
    #expect(try derived("empty_since", of: bed) == left.value)
    #expect(try derived("waits_for", of: bed) == .empty)
  }

  @Test mutating func `a list of beds says who is in one before it says how it stands`() throws {
    let (mine, other) = (bed("A"), bed("B"))
    _ = living(in: mine)
    #expect(paper[mine][.state] == "available")
    #expect(try derived("occupancy", of: mine) == .text("occupied"))
    #expect(try derived("occupancy", of: other) == .text("free"))
    for state in ["held", "to_clean", "out_of_service", "retired"] {
      paper.records[other]?[.state] = state
      #expect(try derived("occupancy", of: other) == .text(state))
      paper.records[mine]?[.state] = state
      #expect(try derived("occupancy", of: mine) == .text("occupied"))
    }
    let told = RecordType.beds.columns.map(\.name).filter { ["occupancy", "state"].contains($0) }
    #expect(told == ["occupancy", "state"])
  }

  private func derived(_ field: String, of record: RecordID) throws -> Value {
    let derivation = try #require(paper[record].type.field(field)?.derivation)
    return derivation.value(paper[record], paper.book(derivation.reads(paper[record])))
  }

  @Test mutating func `who is missing shows as missing, whatever else is written of where they are`() throws {
    let bed = bed("R07")
    let one = living(in: bed)
    let until = paper.today.adding(days: 5).value
    #expect(
      paper.perform("bed.hold", bed, ["kind": .text("hold_hospital"), "expected_end_on": until]) == nil)
    let episode = paper.add("missing_episodes") {
      $0[.residentID] = one.resident
      $0[.state] = "open"
    }
    #expect(try whereabouts(of: one.resident) == "missing")
    paper.records[episode]?[.state] = "returned"
    #expect(try whereabouts(of: one.resident) == "hospital")
  }

  @Test mutating func `STY-1: a resident has one planned or active stay`() {
    let one = arrival()
    var second = paper[one.stay]
    second.id = nil
    #expect(paper.violations(in: second).first?.hasPrefix("This resident already has a stay") == true)
  }

  @Test(arguments: [(15, false), (16, true), (17, true), (18, false)])
  mutating func `a house takes people of its ages`(age: Int, fits: Bool) {
    let one = arrival()
    let born = paper.today.adding(months: -12 * age)
    paper.records[one.resident]?[.bornOn] = born
    paper.records[house]?[.minAge] = 16
    paper.records[house]?[.maxAge] = 17
    paper.records[one.stay]?[.state] = "cancelled"
    var stay = paper[one.stay]
    stay.id = nil
    #expect(paper.violations(in: stay).isEmpty == fits)
  }
}
