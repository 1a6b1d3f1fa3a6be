import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What is typed into a field is what it holds: no letter is lost, and no moment moves.
@MainActor
@Suite(.homes) struct TypingTests {
  private let home: Home
  private let time = HomeTime(HomeTime.start)
  private let app: AppModel

  init() async throws {
    home = try await Home.fixture()
    app = try await home.app(for: home.session(.manager, houses: [home.maple]), clock: time.clock)
  }

  private func open(_ field: String) async throws -> FieldForm {
    await app.openForm(Record(.incidents))
    let form = try #require(app.form?.form)
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == field }))
    return form
  }

  private func type(_ text: String) async {
    for letter in text { await app.press(letter == " " ? "space" : String(letter)) }
  }

  private func kinds() throws -> [Choice] {
    let field = try #require(Catalogue.house.type("incidents").field("kind"))
    guard case .choice(let choices) = field.kind else { return [] }
    return home.registrar.lists.members(of: choices)
  }

  @Test func `a choice typed over another is the one that was typed`() async throws {
    let form = try await open("kind")
    let kinds = try kinds()
    for kind in kinds.prefix(3) + kinds.prefix(1) {
      let word = String(kind.label.lowercased().prefix { $0.isLetter })
      await type(word)
      #expect(form.focused?.line.text == word)
      let offered: [Choice] = if case .choices(let list, _) = form.popup { list } else { [] }
      #expect(offered.contains { $0.code == kind.code })
      await app.press("esc")
      form.set(.text(kind.code), of: "kind")
    }
  }

  @Test func `a choice keeps every letter after a save that was refused`() async throws {
    let form = try await open("kind")
    await app.press("ctrl-s")
    #expect(form.entries.contains { $0.problem != nil })
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "kind" }))
    let word = String(try #require(kinds().first).label.lowercased().prefix { $0.isLetter })
    await type(word)
    #expect(form.focused?.line.text == word)
  }

  @Test func `a save that is refused leads to the first thing to put right`() async throws {
    await app.openForm(Record(.residentContacts))
    let form = try #require(app.form?.form)
    await app.press("ctrl-s")
    let wrong = form.shown.filter { form.entries[$0].problem != nil }
    #expect(wrong.count > 1)
    #expect(form.focus == wrong.first)
  }

  @Test func `a moment told from now stays that moment, in the form and in its draft`() async throws {
    let form = try await open("occurred_at")
    await app.press("ctrl-u")
    await type("n-30")
    await app.press("tab")
    let moment = time.now.adding(milliseconds: -30 * 60_000)
    #expect(form.record["occurred_at"] == .instant(moment))
    time.pass(milliseconds: 3 * 60_000)
    await app.press("shift-tab", "tab")
    #expect(form.record["occurred_at"] == .instant(moment))
    await app.press("ctrl-d")
    let session = try #require(app.session)
    let kept = try #require(try await home.registrar.drafts(for: session).first)
    time.pass(milliseconds: 5 * 3_600_000)
    let again = try await open("occurred_at")
    again.restore(kept.content)
    #expect(again.record["occurred_at"] == .instant(moment))
  }

  @Test func `a deed that answers to every word stands before a list that answers to some`() async throws {
    await app.press(":")
    await type("new certif")
    let palette = try #require(app.top?.model as? PaletteModel)
    #expect(palette.results.first?.title.text == "New certificate…")
    #expect(palette.results.contains { $0.group == .lists })
  }

  @Test func `a long choice is narrowed by typing`() async throws {
    let ada = try await home.resident("Ada", "Near", in: home.maple)
    await app.open("residents", try #require(ada.id))
    await app.press("a")
    let picker = try #require(app.top?.model as? PickerModel)
    #expect(picker.options.count > 30)
    await type("incid")
    #expect(picker.options.allSatisfy { $0.title.text.contains("incid") })
    #expect(!picker.options.isEmpty)
    await app.press("ctrl-u")
    #expect(picker.options.count == picker.all.count)
  }
}
