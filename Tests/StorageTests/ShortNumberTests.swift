import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// A record is found by the number on everybody's paper, also once the year has turned.
@Suite(.homes) struct ShortNumberTests {
  private let home: Home

  init() async throws {
    home = try await Home.fixture()
    home.time.pass(minutes: 44 * 24 * 60)
    _ = try await home.fall(by: try await home.session(.leader, houses: [home.maple]))
    home.time.pass(minutes: 2 * 24 * 60)
  }

  private func found(_ words: String, as reader: Session) async throws -> [Value] {
    var request = ListRequest(type: "incidents", fields: ["reference"])
    request.words = words
    return try await home.registrar.window(request, for: reader).rows.compactMap(\.values.first)
  }

  @Test func `a number without its year is this year's, else that of the newest other year`() async throws {
    let leader = try await home.session(.leader, houses: [home.maple])
    #expect(try await found("inc-1", as: leader) == [.text("INC-2026-0001")])
    #expect(try await found("inc-7", as: leader).isEmpty)
    _ = try await home.fall(by: leader)
    #expect(try await found("inc-1", as: leader) == [.text("INC-2027-0001")])
    #expect(try await found("inc-2026-0001", as: leader) == [.text("INC-2026-0001")])
  }

  @Test func `what somebody may not read does not stand before what they may`() async throws {
    let leader = try await home.session(.leader, houses: [home.maple])
    var elsewhere = Record(home.registrar.catalogue.type("incidents"))
    elsewhere[.houseID] = home.oak
    elsewhere[.kind] = "fall"
    elsewhere[.severity] = 2
    elsewhere[.occurredAt] = home.time.now
    elsewhere[.placeKind] = "kitchen"
    elsewhere[.narrative] = "Slipped."
    elsewhere[.immediateAction] = "Sat down."
    try await home.save(elsewhere, as: try await home.session(.leader, houses: [home.oak]))
    #expect(try await found("inc-1", as: leader) == [.text("INC-2026-0001")])
  }
}
