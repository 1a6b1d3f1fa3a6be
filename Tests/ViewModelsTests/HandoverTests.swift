import House
import Records
import Storage
import TestHomes
import Testing
import ViewModels

/// What one shift tells the next, filled by the program and signed by two people.
@MainActor
@Suite struct HandoverTests {
  private let place: Night
  private let home: Home
  private let night: Session

  init() async throws {
    place = try await Night()
    home = place.home
    night = place.worker
    var shift = Record(.shifts)
    shift[.houseID] = home.maple
    shift[.kind] = "waking_night"
    shift[.startsAt] = place.moment("22:00")
    shift[.endsAt] = place.moment("07:00")
    try await home.save(shift, as: night)
    home.time.pass(milliseconds: place.moment("02:10").milliseconds - home.time.now.milliseconds)
  }

  private func opened(by session: Session) async throws -> AppModel {
    let app = try await home.app(for: session)
    await app.press("g", "h")
    return app
  }

  private func shown(_ app: AppModel) throws -> String {
    try #require(app.report).lines.map(\.text.text).joined(separator: "\n")
  }

  private func handovers() async throws -> [Record] {
    try await home.registrar.records(Query("handovers"), for: home.administrator)
  }

  private let told: [String: Value] = [
    "headline": .text("Quiet."), "controlled_drugs_ok": .text("not_held"),
    "cash_amount": .money(Money(minorUnits: 1_000)), "keys_ok": .flag(true), "phone_ok": .flag(true),
  ]

  @Test func `it fills itself with who is missing, what was not made and what happened`() async throws {
    let app = try await opened(by: night)
    #expect(try shown(app).contains("22:00 MISSED"))
    #expect(try shown(app).contains("Nothing is written yet."))
    await app.press("g", "r", "M", "h", "g", "h")
    let text = try shown(app)
    #expect(text.contains("missing since 02:10, next: tell the police"))
    #expect(text.contains("MISSING"))
    #expect(text.contains("02:10 Missing"))
  }

  @Test func `the first line of a shift begins its handover, by whoever is on`() async throws {
    let app = try await opened(by: night)
    await app.press("a")
    #expect(app.form?.type.id == "handover_items")
    #expect(try await handovers().map { $0[.state] } == ["draft"])
    await app.press("esc", "a")
    #expect(try await handovers().count == 1)
  }

  @Test func `it is signed out by one and in by another, and says who read it and when`() async throws {
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("a", "esc")
    let begun = try #require(try await handovers().first)
    try await home.perform("handover.hand-over", on: begun, told, as: signer)
    await app.press("f5")
    #expect(try shown(app).contains("Handed over by B. Vale 02:10, waits to be accepted."))
    let other = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    let theirs = try await opened(by: other)
    await theirs.press("r")
    #expect(try shown(theirs).contains("Read by T. Hale 02:10."))
    try await home.perform("handover.accept", on: try #require(try await handovers().first), as: other)
    await theirs.press("f5")
    #expect(try shown(theirs).contains("accepted by T. Hale 02:10."))
    #expect(try await handovers().first?[.outgoingBy] == signer.membership)
  }

  @Test func `a handover is written to a file with the right to write it alone`() async throws {
    let app = try await opened(by: night)
    await app.press("p")
    #expect(app.message?.text.text.hasPrefix("Written to handover-") == true)
  }
}
