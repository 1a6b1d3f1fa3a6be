import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// What an organisation has booked, and what that stops.
@Suite(.homes) struct BookedPlanTests {
  private func home(_ change: SQL) async throws -> Home {
    let home = try await Home.fixture()
    try await home.registrar.repository.book(change)
    return home
  }

  private func house(_ home: Home) -> Record {
    var house = Record(Catalogue.house.type("houses"))
    house["name"] = .text("Elm House")
    house["code"] = .text("ELM")
    house["service_model"] = .text("supported_housing")
    house["jurisdiction"] = .text("england")
    return house
  }

  private func availability(_ type: String, _ home: Home) async -> Availability {
    await home.registrar.availability(of: .create, on: Catalogue.house.type(type), for: home.administrator)
  }

  @Test func `what a plan leaves out is not added, and the command says so first`() async throws {
    let home = try await home(
      "UPDATE subscription_plans SET features = '{\"webhooks\": false, \"api\": true}' WHERE organization_id = 0"
    )
    #expect(await availability("webhooks", home) == .no("This is not part of your plan (professional)."))
    #expect(await availability("integration_configs", home) == .yes)
    #expect(await availability("form_templates", home) == .yes)
  }

  @Test(arguments: [(2, false), (3, true)])
  func `houses are as many as the plan allows`(limit: Int, mayAdd: Bool) async throws {
    let home = try await home(
      "UPDATE subscription_plans SET house_limit = \(limit) WHERE organization_id = 0")
    let words = "Your plan allows \(limit). The plan is changed by whoever runs Lodge for you."
    #expect(await availability("houses", home) == (mayAdd ? .yes : .no(words)))
    // A lower plan hides nothing that is there, and lets it be changed.
    let houses = try await home.registrar.records(Query("houses"), for: home.administrator)
    #expect(houses.count == 2)
    var first = try #require(houses.first)
    first["name"] = .text("Great Maple House")
    #expect(try await home.save(first)["name"] == .text("Great Maple House"))
    guard !mayAdd else { return }
    await #expect(throws: RegistrarError.notAllowed(words)) { _ = try await home.save(house(home)) }
  }

  @Test func `a second house needs a plan for several`() async throws {
    let home = try await home(
      "UPDATE subscription_plans SET features = '{\"multi_site\": false}' WHERE organization_id = 0")
    #expect(await availability("houses", home) == .no("This is not part of your plan (professional)."))
  }

  @Test func `a member more than the plan allows is not invited`() async throws {
    let home = try await home("UPDATE subscription_plans SET member_limit = 1 WHERE organization_id = 0")
    let words = "Your plan allows 1. The plan is changed by whoever runs Lodge for you."
    func signIn(_ home: Home) -> SignIn {
      SignIn(
        repository: home.registrar.repository, clock: home.time.clock, permissions: [],
        passwords: PasswordRules(common: []))
    }
    // Said before anything is filled in, and again where it is filled in all the same.
    #expect(try await signIn(home).inviteRefusal(for: home.administrator) == words)
    let person = NewPerson(displayName: "Nia New", shortName: "N. New", loginName: "nnew", role: .worker)
    await #expect(throws: RegistrarError.refused([Violation(words)])) {
      _ = try await signIn(home).invite(person, by: home.administrator)
    }
    let other = try await Home.fixture()
    #expect(try await signIn(other).inviteRefusal(for: other.administrator) == nil)
  }

  @Test(arguments: [(61, 0), (60, 1), (15, 1), (14, 1), (0, 1), (-1, 0)])
  func `administrators hear sixty and fourteen days before the subscription ends`(
    days: Int, told: Int
  ) async throws {
    let home = try await Home.fixture()
    let today = home.administrator.zone.day(at: home.time.now)
    for (number, end) in [(1, today.adding(days: days)), (2, today.adding(days: 30))] {
      try await home.registrar.repository.book(
        "UPDATE organizations SET subscription_ends_on = \(end.description) WHERE organization_id = 0 AND number = \(number)"
      )
    }
    let runs = try await home.registrar.runJobs(["subscription.remind"], for: home.administrator)
    let run = try #require(runs.first)
    #expect((run.end, run.told) == (.done, told))
    let again = try await home.registrar.runJobs(["subscription.remind"], for: home.administrator)
    #expect(again.first?.told == 0)
    let notices = try await home.registrar.records(Query("notifications"), for: home.administrator)
    #expect(notices.count == told)
  }
}

extension Repository {
  /// Changes the register as the platform's own people do.
  fileprivate func book(_ change: SQL) throws {
    _ = try write { (database) throws(StorageError) in try database.run(change) }
  }
}
