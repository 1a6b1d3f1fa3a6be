import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// A resident's request for a copy of their records, as who answers it sees it.
@MainActor
@Suite(.homes) struct SubjectRequestScreenTests {
  private let home: Home
  private let lead: Session
  private let ada: Record

  init() async throws {
    home = try await Home.fixture()
    lead = try await home.session(.safeguarding)
    ada = try await home.resident("Ada", "Fern", in: home.maple)
  }

  private func ready() async throws -> Record {
    let request = try await home.begunRequest("access", of: ada, as: lead)
    try await home.perform("subject-request.ready", on: request, as: lead)
    return request
  }

  @Test func `a request that is ready offers the pack before it can be called sent`() async throws {
    let request = try await ready()
    let app = try await home.app(for: lead)
    await app.open(request.type.id, try #require(request.id))
    #expect(app.detail?.nextStep?.id == "subject-request.disclose")
    #expect(app.footer.first { $0.id == "record.actions" }?.short == "write the pack…")
    let steps = app.detail?.actions.map(\.action.id) ?? []
    let pack = try #require(steps.firstIndex(of: "subject-request.disclose"))
    let sent = try #require(steps.firstIndex(of: "subject-request.send"))
    #expect(pack < sent)
  }

  @Test func `how the pack is given is not filled in, and that it is not encrypted stands there`() throws {
    let action = try #require(RecordType.dataAccessRequests.action("subject-request.disclose"))
    let method = try #require(action.asks.first { $0.name == "method" })
    #expect(method.isRequired && method.initial.isEmpty)
    #expect(method.help.contains("not encrypted"))
  }

  @Test func `a resident's requests are found from the resident`() {
    let uses = Catalogue.house.uses(of: "residents") + Catalogue.house.parts(of: "residents")
    #expect(uses.contains { $0.type.id == "data_access_requests" && $0.field.name == "resident_id" })
  }
}
