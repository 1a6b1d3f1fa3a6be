import House
import Records
import Screens
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// A question is read whole, however long it is, and its answer stands below it.
@MainActor
@Suite(.homes) struct QuestionFrameTests {
  private static let long = "How sure are you on buses and trains, from 1 (not at all) to 5 (every day)?"

  private func question(_ kind: Question.Kind, _ label: String) -> Question {
    var question = Question("q", label, kind)
    question.choices = [Choice("a", "Often"), Choice("b", "Never")]
    question.target = "houses"
    question.isRequired = true
    return question
  }

  private func text(_ question: Question, _ size: ViewModels.Size) async throws -> String {
    let home = try await Sample.shift.value.home
    let app = try await home.app(for: home.administrator, size: size)
    app.push(.form(FormModel(app, trying: FormOutline([question]), called: "Buses")))
    return app.frame(size).text
  }

  @Test(arguments: Question.Kind.allCases)
  func `a long question of every kind is not cut`(kind: Question.Kind) async throws {
    for size in Size.promised where size.columns >= 40 {
      let text = try await text(question(kind, Self.long), size)
      let words = text.split { $0.isWhitespace }.joined(separator: " ")
      #expect(words.contains(Self.long), "\(size)")
    }
  }

  @Test func `a short question stands beside its answer, a long one above it`() async throws {
    let size = Size(rows: 24, columns: 80)
    let short = try await text(question(.flag, "Tired?"), size)
    #expect(short.contains("  Tired? *               ( ) yes  ( ) no"))
    let long = try await text(question(.flag, Self.long), size).split(separator: "\n").map(String.init)
    // The star takes the last word with it where there is no room for a blank before it.
    let place = try #require(long.firstIndex { $0 == "  \(Self.long.dropLast(6))" }, "\(long)")
    #expect(long[place + 1] == "  day)? *")
    #expect(long[place + 2] == "                         ( ) yes  ( ) no")
  }

  /// Questions of which the last, far below, must be answered, and why not where the answer to one speaks against it.
  private func asking(_ whyNot: @escaping @Sendable (Record, Book) -> Reason?) -> Action {
    let few: [Field] = (1...20).map { .text(FieldKey<String>("part_\($0)"), "Part \($0)") }
    return Action(
      "bed.ask-much", "Ask much", right: .update,
      asks: few + [.text(FieldKey<String>("last"), "Last", [.required])], whyNot: whyNot)
  }

  @Test(arguments: Size.promised, [false, true])
  func `who leaves a question out is brought to it, and reads there what is wrong`(
    size: ViewModels.Size, isRefusedAsAWhole: Bool
  ) async throws {
    let home = try await Home.fixture()
    let beds = try await home.room("204")
    let app = try await home.app(for: home.administrator, size: size)
    let action = asking { _, book in
      isRefusedAsAWhole && book.isDeciding ? Reason("This is not whole.") : nil
    }
    await app.begin(action, on: beds)
    await app.press("x", "ctrl-s")
    let ask = try #require(app.ask)
    #expect(ask.focus == .fields && ask.form.focused?.field.name == "last")
    #expect(ask.form.focused?.problem == "“Ask much” needs an answer: Last.")
    let frame = app.frame(size)
    let cursor = try #require(frame.cursor)
    #expect(cursor.row < size.rows - 2)
    if isRefusedAsAWhole { #expect(app.message?.text.text == "This is not whole.") }
    guard size.columns >= 40 else { return }
    let words = frame.text.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("Last *") && words.contains("! “Ask much” needs"), "\(frame.text)")
  }

  @Test func `who answers so that it is refused is brought to that question`() async throws {
    let home = try await Home.fixture()
    let beds = try await home.room("204")
    let size = Size(rows: 24, columns: 80)
    let app = try await home.app(for: home.administrator, size: size)
    let action = asking { _, book in
      book.answers["part_18"] == .text("x") ? nil : Reason("Part 18 is x.", at: "part_18")
    }
    let ask = AskModel(app, action, on: beds) { _ in }
    app.push(.ask(ask))
    await ask.begin()
    ask.form.set(.text("y"), of: "last")
    await ask.submit()
    #expect(ask.form.focused?.field.name == "part_18" && ask.focus == .fields)
    #expect(app.frame(size).text.contains("! Part 18 is x."))
  }

  @Test(arguments: Size.promised)
  func `what is typed in a round is seen with the end of its question, and then its own end`(
    size: ViewModels.Size
  ) async throws {
    let house = try await MedicineHouse()
    let app = try await house.home.app(for: house.night, size: size)
    await app.press("g", "v", "t", "r")
    for words in ["sick", "andhethrewupallofitatonceandthenwentbacktobedatten"] {
      for letter in words { await app.press(String(letter)) }
      let status = try #require(app.top?.model.status.text.filter { !$0.isWhitespace })
      #expect(status.hasSuffix("\(words)_"))
      let shown = app.frame(size).text.filter { !$0.isWhitespace }
      #expect(shown.contains(status.suffix(12)), "\(app.frame(size).text)")
    }
  }

  @Test func `the open page of a long form is named`() async throws {
    let home = try await Sample.shift.value.home
    let size = Size(rows: 24, columns: 80)
    let app = try await home.app(for: home.administrator, size: size)
    let pages = (1...9).map { number in
      var question = Question("q\(number)", "Question \(number)", .text)
      question.section = "Part number \(number)"
      return question
    }
    let model = FormModel(app, trying: FormOutline(pages), called: "Long")
    app.push(.form(model))
    #expect(app.frame(size).text.contains("[1 Part number 1]  2 Part number 2 "))
    for _ in 1...8 { await model.turnPage(by: 1) }
    #expect(app.frame(size).text.contains("[9 Part number 9]"))
  }
}
