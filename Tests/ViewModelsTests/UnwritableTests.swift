import Records
import TestHomes
import Testing
import ViewModels

@testable import Storage

/// A home that takes nothing more, while somebody writes a report.
@MainActor
@Suite struct UnwritableTests {
  /// Why a home takes nothing.
  enum Trouble: CaseIterable {
    case full, readOnly

    var words: String {
      switch self {
      case .full: "The disk is full. Nothing was saved; what you typed is still here."
      case .readOnly: "The home cannot be written: its disk or files are read-only. Nothing was saved."
      }
    }
  }

  @Test(arguments: Trouble.allCases)
  func `what was typed stays in the form and the draft, and is saved once it can be`(
    trouble: Trouble
  ) async throws {
    let home = try await Home.fixture()
    let night = try await home.session(.night, houses: [home.maple])
    let app = try await home.app(for: night)
    // No page of the file lies idle that would take what comes.
    try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance).run("VACUUM")
    await app.press("4", "a")
    let form = try #require(app.form?.form)
    form.set(.text("fall"), of: "kind")
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "narrative" }))
    await app.handle(.paste("Slipped on the wet floor."))
    home.time.pass(milliseconds: 700)
    await app.handle(.due)
    func kept() async throws -> [Draft] { try await home.registrar.drafts(for: night) }
    let draft = try #require(try await kept().first)
    #expect(draft.content["narrative"] == "Slipped on the wet floor.")

    try await home.repository.take(trouble)
    await app.handle(.paste(String(repeating: " Then he got up again.", count: 500)))
    let typed = try #require(form.content["narrative"])
    #expect(typed.count > 11_000)
    home.time.pass(milliseconds: 700)
    await app.handle(.due)
    #expect(app.message?.text.text == "The draft could not be kept: \(trouble.words)")
    await app.press("ctrl-s")
    #expect(app.message?.text.text == trouble.words)
    #expect(app.form?.form === form && form.content["narrative"] == typed)
    #expect(try await kept().map(\.content) == [draft.content])
    #expect(try await home.registrar.records(Query("incidents"), for: night).isEmpty)

    try await home.repository.take(nil)
    await app.press("ctrl-s")
    #expect(app.form == nil, "\(app.message?.text.text ?? "")")
    let made = try await home.registrar.records(Query("incidents"), for: night)
    #expect(made.map { $0["narrative"] } == [.text(typed)])
    #expect(try await kept().isEmpty)
    let log = try await home.registrar.verifyAudit(for: home.administrator)
    #expect(log.allSatisfy { $0.isIntact })
  }
}

extension Repository {
  /// Lets the file take nothing more, or everything again.
  fileprivate func take(_ trouble: UnwritableTests.Trouble?) throws(StorageError) {
    switch trouble {
    case .full: _ = try writer.setting("PRAGMA max_page_count = 1")
    case .readOnly: _ = try writer.setting("PRAGMA query_only = ON")
    case nil:
      _ = try writer.setting("PRAGMA max_page_count = 1073741823")
      _ = try writer.setting("PRAGMA query_only = OFF")
    }
  }
}
