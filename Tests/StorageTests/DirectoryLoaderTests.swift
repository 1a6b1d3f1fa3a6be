import House
import Records
import TestTraits
import Testing

@testable import Storage

@Suite(.homes) struct DirectoryLoaderTests {
  private func home() async throws -> (TestHome, Registrar, Session) {
    let home = try await TestHome()
    return (home, try home.registrar(), try await home.begin())
  }

  private func add(_ given: String, _ family: String, _ registrar: Registrar, _ session: Session) async throws
  {
    var resident = Record(.residents)
    resident[.givenName] = given
    resident[.familyName] = family
    resident[.bornOn] = Day("1999-03-04")
    _ = try await registrar.save(
      [resident], command: registrar.clock.newID(), warningsAccepted: true, for: session)
  }

  private func fill(_ registrar: Registrar, _ session: Session) async throws {
    try await registrar.beginDirectory(of: .residents, for: session)
    while try await registrar.advanceDirectories(for: session) < 1 {}
  }

  private func names(_ words: String, _ registrar: Registrar, _ session: Session) async throws -> [String] {
    var request = ListRequest(type: "residents", fields: ["family_name", "given_name"])
    request.order = .name(descending: false)
    request.words = words
    let window = try await registrar.window(request, for: session)
    return window.rows.map { row in
      row.values.map { if case .text(let text) = $0 { text } else { "-" } }.joined(separator: ", ")
    }
  }

  @Test func `sealed names are found and sorted`() async throws {
    let (_, registrar, session) = try await home()
    try await add("Tom", "Hale", registrar, session)
    try await add("Siân", "Davies", registrar, session)
    try await add("Emeka", "Abara", registrar, session)
    try await fill(registrar, session)
    #expect(try await names("", registrar, session) == ["Abara, Emeka", "Davies, Siân", "Hale, Tom"])
    #expect(try await names("dav sian", registrar, session) == ["Davies, Siân"])
    let found = try await registrar.find("sian", in: ["residents"], limit: 5, for: session)
    #expect(found.map(\.title) == ["Davies, Siân"])
  }

  @Test func `a record saved later is found at once`() async throws {
    let (_, registrar, session) = try await home()
    try await add("Tom", "Hale", registrar, session)
    try await fill(registrar, session)
    try await add("Ada", "Abara", registrar, session)
    #expect(try await names("", registrar, session) == ["Abara, Ada", "Hale, Tom"])
  }

  @Test func `a list goes on from a cursor in the order of names`() async throws {
    let (_, registrar, session) = try await home()
    for name in ["Ives", "Hale", "Gray", "Fox", "Eden"] { try await add("Al", name, registrar, session) }
    try await fill(registrar, session)
    var request = ListRequest(type: "residents", fields: ["family_name"])
    request.order = .name(descending: true)
    request.limit = 2
    let first = try await registrar.window(request, for: session)
    #expect(first.rows.map(\.values) == [[.text("Ives")], [.text("Hale")]])
    #expect(first.total == 5)
    request.from = .after(ListRequest.Cursor(id: first.rows[1].id, key: .empty, index: 1))
    let second = try await registrar.window(request, for: session)
    #expect(second.rows.map(\.values) == [[.text("Gray")], [.text("Fox")]])
    #expect(second.firstIndex == 2)
    request.from = .before(ListRequest.Cursor(id: second.rows[0].id, key: .empty, index: 2))
    #expect(try await registrar.window(request, for: session).rows.map(\.id) == first.rows.map(\.id))
  }

  @Test func `a list that was asked for fills its directory by itself`() async throws {
    let (_, registrar, session) = try await home()
    try await add("Tom", "Hale", registrar, session)
    try await add("Ada", "Abara", registrar, session)
    var request = ListRequest(type: "residents", fields: ["family_name"])
    request.order = .name(descending: false)
    var progress = 0.0
    while progress < 1 { progress = try await registrar.window(request, for: session).directoryProgress }
    let rows = try await registrar.window(request, for: session).rows
    #expect(rows.map(\.values) == [[.text("Abara")], [.text("Hale")]])
  }

  @Test func `a lock wipes the names`() async throws {
    let (home, registrar, session) = try await home()
    try await add("Tom", "Hale", registrar, session)
    try await fill(registrar, session)
    await home.signIn.lock(session)
    #expect(await home.repository.directoryCount == 0)
    await #expect(throws: RegistrarError.sessionEnded) { try await names("", registrar, session) }
    try await home.signIn.unlock(session, .of(TestHome.password))
    #expect(try await names("hale", registrar, session) == [])
    try await fill(registrar, session)
    #expect(try await names("hale", registrar, session) == ["Hale, Tom"])
  }
}

extension Repository {
  fileprivate var directoryCount: Int { shelf.directories.count }
}
