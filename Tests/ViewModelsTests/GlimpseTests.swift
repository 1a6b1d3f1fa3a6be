import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What stands before a resident's record: warnings first, as far as the role may read them.
@MainActor
@Suite(.homes) struct GlimpseTests {
  private let home: Home
  private let leader: Session
  private let resident: Record
  private let id: RecordID

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, houses: [home.maple])
    resident = try await home.resident("Ana", "Here", in: home.maple)
    id = try #require(resident.id)
    try await flag("low", "Has a small dog")
    try await flag("high", "Wears a bracelet")
    var allergy = Record(home.registrar.catalogue.type("health_conditions"))
    allergy["resident_id"] = .reference(id)
    allergy["kind"] = .text("allergy")
    allergy["name"] = .text("Penicillin")
    allergy["severity_level"] = .text("severe")
    try await home.save(allergy, as: leader)
    allergy["kind"] = .text("diagnosis")
    allergy["name"] = .text("Migraine")
    try await home.save(allergy, as: leader)
  }

  private func flag(_ level: String, _ message: String) async throws {
    var flag = Record(home.registrar.catalogue.type("flags"))
    flag["resident_id"] = .reference(id)
    flag["level"] = .text(level)
    flag["kind"] = .text("other")
    flag["message"] = .text(message)
    flag["review_on"] = .day(leader.zone.day(at: home.time.now).adding(days: 30))
    let made = try await home.save(flag, as: leader)
    let up = try #require(made.type.action("flag.activate"))
    _ = try await home.registrar.perform(
      up, on: made, answers: [:], command: home.time.newID(), for: leader)
  }

  private func opened(as session: Session) async throws -> DetailModel {
    let app = try await home.app(for: session)
    await app.open("residents", id)
    return try #require(app.detail)
  }

  @Test func `warnings come first, the gravest before the others, and a diagnosis is none`() async throws {
    let warnings = try await opened(as: leader).glimpses.filter(\.isWarning)
    #expect(
      warnings.map(\.text.text) == [
        "Other  Wears a bracelet", "Allergy  Penicillin", "Other  Has a small dog",
      ])
    #expect(warnings.map(\.weight) == [.grave, .grave, .plain])
  }

  @Test func `who may not read of health reads the flags alone, and finance neither`() async throws {
    let auditor = try await home.session(.auditor, houses: [home.maple])
    #expect(try await opened(as: auditor).glimpses.allSatisfy { $0.type.id != "health_conditions" })
    let finance = try await home.session(.finance)
    #expect(try await opened(as: finance).glimpses.allSatisfy { !$0.isWarning })
  }

  @Test func `enter opens what a warning is about`() async throws {
    let app = try await home.app(for: leader)
    await app.open("residents", id)
    await app.press("enter")
    #expect(app.detail?.type.id == "flags")
    #expect(app.detail?.record?["message"] == .text("Wears a bracelet"))
  }

  @Test func `the peek beside the list says them too, once the selection rests`() async throws {
    let app = try await home.app(for: leader)
    while try await home.registrar.advanceDirectories(for: leader) < 1 {}
    await app.press("2")
    let list = try #require(app.list)
    home.time.pass(minutes: 1)
    await list.due(at: home.time.now)
    #expect(list.peek?.glimpses.first?.text.text == "Other  Wears a bracelet")
  }

  @Test func `an alert of the highest level is acknowledged once at each opening, and that is written down`()
    async throws
  {
    let worker = try await home.session(.worker, houses: [home.maple])
    try await home.entrust(resident, to: worker)
    let app = try await home.app(for: worker)
    func entries() async throws -> Int {
      let log = Query("audit_log").where(.equals("event", .text("flag.acknowledged")))
      return try await home.registrar.records(log, for: home.administrator).count
    }
    for opening in 1...2 {
      await app.open("residents", id)
      let detail = try #require(app.detail)
      #expect(detail.unread.map(\.text.text) == ["Other  Wears a bracelet"])
      #expect(detail.scopes == [.alert])
      #expect(detail.status.text.hasPrefix("Press Enter once you have read this alert"))
      await app.press("e")
      #expect(app.form == nil)
      await app.press("enter")
      #expect(detail.unread.isEmpty)
      #expect(detail.scopes == [.record])
      await detail.refresh()
      #expect(detail.unread.isEmpty)
      #expect(try await entries() == opening)
      await app.press("esc")
    }
    // Whoever put it up since they signed in knows it, until somebody changes it.
    #expect(try await opened(as: leader).unread.isEmpty)
    #expect(try await entries() == 2)
  }

  @Test func `who only changes an alert of somebody else still reads it first`() async throws {
    let other = try await home.session(.leader, houses: [home.maple])
    let all = try await home.registrar.records(Query("flags"), for: other)
    var high = try #require(all.first { $0["level"] == .text("high") })
    high["review_on"] = .day(leader.zone.day(at: home.time.now).adding(days: 20))
    try await home.save(high, as: other)
    #expect(try await opened(as: other).unread.count == 1)
    #expect(try await opened(as: leader).unread.count == 1)
  }

  @Test func `of the alerts that must be read none is left out`() async throws {
    let must = Catalogue.house.type("residents").glances.filter(\.mustBeRead)
    #expect(!must.isEmpty && must.allSatisfy { $0.limit == nil })
    for number in 1...3 { try await flag("high", "Great thing \(number)") }
    let other = try await home.session(.leader, houses: [home.maple])
    #expect(try await opened(as: other).unread.count == 4)
  }

  @Test func `an alert that comes while a filter is typed takes the keys, and the filter goes on after it`()
    async throws
  {
    let worker = try await home.session(.manager, houses: [home.maple])
    let app = try await home.app(for: worker)
    await app.open("residents", id)
    await app.press("enter")
    let detail = try #require(app.detail)
    let place = detail.sections.firstIndex { if case .children = $0 { true } else { false } }
    await detail.open(section: try #require(place))
    await app.press("/", "p")
    #expect(detail.takesText)
    try await flag("high", "Does not eat nuts")
    await detail.refresh()
    #expect(!detail.takesText && detail.scopes == [.alert])
    #expect(await detail.typed(.enter) == false)
    #expect(detail.unread.map(\.text.text) == ["Other  Does not eat nuts"])
    await app.press("enter")
    #expect(detail.unread.isEmpty && detail.takesText)
    #expect(detail.children?.filter?.text == "p")
  }
}
