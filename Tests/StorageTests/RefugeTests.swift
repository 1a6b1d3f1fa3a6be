import House
import Records
import TestHomes
import Testing

@testable import Storage

/// The lines of a refuge: read in its own record alone.
@Suite struct RefugeTests {
  private let home: Home
  private let address: Record

  init() async throws {
    home = try await Home.fixture()
    var made = Record(.addresses)
    made[.subjectType] = "houses"
    made[.subjectID] = home.maple
    made[.kind] = "site"
    made[.line1] = "14 Gull Street"
    made[.town] = "Porth Wennol"
    made[.isRefuge] = true
    address = try await home.save(made)
  }

  private func row() async throws -> [Value] {
    let request = ListRequest(type: "addresses", fields: ["line1", "town", "kind"])
    return try #require(try await home.registrar.window(request, for: home.administrator).rows.first?.values)
  }

  @Test func `no list has them, and so no export of one`() async throws {
    #expect(try await row() == [.hidden, .hidden, .text("site")])
  }

  @Test func `they are read in the record itself`() async throws {
    let read = try await home.registrar.record(
      try #require(address.id), of: .addresses, for: home.administrator)
    #expect(read[.line1] == "14 Gull Street" && read[.town] == "Porth Wennol")
    #expect(read.leaving[.line1] == nil && read.leaving[.town] == nil)
  }

  @Test(arguments: ["Gull", "Porth"]) func `no word of them finds it`(word: String) async throws {
    var request = ListRequest(type: "addresses", fields: ["line1", "kind"])
    request.words = word
    _ = try await home.registrar.window(request, for: home.administrator)
    while try await home.registrar.advanceDirectories(for: home.administrator) < 1 {}
    #expect(try await home.registrar.window(request, for: home.administrator).rows.isEmpty)
    var known = address
    known[.isRefuge] = false
    try await home.save(known)
    #expect(try await home.registrar.window(request, for: home.administrator).rows.count == 1)
  }

  @Test func `what points to it does not call it by them`() async throws {
    let id = try #require(address.id)
    let names = try await home.registrar.names(of: [("addresses", id)], for: home.administrator)
    #expect(names[id] == "address")
  }

  @Test func `an address that is no refuge any more is listed again`() async throws {
    var known = address
    known[.isRefuge] = false
    try await home.save(known)
    #expect(try await row().first == .text("14 Gull Street"))
  }
}
