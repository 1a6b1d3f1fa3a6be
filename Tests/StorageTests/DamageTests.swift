import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Sealed values that somebody moved or altered with other tools.
@Suite(.homes) struct DamageTests {
  /// Two residents, of whom the second has the first one's family name, and a birthday with a bit turned.
  private func home() async throws -> (Home, first: Record, second: Record) {
    let home = try await Home.fixture()
    let first = try await home.resident("Ada", "Whole", in: home.maple)
    var second = try await home.resident("Bea", "Moved", in: home.maple)
    second["about_me"] = .text("Likes the garden.")
    second = try await home.save(second)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let place = try #require(second.id)
    let other = try #require(first.id)
    try file.run(
      "UPDATE residents SET family_name = (SELECT family_name FROM residents WHERE organization_id = 1 AND id = \(other)) WHERE organization_id = 1 AND id = \(place)"
    )
    var born = try #require(
      try file.value("SELECT born_on FROM residents WHERE organization_id = 1 AND id = \(place)").bytes)
    born[born.count - 1] ^= 1
    try file.run("UPDATE residents SET born_on = \(born) WHERE organization_id = 1 AND id = \(place)")
    return (home, first, second)
  }

  @Test func `the doctor names open values that their fields cannot hold`() async throws {
    let home = try await Home.fixture()
    func check() throws -> HomeCheck.Finding {
      let check = try HomeCheck(
        folder: home.folder, migrations: TestHome.migrations(), catalogue: .house, lists: try Home.lists())
      return try #require(check.findings.first { $0.name == "values" })
    }
    let member = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    var agency = Record(.agencies)
    agency["name"] = .text("Quay Clinic")
    agency["agency_type"] = .text("health")
    try await home.save(agency)
    #expect(try check().isGood)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE agencies SET agency_type = 'halth' WHERE organization_id = 1")
    try file.run(
      "UPDATE memberships SET starts_on = '2026-02-30' WHERE organization_id = 1 AND id = \(member.membership)"
    )
    let found = try check()
    #expect(!found.isGood)
    #expect(found.details.contains { $0.hasSuffix("Type holds a code that its list does not have") })
    #expect(
      found.details.contains(
        "memberships \(member.membership): From holds what such a field never holds"))
  }

  @Test func `it reads damaged in the record, the list, the name and the directory, and the rest is there`()
    async throws
  {
    let (home, _, second) = try await home()
    let id = try #require(second.id)
    let read = try await home.registrar.record(id, of: second.type, for: home.administrator)
    #expect(read["family_name"] == .damaged)
    #expect(read["born_on"] == .damaged)
    #expect(read["given_name"] == .text("Bea"))
    #expect(read["about_me"] == .text("Likes the garden."))
    let names = try await home.registrar.names(of: [("residents", id)], for: home.administrator)
    #expect(names[id] == "damaged, Bea")
    try await home.registrar.beginDirectory(of: second.type, for: home.administrator)
    while try await home.registrar.advanceDirectories(for: home.administrator) < 1 {}
    var request = ListRequest(type: "residents", fields: ["family_name", "given_name", "born_on", "age"])
    request.order = .name(descending: false)
    let window = try await home.registrar.window(request, for: home.administrator)
    let row = try #require(window.rows.first { $0.id == id })
    #expect(Array(row.values.prefix(3)) == [.damaged, .text("Bea"), .damaged])
    #expect(window.rows.count == 2)
    let shown = Shown(zone: .utc, currency: "GBP", today: Day(number: 9_000))
    #expect(shown.text(of: row.values[0], as: .text) == "damaged")
    #expect(shown.text(of: row.values[2], as: .day, style: .iso) == "damaged")
  }

  @Test func `a number that the field cannot hold is damaged, and nothing overflows`() async throws {
    #expect(Value(SQLValue.integer(.min), as: .instant) == .damaged)
    #expect(Value(SQLValue.integer(25), as: .integer(1...24)) == .damaged)
    #expect(Value(SQLValue.integer(.max), as: .money(signed: true)) == .damaged)
    #expect(Value(SQLValue.text("2026-02-30"), as: .day) == .damaged)
    #expect(Value(SQLValue.text("ajar"), as: .choice(["open", "closed"])) == .damaged)
    #expect(Value(SQLValue.text("closed"), as: .choice(["open", "closed"])) == .text("closed"))
    #expect(Value(SQLValue.null, as: .instant) == .empty)
    #expect(Instant(milliseconds: .min).adding(hours: -1) < Instant(milliseconds: .max))
    let home = try await Home.fixture()
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE user_sessions SET started_at = \(Int.min)")
    #expect(await !home.repository.isStanding(home.administrator, at: home.time.now))
  }

  @Test func `a save leaves damaged bytes as they are, and a new value mends them`() async throws {
    let (home, _, second) = try await home()
    let id = try #require(second.id)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .reader)
    func stored() throws -> SQLValue {
      try file.value("SELECT family_name FROM residents WHERE organization_id = 1 AND id = \(id)")
    }
    let before = try stored()
    var read = try await home.registrar.record(id, of: second.type, for: home.administrator)
    read["title"] = .text("Ms")
    read = try await home.save(read)
    #expect(read["title"] == .text("Ms"))
    #expect(try stored() == before)
    read["family_name"] = .text("Mended")
    read = try await home.save(read)
    #expect(read["family_name"] == .text("Mended"))
  }

  @Test func `F9: a check with keys names the record and the field`() async throws {
    let (home, _, second) = try await home()
    let report = try await home.registrar.verifySealed(for: home.administrator)
    let reference = try #require(second[FieldKey<String>("reference")])
    #expect(report.count == 2)
    #expect(Set(report.damaged.map(\.field)) == ["Family name", "Born"])
    #expect(report.damaged.allSatisfy { $0.record == reference && $0.type == "residents" })
    #expect(report.values > 4)
    let worker = try await home.session(.worker, houses: [home.maple])
    await #expect(throws: RegistrarError.self) { try await home.registrar.verifySealed(for: worker) }
  }

  @Test func `a check without keys names what is no sealed value and whose key is gone`() async throws {
    let (home, first, second) = try await home()
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    // The logins of these fixtures are made without keys.
    func faults() throws -> [String] {
      try SealedReading.faults(in: file, .house).faults.filter { $0.hasPrefix("residents") }
    }
    let none = try faults()
    #expect(none == [])
    try file.run(
      "UPDATE residents SET given_name = x'00' WHERE organization_id = 1 AND id = \(try #require(second.id))")
    try file.run(
      "DELETE FROM data_keys WHERE organization_id = 1 AND kind = 'resident' AND owner_id = \(try #require(first.id))"
    )
    let found = try faults()
    #expect(found.contains("residents RES-2026-0002: First name is no sealed value"))
    #expect(found.contains("residents RES-2026-0001: Born was sealed under a key that is not there"))
  }
}
