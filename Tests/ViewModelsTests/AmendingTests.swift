import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What somebody finds who wants to change a note.
@MainActor
@Suite(.homes) struct AmendingTests {
  private let home: Home
  private let worker: Session
  private let note: Record

  init() async throws {
    home = try await Home.fixture()
    worker = try await home.session(.worker, named: "Wren Work", houses: [home.maple])
    let resident = try await home.resident("Tom", "Fell", in: home.maple)
    try await home.entrust(resident, to: worker)
    var note = Record(.caseNotes)
    note[.residentID] = resident.id
    note[.kind] = "general"
    note[.content] = "Slept well."
    self.note = try await home.save(note, as: worker)
  }

  private func opened() async throws -> AppModel {
    let app = try await home.app(for: worker)
    await app.open("case_notes", try #require(note.id))
    return app
  }

  @Test func `before it is signed, text is edited`() async throws {
    let app = try await opened()
    #expect(app.detail?.parts.contains { $0.type.id == "amendments" } == false)
    await app.press("e")
    #expect(app.form?.type.id == "case_notes")
  }

  @Test func `who leaves is shown the way to a note of theirs that is not signed`() async throws {
    func options() async throws -> (app: AppModel, options: [PickerModel.Option]) {
      let app = try await home.app(for: worker)
      await app.back()
      guard case .picker(let picker) = app.top else { return (app, []) }
      return (app, picker.options)
    }
    let (app, before) = try await options()
    #expect(before.last?.title == "Look at 1 note of yours first")
    await before.last?.choose()
    let list = try #require(app.list)
    let id = try #require(note.id)
    #expect(list.type.id == "case_notes" && list.rows.map(\.id) == [id])
    try await home.perform("note.sign", on: note, as: worker)
    #expect(try await options().options.last?.title == "Leave Lodge")
  }

  @Test func `the footer names what e does before and after the signature`() async throws {
    let app = try await opened()
    #expect(app.footer.first { $0.key == "e" }?.short == "edit")
    try await home.perform("note.sign", on: note, as: worker)
    await app.detail?.refresh()
    #expect(app.footer.first { $0.key == "e" }?.short == "amend")
    await app.press(":")
    for letter in "amend" { await app.press(String(letter)) }
    guard case .palette(let palette) = app.top else { return }
    #expect(palette.results.contains { $0.title.text == "Amend what is signed" })
  }

  @Test func `of several signed texts the person says which one is amended`() async throws {
    let leader = try await home.session(.leader, named: "Lea Lead", houses: [home.maple])
    let made = try await home.sentFall(by: leader)
    let app = try await home.app(for: leader)
    await app.open("incidents", try #require(made.id))
    await app.press("e", "down", "enter")
    let form = try #require(app.form)
    #expect(form.form.record[.oldValue] == "Sat down, no wound.")
  }

  @Test func `what is signed is amended: with it stands what was put beside it, and who did`() async throws {
    try await home.perform("note.sign", on: note, as: worker)
    let app = try await opened()
    await app.press("e")
    let form = try #require(app.form)
    #expect(form.type.id == "amendments")
    #expect(form.form.record[.subjectID] == note.id)
    #expect(form.form.record[.residentID] == note[.residentID])
    #expect(form.form.record[.oldValue] == "Slept well." && form.form.record[.newValue] == "Slept well.")
    #expect(form.form.record[.fieldName] == RecordType.caseNotes.field("content")?.label)
    await app.press("esc")
    var amendment = form.form.record
    amendment[.kind] = "addition"
    amendment[.newValue] = "Slept until nine."
    amendment[.reason] = "Came to mind later."
    try await home.save(amendment, as: worker)
    await app.detail?.refresh()
    let part = try #require(app.detail?.parts.first { $0.type.id == "amendments" })
    #expect(part.rows.count == 1)
  }
}
