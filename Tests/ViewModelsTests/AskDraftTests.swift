import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What is typed for an action is as safe as what is typed into a record.
@MainActor
@Suite(.homes) struct AskDraftTests {
  private let shift: Shift

  init() async throws { shift = try await Shift() }

  private func app() async throws -> (AppModel, HomeTime) {
    let time = HomeTime(HomeTime.start)
    return (try await shift.home.app(for: shift.manager, clock: time.clock), time)
  }

  /// Opens the triage of the chosen incident, which asks first how severe it is.
  private func triage(_ app: AppModel) async { await app.press("g", "i", "enter", "t") }

  private var drafts: [Draft] {
    get async throws { try await shift.home.registrar.drafts(for: shift.manager) }
  }

  @Test func `an answer is kept within a second`() async throws {
    let (app, time) = try await app()
    await triage(app)
    await app.press("3")
    #expect(try await drafts.isEmpty)
    #expect(try #require(app.wait) <= 700)
    time.pass(milliseconds: 700)
    await app.handle(.due)
    let kept = try #require(try await drafts.first)
    #expect(kept.action == "incident.triage")
    #expect(kept.recordType == "incidents")
    #expect(kept.content["severity"] == "3")
  }

  @Test func `a lock keeps the answers, and they stand there again after it`() async throws {
    let (app, _) = try await app()
    await triage(app)
    await app.press("3", "tab")
    let before = try #require(app.ask?.form.content)
    await app.lock()
    #expect(try await drafts.count == 1)
    await app.unlocked(app.person ?? shift.manager)
    #expect(app.ask?.form.content == before)
    #expect(app.ask?.question == nil)
  }

  @Test func `what was typed and taken back again leaves no draft and no question`() async throws {
    let (app, time) = try await app()
    await triage(app)
    await app.press("3")
    time.pass(milliseconds: 700)
    await app.handle(.due)
    #expect(try await drafts.count == 1)
    await app.press("backspace", "esc")
    #expect(try await drafts.isEmpty)
    #expect(app.message == nil)
    await app.press("t")
    #expect(app.ask != nil && app.ask?.question == nil)
  }

  @Test func `leaving keeps the answers without a question and says where they are`() async throws {
    let (app, _) = try await app()
    await triage(app)
    await app.press("3", "esc")
    #expect(app.ask == nil)
    #expect(app.message?.text.text.contains("kept as a draft") == true)
    #expect(try await drafts.count == 1)
  }

  @Test func `the same action on the same record offers the answers again, another record does not`()
    async throws
  {
    let (app, _) = try await app()
    await triage(app)
    await app.press("3", "esc", "t")
    #expect(app.footer.map(\.key) == ["Enter", "f", "Esc", "F1"])
    await app.press("enter")
    #expect(app.ask?.form.entries.first?.line.text == "3")
    await app.press("esc", "esc", "down", "enter", "t")
    #expect(app.ask != nil)
    #expect(app.ask?.question == nil)
  }

  @Test func `starting fresh is asked twice and drops the draft`() async throws {
    let (app, _) = try await app()
    await triage(app)
    await app.press("3", "esc", "t", "f")
    #expect(try await drafts.count == 1)
    await app.press("f")
    #expect(try await drafts.isEmpty)
    #expect(app.ask?.form.entries.first?.line.text == "")
  }

  @Test(arguments: ["fell from the sofa, off to hospital", "off he ran, fast", "Fluff"])
  func `a sentence that is typed at the question leaves the draft where it is`(
    sentence: String
  )
    async throws
  {
    let (app, _) = try await app()
    await triage(app)
    await app.press("3", "esc", "t")
    for letter in sentence { await app.press(letter == " " ? "space" : String(letter)) }
    #expect(try await drafts.count == 1)
    #expect(app.footer.map(\.key) == ["Enter", "Esc", "F1"])
    #expect(app.ask?.status.text.hasPrefix("Nothing of that was written.") == true)
    await app.press("esc", "t")
    #expect(app.footer.map(\.key) == ["Enter", "f", "Esc", "F1"])
    await app.press("enter")
    #expect(app.ask?.form.entries.first?.line.text == "3")
  }

