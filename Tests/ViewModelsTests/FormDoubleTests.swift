import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// A form that finds out that its person is known.
@MainActor @Suite(.homes) struct FormDoubleTests {
  @Test func `a known person can be opened, and the form waits below`() async throws {
    let home = try await Home.fixture()
    let known = try await home.resident("Ada", "Twice", in: home.maple)
    let app = try await home.app(for: home.administrator)
    var record = Record(known.type)
    record["given_name"] = .text("Ada")
    record["family_name"] = .text("Twice")
    record["born_on"] = known["born_on"]
    let form = FormModel(app, record) { _ in }
    app.push(.form(form))
    await app.press("ctrl-s")
    let message = try #require(app.message)
    let born = try #require(form.form.focused)
    #expect(born.field.name == "born_on")
    #expect(
      born.warning
        == "Twice, Ada, born 6 May 2004, is already known as RES-2026-0001. Open that record?")
    #expect(
      message.text.text
        == "Think over what is marked with ?. Ctrl-O opens it. Ctrl-S again saves all the same.")
    await app.press("ctrl-o")
    #expect(app.detail?.record?.id == known.id)
    await app.press("esc")
    #expect(app.form === form)
    await app.press("ctrl-s")
    #expect(try await home.registrar.count("residents", where: [], for: home.administrator) == 2)
  }

  @Test func `going on counts only for what was warned of`() async throws {
    let home = try await Home.fixture()
    let ada = try await home.resident("Ada", "Twice")
    _ = try await home.resident("Bea", "Twice")
    let app = try await home.app(for: home.administrator)
    var record = Record(ada.type)
    record["given_name"] = .text("Ada")
    record["family_name"] = .text("Twice")
    record["born_on"] = ada["born_on"]
    let form = FormModel(app, record) { _ in }
    app.push(.form(form))
    await app.press("ctrl-s")
    form.form.set(.text("Bea"), of: "given_name")
    await app.press("ctrl-s")
    #expect(app.form === form)
    #expect(form.form.focused?.warning?.contains("RES-2026-0002") == true)
  }
}
