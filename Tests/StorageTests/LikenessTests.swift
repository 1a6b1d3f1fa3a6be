import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Nobody is taken in twice unseen, and nobody learns by it who is hidden.
@Suite(.homes) struct LikenessTests {
  private func newcomer(_ given: String, _ family: String, born: String = "2004-05-06") -> Record {
    var resident = Record(.residents)
    resident["given_name"] = given.isEmpty ? .empty : .text(given)
    resident["family_name"] = .text(family)
    resident["born_on"] = Day(born).map { .day($0) } ?? .empty
    return resident
  }

  @Test(arguments: [
    ("Siân", "O’Mara-Dale", true), ("sian", "OMARA DALE", true), ("Dale", "Sian O'Mara", true),
    ("SIA\u{302}N", "o'mara  dale", true), ("Siân", "Mara-Dale", false), ("", "O'Mara-Dale", false),
  ])
  func `the same name and day of birth are warned of`(
    given: String, family: String, isKnown: Bool
  ) async throws {
    let home = try await Home.fixture()
    let known = try await home.resident("Siân", "O'Mara-Dale", in: home.maple)
    let words = "O'Mara-Dale, Siân, born 6 May 2004, is already known as RES-2026-0001. Open that record?"
    let found = try await home.registrar.violations(in: newcomer(given, family), for: home.administrator)
    #expect(found.map(\.words) == (isKnown ? [words] : []))
    #expect(found.allSatisfy { $0.isWarning && $0.other?.id == known.id })
    let later = try await home.registrar.violations(
      in: newcomer(given, family, born: "2004-05-07"), for: home.administrator)
    #expect(later.isEmpty)
  }

  @Test func `a warning stops the first save and is kept with the second`() async throws {
    let home = try await Home.fixture()
    _ = try await home.resident("Ahmed", "Hassan")
    let twin = newcomer("Ahmed", "Hassan")
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.save([twin], command: home.time.newID(), for: home.administrator)
    }
    #expect(try await home.registrar.count("residents", where: [], for: home.administrator) == 1)
    let saved = try await home.save(twin)
    let history = try await home.registrar.history(of: saved, for: home.administrator)
    #expect(history[0].reason.contains("is already known as RES-2026-0001"))
  }

  @Test func `two of one file are warned of, and what was not saved is not known`() async throws {
    let home = try await Home.fixture()
    let pair = [newcomer("Ada", "Twice"), newcomer("Ada", "Twice")]
    for _ in 1...2 {
      do {
        _ = try await home.registrar.save(pair, command: home.time.newID(), for: home.administrator)
        Issue.record("They were saved.")
      } catch RegistrarError.refused(let violations) {
        #expect(violations.count == 1)
      }
    }
    let first = try await home.registrar.save(
      [pair[0]], command: home.time.newID(), for: home.administrator)
    #expect(first.records.count == 1)
    #expect(try await home.registrar.violations(in: pair[1], for: home.administrator).count == 1)
  }

  @Test func `a renamed and a removed record no longer count`() async throws {
    let home = try await Home.fixture()
    var known = try await home.resident("Ada", "Before")
    #expect(
      try await home.registrar.violations(in: newcomer("Ada", "Before"), for: home.administrator).count == 1)
    known["family_name"] = .text("After")
    known = try await home.save(known)
    #expect(
      try await home.registrar.violations(in: newcomer("Ada", "Before"), for: home.administrator).isEmpty)
    #expect(
      try await home.registrar.violations(in: newcomer("Ada", "After"), for: home.administrator).count == 1)
    _ = try await home.registrar.remove(
      known, reason: "Entered twice.", command: home.time.newID(), for: home.administrator)
    #expect(
      try await home.registrar.violations(in: newcomer("Ada", "After"), for: home.administrator).isEmpty)
  }

  @Test func `who lives out of sight is spoken of without a reference`() async throws {
    let home = try await Home.fixture()
    _ = try await home.resident("Ada", "Elsewhere", in: home.oak)
    let manager = try await home.session(.manager, houses: [home.maple])
    let found = try await home.registrar.violations(in: newcomer("Ada", "Elsewhere"), for: manager)
    #expect(
      found.map(\.words) == [
        "A resident of this name and day of birth may be known here already. Ask an administrator or a safeguarding lead."
      ])
    #expect(found.allSatisfy { $0.other == nil && $0.isWarning })
  }

  @Test func `who is restricted is known only to who may read restrictions`() async throws {
    let home = try await Home.fixture()
    let hidden = try await home.resident("Ada", "Hidden", in: home.maple)
    let lead = try await home.session(.safeguarding)
    let restrict = try #require(hidden.type.action("resident.restrict"))
    _ = try await home.registrar.perform(
      restrict, on: hidden, answers: ["restricted_reason": .text("A threat from outside.")],
      command: home.time.newID(), for: lead)
    for role in [Role.administrator, .manager, .leader] {
      let session = try await home.session(role, houses: role == .administrator ? nil : [home.maple])
      let found = try await home.registrar.violations(in: newcomer("Ada", "Hidden"), for: session)
      #expect(found.isEmpty, "\(role)")
    }
    let found = try await home.registrar.violations(in: newcomer("Ada", "Hidden"), for: lead)
    #expect(found.count == 1)
  }

  @Test func `another organisation's people are nobody's doubles`() async throws {
    let home = try await Home.fixture()
    _ = try await home.resident("Ada", "Foreign")
    let other = try await home.session(.administrator, organization: 2)
    #expect(try await home.registrar.violations(in: newcomer("Ada", "Foreign"), for: other).isEmpty)
  }
}
