import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// What is answered to a form is kept with the form as it was asked, and checked like any field.
@Suite(.homes) struct AnswersTests {
  private let home: Home
  private let worker: Session
  private let resident: Record

  private static let questions =
    """
    [{"name":"sleep","label":"Hours of sleep","kind":"integer","minimum":0,"maximum":24,"required":true},
     {"name":"tired","label":"Tired by day?","kind":"flag","required":true},
     {"name":"since","label":"Since when?","kind":"day","required":true,
      "shown_when":[{"question":"tired","is":["yes"]}]}]
    """

  init() async throws {
    home = try await Home.fixture()
    worker = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
    resident = try await home.resident("Ada", "Near", in: home.maple)
  }

  private func form(_ questions: String = questions, purpose: String = "assessment") async throws -> Record {
    var form = Record(.formTemplates)
    form[.code] = "sleep"
    form[.name] = "Sleep"
    form[.purposeCode] = purpose
    form[.fields] = questions
    form[.scoring] = questions == Self.questions ? "{\"total\": [\"sleep\"]}" : nil
    return try await perform("form-template.publish", on: try await home.save(form))
  }

  private func assessment(of form: Record) -> Record {
    var assessment = Record(.assessments)
    assessment[.residentID] = resident.id
    assessment[.kind] = "support_needs"
    assessment[.formTemplateID] = form.id
    assessment[.formVersion] = 1
    return assessment
  }

  @discardableResult
  private func perform(_ action: String, on record: Record, as session: Session? = nil) async throws -> Record
  {
    let receipt = try await home.registrar.perform(
      try #require(record.type.action(action)), on: record, answers: [:], command: home.time.newID(),
      for: session ?? home.administrator)
    return receipt.records.first { $0.id == record.id } ?? record
  }

  private func refusals(_ record: Record) async -> [String] {
    do {
      try await home.save(record, as: worker)
      return []
    } catch RegistrarError.refused(let violations) {
      return violations.map { "\($0.field ?? ""): \($0.words)" }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `answers are kept with the form, its version and what was asked`() async throws {
    let form = try await form()
    var filled = try await home.registrar.unfolded(assessment(of: form), for: worker)
    filled["answers.sleep"] = .integer(5)
    filled["answers.tired"] = .flag(true)
    let saved = try await home.save(filled, as: worker)
    let kept = try #require(saved[.answers].flatMap { Answers($0) })
    #expect(kept.form == form.id)
    #expect(kept.version == 1)
    #expect(kept.asked?.questions.map(\.label) == ["Hours of sleep", "Tired by day?", "Since when?"])
  }

  @Test func `a later version of the form changes nothing in what was answered`() async throws {
    let first = try await form()
    var filled = try await home.registrar.unfolded(assessment(of: first), for: worker)
    filled["answers.sleep"] = .integer(5)
    let saved = try await home.save(filled, as: worker)
    try await perform("form-template.new-version", on: first)
    var second = try #require(
      try await home.registrar.records(Query("form_templates").where(.state, is: "draft"), for: worker).first)
    var question = try #require(
      try await home.registrar.records(
        Query("form_questions").where(.formTemplateID, is: second.id ?? .zero).ordered(by: .position),
        for: worker
      ).first)
    question[.questionText] = "Nights without sleep"
    try await home.save(question)
    second = try await perform("form-template.publish", on: second)
    #expect(second[.fields]?.contains("Nights without sleep") == true)
    #expect(second[.versionNumber] == 2)
    let seen = try await home.registrar.unfolded(saved, for: worker)
    #expect(seen.type.field("answers.sleep")?.label == "Hours of sleep")
    #expect(seen["answers.sleep"] == .integer(5))
  }

  @Test func `a published form is not edited`() async throws {
    var form = try await form()
    form[.fields] = "[{\"name\":\"a\",\"label\":\"A\",\"kind\":\"flag\"}]"
    await #expect(throws: RegistrarError.self) { try await home.save(form) }
  }

