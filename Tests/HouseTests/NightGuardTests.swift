import Records
import Testing

@testable import House

/// Of what a guard of the night holds back, the plan is refused; what has happened is written down and marked.
@Suite struct NightGuardTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let house: RecordID
  private let resident: RecordID
  private let stay: RecordID
  private let medicine: RecordID

  init() {
    worker = paper.add("memberships")
    let other = paper.add("memberships")
    let home = paper.add("houses") {
      $0[.state] = "open"
      $0[.timeZone] = "Europe/London"
      $0[.serviceModel] = "nursing_home"
    }
    let person = paper.add("residents") { $0[.givenName] = "Nia" }
    stay = paper.add("stays") {
      $0[.residentID] = person
      $0[.houseID] = home
      $0[.state] = "active"
    }
    house = home
    resident = person
    medicine = paper.add("medications") {
      $0[.residentID] = person
      $0[.name] = "Methadone"
      $0[.isControlled] = true
    }
    paper.actor = worker
    // Who destroys stock leads the house.
    paper.role = .leader
    let received: [String: Value] = ["quantity": .text("28"), "second_by": other.value]
    _ = paper.perform("medication.receive", medicine, received)
  }

  private var sent: [Record] { paper.all("incidents").filter { $0[.state] == "submitted" } }

  private func second(of line: Record) throws -> Value {
    let derivation = try #require(line.type.field("second_signature")?.derivation)
    return derivation.value(line, paper.book(derivation.reads(line)))
  }

  @Test(arguments: [
    ("count", "count", "Counted"), ("receive", "received", "Received"), ("waste-stock", "wasted", "Wasted"),
    ("return-stock", "returned", "Returned"), ("destroy-stock", "destroyed", "Destroyed"),
  ])
  mutating func `what one person did alone with a controlled drug is one signature, and reported`(
    step: String, kind: String, deed: String
  ) throws {
    var answers: [String: Value] = [
      "quantity": .text(step == "count" ? "28" : "1"), "note": .text("It broke."),
    ]
    #expect(
      paper.perform("medication.\(step)", medicine, answers)
        == "Two different people must sign. Done already, with nobody beside? Say why.")
    #expect(paper.all("controlled_drug_balances").count == 1 && sent.isEmpty)
    answers["lone_working_override"] = .text("Nobody till seven.")
    #expect(paper.perform("medication.\(step)", medicine, answers) == nil)
    let line = try #require(paper.all("controlled_drug_balances").last)
    #expect(line[.kind] == kind && line[.secondBy] == nil)
    #expect(line[.note] == "It broke. Nobody till seven.")
    #expect(try second(of: line) == .text("none"))
    #expect(sent.map { $0[.medicationError] } == ["recording"])
    #expect(paper.notices.contains { $0.words == "has one signature: count it again at the next handover" })
    let words = "\(deed) without a second person: Methadone. It broke. Nobody till seven."
    #expect(sent.first?[.narrative] == words)
  }

  @Test mutating func `a count alone that does not agree is one report of both`() {
    let answers: [String: Value] = [
      "quantity": .text("27"), "lone_working_override": .text("Nobody till seven."),
    ]
    #expect(paper.perform("medication.count", medicine, answers) == nil)
    #expect(sent.map { $0[.medicationError] } == ["stock_discrepancy"])
    #expect(sent.map { $0[.severity] } == [4])
    #expect(sent.first?[.narrative]?.contains("Counted without a second person") == true)
    #expect(paper.all("controlled_drug_balances").last?[.balanceAfter] == 27_000)
  }

  @Test mutating func `who names a second person and says that nobody was there is asked which it was`() {
    let other = paper.add("memberships")
    let answers: [String: Value] = [
      "quantity": .text("28"), "second_quantity": .text("28"), "second_by": other.value,
      "lone_working_override": .text("Alone."),
    ]
    #expect(
      paper.perform("medication.count", medicine, answers)
        == "Somebody signs second, or nobody was beside. Leave one of them empty.")
  }

  @Test(arguments: ["count", "receive", "waste-stock", "return-stock", "destroy-stock"])
  func `the question for nobody beside stands next to that for the second person`(step: String) throws {
    let names = try #require(RecordType.medications.action("medication.\(step)")).asks.map(\.name)
    let second = try #require(names.firstIndex(of: "second_by"))
    let alone = try #require(names.firstIndex(of: "lone_working_override"))
    #expect(second < alone && alone <= second + 2)
  }

  @Test mutating func `a reason does not let one person sign twice`() {
    let answers: [String: Value] = [
      "quantity": .text("28"), "second_by": worker.value, "lone_working_override": .text("Alone."),
    ]
    #expect(paper.perform("medication.count", medicine, answers) == "Two different people must sign.")
  }
}
