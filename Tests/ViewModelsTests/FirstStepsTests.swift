import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// The first hour with the program: making a home, adding people, saving and approving.
@MainActor
@Suite(.homes) struct FirstStepsTests {
  private func type(_ text: String, in app: AppModel) async {
    for character in text { await app.press(character == " " ? "space" : String(character)) }
  }

  @Test func `the short and the login name are made of the full name, and stay where they were typed`()
    async throws
  {
    let home = try await Home.fixture()
    let app = try await home.app(for: home.administrator)
    let fields: [Field] = [
      .text("name", "Full name", [.required]), .text("short", "Short name"), .text("login", "Login name"),
    ]
    let wizard = WizardModel(app, "Who", [.fields(title: "Who", lines: [], fields)]) { _ in .left }
    wizard.suggest = { $0.suggestNames(from: "name", short: "short", login: "login") }
    app.push(.wizard(wizard))
    await type("Tom Ferris", in: app)
    await app.press("enter")
    #expect(wizard.text("short") == "T. Ferris")
    #expect(wizard.text("login") == "tom")
    // What is typed takes the place of what was suggested.
    await type("T F", in: app)
    await app.press("enter")
    #expect(wizard.text("short") == "T F")
  }

  @Test func `a login name is one word`() {
    #expect(LoginNames.violation(in: "Ada B", of: "login") != nil)
    #expect(LoginNames.violation(in: "ada.b", of: "login") == nil)
    #expect(LoginNames.login("Þórdís Helgadóttir").contains(where: \.isWhitespace) == false)
    #expect(LoginNames.short("Ada") == "Ada")
  }

  @Test func `a password that is too short is refused before it is typed once more`() async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: home.administrator)
    let page = WizardModel.Page.passwords(title: "Yours", lines: [], labels: ["Password", "Once more"])
    let wizard = WizardModel(app, "Yours", [page]) { _ in .left }
    wizard.minimum = 15
    app.push(.wizard(wizard))
    await type("short", in: app)
    await wizard.accept()
    #expect(wizard.passwordFocus == 0)
    #expect(wizard.failure == "It has 5 characters; 15 or more are needed. A sentence is good.")
  }

  @Test func `a report in which nothing was written is not saved and gets no number`() async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: home.session(.worker, houses: [home.maple]))
    await app.add(Record(home.registrar.catalogue.type("incidents")))
    await app.press("ctrl-s")
    #expect(app.form != nil)
    #expect(
      app.message?.text.text.hasPrefix("Nothing is written yet, so nothing was saved. It needs") == true)
    let saved = try await home.registrar.records(Query("incidents"), for: home.administrator)
    #expect(saved.isEmpty)
  }

  @Test func `a new home says on Today who and what is still to be added`() async throws {
    let home = try await Home.fixture()
    let session = home.administrator
    let real = session.outsideDemonstration
    let model = try #require(try await home.app(for: real).home)
    let words = await model.beginnings(real).map(\.words.text)
    #expect(words.contains("Add the rooms and their beds"))
    #expect(await model.beginnings(session).isEmpty)
  }
}
