import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// Whoever fears for somebody reads the number that is answered where they are.
@MainActor
@Suite(.homes) struct EmergencyNumberTests {
  @Test(arguments: ["GB", "IE", "US", "FR"])
  func `the form of a concern names the emergency number of the country`(country: String) async throws {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, houses: [home.maple]).living(in: country)
    let app = try await home.app(for: worker)
    await app.raiseConcern()
    let form = try #require(app.form)
    let help = form.form.entries.map(\.field.help).joined(separator: " ")
    #expect(help.contains("Ring \(EmergencyNumber.of(country)), or the council"))
    #expect(!help.contains(EmergencyNumber.place))
  }
}
