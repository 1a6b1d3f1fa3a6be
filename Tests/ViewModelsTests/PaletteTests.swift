import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// The palette finds what is called so and what people say, whatever was opened before and however late it is.
@MainActor
@Suite(.homes) struct PaletteTests {
  private struct Missing: Error {}

  /// What the palette offers for what is typed, once every name is read.
  private func palette(_ text: String, _ app: AppModel) async throws -> PaletteModel {
    await app.press(":")
    await app.type(text)
    guard case .palette(let palette) = app.top else { throw Missing() }
    while palette.deadline != nil { await palette.due(at: HomeTime.start) }
    return palette
  }

  private func named(_ text: String, _ app: AppModel) async throws -> [String] {
    let found = try await palette(text, app).results.filter { $0.group == .records }.map(\.title.text)
    await app.press("esc")
    return found
  }

  @Test func `a medicine is found by its name from Today, before any list was opened`() async throws {
    let place = try await MedicineHouse()
    let app = try await place.home.app(for: place.leader)
    #expect(try await named("metformin", app).contains { $0.contains("Metformin") })
    let finance = try await place.home.session(.finance)
    let other = try await place.home.app(for: finance)
    #expect(try await named("metformin", other).isEmpty)
  }

  @Test func `that nothing is called so is said once every name is read`() async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: try await home.session(.leader, houses: [home.maple]))
    let found = try await palette("zebra", app)
    #expect(found.deadline == nil)
    #expect(found.status.text.hasPrefix("Nothing of that name."))
  }

  @Test func `people are found after midnight as before it`() async throws {
    let home = try await Home.fixture()
    _ = try await home.resident("Tess", "Whitley", in: home.maple)
    home.time.pass(minutes: 13 * 60 + 30)
    let leader = try await home.session(.leader, houses: [home.maple])
    let app = try await home.app(for: leader)
    #expect(try await named("whit", app) == ["Whitley, Tess"])
    home.time.pass(minutes: 60)
    #expect(try await named("whit", app) == ["Whitley, Tess"])
    #expect(try await named("@whit", app) == ["Whitley, Tess"])
  }

  @Test func `who is to be chosen is found by name first thing after midnight`() async throws {
    let home = try await Home.fixture()
    _ = try await home.resident("Tess", "Whitley", in: home.maple)
    home.time.pass(minutes: 13 * 60 + 30)
    let leader = try await home.session(.leader, houses: [home.maple])
    for _ in 1...2 {
      let found = try await home.registrar.find("whit", in: ["residents"], limit: 5, for: leader)
      #expect(found.map(\.title) == ["Whitley, Tess"])
      home.time.pass(minutes: 60)
    }
  }

  @Test func `people are found after a lock as before it`() async throws {
    let home = try await StaffedHome()
    let app = try home.app()
    await app.signIn("ada")
    var resident = Record(.residents)
    resident[.givenName] = "Tess"
    resident[.familyName] = "Whitley"
    resident[.bornOn] = Day("1999-03-04")
    _ = try await home.registrar.save(
      [resident], command: home.time.newID(), warningsAccepted: true, for: try #require(app.session))
    let before = try await named("whit", app)
    #expect(before.count == 1)
    await app.press("f9")
    #expect(app.isLocked)
    await app.type(StaffedHome.password)
    await app.press("enter")
    #expect(!app.isLocked)
    #expect(try await named("whit", app) == before)
  }

  @Test(arguments: [
    ("reconcile medicines", "Reconcile medicines, resident…"),
    ("paused", "Go to the medicines that are paused"), ("back from hospital", "Go to who is in hospital"),
    ("came back from hospital", "Go to who is in hospital"), ("witness", "Go to Approvals"),
    ("approve expense", "Go to Approvals"), ("bell", "Go to your notices"), ("sign", "Go to Approvals"),
    ("second signature", "Go to Approvals"),
    ("who is on call", "On-call numbers"), ("on call", "On-call numbers"), ("keys", "Help and all keys"),
    ("print fire roll", "Fire roll"), ("fire roll", "Fire roll"),
    ("sign out", "Sign out"),
  ])
  func `what people say leads from Today to what they mean`(typed: String, first: String) async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: try await home.session(.leader, houses: [home.maple]))
    let results = try await palette(typed, app).results
    #expect(results.first?.title.text == first, "\(results.map(\.title.text))")
    #expect(results.first?.group != .unavailable)
  }

  @Test func `what only an act can make is not offered as new`() async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: try await home.session(.leader, houses: [home.maple]))
    for typed in ["second signature", "new approval"] {
      let titles = try await palette(typed, app).results.map(\.title.text)
      #expect(!titles.contains { $0.hasPrefix("New approval") }, "\(titles)")
      await app.press("esc")
    }
  }

  @Test func `a person called like another name of a command comes before it`() async throws {
    let home = try await Home.fixture()
    _ = try await home.resident("Tess", "Bell", in: home.maple)
    let app = try await home.app(for: try await home.session(.leader, houses: [home.maple]))
    let titles = try await palette("bell", app).results.map(\.title.text)
    #expect(titles.first == "Bell, Tess" && titles.contains("Go to your notices"), "\(titles)")
  }

  @Test func `what is done with somebody leads to the list where they are chosen, and says what to press`()
    async throws
  {
    let home = try await Home.fixture()
    let app = try await home.app(for: try await home.session(.leader, houses: [home.maple]))
    try await palette("reconcile medicines", app).choose()
    #expect(app.list?.type.id == "residents")
    #expect(app.message?.text.text == "Choose the resident, then press . for “Reconcile medicines”.")
    let auditor = try await home.app(for: try await home.session(.auditor))
    let titles = try await palette("reconcile medicines", auditor).results.map(\.title.text)
    #expect(!titles.contains { $0.hasPrefix("Reconcile medicines") }, "\(titles)")
  }

  @Test func `the fire roll opens from the palette of any screen`() async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: try await home.session(.leader, houses: [home.maple]))
    await app.press("g", "i")
    try await palette("print fire roll", app).choose()
    #expect(app.report?.crumb.text.contains("Fire roll") == true, "\(app.top?.model.crumb.text ?? "")")
  }
}
