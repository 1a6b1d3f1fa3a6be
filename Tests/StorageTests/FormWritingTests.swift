import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// A form is written question by question, published whole, and never edited after that.
@Suite(.homes) struct FormWritingTests {
  private let home: Home

  init() async throws { home = try await Home.fixture() }

  private func form(
    _ name: String = "Sleep", _ fill: (inout Record) -> Void = { _ in }
  ) async throws -> Record {
    var form = Record(.formTemplates)
    form[.name] = name
    form[.purposeCode] = "assessment"
    fill(&form)
    return try await home.save(form)
  }

  @discardableResult
  private func add(
    _ text: String, _ kind: String, to form: Record, _ fill: (inout Record) -> Void = { _ in }
  ) async throws -> Record {
    var question = Record(.formQuestions)
    question[.formTemplateID] = form.id
    question[.questionText] = text
    question[.answerKind] = kind
    fill(&question)
    return try await home.save(question)
  }

  private func questions(of form: Record) async throws -> [Record] {
    try await home.registrar.records(
      Query("form_questions").where(.formTemplateID, is: form.id ?? .zero).ordered(by: .position),
      for: home.administrator)
  }

  private func published(_ form: Record) async throws -> FormOutline {
    let receipt = try await home.perform("form-template.publish", on: form)
    let whole = try #require(receipt.records.first { $0.id == form.id })
    return try FormOutline(try #require(whole[.fields]))
  }

  private func refusals(_ record: Record) async -> [String] {
    do {
      try await home.save(record)
      return []
    } catch RegistrarError.refused(let violations) {
      return violations.map(\.words)
    } catch {
      return ["\(error)"]
    }
  }

  /// The kind as it is chosen, what else it needs, and the kind of field that asks it.
  @Test(arguments: Question.Kind.allCases)
  func `a question of every kind is written and published`(kind: Question.Kind) async throws {
    let form = try await form()
    try await add("How is it?", kind.rawValue, to: form) {
      if $0.type.field("answer_choices")?.isShown($0) == true { $0[.answerChoices] = ["Good", "Bad"] }
      if kind == .reference { $0[.answerType] = "rooms" }
      if kind == .integer { $0[.largestAnswer] = 5 }
      $0[.isAnswerRequired] = true
      $0[.heading] = "Today"
    }
    let question = try #require(try await published(form).questions.first)
    #expect(question.kind == kind)
    #expect(question.name == "how_is_it")
    #expect(question.isRequired && question.section == "Today")
    #expect(question.choices.map(\.label) == ([.choice, .list].contains(kind) ? ["Good", "Bad"] : []))
    #expect(question.range == (kind == .integer ? 0...5 : 0...1_000_000))
  }

  @Test func `a form without a code is called by its name`() async throws {
    #expect(try await form("Sleep, and what helps")[.code] == "sleep_and_what_helps")
  }

  @Test func `questions stand one after the other, wherever a new one comes`() async throws {
    let form = try await form()
    try await add("One", "text", to: form)
    try await add("Three", "text", to: form)
    try await add("Two", "text", to: form) { $0[.position] = 2 }
    var first = try #require(try await questions(of: form).first)
    #expect(try await questions(of: form).map { $0[.questionText] } == ["One", "Two", "Three"])
    first[.position] = 3
    try await home.save(first)
    #expect(try await questions(of: form).map { $0[.questionText] } == ["Two", "Three", "One"])
    #expect(try await questions(of: form).map { $0[.position] } == [1, 2, 3])
  }

  @Test func `a question is asked when an earlier one was answered so, in the words on the screen`()
    async throws
  {
    let form = try await form()
    let tired = try await add("Tired by day?", "flag", to: form)
    try await add("Since when?", "day", to: form) {
      $0[.dependsOnID] = tired.id
      $0[.dependsOnAnswers] = ["Yes"]
    }
    let outline = try await published(form)
    #expect(outline.questions.last?.conditions.map(\.question) == ["tired_by_day"])
    #expect(outline.isShown(outline.questions[1], after: ["tired_by_day": "true"]))
    #expect(!outline.isShown(outline.questions[1], after: ["tired_by_day": "false"]))
  }

  @Test func `what cannot be asked so is refused`() async throws {
    let (form, other) = (try await form(), try await form("Other"))
    let first = try await add("Often?", "choice", to: form) { $0[.answerChoices] = ["Often", "Never"] }
    let second = try await add("Second", "text", to: form)
    let elsewhere = try await add("Elsewhere", "text", to: other)
    func changed(_ record: Record, _ fill: (inout Record) -> Void) async -> [String] {
      var record = record
      fill(&record)
      return await refusals(record)
    }
    #expect(await changed(second) { $0[.answerKind] = "list" } == ["Type what there is to choose from."])
    #expect(await changed(second) { $0[.answerKind] = "reference" } == ["Choose what is asked for."])
    #expect(
      await changed(second) {
        $0[.answerKind] = "integer"
        $0[.smallestAnswer] = 3
        $0[.largestAnswer] = 2
      } == ["The largest number is below the smallest."])
    #expect(
      await changed(first) { $0[.dependsOnID] = second.id } == [
        "That question comes later. Choose an earlier one."
      ])
    #expect(
      await changed(second) { $0[.dependsOnID] = elsewhere.id } == ["Choose another question of this form."])
    #expect(
      await changed(second) {
        $0[.dependsOnID] = first.id
        $0[.dependsOnAnswers] = ["Sometimes"]
      } == ["“Sometimes” is no answer to “Often?”."])
  }

  @Test func `a question that is not in use is not asked, and nothing may hang on it`() async throws {
    let form = try await form()
    var first = try await add("One", "flag", to: form)
    try await add("Two", "text", to: form) { $0[.dependsOnID] = first.id }
    first = try await home.registrar.record(try #require(first.id), of: first.type, for: home.administrator)
    first[.isActive] = false
    try await home.save(first)
    let publish = try #require(form.type.action("form-template.publish"))
    #expect(
      try await home.registrar.availability(of: publish, on: form, for: home.administrator)
        == .no("“Two” hangs on a question that is not in use."))
  }

  @Test func `a form without a question is not published`() async throws {
    let form = try await form()
    let publish = try #require(form.type.action("form-template.publish"))
    #expect(
      try await home.registrar.availability(of: publish, on: form, for: home.administrator)
        == .no("Add a question first."))
  }

  @Test func `a published form keeps its questions; the next version starts with them`() async throws {
    let form = try await form()
    var question = try await add("Hours of sleep", "integer", to: form) { $0[.isScored] = true }
    _ = try await published(form)
    question[.questionText] = "Minutes of sleep"
    let refusal = "This form is published. Make a new version of it and change that."
    #expect(await refusals(question) == [refusal])
    let receipt = try await home.perform("form-template.new-version", on: form)
    let next = try #require(receipt.records.first { $0.type.id == "form_templates" && $0.id != form.id })
    #expect(next[.versionNumber] == 2)
    var copied = try #require(try await questions(of: next).first)
    #expect(copied[.questionName] == "hours_of_sleep")
    #expect(copied[.isScored] == true)
    copied[.questionText] = "Minutes of sleep"
    try await home.save(copied)
    #expect(try await published(next).questions.map(\.label) == ["Minutes of sleep"])
    let first = try await home.registrar.record(
      try #require(form.id), of: form.type, for: home.administrator)
    #expect(first[.state] == "superseded")
    #expect(try FormOutline(first[.fields] ?? "").questions.map(\.label) == ["Hours of sleep"])
  }

  @Test func `questions that come as data can be changed one by one`() async throws {
    let form = try await form {
      $0[.fields] =
        "[{\"name\":\"a\",\"label\":\"A?\",\"kind\":\"flag\"},{\"name\":\"b\",\"label\":\"B?\",\"kind\":\"text\",\"shown_when\":[{\"question\":\"a\",\"is\":[\"yes\"]}]}]"
    }
    #expect(try await questions(of: form).map { $0[.questionText] } == ["A?", "B?"])
    var changed = form
    changed[.fields] = "[{\"name\":\"c\",\"label\":\"C?\",\"kind\":\"flag\"}]"
    #expect(await refusals(changed) == ["The questions of this form stand below it. Change them there."])
  }

  @Test func `a form that is written shows what it would ask`() async throws {
    let form = try await form()
    try await add("One?", "flag", to: form)
    let seen = try await home.registrar.record(try #require(form.id), of: form.type, for: home.administrator)
    guard case .json(let text) = seen["outline"] else {
      Issue.record("There is no outline.")
      return
    }
    #expect(try FormOutline(text).questions.map(\.label) == ["One?"])
  }
}
