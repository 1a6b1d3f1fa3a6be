import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What was removed by mistake is found again by who may bring it back.
@MainActor
@Suite(.homes) struct RemovedTests {
  private let home: Home
  private let manager: Session

  init() async throws {
    home = try await Home.fixture()
    manager = try await home.session(.manager, named: "R. Mensah", houses: [home.maple])
    var event = Record(.calendarEvents)
    event["title"] = .text("Fire drill")
    event["kind"] = .text("meeting")
    event["starts_at"] = .instant(home.time.now)
    event["house_id"] = .reference(home.maple)
    let saved = try await home.save(event, as: manager)
    _ = try await home.registrar.remove(
      saved, reason: "Written twice.", command: home.time.newID(), for: manager)
  }

  @Test func `what was removed is listed with who, when and why`() async throws {
    let found = try await home.registrar.removed(.calendarEvents, for: manager)
    #expect(found.map(\.name) == ["Fire drill"])
    #expect(found.map(\.by) == ["R. Mensah"])
    #expect(found.map(\.reason) == ["Written twice."])
    #expect(found.map(\.at) == [home.time.now])
  }

  @Test func `who may not bring it back does not see it`() async throws {
    let elsewhere = try await home.session(.manager, houses: [home.oak])
    #expect(try await home.registrar.removed(.calendarEvents, for: elsewhere).isEmpty)
    let night = try await home.session(.night, houses: [home.maple])
    #expect(try await home.registrar.removed(.calendarEvents, for: night).isEmpty)
    let app = try await home.app(for: night)
    await app.openList("calendar_events")
    #expect(app.commands["list.removed"]?.availability(app) == .confidential)
  }

  @Test func `Enter on a removed record brings it back, with a reason`() async throws {
    let app = try await home.app(for: manager)
    await app.openList("calendar_events")
    await app.perform("list.removed")
    #expect(app.report?.lines.count == 1)
    #expect(app.report?.lines.first?.text.text.contains("Written twice.") == true)
    await app.press("enter")
    for key in "Still on" { await app.press(key == " " ? "space" : String(key)) }
    await app.press("ctrl-s")
    #expect(app.report?.lines.isEmpty == true, "\(app.message?.text.text ?? "")")
    #expect(try await home.registrar.count("calendar_events", where: [], for: manager) == 1)
  }
}
