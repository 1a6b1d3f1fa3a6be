import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// The open lists as an organisation has them.
@Suite(.homes) struct ListValueTests {
  private func value(_ code: String, _ label: String, _ list: String = "agency_type") -> Record {
    var value = Record(Catalogue.house.type("lookup_values"))
    value[.listName] = list
    value[.code] = code
    value[.label] = label
    return value
  }

  private func agency(_ type: String) -> Record {
    var agency = Record(Catalogue.house.type("agencies"))
    agency[.name] = "Harbour \(type)"
    agency[.agencyType] = type
    return agency
  }

  private static let types = Choices.open(name: "agency_type")

  @Test func `a member that an organisation adds can be chosen, there and nowhere else`() async throws {
    let home = try await Home.fixture()
    await #expect(throws: RegistrarError.self) { try await home.save(agency("herbalist")) }
    _ = try await home.save(value("herbalist", "Herbalist"))
    #expect(try await home.save(agency("herbalist"))[.agencyType] == "herbalist")
    let lists = try await home.registrar.choiceLists(for: home.administrator)
    #expect(lists.members(of: Self.types).last == Choice("herbalist", "Herbalist"))
    let other = try await home.session(.administrator, organization: 2)
    let theirs = try await home.registrar.choiceLists(for: other)
    #expect(!theirs.members(of: Self.types).contains { $0.code == "herbalist" })
  }

  @Test func `a member that was retired reads as before and is chosen no more`() async throws {
    let home = try await Home.fixture()
    var herbalist = try await home.save(value("herbalist", "Herbalist (north)"))
    var agency = try await home.save(agency("herbalist"))
    herbalist[.isActive] = false
    _ = try await home.save(herbalist)
    let lists = try await home.registrar.choiceLists(for: home.administrator)
    #expect(lists.label(of: "herbalist", in: Self.types) == "Herbalist (north)")
    #expect(!lists.members(of: Self.types).contains { $0.code == "herbalist" })
    agency[.contactName] = "Mo"
    #expect(try await home.save(agency)[.agencyType] == "herbalist")
    await #expect(throws: RegistrarError.self) {
      var another = agency
      another[.name] = "Harbour two"
      another.id = nil
      another.revision = 0
      try await home.save(another)
    }
  }

  @Test func `a shipped member takes another word and keeps its place, or is retired`() async throws {
    let home = try await Home.fixture()
    let before = try await home.registrar.choiceLists(for: home.administrator).members(of: Self.types)
    _ = try await home.save(value("police", "Constabulary"))
    var health = value("health", "Health")
    health[.isActive] = false
    _ = try await home.save(health)
    let after = try await home.registrar.choiceLists(for: home.administrator).members(of: Self.types)
    #expect(after.map(\.code) == before.map(\.code).filter { $0 != "health" })
    #expect(after.first { $0.code == "police" }?.label == "Constabulary")
  }

  @Test func `a member stands from its first day to its last`() async throws {
    let home = try await Home.fixture()
    var herbalist = value("herbalist", "Herbalist")
    herbalist[.startsOn] = Day("2026-11-18")
    herbalist[.endsOn] = Day("2026-11-18")
    _ = try await home.save(herbalist)
    var offered: [Bool] = []
    for _ in 0..<3 {
      let lists = try await home.registrar.choiceLists(for: home.administrator)
      offered.append(lists.members(of: Self.types).contains { $0.code == "herbalist" })
      home.time.pass(minutes: 24 * 60)
    }
    #expect(offered == [false, true, false])
  }

  @Test func `a code in use is made inactive, not removed`() async throws {
    let home = try await Home.fixture()
    let used = try await home.save(value("herbalist", "Herbalist"))
    let unused = try await home.save(value("piper", "Piper"))
    _ = try await home.save(agency("herbalist"))
    await #expect(
      throws: RegistrarError.refused([Violation("It is in use. Make it inactive instead.")])
    ) {
      try await home.registrar.remove(
        used, reason: "Not needed.", command: home.time.newID(), for: home.administrator)
    }
    _ = try await home.registrar.remove(
      unused, reason: "Not needed.", command: home.time.newID(), for: home.administrator)
  }

  @Test func `the lists of another door are read anew when they change`() async throws {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader)
    #expect(
      try await home.registrar.choiceLists(for: leader).label(of: "piper", in: Self.types) == "Piper")
    var piper = try await home.save(value("piper", "Piper of the town"))
    #expect(
      try await home.registrar.choiceLists(for: leader).label(of: "piper", in: Self.types)
        == "Piper of the town")
    piper[.label] = "Town piper"
    _ = try await home.save(piper)
    #expect(
      try await home.registrar.choiceLists(for: leader).label(of: "piper", in: Self.types) == "Town piper")
  }
}
