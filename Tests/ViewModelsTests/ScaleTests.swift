import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// Numbers whose steps have names: how bad an incident was.
@MainActor
@Suite(.homes) struct ScaleTests {
  private let home: Home
  private let leader: Session

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "Lea Lead", houses: [home.maple])
  }

  private func form() async throws -> (app: AppModel, form: FieldForm) {
    let app = try await home.app(for: leader)
    await app.add(Record(.incidents))
    let form = try #require(app.form?.form)
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "severity" }))
    return (app, form)
  }

  @Test(arguments: ["3", "mod", "Moderate", "3 moderate"])
  func `a step is read by its number, by its name and as it is shown`(typed: String) async throws {
    let (app, form) = try await form()
    await app.handle([.paste(typed)])
    await app.press("tab")
    #expect(form.record[.severity] == 3)
    let entry = try #require(form.entries.first { $0.field.name == "severity" })
    #expect(app.shown(.integer(3), of: entry.field) == "3 moderate")
    #expect(typed == "3 moderate" || entry.echo == "3 moderate")
  }

  @Test(arguments: ["0", "6", "bad"])
  func `what is no step is refused with what to type`(typed: String) async throws {
    let (app, form) = try await form()
    await app.handle([.paste(typed)])
    await app.press("tab")
    let problem = form.entries.first { $0.field.name == "severity" }?.problem
    #expect(problem?.contains("None, Minor, Moderate, Major or Critical") == true)
  }

  @Test func `F4 lists the steps with their numbers, and Enter takes one`() async throws {
    let (app, form) = try await form()
    await app.press("f4")
    guard case .choices(let steps, _) = form.popup else {
      Issue.record("Nothing is listed.")
      return
    }
    #expect(steps.map(\.label) == ["1 none", "2 minor", "3 moderate", "4 major", "5 critical"])
    await app.press("down", "down", "down", "enter")
    #expect(form.record[.severity] == 4)
  }
}
