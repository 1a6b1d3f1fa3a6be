import Records
import Testing

@testable import House

/// A guard of the night, as it is declared.
enum NightGuard: Sendable, CustomTestStringConvertible {
  case dose(DoseGuards.Guard)
  /// A line of the register by its kind, which two people sign.
  case line(String)
  /// The end of a round that was not made whole.
  case round
  /// The return of somebody who is missing, by the kind of the episode.
  case episode(String)

  static let all: [NightGuard] = {
    let doses = DoseGuards.all.map { NightGuard.dose($0) }
    let lines = LoneLine.deeds.keys.sorted().map { NightGuard.line($0) }
    let kinds = Catalogue.house.type("missing_episodes").field("kind")?.choices?.members ?? []
    return doses + lines + [.round] + kinds.map { NightGuard.episode($0.code) }
  }()

  var testDescription: String {
    switch self {
    case .dose(let dose): "dose: \(dose.code)"
    case .line(let kind): "line: \(kind)"
    case .round: "round"
    case .episode(let kind): "episode: \(kind)"
    }
  }
}

/// Whatever guard the night has: what is planned is refused, what has happened is written down and marked, and where
/// the guard calls for an incident one is open.
///
/// A guard that is declared anew fails here until it is known how it is met.
@Suite struct EveryNightGuardTests {
  private var paper = PaperHouse()
  private let worker: RecordID
  private let other: RecordID
  private let house: RecordID
  private let resident: RecordID
  private let stay: RecordID

  init() {
    worker = paper.add("memberships")
    other = paper.add("memberships")
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
    paper.actor = worker
    // Who destroys stock leads the house.
    paper.role = .leader
  }

  private var sent: [Record] { paper.all("incidents").filter { $0[.state] == "submitted" } }

  @Test func `whoever is missing, left without a word or was not found opens an incident`() {
    #expect(MissingSearch.incidentKinds == ["missing", "unauthorised_absence", "not_found_on_round"])
  }

  @Test(arguments: NightGuard.all)
  mutating func `the plan is refused, the fact is recorded and marked, and its incident is open`(
    guarded: NightGuard
  ) throws {
    switch guarded {
    case .dose(let dose): try meet(dose)
    case .line(let kind): try meetLine(kind)
    case .round: try meetRound()
    case .episode(let kind): try meetEpisode(kind)
    }
  }

  // MARK: Doses

  /// What only the sheet of the round and its label show before a dose is given: its rules have nothing to say.
  private static let onTheSheet: Set = ["duplicate", "early", "unconfirmed", "away"]

