import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What one person has open about a resident while another erases them.
@MainActor
@Suite(.homes) struct ErasedMeanwhileTests {
  private let erasure: ErasureHome
  private let words =
    "The resident was erased meanwhile: what was open about them is closed, and nothing of it is kept."

  init() async throws { erasure = try await ErasureHome() }

  /// The program of somebody who begins a moment after the request can be carried out.
  private func app() async throws -> (app: AppModel, request: Record) {
    let request = try await erasure.cooled()
    return (try await beginning(), request)
  }

  private func beginning() async throws -> AppModel {
    try await erasure.home.app(for: try await erasure.home.session(.safeguarding))
  }

  private func erase(_ request: Record, seenBy app: AppModel) async throws {
    erasure.home.time.pass(minutes: 1)
    try await erasure.prove("erasure.carry-out", on: request)
    await app.lookForChanges()
  }

  @Test func `a form about somebody who is erased closes, says so and leaves no draft`() async throws {
    let (app, request) = try await app()
    await app.openForm(try await erasure.read(erasure.contact))
    let form = try #require(app.form?.form)
    form.setFocus(try #require(form.entries.firstIndex { $0.field.name == "name" }))
    await app.handle([.paste(" of \(ErasureHome.name)")])
    try await erase(request, seenBy: app)
    #expect(app.form == nil)
    #expect(app.message?.text.text == words)
    let session = try #require(app.session)
    #expect(try await erasure.home.registrar.drafts(for: session).isEmpty)
  }

  @Test func `an action that waits for its Enter is not done to who is erased`() async throws {
    let (app, request) = try await app()
    let action = try #require(RecordType.residents.action("resident.close"))
    let ask = AskModel(app, action, on: [try await erasure.read(erasure.resident)]) { _ in }
    app.push(.ask(ask))
    await ask.begin()
    try await erase(request, seenBy: app)
    #expect(app.ask == nil)
    #expect(app.message?.text.text == words)
  }

  @Test func `a form about somebody else stays open and loses the name`() async throws {
    let (app, request) = try await app()
    let other = try await erasure.home.resident("Bea", "Neighbour")
    var link = Record(.residentLinks)
    link[.residentID] = other.id
    link[.otherResidentID] = erasure.resident.id
    await app.openForm(link)
    func shown() -> String {
      app.form?.form.entries.first { $0.field.name == "other_resident_id" }?.line.text ?? ""
    }
    #expect(shown().contains(ErasureHome.name))
    try await erase(request, seenBy: app)
    #expect(app.form != nil)
    #expect(shown().contains("Former resident"))
    #expect(!shown().contains(ErasureHome.name))
  }

  @Test func `what is done about somebody who was erased before stays open`() async throws {
    let request = try await erasure.erase()
    erasure.home.time.pass(minutes: 1)
    let app = try await beginning()
    await app.openForm(try await erasure.read(request))
    await app.lookForChanges()
    #expect(app.form != nil)
  }
}
