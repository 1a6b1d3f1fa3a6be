import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// The queries of a page that are run together.
@Suite(.homes) struct GatheringTests {
  /// Queries as derived fields ask them of a resident, and some that cannot be run together.
  private func queries(of id: RecordID, beside other: RecordID) -> [Query] {
    let stays = Query("stays").where(.residentID, is: id)
    let bed = Query("bed_assignments").where(.residentID, is: id).whereEmpty(.endsAt)
    return [
      stays.where(.state, is: "active").only("house_id").first(1),
      stays.where(.state, is: "active").only("house_id").first(1),
      stays.ordered(by: .startsOn, descending: true),
      stays.ordered(by: .startsOn, descending: true).first(2),
      stays.where(.equals("house_id", .reference(other))),
      stays.where(.state, isNot: "active").following(.residentID, to: "residents").only("reference"),
      bed.following(.bedID, to: "beds").only("room_id"),
      bed.following(.bedID, to: "bed_closures", matching: .bedID).only("kind", "state"),
      Query("residents").where(.equals("id", .reference(id))).following(
        "id", to: "stays", matching: .residentID),
      Query("houses").where(.equals("state", .text("open"))),
    ]
  }

  @Test func `find what each of them finds alone`() async throws {
    let home = try await Home.fixture()
    let rooms = try await home.room("204")
    let ada = try await home.lodger("Ada", "One", in: rooms[0])
    let bea = try await home.lodger("Bea", "Two", in: try await home.room("305")[0])
    let cleo = try await home.resident("Cleo", "Three", in: home.maple)
    let dora = try await home.resident("Dora", "Four")
    let ids = try [ada, bea, cleo, dora, ada].map { try #require($0.id) }
    var found = 0
    for page in [[], Array(ids.prefix(1)), ids] {
      let pages = page.map { queries(of: $0, beside: home.maple) }
      let together = try await home.repository.reading(for: home.administrator, by: home.registrar) {
        (errand) throws(RegistrarError) in
        try errand.answers(to: pages)
      }
      #expect(together.count == pages.count)
      for (page, lists) in zip(pages, together) {
        for (query, list) in zip(page, lists) {
          let alone = try await home.repository.reading(for: home.administrator, by: home.registrar) {
            (errand) throws(RegistrarError) in
            try errand.records(query, for: .program)
          }
          #expect(list.map(\.id) == alone.map(\.id), "\(query)")
          found += list.count
        }
      }
    }
    #expect(found > 20)
  }
}
