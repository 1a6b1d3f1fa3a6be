import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// A search is ended by two people (SOD-03).
@Suite(.homes) struct ReturnClosureTests {
  private let home: Home
  private let leader: Session
  private let manager: Session

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
    manager = try await home.session(.manager, named: "May Mann", houses: [home.maple])
  }

  private func search() async throws -> Record {
    let resident = try await home.lodger("Tom", "Gone", in: try await home.room("R1")[0])
    let id = resident.id ?? .zero
    let stays = try await home.registrar.records(
      Query("stays").where(.residentID, is: id), for: home.administrator)
    var episode = Record(home.registrar.catalogue.type("missing_episodes"))
    episode[.residentID] = id
    episode[.stayID] = stays.first?.id
    episode[.houseID] = home.maple
    episode[.kind] = "absent"
    episode[.noticedAt] = home.time.now
    episode[.riskLevel] = "low"
    return try await home.save(episode, as: leader)
  }

  @Test func `who wrote down the return does not close the search, another does`() async throws {
    let episode = try await search()
    home.time.pass(minutes: 5)
    try await home.perform(
      "missing.return", on: episode,
      [
        "returned_at": .instant(home.time.now), "finder": .text("self"),
        "condition_on_return": .text("Tired."), "harm_disclosed": .flag(false),
      ], as: manager)
    for session in [manager, leader] {
      await home.repository.noteConfirmation(of: session.id, at: home.time.now, isProof: false)
    }
    let lessons: [String: Value] = ["lessons": .text("Ask sooner.")]
    await #expect(throws: RegistrarError.self) {
      try await home.perform("missing.close", on: episode, lessons, as: manager)
    }
    let closed = try await home.perform("missing.close", on: episode, lessons, as: leader)
    #expect(closed.records.first?["state"] == .text("closed"))
  }
}
