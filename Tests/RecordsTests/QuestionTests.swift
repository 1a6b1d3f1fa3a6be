import Records
import Testing

@Suite struct QuestionTests {
  /// A question of each kind, with an answer to it.
  static let answered: [(question: Question, answer: Value)] = Question.Kind.allCases.map { kind in
    var question = Question("q", "How is it?", kind)
    question.section = "Page"
    question.help = "As it was today."
    question.isRequired = true
    switch kind {
    case .text: return (question, .text("Quiet"))
    case .note: return (question, .text("Two lines\nof it"))
    case .integer:
      question.range = -5...5
      return (question, .integer(-3))
    case .money: return (question, .money(Money(minorUnits: 1250)))
    case .day: return (question, Day("2026-11-20").map { .day($0) } ?? .empty)
    case .instant: return (question, .instant(Instant(milliseconds: 1_795_163_100_123)))
    case .time: return (question, WallTime("21:40").map { .time($0) } ?? .empty)
    case .flag: return (question, .flag(false))
    case .choice:
      question.choices = [Choice("Not yet", "Not yet"), Choice("some_help", "Some help")]
      return (question, .text("some_help"))
    case .list:
      question.choices = [Choice("Family", "Family"), Choice("a", "A friend, or two")]
      return (question, .list(["Family", "a"]))
    case .check:
      question.isEssential = true
      return (question, .text("fail"))
    case .reference:
      question.target = "residents"
      return (question, .reference(RecordID(high: 1, low: 2)))
    }
  }

  private let type = RecordType(
    "checks", "Checks", one: "check", area: "Test", resource: "checks",
    fields: [
      .reference(.formTemplateID, "Form", to: "form_templates"),
      .json(.answers, "Answers", [.sealed]).asking(.formTemplateID, openIn: ["draft"]),
      .note(.note, "Note").page("Result"),
    ])

  @Test(arguments: Question.Kind.allCases)
  func `a question of every kind reads as itself again`(kind: Question.Kind) throws {
    let question = try #require(QuestionTests.answered.first { $0.question.kind == kind }?.question)
    let outline = FormOutline([question])
    #expect(try FormOutline(outline.json) == outline)
  }

  @Test(arguments: Question.Kind.allCases)
  func `an answer of every kind is kept and comes back`(kind: Question.Kind) throws {
    let (question, answer) = try #require(QuestionTests.answered.first { $0.question.kind == kind })
    let outline = FormOutline([question])
    var filled = Record(type).unfolded(["answers": outline])
    filled["answers.q"] = answer
    let stored = filled.folded
    #expect(stored.type === type)
    let kept = try #require(stored[.answers].flatMap { Answers($0) })
    #expect(kept[question] == answer)
    #expect(stored.unfolded(["answers": outline])["answers.q"] == answer)
  }

  @Test func `questions stand behind their field, under their headings`() {
    var second = Question("b", "B?", .flag)
    second.section = "Second page"
    let asked = type.asking(["answers": FormOutline([Question("a", "A?", .flag), second])])
    #expect(
      asked.fields.map(\.name) == ["form_template_id", "answers", "answers.a", "answers.b", "note"])
    #expect(asked.fields.map(\.section) == [nil, nil, "Questions", "Second page", "Result"])
    #expect(asked.field("answers.a")?.isSealed == true)
  }

  @Test func `what is not asked is not kept`() throws {
    let outline = try FormOutline(
      """
      [{name: 'falls', label: 'Falls?', kind: 'flag'},
       {name: 'aid', label: 'Aid?', kind: 'flag', shown_when: {question: 'falls', is: ['yes']}},
       {name: 'which', label: 'Which?', kind: 'text', shown_when: {question: 'aid'}},
       {name: 'door', label: 'Door', kind: 'check'}]
      """)
    var filled = Record(type).unfolded(["answers": outline])
    filled["answers.falls"] = .flag(true)
    filled["answers.aid"] = .flag(true)
    filled["answers.which"] = .text("A stick")
    filled["answers.door"] = .text("fail")
    filled["answers.door.note"] = .text("It sticks.")
    let which = try #require(filled.type.field("answers.which"))
    #expect(which.isShown(filled))
    filled["answers.falls"] = .flag(false)
    #expect(!which.isShown(filled))
    filled["answers.door"] = .text("pass")
    let kept = try #require(filled.folded[.answers].flatMap { Answers($0) })
    #expect(kept.names == ["falls", "door"])
  }

  @Test func `answers that nobody changed stay as they were written`() throws {
    let outline = FormOutline([Question("a", "A?", .integer)])
    var record = Record(type)
    record[.answers] = "{\"a\": 3}"
    #expect(record.unfolded(["answers": outline]).folded == record)
    record[.answers] = nil
    #expect(record.unfolded(["answers": outline]).folded[.answers] == nil)
  }

  @Test func `a checklist that brings its points is read as points`() throws {
    let kept = try #require(
      Answers(
        "[{\"question\": \"Exits clear\", \"answer\": \"fail\", \"note\": \"Bins\", \"essential\": true}, {\"question\": \"Lamps\"}]"
      ))
    let points = kept.outline.questions
    #expect(points.map(\.label) == ["Exits clear", "Lamps"])
    #expect(points.map(\.isEssential) == [true, false])
    #expect(kept[points[0]] == .text("fail"))
    #expect(kept[remarkOn: points[0]] == .text("Bins"))
    #expect(kept[points[1]] == .empty)
  }

  @Test func `answers whose questions are lost are still read`() throws {
    let kept = try #require(
      Answers("{\"sleeps_well\": true, \"meals\": 3, \"friends\": [\"Ana\"], \"more\": \"No\"}"))
    #expect(kept.outline.questions.map(\.label) == ["Sleeps well", "Meals", "Friends", "More"])
    #expect(kept.outline.questions.map(\.kind) == [.flag, .integer, .list, .note])
  }

  @Test(arguments: ["", "7", "{", "[{\"answer\": \"pass\"}]", "{\"given\": {}, \"asked\": []}"])
  func `what is no set of answers is not read`(text: String) {
    #expect(Answers(text) == nil)
  }

  @Test(arguments: [
    ("{}", FormFault.noList), ("[]", .noList), ("[{name: 'a'}]", .incomplete(1)),
    ("[{name: 'a', label: 'A', kind: 'colour'}]", .unknownKind("a")),
    ("[{name: 'a', label: 'A', kind: 'list'}]", .noChoices("a")),
    ("[{name: 'a', label: 'A', kind: 'reference'}]", .noTarget("a")),
    ("[{name: 'a', label: 'A', kind: 'integer', minimum: 3, maximum: 2}]", .badRange("a")),
    ("[{name: 'a', label: 'A', kind: 'flag'}, {name: 'a', label: 'B', kind: 'flag'}]", .twice("a")),
    ("[{name: 'a', label: 'A', kind: 'flag', shown_when: [{is: ['x']}]}]", .badCondition("a")),
  ])
  func `a form says what is wrong in it`(text: String, fault: FormFault) {
    #expect(throws: fault) { _ = try FormOutline(text) }
    #expect(fault.words.hasSuffix("."))
  }
}
