import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What is typed counts, whatever list or calendar hangs open over it.
@MainActor
@Suite(.homes) struct FormTypingTests {
  private let home: Home
  private let app: AppModel

  init() async throws {
    home = try await Home.fixture()
    app = try await home.app(for: home.session(.leader))
  }

  private func form(_ type: String, at field: String) throws -> FieldForm {
    let type = home.registrar.catalogue.type(type)
    let form = FieldForm(app, Record(type), fields: type.fields)
    let place = try #require(form.entries.firstIndex { $0.field.name == field })
    form.setFocus(place)
    return form
  }

  private func type(_ text: String, into form: FieldForm) async {
    for character in text { _ = await form.typed(.character(character)) }
  }

  @Test(arguments: [("4", 4), ("major", 4), ("mod", 3)])
  func `a step that is typed over the open list is taken`(typed: String, step: Int) async throws {
    let form = try form("incidents", at: "severity")
    await form.choose()
    await type(typed, into: form)
    _ = await form.typed(.enter)
    await form.leave()
    #expect(form.record["severity"] == .integer(step))
  }

  @Test func `another step that is typed over a chosen one is shown alone`() async throws {
    let form = try form("incidents", at: "severity")
    form.set(.integer(1), of: "severity")
    for _ in 0..<10 { _ = await form.typed(.backspace) }
    await type("4", into: form)
    #expect(form.focused?.echo == "")
    await form.leave()
    #expect(form.record["severity"] == .integer(4))
  }

  @Test func `a day that is typed over the open calendar is taken`() async throws {
    let form = try form("action_assignments", at: "due_on")
    await form.choose()
    await type("24/12", into: form)
    #expect(form.popup == nil)
    _ = await form.typed(.enter)
    await form.leave()
    #expect(form.record["due_on"] == Day("2026-12-24").map { .day($0) })
  }
}