  private mutating func meet(_ dose: DoseGuards.Guard) throws {
    let met = scene(of: dose.code)
    let event = try #require(met, "Nobody knows how \(dose.code) is met.")
    let warnings = paper.violations(in: event)
    #expect(warnings.isEmpty == Self.onTheSheet.contains(dose.code), "\(warnings)")
    #expect(paper.save(event) == nil)
    let line = try #require(paper.all("medication_events").last { $0[.happenedAt] == event[.happenedAt] })
    #expect(line[.against] == dose.code)
    #expect(Doses.guards.members.contains { $0.code == dose.code && $0.label == dose.label })
    #expect(sent.compactMap { $0[.medicationError] } == [dose.fault?.error].compactMap(\.self))
    #expect(sent.compactMap { $0[.severity] } == [dose.fault?.severity].compactMap(\.self))
    if let fault = dose.fault { #expect(sent.first?[.narrative]?.contains(fault.words) == true) }
  }

  /// A medicine that is due at eight, confirmed, and nothing else; it is 08:25.
  private mutating func medicine(_ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    let (resident, other) = (resident, other)
    return paper.add("medications") {
      $0[.residentID] = resident
      $0[.name] = "Codeine"
      $0[.dose] = "1 tablet"
      $0[.schedule] = "times"
      $0[.times] = ["08:00"]
      $0[.startsOn] = Day(number: 20_000)
      $0[.checkedBy] = other
      fill(&$0)
    }
  }

  private func given(_ medicine: RecordID, hoursAgo: Int = 0) -> Record {
    let (moment, resident, worker) = (paper.now.adding(hours: -hoursAgo), resident, worker)
    return paper.new("medication_events") {
      $0[.medicationID] = medicine
      $0[.residentID] = resident
      $0[.status] = "given"
      $0[.happenedAt] = moment
      $0[.givenBy] = worker
    }
  }

  /// A dose that meets a guard and no worse one; nil for a guard that is not known here.
  private mutating func scene(of code: String) -> Record? {
    switch code {
    case "allergy":
      let resident = resident
      paper.add("health_conditions") {
        $0[.residentID] = resident
        $0[.kind] = "allergy"
        $0[.name] = "Opioids"
      }
      let taken = medicine()
      return given(taken)
    case "lapsed":
      let taken = medicine { $0[.isMat] = true }
      let written = paper.now.adding(hours: -24 * 4)
      paper.records[taken]?.stamp?.createdAt = written
      return given(taken)
    case "duplicate":
      let taken = medicine()
      let due = paper.now.adding(minutes: -25)
      let first = given(taken).changed { $0[.dueAt] = due }
      #expect(paper.save(first) == nil)
      paper.now = paper.now.adding(minutes: 1)
      return given(taken)
    case "maximum", "too_soon":
      let taken = medicine {
        $0[.schedule] = "when_needed"
        $0[.prnGapMinutes] = 60
        $0[.prnMaximumDaily] = code == "maximum" ? 1 : 9
      }
      let first = given(taken, hoursAgo: code == "maximum" ? 4 : 0)
      #expect(paper.save(first) == nil)
      paper.now = paper.now.adding(minutes: 1)
      return given(taken)
    case "early":
      let (taken, due) = (medicine { $0[.times] = ["08:00", "12:25"] }, paper.now.adding(hours: 4))
      return given(taken).changed { $0[.dueAt] = due }
    case "outside":
      let tomorrow = paper.today.adding(days: 1)
      let taken = medicine { $0[.startsOn] = tomorrow }
      return given(taken)
    case "paused":
      let taken = medicine { $0[.state] = "paused" }
      return given(taken)
    case "away":
      let (resident, left, taken) = (resident, paper.now.adding(hours: -1), medicine())
      paper.add("sign_outs") {
        $0[.residentID] = resident
        $0[.state] = "out"
        $0[.outAt] = left
      }
      return given(taken)
    case "off_plan":
      let (taken, due) = (medicine(), paper.now.adding(minutes: -40))
      let written = paper.now.adding(hours: -24)
      paper.records[taken]?.stamp?.updatedAt = written
      return given(taken).changed { $0[.dueAt] = due }
    case "alone":
      let taken = medicine { $0[.isControlled] = true }
      return given(taken)
    case "competence":
      paper.add("training_courses") {
        $0[.topic] = "medication"
        $0[.isActive] = true
      }
      let taken = medicine()
      return given(taken)
    case "unconfirmed":
      let taken = medicine { $0[.checkedBy] = nil }
      return given(taken)
    default: return nil
    }
  }

  // MARK: Counts

  private mutating func meetLine(_ kind: String) throws {
    let steps = [
      "count": "count", "received": "receive", "wasted": "waste-stock", "returned": "return-stock",
      "destroyed": "destroy-stock",
    ]
    let step = try #require(steps[kind], "Nobody knows which step writes \(kind).")
    let taken = medicine { $0[.isControlled] = true }
    let received: [String: Value] = ["quantity": .text("28"), "second_by": other.value]
    #expect(paper.perform("medication.receive", taken, received) == nil)
    var answers: [String: Value] = [
      "quantity": .text(kind == "count" ? "28" : "1"), "note": .text("It broke."),
    ]
    #expect(
      paper.perform("medication.\(step)", taken, answers)
        == "Two different people must sign. Done already, with nobody beside? Say why.")
    #expect(paper.all("controlled_drug_balances").count == 1 && sent.isEmpty)
    answers["lone_working_override"] = .text("Nobody till seven.")
    #expect(paper.perform("medication.\(step)", taken, answers) == nil)
    let line = try #require(paper.all("controlled_drug_balances").last)
    let second = try #require(line.type.field("second_signature")?.derivation)
    #expect(line[.kind] == kind && second.value(line, paper.book(second.reads(line))) == .text("none"))
    #expect(sent.map { $0[.medicationError] } == ["recording"])
  }

  // MARK: Rounds

  private mutating func meetRound() throws {
    let id = paper.newID()
    var round = Record(Catalogue.house.type("rounds"))
    round.id = id
    round[.houseID] = house
    round[.startedAt] = paper.now
    #expect(paper.save(round) == nil)
    #expect(paper.perform("round.complete", id)?.hasPrefix("One person has no line yet") == true)
    #expect(paper.perform("round.break-off", id, ["break_reason": .text("alarm")]) == nil)
    let record = paper[id]
    #expect(RoundWindow.standing(record, paper.book(RoundWindow.house(record))) == .text("part_done"))
    // That not everybody was seen is no incident by itself: who is not found is missing.
    #expect(sent.isEmpty)
  }

  // MARK: Returns

  private mutating func meetEpisode(_ kind: String) throws {
    let id = paper.newID()
    var episode = Record(Catalogue.house.type("missing_episodes"))
    episode.id = id
    episode[.residentID] = resident
    episode[.stayID] = stay
    episode[.houseID] = house
    episode[.kind] = kind
    episode[.riskLevel] = "medium"
    episode[.noticedAt] = paper.now.adding(minutes: -30)
    #expect(paper.save(episode) == nil)
    var back: [String: Value] = [
      "returned_at": paper.now.adding(minutes: 5).value, "finder": .text("self"),
      "condition_on_return": .text("Cold."), "harm_disclosed": .flag(false),
    ]
    #expect(paper.perform("missing.return", id, back) == "That moment has not come yet.")
    back["returned_at"] = paper.now.value
    #expect(paper.perform("missing.return", id, back) == nil)
    #expect(paper[id][.state] == "returned")
    #expect(sent.compactMap { $0[.kind] } == (MissingSearch.incidentKinds.contains(kind) ? ["missing"] : []))
  }
}
