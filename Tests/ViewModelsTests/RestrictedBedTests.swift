import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// The bed of a restricted resident reads as taken by somebody, and of that somebody nothing else is told.
@MainActor
@Suite(.homes) struct RestrictedBedTests {
  private let home: Home
  private let beds: [Record]
  private nonisolated static let unaware: [Role] = [
    .administrator, .manager, .leader, .worker, .night, .finance, .auditor,
  ]

  init() async throws {
    home = try await Home.fixture()
    var beds: [Record] = []
    for name in ["R1", "R2", "R3"] { beds += try await home.room(name) }
    self.beds = beds
    let hidden = try await home.lodger("Eve", "Hidden", in: beds[0])
    try await home.lodger("Naveed", "Ali", in: beds[1])
    try await home.perform(
      "bed.hold", on: beds[0],
      [
        "kind": .text("hold_hospital"),
        "expected_end_on": .day(home.administrator.zone.day(at: home.time.now).adding(days: 5)),
      ])
    let lead = try await home.session(.safeguarding)
    try await home.perform(
      "resident.restrict", on: hidden, ["restricted_reason": .text("Somebody looks for her.")], as: lead)
  }

  private func board(_ role: Role) async throws -> (AppModel, BedBoardModel) {
    let houses: Set<RecordID>? = role == .administrator || role == .safeguarding ? nil : [home.maple]
    let app = try await home.app(for: home.session(role, houses: houses))
    await app.openBeds()
    await app.top?.model.settle()
    return (app, try #require(app.beds))
  }

  @Test(arguments: unaware)
  func `the board shows the bed as taken by somebody restricted, and no day`(role: Role) async throws {
    let (_, board) = try await board(role)
    let bed = try #require(board.floor?.beds.first)
    #expect(bed.standing == .occupied)
    #expect(bed.headline.text == "Restricted")
    #expect(bed.second.text.text.isEmpty && bed.third.text.text.isEmpty)
    #expect(bed.use == nil && bed.facts.closures.isEmpty)
    #expect(board.detail?.title.text == "R1   Restricted")
    #expect(board.detail?.standing.text == "# occupied")
    #expect(board.detail?.until.text == "" && board.detail?.history.text == "")
    #expect(board.status.text == "Ground: 2 occupied, 1 void.")
    #expect(board.outlook?.rows.first?.standings == Array(repeating: .occupied, count: 14))
    #expect(board.outlook?.inUse.allSatisfy { $0 == 2 } == true)
  }

  @Test func `who may know sees the name, the hospital and the days`() async throws {
    let (_, board) = try await board(.safeguarding)
    #expect(board.floor?.beds.first?.standing == .hospital)
    #expect(board.floor?.beds.first?.name.text == "Hidden, Eve")
    #expect(board.detail?.until.text.hasPrefix("Bed held until") == true)
  }

  @Test func `nobody moves in there, and who is there is not moved unknown`() async throws {
    let (app, board) = try await board(.leader)
    await app.press("m")
    #expect(app.message?.text.text.hasPrefix("Who has this bed is restricted.") == true)
    await app.press("right", "m", "left")
    #expect(board.status.text.contains("no. Bed A is occupied."))
  }

  @Test(arguments: [Role.leader, .night, .auditor])
  func `sums count the bed and lists do not name who has it`(role: Role) async throws {
    let session = try await home.session(role, houses: [home.maple])
    let live: [Condition] = [.isEmpty("ends_at")]
    let registrar = home.registrar
    #expect(try await registrar.count("bed_assignments", where: live, for: session) == 1)
    #expect(try await registrar.count("bed_assignments", where: live, isSum: true, for: session) == 2)
    #expect(try await registrar.count("residents", where: [], isSum: true, for: session) == 1)
    #expect(try await registrar.count("bed_closures", where: [], for: session) == 0)
    for (bed, occupancy) in zip(beds, ["occupied", "occupied", "free"]) {
      let seen = try await registrar.record(try #require(bed.id), of: bed.type, for: session)
      #expect(seen[.occupancy] == occupancy)
    }
  }

  @Test func `the census counts it, and its number opens as many beds`() async throws {
    let app = try await home.app(for: home.session(.leader, houses: [home.maple]))
    let answer = await CensusReader(app).answer()
    #expect(answer.census.inUse == 2 && answer.census[.void] == 1 && answer.census[.hospital] == 0)
    guard case .beds(let ids)? = answer.veiled else {
      Issue.record("The number of people in residence would open a list that is shorter.")
      return
    }
    #expect(ids.count == 2)
  }
}