  @Test func `a form that is still a draft is not asked`() async throws {
    var form = Record(.formTemplates)
    form[.code] = "soon"
    form[.name] = "Soon"
    form[.purposeCode] = "assessment"
    form[.fields] = Self.questions
    form = try await home.save(form)
    #expect(
      await refusals(assessment(of: form)) == [
        "form_template_id: This form is still a draft. Publish it first."
      ])
  }

  @Test func `a draft may lack what must be answered before it is completed`() async throws {
    let form = try await form()
    var filled = try await home.registrar.unfolded(assessment(of: form), for: worker)
    filled["answers.tired"] = .flag(true)
    var saved = try await home.save(filled, as: worker)
    let complete = try #require(saved.type.action("assessment.complete"))
    let reason = try await home.registrar.availability(of: complete, on: saved, for: worker)
    #expect(reason == .no("2 questions have no answer: “Hours of sleep”, “Since when?”."))
    filled = try await home.registrar.unfolded(saved, for: worker)
    filled["answers.sleep"] = .integer(5)
    filled["answers.tired"] = .flag(false)
    saved = try await perform("assessment.complete", on: try await home.save(filled, as: worker), as: worker)
    #expect(saved[.state] == "completed")
    #expect(saved[.score] == 5)
  }

  /// What each kind refuses.
  @Test(arguments: [
    (
      "\"kind\":\"text\"", Value.text(String(repeating: "a", count: 201)),
      "Mood is longer than 200 characters."
    ),
    ("\"kind\":\"note\"", .integer(3), "Mood is not in the expected form."),
    (
      "\"kind\":\"integer\",\"maximum\":5", .integer(6), "Mood must be a whole number between 0 and 5."
    ),
    ("\"kind\":\"money\"", .text("much"), "Mood must be an amount such as 125.50."),
    ("\"kind\":\"day\"", .text("soon"), "Mood is not a date. Write 5 Mar 2026 or 2026-03-05."),
    ("\"kind\":\"instant\"", .text("soon"), "Mood is not a date and time. Write 5 Mar 2026 21:40."),
    ("\"kind\":\"time\"", .text("late"), "Mood is not a time. Write 21:40."),
    ("\"kind\":\"flag\"", .text("perhaps"), "Answer yes or no for mood."),
    ("\"kind\":\"choice\",\"choices\":[\"a\"]", .text("b"), "Choose one of the listed values for mood."),
    ("\"kind\":\"list\",\"choices\":[\"a\"]", .list(["b"]), "Mood has a value that is not in the list."),
    ("\"kind\":\"check\"", .text("good"), "Choose one of the listed values for mood."),
    (
      "\"kind\":\"reference\",\"of\":\"residents\"", .reference(RecordID(high: 1, low: 1)),
      "That resident is not in this home, or has been removed."
    ),
  ])
  func `an answer of every kind is checked`(kind: String, answer: Value, refusal: String) async throws {
    let form = try await form("[{\"name\":\"q\",\"label\":\"Mood\",\(kind)}]")
    var filled = try await home.registrar.unfolded(assessment(of: form), for: worker)
    filled["answers.q"] = answer
    #expect(await refusals(filled) == ["answers.q: \(refusal)"])
  }

  @Test func `an answer to no question is refused`() async throws {
    var record = assessment(of: try await form())
    record[.answers] = "{\"slep\": 5}"
    #expect(await refusals(record) == ["answers: slep is not a question of this form."])
  }

  @Test func `the history names the questions whose answers changed`() async throws {
    var filled = try await home.registrar.unfolded(assessment(of: try await form()), for: worker)
    filled["answers.sleep"] = .integer(5)
    filled["answers.tired"] = .flag(true)
    filled = try await home.registrar.unfolded(try await home.save(filled, as: worker), for: worker)
    filled["answers.sleep"] = .integer(7)
    let saved = try await home.save(filled, as: worker)
    let manager = try await home.session(.manager)
    let lines = try await home.registrar.history(of: saved, for: manager)
    #expect(
      lines.first?.changes.map { "\($0.field): \($0.before) → \($0.after)" } == ["Hours of sleep: 5 → 7"])
  }

  @Test func `a survey asks the form that it names`() async throws {
    let form = try await form(purpose: "survey")
    var survey = Record(.surveys)
    survey[.title] = "Nights"
    survey[.audiences] = ["resident"]
    survey[.formTemplateID] = form.id
    survey[.opensOn] = Day("2026-11-01")
    survey[.closesOn] = Day("2026-12-30")
    survey = try await perform("survey.open", on: try await home.save(survey))
    var response = Record(.surveyResponses)
    response[.surveyID] = survey.id
    response[.respondentKind] = "resident"
    response = try await home.registrar.unfolded(response, for: home.administrator)
    response["answers.tired"] = .flag(false)
    let saved = try await home.save(response)
    let submit = try #require(saved.type.action("survey-response.submit"))
    #expect(
      try await home.registrar.availability(of: submit, on: saved, for: home.administrator)
        == .no("One question has no answer: “Hours of sleep”."))
  }
}
