import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// A form asks the questions of the form it names, on the same screen as its own fields, and the record shows them.
@MainActor
@Suite(.homes) struct FormQuestionTests {
  private let home: Home
  private let leader: Session
  private let ada: Record

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
    ada = try await home.resident("Ada", "Near", in: home.maple)
  }

  private static let sleep =
    """
    [{"name":"hours","label":"Hours of sleep","kind":"integer","section":"Nights","required":true},
     {"name":"tired","label":"Tired by day?","kind":"flag","section":"Days"},
     {"name":"since","label":"Since when?","kind":"day","shown_when":[{"question":"tired","is":["yes"]}]},
     {"name":"helps","label":"What helps?","kind":"list","choices":["Tea","A walk"]}]
    """

  private func form(_ code: String, _ questions: String) async throws -> Record {
    var form = Record(.formTemplates)
    form[.code] = code
    form[.name] = code
    form[.purposeCode] = "assessment"
    form[.fields] = questions
    form = try await home.save(form)
    try await home.perform("form-template.publish", on: form, as: home.administrator)
    return form
  }

  private func begin(_ form: Record?) async throws -> (AppModel, FormModel) {
    let app = try await home.app(for: leader)
    var assessment = Record(.assessments)
    assessment[.residentID] = ada.id
    assessment[.kind] = "support_needs"
    if let form {
      assessment[.formTemplateID] = form.id
      assessment[.formVersion] = 1
    }
    await app.openForm(assessment)
    return (app, try #require(app.form))
  }

  private func labels(_ model: FormModel) -> [String] {
    model.form.shown.map { model.form.entries[$0].field }.filter { $0.question != nil }.map(\.label)
  }

  private func go(to name: String, _ model: FormModel) throws {
    model.go(to: try #require(model.form.entries.firstIndex { $0.field.name == name }))
  }

  @Test func `the questions are asked on pages of their own`() async throws {
    let (_, model) = try await begin(try await form("Sleep", Self.sleep))
    #expect(model.pages.map(\.title) == ["Assessment", "Nights", "Days", "Result"])
    #expect(labels(model) == ["Hours of sleep", "Tired by day?", "What helps?"])
  }

  @Test func `a question is asked once the one before it is answered so`() async throws {
    let (app, model) = try await begin(try await form("Sleep", Self.sleep))
    try go(to: "answers.tired", model)
    await app.press("y", "tab")
    #expect(model.form.focused?.field.label == "Since when?")
    try go(to: "answers.tired", model)
    await app.press("n", "tab")
    #expect(model.form.focused?.field.label == "What helps?")
  }

  @Test func `another form asks its own questions and keeps what both ask`() async throws {
    let sleep = try await form("Sleep", Self.sleep)
    let naps = try await form(
      "Naps",
      "[{\"name\":\"hours\",\"label\":\"Hours of rest\",\"kind\":\"integer\"},{\"name\":\"where\",\"label\":\"Where?\",\"kind\":\"text\"}]"
    )
    let (app, model) = try await begin(sleep)
    try go(to: "answers.hours", model)
    await app.press("6", "tab")
    model.form.set(.reference(try #require(naps.id)), of: "form_template_id", title: "Naps")
    await app.press("tab")
    #expect(labels(model) == ["Hours of rest", "Where?"])
    #expect(model.form.record["answers.hours"] == .integer(6))
  }

  @Test func `several of a list are chosen one after the other`() async throws {
    let (app, model) = try await begin(try await form("Sleep", Self.sleep))
    try go(to: "answers.helps", model)
    await app.press("f4", "enter", "down", "enter")
    #expect(model.form.record["answers.helps"] == .list(["Tea", "A walk"]))
    await app.press("enter")
    #expect(model.form.record["answers.helps"] == .list(["Tea"]))
    await app.press("esc", "tab")
    #expect(model.form.entries.first { $0.field.name == "answers.helps" }?.line.text == "Tea")
  }

  @Test func `a record shows the answers under the questions`() async throws {
    let (app, model) = try await begin(try await form("Sleep", Self.sleep))
    try go(to: "answers.hours", model)
    await app.press("6", "tab", "n", "ctrl-s")
    #expect(app.form == nil)
    let saved = try #require(
      try await home.registrar.records(Query("assessments"), for: leader).first?.id)
    await app.open("assessments", saved)
    let detail = try #require(app.detail)
    let shown = detail.fields.filter { $0.question != nil }
    #expect(shown.map(\.label) == ["Hours of sleep", "Tired by day?"])
    #expect(shown.map { detail.heading(of: $0) } == ["Nights", "Days"])
    #expect(shown.compactMap { detail.sheet?[$0.name] } == [.integer(6), .flag(false)])
    for _ in detail.fields where detail.field?.label != "Hours of sleep" { await app.press("down") }
    #expect(detail.status.text.hasPrefix("Filled in by Lee Lead (team leader), "))
    let titles = detail.sections.map(\.title.text)
    #expect(titles.contains("Filled in by"))
    #expect(detail.contributions.map(\.label).sorted() == ["Hours of sleep", "Tired by day?"])
  }

  @Test func `what is wrong stands at its question`() async throws {
    let (app, model) = try await begin(
      try await form("Sleep", "[{\"name\":\"h\",\"label\":\"Hours\",\"kind\":\"integer\",\"maximum\":24}]"))
    try go(to: "answers.h", model)
    await app.press("9", "9", "ctrl-s")
    let entry = model.form.entries.first { $0.field.name == "answers.h" }
    #expect(entry?.problem != nil)
    #expect(app.form != nil)
  }

  @Test func `a draft keeps the answers and asks them again`() async throws {
    let sleep = try await form("Sleep", Self.sleep)
    let (app, model) = try await begin(nil)
    model.form.set(.reference(try #require(sleep.id)), of: "form_template_id", title: "Sleep")
    try go(to: "form_template_id", model)
    await app.press("tab")
    try go(to: "answers.hours", model)
    await app.press("6", "tab")
    await model.keep()
    let draft = try #require(try await home.registrar.drafts(for: leader).first)
    #expect(draft.content["answers.hours"] == "6")
    let again = FormModel(app, Record(.assessments)) { _ in }
    await again.begin()
    guard case .offering(let question) = again.state else {
      Issue.record("The draft is not offered.")
      return
    }
    await again.carryOn(question.draft)
    #expect(again.form.record["answers.hours"] == .integer(6))
  }
}
