import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// Who writes a form adds its questions in place and looks at it before anybody is asked.
@MainActor
@Suite(.homes) struct FormTrialTests {
  private let home: Home
  private let manager: Session

  init() async throws {
    home = try await Home.fixture()
    manager = try await home.session(.manager, named: "Mo Manager", houses: [home.maple])
  }

  private func form() async throws -> Record {
    var form = Record(.formTemplates)
    form[.name] = "Sleep"
    form[.purposeCode] = "assessment"
    return try await home.save(form, as: manager)
  }

  private func add(
    _ text: String, _ kind: String, to form: Record, after earlier: Record? = nil
  ) async throws
    -> Record
  {
    var question = Record(.formQuestions)
    question[.formTemplateID] = form.id
    question[.questionText] = text
    question[.answerKind] = kind
    question[.isAnswerRequired] = true
    question[.dependsOnID] = earlier?.id
    return try await home.save(question, as: manager)
  }

  @Test func `a question is added in the form itself and offers only earlier ones of the same form`()
    async throws
  {
    let (form, other) = (try await form(), try await form())
    _ = try await add("Elsewhere", "text", to: other)
    _ = try await add("Hours of sleep", "integer", to: form)
    let app = try await home.app(for: manager)
    await app.open("form_templates", try #require(form.id))
    let detail = try #require(app.detail)
    #expect(detail.parts.map(\.type.id) == ["form_questions"])
    for _ in detail.places where detail.part == nil { await app.press("down") }
    await app.press("a")
    let model = try #require(app.form)
    #expect(model.form.record[.formTemplateID] == form.id)
    model.go(to: try #require(model.form.entries.firstIndex { $0.field.name == "depends_on_id" }))
    await app.press("f4")
    guard case .suggestions(let offered, _) = model.form.popup else {
      Issue.record("Nothing is offered.")
      return
    }
    #expect(offered.map(\.title) == ["Hours of sleep"])
  }

  @Test func `looking at a form asks it whole and keeps nothing`() async throws {
    let form = try await form()
    let first = try await add("Tired by day?", "flag", to: form)
    _ = try await add("Since when?", "day", to: form, after: first)
    let app = try await home.app(for: manager)
    await app.open("form_templates", try #require(form.id))
    await app.press("o")
    let model = try #require(app.form)
    #expect(model.form.shown.map { model.form.entries[$0].field.label } == ["Tired by day?"])
    await app.press("y", "tab")
    #expect(model.form.focused?.field.label == "Since when?")
    await app.press("ctrl-s")
    #expect(app.message?.text.text == "1 that must be answered has no answer. Nothing of this is kept.")
    await app.press("ctrl-d")
    #expect(try await home.registrar.drafts(for: manager).isEmpty)
    await app.press("esc")
    #expect(app.detail != nil)
  }

  @Test func `only a form can be looked at`() async throws {
    let app = try await home.app(for: manager)
    await app.open("houses", home.maple)
    await app.press("o")
    #expect(app.form == nil)
  }
}