  @Test(arguments: ["he fell in the hall, quite hard", "u", "go: r? q", "1 to Xavier"])
  func `a sentence that is typed at a button neither presses it nor leads away`(sentence: String) async throws
  {
    let (app, _) = try await app()
    await triage(app)
    await app.press("3", "tab", "n", "tab", "tab", "tab")
    #expect(app.ask?.focus == .button)
    for letter in sentence { await app.press(letter == " " ? "space" : String(letter)) }
    for _ in 1...2 {
      await app.press("enter")
      #expect(app.ask?.focus == .strayed)
      #expect(app.message?.text.text.hasPrefix("Nothing of that was written") == true)
    }
    let id = try #require(app.ask?.records.first?.id)
    let before = try await shift.home.registrar.record(id, of: .incidents, for: shift.manager)
    #expect(before[.state] == "submitted")
    await app.press("tab", "enter")
    #expect(app.ask == nil, "\(app.message?.text.text ?? "")")
    let after = try await shift.home.registrar.record(id, of: .incidents, for: shift.manager)
    #expect(after[.state] == "triaged")
  }

  @Test func `what is pasted at a button is said to be written nowhere`() async throws {
    let (app, _) = try await app()
    await triage(app)
    await app.press("3", "tab", "n", "tab", "tab", "tab")
    await app.handle([.paste("he fell")])
    #expect(app.ask?.focus == .strayed)
    await app.press("shift-tab")
    #expect(app.ask?.focus == .fields)
    await app.press("esc")
    #expect(app.ask == nil)
  }

  @Test func `what is done leaves no draft`() async throws {
    let (app, time) = try await app()
    await triage(app)
    await app.press("3")
    time.pass(milliseconds: 700)
    await app.handle(.due)
    #expect(try await drafts.count == 1)
    await app.press("tab", "n", "tab", "tab", "tab", "tab", "ctrl-s")
    #expect(app.ask == nil, "\(app.message?.text.text ?? "")")
    #expect(try await drafts.isEmpty)
  }

  @Test func `the drafts say which form it is and of which record, and lead back into it`() async throws {
    let (app, _) = try await app()
    await triage(app)
    await app.press("3", "esc")
    shift.home.time.pass(milliseconds: 1_000)
    await app.press("esc", "g", "i", "a", "f", "a", "enter", "esc", "g", "d")
    let lines = try #require(app.report?.lines.map(\.text.text))
    #expect(lines.first?.hasSuffix("New incident: Fall") == true, "\(lines)")
    #expect(lines.last?.contains("Triage: incident INC-0001") == true, "\(lines)")
    await app.press("down", "enter")
    #expect(app.ask?.form.entries.first?.line.text == "3")
  }

  @Test func `a form that was only looked at holds its record again after a lock`() async throws {
    let (app, _) = try await app()
    await app.press("g", "r", "enter", "e")
    let before = try #require(app.form?.form.entries.map(\.line.text))
    #expect(before.contains { !$0.isEmpty })
    await app.lock()
    await app.unlocked(app.person ?? shift.manager)
    #expect(app.form?.form.entries.map(\.line.text) == before)
  }

  @Test func `what others saved meanwhile is not put back by a draft`() async throws {
    let (app, _) = try await app()
    await app.press("g", "r", "enter", "e")
    let id = try #require(app.form?.form.record.id)
    let form = try #require(app.form?.form)
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "pronouns" }))
    await app.press("x", "esc", "esc")
    var other = try await shift.home.registrar.record(id, of: .residents, for: shift.leader)
    other["preferred_name"] = .text("Bee")
    try await shift.home.save(other, as: shift.leader)
    await app.press("g", "d", "enter")
    let again = try #require(app.form?.form)
    #expect(again.entries.first { $0.field.name == "preferred_name" }?.line.text == "Bee")
    #expect(again.entries.first { $0.field.name == "pronouns" }?.line.text.contains("x") == true)
    #expect(app.message?.text.text.hasPrefix("The record was changed after you wrote this.") == true)
  }
}
