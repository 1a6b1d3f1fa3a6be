import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// A controlled dose that was given alone is marked, and its report is sent, whichever way it is entered.
@MainActor
@Suite(.homes) struct DoseWaysTests {
  private let place: MedicineHouse
  private let home: Home

  init() async throws {
    place = try await MedicineHouse()
    home = place.home
  }

  private func type(_ text: String, _ app: AppModel) async {
    for key in text { await app.press(key == " " ? "space" : String(key)) }
    await app.press("enter")
  }

  private func dose() async throws -> Record {
    let events = try await home.registrar.records(Query("medication_events"), for: place.manager)
    return try #require(events.first { $0[.kind] == "dose" })
  }

  private func reports() async throws -> [String] {
    try await home.registrar.records(Query("incidents"), for: place.manager)
      .filter { $0[.state] == "submitted" }.compactMap { $0[.narrative] }
  }

  @Test func `in the round, against another guard too`() async throws {
    let app = try await home.app(for: place.night)
    await app.press("g", "v")
    await app.top?.model.settle()
    let round = try #require(app.medicines)
    await app.press("tab", "home")
    for _ in 0..<20 where round.medicine?.name != "Morphine" { await app.press("down") }
    await app.press("b")
    await type("handed out before looking", app)
    await type("nobody else", app)
    let event = try await dose()
    #expect(event[.against] == "early")
    #expect(event[.isSingleSignature] == true)
    #expect(try await reports().map { $0.contains("before its time, and without a second person") } == [true])
    let words = "against too early; one person signed; no second; its incident"
    #expect(app.message?.text.text.contains(words) == true)
  }

  @Test func `who says that nobody stands beside has answered nothing else that warns`() async throws {
    var course = Record(home.registrar.catalogue.type("training_courses"))
    course[.code] = "MED-1"
    course[.name] = "Safe handling of medicines"
    course[.kind] = "role_specific"
    course[.topic] = "medication"
    course[.isActive] = true
    try await home.save(course)
    let app = try await home.app(for: place.night)
    await app.press("g", "v")
    await app.top?.model.settle()
    let round = try #require(app.medicines)
    await app.press("home")
    for _ in 0..<20 where round.medicine?.name != "Morphine" { await app.press("down") }
    await app.press("t")
    await type("nobody else", app)
    await type("nobody came", app)
    let asked = "Who gives it has no current competence in medicines."
    #expect(round.status.text.hasPrefix(asked) && round.status.text.contains("Who says to go on?"))
    await type("b osei on call", app)
    let event = try await dose()
    #expect(event[.against] == "alone")
    #expect(event[.note] == "Authorised by b osei on call. nobody came")
    #expect(try await reports().count == 1)
  }

  @Test func `in a form`() async throws {
    let app = try await home.app(for: place.night)
    let morphine = try #require(place.medicines["Morphine"])
    var record = Record(home.registrar.catalogue.type("medication_events"))
    record[.medicationID] = morphine.id
    record[.residentID] = morphine[.residentID]
    record[.kind] = "dose"
    record[.status] = "given"
    record[.happenedAt] = home.time.now
    record[.dueAt] = home.time.now.adding(minutes: -12)
    record[.quantity] = "1"
    record[.givenBy] = place.night.membership
    app.push(.form(FormModel(app, record) { _ in }))
    await app.press("ctrl-s")
    #expect(app.form?.form.focused?.warning == "A controlled drug needs a second person.")
    await app.press("ctrl-s")
    #expect(app.form == nil, "\(app.message?.text.text ?? "")")
    let event = try await dose()
    #expect(event[.against] == "alone")
    #expect(event[.isSingleSignature] == true)
    #expect(try await reports().map { $0.contains("without a second person") } == [true])
  }

  @Test func `by the deed of its medicine`() async throws {
    let morphine = try #require(place.medicines["Morphine"])
    try await home.perform(
      "medication.record-dose", on: morphine,
      [
        "status": .text("given"), "happened_at": .instant(home.time.now), "quantity": .text("1"),
        "due_at": .instant(home.time.now.adding(minutes: -12)),
      ], as: place.night)
    #expect(try await dose()[.against] == "alone")
    #expect(try await reports().count == 1)
  }

  @Test func `with nobody at a screen to say how much, it leaves the register by its plan`() async throws {
    let morphine = try #require(place.medicines["Morphine"])
    try await home.perform(
      "medication.record-dose", on: morphine,
      ["status": .text("given"), "happened_at": .instant(home.time.now)], as: place.night)
    let lines = try await home.registrar.records(
      Query("controlled_drug_balances").where(.kind, is: "given"), for: place.manager)
    #expect(lines.map { $0[.quantityOut] } == [1_000])
    #expect(try await dose()[.quantity] == "1")
  }
}
