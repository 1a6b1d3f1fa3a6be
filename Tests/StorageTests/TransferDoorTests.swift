import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Other beds for residents, through the door.
@Suite(.homes) struct TransferDoorTests {
  private let home: Home
  private let manager: Session
  private let beds: [Record]
  private let ana: Record

  init() async throws {
    home = try await Home.fixture()
    manager = try await home.session(.manager, houses: [home.maple])
    beds = try await home.room("R1", beds: ["A", "B", "C"])
    ana = try await home.lodger("Ana", "Moved", in: beds[0])
    home.time.pass(minutes: 60)
  }

  private func want(_ bed: Record) throws -> [String: Value] {
    ["bed_id": try #require(bed.id).value, "end_reason": .text("planned")]
  }

  private func bedNow(of resident: Record) async throws -> [RecordID?] {
    try await home.registrar.records(
      Query("bed_assignments").where(.residentID, is: try #require(resident.id)).whereEmpty(.endsAt),
      for: manager
    ).map { $0[.bedID] }
  }

  @Test func `a move is taken back within five minutes, and the former bed is theirs again`() async throws {
    let receipt = try await home.perform("resident.move", on: ana, try want(beds[1]), as: manager)
    #expect(try await bedNow(of: ana) == [beds[1].id])
    let undo = try #require(receipt.undo)
    _ = try await home.registrar.undo(undo, command: home.time.newID(), for: manager)
    #expect(try await bedNow(of: ana) == [beds[0].id])
    let former = try await home.registrar.record(try #require(beds[0].id), of: .beds, for: manager)
    #expect(former[.state] == "available" && former[.occupancy] == "occupied")
    let open = Query("bed_closures").where(.state, is: "open")
    #expect(try await home.registrar.records(open, for: manager).isEmpty)
  }

  @Test func `after five minutes a move stays`() async throws {
    let receipt = try await home.perform("resident.move", on: ana, try want(beds[1]), as: manager)
    home.time.pass(minutes: 6)
    let undo = try #require(receipt.undo)
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.undo(undo, command: home.time.newID(), for: manager)
    }
    #expect(try await bedNow(of: ana) == [beds[1].id])
  }

  @Test func `two residents swap, and it is taken back`() async throws {
    let bo = try await home.lodger("Bo", "Other", in: beds[1])
    home.time.pass(minutes: 1)
    let answers: [String: Value] = [
      "resident_id": try #require(bo.id).value, "end_reason": .text("conflict"),
    ]
    let action = try #require(ana.type.action("resident.swap"))
    let preview = try await home.registrar.preview(action, on: ana, answers: answers, for: manager)
    #expect(preview.refusal == nil)
    let receipt = try await home.perform("resident.swap", on: ana, answers, as: manager)
    #expect(try await bedNow(of: ana) == [beds[1].id])
    #expect(try await bedNow(of: bo) == [beds[0].id])
    _ = try await home.registrar.undo(try #require(receipt.undo), command: home.time.newID(), for: manager)
    #expect(try await bedNow(of: ana) == [beds[0].id])
    #expect(try await bedNow(of: bo) == [beds[1].id])
  }

  @Test func `a night worker asks, a leader approves, and neither sees beds elsewhere`() async throws {
    let night = try await home.session(.night, houses: [home.maple])
    let leader = try await home.session(.leader, houses: [home.maple])
    let far = try await home.room("O1", in: home.oak)
    await #expect(
      throws: RegistrarError.refused([
        Violation("That bed is not in this home, or has been removed.", field: "bed_id")
      ])
    ) { try await home.perform("resident.ask-move", on: ana, try want(far[0]), as: night) }
    try await home.perform("resident.ask-move", on: ana, try want(beds[2]), as: night)
    let round = try #require(
      try await home.registrar.records(Query("approvals"), for: leader).first)
    let proposal = try await home.registrar.record(
      try #require(round[.subjectID]), of: .bedAssignments, for: leader)
    home.time.pass(minutes: 1)
    try await home.perform("transfer.approve", on: proposal, as: leader)
    #expect(try await bedNow(of: ana) == [beds[2].id])
  }
}
