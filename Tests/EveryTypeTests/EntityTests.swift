import House
import Records
import Storage
import Testing

@testable import lodge

/// Nothing that record systems of the trade keep is lost here, and nothing has grown less.
@Suite struct EntityTests {
  @Test func `each entity asked for is kept by a record type of its area`() throws {
    let rows = try Fixture.rows("Entities")
    #expect(rows.count == 153)
    #expect(Set(rows.map(\.[0])).count == 153)
    for row in rows {
      let names = row[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(!names.isEmpty)
      for name in names { #expect(Catalogue.house[name] != nil, "\(row[0]) \(row[1]): \(name)") }
      let areas = names.compactMap { Catalogue.house[$0]?.area }
      #expect(areas.contains(row[3]), "\(row[0]) \(row[1]): \(areas)")
    }
  }

  @Test func `there is as much of everything as was asked for`() throws {
    let exact: Set = ["areas", "record_types", "platform", "append_only", "signed"]
    for row in try Fixture.rows("Counts") where row.count == 2 {
      let wanted = try #require(Int(row[1]))
      let count = try #require(SchemaCounts(.house)[row[0]], "\(row[0])")
      #expect(exact.contains(row[0]) ? count == wanted : count >= wanted, "\(row[0])")
    }
  }

  @Test func `each area has its types and no fewer fields, seals and references`() throws {
    for row in try Fixture.rows("Counts") where row.count == 5 {
      let types = Catalogue.house.types.filter { $0.area == row[0] }
      let fields = types.flatMap(\.fields)
      let wanted = row.dropFirst().compactMap { Int($0) }
      #expect(types.count == wanted[0], "\(row[0])")
      #expect(fields.count >= wanted[1], "\(row[0])")
      #expect(fields.count { $0.isSealed } >= wanted[2], "\(row[0])")
      #expect(fields.count { $0.kind.references != nil } >= wanted[3], "\(row[0])")
    }
  }

  @Test func `the schema ends with its counts, for people and for programs`() throws {
    let listing = SchemaListing(catalogue: .house, lists: ChoiceLists([:]))
    let counts = listing.counts
    let lines = listing.lines.suffix(counts.all.count).map(\.text)
    for (line, count) in zip(lines, counts.all) {
      #expect(line.hasSuffix(" \(count.count)"))
      #expect(line.hasPrefix(count.name.split(separator: "_").joined(separator: " ")))
    }
    guard case .object(let members) = listing.json, case .object(let shown)? = members.first?.1 else {
      Issue.record("The listing is an object that begins with the counts.")
      return
    }
    #expect(shown.map(\.0) == counts.all.map(\.name))
  }
}
