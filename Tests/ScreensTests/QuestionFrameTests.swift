import House
import Records
import Screens
import Storage
import TestHomes
import Testing
import ViewModels

/// A question is read whole, however long it is, and its answer stands below it.
@MainActor
@Suite struct QuestionFrameTests {
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
