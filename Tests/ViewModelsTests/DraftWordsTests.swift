import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What is saved unfinished is called a draft, with what it lacks.
@MainActor
@Suite(.homes) struct DraftWordsTests {
  private let home: Home

  init() async throws { home = try await Home.fixture() }

  @Test func `who sends a report is told of a person in it who was begun and not saved`() async throws {
    let night = try await home.session(.night, houses: [home.maple])
    let made = try await home.fall(by: night)
    let app = try await home.app(for: night)
    await app.open("incidents", try #require(made.id))
    await app.press("s")
    #expect(app.ask?.warnings.contains { $0.hasPrefix("Not saved yet") } == false)
    await app.press("esc")
    let people = home.registrar.catalogue.type("incident_people")
    var person = Record(people)
    person["incident_id"] = made.id?.value ?? .empty
    await app.add(person)
    let form = try #require(app.form?.form)
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "role" }))
    await app.handle([.paste("wit")])
    await app.press("esc")
    if app.form != nil { await app.press("esc") }
    await app.press("s")
    let warnings = try #require(app.ask?.warnings)
    #expect(warnings.contains { $0.hasPrefix("Not saved yet: \(people.singular)") }, "\(warnings)")
  }

  @Test func `an unfinished report is saved as a draft that says what is missing, and is finished later`()
    async throws
  {
    let night = try await home.session(.night, houses: [home.maple])
    let app = try await home.app(for: night)
    await app.press("4", "a")
    let form = try #require(app.form)
    await app.press("ctrl-s")
    #expect(app.form != nil)
    #expect(form.form.problemCount == 1)
    form.form.set(.text("fall"), of: "kind")
    await app.press("ctrl-s")
    let said = try #require(app.message?.text.text)
    #expect(
      said.hasPrefix(
        "Saved as INC-2026-0001, a draft, not sent. Still empty: Severity, What happened, What was done at once."
      ))
    await app.press("e")
    let again = try #require(app.form)
    again.form.set(.integer(2), of: "severity")
    again.form.set(.text("A stumble."), of: "narrative")
    again.form.set(.text("Helped up."), of: "immediate_action")
    again.form.set(.text("stairs"), of: "place_kind")
    await app.press("ctrl-s")
    #expect(app.message?.text.text.contains("a draft, not sent yet: ") == true)
  }

  @Test func `who sends an unfinished report is brought to the first thing that it lacks`() async throws {
    let night = try await home.session(.night, houses: [home.maple])
    let app = try await home.app(for: night)
    await app.press("4", "a")
    try #require(app.form).form.set(.text("fall"), of: "kind")
    await app.press("ctrl-s", "s")
    let form = try #require(app.form)
    #expect(form.form.focused?.field.name == "severity")
    #expect(form.form.focused?.problem == "Enter “Severity”.")
    #expect(form.form.problemCount == 3)
    #expect(app.message?.text.text.hasPrefix("Still empty: Severity, What happened") == true)
    form.form.set(.integer(2), of: "severity")
    form.form.set(.text("A stumble."), of: "narrative")
    form.form.set(.text("Helped up."), of: "immediate_action")
    await app.press("ctrl-s", "s")
    #expect(app.form == nil && app.ask?.action.id == "incident.submit", "\(app.message?.text.text ?? "")")
  }

  @Test func `what others decide on is said to wait for them, and who can, and never to be unsent`()
    async throws
  {
    let finance = try await home.session(.finance)
    let app = try await home.app(for: finance)
    var expense = Record(home.registrar.catalogue.type("expenses"))
    expense["category"] = .text("food")
    await app.add(expense)
    app.form?.form.set(.money(Money(minorUnits: 4000)), of: "amount")
    await app.press("ctrl-s")
    let lacking = try #require(app.message?.text.text)
    #expect(lacking.contains(", a draft. Still empty: ") && !lacking.contains("not sent"), "\(lacking)")
    var centre = Record(home.registrar.catalogue.type("cost_centers"))
    centre["code"] = .text("TH")
    centre["name"] = .text("Tallow House")
    let made = try await home.save(centre, as: finance)
    expense["cost_center_id"] = try #require(made.id).value
    expense["amount"] = .money(Money(minorUnits: 4000))
    expense["spent_on"] = .day(app.wall.day)
    await app.add(expense)
    app.form?.form.set(.text("Plain Grocer"), of: "supplier")
    await app.press("ctrl-s")
    let waiting = try #require(app.message?.text.text)
    #expect(waiting.contains("It waits for approval. ") && waiting.contains(" can."), "\(waiting)")
    #expect(!waiting.contains("not sent") && !waiting.contains("draft"), "\(waiting)")
  }

  @Test func `what nobody is asked about is not said to wait, but to be a draft that others approve`()
    async throws
  {
    let finance = try await home.session(.finance)
    let app = try await home.app(for: finance)
    var centre = Record(home.registrar.catalogue.type("cost_centers"))
    centre["code"] = .text("TH")
    centre["name"] = .text("Tallow House")
    let made = try await home.save(centre, as: finance)
    var budget = Record(home.registrar.catalogue.type("budgets"))
    budget["cost_center_id"] = try #require(made.id).value
    budget["category"] = .text("food")
    budget["starts_on"] = .day(app.wall.day)
    budget["ends_on"] = .day(app.wall.day)
    await app.add(budget)
    app.form?.form.set(.money(Money(minorUnits: 40_000)), of: "amount")
    await app.press("ctrl-s")
    let said = try #require(app.message?.text.text)
    #expect(said.hasPrefix("Saved as a draft. ") && said.contains("approve"), "\(said)")
    #expect(!said.contains("waits") && !said.contains("not sent"), "\(said)")
    #expect(try await home.registrar.records(Query("approvals"), for: home.administrator).isEmpty)
  }

  @Test func `keeping an empty form keeps nothing`() async throws {
    let app = try await home.app(for: try await home.session(.leader, houses: [home.maple]))
    await app.press("4", "a", "ctrl-d")
    #expect(app.message?.text.text == "Nothing is written yet, so there is no draft to keep.")
    await app.press("f", "a", "ctrl-d")
    #expect(
      app.message?.text.text.hasPrefix("Kept as your draft, not saved for others. Still empty: ") == true)
  }
}
