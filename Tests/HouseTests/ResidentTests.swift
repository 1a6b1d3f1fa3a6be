@testable import House
import Records
import Testing

@Suite struct ResidentTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let witness: RecordID
  private let house: RecordID
  private let resident: RecordID

  init() {
    worker = paper.add("memberships")
    witness = paper.add("memberships")
    house = paper.add("houses")
    resident = paper.add("residents") { $0[.familyName] = "Wulan" }
    paper.actor = worker
  }

  private mutating func valuable(_ kind: String = "phone") -> RecordID {
    let (resident, house, worker, witness) = (resident, house, worker, witness)
    return paper.add("valuables") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.kind] = kind
      $0[.receivedBy] = worker
      $0[.witnessID] = witness
    }
  }

  @Test mutating func `what is taken in is seen by a second person`() {
    let phone = valuable()
    #expect(paper.violations(in: paper[phone]).isEmpty)
    let worker = worker
    paper.records[phone]?[.witnessID] = worker
    #expect(paper.violations(in: paper[phone]) == ["A second person must witness what is taken in."])
  }

  @Test mutating func `money held has its amount`() {
    let cash = valuable("cash")
    #expect(paper.violations(in: paper[cash]) == ["Enter the amount of money."])
    paper.records[cash]?[.amount] = Money(minorUnits: 2000)
    #expect(paper.violations(in: paper[cash]).isEmpty)
  }

  @Test mutating func `what is missing begins a report of theft in the name of who noticed`() throws {
    let phone = valuable()
    #expect(
      paper.perform("valuable.missing", phone, ["narrative": .text("The drawer was open at seven.")]) == nil)
    let report = try #require(paper.all("incidents").first)
    #expect(report[.kind] == "theft")
    #expect(report[.reportedBy] == worker)
    #expect(report[.state] == "draft")
    #expect(paper.perform("valuable.found", phone, ["reason": .text("Behind the bed.")]) == nil)
    #expect(paper.perform("valuable.return", phone, ["reason": .text("Moving out.")]) == nil)
    #expect(paper[phone][.returnedBy] == worker)
  }

  @Test mutating func `an order is in force with a start and a document, or the reason why there is none`() {
    let resident = resident
    let order = paper.add("legal_orders") { $0[.residentID] = resident }
    let start: [String: Value] = ["starts_on": paper.today.value]
    #expect(
      paper.perform("order.in-force", order, start) == "Add the document, or say why there is none.")
    #expect(
      paper.perform("order.in-force", order, start.merging(["reason": .text("By post.")]) { $1 }) == nil)
    #expect(paper[order][.startsOn] == paper.today)
  }

  @Test(arguments: [("in_force", -1, true), ("in_force", 0, false), ("discharged", -1, false)])
  func `an order in force has lapsed once its last day is past`(
    state: String, days: Int, isLapsed: Bool
  ) throws {
    let order = Record(.legalOrders).changed {
      $0[.state] = state
      $0[.endsOn] = paper.today.adding(days: days)
    }
    let derivation = try #require(order.type.field("is_lapsed")?.derivation)
    #expect(derivation.value(order, paper.book([])) == .flag(isLapsed))
  }

  @Test mutating func `nobody is linked to themselves`() {
    let resident = resident
    let link = paper.add("resident_links") {
      $0[.residentID] = resident
      $0[.otherResidentID] = resident
    }
    #expect(paper.violations(in: paper[link]) == ["A resident cannot be linked to themselves."])
  }

  @Test(arguments: [true, false])
  func `who is kept apart is warned of from either side, without a name`(isFirst: Bool) {
    var paper = paper
    let (resident, house) = (resident, house)
    let other = paper.add("residents")
    paper.add("bed_assignments") {
      $0[.residentID] = other
      $0[.houseID] = house
    }
    paper.add("resident_links") {
      $0[.kind] = "keep_apart"
      $0[.residentID] = isFirst ? resident : other
      $0[.otherResidentID] = isFirst ? other : resident
    }
    let given = Record(.bedAssignments).changed {
      $0[.residentID] = resident
      $0[.houseID] = house
    }
    #expect(paper.violations(in: given).contains { $0.contains("kept apart from this resident") })
    let elsewhere = paper.add("houses")
    let there = given.changed { $0[.houseID] = elsewhere }
    #expect(!paper.violations(in: there).contains { $0.contains("kept apart") })
  }

  @Test mutating func `two records are not merged while both have a stay, and a merge is undone`() {
    let kept = resident
    let double = paper.add("residents") { $0[.state] = "prospective" }
    let merge = paper.add("resident_merges") {
      $0[.keptResidentID] = kept
      $0[.mergedResidentID] = double
    }
    let stays = [kept, double].map { one in
      paper.add("stays") {
        $0[.residentID] = one
        $0[.state] = "active"
      }
    }
    #expect(paper.perform("merge.confirm", merge) == "Both records have a current stay. End one first.")
    paper.records[stays[1]]?[.state] = "ended"
    #expect(paper.perform("merge.confirm", merge) == nil)
    #expect(paper[double][.mergedIntoID] == kept)
    #expect(paper[double][.state] == "closed")
    #expect(paper.perform("merge.undo", merge, ["reason": .text("Two brothers.")]) == nil)
    #expect(paper[double][.mergedIntoID] == nil)
    #expect(paper[double][.state] == "prospective")
  }

  @Test mutating func `the history tells a change of state, in order`() {
    #expect(paper.perform("resident.close", resident, ["reason": .text("Went elsewhere.")]) == nil)
    let told = paper.all("resident_status_history")
    #expect(told.map { $0[.fromValue] } == ["prospective"])
    #expect(told.map { $0[.toValue] } == ["closed"])
    let (now, resident) = (paper.now, resident)
    let earlier = Record(.residentStatusHistory).changed {
      $0[.residentID] = resident
      $0[.kind] = "state"
      $0[.effectiveAt] = now.adding(minutes: -1)
    }
    #expect(
      paper.violations(in: earlier).first?.hasPrefix("This change is earlier than the last one") == true)
  }
}
