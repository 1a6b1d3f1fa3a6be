import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// The ways into, between and out of beds, through the door.
@Suite(.homes) struct BedMoveTests {
  private let home: Home
  private let manager: Session

  init() async throws {
    home = try await Home.fixture()
    manager = try await home.session(.manager, houses: [home.maple])
  }

  private func beds(_ labels: String...) async throws -> [Record] {
    var room = Record(.rooms)
    room[.houseID] = home.maple
    room[.name] = "Room \(labels.joined())"
    let made = try await home.save(room)
    var beds: [Record] = []
    for label in labels {
      var bed = Record(.beds)
      bed[.houseID] = home.maple
      bed[.roomID] = made.id
      bed[.label] = label
      beds.append(try await home.save(bed))
    }
    return beds
  }

  private func plannedStay(_ name: String) async throws -> Record {
    let resident = try await home.resident(name, "Moved")
    var stay = Record(.stays)
    stay[.residentID] = resident.id
    stay[.houseID] = home.maple
    stay[.startsOn] = Day("2026-11-17")
    stay[.legalBasis] = "licence"
    stay[.fundingSource] = "self"
    return try await home.save(stay)
  }

  @Test func `free beds of the own house are offered first, and of the others it is said why not`()
    async throws
  {
    let beds = try await beds("2", "10", "T", "C", "W")
    let far = try await home.room("Attic", beds: ["1"], in: home.oak)
    let mover = try await home.lodger("Nia", "Mover", in: beds[2])
    let day = manager.zone.day(at: home.time.now).adding(days: 9)
    try await act(
      "bed.out-of-service", on: beds[3],
      ["state_note": .text("Damp"), "kind": .text("safety"), "expected_end_on": .day(day)])
    let asks = try #require(mover.type.action("resident.move")?.asks.first)
    let about = try await home.registrar.record(try #require(mover.id), of: mover.type, for: manager)
    let offer = asks.offer?.resolved(for: Record(.beds), about: about)
    func offered(_ words: String, _ session: Session) async throws -> [RecordID] {
      try await home.registrar.find(words, in: ["beds"], limit: 50, offer: offer, for: session).map(\.id)
    }
    func ids(_ beds: Record...) -> [RecordID] { beds.compactMap(\.id) }
    #expect(try await offered("", home.administrator) == ids(beds[0], beds[1], beds[4], far[0]))
    #expect(try await offered("oak", home.administrator) == ids(far[0]))
    #expect(try await offered("free 1", home.administrator) == ids(beds[1], far[0]))
    let typed = try await home.registrar.find("maple", in: ["beds"], limit: 50, offer: offer, for: manager)
    #expect(typed.map(\.id) == ids(beds[0], beds[1], beds[4], beds[3], beds[2]))
    #expect(typed[3].detail.contains("out of service") && typed[4].detail.contains("occupied"))
    #expect(!typed[0].detail.contains("available") && typed[0].detail.contains("free"))
  }

  @discardableResult
  private func act(_ id: String, on record: Record, _ answers: [String: Value] = [:]) async throws -> Receipt
  {
    let latest = try await home.registrar.record(try #require(record.id), of: record.type, for: manager)
    let action = try #require(record.type.action(id))
    return try await home.registrar.perform(
      action, on: latest, answers: answers, command: home.time.newID(), for: manager)
  }

  private func refusal(_ id: String, on record: Record, _ answers: [String: Value]) async -> String? {
    do {
      try await act(id, on: record, answers)
      return nil
    } catch RegistrarError.refused(let violations) {
      return violations.map(\.words).joined(separator: " ")
    } catch { return "\(error)" }
  }

  private func resident(of stay: Record) async throws -> Record {
    try await home.registrar.record(try #require(stay[.residentID]), of: .residents, for: manager)
  }

  /// A discharge that a team leader wrote and submitted.
  private func writtenDischarge(of stay: Record) async throws -> Record {
    let leader = try await home.session(.leader, houses: [home.maple])
    var discharge = Record(.discharges)
    discharge[.stayID] = stay.id
    discharge[.residentID] = stay[.residentID]
    discharge[.kind] = "hospital"
    discharge[.exitReason] = "hospital"
    discharge[.exitDestination] = "hospital"
    discharge[.leftAt] = home.time.now
    discharge[.summary] = "Moved to a ward for good."
    let draft = try await home.save(discharge, as: leader)
    let submit = try #require(draft.type.action("discharge.submit"))
    let receipt = try await home.registrar.perform(
      submit, on: draft, answers: [:], command: home.time.newID(), for: leader)
    return try #require(receipt.records.first { $0.id == draft.id })
  }

  private func move(to bed: Record) throws -> [String: Value] {
    ["bed_id": try #require(bed.id).value, "end_reason": .text("resident_request")]
  }

  @Test func `a reserved bed is moved into, left for another and passed as ready`() async throws {
    let beds = try await beds("A", "B")
    let stay = try await plannedStay("Ana")
    try await act("bed.hold", on: beds[0], ["stay_id": try #require(stay.id).value])
    try await act("stay.move-in", on: stay)
    let resident = try await resident(of: stay)
    #expect(resident[.state] == "current")
    #expect(resident[.leaveStatus] == "present")
    #expect(resident[.currentHouseID] == home.maple)
    home.time.pass(minutes: 60)
    try await act("resident.move", on: resident, move(to: beds[1]))
    let left = try await home.registrar.record(try #require(beds[0].id), of: .beds, for: manager)
    #expect(left[.state] == "to_clean")
    try await act("bed.cleaned", on: beds[0])
    #expect(await refusal("bed.inspect", on: beds[0], [:])?.hasPrefix("You cleaned this") == true)
  }

  @Test func `of two who want one bed the second is told`() async throws {
    let beds = try await beds("C", "D", "E")
    var residents: [Record] = []
    for (index, name) in ["Bo", "Cy"].enumerated() {
      let stay = try await plannedStay(name)
      try await act("stay.move-in", on: stay, ["bed_id": try #require(beds[index].id).value])
      residents.append(try await resident(of: stay))
    }
    try await act("resident.move", on: residents[0], move(to: beds[2]))
    let told = try await refusal("resident.move", on: residents[1], move(to: beds[2]))
    #expect(told == "Bed E is occupied. Choose another.")
  }

  @Test func `a bed is kept for a resident in hospital`() async throws {
    let beds = try await beds("F")
    let stay = try await plannedStay("Di")
    try await act("stay.move-in", on: stay, ["bed_id": try #require(beds[0].id).value])
    try await act(
      "bed.hold", on: beds[0],
      ["kind": .text("hold_hospital"), "expected_end_on": Day("2026-12-01").map { .day($0) } ?? .empty])
    #expect(try await resident(of: stay)[.leaveStatus] == "hospital")
    let discharge = try await writtenDischarge(of: stay)
    try await act("discharge.approve", on: discharge)
    try await act("stay.end", on: stay)
    let completed = try await home.registrar.record(
      try #require(discharge.id), of: .discharges, for: manager)
    #expect(completed[.state] == "completed")
    #expect(try await resident(of: stay)[.state] == "former")
  }

  @Test func `a room closes with its beds and opens again`() async throws {
    let beds = try await beds("G", "H")
    let room = try await home.registrar.record(try #require(beds[0][.roomID]), of: .rooms, for: manager)
    try await act(
      "room.close", on: room,
      [
        "kind": .text("major_works"), "reason": .text("New windows."),
        "expected_end_on": Day("2026-12-17").map { .day($0) } ?? .empty,
      ])
    let closures = try await home.registrar.records(
      Query("bed_closures").where(.state, is: "open"), for: manager)
    #expect(closures.count == 2)
    try await act("room.reopen", on: room)
  }
}
