@testable import House
import Records
import Testing

/// Somebody's medicines are compared with what is written down by two people, at move-in, on return and from hospital.
@Suite struct ReconciliationTests {
  private var paper = PaperHouse()
  private let night: RecordID
  private let second: RecordID
  private let manager: RecordID
  private let resident: RecordID
  private let stay: RecordID

  init() {
    night = paper.add("memberships")
    second = paper.add("memberships")
    let lead = paper.add("memberships")
    let home = paper.add("houses") { $0[.managerID] = lead }
    let person = paper.add("residents") {
      $0[.givenName] = "Nia"
      $0[.state] = "current"
    }
    let today = paper.today
    stay = paper.add("stays") {
      $0[.residentID] = person
      $0[.houseID] = home
      $0[.state] = "active"
      $0[.startsOn] = today
    }
    for (name, strength) in [("Metformin", "500 mg"), ("Ramipril", "5 mg")] {
      paper.add("medications") {
        $0[.residentID] = person
        $0[.name] = name
        $0[.strength] = strength
      }
    }
    manager = lead
    resident = person
    paper.actor = night
  }

  private static let allMatch = ["Metformin": "matched", "Ramipril": "matched"]

  private mutating func reconcile(_ given: [String: String], _ more: [String: Value] = [:]) -> String? {
    let members = given.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \"\($0.value)\"" }
    var answers: [String: Value] = [
      "occasion": .text("hospital"), "happened_at": paper.now.value, "witness_id": second.value,
      "medicines": .json("{\(members.joined(separator: ", "))}"),
    ]
    answers.merge(more) { $1 }
    return paper.perform("resident.reconcile-medicines", resident, answers)
  }

  private func first() throws -> Record {
    try #require(paper.all("medication_events").first { $0[.reconciledWithID] == nil })
  }

  private func derived(_ name: String, of record: Record) throws -> Value {
    let derivation = try #require(record.type.field(name)?.derivation)
    return derivation.value(record, paper.book(derivation.reads(record)))
  }

  private func signatures() throws -> Set<String> {
    Set(try paper.all("medication_events").compactMap { String(try derived("second_signature", of: $0)) })
  }

  @Test mutating func `each medicine has its line, and the second person signs all of them once`() throws {
    #expect(reconcile(Self.allMatch) == nil)
    let lines = paper.all("medication_events")
    let first = try first()
    #expect(lines.count == 2 && lines.allSatisfy { $0[.kind] == "reconciled" && $0[.found] == "matched" })
    #expect(lines.filter { $0[.reconciledWithID] == first.id }.count == 1)
    #expect(paper.all("approvals").map { $0[.approverID] } == [second])
    #expect(paper.notices.filter { $0.words == "waits for your signature" }.count == 1)
    #expect(paper.all("action_assignments").isEmpty)
    #expect(try signatures() == ["waiting"])

    let id = try #require(first.id)
    let named = "The second person who is named on the line signs it."
    #expect(paper.perform("medication-event.sign", id) == named)
    paper.actor = second
    #expect(paper.perform("medication-event.sign", id) == nil)
    #expect(try signatures() == ["given"])
    #expect(paper.perform("medication-event.sign", id) == "This line waits for no second signature.")
  }

  @Test mutating func `what differs and what cannot be told become urgent actions of today`() {
    let given = [
      "Metformin": "differs", "Metformin.words": "1000 mg on the label.", "Ramipril": "unknown",
    ]
    #expect(reconcile(given) == nil)
    let actions = paper.all("action_assignments")
    #expect(
      Set(actions.compactMap { $0[.title] }) == ["A medicine differs", "A medicine cannot be told"])
    let (manager, today) = (manager, paper.today)
    #expect(
      actions.allSatisfy {
        $0[.priority] == "urgent" && $0[.assignedTo] == manager && $0[.dueOn] == today
      })
    // Who reads actions may not read medicines.
    #expect(actions.allSatisfy { $0[.description]?.hasPrefix("See the line of ") == true })
    #expect(!actions.contains { $0[.description]?.contains("1000 mg") == true })
    #expect(paper.notices.filter { $0.priority == "urgent" && $0.kind == "medication" }.count == 2)
  }

  @Test mutating func `no medicine is left out, and one alone says why`() {
    #expect(reconcile(["Metformin": "matched"]) == "Say of each what was found: Ramipril 5 mg.")
    let wordless = ["Metformin": "differs", "Ramipril": "matched"]
    #expect(reconcile(wordless) == "Say what differs: Metformin 500 mg.")
    #expect(reconcile(Self.allMatch, ["witness_id": .empty]) == "This needs a second person.")
    #expect(reconcile(Self.allMatch, ["witness_id": night.value]) == "This needs a second person.")
    #expect(paper.all("medication_events").isEmpty)
  }

  @Test mutating func `what one did alone stands as one signature until somebody else signs it`() throws {
    let alone: [String: Value] = [
      "witness_id": .empty, "lone_working_override": .text("Nobody till seven."),
    ]
    #expect(reconcile(Self.allMatch, alone) == nil)
    let first = try first()
    #expect(first[.note] == "Nobody till seven.")
    #expect(try signatures() == ["none"])
    #expect(try derived("is_single_signature", of: first) == .flag(true))
    #expect(paper.all("approvals").contains { $0[.state] == "pending" && $0[.approverID] == nil })
    let id = try #require(first.id)
    #expect(
      paper.perform("medication-event.sign", id) == "You wrote this, so someone else must approve it.")
    paper.actor = second
    #expect(paper.perform("medication-event.sign", id) == nil)
    #expect(try signatures() == ["given"])
    #expect(try derived("is_single_signature", of: first) == .flag(false))
  }

  @Test
  mutating func `what one did alone is given to somebody and on to another, what has its second is not`()
    throws
  {
    #expect(
      reconcile(Self.allMatch, ["witness_id": .empty, "lone_working_override": .text("Alone.")]) == nil)
    let round = try #require(paper.all("approvals").first?.id)
    #expect(paper.perform("approval.reassign", round, ["approver_id": second.value]) == nil)
    #expect(paper.perform("approval.reassign", round, ["approver_id": manager.value]) == nil)
    #expect(paper[round][.approverID] == manager)
    let event = try #require(try first().id)
    paper.records[event]?[.witnessID] = second
    #expect(paper.refusal("approval.reassign", round)?.hasPrefix("The line names who signs it") == true)
  }

  @Test mutating func `a second person who does not agree says why, and nobody counts as second`() throws {
    #expect(reconcile(Self.allMatch) == nil)
    let first = try first()
    let id = try #require(first.id)
    let why: [String: Value] = ["comment": .text("The Ramipril is another strength.")]
    #expect(
      paper.perform("medication-event.send-back", id, why)
        == "The second person who is named on the line signs it.")
    paper.actor = second
    #expect(paper.perform("medication-event.send-back", id) == "What is not right is needed.")
    #expect(paper.perform("medication-event.send-back", id, why) == nil)
    #expect(try signatures() == ["unsigned"])
    #expect(try derived("is_single_signature", of: first) == .flag(true))
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected"])
    let told = paper.notices.filter { $0.words.hasPrefix("was not signed by the second person") }
    #expect(told.count == 1 && told.first?.audience.contains(.member(night)) == true)
    #expect(paper.perform("medication-event.sign", id) == "This line waits for no second signature.")
  }

  @Test mutating func `what is here and not on the list is written and becomes an urgent action`() throws {
    #expect(reconcile(Self.allMatch, ["not_listed": .text("Codeine 30 mg.")]) == nil)
    #expect(try first()[.note] == "Not on the list: Codeine 30 mg.")
    let actions = paper.all("action_assignments")
    #expect(actions.count == 1)
    #expect(actions.first?[.title] == "Medicine that is not on the list")
    #expect(actions.first?[.description]?.contains("Codeine") == false)
    #expect(actions.first?[.priority] == "urgent")
  }

  private static let label: [String: Value] = [
    "name": .text("Codeine"), "strength": .text("30 mg"), "dose": .text("1 tablet"),
    "times": .list(["08:00", "20:00"]),
  ]

  @Test mutating func `what is read from a label is written down as a medicine that nobody has confirmed`()
    throws
  {
    #expect(reconcile(Self.allMatch, Self.label) == nil)
    let found = try #require(paper.all("medications").first { $0[.name] == "Codeine" })
    #expect(found[.checkedBy] == nil && found[.state] == "active" && found[.stayID] == stay)
    #expect(found[.times] == ["08:00", "20:00"])
    let line = try #require(paper.all("medication_events").first { $0[.medicationID] == found.id })
    let first = try first()
    #expect(line[.found] == "differs" && line[.reconciledWithID] == first.id)
    #expect(paper.all("approvals").contains { $0[.subjectID] == found.id })
    let urgent = paper.all("action_assignments").filter { $0[.priority] == "urgent" }
    #expect(urgent.count == 1)
    #expect(
      line[.note] == "It was here and not on the list. It is written down from its label, not confirmed.")
    #expect(urgent.first?[.title] == "A medicine differs")
  }

  @Test(arguments: [true, false])
  mutating func `MED-4: what they are allergic to is written down as paused and raised, and not refused`(
    isListed: Bool
  ) throws {
    if !isListed {
      for medicine in paper.all("medications").compactMap(\.id) {
        paper.records[medicine]?[.state] = "stopped"
      }
    }
    let resident = resident
    paper.add("health_conditions") {
      $0[.residentID] = resident
      $0[.kind] = "allergy"
      $0[.name] = "Opioids"
    }
    #expect(reconcile(isListed ? Self.allMatch : [:], Self.label) == nil)
    let found = try #require(paper.all("medications").first { $0[.name] == "Codeine" })
    #expect(found[.state] == "paused" && found[.checkedBy] == nil && found[.pausedAt] == paper.now)
    let line = try #require(paper.all("medication_events").first { $0[.medicationID] == found.id })
    #expect(line[.found] == "differs" && line[.note]?.contains("recorded as allergic to Opioids") == true)
    #expect(paper.all("action_assignments").map { $0[.title] } == ["A medicine differs"])
    #expect(paper.notices.contains { $0.priority == "urgent" } == true)
    #expect(!paper.all("approvals").contains { $0[.subjectID] == found.id })
  }

  @Test
  mutating func `MED-4: what is paused for an allergy goes on by a manager alone, and is asked about then`()
    throws
  {
    let resident = resident
    paper.add("health_conditions") {
      $0[.residentID] = resident
      $0[.kind] = "allergy"
      $0[.name] = "Opioids"
    }
    #expect(reconcile(Self.allMatch, Self.label) == nil)
    let id = try #require(paper.all("medications").first { $0[.name] == "Codeine" }?.id)
    let why = ["reason": Value.text("The prescriber rang.")]
    #expect(
      paper.perform("medication.resume", id, why)
        == "Nia is recorded as allergic to Opioids. A manager must confirm.")
    #expect(paper[id][.state] == "paused")
    (paper.actor, paper.role) = (manager, .manager)
    #expect(
      paper.perform("medication.resume", id, why)
        == "They are recorded as allergic to Opioids. Say by name which prescriber says to go on.")
    #expect(paper[id][.instructions]?.contains("give none") == true)
    let told = why.merging(["said_to_go_on": .text("Dr Vale")]) { first, _ in first }
    #expect(paper.perform("medication.resume", id, told) == nil)
    #expect(paper[id][.state] == "active")
    #expect(paper[id][.instructions] == "Goes on in spite of the allergy to Opioids: Dr Vale said so.")
    #expect(paper.all("approvals").contains { $0[.subjectID] == id })
  }

  @Test
  mutating func `MED-4: what is paused for an allergy is confirmed by a manager alone, who reads of it`()
    throws
  {
    let resident = resident
    paper.add("health_conditions") {
      $0[.residentID] = resident
      $0[.kind] = "allergy"
      $0[.name] = "Opioids"
    }
    #expect(reconcile(Self.allMatch, Self.label) == nil)
    let id = try #require(paper.all("medications").first { $0[.name] == "Codeine" }?.id)
    let manager = manager
    let confirmed = paper[id].changed { $0[.checkedBy] = manager }
    #expect(paper.save([confirmed]) == "Nia is recorded as allergic to Opioids. A manager must confirm.")
    paper.role = .manager
    #expect(paper.violations(in: confirmed, before: paper[id]).count == 1)
    #expect(paper.save([confirmed]) == nil)
  }

  @Test
  mutating func `where nothing is written down the label is the first line, and a half one is asked for`()
    throws
  {
    for medicine in paper.all("medications").compactMap(\.id) { paper.records[medicine]?[.state] = "stopped" }
    #expect(
      reconcile([:]) == "No medicine is written down for them. Say what is here, from its label.")
    #expect(
      reconcile([:], ["name": .text("Codeine")])
        == "Say name, strength, dose and times of what is not on the list, as its label says.")
    #expect(paper.all("medication_events").isEmpty)
    #expect(reconcile([:], Self.label) == nil)
    #expect(paper.all("medication_events").count == 1)
    #expect(try signatures() == ["waiting"])
  }

  @Test mutating func `a bottle that nobody can read becomes an action where no medicine is written down`() {
    for medicine in paper.all("medications").compactMap(\.id) { paper.records[medicine]?[.state] = "stopped" }
    #expect(
      reconcile([:], ["is_controlled": .flag(true)])
        == "Say name, strength, dose and times of what is not on the list, as its label says.")
    #expect(reconcile([:], ["not_listed": .text("A brown bottle, half full.")]) == nil)
    #expect(paper.all("medication_events").isEmpty && paper.all("approvals").isEmpty)
    let actions = paper.all("action_assignments")
    #expect(actions.map { $0[.title] } == ["Medicine that is not on the list"])
    #expect(actions.first?[.description]?.hasPrefix("A brown bottle, half full.") == true)
  }

  @Test mutating func `nobody signs second where nobody was beside`() {
    #expect(
      reconcile(Self.allMatch, ["lone_working_override": .text("Nobody till seven.")])
        == "Somebody signs second, or nobody was beside. Leave one of them empty.")
    #expect(paper.all("medication_events").isEmpty)
  }

  @Test mutating func `the admission says who reconciled the medicines of its stay, and when`() throws {
    let (resident, stay) = (resident, stay)
    let admission = paper.add("admissions") {
      $0[.residentID] = resident
      $0[.stayID] = stay
    }
    #expect(try derived("medicines_reconciled_at", of: paper[admission]) == .empty)
    #expect(reconcile(Self.allMatch) == nil)
    #expect(try derived("medicines_reconciled_at", of: paper[admission]) == paper.now.value)
    #expect(try derived("medicines_reconciled_by", of: paper[admission]) == night.value)
  }
}
